/**
 * Rules of a calendar (RRULE of RFC 5545) as rules of ours, where these give the very same times, which is tried and not supposed;
 * otherwise as single days, and what has no end is told as what cannot be said here.
 */
import ICAL from "ical.js";
import { RRuleTemporal } from "rrule-temporal";
import { Temporal } from "temporal-polyfill";
import { loadTimes, type Schedule, scheduleOf } from "#modules/activities";
import { type Problem, Refusal } from "#platform/refusal";
import type { RecurrenceInput, ScheduleInput, Weekday } from "#schema/resolvers";
import { cannot, inNorway, type Moment, momentsOf, type Occurrence, occurrenceAt, two } from "./moments.ts";

const { lastDayOfAll, sessionsOf, timeZone } = await loadTimes();

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
export const singleDays = (occurrences: readonly Occurrence[]): ScheduleInput[] =>
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

export const fitsOurs = (schedules: readonly ScheduleInput[]): void => {
  if (schedules.length > mostSchedules) throw cannot("TOO_MANY_TIMES");
  if (schedules.length === 0) throw cannot("NO_TIMES");
};

/** The rules of ours that give an event's times. */
export const ruled = (
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
