/** The single times of an activity. The arithmetic is a library's; loaded when first asked for, since few requests need it. */
import { RRuleTemporal } from "rrule-temporal";
import { Temporal } from "temporal-polyfill";
import { wallClockOf } from "#platform/day";
import type { Activity, ActivityTime } from "./activity.ts";
import { holdsOn, type Schedule } from "./schedule.ts";

export type SessionTime = { readonly startsAt: string; readonly endsAt: string };

export const timeZone = "Europe/Oslo";
const mostSessions = 400;

const at = (day: string, time: string): Temporal.ZonedDateTime =>
  Temporal.PlainDate.from(day).toZonedDateTime({ timeZone, plainTime: Temporal.PlainTime.from(time) });

const instant = (moment: Temporal.ZonedDateTime): string => new Date(moment.epochMilliseconds).toISOString();

const ruleOf = (schedule: Schedule): RRuleTemporal | undefined => {
  if (!schedule.repeats) return undefined;
  const { frequency, interval, weekOfMonth, until: last, count, ...repeats } = schedule.repeats;
  const days = repeats.weekdays.map((day) => `${weekOfMonth ?? ""}${day.slice(0, 2)}`);
  return new RRuleTemporal({
    freq: frequency,
    interval,
    dtstart: at(schedule.startsOn, schedule.startsAt),
    tzid: timeZone,
    wkst: "MO",
    ...(days.length > 0 && { byDay: days }),
    ...(last != null && { until: at(last, "23:59:59") }),
    ...(count != null && { count }),
  });
};

const startsOf = (schedule: Schedule, from: string, until: string): Temporal.ZonedDateTime[] => {
  const { startsOn, startsAt } = schedule;
  const rule = ruleOf(schedule);
  if (!rule) return from <= startsOn && startsOn <= until ? [at(startsOn, startsAt)] : [];
  return rule.between(at(from, "00:00"), at(until, "23:59:59"), true);
};

const timeFrom = ({ startsAt, endsAt }: Schedule, start: Temporal.ZonedDateTime): SessionTime => {
  const day = start.toPlainDate().add({ days: endsAt > startsAt ? 0 : 1 });
  return { startsAt: instant(start), endsAt: instant(at(day.toString(), endsAt)) };
};

/** Those that begin between two local days, both among them, in their order; at most 400. */
export const sessionsOf = (schedule: Schedule, from: string, until: string): SessionTime[] =>
  startsOf(schedule, from, until)
    .filter((start) => holdsOn(schedule, start.toPlainDate().toString()))
    .slice(0, mostSessions)
    .map((start) => timeFrom(schedule, start));

/** The last day a rule gives; undefined where it has no end. */
export const lastDayOf = (schedule: Schedule): string | undefined => {
  const { repeats, startsOn } = schedule;
  if (!repeats) return startsOn;
  const { until, count } = repeats;
  if (until == null && count == null) return undefined;
  const rule = ruleOf(schedule);
  const last = until == null ? rule?.all().at(-1) : rule?.previous(at(until, "23:59:59"), true);
  return last?.toPlainDate().toString() ?? startsOn;
};

/** The last day of the last of some rules; undefined where one has no end. */
export const lastDayOfAll = (schedules: readonly Schedule[]): string | undefined => {
  const days = schedules.map(lastDayOf);
  return days.reduce((last, day) => (last === undefined || day === undefined ? undefined : last > day ? last : day));
};

/** A part of a rule without gaps but for its exceptions: all of it, or what falls in one of its seasons. */
export type Series = {
  /** The first day of its season; undefined where there are none. */
  readonly season: string | undefined;
  readonly first: SessionTime;
  /** After which there is none; undefined where there is no end. */
  readonly until: string | undefined;
};

/** Seasons in their order; those that overlap are one. */
type Span = { readonly season: string | undefined; readonly from: string; until: string | undefined };

const spansOf = ({ seasons, startsOn }: Schedule): readonly Span[] => {
  if (seasons.length === 0) return [{ season: undefined, from: startsOn, until: undefined }];
  const spans: (Span & { until: string })[] = [];
  for (const { from, until } of seasons.toSorted((a, b) => (a.from < b.from ? -1 : 1))) {
    const last = spans.at(-1);
    if (!last || last.until < from) spans.push({ season: from, from, until });
    else if (last.until < until) last.until = until;
  }
  return spans;
};

/** The parts of a rule that begin on a day or before it. */
export const seriesOf = (schedule: Schedule, latest: string): Series[] => {
  const rule = ruleOf(schedule);
  const { repeats } = schedule;
  const end = repeats && repeats.count == null ? (repeats.until ?? undefined) : lastDayOf(schedule);
  return spansOf(schedule).flatMap(({ season, from, until }) => {
    const lastDay = [until, end].reduce((a, b) => (a === undefined || (b !== undefined && b < a) ? b : a));
    if (from > latest || (lastDay !== undefined && lastDay < from)) return [];
    let start = rule ? rule.next(at(from, "00:00"), true) : at(schedule.startsOn, schedule.startsAt);
    while (start) {
      const day = start.toPlainDate().toString();
      if (day < from || day > (lastDay ?? day)) return [];
      if (holdsOn(schedule, day)) break;
      start = rule?.next(start) ?? null;
    }
    if (!start) return [];
    return [
      {
        season,
        first: timeFrom(schedule, start),
        until: lastDay === undefined ? undefined : instant(at(lastDay, "23:59:59")),
      },
    ];
  });
};

const minutesOf = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3));

/** How long a time is by the clock on the wall, in milliseconds. */
export const lengthOf = ({ startsAt, endsAt }: Schedule): number =>
  ((minutesOf(endsAt) - minutesOf(startsAt) + 1_440) % 1_440) * 60_000;

/** The times between two days that are longer or shorter than the clock on the wall says: summer time begins or ends meanwhile. */
export const unevenTimes = (schedule: Schedule, from: string, until: string): SessionTime[] => {
  // Clocks are changed between two and three in the night.
  if (schedule.startsAt >= "03:00" && schedule.startsAt < schedule.endsAt) return [];
  const length = lengthOf(schedule);
  const found: SessionTime[] = [];
  let change = at(from, "00:00").getTimeZoneTransition("next");
  while (change) {
    const day = change.toPlainDate();
    if (day.toString() > until) break;
    found.push(...sessionsOf(schedule, day.subtract({ days: 1 }).toString(), day.toString()));
    change = change.getTimeZoneTransition("next");
  }
  return found.filter(({ startsAt, endsAt }) => Date.parse(endsAt) - Date.parse(startsAt) !== length);
};

const localDay = (moment: string): string => wallClockOf(moment).day;

type Timed = Pick<Activity, "schedules" | "changes">;

/** An activity's times that begin between two local days, at most 400 days apart, moved ones where they are moved to. */
export const everyTimeOf = ({ schedules, changes }: Timed, from: string, until: string): ActivityTime[] => {
  const changed = new Set(changes.map(({ scheduledAt }) => scheduledAt));
  const asScheduled = schedules
    .flatMap((schedule) => sessionsOf(schedule, from, until))
    .filter(({ startsAt }) => !changed.has(startsAt))
    .map((time) => ({ ...time, scheduledAt: time.startsAt, isCancelled: false }));
  const others = changes.filter(({ startsAt }) => from <= localDay(startsAt) && localDay(startsAt) <= until);
  // Two rules may give the same time: it is one.
  const all = new Map([...asScheduled, ...others].map((time) => [time.scheduledAt, time]));
  return [...all.values()].toSorted((a, b) => (a.startsAt < b.startsAt ? -1 : 1));
};

/** The first 400 of them. */
export const timesOf = (activity: Timed, from: string, until: string): ActivityTime[] =>
  everyTimeOf(activity, from, until).slice(0, mostSessions);

/** The time that a rule gives at an instant; undefined where none does. */
export const scheduledAt = (schedules: readonly Schedule[], moment: string): SessionTime | undefined => {
  const day = localDay(moment);
  return schedules.flatMap((schedule) => sessionsOf(schedule, day, day)).find(({ startsAt }) => startsAt === moment);
};

/**
 * The time of some rules under others: the same instant where these give it, or else the time that took its place on the same day.
 * Undefined where the day has none in its place.
 */
export const timeUnder = (
  rules: readonly Schedule[],
  schedules: readonly Schedule[],
  moment: string,
): { readonly before: SessionTime | undefined; readonly after: SessionTime } | undefined => {
  const day = localDay(moment);
  const on = (all: readonly Schedule[]): Map<string, SessionTime> =>
    new Map(all.flatMap((one) => sessionsOf(one, day, day)).map((time) => [time.startsAt, time]));
  const [was, is] = [on(schedules), on(rules)];
  const left = [...was.keys()].filter((start) => !is.has(start)).toSorted();
  const come = [...is.keys()].filter((start) => !was.has(start)).toSorted();
  const instead = left.length === come.length ? come[left.indexOf(moment)] : undefined;
  const after = is.get(moment) ?? is.get(instead ?? "");
  return after && { before: was.get(moment), after };
};

/** An activity's single changes under other rules. What was moved stands where it was moved to; what has no day any more is dropped. */
export const changesUnder = (rules: readonly Schedule[], { schedules, changes }: Timed): ActivityTime[] =>
  changes.flatMap((change) => {
    const found = timeUnder(rules, schedules, change.scheduledAt);
    if (!found) return [];
    const { before, after } = found;
    const isMoved = change.startsAt !== before?.startsAt || change.endsAt !== before.endsAt;
    return [{ ...change, scheduledAt: after.startsAt, ...(!isMoved && after) }];
  });

/** The rules as they are until an instant, which no longer has its time. */
export const endedBefore = (schedules: readonly Schedule[], moment: string): Schedule[] => {
  const day = localDay(moment);
  const before = Temporal.PlainDate.from(day).subtract({ days: 1 }).toString();
  return schedules.flatMap((schedule) => {
    if (schedule.startsOn >= day) return [];
    if (!schedule.repeats) return [schedule];
    const { count, until, ...repeats } = schedule.repeats;
    const isOver = (lastDayOf(schedule) ?? day) < day;
    return [isOver ? schedule : { ...schedule, repeats: { ...repeats, until: before } }];
  });
};

/** A rule's times until an instant, and those after it, each as a rule of its own; undefined where there are none. */
export const partedAt = (
  schedule: Schedule,
  moment: string,
): { readonly before: Schedule | undefined; readonly after: Schedule | undefined } => {
  const { repeats, startsOn, startsAt } = schedule;
  const first = at(startsOn, startsAt);
  const next = repeats
    ? ruleOf(schedule)?.next(Temporal.Instant.from(moment).toZonedDateTimeISO(timeZone))
    : instant(first) > moment
      ? first
      : undefined;
  if (!next) return { before: schedule, after: undefined };
  const until = lastDayOf(schedule);
  const after: Schedule = {
    ...schedule,
    startsOn: next.toPlainDate().toString(),
    repeats: repeats && { ...repeats, count: null, ...(until !== undefined && { until }) },
  };
  return { before: endedBefore([schedule], instant(next))[0], after };
};
