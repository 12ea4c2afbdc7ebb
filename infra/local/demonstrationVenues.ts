/** Venues of the demonstration, in Trondheim, and what organisations have asked of them. */
import type { RequestVenueInput, VenueInput, Weekday } from "#schema/resolvers";
import type { PersonName } from "./people.ts";

const hours = (weekdays: readonly Weekday[], opensAt: string, closesAt: string): VenueInput["openingHours"] =>
  weekdays.map((weekday) => ({ weekday, opensAt, closesAt }));
const workdays = ["MONDAY", "TUESDAY", "WEDNESDAY", "THURSDAY", "FRIDAY"] as const;
const weekend = ["SATURDAY", "SUNDAY"] as const;

type Asked = Pick<RequestVenueInput, "purpose" | "people" | "weeks"> & {
  readonly who: PersonName;
  /** So many days from today, at an hour of UTC and for so many hours. */
  readonly inDays: number;
  readonly at: number;
  readonly lasts: number;
  readonly isGranted?: true;
};

export const venues: readonly {
  readonly lender: "municipality" | "hub";
  readonly venue: VenueInput;
  readonly bookings: readonly Asked[];
}[] = [
  {
    lender: "municipality",
    venue: {
      name: "Kantina på rådhuset",
      description: "Stort og lyst rom med kjøkken. Det er god plass til felles middag, kurs og møter om kvelden.",
      address: "Munkegata 1",
      municipality: "5001",
      latitude: 63.4294,
      longitude: 10.3934,
      capacity: 80,
      equipment: ["KITCHEN", "TABLES_AND_CHAIRS", "PROJECTOR", "WIFI"],
      accessibility: ["STEP_FREE", "HEARING_LOOP"],
      openingHours: [...hours(workdays, "16:00", "22:00"), ...hours(weekend, "10:00", "18:00")],
      contact: "Nøkkelkort hentes på servicetorget før klokka 15",
      lentTo: "VOLUNTARY",
      mustBeApproved: true,
      takesRequests: true,
    },
    bookings: [
      { who: "leader", purpose: "Felles middag", people: 60, weeks: 4, inDays: 4, at: 17, lasts: 2, isGranted: true },
      { who: "leader", purpose: "Kurs for nye frivillige", people: 25, weeks: 1, inDays: 6, at: 16, lasts: 2 },
    ],
  },
  {
    lender: "municipality",
    venue: {
      name: "Gymsalen på Lade skole",
      description: "Gymsal med garderober, til trening og lek etter skoletid.",
      address: "Harald Hårfagres gate 2",
      municipality: "5001",
      latitude: 63.4432,
      longitude: 10.4402,
      capacity: 120,
      equipment: ["SPORTS_FLOOR", "CHANGING_ROOMS", "SOUND_SYSTEM", "PARKING"],
      accessibility: ["STEP_FREE"],
      pricePerHour: 15_000,
      openingHours: [...hours(workdays, "17:00", "21:00"), ...hours(weekend, "10:00", "16:00")],
      lentTo: "LOCAL_VOLUNTARY",
      mustBeApproved: false,
      takesRequests: true,
    },
    bookings: [{ who: "leader", purpose: "Volleyball for alle", people: 24, weeks: 3, inDays: 5, at: 17, lasts: 2 }],
  },
  {
    lender: "hub",
    venue: {
      name: "Storstua på Lademoen",
      description: "Kaffe står klar. Lekekrok for de minste, og scene for den som vil opptre.",
      address: "Mellomveien 5",
      municipality: "5001",
      latitude: 63.4367,
      longitude: 10.4256,
      capacity: 45,
      equipment: ["KITCHEN", "TABLES_AND_CHAIRS", "STAGE", "PLAY_AREA", "WIFI"],
      accessibility: ["STEP_FREE", "QUIET"],
      openingHours: [...hours(workdays, "09:00", "21:00"), ...hours(["SATURDAY"], "11:00", "16:00")],
      lentTo: "EVERYBODY",
      mustBeApproved: true,
      takesRequests: true,
    },
    bookings: [
      { who: "coordinator", purpose: "Samtale om norsktrening", people: 20, weeks: 1, inDays: 6, at: 12, lasts: 2 },
    ],
  },
];

/** When Trondheim kommune answers those who work when offices are closed. */
export const contactWindows = [
  {
    weekday: "MONDAY",
    opensAt: "16:00",
    closesAt: "20:00",
    channel: "CHAT",
    chatUrl: "https://chat.trondheim.example/",
    answerWithinHours: 1,
  },
  {
    weekday: "THURSDAY",
    opensAt: "16:00",
    closesAt: "20:00",
    channel: "PHONE",
    phone: "72 54 00 00",
    answerWithinHours: 4,
  },
  {
    weekday: "SATURDAY",
    opensAt: "10:00",
    closesAt: "14:00",
    channel: "IN_PERSON",
    place: "Servicetorget",
    answerWithinHours: 24,
  },
] as const;
