/** A report as a file for a spreadsheet: a row for each number, so that it can be sorted, filtered and put beside other months. */
import { allFamilies, findCategory } from "#modules/activities";
import { writeTable } from "#platform/csv";
import type { ChoiceGroup, OfferTrait, TimeOfDayBand, Weekday, WrittenNorm } from "#schema/resolvers";
import type { Figures, Places, Report } from "./report.ts";

type Words = {
  readonly titles: readonly [body: string, month: string, part: string, what: string, measure: string, value: string];
  readonly part: Readonly<
    Record<"total" | "own" | "family" | "weekday" | "timeOfDay" | "trait" | "choice" | "places" | "wish", string>
  >;
  readonly all: string;
  readonly measure: Readonly<
    Record<
      | "activities"
      | "times"
      | "minutes"
      | "organisers"
      | "calledOff"
      | "categories"
      | "timesCounted"
      | "taken"
      | "waiting"
      | "profiles",
      string
    >
  >;
  readonly weekday: Readonly<Record<Weekday, string>>;
  readonly timeOfDay: Readonly<Record<TimeOfDayBand, string>>;
  readonly trait: Readonly<Record<OfferTrait, string>>;
  readonly group: Readonly<Record<ChoiceGroup, string>>;
  readonly week: string;
};

const words: Readonly<Record<WrittenNorm, Words>> = {
  BOKMAL: {
    titles: ["Virksomhet", "Måned", "Del", "Hva", "Mål", "Tall"],
    part: {
      total: "I alt",
      own: "Arrangert av virksomheten selv",
      family: "Slags aktivitet",
      weekday: "Ukedag",
      timeOfDay: "Tid på dagen",
      trait: "Lett å være med",
      choice: "Å velge mellom",
      places: "Plasser (i femmere)",
      wish: "Ønsker (i femmere)",
    },
    all: "Alle",
    measure: {
      activities: "aktiviteter",
      times: "ganger",
      minutes: "minutter",
      organisers: "arrangører",
      calledOff: "avlyste ganger",
      categories: "ulike kategorier",
      timesCounted: "ganger der noen har talt",
      taken: "plasser tatt",
      waiting: "venter på plass",
      profiles: "profiler",
    },
    weekday: {
      MONDAY: "mandag",
      TUESDAY: "tirsdag",
      WEDNESDAY: "onsdag",
      THURSDAY: "torsdag",
      FRIDAY: "fredag",
      SATURDAY: "lørdag",
      SUNDAY: "søndag",
    },
    timeOfDay: { MORNING: "før klokka 12", AFTERNOON: "klokka 12 til 16", EVENING: "etter klokka 16" },
    trait: {
      LOW_LANGUAGE_THRESHOLD: "krever lite eller ingen norsk (A0–A1)",
      MIXES_WITH_LOCALS: "møter folk som har bodd her lenge",
      FREE: "gratis",
      CHILDCARE: "barnepass",
    },
    group: {
      EVERYBODY: "alle",
      AGE_0_5: "0–5 år",
      AGE_6_12: "6–12 år",
      AGE_13_18: "13–18 år",
      AGE_OVER_18: "over 18 år",
      WOMEN: "kvinner",
      MEN: "menn",
    },
    week: "uka fra",
  },
  NYNORSK: {
    titles: ["Verksemd", "Månad", "Del", "Kva", "Mål", "Tal"],
    part: {
      total: "I alt",
      own: "Arrangert av verksemda sjølv",
      family: "Slags aktivitet",
      weekday: "Vekedag",
      timeOfDay: "Tid på dagen",
      trait: "Lett å vere med",
      choice: "Å velje mellom",
      places: "Plassar (i femmarar)",
      wish: "Ønske (i femmarar)",
    },
    all: "Alle",
    measure: {
      activities: "aktivitetar",
      times: "gonger",
      minutes: "minutt",
      organisers: "arrangørar",
      calledOff: "avlyste gonger",
      categories: "ulike kategoriar",
      timesCounted: "gonger der nokon har talt",
      taken: "plassar tekne",
      waiting: "ventar på plass",
      profiles: "profilar",
    },
    weekday: {
      MONDAY: "måndag",
      TUESDAY: "tysdag",
      WEDNESDAY: "onsdag",
      THURSDAY: "torsdag",
      FRIDAY: "fredag",
      SATURDAY: "laurdag",
      SUNDAY: "søndag",
    },
    timeOfDay: { MORNING: "før klokka 12", AFTERNOON: "klokka 12 til 16", EVENING: "etter klokka 16" },
    trait: {
      LOW_LANGUAGE_THRESHOLD: "krev lite eller ingen norsk (A0–A1)",
      MIXES_WITH_LOCALS: "møter folk som har budd her lenge",
      FREE: "gratis",
      CHILDCARE: "barnepass",
    },
    group: {
      EVERYBODY: "alle",
      AGE_0_5: "0–5 år",
      AGE_6_12: "6–12 år",
      AGE_13_18: "13–18 år",
      AGE_OVER_18: "over 18 år",
      WOMEN: "kvinner",
      MEN: "menn",
    },
    week: "veka frå",
  },
};

/** The whole report in the norm it is written out in; `bodyName` is the body's. */
export const fileOf = (report: Report, bodyName: string): Promise<string> => {
  const { writtenNorm: norm, month } = report;
  const { titles, part, all, measure, ...of } = words[norm];
  const name = ({ nameNb, nameNn }: { readonly nameNb: string; readonly nameNn: string }): string =>
    norm === "NYNORSK" ? nameNn : nameNb;
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
  const families = new Map(allFamilies.map((family) => [family.code, name(family)]));
  return writeTable([
    titles,
    ...figures(part.total, all, report.total),
    row(part.total, all, measure.organisers, report.organisers),
    row(part.total, all, measure.calledOff, report.calledOff),
    ...figures(part.own, all, report.ownArranged),
    ...report.byFamily.flatMap((one) => figures(part.family, families.get(one.family) ?? one.family, one.figures)),
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
    ...report.wishes.map(({ category, profiles }) => {
      const known = findCategory(category);
      return row(part.wish, known ? name(known) : category, measure.profiles, profiles);
    }),
  ]);
};
