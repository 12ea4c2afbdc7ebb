/** An import that stops anywhere: refused, nothing of it is written; accepted, all of it is, once, whoever goes on. */
import { afterEach, beforeAll, describe, expect, test } from "vitest";
import { finishImports } from "#modules/exchange";
import { systemContext } from "#platform/context";
import { ask, given, newKey, registered } from "#world";
import { orgNumbers } from "../orgNumbers.ts";
import { makeFaults } from "../world/faults.ts";
import { begunAnew, stopAt } from "../world/killed.ts";
import { everythingStored } from "../world/mutations.ts";
import { allNew, importing, preview } from "./importing.ts";

const defaults = { category: "TRAINING_WALKS", municipality: "5001", place: "Bymarka" };
const count = 60;
const file = (title = "Tur"): string =>
  [
    "Tittel;Dato;Starter;Slutter;Gjentas;Ekstern id",
    ...Array.from({ length: count }, (_, n) => `${title} ${n};13.01.2027;18:00;20:00;hver onsdag;tur-${n}`),
  ].join("\n");

const numbers = orgNumbers(36_000_000);
const fresh = async (): Promise<string> => {
  const number = numbers.next().value ?? "";
  await given.organisations(registered(number, `TURLAGET ${number}`));
  return number;
};

beforeAll(async () => {
  await given.referenceBodies();
  await given.membership("coordinator", "K5001", "COORDINATOR");
});
afterEach(begunAnew);

/** Activities of an organiser that stand in the table, those in lists, their audit entries, and parts that are left. */
const standing = async (number: string) => {
  const stored = await everythingStored();
  const own = stored("Activity").filter(({ body }) => String(body).includes(`"organiserKey":"${number}"`));
  const subjects = new Set(own.map(({ key }) => `activity:${String(key)}`));
  const { data } = await ask<{ activities: { totalCount: number } }>(
    "coordinator",
    "query ($filter: ActivityFilter) { activities(filter: $filter, first: 1) { totalCount } }",
    { filter: { organiserId: `organisation:${number}`, states: ["DRAFT"] } },
  );
  return {
    activities: own.length,
    listed: data.activities.totalCount,
    noted: stored("Audit").filter(({ subject }) => subjects.has(String(subject))).length,
    events: stored("Event").filter(({ subject }) => subjects.has(String(subject))).length,
    left: stored("ActivityImportPart").filter(({ organiserKey }) => organiserKey === number).length,
  };
};
const whole = { activities: count, listed: count, noted: count, events: count, left: 0 };
/** Lists know within a second of what was written without an answer. */
const patiently = { timeout: 10_000 } as const;
const nothing = { activities: 0, listed: 0, noted: 0, events: 0, left: 0 };

describe("sixty activities, in four transactions", () => {
  const stops = [1, 2, 3, 4].flatMap((n) => [false, true].map((isDone) => [n, isDone] as const));

  test.each(stops)("killed in the %i. (which was done: %s), asked again it is whole", async (n, isDone) => {
    const [number, key] = [await fresh(), newKey()];
    stopAt(n, isDone);
    await expect(importing("coordinator", number, file(), allNew(count), { defaults }, key)).rejects.toThrow(
      "INTERNAL_SERVER_ERROR",
    );
    begunAnew();
    if (n === 1 && !isDone) expect(await standing(number)).toEqual(nothing);
    const { done, total } = await importing("coordinator", number, file(), allNew(count), { defaults }, key);
    expect([done, total]).toEqual([count, count]);
    await expect.poll(() => standing(number), patiently).toEqual(whole);
  });

  test("killed and never asked again, the service finishes it, and until then nobody else's import begins", async () => {
    const number = await fresh();
    stopAt(3, false);
    await expect(importing("coordinator", number, file(), allNew(count), { defaults })).rejects.toThrow(
      "INTERNAL_SERVER_ERROR",
    );
    begunAnew();
    expect((await standing(number)).left).toBe(2);
    await expect(importing("coordinator", number, file("Fest"), allNew(1), { defaults })).rejects.toThrow(
      "IMPORT_UNDERWAY",
    );
    const later = systemContext("finishImports", () => new Date(Date.now() + 120_000));
    await finishImports(later);
    await expect.poll(() => standing(number), patiently).toEqual(whole);
  });

  test("what somebody changed while it stood still is left as he left it, and told", async () => {
    const [number, key] = [await fresh(), newKey()];
    await importing("coordinator", number, file(), allNew(count), { defaults });
    const changed = file("Fottur");
    const { rows } = await preview("coordinator", number, changed, { defaults });
    const choices = rows.map(({ row, matches: [match] }) => ({
      row,
      choice: "UPDATE",
      activityId: match?.activity.id,
      version: match?.activity.version,
    }));
    stopAt(2, false);
    await expect(importing("coordinator", number, changed, choices, { defaults }, key)).rejects.toThrow(
      "INTERNAL_SERVER_ERROR",
    );
    begunAnew();
    const last = choices.at(-1);
    const { errors } = await ask(
      "coordinator",
      "mutation ($input: EndActivityInput!, $key: ID!) { endActivity(input: $input, idempotencyKey: $key) { activity { id } } }",
      { input: { activityId: last?.activityId, version: 1 }, key: newKey() },
    );
    expect(errors).toEqual([]);
    const finished = await importing("coordinator", number, changed, choices, { defaults }, key);
    expect(finished).toMatchObject({ done: count, total: count });
    expect(finished.rows.map(({ outcome }) => outcome)).toEqual([
      ...Array.from({ length: count - 1 }, () => "UPDATED"),
      "OVERTAKEN",
    ]);
    expect(finished.rows.at(-1)?.activity).toMatchObject({ title: `Tur ${count - 1}`, state: "ENDED" });
  });

  test("one that is refused has written nothing", async () => {
    const number = await fresh();
    const kinds = async () => {
      const stored = await everythingStored();
      return [
        "Activity",
        "ActivityImport",
        "ActivityImportHead",
        "ActivityImportPart",
        "Audit",
        "Event",
        "Idempotency",
      ].map((kind) => stored(kind).length);
    };
    const before = await kinds();
    const broken = `${file()}\nUten dag;;18:00;20:00;;x\n`;
    await expect(importing("coordinator", number, broken, allNew(count + 1), { defaults })).rejects.toThrow(
      "INVALID_INPUT",
    );
    expect(await kinds()).toEqual(before);
  });

  test("on a bad day, with throttling, conflicts and lost answers, it is whole and once", async () => {
    const faults = makeFaults(20270113);
    try {
      const hasHadEach = (): boolean => Math.min(faults.counts.throttled, faults.counts.lost) > 0;
      for (let n = 0; n < 5 || !hasHadEach(); n++) {
        const [number, key] = [await fresh(), newKey()];
        let done = 0;
        while (done < count)
          done = await faults.disturbed(async () =>
            importing("coordinator", number, file(), allNew(count), { defaults }, key).then(
              (made) => made.done,
              (error: unknown) => {
                if (!(error instanceof Error && /^(BUSY|INTERNAL_SERVER_ERROR)$/.test(error.message))) throw error;
                return 0;
              },
            ),
          );
        await expect.poll(() => standing(number), patiently).toEqual(whole);
      }
    } finally {
      faults.stop();
    }
  }, 120_000);
});

test("two at once, for one organiser: neither misses what the other brings", async () => {
  const number = await fresh();
  const outcomes = await Promise.allSettled([
    importing("coordinator", number, file(), allNew(count), { defaults }),
    importing("coordinator", number, file(), allNew(count), { defaults }),
  ]);
  expect(outcomes.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
  await expect.poll(() => standing(number), patiently).toEqual(whole);
});
