/** The catalogue of activities: finds pages of them, and of their single times, without reading the table. */
import { type FoundList, makeCatalogue, pageIn } from "#platform/catalogue";
import { wallClockOf } from "#platform/day";
import type { PageRequest } from "#platform/page";
import type { ActivityFilter, ActivityOrder } from "#schema/resolvers";
import { type ActivityTime, hiddenFrom, publicStates, statesAt } from "./activity.ts";
import {
  anybody,
  bandOf,
  byText,
  kilometresBetween,
  orderOf,
  packRow,
  placesOf,
  type Reader,
  type Row,
  testOf,
  titleOrder,
  unpackRow,
} from "./row.ts";
import { weekdayOf } from "./schedule.ts";

type Index = {
  readonly rows: Map<string, Row>;
  /** The same by the municipalities they take place in: what is asked of a place costs what there is there. */
  readonly places: Map<string, Map<string, Row>>;
  /** The same by their titles, from when somebody first wants all until there is news. */
  byTitle?: readonly Row[] | undefined;
  /** Times that have been found, by activity, version and period. */
  readonly times: Map<string, readonly ActivityTime[]>;
};

/** As many activities' times in a period are kept in memory; a time costs some hundred bytes. */
const mostTimes = 20_000;

const hold = ({ rows, places }: Index, row: Row): void => {
  const { municipality } = row.facts.place;
  rows.set(row.key, row);
  const there = places.get(municipality) ?? new Map<string, Row>();
  places.set(municipality, there.set(row.key, row));
};

/** Those among whom all are that take place where a filter says. */
const among = ({ rows, places }: Index, filter: ActivityFilter): Row[] => {
  const asked = placesOf(filter);
  return asked ? [...asked].flatMap((number) => [...(places.get(number)?.values() ?? [])]) : [...rows.values()];
};

const activities = makeCatalogue({
  partition: "ACTIVITIES",
  makeIndex: (): Index => ({ rows: new Map(), places: new Map(), times: new Map() }),
  fill: (index, all: Row[]) => {
    for (const row of all) hold(index, row);
  },
  take: (index, row) => {
    const held = index.rows.get(row.key);
    if (held !== undefined && held.version >= row.version) return;
    if (held) index.places.get(held.facts.place.municipality)?.delete(held.key);
    hold(index, row);
    index.byTitle = undefined;
  },
  rows: ({ rows }) => [...rows.values()],
  pack: packRow,
  unpack: unpackRow,
});

export const { writeOnce, logRows, takeRows, eraseRows, pack: packActivities } = activities;

/** Every activity's row; `atOnce` with all that is committed at this very moment. */
export const readRows = async (now: Date, atOnce: boolean): Promise<Row[]> => [
  ...(await activities.read(now, atOnce)).rows.values(),
];

type Found<One> = { one: readonly One[]; positions: (readonly string[])[]; more: boolean; totalCount: number };

const placed = <One>(
  all: readonly One[],
  { positionOf, compare }: { positionOf: (one: One) => readonly string[]; compare: FoundList<One>["compare"] },
): FoundList<One> => {
  const list = all
    .map((one) => ({ one, position: positionOf(one) }))
    .toSorted((a, b) => compare(a.position, b.position));
  return {
    slots: list.map(({ one }) => one),
    positionAt: (n) => list[n]?.position ?? [],
    compare,
  };
};

const found = <One>({ slots, ...page }: ReturnType<typeof pageIn<One>>): Found<One> => ({ ...page, one: slots });

/** A page of the activities that fit. */
export const findActivities = async (
  filter: ActivityFilter,
  orderBy: ActivityOrder,
  request: PageRequest,
  reader: Reader,
): Promise<Found<Row>> => {
  const index = await activities.read(reader.now);
  const fits = testOf(filter, reader);
  const order = orderOf(orderBy, filter);
  if (order !== titleOrder || placesOf(filter))
    return found(pageIn(placed(among(index, filter).filter(fits), order), request));
  index.byTitle ??= placed([...index.rows.values()], order).slots;
  const slots = index.byTitle.filter(fits);
  const positionAt = (n: number): readonly string[] => order.positionOf(slots[n] as Row);
  return found(pageIn({ slots, positionAt, compare: order.compare }, request));
};

/** How many of the activities that fit take place in each municipality that has some, most first. */
export const countActivities = async (
  filter: ActivityFilter,
  reader: Reader,
): Promise<{ readonly municipality: string; readonly count: number }[]> => {
  const index = await activities.read(reader.now);
  const fits = testOf(filter, reader);
  const counts = new Map<string, number>();
  for (const row of among(index, filter)) {
    const { municipality } = row.facts.place;
    if (fits(row)) counts.set(municipality, (counts.get(municipality) ?? 0) + 1);
  }
  return [...counts]
    .map(([municipality, count]) => ({ municipality, count }))
    .toSorted((a, b) => b.count - a.count || (a.municipality < b.municipality ? -1 : 1));
};

/** The times between two days that are asked for, as far as a filter says of weekdays and times of day. */
const timesThatFit = async (
  { times }: Index,
  { weekdays, times: bands }: Pick<ActivityFilter, "weekdays" | "times">,
  from: string,
  until: string,
): Promise<(row: Row) => readonly ActivityTime[]> => {
  const { timesOf } = await import("./sessions.ts");
  const timesIn = (row: Row): readonly ActivityTime[] => {
    const name = `${row.key} ${row.version} ${from} ${until}`;
    const known = times.get(name);
    if (known) return known;
    if (times.size >= mostTimes) times.clear();
    const given = timesOf(row, from, until);
    times.set(name, given);
    return given;
  };
  if (!weekdays?.length && !bands?.length) return timesIn;
  return (row) =>
    timesIn(row).filter(({ startsAt }) => {
      const { day, clock } = wallClockOf(startsAt);
      return (
        (!weekdays?.length || weekdays.includes(weekdayOf(day))) && (!bands?.length || bands.includes(bandOf(clock)))
      );
    });
};

export type FoundTime = { readonly row: Row; readonly time: ActivityTime };

/** A page of the times, between two days, of the activities that fit; weekdays and times of day are asked of each time. */
export const findSessions = async (
  filter: ActivityFilter,
  from: string,
  until: string,
  request: PageRequest,
  reader: Reader,
): Promise<Found<FoundTime>> => {
  const index = await activities.read(reader.now);
  const timesOf = await timesThatFit(index, filter, from, until);
  const { weekdays: _, times: __, ...ofActivities } = filter;
  const all = among(index, filter)
    .filter(testOf(ofActivities, reader))
    .filter(
      // A time may have been moved to before the first day of its rule.
      ({ schedules, changes, lastDay }) =>
        (lastDay ?? from) >= from && (changes.length > 0 || schedules.some(({ startsOn }) => startsOn <= until)),
    )
    .flatMap((row) => timesOf(row).map((time) => ({ row, time })));
  const list = placed(all, {
    positionOf: ({ row, time }) => [time.startsAt, `${row.key} ${time.scheduledAt}`],
    compare: byText,
  });
  return found(pageIn(list, request));
};

/**
 * What a calendar tells of, last changed first: what has been published and is not hidden, and until it would be hidden what is
 * over too, so that who subscribes hears of it.
 */
export const findForCalendar = async (now: Date, fits: (row: Row) => boolean): Promise<Row[]> => {
  const { rows } = await activities.read(now);
  const at = now.toISOString();
  return [...rows.values()]
    .filter(({ stage, confirmedAt }) => stage !== "DRAFT" && confirmedAt !== undefined && hiddenFrom(confirmedAt) > at)
    .filter(fits)
    .toSorted((a, b) => (`${a.changedAt} ${a.key}` > `${b.changedAt} ${b.key}` ? -1 : 1));
};

/** What must be confirmed by its organiser, or will have to be within a year. */
export const findToConfirm = async (now: Date): Promise<Row[]> => {
  const { rows } = await activities.read(now);
  const stateOf = statesAt(now);
  return [...rows.values()].filter((row) => publicStates.has(stateOf(row)));
};

/** An activity, and times of it. */
export type RowTimes = { readonly row: Row; readonly times: readonly ActivityTime[] };

/** All times, called-off ones too, between two days at most 400 days apart, of the activities that fit; those with none are not among them. */
export const findTimes = async (
  now: Date,
  from: string,
  until: string,
  fits: (row: Row) => boolean,
): Promise<RowTimes[]> => {
  const { rows } = await activities.read(now);
  const { everyTimeOf } = await import("./sessions.ts");
  return [...rows.values()]
    .filter(({ lastDay }) => (lastDay ?? from) >= from)
    .filter(fits)
    .map((row) => ({ row, times: everyTimeOf(row, from, until) }))
    .filter(({ times }) => times.length > 0);
};

/** What anybody may be told of: what is published. Each has its times between two days, as far as they fit; it may have none. */
export const findForAll = async (
  now: Date,
  filter: ActivityFilter,
  from: string,
  until: string,
): Promise<RowTimes[]> => {
  const index = await activities.read(now);
  const { weekdays: _, times: __, ...ofActivities } = filter;
  const timesOf = await timesThatFit(index, filter, from, until);
  return among(index, filter)
    .filter(testOf(ofActivities, anybody(now)))
    .map((row) => ({ row, times: timesOf(row) }));
};

/** How many activities anybody may be told of in each municipality, by its number. */
export const countForAll = async (now: Date): Promise<Map<string, number>> => {
  const { rows } = await activities.read(now);
  const isPublished = testOf({}, anybody(now));
  const counts = new Map<string, number>();
  for (const row of rows.values())
    if (isPublished(row)) {
      const { municipality } = row.facts.place;
      counts.set(municipality, (counts.get(municipality) ?? 0) + 1);
    }
  return counts;
};

/** What is so near is near by (advice «do not compete with the voluntary sector»). */
const kilometresNearBy = 10;

/**
 * What the voluntary sector offers of the same near by what a public body arranges: in the same municipality, or within ten
 * kilometres where both have points. Nobody competes with what he or a unit of his arranges; who is no public body competes with nothing.
 */
export const voluntaryOffersLike = async (
  now: Date,
  { key, organiserKey, organiser, facts }: Pick<Row, "facts" | "key" | "organiser" | "organiserKey">,
): Promise<Row[]> => {
  if (!organiser.isPublicBody) return [];
  const index = await activities.read(now);
  const fits = testOf({ categories: [facts.category] }, anybody(now));
  const isNearBy = ({ place }: Row["facts"]): boolean =>
    place.municipality === facts.place.municipality || kilometresBetween(place, facts.place) <= kilometresNearBy;
  return [...index.rows.values()].filter(
    (row) =>
      row.key !== key &&
      !row.organiser.isPublicBody &&
      row.organiser.parentKey !== organiserKey &&
      fits(row) &&
      isNearBy(row.facts),
  );
};
