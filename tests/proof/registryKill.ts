/**
 * `npm run proof -- [seed]`: twenty first loads, each killed with SIGKILL at a random point and started again,
 * against one that nobody disturbs. The last output is kept beside this file.
 */
import { writeFileSync } from "node:fs";
import { startDatabase } from "../../infra/local/database.ts";
import { startRegisters } from "../../infra/local/registers/index.ts";
import { chance, freshTable, runImporter, stateOf } from "../registry/killing.ts";

const rounds = 20;
const seed = Number(process.argv[2] ?? Date.now() % 1_000_000);
const lines: string[] = [];
const say = (line: string): void => {
  lines.push(line);
  console.log(line);
};

const database = await startDatabase();
const registers = await startRegisters({ size: { units: 600, voluntary: 300 } });
const importInto = async (table: string) => ({
  endpoint: database.endpoint,
  registers,
  table: await freshTable(database.endpoint, table),
});
const isWhole = (state: Awaited<ReturnType<typeof stateOf>>): boolean =>
  state.writtenTwice === 0 && state.toldOnce && state.entered === state.organisations;

const undisturbed = await importInto("undisturbed");
const { report, milliseconds } = await runImporter(undisturbed);
const expected = await stateOf(database.endpoint, undisturbed.table);
say(
  `seed ${seed}; undisturbed: ${expected.organisations} organisations, ${report?.refused} rows refused, hash ${expected.hash}`,
);

const draw = chance(seed);
let same = 0;
let done = 0;
while (done < rounds) {
  const killed = await importInto(`killed-${done}-${lines.length}`);
  const after = Math.round(draw() * milliseconds);
  // Some come through before they are killed; those show nothing, and another is drawn.
  if ((await runImporter(killed, after)).report) continue;
  done++;
  const left = await stateOf(database.endpoint, killed.table);
  await runImporter(killed);
  const state = await stateOf(database.endpoint, killed.table);
  const lost = [...left.keys].filter((key) => !state.keys.has(key)).length;
  const isSame = state.hash === expected.hash && isWhole(state) && lost === 0;
  same += Number(isSame);
  say(
    `${String(done).padStart(2)}  killed after ${String(after).padStart(5)} ms with ${String(left.organisations).padStart(4)} written; ` +
      `then hash ${state.hash}, ${lost} lost, ${state.writtenTwice} written twice: ${isSame ? "the same" : "NOT THE SAME"}`,
  );
}
say(`${same} of ${rounds} the same as undisturbed`);
writeFileSync(new URL("registryKill.txt", import.meta.url), `${lines.join("\n")}\n`);
await registers.stop();
await database.stop();
process.exit(same === rounds && isWhole(expected) ? 0 : 1);
