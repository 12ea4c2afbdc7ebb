/** The single times a schedule gives. The arithmetic is a library's; loaded when first asked for, since few requests need it. */
import { RRuleTemporal } from "rrule-temporal";
import { Temporal } from "temporal-polyfill";
import { holdsOn, type Schedule } from "./schedule.ts";

export type SessionTime = { readonly startsAt: string; readonly endsAt: string };

const timeZone = "Europe/Oslo";
const mostSessions = 400;

const at = (day: string, time: string): Temporal.ZonedDateTime =>
  Temporal.PlainDate.from(day).toZonedDateTime({ timeZone, plainTime: Temporal.PlainTime.from(time) });

const instant = (moment: Temporal.ZonedDateTime): string => new Date(moment.epochMilliseconds).toISOString();

const startsOf = (schedule: Schedule, from: string, until: string): Temporal.ZonedDateTime[] => {
  const { startsOn, startsAt, repeats } = schedule;
  const first = at(startsOn, startsAt);
  if (!repeats) return from <= startsOn && startsOn <= until ? [first] : [];
  const { frequency, interval, weekOfMonth, until: last, count } = repeats;
  const days = repeats.weekdays.map((day) => `${weekOfMonth ?? ""}${day.slice(0, 2)}`);
  const rule = new RRuleTemporal({
    freq: frequency,
    interval,
    dtstart: first,
    tzid: timeZone,
    wkst: "MO",
    ...(days.length > 0 && { byDay: days }),
    ...(last != null && { until: at(last, "23:59:59") }),
    ...(count != null && { count }),
  });
  return rule.between(at(from, "00:00"), at(until, "23:59:59"), true);
};

/** Those that begin between two local days, both among them, in their order; at most 400. */
export const sessionsOf = (schedule: Schedule, from: string, until: string): SessionTime[] =>
  startsOf(schedule, from, until)
    .filter((start) => holdsOn(schedule, start.toPlainDate().toString()))
    .slice(0, mostSessions)
    .map((start) => {
      const day = start.toPlainDate().add({ days: schedule.endsAt > schedule.startsAt ? 0 : 1 });
      return { startsAt: instant(start), endsAt: instant(at(day.toString(), schedule.endsAt)) };
    });
