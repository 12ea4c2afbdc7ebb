/** The cloud: the whole system as stacks, for every stage or for the one chosen by `-c stage=dev|test|prod`. */
import { join } from "node:path";
import { App, Tags, Validations } from "aws-cdk-lib";
import { AwsSolutionsChecks } from "cdk-nag";
import { AccessLogStack } from "./AccessLogStack.ts";
import { ApiStack } from "./ApiStack.ts";
import { ConsoleStack } from "./ConsoleStack.ts";
import { DataStack } from "./DataStack.ts";
import { EdgeStack } from "./EdgeStack.ts";
import { EventsStack } from "./EventsStack.ts";
import { IdentityStack } from "./IdentityStack.ts";
import { JobsStack } from "./JobsStack.ts";
import { buildWhatIsOld } from "./local/build.ts";
import type { Ground } from "./ServiceFunction.ts";
import { stageNamed, stages, type Stage } from "./stage.ts";
import { WatchStack } from "./WatchStack.ts";

/** CloudFront's firewalls and logs and the account's budgets live here, wherever the rest is. */
const edgeRegion = "us-east-1";

export interface Built {
  /** Where `infra/bundle.ts` laid the functions. */
  readonly functionsDir: string;
  /** Where the console was built. */
  readonly consoleDir: string;
}

/** Lays out the stacks of a stage; `account` is the one whose credentials deploy, if any. */
const layOut = (app: App, stage: Stage, { functionsDir, consoleDir }: Built, account?: string): void => {
  const named = (part: string) => `samspill-${stage.name}-${part}`;
  const here = { env: { region: stage.region, ...(account && { account }) } };
  const atTheEdge = { env: { region: edgeRegion, ...(account && { account }) } };

  const data = new DataStack(app, named("data"), { ...here, stage });
  const ground: Ground = { stage, data, functionsDir };
  const people = new IdentityStack(app, named("identity"), { ...here, stage });
  const { identity } = people;
  const api = new ApiStack(app, named("api"), { ...here, ground, identity });
  const events = new EventsStack(app, named("events"), { ...here, ground });
  const jobs = new JobsStack(app, named("jobs"), { ...here, ground, bus: events.bus });
  const edge = new EdgeStack(app, named("edge"), { ...atTheEdge, stage, crossRegionReferences: true });
  const site = new ConsoleStack(app, named("console"), {
    ...here,
    stage,
    api,
    identity,
    firewallArn: edge.firewallArn,
    consoleDir,
    crossRegionReferences: true,
  });
  const log = new AccessLogStack(app, named("log"), {
    ...atTheEdge,
    stage,
    distribution: site.distribution,
    bucket: site.accessLogs,
    crossRegionReferences: true,
  });
  const watch = new WatchStack(app, named("watch"), { ...here, stage, data, api, events, jobs });
  for (const stack of [data, people, api, events, jobs, edge, site, log, watch]) {
    Tags.of(stack).add("system", "samspill");
    Tags.of(stack).add("stage", stage.name);
  }
};

/** Lays out the stages; synthesis then fails on what AWS's own rules of good practice find, unless a reason stands beside it. */
export const layOutAll = (app: App, some: readonly Stage[], built: Built, account?: string): void => {
  for (const stage of some) layOut(app, stage, built, account);
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
};

if (import.meta.main) {
  const app = new App({ analyticsReporting: false });
  const chosen: unknown = app.node.tryGetContext("stage");
  const some = typeof chosen === "string" ? [stageNamed(chosen)] : Object.values(stages);
  await buildWhatIsOld(console.error);
  const dist = join(import.meta.dirname, "../dist");
  const built = { functionsDir: join(dist, "functions"), consoleDir: join(dist, "console") };
  layOutAll(app, some, built, process.env["CDK_DEFAULT_ACCOUNT"]);
  app.synth();
}
