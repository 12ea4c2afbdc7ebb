/** Moments and lengths as calendars (iCalendar, RFC 5545) write them, by the clock of Norway. */
import ICAL from "ical.js";
import { Temporal } from "temporal-polyfill";
import { loadTimes } from "#modules/activities";
import { type Problem, Refusal } from "#platform/refusal";

const { timeZone } = await loadTimes();

/** Refuses one event, not the calendar. */
export const cannot = (code: Problem["code"], field = "schedules"): Refusal =>
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

export const two = (n: number): string => String(n).padStart(2, "0");
export const clockOf = ({ hour, minute }: { readonly hour: number; readonly minute: number }): string =>
  `${two(hour)}:${two(minute)}`;

/** A moment as a calendar writes it. Without a zone it is by the clock of who looks: of Norway, here. */
export type Moment = { readonly isDay: boolean; readonly wall: Temporal.PlainDateTime; readonly zone: string };

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
export const momentsOf = (event: ICAL.Component, name: string): Moment[] =>
  event.getAllProperties(name).flatMap((property) => {
    const tzid = property.getFirstParameter("tzid");
    return property
      .getValues()
      .map((value: unknown) => (value instanceof ICAL.Period ? value.start : value))
      .filter(isTime)
      .map((time) => momentOf(time, tzid));
  });

export const inNorway = ({ wall, zone }: Moment): Temporal.ZonedDateTime =>
  wall.toZonedDateTime(zone).withTimeZone(timeZone);

/** One time of an event, by the clock of Norway; known by when its rule says that it begins. */
export type Occurrence = {
  readonly day: string;
  readonly startsAt: string;
  readonly endsAt: string;
  readonly startsAtInstant: string;
};

export const minutesInDay = 1_440;

/** How long an event is by the clock on the wall, in minutes. */
export const lengthOf = (event: ICAL.Component, start: Moment): number => {
  const [end] = momentsOf(event, "dtend");
  const duration: unknown = event.getFirstPropertyValue("duration");
  if (end)
    return Math.round(
      start.wall.until(end.wall.toZonedDateTime(end.zone).withTimeZone(start.zone).toPlainDateTime()).total("minutes"),
    );
  if (duration instanceof ICAL.Duration) return Math.round(duration.toSeconds() / 60);
  return start.isDay ? minutesInDay : 0;
};

export const occurrenceAt = (start: Temporal.ZonedDateTime, minutes: number): Occurrence => ({
  day: start.toPlainDate().toString(),
  startsAt: clockOf(start),
  endsAt: clockOf(start.toPlainDateTime().add({ minutes })),
  startsAtInstant: new Date(start.epochMilliseconds).toISOString(),
});
