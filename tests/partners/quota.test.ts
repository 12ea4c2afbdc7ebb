/** What a partner may cost: bounds that hold in a race, an answer that says what is left, and counts of what was done. */
import { beforeAll, describe, expect, inject, it } from "vitest";
import { ask, askWith, given } from "#world";
import type { Actor } from "#platform/actor";
import { spend } from "#modules/partners";
import { charge, usesFrom } from "../../functions/modules/partners/store.ts";
import { partnerToken } from "../../infra/local/maskinporten.ts";

const trondheim = "942110464";
const query = "{ counties { number } }";

const partner = (consumer: string, perMinute: number, perDay: number): Extract<Actor, { kind: "Partner" }> => ({
  kind: "Partner",
  name: consumer,
  consumer,
  supplier: undefined,
  scopes: [],
  bodyKey: "K5001",
  quota: { perMinute, perDay },
});

const noon = new Date("2026-11-20T12:00:30.000Z");
const later = (seconds: number): Date => new Date(noon.getTime() + seconds * 1000);

/** How many of fifty at once are let through. */
const passed = async (one: () => Promise<unknown>): Promise<number> =>
  (await Promise.allSettled(Array.from({ length: 50 }, one))).filter(({ status }) => status === "fulfilled").length;

describe("fifty at once", () => {
  it("take no more than the minute has room for", async () => {
    const actor = partner("race-minute", 200, 100_000);
    expect(await passed(() => spend(actor, 10, noon))).toBe(20);
    const { days } = await usesFrom("race-minute", "2026-11-20");
    expect(days).toMatchObject([{ day: "2026-11-20", calls: 20, cost: 200 }]);
  });

  it("take no more than the day has room for, over minutes", async () => {
    const actor = partner("race-day", 150, 250);
    expect(await passed(() => spend(actor, 10, noon))).toBe(15);
    expect(await passed(() => spend(actor, 10, later(60)))).toBe(10);
    expect(await passed(() => spend(actor, 10, later(120)))).toBe(0);
  });

  it("would take more, were the bound looked at before and not in the writing", async () => {
    const naive = async (): Promise<void> => {
      const { days } = await usesFrom("race-naive", "2026-11-20");
      if ((days[0]?.cost ?? 0) + 10 > 200) throw new Error("No room.");
      const boundless = { cost: 10, mostInDay: 1e9, mostInMinute: 1e9 };
      const first = await charge("race-naive", noon, boundless, false);
      if (!first.isDone) await charge("race-naive", noon, boundless, true);
    };
    expect(await passed(naive)).toBeGreaterThan(20);
  });
});

it("says what is left of the minute or of the day, whichever is tighter, and until when", async () => {
  const actor = partner("left", 100, 150);
  expect(await spend(actor, 60, noon)).toEqual({ requested: 60, remaining: 40, resetAt: "2026-11-20T12:01:00.000Z" });
  await expect(spend(actor, 60, noon)).rejects.toMatchObject({
    code: "TOO_MANY_REQUESTS",
    details: {
      retryAfterSeconds: 30,
      cost: { requested: 60, remaining: 40, resetAt: "2026-11-20T12:01:00.000Z" },
    },
  });
  expect(await spend(actor, 60, later(30))).toEqual({
    requested: 60,
    remaining: 30,
    resetAt: "2026-11-21T00:00:00.000Z",
  });
  await expect(spend(actor, 60, later(90))).rejects.toMatchObject({ details: { retryAfterSeconds: 12 * 3600 - 120 } });
  // The next day begins anew.
  expect(await spend(actor, 60, later(12 * 3600))).toMatchObject({ remaining: 40 });
});

it("lets a clock that is behind into the minute that has begun", async () => {
  const actor = partner("skew", 100, 1_000);
  await spend(actor, 60, later(30));
  await expect(spend(actor, 60, later(29))).rejects.toMatchObject({ code: "TOO_MANY_REQUESTS" });
  expect(await spend(actor, 40, later(29))).toMatchObject({ remaining: 0 });
});

describe("at the front door", () => {
  let token = "";
  beforeAll(async () => {
    await given.referenceBodies();
    await given.membership("administrator", "987879696", "ADMINISTRATOR");
    token = await partnerToken(inject("signIn"));
  });

  it("each answer tells what it cost; above the quota it says when to come back; the console sees the counts", async () => {
    // `counties` is a whole list of twenty rows at most, each with one field.
    await given.partner(trondheim, { costPerMinute: 100, costPerDay: 100 });
    const first = await askWith(token, query);
    const { requested } = first.extensions["cost"] as { requested: number };
    expect(first.extensions["cost"]).toEqual({
      requested,
      remaining: 100 - requested,
      resetAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:00\.000Z$/),
    });
    const fits = Math.floor(100 / requested);
    expect(fits).toBeGreaterThan(1);
    const answers = await Promise.all(Array.from({ length: 12 }, () => askWith(token, query)));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(fits - 1);
    const refused = answers.find(({ status }) => status === 429);
    expect(refused?.code).toBe("TOO_MANY_REQUESTS");
    expect(Number(refused?.headers["retry-after"])).toBeGreaterThan(0);
    const tooMuch = await askWith(token, "{ organisations(first: 100) { nodes { id name } } }");
    expect([tooMuch.status, tooMuch.code, tooMuch.errors[0]?.extensions["most"]]).toEqual([400, "TOO_COMPLEX", 100]);
    const { data } = await ask(
      "administrator",
      `{ partner(orgNumber: "${trondheim}") { lastUsedAt days(last: 1) { calls cost refused refusals { code count } } } }`,
    );
    expect(data).toEqual({
      partner: {
        lastUsedAt: expect.stringMatching(/Z$/),
        days: [
          {
            calls: fits,
            cost: fits * requested,
            refused: 14 - fits,
            refusals: [
              { code: "TOO_COMPLEX", count: 1 },
              { code: "TOO_MANY_REQUESTS", count: 13 - fits },
            ],
          },
        ],
      },
    });
  });

  it("a page costs the same whether its length is left out, null or said", async () => {
    const costOf = async (first: string): Promise<unknown> =>
      (await askWith(token, `{ organisations${first} { nodes { id name kind orgNumber } } }`)).errors[0]?.extensions[
        "complexity"
      ];
    const said = await costOf("(first: 25)");
    expect(said).toBeGreaterThan(100);
    expect([await costOf(""), await costOf("(first: null)")]).toEqual([said, said]);
  });

  it("costs a person nothing", async () => {
    const { extensions } = await ask("administrator", query);
    expect(extensions).toEqual({});
  });
});
