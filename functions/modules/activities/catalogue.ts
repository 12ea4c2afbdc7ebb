/** The catalogue of activities: finds pages of them, and of their single times, without reading the table. */
import { type FoundList, makeCatalogue, pageIn } from "#platform/catalogue";
import { wallClockOf } from "#platform/day";
import type { PageRequest } from "#platform/page";
import type { ActivityFilter, ActivityOrder } from "#schema/resolvers";
import { type ActivityTime, hiddenFrom, isForAll, publicStates, statesAt } from "./activity.ts";
import { bandOf, byText, orderOf, packRow, type Row, testOf, unpackRow } from "./row.ts";
import { weekdayOf } from "./schedule.ts";

type Index = {
  readonly rows: Map<string, Row>;
  /** Times that have been found, by activity, version and period. */
  readonly times: Map<string, readonly ActivityTime[]>;
};

/** As many activities' times in a period are kept in memory; a time costs some hundred bytes. */
const mostTimes = 20_000;

const activities = makeCatalogue({
  partition: "ACTIVITIES",
  makeIndex: (): Index => ({ rows: new Map(), times: new Map() }),
  fill: ({ rows }, all: Row[]) => {
    for (const row of all) rows.set(row.key, row);
  },
  take: ({ rows }, row) => {
    const held = rows.get(row.key);
    if (held === undefined || held.version < row.version) rows.set(row.key, row);
  },
  rows: ({ rows }) => [...rows.values()],
  pack: packRow,
  unpack: unpackRow,
});

export const { logRows, takeRows, pack: packActivities } = activities;

/** Every activity's row; `atOnce` with all that is committed at this very moment. */
export const readRows = async (now: Date, atOnce: boolean): Promise<Row[]> => [
  ...(await activities.read(now, atOnce)).rows.values(),
];

/** Who asks, as far as lists differ by it. */
export type Reader = {
  readonly now: Date;
  readonly organiserKey: string | undefined;
  readonly maySee: (row: Row) => boolean;
};

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

/** A page of the activities that fit. */
export const findActivities = async (
  filter: ActivityFilter,
  orderBy: ActivityOrder,
  request: PageRequest,
  { now, organiserKey, maySee }: Reader,
): Promise<Found<Row>> => {
  const { rows } = await activities.read(now);
  const fits = [...rows.values()].filter(testOf(filter, organiserKey, now, maySee));
  const { slots, ...page } = pageIn(placed(fits, orderOf(orderBy, filter)), request);
  return { ...page, one: slots };
};

/** How many of the activities that fit take place in each municipality that has some, most first. */
export const countActivities = async (
  filter: ActivityFilter,
  { now, organiserKey, maySee }: Reader,
): Promise<{ readonly municipality: string; readonly count: number }[]> => {
  const { rows } = await activities.read(now);
  const fits = testOf(filter, organiserKey, now, maySee);
  const counts = new Map<string, number>();
  for (const row of rows.values()) {
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
    const found = timesOf(row, from, until);
    times.set(name, found);
    return found;
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
  { now, organiserKey, maySee }: Reader,
): Promise<Found<FoundTime>> => {
  const index = await activities.read(now);
  const timesOf = await timesThatFit(index, filter, from, until);
  const { weekdays: _, times: __, ...ofActivities } = filter;
  const all = [...index.rows.values()]
    .filter(testOf(ofActivities, organiserKey, now, maySee))
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
  const { slots, ...page } = pageIn(list, request);
  return { ...page, one: slots };
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
  return [...index.rows.values()]
    .filter(isForAll)
    .filter(testOf(ofActivities, undefined, now, () => false))
    .map((row) => ({ row, times: timesOf(row) }));
};

/** How many activities anybody may be told of in each municipality, by its number. */
export const countForAll = async (now: Date): Promise<Map<string, number>> => {
  const { rows } = await activities.read(now);
  const isPublished = testOf({}, undefined, now, () => false);
  const counts = new Map<string, number>();
  for (const row of rows.values())
    if (isForAll(row) && isPublished(row)) {
      const { municipality } = row.facts.place;
      counts.set(municipality, (counts.get(municipality) ?? 0) + 1);
    }
  return counts;
};

/** What the voluntary sector offers of the same, in the same municipality (advice «do not compete with the voluntary sector»). */
export const voluntaryOffersLike = async (now: Date, { key, facts }: Pick<Row, "key" | "facts">): Promise<Row[]> => {
  const { rows } = await activities.read(now);
  const fits = testOf(
    { municipalities: [facts.place.municipality], categories: [facts.category] },
    undefined,
    now,
    () => false,
  );
  return [...rows.values()].filter((row) => row.key !== key && !row.organiser.isPublicBody && fits(row));
};
