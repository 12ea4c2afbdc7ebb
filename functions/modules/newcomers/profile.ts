/** What somebody who is new would like, in answers of our own words alone: nothing here says who it is. */
import { findCategory } from "#modules/activities";
import type { Problem } from "#platform/refusal";
import type { SaveInterestProfileInput } from "#schema/resolvers";

/** The answers that were given; a question left open has none. */
export type Answers = Readonly<Partial<Omit<SaveInterestProfileInput, "version">>>;

export type Profile = {
  readonly codeHash: string;
  /** What the trail calls it. */
  readonly profileId: string;
  /** Key of the body that gave out the code. */
  readonly scope: string;
  readonly answers: Answers;
  readonly createdOn: string;
  /** The day on which the holder last saved it. */
  readonly reviewedOn: string;
  readonly version: number;
  /** Seconds since 1970. */
  readonly expiresAt: number;
};

/** A code that has been given out: what it is made from, and when it runs out. */
export type Issued = { readonly seed: string; readonly expiresAt: number };

/** The answers in an input, without what says nothing. */
export const answersIn = ({ version: _, ...input }: SaveInterestProfileInput): Answers =>
  Object.fromEntries(
    Object.entries(input)
      .filter(([, value]) => value !== null && value !== undefined && !(Array.isArray(value) && value.length === 0))
      .map(([name, value]) => [name, Array.isArray(value) && name !== "interests" ? [...new Set(value)] : value]),
  );

export const problemsOf = ({ interests = [] }: SaveInterestProfileInput): Problem[] => {
  const before = new Set<unknown>();
  return interests.flatMap(({ category, weight }, n) => {
    const isSecond = before.has(category);
    before.add(category);
    const field = `interests.${n}`;
    return [
      ...(findCategory(category) ? [] : [{ field: `${field}.category`, code: "UNKNOWN_CATEGORY" }]),
      ...(isSecond ? [{ field: `${field}.category`, code: "TWICE" }] : []),
      ...(weight >= 1 && weight <= 3 ? [] : [{ field: `${field}.weight`, code: "NOT_1_TO_3" }]),
    ];
  });
};
