/** The words reports are written out in: for a spreadsheet, and for people. */
import type { ChoiceGroup, OfferTrait, TimeOfDayBand, Weekday, WrittenNorm } from "#schema/resolvers";
import type { Kind } from "./report.ts";

type Words = {
  readonly titles: readonly [body: string, month: string, part: string, what: string, measure: string, value: string];
  readonly part: Readonly<
    Record<
      "total" | "own" | "family" | "category" | "weekday" | "timeOfDay" | "trait" | "choice" | "places" | "wish",
      string
    >
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
  /** What only a document has. */
  readonly document: {
    /** For `Intl`, and what reads aloud. */
    readonly language: string;
    readonly title: string;
    readonly about: Readonly<Record<Kind, string>>;
    readonly nothing: string;
    readonly thisMonth: string;
    readonly monthBefore: string;
    readonly hours: string;
    readonly share: string;
    readonly choiceHelp: (target: number) => string;
    readonly forWhom: string;
    readonly reached: string;
    readonly notReached: string;
    readonly gaps: string;
    readonly gapFamilies: string;
    readonly gapWeekdays: string;
    readonly gapEvenings: string;
    readonly gapWishes: string;
    readonly nothingMissing: string;
    readonly wishesHelp: string;
    readonly noWishes: string;
    readonly offered: string;
    readonly isOffered: string;
    readonly isNotOffered: string;
    readonly placesHelp: string;
    readonly noPlaces: string;
    readonly madeAt: (day: string) => string;
    readonly page: (number: number, of: number) => string;
  };
};

export const words: Readonly<Record<WrittenNorm, Words>> = {
  BOKMAL: {
    titles: ["Virksomhet", "Måned", "Del", "Hva", "Mål", "Tall"],
    part: {
      total: "I alt",
      own: "Arrangert av virksomheten selv",
      family: "Slags aktivitet",
      category: "Kategori",
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
    document: {
      language: "nb-NO",
      title: "Månedsrapport",
      about: {
        MUNICIPALITY: "Rapporten handler om det som foregikk i kommunen. Avlyste ganger er ikke med i tallene.",
        RECEPTION_CENTRE:
          "Rapporten handler om det beboerne på mottaket kunne velge mellom: det mottaket selv arrangerte, uansett hvor, og alt som var publisert i kommunen der mottaket ligger. Avlyste ganger er ikke med i tallene.",
      },
      nothing: "Det var ingenting å være med på denne måneden.",
      thisMonth: "Denne måneden",
      monthBefore: "Måneden før",
      hours: "timer",
      share: "Andel av alle ganger",
      choiceHelp: (target) =>
        `Hvor mange ulike kategorier man kunne velge mellom i uka. Målet er minst ${target}, og uker som mangler på det, står med «for få».`,
      forWhom: "For hvem",
      reached: "nådd",
      notReached: "for få",
      gaps: "Hva som manglet",
      gapFamilies: "Aktiviteter det ikke var noe av",
      gapWeekdays: "Ukedager uten noe",
      gapEvenings: "Kvelder uten noe",
      gapWishes: "Ønsker uten tilbud",
      nothingMissing: "Ingenting manglet",
      wishesHelp:
        "Fra nyankomnes interesseprofiler slik de var da rapporten ble laget. Ønsker som færre enn fem har, er ikke med.",
      noWishes: "Ingen ønsker har nok bak seg til å vises.",
      offered: "Tilbud",
      isOffered: "Finnes",
      isNotOffered: "Mangler",
      placesHelp:
        "Etter arrangørenes tellinger: færre enn fem regnes som ingen, før tallene legges sammen. Null betyr derfor få eller ingen.",
      noPlaces: "Ingen har telt plasser denne måneden.",
      madeAt: (day) => `Laget ${day} av Samspill.`,
      page: (number, of) => `Side ${number} av ${of}`,
    },
  },
  NYNORSK: {
    titles: ["Verksemd", "Månad", "Del", "Kva", "Mål", "Tal"],
    part: {
      total: "I alt",
      own: "Arrangert av verksemda sjølv",
      family: "Slags aktivitet",
      category: "Kategori",
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
    document: {
      language: "nn-NO",
      title: "Månadsrapport",
      about: {
        MUNICIPALITY: "Rapporten handlar om det som gjekk føre seg i kommunen. Avlyste gonger er ikkje med i tala.",
        RECEPTION_CENTRE:
          "Rapporten handlar om det bebuarane på mottaket kunne velje mellom: det mottaket sjølv arrangerte, same kvar, og alt som var publisert i kommunen der mottaket ligg. Avlyste gonger er ikkje med i tala.",
      },
      nothing: "Det var ingenting å vere med på denne månaden.",
      thisMonth: "Denne månaden",
      monthBefore: "Månaden før",
      hours: "timar",
      share: "Del av alle gonger",
      choiceHelp: (target) =>
        `Kor mange ulike kategoriar ein kunne velje mellom i veka. Målet er minst ${target}, og veker som manglar på det, står med «for få».`,
      forWhom: "For kven",
      reached: "nådd",
      notReached: "for få",
      gaps: "Kva som mangla",
      gapFamilies: "Aktivitetar det ikkje var noko av",
      gapWeekdays: "Vekedagar utan noko",
      gapEvenings: "Kveldar utan noko",
      gapWishes: "Ønske utan tilbod",
      nothingMissing: "Ingenting mangla",
      wishesHelp:
        "Frå interesseprofilane til nykomne, slik dei var då rapporten vart laga. Ønske som færre enn fem har, er ikkje med.",
      noWishes: "Ingen ønske har nok bak seg til å bli viste.",
      offered: "Tilbod",
      isOffered: "Finst",
      isNotOffered: "Manglar",
      placesHelp:
        "Etter teljingane til arrangørane: færre enn fem blir rekna som ingen, før tala blir lagde saman. Null tyder difor få eller ingen.",
      noPlaces: "Ingen har talt plassar denne månaden.",
      madeAt: (day) => `Laga ${day} av Samspill.`,
      page: (number, of) => `Side ${number} av ${of}`,
    },
  },
};

/** The name in the norm. */
export const nameIn = (
  norm: WrittenNorm,
  { nameNb, nameNn }: { readonly nameNb: string; readonly nameNn: string },
): string => (norm === "NYNORSK" ? nameNn : nameNb);
