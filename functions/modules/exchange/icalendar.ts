/**
 * Events of a calendar (iCalendar, RFC 5545) as rows. Their rules become rules of ours where these give the very same times, which is
 * tried and not supposed; otherwise they become single days, and what has no end is told as what cannot be said here.
 */
import ICAL from "ical.js";
import { RRuleTemporal } from "rrule-temporal";
import { Temporal } from "temporal-polyfill";
import { type ActivityTime, loadTimes, type Schedule, scheduleOf } from "#modules/activities";
import { findMunicipality } from "#modules/places";
import { type Problem, Refusal, refuseProblems } from "#platform/refusal";
import type { ImportColumn, ImportDefaultsInput, RecurrenceInput, ScheduleInput, Weekday } from "#schema/resolvers";
import { type Cells, readCategory, readMunicipality } from "./cells.ts";
import { mostRows } from "./file.ts";

const { lastDayOfAll, sessionsOf, timeZone } = await loadTimes();

/** What is known of an event's times, and what of them is worth a look. */
export type EventTimes = {
  readonly schedules: readonly ScheduleInput[];
  readonly changes: readonly ActivityTime[];
  readonly problems: readonly Problem[];
  readonly warnings: readonly Problem[];
};
export type EventRow = { readonly line: number; readonly cells: Cells; readonly times: EventTimes };

type Hours = Pick<ImportDefaultsInput, "startsAt" | "endsAt">;

/** Refuses one event, not the calendar. */
const cannot = (code: Problem["code"], field = "schedules"): Refusal =>
  new Refusal("Invalid", "INVALID_INPUT", "That event cannot be imported.", { problems: [{ field, code }] });

/** What Windows calls the zones of Norway and those near by (Unicode CLDR, windowsZones). */
const windowsZones: Readonly<Record<string, string>> = {
  "W. Europe Standard Time": "Europe/Berlin",
  "Central Europe Standard Time": "Europe/Budapest",
  "Central European Standard Time": "Europe/Warsaw",
  "Romance Standard Time": "Europe/Paris",
  "GMT Standard Time": "Europe/London",
  "FLE Standard Time": "Europe/Helsinki",
};

const isZone = (name: string): boolean => {
  try {
    new Intl.DateTimeFormat("en", { timeZone: name });
    return true;
  } catch {
    return false;
  }
};

const zones = new Map<string, string | undefined>();
/** The zone by its name in a calendar, which may have a maker's path before it. */
const zoneNamed = (name: string): string | undefined => {
  if (!zones.has(name)) {
    const plain = name.replace(/^"|"$/g, "");
    const last = /[A-Za-z]+\/[A-Za-z_]+(?:\/[A-Za-z_]+)?$/.exec(plain)?.[0];
    zones.set(
      name,
      [windowsZones[plain], plain, last].find((one) => one !== undefined && isZone(one)),
    );
  }
  return zones.get(name);
};

const two = (n: number): string => String(n).padStart(2, "0");
const clockOf = ({ hour, minute }: { readonly hour: number; readonly minute: number }): string =>
  `${two(hour)}:${two(minute)}`;

/** A moment as a calendar writes it. Without a zone it is by the clock of who looks: of Norway, here. */
type Moment = { readonly isDay: boolean; readonly wall: Temporal.PlainDateTime; readonly zone: string };

const momentOf = (time: ICAL.Time, tzid: string | undefined): Moment => {
  const { year, month, day, hour, minute, isDate } = time;
  const isUtc = time.zone?.tzid === "UTC";
  const zone = isUtc ? "UTC" : tzid === undefined ? timeZone : zoneNamed(tzid);
  if (zone === undefined) throw cannot("UNKNOWN_TIME_ZONE");
  return {
    isDay: isDate,
    wall: new Temporal.PlainDateTime(year, month, day, isDate ? 0 : hour, isDate ? 0 : minute),
    zone,
  };
};

const isTime = (value: unknown): value is ICAL.Time => value instanceof ICAL.Time;

/** All moments of the properties of a name. */
const momentsOf = (event: ICAL.Component, name: string): Moment[] =>
  event.getAllProperties(name).flatMap((property) => {
    const tzid = property.getFirstParameter("tzid");
    return property
      .getValues()
      .map((value: unknown) => (value instanceof ICAL.Period ? value.start : value))
      .filter(isTime)
      .map((time) => momentOf(time, tzid));
  });

const inNorway = ({ wall, zone }: Moment): Temporal.ZonedDateTime => wall.toZonedDateTime(zone).withTimeZone(timeZone);

/** One time of an event, by the clock of Norway; known by when its rule says that it begins. */
type Occurrence = {
  readonly day: string;
  readonly startsAt: string;
  readonly endsAt: string;
  readonly startsAtInstant: string;
};

const minutesInDay = 1_440;

/** How long an event is by the clock on the wall, in minutes. */
const lengthOf = (event: ICAL.Component, start: Moment): number => {
  const [end] = momentsOf(event, "dtend");
  const duration: unknown = event.getFirstPropertyValue("duration");
  if (end)
    return Math.round(
      start.wall.until(end.wall.toZonedDateTime(end.zone).withTimeZone(start.zone).toPlainDateTime()).total("minutes"),
    );
  if (duration instanceof ICAL.Duration) return Math.round(duration.toSeconds() / 60);
  return start.isDay ? minutesInDay : 0;
};

const occurrenceAt = (start: Temporal.ZonedDateTime, minutes: number): Occurrence => ({
  day: start.toPlainDate().toString(),
  startsAt: clockOf(start),
  endsAt: clockOf(start.toPlainDateTime().add({ minutes })),
  startsAtInstant: new Date(start.epochMilliseconds).toISOString(),
});

/** A rule is tried for a year and more, so that both changes of the clock are in it, or whole where it ends before. */
const daysTried = 400;
/** No event has more times than this: every day for four years. */
const mostTimes = 1_500;

/** Times a rule gives: all where it has an end, those that are tried where it has none. */
const expand = (
  rules: readonly ICAL.Recur[],
  start: Moment,
): { starts: Temporal.ZonedDateTime[]; isEndless: boolean } => {
  const first = start.wall.toZonedDateTime(start.zone);
  const found: Temporal.ZonedDateTime[] = [];
  let isEndless = false;
  for (const rule of rules) {
    if (!["DAILY", "WEEKLY", "MONTHLY", "YEARLY"].includes(rule.freq)) throw cannot("RULE_OF_HOURS");
    const { zone, wall } = start;
    const stamp = `${wall.toPlainDate().toString().replaceAll("-", "")}T${two(wall.hour)}${two(wall.minute)}00`;
    // An end that is a day is that whole day.
    const text = rule.toString().replace(/UNTIL=(\d{8})(?=;|$)/, "UNTIL=$1T235959");
    const rrule = new RRuleTemporal({ rruleString: `DTSTART;TZID=${zone}:${stamp}\nRRULE:${text}` });
    const isEnded = rule.count != null || rule.until != null;
    isEndless ||= !isEnded;
    const given = isEnded
      ? rrule.all((_, n) => n < mostTimes)
      : rrule.between(first, first.add({ days: daysTried }), true);
    if (given.length >= mostTimes) throw cannot("TOO_MANY_TIMES");
    found.push(...given);
  }
  return { starts: found, isEndless };
};

const weekdayOf: Readonly<Record<string, Weekday>> = {
  ...{ MO: "MONDAY", TU: "TUESDAY", WE: "WEDNESDAY", TH: "THURSDAY", FR: "FRIDAY", SA: "SATURDAY", SU: "SUNDAY" },
};

/** A rule of ours that may be the same; undefined where none can be. */
const likeRule = (rule: ICAL.Recur, start: Temporal.ZonedDateTime): RecurrenceInput | undefined => {
  const {
    BYDAY: days = [],
    BYMONTHDAY: monthDays = [],
    BYMONTH: months = [],
    BYSETPOS: positions = [],
    ...others
  } = rule.parts as Readonly<Record<string, readonly (number | string)[]>>;
  if (Object.values(others).some((values) => values.length > 0)) return undefined;
  const interval = rule.interval;
  const named = days.map((day) => /^([+-]?\d+)?([A-Z]{2})$/.exec(String(day)));
  const weekdays = named.map((match) => weekdayOf[match?.[2] ?? ""] ?? "MONDAY");
  const ordinals = new Set(named.map((match) => (match?.[1] === undefined ? 0 : Number(match[1]))));
  const isOnDayOfStart = monthDays.every((day) => Number(day) === start.day) && monthDays.length <= 1;
  switch (rule.freq) {
    case "DAILY":
      if (months.length + monthDays.length + positions.length > 0) return undefined;
      if (days.length === 0) return { frequency: "DAILY", interval, weekdays: [] };
      return interval === 1 ? { frequency: "WEEKLY", interval, weekdays } : undefined;
    case "WEEKLY":
      return months.length + positions.length > 0 ? undefined : { frequency: "WEEKLY", interval, weekdays };
    case "MONTHLY": {
      if (months.length > 0) return undefined;
      if (days.length === 0) return isOnDayOfStart ? { frequency: "MONTHLY", interval, weekdays: [] } : undefined;
      const [ordinal = 0] = ordinals;
      const weekOfMonth = ordinal === 0 && positions.length === 1 && days.length === 1 ? Number(positions[0]) : ordinal;
      return monthDays.length === 0 && ordinals.size === 1 && [1, 2, 3, 4, -1].includes(weekOfMonth)
        ? { frequency: "MONTHLY", interval, weekdays, weekOfMonth }
        : undefined;
    }
    case "YEARLY":
      return days.length + positions.length === 0 &&
        isOnDayOfStart &&
        months.length <= 1 &&
        months.every((month) => Number(month) === start.month)
        ? { frequency: "YEARLY", interval, weekdays: [] }
        : undefined;
    default:
      return undefined;
  }
};

/** A rule of ours as it stands, or undefined where our own rules refuse it. */
const held = (schedule: ScheduleInput): Schedule | undefined => {
  try {
    return scheduleOf(schedule);
  } catch (error) {
    if (error instanceof Refusal) return undefined;
    throw error;
  }
};

/** Parts of the year in one rule, and rules in one activity, as our own rules allow. */
const mostSeasons = 20;
const mostSchedules = 10;

const inParts = <Value>(values: readonly Value[], size: number): Value[][] =>
  Array.from({ length: Math.ceil(values.length / size) }, (_, n) => values.slice(n * size, (n + 1) * size));

/** Days one by one: each is a part of the year on its own, in which the rule holds. */
const singleDays = (occurrences: readonly Occurrence[]): ScheduleInput[] =>
  [...Map.groupBy(occurrences, ({ startsAt, endsAt }) => `${startsAt} ${endsAt}`).values()].flatMap((alike) =>
    inParts([...new Set(alike.map(({ day }) => day))].toSorted(), mostSeasons).map((days): ScheduleInput => {
      const [startsOn = "", until = ""] = [days[0], days.at(-1)];
      const [{ startsAt, endsAt } = { startsAt: "", endsAt: "" }] = alike;
      const times = { startsOn, startsAt, endsAt };
      if (days.length === 1) return times;
      return {
        ...times,
        repeats: { frequency: "DAILY", interval: 1, weekdays: [], until },
        seasons: days.map((day) => ({ from: day, until: day })),
      };
    }),
  );

const keyOf = ({ startsAtInstant, endsAt }: Occurrence): string => `${startsAtInstant} ${endsAt}`;

/** Times of a schedule of ours between two days, however many. */
const timesOf = (schedule: Schedule, from: string, until: string): Occurrence[] => {
  const found: Occurrence[] = [];
  for (let day = Temporal.PlainDate.from(from); day.toString() <= until; day = day.add({ days: 400 })) {
    const last = day.add({ days: 399 }).toString();
    for (const { startsAt } of sessionsOf(schedule, day.toString(), last < until ? last : until))
      found.push({
        day: "",
        startsAt: schedule.startsAt,
        endsAt: schedule.endsAt,
        startsAtInstant: startsAt,
      });
  }
  return found;
};

type Ruled = { readonly schedules: readonly ScheduleInput[]; readonly warnings: readonly Problem[] };

/** A rule of ours that gives the very same times; undefined where there is none. */
const sameRule = (
  rules: readonly ICAL.Recur[],
  given: readonly Occurrence[],
  left: readonly Occurrence[],
  isEndless: boolean,
  first: Temporal.ZonedDateTime,
): ScheduleInput | undefined => {
  const [rule, ...more] = rules;
  const [start] = given;
  const repeats = rule && more.length === 0 ? likeRule(rule, first) : undefined;
  if (!rule || !repeats || !start) return undefined;
  const last = given.at(-1) ?? start;
  const kept = new Set(left.map(({ day }) => day));
  const exceptions = given.map(({ day }) => day).filter((day) => !kept.has(day));
  const isCounted = rule.count != null && rule.count <= 1_000;
  const written: ScheduleInput = {
    startsOn: start.day,
    startsAt: start.startsAt,
    endsAt: start.endsAt,
    repeats: { ...repeats, ...(!isEndless && (isCounted ? { count: rule.count } : { until: last.day })) },
    exceptions,
    seasons: [],
  };
  const schedule = held(written);
  if (!schedule) return undefined;
  const horizon = isEndless ? first.toPlainDate().add({ days: daysTried }).toString() : last.day;
  const ours = timesOf(schedule, start.day, horizon).map(keyOf);
  const theirs = left.map(keyOf);
  const isSame = ours.length === theirs.length && theirs.every((time, n) => time === ours[n]);
  const endsAlike = isEndless || (lastDayOfAll([schedule]) ?? "") <= last.day;
  return isSame && endsAlike ? written : undefined;
};

const fitsOurs = (schedules: readonly ScheduleInput[]): void => {
  if (schedules.length > mostSchedules) throw cannot("TOO_MANY_TIMES");
  if (schedules.length === 0) throw cannot("NO_TIMES");
};

/** The rules of ours that give an event's times. */
const ruled = (
  event: ICAL.Component,
  start: Moment,
  minutes: number,
): Ruled & { readonly given: readonly Occurrence[] } => {
  const rules = event
    .getAllProperties("rrule")
    .map((property): unknown => property.getFirstValue())
    .filter((value): value is ICAL.Recur => value instanceof ICAL.Recur);
  const first = inNorway(start);
  const { starts, isEndless } =
    rules.length === 0 ? { starts: [start.wall.toZonedDateTime(start.zone)], isEndless: false } : expand(rules, start);
  const given = [
    ...new Map(
      starts
        .map((one) => occurrenceAt(one.withTimeZone(timeZone), minutes))
        .map((one) => [one.startsAtInstant, one] as const),
    ).values(),
  ].toSorted((a, b) => (a.startsAtInstant < b.startsAtInstant ? -1 : 1));
  const left = given.filter(isLeft(momentsOf(event, "exdate")));
  const more = momentsOf(event, "rdate").map((moment) => occurrenceAt(inNorway(moment), minutes));
  if (rules.length === 0) {
    const all = singleDays([...left, ...more]);
    fitsOurs(all);
    return { schedules: all, warnings: [], given: [...given, ...more] };
  }
  const same = sameRule(rules, given, left, isEndless, first);
  if (!same && isEndless) throw cannot(start.zone === timeZone ? "RULE_UNSAYABLE" : "RULE_IN_ANOTHER_ZONE");
  const schedules = same ? [same, ...singleDays(more)] : singleDays([...left, ...more]);
  fitsOurs(schedules);
  return {
    schedules,
    warnings: same ? [] : [{ field: "schedules", code: "AS_SINGLE_DAYS" }],
    given: [...given, ...more],
  };
};

/** The test of times that an event's exceptions leave; a day without a time takes all of that day. */
const isLeft = (exceptions: readonly Moment[]): ((one: Occurrence) => boolean) => {
  const instants = new Set(exceptions.filter(({ isDay }) => !isDay).map((one) => inNorway(one).epochMilliseconds));
  const days = new Set(exceptions.filter(({ isDay }) => isDay).map(({ wall }) => wall.toPlainDate().toString()));
  return ({ day, startsAtInstant }) => !days.has(day) && !instants.has(Date.parse(startsAtInstant));
};

/** A whole day has the hours that are given for all, and several days are one after the other. */
const wholeDays = (event: ICAL.Component, start: Moment, minutes: number, { startsAt, endsAt }: Hours) => {
  if (startsAt == null || endsAt == null) throw cannot("WHOLE_DAY", "schedules.0.startsAt");
  const days = Math.round(minutes / minutesInDay);
  const isRuled = event.getFirstProperty("rrule") !== null;
  if (days > 1 && isRuled) throw cannot("SEVERAL_DAYS");
  const [hour = 0, minute = 0] = startsAt.split(":").map(Number);
  const at = { ...start, isDay: false, wall: start.wall.with({ hour, minute }), zone: timeZone };
  const [endHour = 0, endMinute = 0] = endsAt.split(":").map(Number);
  const length = (endHour * 60 + endMinute - hour * 60 - minute + minutesInDay) % minutesInDay;
  return { at, length, days };
};

const lineText = (event: ICAL.Component, name: string): string => {
  const value: unknown = event.getFirstPropertyValue(name);
  return typeof value === "string" ? value.trim() : "";
};

const isCalledOff = (event: ICAL.Component): boolean => lineText(event, "status").toUpperCase() === "CANCELLED";

/** Single times that are moved or called off (RECURRENCE-ID), as an activity keeps them. */
const changesOf = (
  overrides: readonly ICAL.Component[],
  master: ICAL.Component,
  given: readonly Occurrence[],
  hours: Hours,
) => {
  const byInstant = new Map(given.map((one) => [one.startsAtInstant, one]));
  const changes: ActivityTime[] = [];
  const more: Occurrence[] = [];
  for (const event of overrides) {
    const [id] = momentsOf(event, "recurrence-id");
    const [start] = momentsOf(event, "dtstart");
    if (!id || !start) continue;
    if (event.getFirstProperty("recurrence-id")?.getFirstParameter("range")) throw cannot("THIS_AND_FUTURE");
    const minutes = lengthOf(event, start);
    const scheduled = id.isDay
      ? given.find(({ day }) => day === id.wall.toPlainDate().toString())
      : byInstant.get(new Date(inNorway(id).epochMilliseconds).toISOString());
    const at = start.isDay ? wholeDays(event, start, minutes, hours) : { at: start, length: minutes };
    if (at.length < 0 || at.length >= minutesInDay) throw cannot("LONGER_THAN_A_DAY");
    const begins = inNorway(at.at);
    if (!scheduled) {
      if (!isCalledOff(event)) more.push(occurrenceAt(begins, at.length));
      continue;
    }
    const title = lineText(event, "summary").replace(/\s+/g, " ").slice(0, 200);
    const change: ActivityTime = {
      scheduledAt: scheduled.startsAtInstant,
      startsAt: new Date(begins.epochMilliseconds).toISOString(),
      endsAt: new Date(begins.add({ minutes: at.length }).epochMilliseconds).toISOString(),
      isCancelled: isCalledOff(event),
      ...(title !== "" && title !== lineText(master, "summary") && { note: title }),
    };
    const isMoved =
      change.startsAt !== scheduled.startsAtInstant || clockOf(begins.add({ minutes: at.length })) !== scheduled.endsAt;
    if (isMoved || change.isCancelled || change.note !== undefined) changes.push(change);
  }
  return { changes: changes.toSorted((a, b) => (a.scheduledAt < b.scheduledAt ? -1 : 1)), more };
};

/** Changes of single times that an activity can hold. */
const mostChanges = 200;

const timesOfEvent = (master: ICAL.Component, overrides: readonly ICAL.Component[], hours: Hours): EventTimes => {
  const [start] = momentsOf(master, "dtstart");
  if (!start) throw cannot("NO_TIMES");
  const minutes = lengthOf(master, start);
  const whole = start.isDay ? wholeDays(master, start, minutes, hours) : { at: start, length: minutes, days: 1 };
  if (whole.length === 0) throw cannot("REQUIRED", "schedules.0.endsAt");
  if (whole.length < 0 || whole.length >= minutesInDay) throw cannot("LONGER_THAN_A_DAY");
  const warnings: Problem[] = [];
  if (start.isDay) warnings.push({ field: "schedules", code: "WAS_WHOLE_DAY" });
  if (whole.days > 1) {
    const { schedules } = ruled(master, whole.at, whole.length);
    const until = start.wall
      .add({ days: whole.days - 1 })
      .toPlainDate()
      .toString();
    return {
      schedules: schedules.map((one) => ({
        ...one,
        repeats: { frequency: "DAILY", interval: 1, weekdays: [], until },
      })),
      changes: [],
      problems: [],
      warnings: [...warnings, { field: "schedules", code: "EACH_OF_SEVERAL_DAYS" }],
    };
  }
  const { schedules, warnings: told, given } = ruled(master, whole.at, whole.length);
  const { changes, more } = changesOf(overrides, master, given, hours);
  const all = [...schedules, ...singleDays(more)];
  fitsOurs(all);
  if (changes.length > mostChanges) throw cannot("TOO_MANY_TIMES");
  return { schedules: all, changes, problems: [], warnings: [...warnings, ...told] };
};

/** The place, and the municipality where the last of an address names it, as this service's own calendars do. */
const placeCells = (location: string, cells: Map<ImportColumn, string>): void => {
  const parts = location
    .split(/[,\n]/)
    .map((part) => part.trim())
    .filter(Boolean);
  const [name, ...rest] = parts;
  if (name === undefined) return;
  cells.set("PLACE", name.slice(0, 200));
  const last = rest.at(-1);
  const number = last === undefined ? undefined : (readMunicipality(last.replace(/^\d{4}\s+/, "")) ?? undefined);
  const isNamed = number !== undefined && last !== undefined;
  if (isNamed) cells.set("MUNICIPALITY", `${number} ${findMunicipality(number)?.name ?? ""}`.trim());
  // A post town says where it is besides.
  const address = (isNamed && !/^\d{4}\s/.test(last) ? rest.slice(0, -1) : rest).join(", ");
  if (address !== "") cells.set("ADDRESS", address.slice(0, 200));
};

const cellsOf = (event: ICAL.Component, uid: string): Cells => {
  const cells = new Map<ImportColumn, string>();
  const set = (column: ImportColumn, text: string): void => {
    if (text !== "") cells.set(column, text);
  };
  set("EXTERNAL_ID", uid);
  set("TITLE", lineText(event, "summary").replace(/\s+/g, " "));
  set("DESCRIPTION", lineText(event, "description"));
  placeCells(lineText(event, "location"), cells);
  const geo: unknown = event.getFirstPropertyValue("geo");
  if (Array.isArray(geo)) {
    set("LATITUDE", String(geo[0]));
    set("LONGITUDE", String(geo[1]));
  }
  const url = lineText(event, "url");
  if (/^https:\/\//i.test(url)) set("REGISTERED_URL", url);
  const category = event
    .getAllProperties("categories")
    .flatMap((property): unknown[] => property.getValues())
    .map(String)
    .find((name) => readCategory(name) != null);
  if (category !== undefined) set("CATEGORY", category);
  return cells;
};

/** Lines on which events begin, in their order. */
const linesOf = (text: string): number[] =>
  text.split(/\r\n|\r|\n/).flatMap((line, n) => (/^BEGIN:VEVENT\s*$/i.test(line) ? [n + 1] : []));

const componentsIn = (text: string): ICAL.Component[] => {
  try {
    const read = ICAL.parse(text) as unknown[];
    return (Array.isArray(read[0]) ? read : [read]).map((one) => new ICAL.Component(one as never));
  } catch {
    refuseProblems([{ field: "file", code: "UNREADABLE_FILE" }]);
    return [];
  }
};

/** What an event is known by: without a UID, which all should have, by what it says. */
const nameOf = (uid: string, event: ICAL.Component): string => uid || event.toString();

/** @throws Refusal INVALID_INPUT where it is no calendar, or has too many events. */
export const readCalendar = (text: string, hours: Hours): EventRow[] => {
  const events = componentsIn(text).flatMap((calendar) => calendar.getAllSubcomponents("vevent"));
  const lines = linesOf(text);
  const placed = events.map((event, n) => ({ event, line: lines[n] ?? 1, uid: lineText(event, "uid") }));
  const groups = [...Map.groupBy(placed, ({ event, uid }) => nameOf(uid, event)).values()];
  refuseProblems([
    ...(groups.length === 0 ? [{ field: "file", code: "EMPTY_FILE" }] : []),
    ...(groups.length > mostRows ? [{ field: "file", code: "TOO_MANY_ROWS" }] : []),
  ]);
  return groups.map((group): EventRow => {
    const isOverride = ({ event }: (typeof group)[number]): boolean => event.getFirstProperty("recurrence-id") !== null;
    const master = group.find((one) => !isOverride(one)) ?? group[0];
    if (!master) throw new Error("A group has an event.");
    const overrides = group.filter((one) => one !== master && isOverride(one)).map(({ event }) => event);
    const { event, line, uid } = master;
    const cells = cellsOf(event, uid);
    const isSecret = /^(PRIVATE|CONFIDENTIAL)$/i.test(lineText(event, "class"));
    const told: Problem[] = [
      ...(isCalledOff(event) ? [{ field: "schedules", code: "CALLED_OFF" }] : []),
      ...(isSecret ? [{ field: "title", code: "PRIVATE_EVENT" }] : []),
    ];
    try {
      const times = timesOfEvent(event, overrides, hours);
      const isTentative = /^TENTATIVE$/i.test(lineText(event, "status"));
      const warnings = isTentative ? [{ field: "schedules", code: "TENTATIVE" }] : [];
      return { line, cells, times: { ...times, problems: told, warnings: [...times.warnings, ...warnings] } };
    } catch (error) {
      // One event that cannot be is told of in its row, and so is one that no library can read.
      const problems =
        error instanceof Refusal ? (error.details.problems ?? []) : [{ field: "schedules", code: "RULE_UNSAYABLE" }];
      return { line, cells, times: { schedules: [], changes: [], problems: [...told, ...problems], warnings: [] } };
    }
  });
};
