import { findOrganisation } from "#modules/organisations";
import { daySeconds } from "#platform/retention";
import type { Resolvers } from "#schema/resolvers";
import { codeOf } from "./code.ts";
import { forgetInterestProfile, issueCode, ownProfile, saveInterestProfile } from "./commands.ts";
import type { Answers, Profile } from "./profile.ts";

/** Days after which a holder is asked whether it is still so: half a year. */
const reviewDays = 183;

const one =
  <Name extends keyof Answers>(name: Name) =>
  ({ answers }: Profile) =>
    answers[name] ?? null;
const several =
  <Name extends keyof Answers>(name: Name) =>
  ({ answers }: Profile) =>
    answers[name] ?? [];
const instant = ({ expiresAt }: { readonly expiresAt: number }): string => new Date(expiresAt * 1000).toISOString();

export const resolvers: Resolvers = {
  Query: { interestProfile: (_, __, ctx) => ownProfile(ctx) },
  Mutation: {
    issueCode: (_, { idempotencyKey }, ctx) => issueCode(ctx, idempotencyKey),
    saveInterestProfile: async (_, { input, idempotencyKey }, ctx) => {
      await saveInterestProfile(ctx, input, idempotencyKey);
      return { profile: await ownProfile(ctx) };
    },
    forgetInterestProfile: async (_, { idempotencyKey }, ctx) => {
      await forgetInterestProfile(ctx, idempotencyKey);
      return { isForgotten: true };
    },
  },
  IssuedCode: { code: ({ seed }) => codeOf(seed), expiresAt: instant },
  InterestProfile: {
    issuedBy: async ({ scope }, _, ctx) => (await findOrganisation(ctx, scope))?.facts.name ?? "",
    ageBand: one("ageBand"),
    forWhom: one("forWhom"),
    interests: several("interests"),
    languageNb: one("languageNb"),
    contactLanguages: several("contactLanguages"),
    when: several("when"),
    travel: several("travel"),
    travelTime: one("travelTime"),
    cost: one("cost"),
    needsEquipmentLoan: one("needsEquipmentLoan"),
    childcare: one("childcare"),
    groupPreference: one("groupPreference"),
    access: several("access"),
    commitment: one("commitment"),
    wantsToVolunteer: one("wantsToVolunteer"),
    skills: several("skills"),
    consentToReferral: several("consentToReferral"),
    reviewOn: ({ reviewedOn }) =>
      new Date(Date.parse(reviewedOn) + reviewDays * daySeconds * 1000).toISOString().slice(0, 10),
    expiresAt: instant,
  },
};
