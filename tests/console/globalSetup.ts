/** Two whole Samspills for the tests of the console: one with the demonstration in it, one as empty as a new installation. */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import type { TestProject } from "vitest/node";
import { freePort } from "../../infra/local/database.ts";

declare module "vitest" {
  interface ProvidedContext {
    /** Addresses such as `http://localhost:4711`. */
    houses: { readonly full: string; readonly empty: string };
    /** Folder of the full one's own things, such as its partner's key. */
    home: string;
  }
}

const root = resolve(import.meta.dirname, "../..");

/** As on a person's own command line: what the tests are told must not decide how the console is built. */
const cleanEnvironment = (): NodeJS.ProcessEnv =>
  Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !/^(npm_|SAMSPILL_|VITEST|NODE_|AWS_|PORT$)/i.test(name)),
  );

type House = { readonly base: string; readonly child: ChildProcess; readonly hear: (words: string) => Promise<void> };

const open = async (
  folder: string,
  name: string,
  script: string,
  argumentsOf: (port: string) => string[],
): Promise<House> => {
  const port = await freePort();
  const child = spawn(process.execPath, [join(root, script), ...argumentsOf(String(port))], {
    cwd: root,
    stdio: ["ignore", "pipe", "pipe"],
    env: { ...cleanEnvironment(), SAMSPILL_HOME: join(folder, name) },
  });
  let said = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (text) => (said += String(text)));
  return {
    base: `http://localhost:${port}`,
    child,
    hear: (words) =>
      new Promise((heard, failed) => {
        const listen = (): void => {
          if (said.includes(words)) heard();
        };
        listen();
        child.stdout.on("data", listen);
        child.once("close", () => failed(new Error(`${script} ended without «${words}»:\n${said}`)));
      }),
  };
};

const close = async ({ child }: House): Promise<void> => {
  if (child.exitCode !== null) return;
  child.kill("SIGTERM");
  await once(child, "close");
};

export default async ({ provide }: TestProject): Promise<() => Promise<void>> => {
  const folder = mkdtempSync(join(tmpdir(), "samspill-console-"));
  const houses: House[] = [];
  const tearDown = async (): Promise<void> => {
    await Promise.all(houses.map(close));
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    const full = await open(folder, "full", "infra/local/start.ts", (port) => ["--port", port]);
    houses.push(full);
    // By then all that must be built is built, and the other can use it too.
    await full.hear("Reading the registers");
    const empty = await open(folder, "empty", "tests/console/emptyHouse.ts", (port) => [port]);
    houses.push(empty);
    await Promise.all([full, empty].map((house) => house.hear("Samspill is ready")));
    provide("houses", { full: full.base, empty: empty.base });
    provide("home", join(folder, "full"));
    return tearDown;
  } catch (error) {
    await tearDown();
    throw error;
  }
};
