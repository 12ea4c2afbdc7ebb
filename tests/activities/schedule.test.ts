/** When things take place, held against a clock and a calendar that know nothing of the library that reckons it. */
import fc from "fast-check";
import { beforeAll, describe, expect, it, test } from "vitest";
import type { RecurrenceInput, ScheduleInput } from "#schema/resolvers";
import { ask, given } from "#world";

beforeAll(() => given.administrator());

const dayMs = 86_400_000;
const dayOf = (n: number): string => new Date(n * dayMs).toISOString().slice(0, 10);
const numberOf = (day: string): number => Date.parse(day) / dayMs;

type Session = { readonly startsAt: string; readonly endsAt: string };

const ask400Days = async (schedule: ScheduleInput, from: string, until: string, language: string) => {
  const { data, code, errors } = await ask<{ schedulePreview: { words: string; sessions: Session[] } }>(
    "administrator",
    `query ($schedule: ScheduleInput!, $from: Date!, $until: Date!, $language: Language!) {
      schedulePreview(schedule: $schedule) { words(language: $language) sessions(from: $from, until: $until) { startsAt endsAt } }
    }`,
    { schedule, from, until, language },
  );
  return { ...data.schedulePreview, code, problems: errors[0]?.extensions["problems"] };
};

/** What a schedule means; what is more than the service tells at a time is asked for in parts. */
const preview = async (schedule: ScheduleInput, from: string, until: string, language = "nb") => {
  const sessions: Session[] = [];
  for (let day = from; ; day = dayOf(numberOf(day) + 400)) {
    const last = dayOf(numberOf(day) + 399);
    const part = await ask400Days(schedule, day, last < until ? last : until, language);
    sessions.push(...(part.sessions ?? []));
    if (last >= until || part.code !== undefined) return { ...part, sessions };
  }
};

const evening = { startsAt: "18:00", endsAt: "20:00" };

describe("by Oslo's clock", () => {
  // Source: the European Union's summer time, directive 2000/84/EC: the last Sundays of March and October, at 01:00 UTC.
  test.each([
    ["the week before summer time", "2026-03-26", "2026-03-26T17:00:00.000Z", "2026-03-26T19:00:00.000Z"],
    ["the week after it has begun", "2026-04-02", "2026-04-02T16:00:00.000Z", "2026-04-02T18:00:00.000Z"],
    ["the week before it ends", "2026-10-22", "2026-10-22T16:00:00.000Z", "2026-10-22T18:00:00.000Z"],
    ["the week after it has ended", "2026-10-29", "2026-10-29T17:00:00.000Z", "2026-10-29T19:00:00.000Z"],
  ])("six o'clock on a Thursday is six o'clock, %s", async (_, day, startsAt, endsAt) => {
    const schedule = { startsOn: "2026-01-01", ...evening, repeats: { frequency: "WEEKLY" as const } };
    expect((await preview(schedule, day, day)).sessions).toEqual([{ startsAt, endsAt }]);
  });

  test("a night lasts an hour less when summer time begins, and an hour more when it ends", async () => {
    const night = { startsAt: "22:00", endsAt: "06:00", repeats: { frequency: "DAILY" as const } };
    const hoursOf = async (day: string) => {
      const { sessions } = await preview({ startsOn: "2026-01-01", ...night }, day, day);
      return sessions.map(({ startsAt, endsAt }) => (Date.parse(endsAt) - Date.parse(startsAt)) / 3_600_000);
    };
    expect(await hoursOf("2026-03-28")).toEqual([7]);
    expect(await hoursOf("2026-10-24")).toEqual([9]);
    expect(await hoursOf("2026-06-06")).toEqual([8]);
  });

  test("a time that summer time leaps over is an hour later (RFC 5545, 3.3.5)", async () => {
    const schedule = { startsOn: "2026-03-29", startsAt: "02:30", endsAt: "04:00" };
    expect((await preview(schedule, "2026-03-29", "2026-03-29")).sessions).toEqual([
      { startsAt: "2026-03-29T01:30:00.000Z", endsAt: "2026-03-29T02:00:00.000Z" },
    ]);
  });
});

describe("in leap years", () => {
  test.each([
    ["each year on 29 February is each fourth year", { frequency: "YEARLY" }, ["2028-02-29", "2032-02-29"]],
    ["the 29th of each twelfth month likewise", { frequency: "MONTHLY", interval: 12 }, ["2028-02-29", "2032-02-29"]],
  ] as const)("%s", async (_, repeats, days) => {
    const { sessions } = await preview({ startsOn: "2028-02-29", ...evening, repeats }, "2028-01-01", "2034-12-31");
    expect(sessions.map(({ startsAt }) => startsAt.slice(0, 10))).toEqual(days);
  });

  test("the 31st is passed over where a month has none", async () => {
    const schedule = { startsOn: "2027-12-31", ...evening, repeats: { frequency: "MONTHLY" as const } };
    const { sessions } = await preview(schedule, "2027-12-01", "2028-07-31");
    expect(sessions.map(({ startsAt }) => startsAt.slice(0, 10))).toEqual([
      "2027-12-31",
      "2028-01-31",
      "2028-03-31",
      "2028-05-31",
      "2028-07-31",
    ]);
  });
});

const weekdays = ["SUNDAY", "MONDAY", "TUESDAY", "WEDNESDAY", "THURSDAY", "FRIDAY", "SATURDAY"] as const;
/** Monday of a day's week, as a number of days. */
const weekOf = (n: number): number => Math.floor((n + 3) / 7);
const monthOf = (day: string): number => Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7)) - 1;

/** The days a schedule gives, found by asking of every day whether it is one. */
const daysOf = ({ startsOn, repeats, exceptions = [], seasons = [] }: ScheduleInput, until: string): string[] => {
  const first = numberOf(startsOn);
  const isDay = (
    n: number,
    { frequency, interval = 1, weekdays: chosen = [], weekOfMonth }: RecurrenceInput,
  ): boolean => {
    const day = dayOf(n);
    const weekday = weekdays[new Date(n * dayMs).getUTCDay()] ?? "MONDAY";
    const months = monthOf(day) - monthOf(startsOn);
    switch (frequency) {
      case "DAILY":
        return (n - first) % interval === 0;
      case "WEEKLY":
        return (
          (weekOf(n) - weekOf(first)) % interval === 0 &&
          (chosen.length > 0 ? chosen.includes(weekday) : (n - first) % 7 === 0)
        );
      case "MONTHLY": {
        if (months % interval !== 0) return false;
        if (weekOfMonth == null) return day.slice(8) === startsOn.slice(8);
        const place =
          weekOfMonth > 0
            ? Math.ceil(Number(day.slice(8)) / 7) === weekOfMonth
            : dayOf(n + 7).slice(5, 7) !== day.slice(5, 7);
        return place && chosen.includes(weekday);
      }
      case "YEARLY":
        return months % (12 * interval) === 0 && day.slice(5) === startsOn.slice(5);
    }
  };
  const days: string[] = [];
  for (let n = first; n <= numberOf(until); n++) {
    if (repeats ? !isDay(n, repeats) : n > first) continue;
    if (repeats?.until != null && dayOf(n) > repeats.until) break;
    if (repeats?.count != null && days.length >= repeats.count) break;
    days.push(dayOf(n));
  }
  return days.filter(
    (day) =>
      !exceptions.includes(day) &&
      (seasons.length === 0 || seasons.some((season) => season.from <= day && day <= season.until)),
  );
};

/** The local day and time of an instant, as the system's own tables of time zones have it. */
const inOslo = new Intl.DateTimeFormat("sv-SE", {
  timeZone: "Europe/Oslo",
  ...{ year: "numeric", month: "2-digit", day: "2-digit", hour: "2-digit", minute: "2-digit" },
});

const anyDay = fc.integer({ min: numberOf("2026-01-01"), max: numberOf("2029-12-31") }).map(dayOf);
const someDays = fc.uniqueArray(fc.constantFrom(...weekdays), { minLength: 1, maxLength: 3 });
const bounds = fc.oneof(
  fc.constant({}),
  fc.record({ count: fc.integer({ min: 1, max: 40 }) }),
  fc.record({ until: fc.constantFrom("2030-01-15", "2030-06-30") }),
);
const interval = fc.integer({ min: 1, max: 5 });
const rules: fc.Arbitrary<RecurrenceInput> = fc
  .tuple(
    fc.oneof(
      fc.record({ frequency: fc.constantFrom("DAILY", "MONTHLY", "YEARLY"), interval }),
      fc.record({ frequency: fc.constant("WEEKLY"), interval, weekdays: fc.oneof(fc.constant([]), someDays) }),
      fc.record({
        frequency: fc.constant("MONTHLY"),
        interval,
        weekOfMonth: fc.constantFrom(1, 2, 3, 4, -1),
        weekdays: someDays,
      }),
    ),
    bounds,
  )
  .map(([rule, bound]) => ({ ...rule, ...bound }) as RecurrenceInput);
const schedules: fc.Arbitrary<ScheduleInput> = fc.record({
  startsOn: anyDay,
  startsAt: fc.constantFrom("04:30", "09:00", "17:45"),
  endsAt: fc.constantFrom("19:00", "23:15"),
  repeats: fc.option(rules, { nil: null }),
  exceptions: fc.uniqueArray(anyDay, { maxLength: 5 }),
  seasons: fc.oneof(
    fc.constant([]),
    fc.constant([
      { from: "2026-01-05", until: "2026-06-20" },
      { from: "2027-08-15", until: "2029-12-20" },
    ]),
  ),
});

it("gives the very days that one finds by asking of every day, at the very hour, in any schedule", async () => {
  let found = 0;
  await fc.assert(
    fc.asyncProperty(schedules, async (schedule) => {
      const until = "2030-12-31";
      const expected = daysOf(schedule, until);
      const { sessions, code } = await preview(schedule, schedule.startsOn, until);
      expect(code).toBeUndefined();
      expect(sessions.map(({ startsAt }) => inOslo.format(Date.parse(startsAt)))).toEqual(
        expected.map((day) => `${day} ${schedule.startsAt}`),
      );
      expect(sessions.map(({ endsAt }) => inOslo.format(Date.parse(endsAt)))).toEqual(
        expected.map((day) => `${day} ${schedule.endsAt}`),
      );
      found += sessions.length;
    }),
    { numRuns: 120 },
  );
  expect(found).toBeGreaterThan(1_000);
}, 180_000);

test.each([
  ["400 days and one more", "2027-02-05"],
  ["one that ends before it begins", "2025-12-31"],
])("is not told of %s at a time", async (_, until) => {
  const schedule = { startsOn: "2026-01-01", ...evening, repeats: { frequency: "DAILY" as const } };
  expect(await ask400Days(schedule, "2026-01-01", until, "nb")).toMatchObject({ code: "WRONG_PERIOD" });
});

test.each([
  ["endsAt", "NOT_AFTER_START", { endsAt: "18:00" }],
  ["repeats.interval", "NOT_1_TO_52", { repeats: { frequency: "DAILY", interval: 0 } }],
  ["repeats.weekdays", "NOT_WITH_THIS_FREQUENCY", { repeats: { frequency: "DAILY", weekdays: ["MONDAY"] } }],
  ["repeats.weekdays", "TWICE", { repeats: { frequency: "WEEKLY", weekdays: ["MONDAY", "MONDAY"] } }],
  ["repeats.weekOfMonth", "REQUIRED", { repeats: { frequency: "MONTHLY", weekdays: ["MONDAY"] } }],
  ["repeats.weekOfMonth", "NO_SUCH_WEEK", { repeats: { frequency: "MONTHLY", weekdays: ["MONDAY"], weekOfMonth: 5 } }],
  ["repeats.until", "NOT_AFTER_START", { repeats: { frequency: "DAILY", until: "2025-12-31" } }],
  ["repeats.count", "NOT_WITH_UNTIL", { repeats: { frequency: "DAILY", until: "2026-12-31", count: 3 } }],
  ["seasons.0.until", "NOT_AFTER_START", { seasons: [{ from: "2026-06-01", until: "2026-05-01" }] }],
] as const)("says that %s is %s", async (field, code, wrong) => {
  const schedule = { startsOn: "2026-01-01", ...evening, ...wrong } as ScheduleInput;
  expect((await preview(schedule, "2026-01-01", "2026-01-31")).problems).toEqual([{ field, code }]);
});

describe("in words", () => {
  const thursdays = {
    startsOn: "2026-08-13",
    ...evening,
    repeats: { frequency: "WEEKLY", until: "2026-12-17" },
    exceptions: ["2026-10-08"],
  } as const;
  test.each([
    [
      "nb",
      thursdays,
      "Hver torsdag kl. 18.00–20.00 fra 13. august 2026 til og med 17. desember 2026. Ikke 8. oktober 2026.",
    ],
    [
      "nn",
      thursdays,
      "Kvar torsdag kl. 18.00–20.00 frå 13. august 2026 til og med 17. desember 2026. Ikkje 8. oktober 2026.",
    ],
    ["en", thursdays, "Every Thursday, 18:00–20:00, from 13 August 2026 until 17 December 2026. Not 8 October 2026."],
    [
      "nb",
      {
        startsOn: "2026-01-05",
        ...evening,
        repeats: { frequency: "WEEKLY", interval: 2, weekdays: ["WEDNESDAY", "MONDAY"] },
      },
      "Annenhver uke på mandag og onsdag kl. 18.00–20.00 fra 5. januar 2026.",
    ],
    [
      "nn",
      { startsOn: "2026-01-05", ...evening, repeats: { frequency: "MONTHLY", weekOfMonth: -1, weekdays: ["FRIDAY"] } },
      "Siste fredag i kvar månad kl. 18.00–20.00 frå 5. januar 2026.",
    ],
    [
      "nb",
      { startsOn: "2026-05-17", ...evening, repeats: { frequency: "YEARLY", count: 3 } },
      "17. mai hvert år kl. 18.00–20.00 fra 17. mai 2026, 3 ganger.",
    ],
    ["nb", { startsOn: "2026-08-13", ...evening }, "Torsdag 13. august 2026 kl. 18.00–20.00."],
    ["en", { startsOn: "2026-08-13", ...evening }, "Thursday, 13 August 2026, 18:00–20:00."],
  ] as const)("%s: %o", async (language, schedule, words) => {
    expect((await preview(schedule as ScheduleInput, "2026-01-01", "2026-01-31", language)).words).toBe(words);
  });

  it("says so where it has no words for a language", async () => {
    const { problems } = await preview({ startsOn: "2026-08-13", ...evening }, "2026-01-01", "2026-01-31", "ar");
    expect(problems).toEqual([{ field: "language", code: "UNKNOWN_LANGUAGE" }]);
  });
});
