/**
 * The long proof of the fuzz: 20,000 documents and 5,000 events, by the test that `npm test` runs with fewer. What it printed
 * last is kept beside it. Run by hand: `PATH="$PWD/node_modules/.bin:$PATH" node tests/proof/fuzz.ts`.
 */
import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join, resolve } from "node:path";

const root = resolve(import.meta.dirname, "../..");
const { status, stdout } = spawnSync(
  process.execPath,
  ["node_modules/vitest/vitest.mjs", "run", "tests/graphql/fuzz.test.ts", "--reporter=verbose", "--no-color"],
  {
    cwd: root,
    env: { ...process.env, FUZZ_DOCUMENTS: "20000", FUZZ_EVENTS: "5000" },
    encoding: "utf8",
    stdio: ["ignore", "pipe", "inherit"],
  },
);
process.stdout.write(stdout);
/** Lines that tell what was sent and what came, and whether it was as it should be. */
const telling = /^(\d+ (documents|events), seed|by status:|root fields,)|^ *(✓|×|Tests) /;
const lines = stdout.split("\n").filter((line) => telling.test(line));
writeFileSync(join(root, "tests/proof/fuzz.txt"), `${lines.map((line) => line.trimEnd()).join("\n")}\n`);
process.exitCode = status ?? 1;
