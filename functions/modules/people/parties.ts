/** The two parties of every command here: the person who acts, and the body it is about. */
import { findOpenOrganisation, type Organisation } from "#modules/organisations";
import type { Actor, Membership } from "#platform/actor";
import type { Context } from "#platform/context";
import { notFound, Refusal, refuseProblems } from "#platform/refusal";
import { type Body, isName, type Person } from "./person.ts";
import { hasAdministrator } from "./store.ts";

type PersonActor = Extract<Actor, { kind: "Person" }>;

/** The person who acts; systems have no part in what people are to each other. */
export const personActing = ({ actor }: Context): PersonActor => {
  if (actor.kind !== "Person") throw new Refusal("NotAllowed", "FORBIDDEN", "This is for people who sign in.");
  return actor;
};

/** The membership the person acts under. */
export const actingMembership = (ctx: Context): Membership => {
  const { acting } = personActing(ctx);
  if (!acting) throw notFound();
  return acting;
};

/** The person who acts, made known by it where this is the first time: he is then already called by his new ref in the trail. */
export const enter = (
  ctx: Context,
  name: string | null | undefined,
): { readonly ctx: Context; readonly person: Person } => {
  const actor = personActing(ctx);
  const { subject, ref } = actor;
  if (ref !== undefined) return { ctx, person: { subject, ref, name: actor.name } };
  refuseProblems(
    name == null ? [{ field: "name", code: "REQUIRED" }] : isName(name) ? [] : [{ field: "name", code: "NOT_A_NAME" }],
  );
  const person = { subject, ref: ctx.newId(), name: name ?? "" };
  return { ctx: { ...ctx, actor: { ...actor, ...person } }, person: { ...person, isNew: true } };
};

/** An organisation as the rules of membership see it. */
export const bodyOf = async (ctx: Context, { key, kind, source, facts }: Organisation): Promise<Body> => ({
  key,
  kind,
  name: facts.name,
  municipalityNumber: facts.municipalityNumber,
  writtenNorm: facts.writtenNorm,
  registerEmail: source === "REGISTER" ? facts.email : undefined,
  hasAdministrator: await hasAdministrator(ctx, key),
});

/** The body as it stands; undefined where there is none, or it is closed. */
export const findBody = async (ctx: Context, key: string): Promise<Body | undefined> => {
  // Both at the same moment: the second is then known already.
  const [organisation] = await Promise.all([findOpenOrganisation(ctx, key), hasAdministrator(ctx, key)]);
  return organisation && bodyOf(ctx, organisation);
};

export const getBody = async (ctx: Context, key: string | undefined): Promise<Body> => {
  const body = key === undefined ? undefined : await findBody(ctx, key);
  if (!body) throw notFound();
  return body;
};
