/** Every change there is, as it is laid for all the tests of changes: it succeeds, has its effect and is noted, once. */
import { beforeAll, expect, it, test } from "vitest";
import { ask, newKey } from "#world";
import { documentOf, entryOf, everythingStored, layGround, mutationNames } from "../world/mutations.ts";

beforeAll(layGround);

test("a change without an entry is told of, and what to do", () => {
  expect(mutationNames.length).toBeGreaterThan(20);
  expect(() => entryOf("giveAway")).toThrow(/giveAway .* tests\/world\/mutations\.ts/);
});

it.each(mutationNames)("%s succeeds as it is laid, and is done and noted once", async (name) => {
  const { who, lay, action, entries = 1 } = entryOf(name);
  const { effects, variables, who: asker, says } = await lay(who[0]);
  const before = await everythingStored();
  expect(effects(before)).toBe(0);
  const { code, data } = await ask(asker, documentOf(name), { ...variables, idempotencyKey: newKey() }, says);
  expect([code, Object.keys(data)]).toEqual([undefined, [name]]);
  const after = await everythingStored();
  expect(effects(after)).toBe(1);
  const noted = (stored: typeof after): number => stored("Audit").filter((one) => one["action"] === action).length;
  expect(noted(after) - noted(before)).toBe(entries);
});
