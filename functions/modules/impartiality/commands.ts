/** What people say of their ties, and what is said of who is whose superior. */
import { findOrganisation, organisationKey } from "#modules/organisations";
import { assertMay, findMember, getBody, partsOf } from "#modules/people";
import type { Actor } from "#platform/actor";
import type { AuditAction } from "#platform/audit";
import { once } from "#platform/commit";
import type { Context } from "#platform/context";
import { notFound, Refusal, refuseProblems } from "#platform/refusal";
import type { DeclareInterestInput, EndInterestInput, SetSuperiorInput } from "#schema/resolvers";
import { dayOf } from "#platform/day";
import { earliestChange, earliestEnd, isEnded } from "./interest.ts";
import { findInterest, putInterest, putSuperior, superiorOf } from "./store.ts";

type Known = { readonly ref: string; readonly subject: string; readonly bodyKey: string };

/** The person who acts, known to us and acting for a body. */
const personActing = (actor: Actor): Known => {
  if (actor.kind !== "Person" || actor.ref === undefined || !actor.acting)
    throw new Refusal("NotAllowed", "FORBIDDEN", "This is for people who act for a body.");
  return { ref: actor.ref, subject: actor.subject, bodyKey: actor.acting.bodyKey };
};

/** How a change of what is known of a person is kept and told: which of his ties, and nothing of what it is. */
const told = (ref: string, action: AuditAction, interestId: string, fields: Readonly<Record<string, unknown>>) => ({
  audit: { subject: `person:${ref}`, action, personal: true as const, fields },
  events: [{ type: action, subject: `person:${ref}`, data: { person: ref, interest: interestId } }],
});

/** Answers with the tie's id. */
export const declareInterest = (ctx: Context, input: DeclareInterestInput, key: string): Promise<string> =>
  once(ctx, "declareInterest", key, input, async () => {
    const { ref } = personActing(ctx.actor);
    const { kind, from: validFrom, until: validUntil } = input;
    const organisation = organisationKey(input.organisationId);
    const known = organisation !== undefined && (await findOrganisation(ctx, organisation));
    refuseProblems([
      ...(known ? [] : [{ field: "organisationId", code: "UNKNOWN_ORGANISATION" }]),
      ...(validUntil != null && validUntil < validFrom ? [{ field: "until", code: "NOT_AFTER_START" }] : []),
    ]);
    const interest = {
      ref,
      interestId: ctx.newId(),
      organisationKey: organisation ?? "",
      kind,
      origin: "DECLARED" as const,
      validFrom,
      ...(validUntil != null && { validUntil }),
      declaredOn: dayOf(ctx.now()),
    };
    return {
      changes: [putInterest(interest, undefined)],
      ...told(ref, "interest.declared", interest.interestId, { organisation, kind, validFrom, validUntil }),
      answer: interest.interestId,
    };
  });

/** Answers with the tie's id. */
export const endInterest = (ctx: Context, input: EndInterestInput, key: string): Promise<string> =>
  once(ctx, "endInterest", key, input, async () => {
    const { ref } = personActing(ctx.actor);
    const [, owner, interestId = ""] = /^interest:([A-Z\d]{26}):([A-Z\d]{26})$/.exec(input.interestId) ?? [];
    const interest = owner === ref ? await findInterest(ref, interestId) : undefined;
    if (!interest) throw notFound();
    if (isEnded(interest, dayOf(ctx.now())))
      throw new Refusal("Conflict", "ALREADY_ENDED", "It is over already. Declare it anew if it has come back.", {
        validUntil: interest.validUntil,
      });
    refuseProblems(
      input.until < interest.validFrom
        ? [{ field: "until", code: "NOT_AFTER_START" }]
        : input.until < earliestEnd(interest, ctx.now())
          ? [{ field: "until", code: "TOO_LONG_AGO" }]
          : [],
    );
    const ended = { ...interest, validUntil: input.until, version: input.version + 1 };
    return {
      changes: [putInterest(ended, input.version)],
      ...told(ref, "interest.ended", interestId, { validUntil: input.until }),
      answer: interestId,
    };
  });

/** Who stands above whom decides who may decide a case, and so is nobody's own to say. */
const assertNotOwnSuperior = (actor: Actor, ref: string): void => {
  if (actor.kind === "Person" && actor.ref === ref)
    throw new Refusal(
      "NotAllowed",
      "YOUR_OWN_SUPERIOR",
      "Another who administers the body must say who your superior is.",
    );
};

/** Longer than any body's ladder. */
const longestLadder = 20;

/** Answers with the refs of body and member. */
export const setSuperior = (ctx: Context, input: SetSuperiorInput, key: string): Promise<readonly [string, string]> =>
  once(ctx, "setSuperior", key, input, async () => {
    const { bodyKey } = personActing(ctx.actor);
    const memberIn = async (id: string): Promise<string> => {
      const parts = partsOf("member", id);
      const member = parts?.bodyKey === bodyKey ? await findMember(bodyKey, parts.rest) : undefined;
      if (!member) throw notFound();
      return member.ref;
    };
    const ref = await memberIn(input.memberId);
    await assertMay(ctx, "SET_SUPERIOR", await getBody(ctx, bodyKey));
    assertNotOwnSuperior(ctx.actor, ref);
    refuseProblems(input.from < earliestChange(ctx.now()) ? [{ field: "from", code: "OVER_30_DAYS_AGO" }] : []);
    const superior = input.superiorId == null ? undefined : await memberIn(input.superiorId);
    // Nobody stands above himself, however many are in between.
    let above: string | null = superior ?? null;
    // As it will be from that day on, where that is still to come.
    const today = dayOf(ctx.now());
    const day = input.from > today ? input.from : today;
    for (let step = 0; above !== null && step < longestLadder; step++) {
      refuseProblems(above === ref ? [{ field: "superiorId", code: "OWN_SUBORDINATE" }] : []);
      above = await superiorOf(ctx, bodyKey, above, day);
    }
    return {
      changes: [putSuperior(bodyKey, ref, superior, input.from)],
      audit: {
        subject: `person:${ref}`,
        action: "superior.set",
        personal: true,
        fields: { superior, validFrom: input.from },
      },
      events: [{ type: "superior.set", subject: `person:${ref}`, data: { person: ref, superior: superior ?? null } }],
      answer: [bodyKey, ref],
    };
  });
