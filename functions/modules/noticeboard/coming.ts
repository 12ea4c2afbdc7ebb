/** What comes in the next weeks: the activities of a municipality in the order of their next time. */
import { type Activity, type ActivityTime, findForAll, type RowTimes, weekdayOf, weekdays } from "#modules/activities";
import { dayFrom, dayOf, wallClockOf } from "#platform/day";
import { compareNames } from "#platform/words";
import { filterOf, type Wishes } from "./wishes.ts";

/** How far the pages look: five weeks, so that what takes place once a month is there. */
const daysAhead = 35;
/** Days whose times stand day by day; what comes later is one group. */
const daysInGroups = 7;

const dayAhead = (now: Date, days: number): string => dayFrom(dayOf(now), days);

export const horizonOf = (now: Date): readonly [from: string, until: string] => [
  dayOf(now),
  dayAhead(now, daysAhead - 1),
];

export type Listed = { readonly row: RowTimes["row"]; readonly next: ActivityTime | undefined };

/** What fits, by its next time; without one in these weeks it comes last, unless days or times of day were asked for. */
export const listingOf = async (now: Date, municipality: string, wishes: Wishes): Promise<Listed[]> => {
  const at = now.toISOString();
  const coming = await findForAll(now, filterOf(municipality, wishes), ...horizonOf(now));
  const listed = coming.map(({ row, times }) => ({
    row,
    next: times.find(({ isCancelled, endsAt }) => !isCancelled && endsAt > at),
  }));
  const asksForTimes = wishes.dag !== undefined || wishes.tid !== undefined;
  return listed
    .filter(({ next }) => next !== undefined || !asksForTimes)
    .toSorted((a, b) => {
      const [first, second] = [a.next?.startsAt ?? "~", b.next?.startsAt ?? "~"];
      if (first !== second) return first < second ? -1 : 1;
      return compareNames(a.row.facts.title, a.row.key, b.row.facts.title, b.row.key);
    });
};

/** The day a listed activity stands under; undefined for what comes later. */
export const groupOf = (now: Date, { next }: Listed): string | undefined => {
  const day = next && dayOf(new Date(next.startsAt));
  return day !== undefined && day <= dayAhead(now, daysInGroups - 1) ? day : undefined;
};

/** `17:30`, by Norway's clock, as clocks and timetables show it. */
export const clockOf = (moment: string): string => wallClockOf(moment).clock;

export type Weekly = { readonly weekdays: readonly number[]; readonly startsAt: string; readonly endsAt: string };

/** Rules that give every week the same, as far as some of these times come of them. */
export const weeklyOf = (
  { schedules }: Pick<Activity, "schedules">,
  times: readonly Pick<ActivityTime, "isCancelled" | "startsAt">[],
): Weekly[] =>
  schedules.flatMap(({ startsOn, startsAt, endsAt, repeats }) => {
    if (repeats?.frequency !== "WEEKLY" || repeats.interval !== 1) return [];
    const days = repeats.weekdays.length > 0 ? repeats.weekdays : [weekdayOf(startsOn)];
    const isHeld = times.some((time) => {
      const { day, clock } = wallClockOf(time.startsAt);
      return !time.isCancelled && clock === startsAt && days.includes(weekdayOf(day));
    });
    if (!isHeld) return [];
    const inOrder = weekdays.flatMap((day, n) => (days.includes(day) ? [n] : []));
    return [{ weekdays: inOrder, startsAt, endsAt }];
  });
