/** Calendars to subscribe to, through their own front door: two programs that know nothing of us read in them what the API says. */
import { gunzipSync } from "node:zlib";
import type { APIGatewayProxyStructuredResultV2 } from "aws-lambda";
import fc from "fast-check";
import ICAL from "ical.js";
import nodeIcal, { type VEvent } from "node-ical";
import { afterEach, beforeAll, describe, expect, test, vi } from "vitest";
import { handler } from "#handlers/calendar";
import { findCategory } from "#modules/activities";
import { dayFrom, dayOf } from "#platform/day";
import type { RecurrenceInput, ScheduleInput } from "#schema/resolvers";
import { readInput } from "../../functions/modules/activities/activity.ts";
import { takeRows } from "../../functions/modules/activities/catalogue.ts";
import { rowOf } from "../../functions/modules/activities/row.ts";
import { activityTold, ask, given, newKey, registered, requestEvent } from "#world";

const redCross = "864139442";
const saveTheChildren = "941296459";

const get = (
  path: string,
  headers: Record<string, string> = {},
  method = "GET",
): Promise<APIGatewayProxyStructuredResultV2> => {
  const event = requestEvent(undefined, { headers, method });
  return handler({ ...event, rawPath: path });
};

const read = async (path: string): Promise<string> => {
  const { statusCode, body = "" } = await get(`/calendar/${path}.ics`);
  expect(statusCode, path).toBe(200);
  return body;
};

type Time = { readonly startsAt: string; readonly endsAt: string; readonly isCancelled: boolean };

const inOrder = (times: readonly Time[]): Time[] =>
  times.toSorted((a, b) => `${a.startsAt}${a.endsAt}`.localeCompare(`${b.startsAt}${b.endsAt}`));
const between =
  (from: string, until: string) =>
  ({ startsAt }: Time): boolean => {
    const day = new Intl.DateTimeFormat("sv-SE", { timeZone: "Europe/Oslo", dateStyle: "short" }).format(
      new Date(startsAt),
    );
    return from <= day && day <= until;
  };

type Occurrence = { readonly startDate: ICAL.Time; readonly endDate: ICAL.Time; readonly item: ICAL.Event };

/** Mozilla's reader (Thunderbird), by the calendar's own VTIMEZONE. */
const byIcalJs = (text: string, from: string, until: string): Time[] => {
  const calendar = new ICAL.Component(ICAL.parse(text) as unknown[]);
  const zone = calendar.getFirstSubcomponent("vtimezone");
  ICAL.TimezoneService.reset();
  if (zone) ICAL.TimezoneService.register(zone);
  const events = calendar.getAllSubcomponents("vevent");
  const masters = events.filter((one) => !one.hasProperty("recurrence-id"));
  const timeOf = (start: ICAL.Time, end: ICAL.Time, of: ICAL.Event): Time => ({
    startsAt: start.toJSDate().toISOString(),
    endsAt: end.toJSDate().toISOString(),
    isCancelled: of.component.getFirstPropertyValue("status") === "CANCELLED",
  });
  const last = Date.parse(until) + 40 * 86_400_000;
  return inOrder(
    masters
      .flatMap((master) => {
        const uid = master.getFirstPropertyValue("uid");
        const exceptions = events.filter(
          (one) => one !== master && one.hasProperty("recurrence-id") && one.getFirstPropertyValue("uid") === uid,
        );
        const event = new ICAL.Event(master, { exceptions, strictExceptions: true });
        if (!event.isRecurring()) return [timeOf(event.startDate, event.endDate, event)];
        const times: Time[] = [];
        const all = event.iterator();
        for (let next = all.next() as ICAL.Time | null; next; next = all.next() as ICAL.Time | null) {
          if (next.toJSDate().getTime() > last) break;
          // Its own types name no such type.
          const { startDate, endDate, item } = event.getOccurrenceDetails(next) as Occurrence;
          times.push(timeOf(startDate, endDate, item));
        }
        return times;
      })
      .filter(between(from, until)),
  );
};

/** The reader of node, by the time zones that node has. */
const byNodeIcal = (text: string, from: string, until: string): Time[] => {
  const parsed = nodeIcal.sync.parseICS(text);
  const events = Object.values(parsed).filter((one): one is VEvent => one?.type === "VEVENT");
  return inOrder(
    events
      .flatMap((event) =>
        nodeIcal.expandRecurringEvent(event, {
          from: new Date(Date.parse(from) - 40 * 86_400_000),
          to: new Date(Date.parse(until) + 40 * 86_400_000),
        }),
      )
      .map(({ start, end, event }) => ({
        startsAt: start.toISOString(),
        endsAt: end.toISOString(),
        isCancelled: event.status === "CANCELLED",
      }))
      .filter(between(from, until)),
  );
};

/** What the API says of an activity, in parts of a length that it answers whole. */
const byTheApi = async (id: string, from: string, until: string): Promise<Time[]> => {
  const found: Time[] = [];
  for (let at = Date.parse(from); at <= Date.parse(until); at += 300 * 86_400_000) {
    const day = (ms: number): string => new Date(ms).toISOString().slice(0, 10);
    const last = day(at + 299 * 86_400_000);
    const { data } = await ask<{ activity: { sessions: Time[] } }>(
      "leader",
      "query ($id: ID!, $from: Date!, $until: Date!) { activity(id: $id) { sessions(from: $from, until: $until) { startsAt endsAt isCancelled } } }",
      { id, from: day(at), until: last < until ? last : until },
    );
    found.push(...data.activity.sessions);
  }
  return inOrder(found);
};

const keyOf = (id: string): string => id.replace("activity:", "");

/** Holds both readers against the API, and gives what they agree on. */
const agreed = async (id: string, from: string, until: string): Promise<Time[]> => {
  const text = await read(`activity/${keyOf(id)}`);
  const told = await byTheApi(id, from, until);
  expect(byIcalJs(text, from, until), text).toEqual(told);
  expect(byNodeIcal(text, from, until), text).toEqual(told);
  return told;
};

const change = async (name: string, type: string, input: object): Promise<{ id: string; version: number }> => {
  const { data, errors } = await ask<Record<string, { activity: { id: string; version: number } }>>(
    "leader",
    `mutation ($input: ${type}!, $key: ID!) { ${name}(input: $input, idempotencyKey: $key) { activity { id version } } }`,
    { input, key: newKey() },
  );
  expect(errors).toEqual([]);
  return data[name]?.activity as { id: string; version: number };
};

/** A day, so many from today. */
const daysFromNow = (days: number): string => dayFrom(dayOf(new Date()), days);

const evening = { startsAt: "18:00", endsAt: "20:00" };
const repeating = (
  startsOn: string,
  repeats: RecurrenceInput,
  more: Partial<ScheduleInput> = {},
): { schedules: ScheduleInput[] } => ({ schedules: [{ startsOn, ...evening, repeats, ...more }] });
const weekly = { frequency: "WEEKLY", weekdays: ["THURSDAY"] } as const satisfies RecurrenceInput;

beforeAll(async () => {
  await given.referenceBodies();
  await given.organisations(
    registered(redCross, "NORGES RØDE KORS; AVD. 1, ØST"),
    registered(saveTheChildren, "REDD BARNA"),
  );
  await given.membership("leader", redCross, "LEADER");
});
afterEach(() => void vi.useRealTimers());

describe("the same times as the API's", () => {
  test.each<[string, { schedules: ScheduleInput[] }, number]>([
    ["each week, by summer time and winter time", repeating("2026-01-01", weekly), 105],
    ["a first day that is not one of its weekdays", repeating("2026-09-01", weekly), 70],
    [
      "every other week on two days",
      repeating("2026-09-02", { ...weekly, interval: 2, weekdays: ["MONDAY", "FRIDAY"] }),
      69,
    ],
    [
      "the last Tuesday of each month",
      repeating("2026-01-01", { frequency: "MONTHLY", weekdays: ["TUESDAY"], weekOfMonth: -1 }),
      24,
    ],
    [
      "the second Monday of every third",
      repeating("2026-01-01", { frequency: "MONTHLY", interval: 3, weekdays: ["MONDAY"], weekOfMonth: 2 }),
      8,
    ],
    ["the 31st, where there is one", repeating("2026-01-31", { frequency: "MONTHLY" }), 14],
    [
      "some times, those left out counted",
      repeating("2026-09-03", { ...weekly, count: 10 }, { exceptions: ["2026-09-03", "2026-09-24"] }),
      8,
    ],
    ["until a day", repeating("2026-09-03", { ...weekly, until: "2026-12-17" }), 16],
    [
      "every day without its exceptions",
      repeating("2026-12-01", { frequency: "DAILY" }, { exceptions: ["2026-12-24", "2026-12-25", "2027-03-28"] }),
      393,
    ],
    [
      "in seasons, some of which overlap",
      repeating("2026-08-01", weekly, {
        seasons: [
          { from: "2027-01-10", until: "2027-06-20" },
          { from: "2026-08-20", until: "2026-11-20" },
          { from: "2026-11-01", until: "2026-12-15" },
        ],
      }),
      40,
    ],
    [
      "in seasons, some times of which are counted",
      repeating(
        "2026-08-01",
        { ...weekly, interval: 2, count: 20 },
        {
          seasons: [
            { from: "2026-09-01", until: "2026-12-01" },
            { from: "2027-02-01", until: "2027-06-01" },
          ],
        },
      ),
      13,
    ],
    [
      "nights, of which two a year have another length",
      repeating("2026-01-02", { frequency: "DAILY" }, { startsAt: "22:00", endsAt: "06:00" }),
      729,
    ],
    [
      "a night that begins when summer time does",
      repeating("2026-03-28", { ...weekly, weekdays: ["SATURDAY"] }, { startsAt: "23:00", endsAt: "04:00" }),
      92,
    ],
    ["once", { schedules: [{ startsOn: "2027-03-28", ...evening }] }, 1],
    [
      "by several rules, some of which give the same time",
      {
        schedules: [
          { startsOn: "2026-09-01", ...evening, repeats: { frequency: "DAILY", interval: 3 } },
          { startsOn: "2026-09-03", ...evening, endsAt: "21:00", repeats: weekly },
          { startsOn: "2026-09-10", ...evening, endsAt: "19:00" },
        ],
      },
      210,
    ],
  ])("%s", async (_, told, count) => {
    const id = await given.activity(redCross, { ...told, title: "Rett tid" });
    expect(await agreed(id, "2026-01-01", "2027-12-31")).toHaveLength(count);
  });

  test("on a leap day, each fourth year", async () => {
    const id = await given.activity(redCross, repeating("2024-02-29", { frequency: "YEARLY" }));
    const times = await agreed(id, "2024-01-01", "2028-12-31");
    expect(times.map(({ startsAt }) => startsAt.slice(0, 10))).toEqual(["2024-02-29", "2028-02-29"]);
  });

  test("whatever the rule", async () => {
    const day = fc
      .integer({ min: 0, max: 500 })
      .map((n) => new Date(Date.UTC(2026, 5, 1 + n)).toISOString().slice(0, 10));
    const spans = fc.array(fc.tuple(day, fc.integer({ min: 0, max: 150 })), { maxLength: 3 }).map((all) =>
      all.map(([from, days]) => ({
        from,
        until: new Date(Date.parse(from) + days * 86_400_000).toISOString().slice(0, 10),
      })),
    );
    const weekdays = fc.uniqueArray(
      fc.constantFrom("MONDAY" as const, "TUESDAY" as const, "SATURDAY" as const, "SUNDAY" as const),
      { minLength: 1, maxLength: 3 },
    );
    const rule = fc
      .oneof(
        fc.record({ frequency: fc.constantFrom("DAILY" as const, "MONTHLY" as const, "YEARLY" as const) }),
        fc.record({ frequency: fc.constant("WEEKLY" as const), weekdays }),
        fc.record({
          frequency: fc.constant("MONTHLY" as const),
          weekdays,
          weekOfMonth: fc.constantFrom(1, 2, 3, 4, -1),
        }),
      )
      .chain((one) =>
        fc
          .tuple(fc.integer({ min: 1, max: 4 }), fc.option(fc.integer({ min: 1, max: 30 }), { nil: undefined }))
          .map(([interval, count]): RecurrenceInput => ({ ...one, interval, ...(count && { count }) })),
      );
    const clock = fc.constantFrom(
      evening,
      { startsAt: "23:30", endsAt: "05:00" },
      { startsAt: "00:00", endsAt: "01:00" },
      { startsAt: "01:00", endsAt: "03:30" },
    );
    await fc.assert(
      fc.asyncProperty(
        fc.record({ startsOn: day, repeats: rule, seasons: spans, exceptions: fc.uniqueArray(day, { maxLength: 20 }) }),
        clock,
        async (schedule, times) => {
          const id = await given.activity(redCross, { title: "Hva som helst", schedules: [{ ...schedule, ...times }] });
          expect(await agreed(id, "2026-06-01", "2027-12-31")).toBeDefined();
        },
      ),
      { numRuns: 60 },
    );
  }, 240_000);
});

describe("what becomes of times", () => {
  test("one moved and one called off are told beside the rule, and the version says that they are news", async () => {
    const id = await given.activity(redCross, { ...repeating("2026-12-03", weekly), title: "Flyttes" });
    await change("changeSession", "ChangeSessionInput", {
      activityId: id,
      version: 2,
      scheduledAt: "2026-12-03T17:00:00Z",
      startsAt: "2026-12-04T09:00:00Z",
      endsAt: "2026-12-04T10:30:00Z",
      note: "Vi møtes ute",
    });
    await change("changeSession", "ChangeSessionInput", {
      activityId: id,
      version: 3,
      scheduledAt: "2027-04-01T16:00:00Z",
      isCancelled: true,
    });
    const times = await agreed(id, "2026-12-01", "2027-05-01");
    expect(times[0]).toEqual({
      startsAt: "2026-12-04T09:00:00.000Z",
      endsAt: "2026-12-04T10:30:00.000Z",
      isCancelled: false,
    });
    expect(times.filter(({ isCancelled }) => isCancelled)).toHaveLength(1);
    const text = await read(`activity/${keyOf(id)}`);
    expect(text).toContain("RECURRENCE-ID;TZID=Europe/Oslo:20261203T180000\r\n");
    expect(text).toContain("SUMMARY:Avlyst: Flyttes\r\n");
    expect(text).toContain("DESCRIPTION:Vi møtes ute\\n");
    expect([...text.matchAll(/SEQUENCE:(\d+)/g)].map(([, n]) => n)).toEqual(["4", "4", "4"]);
  });

  test("one that was moved is called off where people wait for it", async () => {
    const id = await given.activity(redCross, repeating("2026-12-03", weekly));
    const moved = { startsAt: "2026-12-04T09:00:00.000Z", endsAt: "2026-12-04T10:30:00.000Z" };
    const one = { activityId: id, scheduledAt: "2026-12-03T17:00:00Z" };
    await change("changeSession", "ChangeSessionInput", { ...one, ...moved, version: 2 });
    await change("changeSession", "ChangeSessionInput", { ...one, version: 3, isCancelled: true });
    expect((await agreed(id, "2026-12-01", "2026-12-31"))[0]).toEqual({ ...moved, isCancelled: true });
  });

  test("what takes place once is itself moved, or called off", async () => {
    const id = await given.activity(redCross, { schedules: [{ startsOn: "2027-01-05", ...evening }] });
    await change("changeSession", "ChangeSessionInput", {
      activityId: id,
      version: 2,
      scheduledAt: "2027-01-05T17:00:00Z",
      isCancelled: true,
    });
    expect(await agreed(id, "2027-01-01", "2027-01-31")).toEqual([expect.objectContaining({ isCancelled: true })]);
    expect(await read(`activity/${keyOf(id)}`)).not.toContain("RECURRENCE-ID");
  });

  test("another rule from a day on keeps what was changed before it", async () => {
    const id = await given.activity(redCross, {
      schedules: [
        { startsOn: "2026-12-03", ...evening, repeats: weekly },
        { startsOn: "2026-12-03", startsAt: "09:00", endsAt: "10:00", repeats: weekly },
      ],
    });
    const moved = { startsAt: "2026-12-10T09:00:00Z", endsAt: "2026-12-10T10:00:00Z" };
    await change("changeSession", "ChangeSessionInput", {
      activityId: id,
      version: 2,
      scheduledAt: "2026-12-10T08:00:00Z",
      ...moved,
    });
    await change("changeFollowingSessions", "ChangeFollowingInput", {
      activityId: id,
      version: 3,
      scheduledAt: "2026-12-10T17:00:00Z",
      schedule: { startsOn: "2026-12-11", ...evening, repeats: { frequency: "DAILY", interval: 5 } },
    });
    const times = await agreed(id, "2026-12-01", "2027-02-01");
    // Its own rule ended the day before, and it takes place.
    expect(times.map(({ startsAt }) => startsAt)).toContain("2026-12-10T09:00:00.000Z");
  });

  test("an activity that has ended has its times called off, under the names they had", async () => {
    const id = await given.activity(redCross, { ...repeating(daysFromNow(7), weekly), title: "Slutter" });
    const before = await read(`activity/${keyOf(id)}`);
    await change("endActivity", "EndActivityInput", { activityId: id, version: 2 });
    const times = await agreed(id, daysFromNow(0), daysFromNow(60));
    expect(times.length).toBeGreaterThan(5);
    expect(times.every(({ isCancelled }) => isCancelled)).toBe(true);
    const after = await read(`activity/${keyOf(id)}`);
    const uids = (text: string) => text.match(/^UID:.*$/gm);
    expect(uids(after)).toEqual(uids(before));
    expect(after).toContain("STATUS:CANCELLED\r\n");
    expect(await read(`organiser/${redCross}`)).toContain("SUMMARY:Avlyst: Slutter\r\n");
  });

  test.each<[string, RecurrenceInput | undefined, Partial<ScheduleInput>, number, number]>([
    ["each week", weekly, {}, 8, 9],
    ["every other week on two days", { ...weekly, interval: 2, weekdays: ["MONDAY", "THURSDAY"] }, {}, 8, 9],
    [
      "some times, of which one is left out",
      { frequency: "DAILY", count: 90 },
      { exceptions: [daysFromNow(5)] },
      60,
      29,
    ],
    ["in a season", { frequency: "DAILY" }, { seasons: [{ from: daysFromNow(-20), until: daysFromNow(20) }] }, 20, 21],
    ["once, and over", undefined, {}, 1, 0],
  ])("what was held of one that has ended was held: %s", async (_, repeats, more, held, calledOff) => {
    const clock = { startsAt: "00:00", endsAt: "00:05" };
    const schedule = { startsOn: daysFromNow(-60), ...clock, ...(repeats && { repeats }), ...more };
    const id = await given.activity(redCross, { schedules: [schedule], title: "Holdt" });
    const version = repeats ? 2 : 0;
    if (version > 0) await change("endActivity", "EndActivityInput", { activityId: id, version });
    const times = await agreed(id, daysFromNow(-70), daysFromNow(64));
    const now = new Date().toISOString();
    expect(times.every(({ startsAt, isCancelled }) => isCancelled === startsAt > now)).toBe(true);
    // One more or less is held by the weekday, and by the hour of the day.
    expect(Math.abs(times.filter(({ isCancelled }) => !isCancelled).length - held)).toBeLessThanOrEqual(1);
    expect(Math.abs(times.filter(({ isCancelled }) => isCancelled).length - calledOff)).toBeLessThanOrEqual(1);
  });

  test("each rule is known by the same name whatever becomes of the others", async () => {
    const rule = (clock: string): ScheduleInput => ({
      startsOn: "2026-09-03",
      startsAt: `${clock}:00`,
      endsAt: `${clock}:45`,
      repeats: weekly,
    });
    const [nine, ten, eleven] = [rule("09"), rule("10"), rule("11")];
    const id = await given.activity(redCross, { schedules: [nine, ten, eleven] });
    /** The hours at which the events begin, by their names. */
    const named = async (): Promise<Record<string, string>> => {
      const text = await read(`activity/${keyOf(id)}`);
      const events = [...text.matchAll(/^BEGIN:VEVENT\r\n[^]*?^END:VEVENT/gm)].map(([event]) => event);
      const value = (event: string, name: RegExp): string => name.exec(event)?.[1] ?? "";
      return Object.fromEntries(
        events.map((event) => [value(event, /^UID:[A-Z\d]+-(\d+)-0@/m), value(event, /^DTSTART[^:]*:\d{8}T(\d\d)/m)]),
      );
    };
    expect(await named()).toEqual({ 0: "09", 1: "10", 2: "11" });
    const { data } = await ask<{ activity: { sessions: { scheduledAt: string }[] } }>(
      "leader",
      "query ($id: ID!, $from: Date!, $until: Date!) { activity(id: $id) { sessions(from: $from, until: $until) { scheduledAt } } }",
      { id, from: daysFromNow(30), until: daysFromNow(36) },
    );
    // Nine, ten and eleven o'clock of one Thursday.
    const scheduledAt = data.activity.sessions[1]?.scheduledAt ?? "";
    await change("changeFollowingSessions", "ChangeFollowingInput", {
      activityId: id,
      version: 2,
      scheduledAt,
      schedule: { ...rule("14"), startsOn: scheduledAt.slice(0, 10) },
    });
    expect(await named()).toEqual({ 0: "09", 1: "10", 2: "11", 3: "14" });
    const edit = (version: number, schedules: readonly ScheduleInput[]) =>
      change("editActivity", "EditActivityInput", {
        activityId: id,
        version,
        activity: { ...activityTold, schedules },
      });
    await edit(3, [eleven, nine]);
    expect(await named()).toEqual({ 0: "09", 2: "11" });
    // One in another's place, and one more.
    await edit(4, [rule("12"), nine, ten]);
    expect(await named()).toEqual({ 2: "12", 0: "09", 3: "10" });
  });
});

describe("which activities", () => {
  const titlesIn = (text: string): string[] =>
    [...text.matchAll(/^SUMMARY:(.*)$/gm)].map(([, title = ""]) => title.trim()).toSorted();
  let centre: string;

  beforeAll(async () => {
    await given.membership("administrator", "987879696", "ADMINISTRATOR");
    const { data } = await ask<{ createOrganisation: { organisation: { id: string } } }>(
      "administrator",
      `mutation ($key: ID!) { createOrganisation(input: { kind: RECEPTION_CENTRE, record: { name: "Halden mottak", municipality: "3101" } }, idempotencyKey: $key) { organisation { id } } }`,
      { key: newKey() },
    );
    centre = data.createOrganisation.organisation.id.replace("organisation:", "");
    const there = (municipality: string) => ({ place: { name: "Huset", municipality } });
    await given.activity(centre, { title: "Mottakets kor", category: "MUSIC", ...there("3101") });
    await given.activity(saveTheChildren, { title: "Barnas kor", category: "MUSIC", ...there("3101") });
    await given.activity(saveTheChildren, { title: "Barnas kafé", ...there("3101") });
    await given.activity(saveTheChildren, { title: "Kor i Nes", category: "MUSIC", ...there("3228") });
  });

  test.each([
    [
      "an organiser's",
      () => `organiser/${saveTheChildren}`,
      "Aktiviteter hos REDD BARNA",
      ["Barnas kafé", "Barnas kor", "Kor i Nes"],
    ],
    ["a municipality's", () => "municipality/3101", "Aktiviteter i Halden", ["Barnas kafé", "Barnas kor"]],
    [
      "a municipality's by its earlier number",
      () => "municipality/3001",
      "Aktiviteter i Halden",
      ["Barnas kafé", "Barnas kor"],
    ],
    [
      "a category's there",
      () => "municipality/3101/MUSIC",
      `${findCategory("MUSIC")?.nameNb} i Halden`,
      ["Barnas kor"],
    ],
    ["a category's", () => "category/MUSIC", findCategory("MUSIC")?.nameNb, ["Barnas kor", "Kor i Nes"]],
    ["one of no activities", () => "municipality/5501", "Aktiviteter i Tromsø", []],
  ])("%s", async (_, path, name, titles) => {
    const text = await read(path());
    expect(titlesIn(text)).toEqual(titles);
    const calendar = new ICAL.Component(ICAL.parse(text) as unknown[]);
    // The reader does not know that these two are texts, which commas are escaped in.
    for (const property of ["x-wr-calname", "name"])
      expect(String(calendar.getFirstPropertyValue(property)).replace("\\,", ",")).toBe(name);
    expect(calendar.getAllSubcomponents("vtimezone")).toHaveLength(1);
    expect(nodeIcal.sync.parseICS(text).vcalendar?.["WR-CALNAME"]).toBe(name);
  });

  type Asker = Parameters<typeof ask>[0];
  const pathsTold = async (who: Asker, id: string): Promise<string[]> => {
    const { data } = await ask<{ activity: object }>(
      who,
      "query ($id: ID!) { activity(id: $id) { calendarPath organiser { calendarPath } place { municipality { calendarPath } } } }",
      { id },
    );
    return [...JSON.stringify(data).matchAll(/"(\/calendar\/[^"]+)"/g)].map(([, path = ""]) => path);
  };
  const isIn = async (path: string, id: string): Promise<boolean> =>
    (await get(path)).body?.includes(`UID:${keyOf(id)}-0-0@samspill\r\n`) ?? false;

  test("the API says where they are", async () => {
    const id = await given.activity(saveTheChildren);
    const paths = await pathsTold("leader", id);
    expect(paths).toHaveLength(3);
    for (const path of paths) expect(await isIn(path, id)).toBe(true);
  });

  test("what a reception centre arranges, at an address that the centre alone is told, and nowhere else", async () => {
    await given.membership("centre", centre, "CENTRE");
    const id = await given.activity(centre, {
      title: "Mottakets leksehjelp",
      place: { name: "Huset", municipality: "3101" },
    });
    const [ofTheActivity = "", ofTheCentre = "", ofThePlace = ""] = await pathsTold("centre", id);
    expect(await Promise.all([ofTheActivity, ofTheCentre, ofThePlace].map((path) => isIn(path, id)))).toEqual([
      true,
      true,
      false,
    ]);
    expect(titlesIn((await get(ofTheCentre)).body ?? "")).toEqual(["Mottakets kor", "Mottakets leksehjelp"]);

    expect(await pathsTold("leader", id)).toEqual([ofThePlace]);
    const guessed = [
      ofTheActivity.replace(/\/[^/]+$/, ".ics"),
      ofTheCentre.replace(/\/[^/]+$/, ".ics"),
      ofTheActivity.replace(/\/[^/]+$/, `/${ofTheCentre.split("/").at(-1)}`),
      ofTheCentre.replace(/.(?=\.ics)/, (last) => (last === "A" ? "B" : "A")),
    ];
    expect(await Promise.all(guessed.map(async (path) => (await get(path)).statusCode))).toEqual([404, 404, 404, 404]);
  });

  test("no draft, none that ended as one, and none that nobody has confirmed for a year", async () => {
    const input = { organiserId: `organisation:${redCross}`, activity: { ...activityTold, title: "Kladd" } };
    const { id } = await change("createActivity", "CreateActivityInput", input);
    const isThere = async (key: string) => [
      (await get(`/calendar/activity/${keyOf(key)}.ics`)).statusCode,
      (await read(`organiser/${redCross}`)).includes(keyOf(key)),
    ];
    expect(await isThere(id)).toEqual([404, false]);
    await change("endActivity", "EndActivityInput", { activityId: id, version: 1 });
    expect(await isThere(id)).toEqual([404, false]);
    const published = await given.activity(redCross, { title: "Glemt" });
    expect(await isThere(published)).toEqual([200, true]);
    vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + 366 * 86_400_000 });
    expect(await isThere(published)).toEqual([404, false]);
  });

  test.each([
    "organiser/999999999",
    "organiser/864139442/MUSIC",
    "municipality/0000",
    "municipality/3101/NOTHING",
    "municipality/3101/MUSIC/on",
    "category/NOTHING",
    "category/constructor",
    `activity/${"0".repeat(26)}`,
    "activity",
    "people/1",
    "../graphql",
    "organiser/%2e%2e",
  ])("there is no calendar %s, it says in plain words", async (path) => {
    const { statusCode, headers, body } = await get(`/calendar/${path}.ics`);
    expect([statusCode, headers?.["content-type"], body]).toEqual([
      404,
      "text/plain; charset=utf-8",
      "Denne kalenderen finnes ikke.",
    ]);
  });
});

describe("what is sent", () => {
  const arabic = "مقهى اللغة في المكتبة، قهوة وحديث بالنرويجية لكل من يريد أن يتعلم ويتعرف على الناس في المدينة";
  const told = {
    title: `${"æøå".repeat(20)}; ${arabic}, C:\\ 👩‍👩‍👧‍👦`,
    summary: arabic,
    place: {
      name: "Biblioteket, 2. etasje",
      address: "Peter Egges plass 1; inngang B",
      municipality: "5001",
      latitude: 63.43,
      longitude: 10.4,
    },
    signUpUrl: "https://example.org/meld-paa?a=1,2;b",
    ...repeating("2026-09-03", weekly),
  };

  test("lines of at most 75 octets, each ended by CRLF, in whole characters", async () => {
    const text = await read(`activity/${keyOf(await given.activity(redCross, told))}`);
    const lines = text.split("\r\n");
    expect(lines.at(-1)).toBe("");
    expect(lines[0]).toBe("BEGIN:VCALENDAR");
    expect(text.replaceAll("\r\n", "")).not.toMatch(/[\r\n]/);
    expect(Math.max(...lines.map((line) => Buffer.byteLength(line)))).toBeLessThanOrEqual(75);
    expect(lines.filter((line) => line.startsWith(" ")).length).toBeGreaterThan(5);
    expect(text).not.toContain("\uFFFD");
    // RFC 5545, 3.6: all that is said of the calendar comes before its parts.
    const outside = text.replaceAll(/^BEGIN:(VEVENT|VTIMEZONE)\r\n[^]*?^END:\1\r\n/gm, "<part>\r\n");
    expect(outside).toMatch(/^BEGIN:VCALENDAR\r\n([A-Z][^\r]*\r\n( [^\r]*\r\n)*)+(<part>\r\n)+END:VCALENDAR\r\n$/);
    expect(Buffer.from(text).toString()).toBe(text);
  });

  test("all that is told of it, as both readers read it", async () => {
    const id = await given.activity(redCross, told);
    const text = await read(`activity/${keyOf(id)}`);
    const event = new ICAL.Component(ICAL.parse(text) as unknown[]).getFirstSubcomponent("vevent");
    const value = (name: string): unknown => event?.getFirstPropertyValue(name);
    const summary = `${arabic}\nArrangør: NORGES RØDE KORS; AVD. 1, ØST\nPåmelding: ${told.signUpUrl}`;
    expect(value("uid")).toBe(`${keyOf(id)}-0-0@samspill`);
    expect(value("summary")).toBe(told.title);
    expect(value("description")).toBe(summary);
    expect(value("location")).toBe("Biblioteket, 2. etasje, Peter Egges plass 1; inngang B, Trondheim");
    expect(value("geo")).toEqual([63.43, 10.4]);
    expect(value("url")).toBe("https://example.org/meld-paa?a=1%2C2%3Bb");
    expect(value("categories")).toBe("Språkkafé og norsktrening");
    expect(value("status")).toBe("CONFIRMED");
    expect(value("transp")).toBe("TRANSPARENT");
    expect(value("sequence")).toBe(2);
    expect(String(value("dtstamp"))).toMatch(/^\d{4}-\d\d-\d\dT[\d:]{8}Z$/);
    expect(String(value("last-modified"))).toBe(String(value("dtstamp")));
    expect(Math.abs(Date.parse(String(value("dtstamp"))) - Date.now())).toBeLessThan(60_000);
    const found = Object.values(nodeIcal.sync.parseICS(text)).find((one) => one?.type === "VEVENT");
    expect(found).toMatchObject({ summary: told.title, description: summary, url: { val: value("url") } });
    expect(text).toContain("REFRESH-INTERVAL;VALUE=DURATION:PT1H\r\n");
    expect(text).toContain("X-WR-TIMEZONE:Europe/Oslo\r\n");
  });

  // Source: the system's own tables of time zones.
  test("the zone is Norway's, each hour of the weeks in which clocks are changed, until 2037", async () => {
    const text = await read(`activity/${keyOf(await given.activity(redCross))}`);
    const zone = new ICAL.Timezone(new ICAL.Component(ICAL.parse(text) as unknown[]).getFirstSubcomponent("vtimezone"));
    const clock = new Intl.DateTimeFormat("sv-SE", {
      timeZone: "Europe/Oslo",
      dateStyle: "short",
      timeStyle: "medium",
    });
    for (let year = 1997; year <= 2037; year++)
      for (const month of [2, 9])
        for (let hour = 0; hour < 8 * 24; hour++) {
          const [date = "", time = ""] = clock.format(Date.UTC(year, month, 24, hour)).split(" ");
          // An hour that there is twice, or not at all, is not one of these.
          if (time.startsWith("02")) continue;
          const local = ICAL.Time.fromDateTimeString(`${date}T${time}`);
          local.zone = zone;
          expect(local.toJSDate().toISOString()).toBe(new Date(Date.UTC(year, month, 24, hour)).toISOString());
        }
  });

  test("once it is held it is not sent again, until something has changed", async () => {
    const id = await given.activity(redCross, repeating("2026-12-03", weekly));
    const path = `/calendar/activity/${keyOf(id)}.ics`;
    const { headers: first } = await get(path);
    const etag = String(first?.["etag"]);
    expect(first).toEqual({
      etag: expect.stringMatching(/^W\/"[\w-]{43}"$/) as string,
      "cache-control": "public, max-age=300, stale-if-error=86400",
      "content-type": "text/calendar; charset=utf-8",
      vary: "accept-encoding",
    });
    for (const held of [etag, etag.replace("W/", ""), `"other", ${etag}`]) {
      const { statusCode, headers, body } = await get(path, { "if-none-match": held });
      expect([statusCode, body, headers?.["etag"]]).toEqual([304, undefined, etag]);
    }
    vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + 40 * 86_400_000 });
    expect((await get(path, { "if-none-match": etag })).statusCode).toBe(304);
    vi.useRealTimers();
    await change("changeSession", "ChangeSessionInput", {
      activityId: id,
      version: 2,
      scheduledAt: "2026-12-03T17:00:00Z",
      isCancelled: true,
    });
    const { statusCode, headers } = await get(path, { "if-none-match": etag });
    expect(statusCode).toBe(200);
    expect(headers?.["etag"]).not.toBe(etag);
  });

  test("packed for who can unpack it, and to HEAD what would be said of it", async () => {
    const path = `/calendar/organiser/${redCross}.ics`;
    const plain = await get(path);
    const packed = await get(path, { "accept-encoding": "gzip, br" });
    expect(packed.headers).toMatchObject({ "content-encoding": "gzip", etag: plain.headers?.["etag"] });
    expect(packed.isBase64Encoded).toBe(true);
    expect(gunzipSync(Buffer.from(packed.body ?? "", "base64")).toString()).toBe(plain.body);
    expect(await get(path, {}, "HEAD")).toEqual({ statusCode: 200, headers: plain.headers });
    expect((await get(path, {}, "POST")).statusCode).toBe(405);
  });

  test("of very many activities the 2,000 that were changed last, and says so", async () => {
    const { facts, schedules } = readInput({ ...activityTold, place: { name: "Huset", municipality: "5501" } });
    takeRows(
      Array.from({ length: 2_001 }, (_, n) => {
        const changedAt = new Date(Date.now() - n * 1000).toISOString();
        const key = `KEY${String(n).padStart(23, "0")}`;
        const organiser = { name: "Tromsø", isPublicBody: true };
        const standing = { key, version: 2, stage: "PUBLISHED", changedAt, confirmedAt: changedAt } as const;
        return rowOf({ ...standing, organiserKey: "K5501", organiser, facts, schedules, changes: [] });
      }),
    );
    const text = await read("municipality/5501");
    expect(text.match(/^BEGIN:VEVENT\r$/gm)).toHaveLength(2_000);
    expect(text).not.toContain("UID:KEY00000000000000000002000-");
    expect(text).toContain("X-WR-CALDESC:De 2000 aktivitetene som sist ble endret\\; det finnes flere.\r\n");
    // As much as a function may answer with, and no more.
    expect(Buffer.byteLength(JSON.stringify(text))).toBeLessThan(6 * 1024 * 1024);
  });

  test("only through the front door, and to nothing that is no request", async () => {
    expect((await get(`/calendar/organiser/${redCross}.ics`, { "x-origin-verify": "guessed" })).statusCode).toBe(403);
    expect((await handler({})).statusCode).toBe(400);
  });
});
