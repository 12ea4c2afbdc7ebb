/** Lists as files: no cell is a formula, and what is written is read back as it was. */
import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import type { ActivityInput } from "#schema/resolvers";
import { activityTold, ask, given, registered } from "#world";
import { inputOf, readInput } from "#modules/activities";
import { plain } from "#platform/plain";
import { readCells } from "../../functions/modules/exchange/cells.ts";
import { readCsv, writeCsv } from "../../functions/modules/exchange/csv.ts";
import { allNew, importing, preview } from "./importing.ts";

const redCross = "864139442";

const words = (longest: number) =>
  fc
    .string({ unit: "grapheme", minLength: 1, maxLength: longest })
    .map((one) =>
      one
        .normalize("NFC")
        .replace(/\p{C}|[\u2028\u2029]/gu, "")
        .trim(),
    )
    .filter((one) => one !== "");
/** What spreadsheets reckon, hide or divide by, among what people write. */
const line = fc.oneof(
  words(30),
  fc.constantFrom(
    "=1+1",
    "+47",
    "-5",
    "@sum",
    "'=2",
    "''=2",
    "'hermet'",
    "a;b",
    'sa "hei"',
    "a,b|c",
    "ja",
    "13.01.2027",
  ),
);
const long = fc.oneof(
  line,
  fc.tuple(line, line).map(([a, b]) => `${a}\n${b}`),
);
const day = fc
  .integer({ min: 0, max: 2_000 })
  .map((n) => new Date(Date.UTC(2026, 0, 1) + n * 86_400_000).toISOString().slice(0, 10));
const clock = fc
  .integer({ min: 0, max: 1_439 })
  .map((n) => `${String(Math.floor(n / 60)).padStart(2, "0")}:${String(n % 60).padStart(2, "0")}`);
const weekdays = fc.uniqueArray(
  fc.constantFrom("MONDAY", "TUESDAY", "WEDNESDAY", "THURSDAY", "FRIDAY", "SATURDAY", "SUNDAY"),
  { maxLength: 7 },
);
const some = <Value>(value: fc.Arbitrary<Value>) => fc.option(value, { nil: undefined });

const ending = fc.oneof(
  fc.constant({}),
  fc.record({ until: fc.constant("2040-01-01") }),
  fc.record({ count: fc.integer({ min: 1, max: 1_000 }) }),
);
const interval = fc.integer({ min: 1, max: 52 });
const rule = fc
  .tuple(
    fc.oneof(
      fc.record({ frequency: fc.constantFrom("DAILY", "YEARLY", "MONTHLY"), interval, weekdays: fc.constant([]) }),
      fc.record({ frequency: fc.constant("WEEKLY"), interval, weekdays }),
      fc.record({
        frequency: fc.constant("MONTHLY"),
        interval,
        weekdays: weekdays.filter((days) => days.length > 0),
        weekOfMonth: fc.constantFrom(1, 2, 3, 4, -1),
      }),
    ),
    ending,
  )
  .map(([one, end]) => ({ ...one, ...end }));
const schedule = fc
  .record({
    startsOn: day,
    startsAt: clock,
    endsAt: clock,
    repeats: some(rule),
    exceptions: fc.uniqueArray(day, { maxLength: 3 }),
    seasons: fc.array(
      fc.tuple(day, day).map(([a, b]) => (a < b ? { from: a, until: b } : { from: b, until: a })),
      { maxLength: 3 },
    ),
  })
  .filter(({ startsAt, endsAt }) => startsAt !== endsAt);

const activity = fc.record(
  {
    category: fc.constantFrom("LANGUAGE_CAFE", "MUSIC", "HOMEWORK_HELP"),
    language: fc.constantFrom("nb", "nn", "ar"),
    title: line,
    summary: line,
    description: long,
    whatToExpect: long,
    translations: fc.uniqueArray(
      fc.record({
        language: fc.constantFrom("ar", "ti", "uk"),
        title: line,
        summary: line,
        whatToExpect: some(long),
        provenance: fc.constantFrom("HUMAN", "MACHINE", "IMMIGRANT_ORGANISATION"),
      }),
      { selector: ({ language }) => language, maxLength: 3 },
    ),
    place: fc
      .record({
        name: line,
        address: some(line),
        transport: some(line),
        municipality: fc.constantFrom("5001", "0301", "1517"),
        at: some(fc.constantFrom([63.43, 10.4], [59.0, 5.25])),
      })
      .map(({ at, ...place }) => ({ ...place, ...(at && { latitude: at[0], longitude: at[1] }) })),
    schedules: fc.array(schedule, { minLength: 1, maxLength: 4 }),
    ageFrom: fc.integer({ min: 0, max: 20 }),
    ageTo: fc.integer({ min: 20, max: 120 }),
    group: fc.constantFrom("EVERYONE", "WOMEN", "MEN", "FAMILIES"),
    mixesWithLocals: fc.boolean(),
    languageLevel: fc.constantFrom("A0", "A1", "A2", "B1", "B2"),
    languages: fc.uniqueArray(fc.constantFrom("nb", "en", "ar", "ti"), { minLength: 1 }),
    price: fc.record({
      amount: fc.integer({ min: 0, max: 10_000_000 }),
      per: fc.constantFrom("EACH_TIME", "MONTH", "SEASON", "YEAR"),
    }),
    equipment: fc.constantFrom("NONE", "LENT", "OWN"),
    trial: fc.boolean(),
    childcare: fc.boolean(),
    policeCertificate: fc.boolean(),
    commitment: fc.constantFrom("DROP_IN", "TRY", "REGULAR"),
    accessibility: fc.uniqueArray(fc.constantFrom("STEP_FREE", "HEARING_LOOP", "QUIET", "COMPANION"), { minLength: 1 }),
    capacity: fc.integer({ min: 1, max: 100_000 }),
    signUpUrl: fc.constant("https://example.no/p?a=1&b=2"),
    registeredAt: fc.record(
      {
        platform: fc.constantFrom("NYBY", "FRISKUS", "INVI", "FRIVILLIG_NO", "UNGFRITID_NO", "CALENDAR", "OTHER"),
        url: fc.constant("https://example.no/1"),
        externalId: fc.constantFrom("tur-1", "h_0123456789abcdefABCD-_"),
      },
      { requiredKeys: ["platform"] },
    ),
  },
  { requiredKeys: ["category", "title", "summary", "place", "schedules"] },
);

type Read = ReturnType<typeof readInput>;
/** Translations have no order of their own. */
const inOrder = ({ facts, schedules }: Read) => {
  const translations = facts.translations.toSorted((a, b) => (a.language < b.language ? -1 : 1));
  return plain({ facts: { ...facts, translations }, schedules });
};

test("whatever is told of activities is read back from a file as it was told", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(activity, { minLength: 1, maxLength: 4 }), async (told) => {
      const before = told.map((one) => readInput(one as unknown as ActivityInput));
      const written = await writeCsv(before.map((one) => inputOf(one)));
      const { rows, unknownColumns } = await readCsv(written.replace(/^\ufeff/, ""));
      expect(unknownColumns).toEqual([]);
      const after = rows.map(({ cells, translations }) => {
        const { said, problems } = readCells(cells, translations, {}, "2026-11-26");
        expect(problems).toEqual([]);
        return readInput(said as ActivityInput);
      });
      expect(after.map(inOrder)).toEqual(before.map(inOrder));
    }),
    { numRuns: 300, seed: 20270113 },
  );
});

test("no cell is taken for a formula", async () => {
  const titles = ["=1+1", "+47", "-5", "@sum", "＝2", "'=2", "vanlig"];
  const told = titles.map((title) => inputOf(readInput({ ...activityTold, title })));
  const { stringify } = await import("csv-stringify/sync");
  const cells = (await writeCsv(told)).split(/[;\r\n]+/).map((cell) => cell.replace(/^"/, ""));
  expect(cells.filter((cell) => /^[=+\-@＝＋－＠\t\r]/.test(cell))).toEqual([]);
  // The library's own guard finds nothing left to do.
  expect(stringify([cells], { escape_formulas: true })).toBe(stringify([cells]));
});

describe("through the front door", () => {
  beforeAll(async () => {
    await given.referenceBodies();
    await given.organisations(registered(redCross, "NORGES RØDE KORS"), registered("923609016", "Grannelaget"));
    await given.membership("leader", redCross, "LEADER");
    await given.membership("hub", "923609016", "LEADER");
  });

  const fileOf = async (number: string): Promise<{ text: string; count: number; totalCount: number }> => {
    const { data } = await ask<{ activitiesFile: { text: string; count: number; totalCount: number } }>(
      "leader",
      "query ($filter: ActivityFilter!) { activitiesFile(filter: $filter) { text count totalCount } }",
      { filter: { organiserId: `organisation:${number}` } },
    );
    return data.activitiesFile;
  };

  test("an organiser's list goes out, is known when it comes back, and is new to another", async () => {
    await given.activity(redCross, { title: "Korpsøving", category: "MUSIC" });
    await given.activity(redCross, { title: "=Turgruppa" });
    const { text, count, totalCount } = await fileOf(redCross);
    expect([count, totalCount]).toEqual([2, 2]);
    expect((await preview("leader", redCross, text)).rows).toMatchObject([
      { matches: [{ kind: "SAME", isUnchanged: true }], suggestion: "SKIP" },
      { matches: [{ kind: "SAME", isUnchanged: true }], suggestion: "SKIP" },
    ]);
    const { rows } = await importing("hub", "923609016", text, allNew(2));
    expect(rows.map(({ activity: { title } }) => title)).toEqual(["=Turgruppa", "Korpsøving"]);
  });

  test("the file to begin with is one that can be imported", async () => {
    const { data } = await ask<{ importTemplate: string }>("leader", "{ importTemplate }");
    const { rows, unknownColumns } = await preview("leader", redCross, data.importTemplate);
    expect(unknownColumns).toEqual([]);
    expect(rows).toMatchObject([{ problems: [], warnings: [], suggestion: "CREATE", draft: { title: "Språkkafé" } }]);
  });
});
