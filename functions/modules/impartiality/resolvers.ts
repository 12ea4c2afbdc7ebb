import { findOrganisation } from "#modules/organisations";
import { findMember } from "#modules/people";
import { type Actor, bodiesWith, type Role } from "#platform/actor";
import type { Context } from "#platform/context";
import { noteReadingOfOthers } from "#platform/reading";
import { notFound } from "#platform/refusal";
import type { Resolvers } from "#schema/resolvers";
import * as commands from "./commands.ts";
import { dayOf } from "#platform/day";
import { impartialityOf, type Interest, interestIdOf } from "./interest.ts";
import { declaredBy, findInterest, interestsOf, superiorOf } from "./store.ts";

/** Who prepares or decides cases. */
const handlesCases: readonly Role[] = ["CASEWORKER", "DECIDER", "PAYER", "ADMINISTRATOR", "COORDINATOR"];

const audits = (actor: Actor): boolean => bodiesWith(actor, ["AUDITOR"]).length > 0;

/** Ties to others than the body acted for; to a record that was joined to the register, as ties to what it is now. */
const tiesToParties = (ctx: Context, acting: string, interests: readonly Interest[]): Promise<Interest[]> =>
  Promise.all(
    interests
      // Who works for the body that the case is before has no tie to a party by that.
      .filter(({ origin, organisationKey }) => origin === "DECLARED" || organisationKey !== acting)
      .map(async (interest) => {
        const joinedTo = (await findOrganisation(ctx, interest.organisationKey))?.joinedTo;
        return joinedTo === undefined ? interest : { ...interest, organisationKey: joinedTo };
      }),
  );

const interestAnswer = async ({ actor }: Context, interestId: string) => {
  const interest = actor.kind === "Person" && (await findInterest(actor.ref ?? "", interestId));
  if (!interest) throw notFound();
  return { interest };
};

export const resolvers: Resolvers = {
  Mutation: {
    declareInterest: async (_, { input, idempotencyKey }, ctx) =>
      interestAnswer(ctx, await commands.declareInterest(ctx, input, idempotencyKey)),
    endInterest: async (_, { input, idempotencyKey }, ctx) =>
      interestAnswer(ctx, await commands.endInterest(ctx, input, idempotencyKey)),
    setSuperior: async (_, { input, idempotencyKey }, ctx) => {
      const member = await findMember(...(await commands.setSuperior(ctx, input, idempotencyKey)));
      if (!member) throw notFound();
      return { member };
    },
  },
  Viewer: {
    interests: (_, __, ctx) => {
      const { actor } = ctx;
      return actor.kind === "Person" && actor.ref !== undefined ? interestsOf(ctx, actor.ref) : [];
    },
  },
  Interest: {
    id: (interest: Interest) => interestIdOf(interest),
    organisation: async ({ organisationKey: key }, _, ctx) => {
      const organisation = await findOrganisation(ctx, key);
      if (!organisation) throw notFound();
      return organisation;
    },
    validUntil: ({ validUntil }) => validUntil ?? null,
    version: ({ version }) => version ?? null,
  },
  Member: {
    superior: async ({ bodyKey, ref }, _, ctx) => {
      const { actor } = ctx;
      if (actor.kind !== "Person" || (actor.acting?.bodyKey !== bodyKey && !audits(actor))) return null;
      const superior = await superiorOf(ctx, bodyKey, ref, dayOf(ctx.now()));
      return superior === null ? null : ((await findMember(bodyKey, superior)) ?? null);
    },
    interests: async ({ bodyKey, ref }, _, ctx) => {
      const { actor } = ctx;
      if (actor.kind !== "Person" || actor.ref === undefined) return null;
      if (actor.ref === ref) return declaredBy(ref);
      const isSuperior =
        actor.acting?.bodyKey === bodyKey && (await superiorOf(ctx, bodyKey, ref, dayOf(ctx.now()))) === actor.ref;
      if (!isSuperior && !audits(actor)) return null;
      // A colleague's as well: what ties him to others is his own.
      await noteReadingOfOthers(ctx, "interests.read", `person:${ref}`, []);
      return declaredBy(ref);
    },
  },
  Organisation: {
    viewerImpartiality: async ({ key, facts, joinedTo }, _, ctx) => {
      const { actor } = ctx;
      if (actor.kind !== "Person" || actor.ref === undefined || !actor.acting) return null;
      const { roles, bodyKey } = actor.acting;
      if (!roles.some((role) => handlesCases.includes(role))) return null;
      const day = dayOf(ctx.now());
      const superiorRef = await superiorOf(ctx, bodyKey, actor.ref, day);
      // Who has left the body is nobody's superior there.
      const superior = superiorRef === null ? undefined : await findMember(bodyKey, superiorRef);
      const [own, above] = await Promise.all([
        interestsOf(ctx, actor.ref).then((found) => tiesToParties(ctx, bodyKey, found)),
        superior ? interestsOf(ctx, superior.ref).then((found) => tiesToParties(ctx, bodyKey, found)) : [],
      ]);
      return impartialityOf(own, above, new Set([joinedTo ?? key, facts.parentKey ?? key]), day);
    },
  },
};
