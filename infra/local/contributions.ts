/** What organisations of each kind could plausibly contribute, for the demonstration's profiles. */
import type { SaveCapabilityProfileInput } from "#schema/resolvers";

export type Contribution = Omit<SaveCapabilityProfileInput, "organisationId" | "version" | "confirm">;

const nothing: Contribution = {
  capabilities: [],
  trainedPeople: null,
  premises: [],
  vehicles: [],
  equipment: [],
  languages: ["nb", "en"],
  emergencyExperience: [],
  contactWindows: [{ weekday: "TUESDAY", opensAt: "18:00", closesAt: "20:00", channel: "PHONE" }],
  note: null,
};

const evening = { opensAt: "17:00", closesAt: "21:00" } as const;
const daytime = { opensAt: "10:00", closesAt: "14:00" } as const;

/** By ICNPO category, or by group for its other categories. */
const byCode: Readonly<Record<string, Partial<Contribution>>> = {
  "1100": {
    capabilities: ["CULTURE", "LOCAL_ACTIVITIES", "MEETING_PLACE"],
    trainedPeople: 4,
    premises: [{ name: "Øvingslokalet", places: 60, stepFree: true }],
    equipment: ["Lydanlegg", "30 notestativ", "Låneinstrumenter"],
    languages: ["nb", "en", "uk"],
    contactWindows: [{ weekday: "MONDAY", ...evening, channel: "IN_PERSON" }],
    note: "Nye er velkomne på øvelse uten å kunne spille. Vi har lånt ut instrumenter til barn fra mottaket.",
  },
  "1200": {
    capabilities: ["SPORT", "CHILDREN_AND_YOUTH", "LOCAL_ACTIVITIES"],
    trainedPeople: 12,
    premises: [{ name: "Klubbhuset", places: 80, stepFree: true }],
    vehicles: [{ kind: "Minibuss", count: 1 }],
    equipment: ["Fotballsko til utlån", "Ski og staver i barnestørrelser"],
    languages: ["nb", "en", "ar", "so"],
    contactWindows: [
      { weekday: "WEDNESDAY", ...evening, channel: "PHONE" },
      { weekday: "SATURDAY", ...daytime, channel: "IN_PERSON" },
    ],
    note: "Gratis trening det første året for barn som er nye i Norge.",
  },
  "1300": {
    capabilities: ["OUTDOOR_LIFE", "LOCAL_ACTIVITIES", "MEETING_PLACE"],
    trainedPeople: 6,
    equipment: ["12 sovesekker", "Bålpanner", "Redningsvester"],
    emergencyExperience: ["Leteaksjon i Bymarka 2021"],
    contactWindows: [{ weekday: "SUNDAY", ...daytime, channel: "IN_PERSON" }],
  },
  "2": {
    capabilities: ["LANGUAGE_PRACTICE", "HOMEWORK_HELP", "CHILDREN_AND_YOUTH"],
    trainedPeople: 15,
    premises: [{ name: "Klasserommet på Kalvskinnet", places: 24, stepFree: true }],
    equipment: ["10 bærbare maskiner", "Lettlestbøker"],
    languages: ["nb", "nn", "en", "ti", "ar", "uk"],
    contactWindows: [{ weekday: "THURSDAY", ...evening, channel: "CHAT" }],
  },
  "3": {
    capabilities: ["HEALTH_AND_CARE", "FIRST_AID_AND_RESCUE", "FAMILY_SUPPORT"],
    trainedPeople: 22,
    vehicles: [{ kind: "Varebil", count: 2 }],
    equipment: ["Førstehjelpsutstyr", "Feltsenger til 40"],
    languages: ["nb", "en", "fa"],
    emergencyExperience: ["Mottak av evakuerte 2022", "Vaksinasjon 2021"],
  },
  "4": {
    capabilities: ["GUIDE_PROGRAMME", "FAMILY_SUPPORT", "CLOTHES_AND_FURNITURE", "MEETING_PLACE"],
    trainedPeople: 30,
    premises: [{ name: "Stua på Møllenberg", places: 40, stepFree: false }],
    vehicles: [{ kind: "Varebil", count: 1 }],
    languages: ["nb", "en", "ar", "uk", "ru"],
    emergencyExperience: ["Mottak av evakuerte 2022"],
    contactWindows: [
      { weekday: "MONDAY", ...daytime, channel: "PHONE" },
      { weekday: "THURSDAY", ...evening, channel: "EMAIL" },
    ],
    note: "Flyktningguider i par, med kurs to ganger i året. Ventetid omtrent tre uker.",
  },
  "5": {
    capabilities: ["OUTDOOR_LIFE", "LOCAL_ACTIVITIES"],
    trainedPeople: 5,
    premises: [{ name: "Parsellhagen", places: null, stepFree: true }],
    equipment: ["Hageredskap"],
  },
  "6": {
    capabilities: ["LOCAL_ACTIVITIES", "MEETING_PLACE", "DIGITAL_HELP", "TRANSPORT"],
    trainedPeople: 3,
    premises: [{ name: "Grendehuset", places: 120, stepFree: true }],
    vehicles: [{ kind: "Personbil med hengerfeste", count: 3 }],
    equipment: ["Storkjøkken", "Aggregat"],
    emergencyExperience: ["Husly under ekstremværet Gyda 2022"],
  },
  "7200": {
    capabilities: ["LEGAL_INFORMATION", "INTERPRETING_AND_TRANSLATION"],
    trainedPeople: 8,
    languages: ["nb", "en", "ar", "fa", "ti", "so"],
    contactWindows: [{ weekday: "FRIDAY", ...daytime, channel: "PHONE" }],
  },
  "4300": {
    capabilities: ["FOOD", "CLOTHES_AND_FURNITURE", "TRANSPORT"],
    trainedPeople: 18,
    premises: [{ name: "Lageret på Tiller", places: null, stepFree: true }],
    vehicles: [{ kind: "Kjølebil", count: 1 }],
    equipment: ["Kjølerom", "Palletralle"],
  },
  "14": {
    capabilities: ["GUIDE_PROGRAMME", "INTERPRETING_AND_TRANSLATION", "CULTURE"],
    trainedPeople: 10,
    languages: ["nb", "en", "uk", "ru", "ar", "ku"],
  },
  "10": {
    capabilities: ["MEETING_PLACE", "FOOD", "LANGUAGE_PRACTICE", "EMERGENCY_ACCOMMODATION"],
    trainedPeople: 9,
    premises: [{ name: "Menighetssalen", places: 150, stepFree: true }],
    equipment: ["Storkjøkken", "25 madrasser"],
    languages: ["nb", "en", "ti", "am"],
    emergencyExperience: ["Overnatting for evakuerte 2022"],
  },
  "6300": { capabilities: ["WORK_AND_MENTORING", "DIGITAL_HELP"], trainedPeople: 7 },
  "11": { capabilities: ["WORK_AND_MENTORING"], trainedPeople: 4 },
  "13": {
    capabilities: ["CHILDREN_AND_YOUTH", "OUTDOOR_LIFE", "HOMEWORK_HELP"],
    trainedPeople: 11,
    equipment: ["Fem lavvoer", "Kanoer"],
    contactWindows: [{ weekday: "TUESDAY", ...evening, channel: "IN_PERSON" }],
  },
};

const otherwise: Partial<Contribution> = { capabilities: ["LOCAL_ACTIVITIES", "MEETING_PLACE"], trainedPeople: 2 };

/** A contribution for an organisation with that main category; `n` varies it, so that not all of a kind are alike. */
export const contributionFor = (icnpo: string | undefined, n: number): Contribution => {
  // A category is its group's number and three digits more.
  const like = icnpo === undefined ? undefined : (byCode[icnpo] ?? byCode[icnpo.slice(0, -3)]);
  const found = { ...nothing, ...(like ?? otherwise) };
  return { ...found, trainedPeople: found.trainedPeople == null ? null : found.trainedPeople + (n % 5) };
};
