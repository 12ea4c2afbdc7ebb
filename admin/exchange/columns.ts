/** Which cells put a problem right. */
import type { ImportColumn } from "#schema/operations";

const times: readonly ImportColumn[] = ["STARTS_ON", "STARTS_AT", "ENDS_AT", "REPEATS", "UNTIL"];

const byField: Readonly<Record<string, readonly ImportColumn[]>> = {
  title: ["TITLE"],
  summary: ["SUMMARY"],
  description: ["DESCRIPTION"],
  whatToExpect: ["WHAT_TO_EXPECT"],
  category: ["CATEGORY"],
  language: ["LANGUAGE"],
  languages: ["LANGUAGES"],
  "place.name": ["PLACE"],
  "place.address": ["ADDRESS"],
  "place.municipality": ["MUNICIPALITY"],
  "place.transport": ["TRANSPORT"],
  "place.latitude": ["LATITUDE"],
  "place.longitude": ["LONGITUDE"],
  ageFrom: ["AGE_FROM"],
  ageTo: ["AGE_TO"],
  group: ["GROUP"],
  mixesWithLocals: ["MIXES_WITH_LOCALS"],
  languageLevel: ["LANGUAGE_LEVEL"],
  price: ["PRICE"],
  "price.amount": ["PRICE"],
  "price.per": ["PRICE_PER"],
  equipment: ["EQUIPMENT"],
  trial: ["TRIAL"],
  childcare: ["CHILDCARE"],
  policeCertificate: ["POLICE_CERTIFICATE"],
  commitment: ["COMMITMENT"],
  accessibility: ["ACCESSIBILITY"],
  capacity: ["CAPACITY"],
  signUpUrl: ["SIGN_UP_URL"],
  "registeredAt.platform": ["REGISTERED_AT"],
  "registeredAt.url": ["REGISTERED_URL"],
  "registeredAt.externalId": ["EXTERNAL_ID"],
  id: ["ID"],
  schedules: times,
  startsOn: ["STARTS_ON"],
  startsAt: ["STARTS_AT"],
  endsAt: ["ENDS_AT"],
  "repeats.until": ["UNTIL"],
  "repeats.count": ["COUNT"],
  exceptions: ["EXCEPTIONS"],
  seasons: ["SEASONS"],
};

/** The cells of a field that something is wrong with; all that tell when, where it is the rule itself. */
export const columnsOf = (field: string): readonly ImportColumn[] => {
  const inRule = /^schedules\.\d+\.(.+)$/.exec(field)?.[1];
  if (inRule === undefined) return byField[field] ?? [];
  const plain = inRule.replace(/\.\d+(\..*)?$/, "");
  return byField[plain] ?? (plain.startsWith("repeats") ? ["REPEATS"] : times);
};
