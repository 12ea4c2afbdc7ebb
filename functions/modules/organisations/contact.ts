/** When an organisation can be reached, as minutes of the week by Norway's clock: Monday begins at 0. */
import { wallClockOf } from "#platform/day";
import type { ContactWindow } from "./organisation.ts";

/** From a minute of the week until another. */
export type Reach = readonly [from: number, until: number];

const weekdays = ["MONDAY", "TUESDAY", "WEDNESDAY", "THURSDAY", "FRIDAY", "SATURDAY", "SUNDAY"] as const;
const dayMinutes = 1_440;
/** Monday to Friday, 08 to 16 (handbook advice: volunteers are free when offices are closed). */
const officeDays = 5;
const office: Reach = [8 * 60, 16 * 60];

const minutesOf = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3));

/** The minutes of windows, in their order; those that overlap are one. */
export const reachOf = (
  windows: readonly Pick<ContactWindow, "weekday" | "opensAt" | "closesAt">[],
): readonly Reach[] => {
  const all = windows
    .map(({ weekday, opensAt, closesAt }): Reach => {
      const day = weekdays.indexOf(weekday) * dayMinutes;
      return [day + minutesOf(opensAt), day + minutesOf(closesAt)];
    })
    .toSorted(([a], [b]) => a - b);
  const apart: Reach[] = [];
  for (const [from, until] of all) {
    const last = apart.at(-1);
    if (last && from <= last[1]) apart[apart.length - 1] = [last[0], Math.max(last[1], until)];
    else apart.push([from, until]);
  }
  return apart;
};

/** How many minutes of a week are outside Monday to Friday, 08 to 16. */
export const minutesOutsideOffice = (reach: readonly Reach[]): number =>
  reach.reduce((sum, [from, until]) => {
    const inOffice = Array.from({ length: officeDays }, (_, day) => {
      const [opens, closes] = [day * dayMinutes + office[0], day * dayMinutes + office[1]];
      return Math.max(0, Math.min(until, closes) - Math.max(from, opens));
    }).reduce((a, b) => a + b);
    return sum + until - from - inOffice;
  }, 0);

/** The minute of the week of an instant. */
export const minuteOfWeek = (at: Date): number => {
  const { day, clock } = wallClockOf(at.toISOString());
  return ((new Date(day).getUTCDay() + 6) % 7) * dayMinutes + minutesOf(clock);
};

/** Whether a minute of the week is within. */
export const isReachedAt = (reach: readonly Reach[], minute: number): boolean =>
  reach.some(([from, until]) => from <= minute && minute < until);
