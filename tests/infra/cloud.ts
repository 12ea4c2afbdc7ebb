/** The stages as they would be deployed, synthesised once for all that is asked of them; and what breaks a copy of one. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { App } from "aws-cdk-lib";
import { Template } from "aws-cdk-lib/assertions";
import { type Built, layOutAll } from "../../infra/app.ts";
import { functions } from "../../infra/functions.ts";
import type { Stage } from "../../infra/stage.ts";

export type Part = "data" | "identity" | "api" | "events" | "jobs" | "edge" | "console" | "log" | "watch";

export type Resource = {
  readonly Type: string;
  readonly Properties: Record<string, unknown>;
  readonly DeletionPolicy?: string;
};

type TemplateJson = { readonly Resources: Record<string, Resource> };

/** One stage: its templates by part, and the parts whose stack refuses to be deleted. */
export type Cloud = {
  readonly stage: Stage;
  readonly parts: Record<Part, TemplateJson>;
  readonly kept: Part[];
};

/** What stands in the place of the built functions and console: what a stack says of itself does not depend on what is in them. */
const standIns = (folder: string): Built => {
  const built = { functionsDir: join(folder, "functions"), consoleDir: join(folder, "console") };
  const write = (dir: string, name: string) => {
    mkdirSync(dir, { recursive: true });
    writeFileSync(join(dir, name), name);
  };
  for (const name of Object.keys(functions)) write(join(built.functionsDir, name), "index.mjs");
  write(built.consoleDir, "index.html");
  write(join(built.consoleDir, "assets"), "index-1.js");
  return built;
};

/** Synthesises an app in a folder of its own; `more` adds to it first. @throws where the rules of good practice find something */
export const synthesise = (
  some: readonly Stage[],
  { account, more }: { account?: string; more?: (app: App) => void } = {},
): { clouds: Cloud[]; app: App } => {
  const folder = mkdtempSync(join(tmpdir(), "samspill-cloud-"));
  try {
    const app = new App({ analyticsReporting: false, outdir: join(folder, "out") });
    layOutAll(app, some, standIns(folder), account);
    more?.(app);
    const { stacks } = app.synth();
    const clouds = some.map((stage) => {
      const prefix = `samspill-${stage.name}-`;
      const own = stacks.filter(({ stackName }) => stackName.startsWith(prefix));
      const partOf = (stackName: string) => stackName.slice(prefix.length) as Part;
      return {
        stage,
        parts: Object.fromEntries(
          own.map(({ stackName, template }) => [partOf(stackName), template as TemplateJson]),
        ) as Cloud["parts"],
        kept: own.filter(({ terminationProtection }) => terminationProtection).map((stack) => partOf(stack.stackName)),
      };
    });
    return { clouds, app };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};

export const templateOf = (cloud: Cloud, part: Part): Template => Template.fromJSON(cloud.parts[part]);

/** Resources of a type, in one part or in all. */
export const resourcesOf = (
  { parts }: Cloud,
  type: string,
  part?: Part,
): (Resource & { readonly id: string; readonly part: Part })[] =>
  (Object.entries(parts) as [Part, TemplateJson][])
    .filter(([name]) => part === undefined || name === part)
    .flatMap(([name, { Resources }]) =>
      Object.entries(Resources)
        .filter(([, { Type }]) => Type === type)
        .map(([id, resource]) => ({ ...resource, id, part: name })),
    );

/** Properties of the only resource of a type. */
export const propertiesOf = (cloud: Cloud, type: string): Record<string, unknown> => {
  const [only, another] = resourcesOf(cloud, type);
  if (!only || another) throw new Error(`There is not one ${type} in the stage.`);
  return only.Properties;
};

/** A template's value in words: what is put together when it is deployed stands as `<Resource.Attribute>`. */
export const wordsOf = (value: unknown): string => {
  if (typeof value !== "object" || value === null) return String(value as string | number | boolean | null | undefined);
  const [[kind, what] = ["", undefined]] = Object.entries(value);
  if (kind === "Fn::Join") return ((what as [string, unknown[]])[1] ?? []).map(wordsOf).join("");
  if (kind === "Fn::GetAtt") return `<${(what as string[]).join(".")}>`;
  if (kind === "Fn::Sub") return what as string;
  if (kind === "Fn::ImportValue" || kind === "Ref") return `<${wordsOf(what)}>`;
  return JSON.stringify(value);
};

/** What breaks an intention, in a copy. */
export type Plant = (cloud: Cloud) => void;

/** Sets a property of the first resource of a type that has it (`Properties` left out, keys by dots); undefined takes it away. */
export const spoil =
  (part: Part, type: string, path: string, value: unknown): Plant =>
  (cloud) => {
    const keys = path.split(".");
    const last = keys.pop() ?? "";
    for (const { Properties } of resourcesOf(cloud, type, part)) {
      let at: Record<string, unknown> | undefined = Properties;
      for (const key of keys) at = at?.[key] as Record<string, unknown> | undefined;
      if (at?.[last] === undefined) continue;
      if (value === undefined) delete at[last];
      else at[last] = value;
      return;
    }
    throw new Error(`There is no ${type} with ${path} in ${part}: nothing was spoilt.`);
  };

/** Adds a resource. */
export const add =
  (part: Part, resource: Resource): Plant =>
  ({ parts }) => {
    parts[part].Resources["Planted"] = resource;
  };

/** Takes the first resource of a type away. */
export const drop =
  (part: Part, type: string): Plant =>
  (cloud) => {
    const [first] = resourcesOf(cloud, type, part);
    if (!first) throw new Error(`There is no ${type} in ${part}: nothing was dropped.`);
    delete cloud.parts[part].Resources[first.id];
  };

/**
 * What is wrong with an intention: the stages in which the check does not hold, and the ways of breaking the last of them that
 * it does not see.
 */
export const breachesIn =
  (clouds: readonly Cloud[]) =>
  (check: (cloud: Cloud) => void, ...plants: readonly [Plant, ...Plant[]]): string[] => {
    const complaintOf = (cloud: Cloud): string | undefined => {
      try {
        check(cloud);
        return undefined;
      } catch (error) {
        return `${cloud.stage.name}: ${error instanceof Error ? error.message : String(error)}`;
      }
    };
    const unseen = plants.flatMap((plant, n) => {
      const broken = structuredClone(clouds.at(-1));
      if (!broken) throw new Error("There is no stage to break.");
      plant(broken);
      return complaintOf(broken) === undefined ? [`Violation ${n + 1} was not seen.`] : [];
    });
    return [...clouds.flatMap((cloud) => complaintOf(cloud) ?? []), ...unseen];
  };
