/** How long a function needs from nothing to its first answer: fresh processes, one after the other. */
import { fork } from "node:child_process";
import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { requestOf } from "./event.ts";
import type { Surroundings } from "./surroundings.ts";

export type Starts = {
  /** Medians, in milliseconds since the process began. */
  readonly times: number;
  readonly empty: number;
  readonly graphql: number;
  readonly firstAnswer: number;
  readonly firstSignedIn: number;
  /** Of the file each start reads, and of all that may be read later. */
  readonly bundle: { readonly read: Size; readonly all: Size };
};
type Size = { readonly kilobytes: number; readonly gzipped: number };

const median = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[values.length >> 1] ?? 0;

/** Moments of one start: the function is there, and each event is answered. */
const startOnce = (folder: string, events: readonly unknown[], settings: NodeJS.ProcessEnv): Promise<number[]> =>
  new Promise((resolve, reject) => {
    const args = [join(folder, "index.mjs"), ...events.map((event) => JSON.stringify(event))];
    const child = fork(join(import.meta.dirname, "start.mjs"), args, {
      env: { PATH: process.env["PATH"], ...settings },
    });
    child.once("message", (moments) => resolve(moments as number[]));
    child.once("exit", (code) => reject(new Error(`A start ended with code ${code}, and told nothing.`)));
  });

const sizeOf = (folder: string, pattern: string): Size => {
  const files = globSync(pattern, { cwd: folder }).map((name) => readFileSync(join(folder, name)));
  const total = (lengths: readonly number[]): number => lengths.reduce((sum, length) => sum + length, 0) / 1024;
  return {
    kilobytes: total(files.map(({ length }) => length)),
    gzipped: total(files.map((file) => gzipSync(file).length)),
  };
};

export const measureStarts = async (surroundings: Surroundings, times: number): Promise<Starts> => {
  const settings = await surroundings.table("starts");
  const folder = surroundings.bundle("graphql");
  const events = [requestOf("{ about { version } }", {}, undefined), requestOf("{ viewer { name } }", {}, settings)];
  const empty: number[] = [];
  const graphql: number[][] = [];
  // By turns, so that whatever else the machine does falls on both.
  for (let n = 0; n < times; n++) {
    empty.push((await startOnce(surroundings.bundle("empty"), [], settings))[0] ?? 0);
    graphql.push(await startOnce(folder, events, settings));
  }
  const [ready, firstAnswer, firstSignedIn] = [0, 1, 2].map((n) => median(graphql.map((moments) => moments[n] ?? 0)));
  return {
    times,
    empty: median(empty),
    graphql: ready ?? 0,
    firstAnswer: firstAnswer ?? 0,
    firstSignedIn: firstSignedIn ?? 0,
    bundle: { read: sizeOf(folder, "{index,app,start,rolldown-runtime-*}.mjs"), all: sizeOf(folder, "*.mjs") },
  };
};
