/**
 * Calendars to subscribe to (iCalendar: RFC 5545, and RFC 7986 for what is said of a whole calendar): the published activities of an
 * organiser, a municipality or a category, or one of them. A schedule without seasons is one event with one RRULE; with seasons it
 * is one for each, since no RRULE has gaps. What a rule cannot say stands beside it, as EXDATE or as an event with RECURRENCE-ID.
 */
import ical, { escape, type ICalEventData, ICalEventStatus, ICalEventTransparency } from "ical-generator";
import { Temporal } from "temporal-polyfill";
import { findOpenOrganisation } from "#modules/organisations";
import { findMunicipality } from "#modules/places";
import type { Context } from "#platform/context";
import { wallClockOf } from "#platform/day";
import { type ActivityTime, calledOffFrom, isCalledOff, isForAll } from "./activity.ts";
import { isClosedBy } from "./calendarPath.ts";
import { findForCalendar } from "./catalogue.ts";
import { findCategory } from "./category.ts";
import type { Row } from "./row.ts";
import { numbersOf, type Schedule } from "./schedule.ts";
import { lengthOf, partedAt, type Series, seriesOf, sessionsOf, timeZone, unevenTimes } from "./sessions.ts";

/** A calendar has at most so many activities, those that were changed last; and far less text than a function may answer with (6 MB). */
const mostActivities = 2_000;
const mostBytes = 3_500_000;

/** How often programs should ask again, in seconds. */
const askAgainAfter = 3_600;

/**
 * Clocks of Norway since 1996 (directive 2000/84/EC and the one before it): summer time from the last Sunday of March to the last of
 * October, at 01:00 UTC.
 */
const zone = [
  "BEGIN:VTIMEZONE",
  `TZID:${timeZone}`,
  "BEGIN:DAYLIGHT",
  "TZNAME:CEST",
  "TZOFFSETFROM:+0100",
  "TZOFFSETTO:+0200",
  "DTSTART:19960331T020000",
  "RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU",
  "END:DAYLIGHT",
  "BEGIN:STANDARD",
  "TZNAME:CET",
  "TZOFFSETFROM:+0200",
  "TZOFFSETTO:+0100",
  "DTSTART:19961027T030000",
  "RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU",
  "END:STANDARD",
  "END:VTIMEZONE",
].join("\r\n");

/** An activity is in calendars for a year after it was confirmed: what no rule says is said for that year, one before and one after. */
const horizonOf = ({ confirmedAt, changedAt }: Row): { from: string; until: string } => {
  const { day } = wallClockOf(confirmedAt ?? changedAt);
  const confirmed = Temporal.PlainDate.from(day);
  return { from: confirmed.subtract({ days: 400 }).toString(), until: confirmed.add({ days: 765 }).toString() };
};

/** All times between two days, however many. */
const allTimes = (schedule: Schedule, from: string, until: string): string[] => {
  const found: string[] = [];
  // No rule gives more than one a day, and no answer has more than 400.
  for (let start = Temporal.PlainDate.from(from); start.toString() <= until; start = start.add({ days: 400 })) {
    const last = start.add({ days: 399 }).toString();
    found.push(...sessionsOf(schedule, start.toString(), last < until ? last : until).map(({ startsAt }) => startsAt));
  }
  return found;
};

/** Times that a later rule gives too: they are the later one's. */
const givenAgain = (schedule: Schedule, later: readonly Schedule[], { from, until }: ReturnType<typeof horizonOf>) => {
  const others = later.filter(({ startsAt }) => startsAt === schedule.startsAt);
  if (others.length === 0) return [];
  const again = new Set(others.flatMap((other) => allTimes(other, from, until)));
  return allTimes(schedule, from, until).filter((time) => again.has(time));
};

const twoLetters = (day: string): string => day.slice(0, 2);
const written = (day: string, clock: string): string => `${day.replaceAll("-", "")}T${clock.replace(":", "")}00`;
const writtenUtc = (moment: string): string => moment.replace(/[-:]|\.\d+/g, "");

/** The rule of a series (RFC 5545, 3.3.10). An end is always UNTIL: COUNT would count what a season or an exception leaves out. */
const rruleOf = ({ startsOn, repeats }: Schedule, { until }: Series): string | undefined => {
  if (!repeats) return undefined;
  const { frequency, interval, weekdays, weekOfMonth } = repeats;
  const [, month, day] = startsOn.split("-").map(Number);
  return [
    `RRULE:FREQ=${frequency}`,
    interval > 1 && `INTERVAL=${interval}`,
    until !== undefined && `UNTIL=${writtenUtc(until)}`,
    weekdays.length > 0 && `BYDAY=${weekdays.map((one) => `${weekOfMonth ?? ""}${twoLetters(one)}`).join(",")}`,
    frequency === "YEARLY" && `BYMONTH=${month}`,
    (frequency === "YEARLY" || (frequency === "MONTHLY" && weekOfMonth == null)) && `BYMONTHDAY=${day}`,
    "WKST=MO",
  ]
    .filter(Boolean)
    .join(";");
};

/** What all events of an activity have in common. */
const commonOf = ({ facts, version, changedAt, organiser }: Row) => {
  const { title, summary, place, category, signUpUrl } = facts;
  const { latitude, longitude } = place;
  const where = [place.name, place.address, findMunicipality(place.municipality)?.name];
  return ({ isCancelled, note }: { isCancelled: boolean; note?: string }): Omit<ICalEventData, "start"> => ({
    sequence: version,
    stamp: changedAt,
    lastModified: changedAt,
    timezone: timeZone,
    // Not every program shows STATUS.
    summary: isCancelled ? `Avlyst: ${title}` : title,
    description: [
      note,
      summary,
      place.transport,
      // One that was removed from the register has no name any more.
      organiser.name === "" ? undefined : `Arrangør: ${organiser.name}`,
      signUpUrl == null ? undefined : `Påmelding: ${signUpUrl}`,
    ]
      .filter((line) => line != null)
      .join("\n"),
    location: {
      title: where.filter((part) => part != null).join(", "),
      ...(latitude != null && longitude != null && { geo: { lat: latitude, lon: longitude } }),
    },
    // The library escapes it as a text, which an address is not (RFC 5545, 3.3.13).
    ...(signUpUrl != null && { url: signUpUrl.replace(/[\\;,]/g, encodeURIComponent) }),
    categories: [{ name: findCategory(category)?.nameNb ?? category }],
    status: isCancelled ? ICalEventStatus.CANCELLED : ICalEventStatus.CONFIRMED,
    // An offer, and nobody's appointment: it takes no time of who looks at it.
    transparency: ICalEventTransparency.TRANSPARENT,
  });
};

const instantOf = (moment: string): Temporal.Instant => Temporal.Instant.from(moment);

/** A rule, or of one that is called off from a moment on what was held, and what is not. */
type Part = { readonly schedule: Schedule; readonly name: string; readonly isOff: boolean };

const partsOf = (row: Row): Part[] => {
  const from = calledOffFrom(row);
  const numbers = numbersOf(row);
  return row.schedules.flatMap((schedule, n): Part[] => {
    const name = `${row.key}-${numbers[n]}`;
    if (from === undefined) return [{ schedule, name, isOff: false }];
    const { before, after } = partedAt(schedule, from);
    return [
      ...(before ? [{ schedule: before, name, isOff: false }] : []),
      // Known by the name it had, where nothing has been held.
      ...(after ? [{ schedule: after, name: before ? `${name}-off` : name, isOff: true }] : []),
    ];
  });
};

/** An activity's events, made of its row alone. */
const eventsOf = (row: Row): ICalEventData[] => {
  const { key, changes } = row;
  const parts = partsOf(row);
  const common = commonOf(row);
  const horizon = horizonOf(row);
  const untold = new Set(changes);
  const one = (id: string, time: ActivityTime): ICalEventData => ({
    ...common({ ...time, isCancelled: isCalledOff(row, time) }),
    id,
    start: instantOf(time.startsAt),
    end: instantOf(time.endsAt),
  });
  // The last first, so that a change falls to the rule that has its time.
  const events = parts.toReversed().flatMap(({ schedule, name, isOff }, back): ICalEventData[] => {
    const later = parts.slice(parts.length - back).map((part) => part.schedule);
    const again = givenAgain(schedule, later, horizon);
    return seriesOf(schedule, horizon.until).flatMap((series): ICalEventData[] => {
      const { season, first, until } = series;
      const id = `${name}-${season?.replaceAll("-", "") ?? 0}@samspill`;
      const isWithin = (moment: string): boolean =>
        first.startsAt <= moment && (until === undefined || moment <= until);
      const changed = [...untold].filter(({ scheduledAt }) => {
        const { day } = wallClockOf(scheduledAt);
        return isWithin(scheduledAt) && sessionsOf(schedule, day, day).some(({ startsAt }) => startsAt === scheduledAt);
      });
      for (const change of changed) untold.delete(change);
      const rrule = rruleOf(schedule, series);
      if (rrule === undefined)
        return again.includes(first.startsAt)
          ? []
          : [one(id, changed[0] ?? { ...first, scheduledAt: first.startsAt, isCancelled: false })];

      const firstDay = wallClockOf(first.startsAt).day;
      // Those alone that the rule has: some programs pass over an EXDATE that comes after one that it has not.
      const whole = { ...schedule, exceptions: [] };
      const excepted = schedule.exceptions.filter(
        (day) => day >= firstDay && (until === undefined || day <= until) && sessionsOf(whole, day, day).length > 0,
      );
      const left = new Set([...excepted, ...again.filter(isWithin).map((moment) => wallClockOf(moment).day)]);
      const exdate = [...left]
        .toSorted()
        .map((day) => written(day, schedule.startsAt))
        .join(",");
      const told = new Set(changed.map(({ scheduledAt }) => scheduledAt));
      // Every time of a series has the length of its first (RFC 5545, 3.8.5.3), which nights of summer time have not.
      const uneven = unevenTimes(schedule, firstDay > horizon.from ? firstDay : horizon.from, horizon.until)
        .filter(({ startsAt }) => isWithin(startsAt) && !told.has(startsAt) && !again.includes(startsAt))
        .map((time) => ({ ...time, scheduledAt: time.startsAt, isCancelled: false }));
      return [
        {
          ...common({ isCancelled: isOff }),
          id,
          start: instantOf(first.startsAt),
          end: instantOf(first.startsAt).add({ milliseconds: lengthOf(schedule) }),
          repeating: exdate === "" ? rrule : `${rrule}\r\nEXDATE;TZID=${timeZone}:${exdate}`,
        },
        ...[...changed, ...uneven].map((time) => ({ ...one(id, time), recurrenceId: instantOf(time.scheduledAt) })),
      ];
    });
  });
  // Its rule has it no more, and it takes place as it was changed.
  return [...events, ...[...untold].map((time) => one(`${key}-${writtenUtc(time.scheduledAt)}@samspill`, time))];
};

/** Rows are never changed, only replaced: what is made of one holds for as long as there is that row. */
const made = new WeakMap<Row, readonly ICalEventData[]>();
const knownEventsOf = (row: Row): readonly ICalEventData[] => {
  const events = made.get(row) ?? eventsOf(row);
  made.set(row, events);
  return events;
};

/** The library escapes what is said of an event, and not what is said of the calendar. */
const escaped = (text: string): string => escape(text, false);

const write = (name: string, rows: readonly Row[]): string => {
  const calendar = ical({
    prodId: { company: "Samspill", product: "Aktiviteter", language: "NO" },
    name: escaped(name),
    ttl: askAgainAfter,
  });
  let bytes = 0;
  let told = 0;
  for (const row of rows.slice(0, mostActivities)) {
    if (bytes > mostBytes) break;
    for (const event of knownEventsOf(row)) bytes += Buffer.byteLength(calendar.createEvent(event).toString());
    told++;
  }
  if (told < rows.length)
    calendar.description(escaped(`De ${told} aktivitetene som sist ble endret; det finnes flere.`));
  // The library would write stamps in the calendar's zone, which are in UTC, and properties after the zone (RFC 5545, 3.6 and 3.8.7.2).
  const text = calendar
    .toString()
    .replace(/^(?=BEGIN:VEVENT|END:VCALENDAR)/m, `X-WR-TIMEZONE:${timeZone}\r\n${zone}\r\n`);
  return `${text}\r\n`;
};

type Wanted = { readonly name: string; readonly fits: (row: Row) => boolean };

const ofOrganiser = async (ctx: Context, key: string, end: string): Promise<Wanted | undefined> => {
  const organiser = await findOpenOrganisation(ctx, key);
  if (!organiser) return undefined;
  const isFound = organiser.kind === "RECEPTION_CENTRE" ? isClosedBy("organiser", key, end) : end === "";
  if (!isFound) return undefined;
  return { name: `Aktiviteter hos ${organiser.facts.name}`, fits: ({ organiserKey }) => organiserKey === key };
};

const ofPlaceOrCategory = (municipalityNumber?: string, categoryCode?: string): Wanted | undefined => {
  const municipality = municipalityNumber === undefined ? undefined : findMunicipality(municipalityNumber);
  const category = categoryCode === undefined ? undefined : findCategory(categoryCode);
  if ((municipalityNumber !== undefined && !municipality) || (categoryCode !== undefined && !category))
    return undefined;
  return {
    name: municipality ? `${category?.nameNb ?? "Aktiviteter"} i ${municipality.name}` : (category?.nameNb ?? ""),
    fits: (row) =>
      isForAll(row) &&
      (!municipality || row.facts.place.municipality === municipality.number) &&
      (!category || row.facts.category === category.code),
  };
};

/**
 * The calendar at a path, as it is sent: `organiser/<key>`, `municipality/<number>`, `municipality/<number>/<category>`,
 * `category/<code>` or `activity/<key>`. What a reception centre arranges is in its own alone, and in those of the single
 * activities, whose paths end as `calendarPath.ts` says. Undefined where there is none.
 */
export const calendarAt = async (ctx: Context, path: string): Promise<string | undefined> => {
  const [kind, key = "", end = "", ...rest] = path.split("/");
  if (rest.length > 0 || path.endsWith("/")) return undefined;
  if (kind === "activity") {
    const rows = await findForCalendar(
      ctx.now(),
      (row) => row.key === key && (isForAll(row) ? end === "" : isClosedBy("activity", key, end)),
    );
    return rows[0] && write(rows[0].facts.title, rows);
  }
  const wanted =
    kind === "organiser"
      ? await ofOrganiser(ctx, key, end)
      : kind === "municipality"
        ? ofPlaceOrCategory(key, end || undefined)
        : kind === "category" && end === ""
          ? ofPlaceOrCategory(undefined, key)
          : undefined;
  return wanted && write(wanted.name, await findForCalendar(ctx.now(), wanted.fits));
};
