/** What a month's times come to, in numbers. Knows no table: times, counts and wishes are given. */
import {
  type ActivityRow,
  type ActivityTime,
  allCategories,
  allFamilies,
  bandOf,
  findCategory,
  type RowTimes,
  weekdayOf,
  weekdays,
} from "#modules/activities";
import { dayFrom, wallClockOf } from "#platform/day";
import { inFives } from "#platform/inFives";
import type { OfferTrait, TimeOfDayBand, Weekday } from "#schema/resolvers";
import { choiceOf, mondayOf } from "./choice.ts";
import { type Figures, firstDayOf, lastDayOf, type Measured, type Places, type Wish } from "./report.ts";

/** What an organiser has counted of one time. */
export type Count = { readonly taken: number; readonly waiting: number };

/** Persons by body and then by category: each number as it is, one for each body that gave out the codes. */
export type Wishes = readonly ReadonlyMap<string, number>[];

type Given = {
  /** Times from the first day of `weeksOf` to the month's last. */
  readonly held: readonly RowTimes[];
  /** Undefined where nobody has counted. */
  readonly countOf: (row: ActivityRow, time: ActivityTime) => Count | undefined;
  readonly wishes: Wishes;
  readonly isOwn: (row: ActivityRow) => boolean;
};

/** A time that was held, and where it falls. */
type Moment = {
  readonly row: ActivityRow;
  readonly time: ActivityTime;
  readonly day: string;
  readonly weekday: Weekday;
  readonly timeOfDay: TimeOfDayBand;
};

const timesOfDay: readonly TimeOfDayBand[] = ["MORNING", "AFTERNOON", "EVENING"];
const mostWishes = 10;

const traits: Readonly<Record<OfferTrait, (row: ActivityRow) => boolean>> = {
  LOW_LANGUAGE_THRESHOLD: ({ facts }) => facts.languageLevel === "A0" || facts.languageLevel === "A1",
  MIXES_WITH_LOCALS: ({ facts }) => facts.mixesWithLocals,
  FREE: ({ facts }) => facts.price.amount === 0,
  CHILDCARE: ({ facts }) => facts.childcare,
};

/** The Mondays of the weeks that end in a month: so each week is in one month, and over when that is told of. */
export const weeksOf = (month: string): string[] => {
  const weeks: string[] = [];
  for (let week = mondayOf(firstDayOf(month)); dayFrom(week, 6) <= lastDayOf(month); week = dayFrom(week, 7))
    weeks.push(week);
  return weeks;
};

const momentOf = (row: ActivityRow, time: ActivityTime): Moment => {
  const { day, clock } = wallClockOf(time.startsAt);
  return { row, time, day, weekday: weekdayOf(day), timeOfDay: bandOf(clock) };
};

const minutesOf = ({ startsAt, endsAt }: ActivityTime): number =>
  Math.round((Date.parse(endsAt) - Date.parse(startsAt)) / 60_000);

const figuresOf = (moments: readonly Moment[]): Figures => ({
  activities: new Set(moments.map(({ row }) => row.key)).size,
  times: moments.length,
  minutes: moments.reduce((total, { time }) => total + minutesOf(time), 0),
});

/** Each count goes to fives by itself, and what is told is made of these alone. */
const placesOf = (moments: readonly Moment[], countOf: Given["countOf"]): { readonly places?: Places } => {
  const counted = moments.flatMap(({ row, time }) => {
    const count = countOf(row, time);
    return count
      ? [{ key: row.key, at: time.startsAt, taken: inFives(count.taken), waiting: inFives(count.waiting) }]
      : [];
  });
  if (counted.length === 0) return {};
  const last = new Map(counted.toSorted((a, b) => (a.at < b.at ? -1 : 1)).map((one) => [one.key, one]));
  const sum = (numbers: readonly number[]): number => numbers.reduce((total, n) => total + n, 0);
  return {
    places: {
      timesCounted: counted.length,
      taken: sum(counted.map(({ taken }) => taken)),
      waiting: sum([...last.values()].map(({ waiting }) => waiting)),
    },
  };
};

const wishesOf = (wishes: Wishes, offered: ReadonlySet<string>): Wish[] => {
  const profiles = new Map<string, number>();
  for (const ofBody of wishes)
    for (const [category, persons] of ofBody) profiles.set(category, (profiles.get(category) ?? 0) + inFives(persons));
  return [...profiles]
    .filter(([, some]) => some > 0)
    .toSorted(([a, most], [b, more]) => more - most || (a < b ? -1 : 1))
    .slice(0, mostWishes)
    .map(([category, some]) => ({ category, profiles: some, isOffered: offered.has(category) }));
};

export const measure = (month: string, { held, countOf, wishes, isOwn }: Given): Measured => {
  const all = held.flatMap(({ row, times }) => times.map((time) => momentOf(row, time)));
  const inMonth = all.filter(({ day }) => day.startsWith(month));
  const took = (moments: readonly Moment[]): Moment[] => moments.filter(({ time }) => !time.isCancelled);
  const moments = took(inMonth);
  const familyOf = ({ row }: Moment): string | undefined => findCategory(row.facts.category)?.family.code;
  return {
    total: figuresOf(moments),
    ownArranged: figuresOf(moments.filter(({ row }) => isOwn(row))),
    organisers: new Set(moments.map(({ row }) => row.organiserKey)).size,
    calledOff: inMonth.length - moments.length,
    weeks: weeksOf(month).map((week) => ({
      week,
      choice: choiceOf(
        took(all)
          .filter(({ day }) => mondayOf(day) === week)
          .map(({ row }) => row.facts),
      ),
    })),
    byFamily: allFamilies.map(({ code: family }) => {
      const ofFamily = moments.filter((moment) => familyOf(moment) === family);
      return { family, figures: figuresOf(ofFamily), ...placesOf(ofFamily, countOf) };
    }),
    byCategory: allCategories.flatMap(({ code: category }) => {
      const ofCategory = moments.filter(({ row }) => row.facts.category === category);
      return ofCategory.length === 0
        ? []
        : [{ category, figures: figuresOf(ofCategory), ...placesOf(ofCategory, countOf) }];
    }),
    byWeekday: weekdays.map((weekday) => ({
      weekday,
      figures: figuresOf(moments.filter((moment) => moment.weekday === weekday)),
    })),
    byTimeOfDay: timesOfDay.map((timeOfDay) => ({
      timeOfDay,
      figures: figuresOf(moments.filter((moment) => moment.timeOfDay === timeOfDay)),
    })),
    emptyEvenings: weekdays.filter(
      (weekday) => !moments.some((moment) => moment.weekday === weekday && moment.timeOfDay === "EVENING"),
    ),
    traits: (Object.keys(traits) as OfferTrait[]).map((trait) => ({
      trait,
      times: moments.filter(({ row }) => traits[trait](row)).length,
    })),
    ...placesOf(moments, countOf),
    wishes: wishesOf(wishes, new Set(moments.map(({ row }) => row.facts.category))),
  };
};
