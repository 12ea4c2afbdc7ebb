import { afterAll, beforeAll, expect, inject, it } from "vitest";
import { type Registers, startRegisters } from "../../infra/local/registers/index.ts";
import { chance, freshTable, runImporter, stateOf } from "./killing.ts";

let registers: Registers;
beforeAll(async () => {
  registers = await startRegisters({ size: { units: 260, voluntary: 130 }, refuseEvery: 0 });
});
afterAll(() => registers.stop());

const kills = 5;

it(`an importer killed ${kills} times leaves what an undisturbed one leaves`, { timeout: 300_000 }, async () => {
  const endpoint = inject("database");
  const undisturbed = { endpoint, registers, table: await freshTable(endpoint, `undisturbed-${process.pid}`) };
  const { report, milliseconds } = await runImporter(undisturbed);
  expect(report).toMatchObject({ state: "FINISHED", refused: 3 });
  const expected = await stateOf(endpoint, undisturbed.table);

  const seed = Number(process.env["SEED"] ?? Date.now() % 1_000_000);
  console.info(`SEED=${seed}`);
  const draw = chance(seed);
  const killed = { endpoint, registers, table: await freshTable(endpoint, `killed-${process.pid}`) };
  let acknowledged = new Set<string>();
  let deaths = 0;
  for (let tries = 0; deaths < kills && tries < kills * 3; tries++) {
    const died = (await runImporter(killed, draw() * milliseconds * 0.5)).report === undefined;
    deaths += Number(died);
    const { keys } = await stateOf(endpoint, killed.table);
    expect([...acknowledged].filter((key) => !keys.has(key))).toEqual([]);
    acknowledged = keys;
  }
  expect(deaths).toBe(kills);
  await runImporter(killed);
  expect(await stateOf(endpoint, killed.table)).toEqual(expected);
  expect(expected).toMatchObject({ writtenTwice: 0, toldOnce: true, entered: expected.organisations });
});
