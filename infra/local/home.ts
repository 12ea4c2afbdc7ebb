/** Where Samspill keeps its things on a laptop, and who is using them. */
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { StartProblem } from "./startProblem.ts";

/** The project's own folder. */
export const root = resolve(import.meta.dirname, "../..");

/** `.samspill` in the project, or the folder that `SAMSPILL_HOME` names. */
const home = resolve(process.env["SAMSPILL_HOME"] || join(root, ".samspill"));

export const inHome = (name: string): string => join(home, name);

/** The one table's name on a laptop. */
export const tableName = "samspill-local";

/** Makes the folder; only its owner may look into it, as it holds signing keys. */
export const prepareHome = (): void => {
  mkdirSync(home, { recursive: true, mode: 0o700 });
};

/** Reads a JSON file of ours; undefined when there is none or it was cut off while being written. */
export const readJson = <Value>(name: string): Value | undefined => {
  try {
    return JSON.parse(readFileSync(inHome(name), "utf8")) as Value;
  } catch {
    return undefined;
  }
};

export const writeJson = (name: string, value: unknown): void => {
  writeFileSync(inHome(name), `${JSON.stringify(value, null, 2)}\n`, { mode: 0o600 });
};

/** How far the first start has come, so that a later one goes on from there. */
export interface Progress {
  /** Which registers the data come from; they cannot be mixed. */
  register: "demonstration" | "live";
  isSynced?: boolean;
  isSeeded?: boolean;
}

/** Removes all data; keys and secrets stay, so that people remain signed in. */
export const forgetData = (): void => {
  for (const name of [
    "database",
    "progress.json",
    "clock.json",
    "events.jsonl",
    "mailbox.jsonl",
    "deadLetters.jsonl",
    "log.jsonl",
  ])
    rmSync(inHome(name), { recursive: true, force: true });
};

/** A Samspill that runs on this folder. */
export interface Running {
  pid: number;
  /** Port of the front door. */
  port: number;
  /** Where its jobs can be started, the stand-in for Lambda; none while it is starting. */
  cloud?: string;
}

/** The Samspill that runs on this folder now, if any. */
export const findRunning = (): Running | undefined => {
  const running = readJson<Running>("running.json");
  if (running === undefined || !isAlive(running.pid)) return undefined;
  return running;
};

/** Claims the folder for this process. @throws StartProblem when another holds it. */
export const claimHome = (running: Omit<Running, "pid">): void => {
  assertFree();
  writeJson("running.json", { pid: process.pid, ...running });
};

/** @throws StartProblem when another Samspill runs on this folder. */
export const assertFree = (): void => {
  const other = findRunning();
  if (other !== undefined && other.pid !== process.pid)
    throw new StartProblem(
      `Samspill is running already, at http://localhost:${other.port} (process ${other.pid}). ` +
        "Stop it with Ctrl-C where it was started, or start another with its own data: SAMSPILL_HOME=<folder> npm start -- --port <number>",
    );
};

export const releaseHome = (): void => {
  if (existsSync(inHome("running.json"))) rmSync(inHome("running.json"), { force: true });
};

const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
};
