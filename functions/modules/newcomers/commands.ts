/** What can be done with a profile: its code is given out by staff, and the rest is for who holds it. */
import { randomUUID } from "node:crypto";
import { findOpenOrganisation, organisationId, type OrganisationKind } from "#modules/organisations";
import { bodiesWith } from "#platform/actor";
import { differences } from "#platform/audit";
import { once } from "#platform/commit";
import type { Context } from "#platform/context";
import { dayOf } from "#platform/day";
import { notFound, Refusal, refuseProblems } from "#platform/refusal";
import { daySeconds, endOf } from "#platform/retention";
import type { SaveInterestProfileInput } from "#schema/resolvers";
import { codeOf, hashOfCode, newSeed } from "./code.ts";
import { answersIn, type Issued, problemsOf, type Profile } from "./profile.ts";
import { findProfile, profilesKept, putNewProfile, removeProfile, replaceProfile } from "./store.ts";

/** Bodies that meet people who are new; a county has coordinators too, and meets nobody. */
const issuing: ReadonlySet<OrganisationKind> = new Set(["MUNICIPALITY", "RECEPTION_CENTRE", "FRIVILLIGSENTRAL"]);

/** A year from a day, and not from a second: when a code was given out would tell by whom, beside the trail. */
const endOfYear = (at: Date): number => {
  const end = endOf(profilesKept, at);
  return end - (end % daySeconds);
};

/** Gives out a code. Neither the trail nor what is kept of the answer tells which profile it opens. */
export const issueCode = (ctx: Context, key: string): Promise<Issued> => {
  const [scope] = bodiesWith(ctx.actor, ["COORDINATOR", "CENTRE", "HUB"]);
  return once(ctx, "issueCode", key, scope, async () => {
    const body = scope === undefined ? undefined : await findOpenOrganisation(ctx, scope);
    if (!body) throw notFound();
    if (!issuing.has(body.kind))
      throw new Refusal("NotAllowed", "FORBIDDEN", "Codes are given out by those who meet people who are new.");
    const answer = { seed: newSeed(), expiresAt: endOfYear(ctx.now()) };
    const profile: Profile = {
      codeHash: hashOfCode(codeOf(answer.seed)),
      // Of chance alone, as our other ids tell the instant they were made.
      profileId: randomUUID(),
      scope: body.key,
      answers: {},
      createdOn: dayOf(ctx.now()),
      reviewedOn: dayOf(ctx.now()),
      version: 1,
      expiresAt: answer.expiresAt,
    };
    return {
      changes: [putNewProfile(profile)],
      audit: { subject: organisationId(body.key), action: "newcomer.codeIssued", fields: {} },
      answer,
    };
  });
};

/** The profile of who holds its code. */
export const ownProfile = async ({ actor, now }: Context): Promise<Profile> => {
  const profile = actor.kind === "Newcomer" ? await findProfile(actor.codeHash, now()) : undefined;
  if (!profile) throw notFound();
  return profile;
};

const subjectOf = ({ profileId }: Profile): string => `newcomer:${profileId}`;

export const saveInterestProfile = (ctx: Context, input: SaveInterestProfileInput, key: string): Promise<null> =>
  once(ctx, "saveInterestProfile", key, input, async () => {
    refuseProblems(problemsOf(input));
    const before = await ownProfile(ctx);
    const answers = answersIn(input);
    const after: Profile = {
      ...before,
      answers,
      reviewedOn: dayOf(ctx.now()),
      version: input.version + 1,
      expiresAt: endOfYear(ctx.now()),
    };
    return {
      changes: [replaceProfile(after, input.version)],
      audit: {
        subject: subjectOf(before),
        action: "newcomer.profileSaved",
        personal: true,
        fields: differences(before.answers, answers),
      },
      answer: null,
    };
  });

export const forgetInterestProfile = (ctx: Context, key: string): Promise<null> =>
  once(ctx, "forgetInterestProfile", key, {}, async () => {
    const profile = await ownProfile(ctx);
    return {
      changes: [removeProfile(profile)],
      audit: { subject: subjectOf(profile), action: "newcomer.profileForgotten", personal: true, fields: {} },
      answer: null,
    };
  });
