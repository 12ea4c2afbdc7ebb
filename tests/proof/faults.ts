/**
 * The long proof of a bad day: 1,000 of each change among throttling, conflicts and lost answers, and 500 over a line that is cut
 * again and again, by the tests that `npm test` runs with fewer. What is counted is kept beside this file as it comes, so that a
 * run that is ended early leaves what it has. `node infra/local/run.mjs tests/proof/faults.ts createVenue editVenue`: those changes
 * alone, counted anew beside what is kept.
 */
import { spawn } from "node:child_process";
import { appendFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { createInterface } from "node:readline";
import { buildSchema } from "graphql";
import { sdl } from "../../schema/generated/sdl.ts";

const root = resolve(import.meta.dirname, "../..");
const file = join(root, "tests/proof/faults.txt");

/** Changes in one table at a time: more of them are lost when the run is ended early, fewer leave the machine idle. */
const atATime = 3;
const all = Object.keys(buildSchema(sdl).getMutationType()?.getFields() ?? {});
const asked = process.argv.slice(2);
const unknown = asked.filter((name) => !all.includes(name));
if (unknown.length > 0) throw new Error(`There is no change ${unknown.join(", ")}.`);
const names = asked.length > 0 ? asked : all;
const groups = Array.from({ length: Math.ceil(names.length / atATime) }, (_, n) =>
  names.slice(n * atATime, (n + 1) * atATime),
);

/** Lines that tell what was done and what became of it. */
const telling = /^(\d+ changes|\w+: \d+ of|without:)|^ *(✓|×|Tests) /;

const run = async (test: string, settings: Readonly<Record<string, string>>): Promise<boolean> => {
  const vitest = ["node_modules/vitest/vitest.mjs", "run", test, "--reporter=verbose", "--no-color"];
  const child = spawn(process.execPath, vitest, {
    cwd: root,
    env: { ...process.env, ...settings },
    stdio: ["ignore", "pipe", "inherit"],
  });
  const ended = new Promise<number | null>((told) => child.once("exit", told));
  for await (const line of createInterface({ input: child.stdout })) {
    console.log(line);
    if (telling.test(line)) appendFileSync(file, `${line.trimEnd()}\n`);
  }
  return (await ended) === 0;
};

let isWell = true;
if (asked.length === 0) {
  writeFileSync(file, "");
  isWell = await run("tests/graphql/cutLine.test.ts", { CUT_OPERATIONS: "500" });
}
for (const group of groups)
  isWell =
    (await run("tests/graphql/faults.test.ts", { FAULT_OPERATIONS: "1000", FAULT_CHANGES: group.join(",") })) && isWell;
process.exitCode = isWell ? 0 : 1;
