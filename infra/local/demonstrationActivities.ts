/** Activities of the demonstration, in Trondheim and around it: what one may find in a town of that size. */
import type { ActivityInput, ActivityTranslationInput, RecurrenceFrequency, Weekday } from "#schema/resolvers";

const place = (name: string, more: Partial<ActivityInput["place"]> = {}): ActivityInput["place"] => ({
  name,
  municipality: "5001",
  ...more,
});

const every = (
  weekday: Weekday,
  startsAt: string,
  endsAt: string,
  more: { readonly frequency?: RecurrenceFrequency; readonly interval?: number; readonly weekOfMonth?: number } = {},
): ActivityInput["schedules"][number] => ({
  startsOn: "2026-08-17",
  startsAt,
  endsAt,
  repeats: { frequency: "WEEKLY", weekdays: [weekday], ...more },
});

/** Who arranges each: the municipality, the centre, the hub, or one of the registered organisations, by its place in a list. */
export type Organiser = "municipality" | "centre" | "hub" | number;

type Arranged = {
  readonly organiser: Organiser;
  readonly activity: ActivityInput;
  /** Confirmed so many days ago, and translated since; left out: now. */
  readonly confirmed?: { readonly daysAgo: number; readonly translated: ActivityTranslationInput };
};

export const activities: readonly Arranged[] = [
  {
    organiser: 0,
    activity: {
      category: "LANGUAGE_CAFE",
      title: "Språkkafé på biblioteket",
      summary: "Snakk norsk over en kopp kaffe. Alle er velkomne, også du som er helt ny.",
      whatToExpect: "Noen tar imot deg i døra. Vi sitter fire og fire rundt små bord. Du trenger ikke melde deg på.",
      place: place("Trondheim folkebibliotek", {
        address: "Peter Egges plass 1",
        transport: "Alle busser til sentrum",
        latitude: 63.4294,
        longitude: 10.4006,
      }),
      schedules: [every("THURSDAY", "17:30", "19:00")],
      mixesWithLocals: true,
      languages: ["nb", "en", "uk", "ar"],
      accessibility: ["STEP_FREE", "HEARING_LOOP"],
      translations: [
        {
          language: "en",
          title: "Language café at the library",
          summary: "Speak Norwegian over a cup of coffee. Everybody is welcome, also if you are quite new.",
          whatToExpect: "Somebody meets you at the door. We sit four and four at small tables. You need not sign up.",
          provenance: "HUMAN",
        },
        {
          language: "uk",
          title: "Мовне кафе в бібліотеці",
          summary: "Поговоріть норвезькою за чашкою кави. Раді всім, навіть якщо ви щойно приїхали.",
          provenance: "MACHINE",
        },
        {
          language: "ar",
          title: "مقهى اللغة في المكتبة",
          summary: "تحدث بالنرويجية مع فنجان قهوة. الجميع مرحب بهم، حتى لو كنت جديدًا هنا.",
          whatToExpect: "هناك من يستقبلك عند الباب. نجلس أربعة أشخاص حول كل طاولة صغيرة. لا تحتاج إلى التسجيل.",
          provenance: "IMMIGRANT_ORGANISATION",
        },
      ],
    },
  },
  {
    organiser: 1,
    activity: {
      category: "BALL_GAMES",
      title: "Fotball for jenter 10–15 år",
      summary: "Trening to ganger i uka, for deg som har spilt og for deg som aldri har prøvd.",
      place: place("Kolstad kunstgress", {
        transport: "Buss 3 til Saupstadsenteret",
        latitude: 63.367,
        longitude: 10.344,
      }),
      schedules: [every("MONDAY", "17:00", "18:30"), every("WEDNESDAY", "17:00", "18:30")],
      ageFrom: 10,
      ageTo: 15,
      group: "WOMEN",
      price: { amount: 60_000, per: "SEASON" },
      equipment: "LENT",
      trial: true,
      policeCertificate: true,
      commitment: "REGULAR",
      capacity: 24,
    },
  },
  {
    organiser: 2,
    activity: {
      category: "HOMEWORK_HELP",
      title: "Leksehjelp på Saupstad",
      summary: "Hjelp med lekser, og noe å spise. Småsøsken kan være med.",
      place: place("Saupstad frivilligsenter", { latitude: 63.3655, longitude: 10.351 }),
      schedules: [every("TUESDAY", "15:00", "17:00"), every("THURSDAY", "15:00", "17:00")],
      ageFrom: 8,
      ageTo: 19,
      childcare: true,
      policeCertificate: true,
      languages: ["nb", "so", "ar"],
    },
  },
  {
    organiser: 3,
    activity: {
      category: "TRAINING_WALKS",
      title: "Søndagstur i Bymarka",
      summary: "Vi går rolig i to timer, og noen har alltid med kaffe.",
      place: place("Skistua", {
        transport: "Buss 26, eller sitt på med noen",
        latitude: 63.4185,
        longitude: 10.264,
      }),
      schedules: [every("SUNDAY", "11:00", "13:30")],
      mixesWithLocals: true,
      equipment: "LENT",
      accessibility: ["QUIET", "COMPANION"],
    },
    confirmed: {
      daysAgo: 340,
      translated: {
        language: "en",
        title: "Sunday walk in Bymarka",
        summary: "We walk at an easy pace for two hours, and somebody always brings coffee.",
        provenance: "HUMAN",
      },
    },
  },
  {
    organiser: 4,
    activity: {
      category: "MUSIC",
      title: "Kor uten noter",
      summary: "Vi synger på mange språk. Ingen prøvesang.",
      place: place("Strinda kirke", { latitude: 63.4135, longitude: 10.4405 }),
      schedules: [every("WEDNESDAY", "19:00", "21:00", { interval: 2 })],
      mixesWithLocals: true,
      languageLevel: "A1",
      price: { amount: 30_000, per: "YEAR" },
      commitment: "TRY",
    },
    confirmed: {
      daysAgo: 200,
      translated: {
        language: "en",
        title: "Choir without sheet music",
        summary: "We sing in many languages. No audition.",
        provenance: "MACHINE",
      },
    },
  },
  {
    organiser: "hub",
    activity: {
      category: "FOOD",
      title: "Felles middag",
      summary: "Vi lager mat sammen og spiser sammen. Ta gjerne med en oppskrift hjemmefra.",
      place: place("Lademoen frivilligsentral", { latitude: 63.4385, longitude: 10.428 }),
      schedules: [every("THURSDAY", "16:00", "19:00")],
      group: "FAMILIES",
      capacity: 40,
      accessibility: ["STEP_FREE"],
    },
  },
  {
    organiser: "centre",
    activity: {
      category: "CYCLING",
      title: "Sykkelkurs for voksne",
      summary: "Lær å sykle trygt. Vi låner ut sykler og hjelmer.",
      place: place("Plassen foran mottaket"),
      schedules: [every("SATURDAY", "12:00", "14:00")],
      ageFrom: 16,
      equipment: "LENT",
      capacity: 10,
    },
  },
  {
    organiser: "municipality",
    activity: {
      category: "LEGAL_INFO",
      title: "Spør oss om livet i Norge",
      summary: "Skole, lege, jobb og bolig: kom med spørsmålene dine, vi har tolk.",
      place: place("Rådhuset, inngang B", { address: "Munkegata 1", latitude: 63.4284, longitude: 10.3945 }),
      schedules: [every("MONDAY", "13:00", "15:00", { frequency: "MONTHLY", weekOfMonth: 1 })],
      languages: ["nb", "en", "uk", "ar", "so", "ti"],
      accessibility: ["STEP_FREE"],
    },
  },
  {
    organiser: 5,
    activity: {
      category: "ARTS_CRAFTS",
      title: "Strikkekafé i Malvik",
      summary: "Strikk, prat og vafler. Vi har pinner og garn til alle.",
      place: { name: "Hommelvik bibliotek", municipality: "5031", latitude: 63.409, longitude: 10.795 },
      schedules: [every("TUESDAY", "18:00", "20:00")],
      mixesWithLocals: true,
    },
  },
  {
    organiser: 5,
    activity: {
      category: "LANGUAGE_CAFE",
      title: "Norsk på tirsdag",
      summary: "Snakk norsk med noen fra bygda.",
      place: { name: "Stjørdal bibliotek", municipality: "5035", latitude: 63.4695, longitude: 10.9175 },
      schedules: [every("TUESDAY", "17:00", "18:30")],
    },
  },
  {
    organiser: 6,
    activity: {
      category: "OUTDOOR_LIFE",
      title: "Ut på tur med unger",
      summary: "Vi tenner bål og steker pølser. Ta med barna.",
      place: { name: "Gapahuken ved Melhusrypa", municipality: "5028" },
      schedules: [every("SATURDAY", "11:00", "14:00")],
      group: "FAMILIES",
    },
  },
];
