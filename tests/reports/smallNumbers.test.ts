/** What all reports together tell of persons: an attacker who has every one of them learns no small number. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { ActivityRow, RowTimes } from "#modules/activities";
import { reachOf } from "../../functions/modules/reports/body.ts";
import { measure } from "../../functions/modules/reports/measure.ts";
import type { Measured } from "../../functions/modules/reports/report.ts";
import { attack, type Figure, isGivenAway, type Range } from "./attacker.ts";

const months = ["2026-09", "2026-10"] as const;
const municipality = { key: "K5001", kind: "MUNICIPALITY", municipality: "5001" } as const;
const centre = (key: string) => ({ key, kind: "RECEPTION_CENTRE", municipality: "5001" }) as const;
const bodies = [municipality, centre("CENTREA"), centre("CENTREB")];
const categories = ["LANGUAGE_CAFE", "BUDDY", "BALL_GAMES", "FOOD"];

/** One activity: who arranges it, what it is, where, and what was counted each time, month by month. */
type Told = {
  readonly organiser: string;
  readonly category: string;
  readonly isThere: boolean;
  readonly counts: readonly (readonly { readonly taken: number; readonly waiting: number }[])[];
};

const count = fc.record({ taken: fc.integer({ min: 0, max: 13 }), waiting: fc.integer({ min: 0, max: 9 }) });
const anActivity: fc.Arbitrary<Told> = fc.record({
  organiser: fc.constantFrom("K5001", "CENTREA", "CENTREB", "864139442"),
  category: fc.constantFrom(...categories),
  isThere: fc.boolean(),
  counts: fc.tuple(fc.array(count, { maxLength: 3 }), fc.array(count, { maxLength: 3 })),
});
/** Profiles with each interest, by who gave out the codes. */
const wishes = fc.dictionary(fc.constantFrom(...categories), fc.integer({ min: 0, max: 13 }), {
  noNullPrototype: true,
});
const worlds = fc.record({
  activities: fc.array(anActivity, { minLength: 1, maxLength: 5 }),
  wishes: fc.record({ K5001: wishes, CENTREA: wishes, CENTREB: wishes, HUB: wishes }),
});
type World = {
  readonly activities: readonly Told[];
  readonly wishes: Readonly<Record<string, Record<string, number>>>;
};

const rowOf = ({ organiser, category, isThere }: Told, n: number): ActivityRow =>
  ({
    key: `A${n}`,
    organiserKey: organiser,
    organiser: { name: organiser, isPublicBody: false },
    facts: {
      category,
      place: { name: "", municipality: isThere ? "5001" : "0301" },
      languageLevel: "A0",
      price: { amount: 0, per: "EACH_TIME" },
      group: "EVERYONE",
    },
  }) as unknown as ActivityRow;

const timeAt = (month: string, n: number) => {
  const startsAt = `${month}-${String(1 + n * 7).padStart(2, "0")}T16:00:00.000Z`;
  return { scheduledAt: startsAt, startsAt, endsAt: startsAt.replace("T16", "T18"), isCancelled: false };
};

/** A number of persons that nobody may learn, and where it is met: in which activity, or wish of which body. */
type Unknown = { readonly value: number; readonly name: string };
/** Something that is told: of which numbers it is made, and what is said of it. */
type Cell = { readonly of: readonly number[]; readonly told: number };

/** All that is published of a kind of numbers, as it was made by the reports themselves. */
type Published = { readonly unknowns: readonly Unknown[]; readonly cells: readonly Cell[] };

const isIn = (body: (typeof bodies)[number]) => reachOf(body).fits;

const report = (world: World, body: (typeof bodies)[number], month: number): Measured => {
  const { fits, isOwn } = reachOf(body);
  const counted = new Map<string, { taken: number; waiting: number }>();
  const held: RowTimes[] = world.activities
    .map((one, n) => ({ one, row: rowOf(one, n) }))
    .filter(({ row }) => fits(row))
    .map(({ one, row }) => ({
      row,
      times: (one.counts[month] ?? []).map((places, n) => {
        const time = timeAt(months[month] ?? "", n);
        counted.set(`${row.key} ${time.startsAt}`, places);
        return time;
      }),
    }));
  const scopes = body.kind === "MUNICIPALITY" ? Object.keys(world.wishes) : [body.key];
  return measure(months[month] ?? "", {
    held,
    isOwn,
    countOf: (row, { startsAt }) => counted.get(`${row.key} ${startsAt}`),
    wishes: scopes.map((scope) => new Map(Object.entries(world.wishes[scope] ?? {}))),
  });
};

const familyOf: Readonly<Record<string, string>> = {
  LANGUAGE_CAFE: "LANGUAGE_INCLUSION",
  BUDDY: "LANGUAGE_INCLUSION",
  BALL_GAMES: "SPORT_OUTDOOR",
  FOOD: "SOCIAL",
};

/** What is told of places taken, or of who waits, in every report of both months; the true numbers beside it. */
const publishedOf = (world: World, kind: "taken" | "waiting"): Published => {
  const unknowns: (Unknown & { readonly activity: number; readonly month: number })[] = world.activities.flatMap(
    (one, activity) =>
      months.flatMap((_, month) => {
        const counts = one.counts[month] ?? [];
        const told = kind === "taken" ? counts : counts.slice(-1);
        return told.map((places, n) => ({ value: places[kind], name: `${activity} ${month} ${n}`, activity, month }));
      }),
  );
  const cells = bodies.flatMap((body) =>
    months.flatMap((_, month) => {
      const { places, byFamily, byCategory = [] } = report(world, body, month);
      const among = (fits: (activity: Told) => boolean): number[] =>
        unknowns.flatMap(({ activity, month: of }, n) => {
          const one = world.activities[activity];
          return one && of === month && isIn(body)(rowOf(one, activity)) && fits(one) ? [n] : [];
        });
      return [
        { of: among(() => true), told: places?.[kind] ?? 0 },
        ...byFamily.map(({ family, places: some }) => ({
          of: among(({ category }) => familyOf[category] === family),
          told: some?.[kind] ?? 0,
        })),
        ...byCategory.map(({ category, places: some }) => ({
          of: among((one) => one.category === category),
          told: some?.[kind] ?? 0,
        })),
      ];
    }),
  );
  return { unknowns, cells: cells.filter(({ of }) => of.length > 0) };
};

const publishedWishes = (world: World): Published => {
  const unknowns = Object.entries(world.wishes).flatMap(([scope, counts]) =>
    Object.entries(counts).map(([category, value]) => ({ value, name: `${scope} ${category}`, scope, category })),
  );
  const cells = bodies.flatMap((body) =>
    categories.map((category) => ({
      of: unknowns.flatMap((one, n) =>
        one.category === category && (body.kind === "MUNICIPALITY" || one.scope === body.key) ? [n] : [],
      ),
      told: report(world, body, 0).wishes.find((wish) => wish.category === category)?.profiles ?? 0,
    })),
  );
  return { unknowns, cells: cells.filter(({ of }) => of.length > 0) };
};

/** What persons a number in fives can stand for, as our page on the method says. */
const behind = ({ low, high }: Range): Range => ({
  low: low === 0 ? 0 : low === 5 ? 5 : low - 2,
  high: high === 0 ? 4 : high === 5 ? 7 : high + 2,
});

/** Numbers that are given away by what we publish. */
const givenAway = ({ unknowns, cells }: Published): string[] => {
  const figures: Figure[] = cells.map(({ of, told: sum }) => ({ of, low: sum, high: sum }));
  const { numbers, sums } = attack(unknowns.length, figures, 5);
  const ranges = numbers.map(behind);
  // The attack is worth something: each true number is where he says that it is.
  for (const [n, { low, high }] of ranges.entries()) {
    expect(unknowns[n]?.value).toBeGreaterThanOrEqual(low);
    expect(unknowns[n]?.value).toBeLessThanOrEqual(high);
  }
  const ofSums = sums.map(({ of }) => ({
    low: of.reduce((total, n) => total + (ranges[n]?.low ?? 0), 0),
    high: of.reduce((total, n) => total + (ranges[n]?.high ?? 0), 0),
  }));
  return [
    ...ranges.flatMap((range, n) => (isGivenAway(range) ? [unknowns[n]?.name ?? ""] : [])),
    ...ofSums.filter(isGivenAway).map(({ low, high }) => `a sum of ${low} to ${high}`),
  ];
};

/** Numbers that are given away where each sum is told by a rule of its own, which says between what it lies. */
const givenAwayBy = (rule: (sum: number) => Range, { unknowns, cells }: Published): string[] => {
  const figures: Figure[] = cells.map(({ of }) => ({
    of,
    ...rule(of.reduce((total, n) => total + (unknowns[n]?.value ?? 0), 0)),
  }));
  const { numbers, sums } = attack(unknowns.length, figures, 1);
  return [
    ...numbers.flatMap((range, n) => (isGivenAway(range) ? [unknowns[n]?.name ?? ""] : [])),
    ...sums.filter(isGivenAway).map(({ low, high }) => `a sum of ${low} to ${high}`),
  ];
};

/** Small sums left out, and the others as they are. */
const leavingOut = (sum: number): Range => (sum < 5 ? { low: 0, high: 4 } : { low: sum, high: sum });
/** Each sum to the nearest five by itself. */
const roundingSums = (sum: number): Range => {
  const rounded = Math.round(sum / 5) * 5;
  return { low: Math.max(0, rounded - 2), high: rounded + 2 };
};

describe("whoever has all reports of a municipality and its centres, and of two months", () => {
  test("learns of no small number of persons, as he does by the same attack where sums are left out or rounded", () => {
    let brokenByLeavingOut = 0;
    let brokenByRounding = 0;
    fc.assert(
      fc.property(worlds, (one) => {
        for (const published of [publishedOf(one, "taken"), publishedOf(one, "waiting"), publishedWishes(one)]) {
          expect(givenAway(published)).toEqual([]);
          brokenByLeavingOut += givenAwayBy(leavingOut, published).length;
          brokenByRounding += givenAwayBy(roundingSums, published).length;
        }
      }),
      { numRuns: 400 },
    );
    expect(brokenByLeavingOut).toBeGreaterThan(400);
    expect(brokenByRounding).toBeGreaterThan(40);
  });

  test("as when a centre's three are what a municipality's total has more than the others", () => {
    const one: World = {
      activities: [
        { organiser: "864139442", category: "FOOD", isThere: true, counts: [[{ taken: 9, waiting: 0 }], []] },
        { organiser: "CENTREA", category: "BALL_GAMES", isThere: true, counts: [[{ taken: 3, waiting: 0 }], []] },
      ],
      wishes: {},
    };
    const published = publishedOf(one, "taken");
    expect(givenAwayBy(leavingOut, published)).toContain("1 0 0");
    expect(givenAway(published)).toEqual([]);
  });

  test("sees none in a nought: it stands for none to four", () => {
    const nought: World = {
      activities: [{ organiser: "K5001", category: "FOOD", isThere: true, counts: [[{ taken: 0, waiting: 0 }], []] }],
      wishes: { K5001: { FOOD: 4 }, HUB: { FOOD: 4 } },
    };
    const four: World = {
      activities: [{ organiser: "K5001", category: "FOOD", isThere: true, counts: [[{ taken: 4, waiting: 4 }], []] }],
      wishes: { K5001: { FOOD: 0 }, HUB: { FOOD: 0 } },
    };
    expect(report(nought, municipality, 0)).toEqual(report(four, municipality, 0));
  });
});
