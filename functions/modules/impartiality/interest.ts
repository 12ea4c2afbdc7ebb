/** What ties a person to an organisation, and what follows from it for cases about the organisation: forvaltningsloven chapter II. */
import { dayFrom, dayOf } from "#platform/day";
import type { Impartiality, InterestKind, InterestOrigin } from "#schema/resolvers";

export type Interest = {
  /** What the person is called in what is kept for long. */
  readonly ref: string;
  readonly interestId: string;
  readonly organisationKey: string;
  readonly kind: InterestKind;
  readonly origin: InterestOrigin;
  /** Calendar days in Norway, both included. */
  readonly validFrom: string;
  readonly validUntil?: string | undefined;
  /** The day it was declared; a derived one was not. */
  readonly declaredOn?: string | undefined;
  readonly version?: number | undefined;
};

/**
 * What each tie means by itself. § 6, first paragraph, names leaders, board members and close relatives; everything else is
 * for the second paragraph, which asks for an assessment. A new act on public administration keeps the same cut.
 */
const meaning: Readonly<Record<InterestKind, "DISQUALIFIED" | "MUST_BE_ASSESSED">> = {
  LEADER: "DISQUALIFIED",
  BOARD_MEMBER: "DISQUALIFIED",
  FAMILY: "DISQUALIFIED",
  EMPLOYED: "MUST_BE_ASSESSED",
  MEMBER: "MUST_BE_ASSESSED",
  OTHER: "MUST_BE_ASSESSED",
};

const holdsOn = ({ validFrom, validUntil }: Interest, day: string): boolean =>
  validFrom <= day && (validUntil === undefined || day <= validUntil);

/** Over, or ended before its day: each tie has one version as it was declared, and one as it was ended. */
export const isEnded = ({ version = 1, validUntil }: Interest, today: string): boolean =>
  version > 1 || (validUntil !== undefined && validUntil < today);

/** So long one may have forgotten to say that something has changed. */
const forgottenDays = 30;

/** The earliest day from which something can be said to be otherwise: cases of earlier days were handled by what was known. */
export const earliestChange = (now: Date): string => dayFrom(dayOf(now), -forgottenDays);

/** The earliest day a declared tie can be said to have ended: a case of an earlier day was handled while it was known to hold. */
export const earliestEnd = ({ declaredOn = "" }: Interest, now: Date): string => {
  const longestAgo = earliestChange(now);
  return declaredOn > longestAgo ? declaredOn : longestAgo;
};

const disqualifies = (interests: readonly Interest[], organisations: ReadonlySet<string>, day: string) =>
  interests
    .filter((interest) => organisations.has(interest.organisationKey) && holdsOn(interest, day))
    .map(({ kind }) => meaning[kind]);

/**
 * Whether a person may take part in a case about the organisations (the party and the unit it belongs to) on a day. When the
 * superior is disqualified, a direct subordinate may prepare the case but not decide it (§ 6, third paragraph).
 */
export const impartialityOf = (
  own: readonly Interest[],
  superiors: readonly Interest[],
  organisations: ReadonlySet<string>,
  day: string,
): Impartiality => {
  const ownTies = disqualifies(own, organisations, day);
  if (ownTies.includes("DISQUALIFIED")) return "DISQUALIFIED";
  if (disqualifies(superiors, organisations, day).includes("DISQUALIFIED")) return "MAY_NOT_DECIDE";
  return ownTies.length > 0 ? "MUST_BE_ASSESSED" : "IMPARTIAL";
};

export const interestIdOf = ({ ref, interestId }: Pick<Interest, "ref" | "interestId">): string =>
  `interest:${ref}:${interestId}`;
