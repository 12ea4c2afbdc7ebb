/** When something takes place: a first day, a rule for those after it, exceptions and seasons, by Europe/Oslo's clock. */
import { isDeepStrictEqual } from "node:util";
import { plain } from "#platform/plain";
import { type Problem, refuseProblems } from "#platform/refusal";
import type { RecurrenceInput, ScheduleInput, Weekday } from "#schema/resolvers";

type Rule = RecurrenceInput & Required<Pick<RecurrenceInput, "interval" | "weekdays">>;
export type Schedule = Omit<ScheduleInput, "repeats"> &
  Required<Pick<ScheduleInput, "exceptions" | "seasons">> & { readonly repeats: Rule | undefined };

const mostExceptions = 400;
const mostSeasons = 20;

const recurrenceProblems = ({ startsOn, repeats }: Schedule): Problem[] => {
  if (!repeats) return [];
  const { frequency, interval, weekdays, weekOfMonth, until, count } = repeats;
  const isMonthly = frequency === "MONTHLY";
  const wrong = [
    { field: "interval", code: "NOT_1_TO_52", is: interval < 1 || interval > 52 },
    {
      field: "weekdays",
      code: "NOT_WITH_THIS_FREQUENCY",
      is: weekdays.length > 0 && frequency !== "WEEKLY" && !isMonthly,
    },
    { field: "weekdays", code: "TWICE", is: new Set(weekdays).size < weekdays.length },
    { field: "weekdays", code: "REQUIRED", is: weekOfMonth != null && weekdays.length === 0 },
    { field: "weekOfMonth", code: "REQUIRED", is: isMonthly && weekdays.length > 0 && weekOfMonth == null },
    { field: "weekOfMonth", code: "NOT_WITH_THIS_FREQUENCY", is: weekOfMonth != null && !isMonthly },
    { field: "weekOfMonth", code: "NO_SUCH_WEEK", is: weekOfMonth != null && ![1, 2, 3, 4, -1].includes(weekOfMonth) },
    { field: "until", code: "NOT_AFTER_START", is: until != null && until < startsOn },
    { field: "count", code: "NOT_WITH_UNTIL", is: until != null && count != null },
    { field: "count", code: "NOT_1_TO_1000", is: count != null && (count < 1 || count > 1_000) },
  ];
  return wrong.flatMap(({ field, code, is }) => (is ? [{ field: `repeats.${field}`, code }] : []));
};

/** The schedule as it is written, what is left out filled in; refuses what cannot be, each field by its name. */
export const scheduleOf = ({ repeats, exceptions = [], seasons = [], ...written }: ScheduleInput): Schedule => {
  const rule = repeats ? { ...repeats, interval: repeats.interval ?? 1, weekdays: repeats.weekdays ?? [] } : undefined;
  const schedule: Schedule = { ...written, exceptions, seasons, repeats: rule };
  const { startsAt, endsAt } = schedule;
  refuseProblems([
    ...(startsAt === endsAt ? [{ field: "endsAt", code: "NOT_AFTER_START" }] : []),
    ...recurrenceProblems(schedule),
    ...(exceptions.length > mostExceptions ? [{ field: "exceptions", code: "TOO_MANY" }] : []),
    ...(seasons.length > mostSeasons ? [{ field: "seasons", code: "TOO_MANY" }] : []),
    ...seasons.flatMap(({ from, until }, n) =>
      until < from ? [{ field: `seasons.${n}.until`, code: "NOT_AFTER_START" }] : [],
    ),
  ]);
  return schedule;
};

type Numbered = { readonly schedules: readonly Schedule[]; readonly numbers?: readonly number[] };

/** What calendars know an activity's rules by. */
export const numbersOf = ({ schedules, numbers }: Numbered): readonly number[] => numbers ?? schedules.map((_, n) => n);

/**
 * The numbers of rules that take the place of others: one that is as it was keeps its own, a changed one has that of the rule in
 * whose place it stands, and what is added has a new one.
 */
export const numbersUnder = (before: Numbered, schedules: readonly Schedule[]): number[] => {
  const known = numbersOf(before);
  const left = new Map(known.map((number, place) => [number, { place, is: plain(before.schedules[place]) }]));
  const take = (number: number | undefined): number | undefined => {
    if (number !== undefined) left.delete(number);
    return number;
  };
  const unchanged = schedules.map((schedule) =>
    take([...left].find(([, { is }]) => isDeepStrictEqual(is, plain(schedule)))?.[0]),
  );
  const inPlace = unchanged.map(
    (number, place) => number ?? take([...left].find(([, one]) => one.place === place)?.[0]),
  );
  let last = Math.max(-1, ...known);
  return inPlace.map((number) => number ?? take([...left.keys()][0]) ?? ++last);
};

/** Monday first, as weeks begin in Norway (ISO 8601). */
export const weekdays = ["MONDAY", "TUESDAY", "WEDNESDAY", "THURSDAY", "FRIDAY", "SATURDAY", "SUNDAY"] as const;

export const weekdayOf = (day: string): Weekday =>
  weekdays[(new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7] as Weekday;

/** Whether it takes place at all on a day its rule gives. */
export const holdsOn = ({ exceptions, seasons }: Schedule, day: string): boolean =>
  !exceptions.includes(day) && (seasons.length === 0 || seasons.some(({ from, until }) => from <= day && day <= until));
