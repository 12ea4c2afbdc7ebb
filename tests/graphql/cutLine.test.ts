/** Changes over a line to the database that is cut again and again, on the way there and on the way back: all are done, once. */
import { connect, createServer, type AddressInfo } from "node:net";
import { afterAll, beforeAll, expect, it } from "vitest";
import { chance } from "../registry/killing.ts";

const operations = Number(process.env["CUT_OPERATIONS"] ?? 100);
const seed = Number(process.env["FAULT_SEED"] ?? 20260517);

/** Of what goes each way. */
const share = 0.05;
const line = { isBad: false, cutThere: 0, cutBack: 0 };
const draw = chance(seed);
const isCut = (): boolean => line.isBad && draw() < share;

const database = new URL(process.env["AWS_ENDPOINT_URL_DYNAMODB"] ?? "");
const proxy = createServer((caller) => {
  const table = connect(Number(database.port), database.hostname);
  const hangUp = (): void => {
    caller.resetAndDestroy();
    table.destroy();
  };
  caller.on("data", (part) => {
    if (!isCut()) return table.write(part);
    line.cutThere++;
    return hangUp();
  });
  table.on("data", (part) => {
    if (!isCut()) return caller.write(part);
    line.cutBack++;
    return hangUp();
  });
  for (const end of [caller, table]) end.on("error", hangUp).on("close", hangUp);
});
await new Promise<void>((listening) => proxy.listen(0, "127.0.0.1", listening));
afterAll(() => proxy.close());
// Read when the client is made, which the imports below do.
process.env["AWS_ENDPOINT_URL_DYNAMODB"] = `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`;
const { ask, newKey } = await import("#world");
const { documentOf, entryOf, everythingStored, layGround, mutationNames } = await import("../world/mutations.ts");

beforeAll(layGround);

const mostTries = 6;

it(`does each of ${operations} changes once`, async () => {
  const done = [];
  for (let n = 0; n < operations; n++) {
    const name = mutationNames[n % mutationNames.length] ?? "";
    const { who, lay } = entryOf(name);
    const laid = await lay(who[0]);
    const asked = { ...laid.variables, idempotencyKey: newKey() };
    let code: string | undefined = "UNASKED";
    line.isBad = true;
    for (let tries = 1; code !== undefined && tries <= mostTries; tries++)
      ({ code } = await ask(laid.who, documentOf(name, 0), asked, laid.says));
    line.isBad = false;
    done.push({ name, code, laid });
  }
  const stored = await everythingStored();
  const wrong = done
    .map(({ name, code, laid }) => ({ name, code, effects: laid.effects(stored) }))
    .filter(({ code, effects }) => code !== undefined || effects !== 1);
  console.log(
    `${operations} changes over a bad line, seed ${seed}: cut ${line.cutThere} times on the way there and ` +
      `${line.cutBack} on the way back, ${wrong.length} not done once`,
  );
  expect(wrong).toEqual([]);
  expect(Math.min(line.cutThere, line.cutBack)).toBeGreaterThan(0);
}, 1_800_000);
