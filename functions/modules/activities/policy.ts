/** Who may do what to an activity: one table, asked before every command and shown as `viewerMay`. */
import { cooperates, homesOf, type HomeOf, organisationKey } from "#modules/organisations";
import { type Actor, bodiesWith, type Role } from "#platform/actor";
import type { Context } from "#platform/context";
import { actionsIn, assertState, type Lifecycle } from "#platform/lifecycle";
import { notFound, Refusal } from "#platform/refusal";
import type { ActivityAction, ActivityFilter, ActivityState } from "#schema/resolvers";
import { type Activity, isForAll, publicStates, statesAt } from "./activity.ts";
import type { Reader, Row } from "./row.ts";

/** As much of an activity as decides who may change it. */
type About = Pick<Activity, "organiserKey"> & {
  readonly organiser: Pick<Activity["organiser"], "parentKey">;
  readonly facts: { readonly place: { readonly municipality: string } };
};

type Standing = (bodyKey: string, about: About, homeOf: HomeOf) => boolean;

/** What takes place in the municipality that the body is, or where it is at home. */
const inTheirMunicipality: Standing = (bodyKey, { facts }, homeOf) => homeOf(bodyKey) === facts.place.municipality;
/** Whether the body itself, or a unit of it, arranges it. */
const arranges = (bodyKey: string, { organiserKey, organiser }: Pick<About, "organiser" | "organiserKey">): boolean =>
  organiserKey === bodyKey || organiser.parentKey === bodyKey;

const standings: Partial<Record<Role, Standing>> = {
  ADMINISTRATOR: () => true,
  COORDINATOR: inTheirMunicipality,
  HUB: inTheirMunicipality,
  CENTRE: arranges,
  LEADER: arranges,
  MEMBER: arranges,
};
const who = Object.keys(standings) as Role[];

/** Its trail is read whatever its state. */
export type Step = Exclude<ActivityAction, "READ_AUDIT_TRAIL">;

const lifecycle: Lifecycle<ActivityState, Step> = {
  EDIT: ["DRAFT", "PUBLISHED", "TO_BE_CONFIRMED", "HIDDEN"],
  PUBLISH: ["DRAFT"],
  CONFIRM: ["PUBLISHED", "TO_BE_CONFIRMED", "HIDDEN"],
  CHANGE_SESSIONS: ["DRAFT", "PUBLISHED", "TO_BE_CONFIRMED", "HIDDEN"],
  END: ["DRAFT", "PUBLISHED", "TO_BE_CONFIRMED", "HIDDEN"],
};

const reaches = (actor: Actor, about: About, homeOf: HomeOf): boolean =>
  actor.kind === "System" ||
  who.some((role) => bodiesWith(actor, [role]).some((body) => standings[role]?.(body, about, homeOf) ?? false));

/** The test of what the actor may change. */
export const reachOf = async (ctx: Context): Promise<(about: About) => boolean> => {
  const homeOf = await homesOf(ctx);
  return (about) => reaches(ctx.actor, about, homeOf);
};

/** The test of what the actor may see besides what is published: what he may change; and everything, where he audits. */
export const sightOf = async (ctx: Context): Promise<(about: About) => boolean> =>
  bodiesWith(ctx.actor, ["AUDITOR"]).length > 0 ? () => true : reachOf(ctx);

export const maySee = async (ctx: Context, activity: Activity): Promise<boolean> =>
  knowledgeOf(ctx)(activity) && (publicStates.has(statesAt(ctx.now())(activity)) || (await sightOf(ctx))(activity));

/**
 * The test of what there is to the actor, published or not. What a reception centre arranges would tell where its residents live: it
 * is there to people who act for a body. A partner's system shows others what it reads: to it there is what the body that it acts for
 * arranges, or a unit of that.
 */
export const knowledgeOf = (ctx: Context): ((about: Pick<Activity, "organiser" | "organiserKey">) => boolean) => {
  const { actor } = ctx;
  if (actor.kind === "Partner") return (about) => isForAll(about) || arranges(actor.bodyKey, about);
  return cooperates(ctx) ? () => true : isForAll;
};

/** As the actor reads lists, which differ by who reads where they hold more than what is published. */
export const readerOf = async (ctx: Context, { organiserId, states }: ActivityFilter): Promise<Reader> => ({
  now: ctx.now(),
  organiserKey: organiserId == null ? undefined : organisationKey(organiserId),
  mayKnow: knowledgeOf(ctx),
  maySee: states?.length ? await sightOf(ctx) : () => false,
});

/** Everything the actor may do with it as it stands. */
export const actionsFor = async (ctx: Context, activity: Row): Promise<ActivityAction[]> => [
  ...((await reachOf(ctx))(activity) ? actionsIn(lifecycle, statesAt(ctx.now())(activity)) : []),
  ...((await sightOf(ctx))(activity) ? (["READ_AUDIT_TRAIL"] as const) : []),
];

/** What is seen, and not within reach. */
export const forbidden = (): Refusal =>
  new Refusal("NotAllowed", "FORBIDDEN", "Your roles do not reach this activity.", { rolesThatMay: who });

/** Refuses with NOT_FOUND who may not see it, with FORBIDDEN who may not change it, with WRONG_STATE what its state does not allow. */
export const assertMay = async (ctx: Context, action: Step, activity: Activity): Promise<void> => {
  const state = statesAt(ctx.now())(activity);
  if (!(await reachOf(ctx))(activity)) throw publicStates.has(state) ? forbidden() : notFound();
  assertState(lifecycle, action, state);
};

/** Refuses with WRONG_STATE what its state does not allow, whoever asks. */
export const assertAllows = (ctx: Context, action: Step, activity: Activity): void =>
  assertState(lifecycle, action, statesAt(ctx.now())(activity));

/** Refuses who may not arrange it there, in that organiser's name. */
export const assertMayArrange = async (ctx: Context, about: About): Promise<void> => {
  if (!(await reachOf(ctx))(about)) throw forbidden();
};
