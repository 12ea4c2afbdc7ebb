/** Events of calendars as activities: their times are those that other readers of calendars find, and what cannot be said here is told. */
import ICAL from "ical.js";
import nodeIcal from "node-ical";
import { beforeAll, describe, expect, test } from "vitest";
import { ask, given, newKey, registered } from "#world";
import { allNew, importing, preview, type Row } from "./importing.ts";

const redCross = "864139442";
const defaults = {
  category: "LANGUAGE_CAFE",
  municipality: "5001",
  place: "Biblioteket",
  startsAt: "10:00",
  endsAt: "15:00",
};

beforeAll(async () => {
  await given.referenceBodies();
  await given.organisations(registered(redCross, "NORGES RØDE KORS"));
  await given.membership("leader", redCross, "LEADER");
});

const calendar = (...events: readonly string[]): string =>
  [
    "BEGIN:VCALENDAR",
    "VERSION:2.0",
    "PRODID:-//Test//NO",
    ...events.flatMap((event) => ["BEGIN:VEVENT", ...event.trim().split("\n"), "END:VEVENT"]),
    "END:VCALENDAR",
    "",
  ]
    .join("\r\n")
    .replace(/\n +/g, "\n");

let uids = 0;
const event = (lines: string, uid = `event-${++uids}@example.no`): string => `UID:${uid}
DTSTAMP:20260901T000000Z
SUMMARY:Språkkafé
${lines}`;
const oslo = "DTSTART;TZID=Europe/Oslo:20270112T180000\nDTEND;TZID=Europe/Oslo:20270112T200000";

const one = async (lines: string, more: object = {}): Promise<Row> => {
  const { rows } = await preview("leader", redCross, calendar(event(lines)), { defaults, ...more });
  const [row] = rows;
  if (!row) throw new Error("There is no row.");
  return row;
};

/** Begins and ends between two days, as the API tells of an activity that was imported. */
const timesOf = async (ids: readonly string[], from: string, until: string): Promise<string[][]> =>
  Promise.all(
    ids.map(async (id) => {
      const { data } = await ask<{
        activity: { sessions: { startsAt: string; endsAt: string; isCancelled: boolean }[] };
      }>(
        "leader",
        "query ($id: ID!, $from: Date!, $until: Date!) { activity(id: $id) { sessions(from: $from, until: $until) { startsAt endsAt isCancelled } } }",
        { id, from, until },
      );
      return data.activity.sessions
        .filter(({ isCancelled }) => !isCancelled)
        .map(({ startsAt, endsAt }) => `${startsAt}–${endsAt}`);
    }),
  );

/** The same by a reader of calendars that has no part in ours, in the order of the events. */
const byAnother = (text: string, from: Date, until: Date): string[][] => {
  const parsed = nodeIcal.sync.parseICS(text);
  const events = Object.values(parsed).filter((found) => found?.type === "VEVENT");
  return events.map((found) =>
    nodeIcal
      .expandRecurringEvent(found as never, { from, to: until, includeOverrides: true, excludeExdates: true })
      .filter((time) => (time.event as { status?: string }).status !== "CANCELLED")
      .map(({ start, end }) => `${start.toISOString()}–${end.toISOString()}`)
      .toSorted(),
  );
};

describe("times are those another reader finds", () => {
  const rules: Readonly<Record<string, string>> = {
    once: oslo,
    "in UTC": "DTSTART:20270112T170000Z\nDTEND:20270112T190000Z",
    "by a duration": "DTSTART;TZID=Europe/Oslo:20270112T180000\nDURATION:PT1H30M",
    "past midnight": "DTSTART;TZID=Europe/Oslo:20270112T220000\nDTEND;TZID=Europe/Oslo:20270113T010000",
    weekly: `${oslo}\nRRULE:FREQ=WEEKLY`,
    "weekly on two days, until a day": `${oslo}\nRRULE:FREQ=WEEKLY;BYDAY=TU,TH;UNTIL=20270601T215959Z`,
    "every other week, ten times": `${oslo}\nRRULE:FREQ=WEEKLY;INTERVAL=2;COUNT=10`,
    "weekly with exceptions": `${oslo}\nRRULE:FREQ=WEEKLY;COUNT=20\nEXDATE;TZID=Europe/Oslo:20270126T180000,20270330T180000`,
    "monthly on the second Tuesday": `${oslo}\nRRULE:FREQ=MONTHLY;BYDAY=2TU`,
    "monthly by position": `${oslo}\nRRULE:FREQ=MONTHLY;BYDAY=TU;BYSETPOS=2`,
    "monthly on its day": `${oslo}\nRRULE:FREQ=MONTHLY;BYMONTHDAY=12`,
    "monthly on the last Tuesday": `DTSTART;TZID=Europe/Oslo:20270126T180000\nDTEND;TZID=Europe/Oslo:20270126T200000\nRRULE:FREQ=MONTHLY;BYDAY=-1TU;COUNT=12`,
    daily: `${oslo}\nRRULE:FREQ=DAILY;COUNT=100`,
    "on weekdays, by days": `${oslo}\nRRULE:FREQ=DAILY;BYDAY=MO,TU,WE,TH,FR;COUNT=50`,
    yearly: `${oslo}\nRRULE:FREQ=YEARLY`,
    "by the clock of Berlin":
      "DTSTART;TZID=Europe/Berlin:20270112T180000\nDTEND;TZID=Europe/Berlin:20270112T200000\nRRULE:FREQ=WEEKLY;COUNT=30",
    "by the clock of London":
      "DTSTART;TZID=Europe/London:20270112T180000\nDTEND;TZID=Europe/London:20270112T200000\nRRULE:FREQ=WEEKLY;COUNT=30",
    "in UTC, over the change of the clock":
      "DTSTART:20270112T170000Z\nDTEND:20270112T190000Z\nRRULE:FREQ=WEEKLY;COUNT=30",
    "in some months of the year": `${oslo}\nRRULE:FREQ=WEEKLY;BYMONTH=1,2,5;UNTIL=20270601T000000Z`,
    "on the fifteenth and the thirtieth": `${oslo}\nRRULE:FREQ=MONTHLY;BYMONTHDAY=15,30;COUNT=9`,
    "on the day before the last of the month": `${oslo}\nRRULE:FREQ=MONTHLY;BYMONTHDAY=-2;COUNT=6`,
    "with more days": `${oslo}\nRRULE:FREQ=WEEKLY;COUNT=3\nRDATE;TZID=Europe/Oslo:20270501T180000`,
  };
  const names = Object.keys(rules);
  const text = calendar(...names.map((name) => event(rules[name] ?? "", name.replaceAll(" ", "-"))));
  let ids: readonly string[];

  beforeAll(async () => {
    const { rows } = await importing("leader", redCross, text, allNew(names.length), { defaults });
    ids = rows.map(({ activity }) => activity.id);
  });

  test.each([
    ["2027-01-01", "2027-05-31"],
    ["2027-09-01", "2028-01-31"],
  ])("from %s until %s", async (from, until) => {
    const others = byAnother(text, new Date(`${from}T00:00:00+01:00`), new Date(`${until}T23:59:59+01:00`));
    const ours = await timesOf(ids, from, until);
    // It leaves RDATE aside, which the parser's own arithmetic below does not.
    const told = (times: readonly string[][]) =>
      names.flatMap((name, n) => (rules[name]?.includes("RDATE") === true ? [] : [[name, times[n]]]));
    expect(told(ours)).toEqual(told(others));
  });

  test("and those that the parser's own arithmetic finds", async () => {
    const ours = await timesOf(ids, "2027-01-01", "2027-12-31");
    const component = new ICAL.Component(ICAL.parse(text) as never);
    for (const [n, vevent] of component.getAllSubcomponents("vevent").entries()) {
      const start = vevent.getFirstPropertyValue("dtstart") as ICAL.Time;
      // Without its zones it reckons by the clock on the wall, which is Oslo's in most of them.
      if (vevent.getFirstProperty("dtstart")?.getFirstParameter("tzid") !== "Europe/Oslo") continue;
      if (/UNTIL/.test(String(vevent.getFirstPropertyValue("rrule")))) continue;
      const all = new ICAL.Event(vevent).iterator(start);
      const days: string[] = [];
      for (let time = all.next(); time && time.year === 2027; time = all.next())
        days.push(time.toString().slice(0, 16));
      const walls = (ours[n] ?? []).map((time) =>
        new Intl.DateTimeFormat("sv-SE", { timeZone: "Europe/Oslo", dateStyle: "short", timeStyle: "short" })
          .format(new Date(time.slice(0, 24)))
          .replace(" ", "T"),
      );
      expect([names[n], walls]).toEqual([names[n], days]);
    }
  });
});

describe("what an event becomes", () => {
  test.each<[string, string, object]>([
    ["weekly", "RRULE:FREQ=WEEKLY;BYDAY=TU", { frequency: "WEEKLY", interval: 1, weekdays: ["TUESDAY"] }],
    [
      "the last Tuesday",
      "RRULE:FREQ=MONTHLY;BYDAY=2TU;INTERVAL=2",
      { frequency: "MONTHLY", interval: 2, weekOfMonth: 2 },
    ],
    ["ten times", "RRULE:FREQ=WEEKLY;COUNT=10", { frequency: "WEEKLY", count: 10 }],
  ])("%s is a rule of ours", async (_, rule, repeats) => {
    const { draft, problems } = await one(`${oslo}\n${rule}`);
    expect(problems).toEqual([]);
    expect(draft?.schedules).toMatchObject([{ repeats }]);
  });

  test("what no rule of ours says and ends becomes single days, and is told", async () => {
    const { draft, warnings } = await one(`${oslo}\nRRULE:FREQ=MONTHLY;BYMONTHDAY=15,30;COUNT=4`);
    expect(warnings).toContainEqual({ field: "schedules", code: "AS_SINGLE_DAYS" });
    expect(draft?.schedules.map(({ words }) => words)).toEqual([
      "Hver dag kl. 18.00–20.00 fra 15. januar 2027 til og med 15. mars 2027. Bare 15. januar 2027, 30. januar 2027, 15. februar 2027 og 15. mars 2027.",
    ]);
  });

  test.each<[string, string, string]>([
    ["a rule without end that we cannot say", `${oslo}\nRRULE:FREQ=MONTHLY;BYMONTHDAY=15,30`, "RULE_UNSAYABLE"],
    [
      "one that follows another clock",
      "DTSTART:20270112T170000Z\nDTEND:20270112T190000Z\nRRULE:FREQ=WEEKLY",
      "RULE_IN_ANOTHER_ZONE",
    ],
    ["every hour", `${oslo}\nRRULE:FREQ=HOURLY;COUNT=5`, "RULE_OF_HOURS"],
    ["more days than we can list", `${oslo}\nRRULE:FREQ=MONTHLY;BYMONTHDAY=15,30;COUNT=400`, "TOO_MANY_TIMES"],
    [
      "longer than a day",
      "DTSTART;TZID=Europe/Oslo:20270112T180000\nDTEND;TZID=Europe/Oslo:20270114T200000",
      "LONGER_THAN_A_DAY",
    ],
    [
      "a zone nobody knows",
      "DTSTART;TZID=Atlantis/Sunk:20270112T180000\nDTEND;TZID=Atlantis/Sunk:20270112T200000",
      "UNKNOWN_TIME_ZONE",
    ],
    ["called off", `${oslo}\nSTATUS:CANCELLED`, "CALLED_OFF"],
    ["private", `${oslo}\nCLASS:PRIVATE`, "PRIVATE_EVENT"],
    ["never", `${oslo}\nRRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30;COUNT=3`, "RULE_UNSAYABLE"],
  ])("%s is told of, and the rest can be imported", async (_, lines, code) => {
    const { rows } = await preview("leader", redCross, calendar(event(lines), event(oslo)), { defaults });
    expect(rows[0]?.problems.map((problem) => problem.code)).toContain(code);
    expect(rows[1]?.problems).toEqual([]);
  });

  test("a whole day has the hours that are given for all, and several days are one after the other", async () => {
    const day = await one("DTSTART;VALUE=DATE:20270112\nDTEND;VALUE=DATE:20270113");
    expect(day.draft?.schedules).toMatchObject([
      { startsOn: "2027-01-12", startsAt: "10:00", endsAt: "15:00", repeats: null },
    ]);
    expect(day.warnings).toContainEqual({ field: "schedules", code: "WAS_WHOLE_DAY" });
    const week = await one("DTSTART;VALUE=DATE:20270112\nDTEND;VALUE=DATE:20270115");
    expect(week.draft?.schedules).toMatchObject([{ repeats: { frequency: "DAILY", until: "2027-01-14" } }]);
    expect(week.warnings).toContainEqual({ field: "schedules", code: "EACH_OF_SEVERAL_DAYS" });
    const none = await one("DTSTART;VALUE=DATE:20270112", { defaults: { ...defaults, startsAt: null } });
    expect(none.problems).toContainEqual({ field: "schedules.0.startsAt", code: "WHOLE_DAY" });
  });

  test("single times that are moved or called off are so here", async () => {
    const uid = "moved@example.no";
    const text = calendar(
      event(`${oslo}\nRRULE:FREQ=WEEKLY;COUNT=4`, uid),
      event(
        "RECURRENCE-ID;TZID=Europe/Oslo:20270119T180000\nDTSTART;TZID=Europe/Oslo:20270120T190000\nDTEND;TZID=Europe/Oslo:20270120T210000",
        uid,
      ),
      event(
        "RECURRENCE-ID;TZID=Europe/Oslo:20270126T180000\nDTSTART;TZID=Europe/Oslo:20270126T180000\nDTEND;TZID=Europe/Oslo:20270126T200000\nSTATUS:CANCELLED",
        uid,
      ),
    );
    const { rows } = await preview("leader", redCross, text, { defaults });
    expect(rows).toMatchObject([{ problems: [], draft: { changedTimes: 2 } }]);
    const { rows: made } = await importing("leader", redCross, text, allNew(1), { defaults });
    expect(await timesOf([made[0]?.activity.id ?? ""], "2027-01-01", "2027-03-01")).toEqual([
      [
        "2027-01-12T17:00:00.000Z–2027-01-12T19:00:00.000Z",
        "2027-01-20T18:00:00.000Z–2027-01-20T20:00:00.000Z",
        "2027-02-02T17:00:00.000Z–2027-02-02T19:00:00.000Z",
      ],
    ]);
  });

  test("texts and places are read, and nobody's address", async () => {
    const { draft, cells, problems } = await one(
      `${oslo}
DESCRIPTION:Vi snakker norsk sammen. Alle kan komme.
LOCATION:Biblioteket\\, Kongens gate 1\\, Trondheim
CATEGORIES:Leksehjelp
ORGANIZER;CN=Kari Berg:mailto:kari@example.no
ATTENDEE;CN=Ola Berg:mailto:ola@example.no`,
    );
    expect(problems).toEqual([]);
    expect(draft).toMatchObject({
      summary: "Vi snakker norsk sammen.",
      placeName: "Biblioteket",
      municipality: { number: "5001" },
      category: { code: "HOMEWORK_HELP" },
    });
    expect(cells).toContainEqual({ column: "ADDRESS", text: "Kongens gate 1" });
    expect(JSON.stringify(cells)).not.toContain("Berg");
  });

  test("what is no calendar is refused whole", async () => {
    await expect(preview("leader", redCross, "BEGIN:VCALENDAR\nDette er ingenting\n")).rejects.toMatchObject({
      extensions: { problems: [{ field: "file", code: "UNREADABLE_FILE" }] },
    });
    await expect(preview("leader", redCross, calendar())).rejects.toMatchObject({
      extensions: { problems: [{ field: "file", code: "EMPTY_FILE" }] },
    });
  });

  test("our own calendar comes back as it was", async () => {
    const id = await given.activity(redCross, { title: "Den som kommer tilbake" });
    const { handler } = await import("#handlers/calendar");
    const { requestEvent } = await import("#world");
    const answer = await handler({
      ...requestEvent(undefined, { method: "GET" }),
      rawPath: `/calendar/activity/${id.slice("activity:".length)}.ics`,
    });
    const { rows } = await preview("leader", redCross, String(answer.body), { defaults });
    expect(rows).toMatchObject([
      { problems: [], draft: { title: "Den som kommer tilbake", placeName: "Biblioteket" } },
    ]);
    expect(rows[0]?.draft?.schedules[0]?.repeats).toMatchObject({ frequency: "WEEKLY", weekdays: ["THURSDAY"] });
  });
});

test("a calendar of two hundred events is imported, and again it is known", async () => {
  await given.organisations(registered("923609016", "Bydelshuset"));
  await given.membership("hub", "923609016", "LEADER");
  const events = Array.from({ length: 200 }, (_, n) =>
    event(`${oslo}\nRRULE:FREQ=WEEKLY;COUNT=${2 + (n % 20)}`, `many-${n}`).replace("Språkkafé", `Samling ${n}`),
  );
  const text = calendar(...events);
  const before = await preview("hub", "923609016", text, { defaults });
  expect(before.rows.filter(({ suggestion }) => suggestion === "CREATE")).toHaveLength(200);
  const key = newKey();
  let { done, total } = { done: 0, total: 200 };
  while (done < total) ({ done, total } = await importing("hub", "923609016", text, allNew(200), { defaults }, key));
  const again = await preview("hub", "923609016", text, { defaults });
  expect(
    again.rows.every(({ matches: [match], suggestion }) => match?.isUnchanged === true && suggestion === "SKIP"),
  ).toBe(true);
}, 60_000);
