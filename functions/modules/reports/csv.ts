/** A report as a file for a spreadsheet: a row for each number, so that it can be sorted, filtered and put beside other months. */
import { allFamilies, findCategory } from "#modules/activities";
import { writeTable } from "#platform/csv";
import type { Figures, Places, Report } from "./report.ts";
import { nameIn, words } from "./words.ts";

/** The whole report in the norm it is written out in; `bodyName` is the body's. */
export const csvOf = (report: Report, bodyName: string): Promise<string> => {
  const { writtenNorm: norm, month } = report;
  const { titles, part, all, measure, ...of } = words[norm];
  const row = (section: string, what: string, counted: string, value: number): string[] => [
    bodyName,
    month,
    section,
    what,
    counted,
    String(value),
  ];
  const figures = (section: string, what: string, { activities, times, minutes }: Figures): string[][] => [
    row(section, what, measure.activities, activities),
    row(section, what, measure.times, times),
    row(section, what, measure.minutes, minutes),
  ];
  const places = (what: string, { timesCounted, taken, waiting }: Places): string[][] => [
    row(part.places, what, measure.timesCounted, timesCounted),
    row(part.places, what, measure.taken, taken),
    row(part.places, what, measure.waiting, waiting),
  ];
  const categoryName = (code: string): string => {
    const known = findCategory(code);
    return known ? nameIn(norm, known) : code;
  };
  const families = new Map(allFamilies.map((family) => [family.code, nameIn(norm, family)]));
  return writeTable([
    titles,
    ...figures(part.total, all, report.total),
    row(part.total, all, measure.organisers, report.organisers),
    row(part.total, all, measure.calledOff, report.calledOff),
    ...figures(part.own, all, report.ownArranged),
    ...report.byFamily.flatMap((one) => figures(part.family, families.get(one.family) ?? one.family, one.figures)),
    ...(report.byCategory ?? []).flatMap((one) => figures(part.category, categoryName(one.category), one.figures)),
    ...report.byWeekday.flatMap((one) => figures(part.weekday, of.weekday[one.weekday], one.figures)),
    ...report.byTimeOfDay.flatMap((one) => figures(part.timeOfDay, of.timeOfDay[one.timeOfDay], one.figures)),
    ...report.traits.map(({ trait, times }) => row(part.trait, of.trait[trait], measure.times, times)),
    ...report.weeks.flatMap(({ week, choice }) =>
      choice.map(({ group, categories }) =>
        row(part.choice, `${of.week} ${week}, ${of.group[group]}`, measure.categories, categories),
      ),
    ),
    ...(report.places ? places(all, report.places) : []),
    ...report.byFamily.flatMap((one) => (one.places ? places(families.get(one.family) ?? one.family, one.places) : [])),
    ...(report.byCategory ?? []).flatMap((one) => (one.places ? places(categoryName(one.category), one.places) : [])),
    ...report.wishes.map(({ category, profiles }) =>
      row(part.wish, categoryName(category), measure.profiles, profiles),
    ),
  ]);
};
