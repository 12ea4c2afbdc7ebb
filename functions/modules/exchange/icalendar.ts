/** Events of a calendar (iCalendar, RFC 5545) as rows. */
import ICAL from "ical.js";
import { type ActivityTime, loadTimes } from "#modules/activities";
import { findMunicipality } from "#modules/places";
import { type Problem, Refusal, refuseProblems } from "#platform/refusal";
import type { ImportColumn, ImportDefaultsInput, ScheduleInput } from "#schema/resolvers";
import { type Cells, readCategory, readMunicipality } from "./cells.ts";
import { mostRows } from "./file.ts";
import {
  cannot,
  clockOf,
  inNorway,
  lengthOf,
  minutesInDay,
  type Moment,
  momentsOf,
  type Occurrence,
  occurrenceAt,
} from "./moments.ts";
import { fitsOurs, ruled, singleDays } from "./rules.ts";

const { timeZone } = await loadTimes();

/** What is known of an event's times, and what of them is worth a look. */
export type EventTimes = {
  readonly schedules: readonly ScheduleInput[];
  readonly changes: readonly ActivityTime[];
  readonly problems: readonly Problem[];
  readonly warnings: readonly Problem[];
};
export type EventRow = { readonly line: number; readonly cells: Cells; readonly times: EventTimes };

type Hours = Pick<ImportDefaultsInput, "startsAt" | "endsAt">;

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
