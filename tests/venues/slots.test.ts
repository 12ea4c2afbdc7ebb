/** Free and taken time, held against what counting quarters one by one says. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { openSpans, weekly } from "../../functions/modules/venues/openTimes.ts";
import {
  freeSpans,
  isWithin,
  nearestTo,
  overlap,
  quartersOfDay,
  slotsOf,
  type Span,
  takenSpans,
} from "../../functions/modules/venues/slots.ts";

const begins = Date.parse("2027-03-27T00:00:00Z");
const quarter = 900_000;
const at = (n: number): string => new Date(begins + n * quarter).toISOString();
const numberOf = (moment: string): number => (Date.parse(moment) - begins) / quarter;
const spanOf = ([from, length]: readonly [number, number]): Span => ({ startsAt: at(from), endsAt: at(from + length) });
/** Times of three days, in quarters. */
const span = fc.tuple(fc.integer({ min: 0, max: 280 }), fc.integer({ min: 1, max: 60 })).map(spanOf);
const quartersIn = (spans: readonly Span[]): Set<number> =>
  new Set(
    spans.flatMap(({ startsAt, endsAt }) =>
      Array.from({ length: numberOf(endsAt) - numberOf(startsAt) }, (_, n) => numberOf(startsAt) + n),
    ),
  );

/** Times that do not overlap, in their order. */
const apart = (spans: readonly Span[]): Span[] => {
  const kept: Span[] = [];
  for (const one of spans.toSorted((a, b) => (a.startsAt < b.startsAt ? -1 : 1)))
    if (!kept.some((other) => overlap(one, other))) kept.push(one);
  return kept;
};

describe("quarters", () => {
  test("a time has each of its quarters once, on their days, and is the same time when it is read", () => {
    fc.assert(
      fc.property(span, (one) => {
        const slots = slotsOf([one]);
        const numbers = [...slots].flatMap(([day, held]) =>
          held.map((n) => numberOf(new Date(Date.parse(day) + n * quarter).toISOString())),
        );
        expect(new Set(numbers)).toEqual(quartersIn([one]));
        expect(numbers.length).toBe(new Set(numbers).size);
        for (const held of slots.values()) for (const n of held) expect(n).toBeLessThan(quartersOfDay);
        const days = [...slots].map(([day, held]) => ({ day, holders: new Map(held.map((n) => [n, "B"])) }));
        expect(takenSpans(days)).toEqual([{ ...one, bookingKey: "B" }]);
      }),
    );
  });

  test("what is free is what is open and not taken, quarter by quarter", () => {
    fc.assert(
      fc.property(fc.array(span, { maxLength: 6 }), fc.array(span, { maxLength: 6 }), (opened, wanted) => {
        const [open, taken] = [apart(opened), apart(wanted)];
        const free = freeSpans(open, taken);
        const expected = [...quartersIn(open)].filter((n) => !quartersIn(taken).has(n));
        expect([...quartersIn(free)].toSorted((a, b) => a - b)).toEqual(expected.toSorted((a, b) => a - b));
      }),
    );
  });

  test("the nearest are free, as long, apart, and none that fits is nearer", () => {
    fc.assert(
      fc.property(fc.array(span, { minLength: 1, maxLength: 5 }), span, (opened, wanted) => {
        const free = apart(opened);
        const nearest = nearestTo(wanted, free, () => true);
        const distance = (one: Span): number => Math.abs(numberOf(one.startsAt) - numberOf(wanted.startsAt));
        const length = numberOf(wanted.endsAt) - numberOf(wanted.startsAt);
        for (const [n, one] of nearest.entries()) {
          expect(isWithin(one, free)).toBe(true);
          expect(numberOf(one.endsAt) - numberOf(one.startsAt)).toBe(length);
          expect(nearest.slice(n + 1).some((other) => overlap(one, other))).toBe(false);
        }
        const possible = Array.from({ length: 400 }, (_, n) => spanOf([n, length])).filter((one) =>
          isWithin(one, free),
        );
        expect(nearest.length > 0).toBe(possible.length > 0);
        if (possible.length > 0) expect(Math.min(...nearest.map(distance))).toBe(Math.min(...possible.map(distance)));
      }),
    );
  });
});

describe("the clock on the wall", () => {
  const everyDay = ["MONDAY", "TUESDAY", "WEDNESDAY", "THURSDAY", "FRIDAY", "SATURDAY", "SUNDAY"] as const;
  const allDay = everyDay.map((weekday) => ({ weekday, opensAt: "00:00", closesAt: "00:00" }));

  test.each([
    ["2027-03-28", 23],
    ["2027-10-31", 25],
    ["2027-06-01", 24],
  ])("%s has %i hours", (day, hours) => {
    const around = { startsAt: `${day}T00:00:00.000Z`, endsAt: `${day}T12:00:00.000Z` };
    const open = allDay.filter(({ weekday }) => weekday === (day === "2027-06-01" ? "TUESDAY" : "SUNDAY"));
    const [one] = openSpans(
      { openingHours: open, closedDays: [] },
      {
        startsAt: new Date(Date.parse(around.startsAt) - 43_200_000).toISOString(),
        endsAt: new Date(Date.parse(around.endsAt) + 43_200_000).toISOString(),
      },
    );
    expect(((one ? numberOf(one.endsAt) - numberOf(one.startsAt) : 0) * 15) / 60).toBe(hours);
  });

  test("a week on is the same hour, and never another length by the clock", () => {
    const clock = new Intl.DateTimeFormat("nb", { timeZone: "Europe/Oslo", timeStyle: "short" });
    fc.assert(
      fc.property(fc.integer({ min: 40, max: 90 }), fc.integer({ min: 1, max: 20 }), (from, length) => {
        const first = spanOf([from, length]);
        for (const { startsAt, endsAt } of weekly(first, 52)) {
          expect(clock.format(new Date(startsAt))).toBe(clock.format(new Date(first.startsAt)));
          expect(clock.format(new Date(endsAt))).toBe(clock.format(new Date(first.endsAt)));
        }
      }),
      { numRuns: 20 },
    );
  });
});
