/**
 * Every change on a bad day: what is acknowledged is done, once, whatever throttling, conflicts and lost answers come between.
 * `FAULT_OPERATIONS` of each, of those that `FAULT_CHANGES` names or all; the seed is printed.
 */
import { afterAll, beforeAll, expect, inject, it } from "vitest";
import { notFound } from "#platform/refusal";
import { add, Entity, get, item, number, string, table, transact } from "#platform/table";
import { askWith, newKey } from "#world";
import type { PersonName } from "../../infra/local/people.ts";
import { signIn } from "../../infra/local/signIn.ts";
import { makeFaults } from "../world/faults.ts";
import {
  documentOf,
  entryOf,
  everythingStored,
  type Laid,
  known,
  layGround,
  mutationNames,
  notedAs,
  type Stored,
} from "../world/mutations.ts";

const operations = Number(process.env["FAULT_OPERATIONS"] ?? 100);
const seed = Number(process.env["FAULT_SEED"] ?? 20260517);
const names = process.env["FAULT_CHANGES"]?.split(",") ?? mutationNames;

const faults = makeFaults(seed);
afterAll(faults.stop);
beforeAll(layGround);

/** The caller's patience: so often the same is asked again, under the same key, before it is left open. */
const mostTries = 6;
/** Answers that say «not now», and leave open whether it was done. */
const mayPass = new Set(["BUSY", "INTERNAL_SERVER_ERROR"]);

type Outcome = { readonly laid: Laid; readonly code: string | undefined };

/** Asks as one does who wants it done: the same again under the same key, until it is acknowledged or refused. */
const insist = async (name: string, token: string, { variables, says }: Laid): Promise<string | undefined> => {
  const asked = { ...variables, idempotencyKey: newKey() };
  let code: string | undefined;
  for (let tries = 1; tries <= mostTries; tries++) {
    ({ code } = await faults.disturbed(() => askWith(token, documentOf(name, 0), asked, says)));
    if (code === undefined || !mayPass.has(code)) break;
  }
  return code;
};

/** What became of them: 0 where nothing is to be told is as it should be. */
const verdictOf = (name: string, outcomes: readonly Outcome[], before: Stored, after: Stored) => {
  const { action, entries = 1 } = entryOf(name);
  const counted = outcomes.map(({ laid, code }) => ({ code, effects: laid.effects(after) }));
  const effects = counted.reduce((sum, one) => sum + one.effects, 0);
  return {
    acknowledged: counted.filter(({ code }) => code === undefined).length,
    lost: counted.filter((one) => one.code === undefined && one.effects < 1).length,
    doubled: counted.filter((one) => one.effects > 1).length,
    // One that was done and is refused when its answer was lost has told its caller an untruth.
    refused: counted.flatMap(({ code }) => (code === undefined || mayPass.has(code) ? [] : [code])),
    noted: notedAs(after, action) - notedAs(before, action) - effects * entries,
  };
};

it(`loses none of ${operations} of each change, and doubles none`, async () => {
  const begun = performance.now();
  for (const asker of new Set(names.flatMap((name) => entryOf(name).who))) await known(asker);
  const run = async (name: string): Promise<readonly [string, Outcome[]]> => {
    const { who, lay } = entryOf(name);
    const done: Outcome[] = [];
    const keepOn = async (asker: PersonName): Promise<void> => {
      const { access_token: token } = await signIn(inject("signIn"), asker);
      for (let n = 0; n < operations / 2; n++) {
        const laid = await lay(asker);
        done.push({ laid, code: await insist(name, token, laid) });
      }
    };
    await Promise.all(who.map(keepOn));
    return [name, done];
  };
  const verdictsOf = async (group: readonly string[]) => {
    const before = await everythingStored();
    const outcomes = await Promise.all(group.map(run));
    const after = await everythingStored();
    return outcomes.map(([name, done]) => [name, verdictOf(name, done, before, after)] as const);
  };
  // Who is forgotten has none of what he did before.
  const verdicts = [
    ...(await verdictsOf(names.filter((name) => name !== "forgetMe"))),
    ...(await verdictsOf(names.filter((name) => name === "forgetMe"))),
  ];
  const { calls, throttled, conflicts, lost } = faults.counts;
  console.log(
    `${names.length} changes, ${operations} of each, seed ${seed}, ${((performance.now() - begun) / 1000).toFixed(0)} s: ` +
      `${calls} calls, ${throttled} throttled, ${conflicts} conflicts, ${lost} answers lost`,
  );
  for (const [name, { acknowledged, lost: gone, doubled }] of verdicts)
    console.log(`${name}: ${acknowledged} of ${operations} acknowledged, ${gone} lost, ${doubled} doubled`);
  // A caller may give up, and hardly ever does.
  for (const [name, { acknowledged, ...rest }] of verdicts) {
    expect([name, rest]).toEqual([name, { lost: 0, doubled: 0, refused: [], noted: 0 }]);
    expect(acknowledged, name).toBeGreaterThanOrEqual(Math.floor(operations * 0.98));
  }
  expect(Math.min(throttled, conflicts, lost)).toBeGreaterThan(0);
}, 3_600_000);

/** What the same faults do to who thinks of none of them. */
const tallies = new Entity({
  name: "TestTally",
  table,
  timestamps: false,
  schema: item({ of: string().key(), count: number() }),
  computeKey: ({ of }: { of: string }) => ({ pk: `TALLY#${of}`, sk: "-" }),
});
const countOf = async (of: string): Promise<number> => (await get(tallies, { of }))?.count ?? 0;

it("doubles what is added without a key, and loses what is acknowledged before it is written", async () => {
  const plainly = (of: string): Promise<unknown> =>
    faults.disturbed(() => transact([add(tallies, { of }, "count", 1, undefined, notFound)]));
  const insisting = async (): Promise<void> => {
    for (let tries = 1; tries <= mostTries; tries++)
      try {
        await plainly("doubled");
        return;
      } catch {
        // Asked again, as something else than it was.
      }
  };
  const times = 200;
  await Promise.all(
    Array.from({ length: times }, () => Promise.all([insisting(), plainly("lost").catch(() => undefined)])),
  );
  const [doubled, lost] = [await countOf("doubled"), await countOf("lost")];
  console.log(`without: ${doubled} for ${times} where all were insisted on, ${lost} for ${times} where none was`);
  expect(doubled).toBeGreaterThan(times);
  expect(lost).toBeLessThan(times);
});
