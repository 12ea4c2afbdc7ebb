/** A report as a document to read and print. */
import { allFamilies, findCategory } from "#modules/activities";
import { dayOf } from "#platform/day";
import { type Section, writePdf } from "#platform/pdf";
import type { ChoiceGroup, WrittenNorm } from "#schema/resolvers";
import { choiceTarget, type Figures, firstDayOf, gapsOf, type Report } from "./report.ts";
import { nameIn, words } from "./words.ts";

const capital = (text: string): string => text.charAt(0).toLocaleUpperCase("nb") + text.slice(1);
const hoursOf = (minutes: number): number => Math.round(minutes / 60);

/** The whole report in the norm it is written out in; `before` is the same body's of the month before, where there is one. */
export const pdfOf = (report: Report, bodyName: string, before: Report | undefined): Promise<Buffer> => {
  const norm: WrittenNorm = report.writtenNorm;
  const { titles, part, all, measure, document, ...of } = words[norm];
  const what = capital(titles[3]);
  const { language } = document;
  const number = new Intl.NumberFormat(language);
  const list = new Intl.ListFormat(language);
  const day = new Intl.DateTimeFormat(language, { dateStyle: "long", timeZone: "UTC" });
  const shortDay = new Intl.DateTimeFormat(language, { day: "numeric", month: "short", timeZone: "UTC" });
  const month = new Intl.DateTimeFormat(language, { month: "long", year: "numeric", timeZone: "UTC" });
  const share = new Intl.NumberFormat(language, { style: "percent", maximumFractionDigits: 0 });
  const families = new Map(allFamilies.map((family) => [family.code, nameIn(norm, family)]));
  const family = (code: string): string => families.get(code) ?? code;
  const category = (code: string): string => {
    const known = findCategory(code);
    return known ? nameIn(norm, known) : code;
  };
  const listed = (names: readonly string[]): string =>
    names.length === 0 ? document.nothingMissing : capital(list.format(names));

  /** Rows of figures, and a bar for each number of times. */
  const figures = (heading: string, rows: readonly (readonly [string, Figures])[]): Section => ({
    heading,
    table: {
      titles: [heading, capital(measure.times), capital(document.hours)],
      rows: rows.map(([label, { times, minutes }]) => [
        capital(label),
        number.format(times),
        number.format(hoursOf(minutes)),
      ]),
      bars: rows.map(([, { times }]) => times),
    },
  });

  const total = (): Section => {
    const rows: readonly (readonly [string, (one: Report) => number])[] = [
      [measure.activities, (one) => one.total.activities],
      [measure.times, (one) => one.total.times],
      [document.hours, (one) => hoursOf(one.total.minutes)],
      [measure.organisers, (one) => one.organisers],
      [measure.calledOff, (one) => one.calledOff],
      [`${part.own}: ${measure.times}`, (one) => one.ownArranged.times],
    ];
    return {
      heading: part.total,
      table: {
        titles: [what, document.thisMonth, ...(before ? [document.monthBefore] : [])],
        rows: rows.map(([label, value]) => [
          capital(label),
          ...[report, ...(before ? [before] : [])].map((one) => number.format(value(one))),
        ]),
      },
    };
  };

  const choice = (): Section => {
    const groups: readonly ChoiceGroup[] = report.weeks[0]?.choice.map(({ group }) => group) ?? [];
    return {
      heading: part.choice,
      text: document.choiceHelp(choiceTarget),
      table: {
        titles: [
          document.forWhom,
          ...report.weeks.map(({ week }) => `${capital(of.week)} ${shortDay.format(new Date(week))}`),
        ],
        rows: groups.map((group) => [
          capital(of.group[group]),
          ...report.weeks.map((week) => {
            const categories = week.choice.find((one) => one.group === group)?.categories ?? 0;
            return `${number.format(categories)} ${categories >= choiceTarget ? document.reached : document.notReached}`;
          }),
        ]),
      },
    };
  };

  const gaps = (): Section => {
    const missing = gapsOf(report);
    return {
      heading: document.gaps,
      table: {
        isInWords: true,
        titles: [what, document.gaps],
        rows: [
          [document.gapFamilies, listed(missing.families.map(family))],
          [document.gapWeekdays, listed(missing.weekdays.map((one) => of.weekday[one]))],
          [document.gapEvenings, listed(missing.evenings.map((one) => of.weekday[one]))],
          [document.gapWishes, listed(missing.categories.map(category))],
        ],
      },
    };
  };

  const title = `${document.title}: ${bodyName}, ${month.format(new Date(firstDayOf(report.month)))}`;
  return writePdf({
    title,
    language,
    madeAt: new Date(report.madeAt),
    lead: [
      document.about[report.kind],
      ...(report.total.times === 0 ? [document.nothing] : []),
      document.madeAt(day.format(new Date(dayOf(new Date(report.madeAt))))),
    ],
    sections: [
      total(),
      choice(),
      figures(
        part.family,
        report.byFamily.map((one) => [family(one.family), one.figures]),
      ),
      ...(report.byCategory?.length
        ? [
            figures(
              part.category,
              report.byCategory.map((one) => [category(one.category), one.figures]),
            ),
          ]
        : []),
      figures(
        part.weekday,
        report.byWeekday.map((one) => [of.weekday[one.weekday], one.figures]),
      ),
      figures(
        part.timeOfDay,
        report.byTimeOfDay.map((one) => [of.timeOfDay[one.timeOfDay], one.figures]),
      ),
      {
        heading: part.trait,
        table: {
          titles: [part.trait, capital(measure.times), document.share],
          rows: report.traits.map(({ trait, times }) => [
            capital(of.trait[trait]),
            number.format(times),
            report.total.times === 0 ? "–" : share.format(times / report.total.times),
          ]),
        },
      },
      gaps(),
      report.wishes.length === 0
        ? { heading: part.wish, text: document.noWishes }
        : {
            heading: part.wish,
            text: document.wishesHelp,
            table: {
              titles: [what, capital(measure.profiles), document.offered],
              rows: report.wishes.map(({ category: code, profiles, isOffered }) => [
                category(code),
                number.format(profiles),
                isOffered ? document.isOffered : document.isNotOffered,
              ]),
            },
          },
      report.places
        ? {
            heading: part.places,
            text: document.placesHelp,
            table: {
              titles: [part.family, capital(measure.timesCounted), capital(measure.taken), capital(measure.waiting)],
              rows: [
                [all, report.places] as const,
                ...report.byFamily.flatMap((one) => (one.places ? [[family(one.family), one.places] as const] : [])),
              ].map(([label, { timesCounted, taken, waiting }]) => [
                label,
                ...[timesCounted, taken, waiting].map((one) => number.format(one)),
              ]),
            },
          }
        : { heading: part.places, text: document.noPlaces },
    ],
    footer: (page, pages) => `${document.page(page, pages)} · ${title}`,
  });
};
