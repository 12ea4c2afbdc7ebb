/** What a newcomer is asked, in this order, and what there is to choose from. */
import type { InterestProfileFragment, SaveInterestProfileInput } from "#schema/operations";
import { nb } from "../platform/i18n/nb.ts";
import { keysOf } from "../platform/keysOf.ts";

export type Answers = Omit<SaveInterestProfileInput, "version">;

/** Each question on a page of its own. */
export const questionNames = [
  "forWhom",
  "ageBand",
  "interests",
  "languageNb",
  "contactLanguages",
  "when",
  "travel",
  "travelTime",
  "cost",
  "needsEquipmentLoan",
  "childcare",
  "groupPreference",
  "access",
  "commitment",
  "wantsToVolunteer",
  "skills",
  "consentToReferral",
] as const satisfies readonly (keyof Answers)[];
export type QuestionName = (typeof questionNames)[number];

type OneOf<Answer> = Answer extends readonly (infer One)[] ? One : Answer;
/** Questions of which the answer is one or several of a list. */
export type ListedName = Exclude<QuestionName, "interests" | "needsEquipmentLoan" | "childcare" | "wantsToVolunteer">;

/** What can be answered: an answer without words does not compile. */
const words: { readonly [Name in ListedName]: Readonly<Record<OneOf<NonNullable<Answers[Name]>>, string>> } =
  nb.newcomerAnswer;

export const choicesOf = (name: ListedName): readonly string[] => keysOf<string>(words[name]);

const several: ReadonlySet<QuestionName> = new Set<QuestionName>([
  "contactLanguages",
  "when",
  "travel",
  "access",
  "skills",
  "consentToReferral",
]);
/** Whether there can be more than one answer. */
export const isSeveral = (name: QuestionName): boolean => several.has(name);

export const isListed = (name: QuestionName): name is ListedName => name in words;

/** The answers of a profile, as they are sent back. */
export const answersOf = (profile: InterestProfileFragment): Answers =>
  Object.fromEntries(questionNames.map((name) => [name, profile[name]]));

export const isAnswered = (answer: Answers[QuestionName]): boolean =>
  answer !== null && answer !== undefined && !(Array.isArray(answer) && answer.length === 0);
