/** An activity: what people can join, when and where, and how far it has come. */
import { createHash } from "node:crypto";
import { findMunicipality, pointProblems } from "#modules/places";
import { dayOf } from "#platform/day";
import type { Connection } from "#platform/page";
import { plain } from "#platform/plain";
import { type Problem, Refusal, refuseProblems } from "#platform/refusal";
import type { ActivityInput, ActivityState, ActivityTranslationInput } from "#schema/resolvers";
import { findCategory } from "./category.ts";
import type { Row } from "./row.ts";
import { type Schedule, scheduleOf } from "./schedule.ts";

/** One time of an activity, known by when its rule says that it begins, moved or not (RFC 5545, RECURRENCE-ID). */
export type ActivityTime = {
  readonly scheduledAt: string;
  readonly startsAt: string;
  readonly endsAt: string;
  readonly isCancelled: boolean;
  readonly note?: string;
};

/** The texts in another language, and the mark of those they were made of. */
export type Translation = ActivityTranslationInput & { readonly madeOf: string };

type Given = {
  readonly [Field in Exclude<keyof ActivityInput, "schedules" | "translations" | OptionalField>]-?: NonNullable<
    ActivityInput[Field]
  >;
};
type OptionalField = "description" | "whatToExpect" | "ageFrom" | "ageTo" | "capacity" | "signUpUrl" | "registeredAt";
/** What its organiser tells of it; what is not so is left out. */
export type Facts = Given & { readonly translations: readonly Translation[] } & {
  readonly [Field in OptionalField]?: NonNullable<ActivityInput[Field]>;
};

export type Activity = {
  readonly key: string;
  readonly version: number;
  readonly stage: "DRAFT" | "PUBLISHED" | "ENDED";
  readonly organiserKey: string;
  /** What the catalogue's row says of the organiser without asking for it; as it was when the activity was last changed. */
  readonly organiser: {
    readonly name: string;
    readonly parentKey?: string;
    readonly isPublicBody: boolean;
    readonly isReceptionCentre?: true;
  };
  readonly facts: Facts;
  readonly schedules: readonly Schedule[];
  /** What calendars know each of them by, whatever becomes of the others; absent: its place. */
  readonly numbers?: readonly number[];
  /** The times that are not as a rule says, in the order of the rule. */
  readonly changes: readonly ActivityTime[];
  /** The last day its rules give. */
  readonly lastDay?: string;
  /** When it was last changed, or confirmed. */
  readonly changedAt: string;
  readonly confirmedAt?: string;
  /** When somebody ended it; absent where it is not ended but by its last day. */
  readonly endedAt?: string;
  /** Set where its organiser is no more, until somebody confirms it again. */
  readonly withdrawn?: Withdrawal | undefined;
  readonly whyNotCompeting?: string;
};

/** That what is published is hidden before its time, and why. */
export type Withdrawal = { readonly at: string; readonly because: "ORGANISER_CLOSED" | "ORGANISER_BANKRUPT" };

export type ActivityPage = Connection<Row> & { readonly totalCount: number };
export type ActivityAnswer = { readonly activity: Activity };
const fewestTold = 5;

/** Places of one time, by its organiser's count. */
export type SessionCount = { readonly taken: number; readonly waiting: number };
/** Whether all places of a time are taken; undefined where nobody has counted, or there is no limit. */
export const isFull = ({ capacity }: Pick<Facts, "capacity">, count: SessionCount | undefined): boolean | undefined =>
  count && capacity !== undefined ? count.taken >= capacity : undefined;
/** The same for others than those who count: that a few places are taken would tell of a few persons (`platform/inFives.ts`). */
export const isFullToOthers = (facts: Pick<Facts, "capacity">, count: SessionCount | undefined): boolean | undefined =>
  (facts.capacity ?? 0) < fewestTold ? undefined : isFull(facts, count);
/** One time, and the activity it is of; the count where it is known already. */
export type ActivitySession = {
  readonly activity: Row;
  readonly time: ActivityTime;
  readonly count?: SessionCount;
};
export type SessionPage = Connection<ActivitySession> & { readonly totalCount: number };
export type SessionAnswer = { readonly session: ActivitySession };

/** Id that holds everywhere, from the key that holds here. */
export const activityId = (key: string): string => `activity:${key}`;
/** The key of an id; undefined where it is no activity's. */
export const activityKey = (id: string): string | undefined => /^activity:([A-Z\d]{26})$/.exec(id)?.[1];

/** What is not confirmed for so long must be, and what is not for a year is shown no more. */
const daysUntilToBeConfirmed = 180;
const daysUntilHidden = 365;

const daysFrom = (at: string, days: number): string => new Date(Date.parse(at) + days * 86_400_000).toISOString();
export const confirmAgainAt = (confirmedAt: string): string => daysFrom(confirmedAt, daysUntilToBeConfirmed);
export const hiddenFrom = (confirmedAt: string): string => daysFrom(confirmedAt, daysUntilHidden);

/** How far those come at an instant whose stage, confirmation and last day are known. */
export const statesAt = (
  now: Date,
): ((one: Pick<Activity, "stage" | "confirmedAt" | "lastDay" | "withdrawn">) => ActivityState) => {
  const today = dayOf(now);
  const toBeConfirmed = daysFrom(now.toISOString(), -daysUntilToBeConfirmed);
  const hidden = daysFrom(now.toISOString(), -daysUntilHidden);
  return ({ stage, confirmedAt = "", lastDay, withdrawn }) => {
    if (stage !== "PUBLISHED") return stage;
    if (lastDay !== undefined && lastDay < today) return "ENDED";
    return withdrawn || confirmedAt <= hidden
      ? "HIDDEN"
      : confirmedAt <= toBeConfirmed
        ? "TO_BE_CONFIRMED"
        : "PUBLISHED";
  };
};

/** From when on its times are called off: somebody has ended it, or its organiser is no more. */
export const calledOffFrom = ({ endedAt, withdrawn }: Pick<Activity, "endedAt" | "withdrawn">): string | undefined =>
  [endedAt, withdrawn?.at].filter((at) => at !== undefined).toSorted()[0];

/** Whether a time does not take place. What was held before the end was held. */
export const isCalledOff = (activity: Pick<Activity, "endedAt" | "withdrawn">, time: ActivityTime): boolean =>
  time.isCancelled || time.startsAt > (calledOffFrom(activity) ?? time.startsAt);

/**
 * Whether an activity was there to join at an instant, whatever has become of it since: it has been published, had not been ended,
 * its organiser was there, and somebody had stood by it within a year.
 */
export const stoodAt = (activity: Pick<Activity, "confirmedAt" | "endedAt" | "withdrawn">, at: string): boolean =>
  activity.confirmedAt !== undefined &&
  at < hiddenFrom(activity.confirmedAt) &&
  at < (calledOffFrom(activity) ?? hiddenFrom(activity.confirmedAt));

/** What everybody may see. */
export const publicStates: ReadonlySet<ActivityState> = new Set(["PUBLISHED", "TO_BE_CONFIRMED"]);

/** Whether it is told of on pages for all. What a reception centre arranges is not: it would say where its residents live. */
export const isForAll = ({ organiser }: Pick<Activity, "organiser">): boolean => !organiser.isReceptionCentre;

/**
 * How an activity stands to who signs in nowhere: published, or over; undefined where nothing may be told of it. That it is over
 * is told for as long as it would have been shown without another confirmation.
 */
export const toldToAll = (activity: Activity, now: Date): ActivityState | undefined => {
  const state = statesAt(now)(activity);
  const { confirmedAt } = activity;
  const wasPublished = confirmedAt !== undefined && hiddenFrom(confirmedAt) > now.toISOString();
  return isForAll(activity) && (publicStates.has(state) || (state === "ENDED" && wasPublished)) ? state : undefined;
};

/** An activity's times that begin between two days, moved ones where they are moved to. */
export const timesBetween = async (activity: Activity, from: string, until: string): Promise<ActivityTime[]> =>
  (await import("./sessions.ts")).timesOf(activity, from, until);

const oldestAge = 120;
const largestCapacity = 100_000;
/** 100,000 kroner, in øre: more is a mistyped number. */
const highestPrice = 10_000_000;
const mostSchedules = 10;
const mostTranslations = 20;
const mostLanguages = 20;

const placeProblems = ({ municipality, ...point }: ActivityInput["place"]): Problem[] =>
  [
    ...(findMunicipality(municipality) ? [] : [{ field: "municipality", code: "UNKNOWN_MUNICIPALITY" }]),
    ...pointProblems(point),
  ].map(({ field, code }) => ({ field: `place.${field}`, code }));

const problemsOf = (input: ActivityInput): Problem[] => {
  const { ageFrom, ageTo, capacity, price, place } = input;
  const translations = input.translations ?? [];
  const isAge = (age: number | null | undefined): boolean => age == null || (age >= 0 && age <= oldestAge);
  const wrong = [
    { field: "category", code: "UNKNOWN_CATEGORY", is: !findCategory(input.category) },
    { field: "ageFrom", code: "OUT_OF_RANGE", is: !isAge(ageFrom) },
    {
      field: "ageTo",
      code: "OUT_OF_RANGE",
      is: !isAge(ageTo) || (ageFrom != null && ageTo != null && ageTo < ageFrom),
    },
    { field: "capacity", code: "OUT_OF_RANGE", is: capacity != null && (capacity < 1 || capacity > largestCapacity) },
    { field: "price", code: "OUT_OF_RANGE", is: price != null && (price.amount < 0 || price.amount > highestPrice) },
    { field: "schedules", code: "REQUIRED", is: input.schedules.length === 0 },
    { field: "schedules", code: "TOO_MANY", is: input.schedules.length > mostSchedules },
    { field: "translations", code: "TOO_MANY", is: translations.length > mostTranslations },
    {
      field: "translations",
      code: "TWICE",
      is: new Set(translations.map(({ language }) => language)).size < translations.length,
    },
    { field: "languages", code: "TOO_MANY", is: (input.languages?.length ?? 0) > mostLanguages },
  ];
  return [...wrong.flatMap(({ field, code, is }) => (is ? [{ field, code }] : [])), ...placeProblems(place)];
};

/** What holds of an activity where nothing else is said. */
const asUnsaid = {
  language: "nb",
  group: "EVERYONE",
  mixesWithLocals: false,
  languageLevel: "A0",
  languages: ["nb"],
  price: { amount: 0, per: "EACH_TIME" },
  equipment: "NONE",
  trial: false,
  childcare: false,
  policeCertificate: false,
  commitment: "DROP_IN",
  accessibility: [],
} as const satisfies Partial<Facts>;

type Texts = Pick<ActivityInput, "language" | "title" | "summary" | "whatToExpect">;

/** What tells texts from what they were before a change, in a few letters. */
const markOf = ({ language, title, summary, whatToExpect }: Texts): string =>
  createHash("sha256")
    .update(JSON.stringify([language, title, summary, whatToExpect ?? ""]))
    .digest("base64url")
    .slice(0, 16);

/** Whether what it was made of has been changed since. */
export const isOutdated = ({ madeOf }: Translation, facts: Facts): boolean => madeOf !== markOf(facts);

const isSame = (a: ActivityTranslationInput, b: ActivityTranslationInput): boolean =>
  (["language", "title", "summary", "whatToExpect", "provenance"] as const).every((field) => a[field] === b[field]);

/** Translations as they were sent: those that are new or another are made of the texts as they stand. */
const translationsOf = (
  sent: readonly ActivityTranslationInput[],
  texts: Texts,
  earlier: readonly Translation[],
): Translation[] =>
  sent.map((one) => ({
    ...one,
    madeOf: earlier.find((before) => isSame(before, one))?.madeOf ?? markOf(texts),
  }));

/** The facts with one more translation, or with another in its language, made of the texts as they stand. */
export const withTranslation = (facts: Facts, sent: ActivityTranslationInput): Facts => {
  const translation = { ...plain(sent), madeOf: markOf(facts) };
  const others = facts.translations.filter(({ language }) => language !== translation.language);
  refuseProblems([
    ...(translation.language === facts.language ? [{ field: "translation.language", code: "OWN_LANGUAGE" }] : []),
    ...(others.length >= mostTranslations ? [{ field: "translation", code: "TOO_MANY" }] : []),
  ]);
  return { ...facts, translations: [...others, translation] };
};

/** Rules as they are written; each problem by the rule it is in. */
const schedulesOf = (written: ActivityInput["schedules"]): Schedule[] => {
  const problems: Problem[] = [];
  const schedules = written.flatMap((one, n) => {
    try {
      return [scheduleOf(one)];
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      for (const { field, code } of error.details.problems ?? [])
        problems.push({ field: `schedules.${n}.${field}`, code });
      return [];
    }
  });
  refuseProblems(problems);
  return schedules;
};

/** What is told of an activity, of which some was translated earlier, and its rules; refuses what cannot be, each field by its name. */
export const readInput = (
  sent: ActivityInput,
  earlier: readonly Translation[] = [],
): { facts: Facts; schedules: Schedule[] } => {
  const input = plain(sent);
  refuseProblems(problemsOf(input));
  const { schedules, place, languages, accessibility, translations = [], ...given } = input;
  const told = {
    ...asUnsaid,
    ...(given as Omit<Given, keyof typeof asUnsaid> & Partial<Given>),
  };
  return {
    facts: {
      ...told,
      translations: translationsOf(translations ?? [], told, earlier),
      ...(languages && { languages: [...new Set(languages)] }),
      ...(accessibility && { accessibility: [...new Set(accessibility)] }),
      // Numbers of 2020–2023 become those of today.
      place: { ...place, municipality: findMunicipality(place.municipality)?.number ?? place.municipality },
    },
    schedules: schedulesOf(schedules),
  };
};
