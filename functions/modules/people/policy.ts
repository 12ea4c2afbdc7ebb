/** Who may do what with the people of a body: one table, asked before every command and shown as `viewerMay`. */
import { findOrganisation } from "#modules/organisations";
import type { Membership } from "#platform/actor";
import type { Context } from "#platform/context";
import { assertState, type Lifecycle } from "#platform/lifecycle";
import { notFound, Refusal } from "#platform/refusal";
import type {
  BodyAction,
  MemberAction,
  MembershipRequestAction,
  MembershipRequestState,
  OrganisationKind,
} from "#schema/resolvers";
import { findBody } from "./parties.ts";
import { administers, type Body, type Member, type Request } from "./person.ts";

/** How who acts stands to a body; `home` is the municipality of the body acted for. */
type Standing = (acting: Membership, body: Body, home: string | undefined) => boolean;

const belongs: Standing = ({ bodyKey }, body) => bodyKey === body.key;
const administersIt: Standing = ({ bodyKey, roles }, body) => bodyKey === body.key && administers(body.kind, roles);

/** Bodies that municipalities know by sight; each other's people they do not look at. */
const local: ReadonlySet<OrganisationKind> = new Set([
  "VOLUNTARY_ORGANISATION",
  "SUB_UNIT",
  "LOCAL_BRANCH",
  "INFORMAL_GROUP",
  "FRIVILLIGSENTRAL",
  "RECEPTION_CENTRE",
  "CULTURE_SCHOOL",
  "LIBRARY",
]);
const coordinatesHere: Standing = ({ roles }, { kind, municipalityNumber }, home) =>
  roles.includes("COORDINATOR") && local.has(kind) && home !== undefined && home === municipalityNumber;
/** A directorate looks after the whole country, but for the other directorates. */
const directs: Standing = ({ roles }, { kind }) => roles.includes("ADMINISTRATOR") && kind !== "DIRECTORATE";
const audits: Standing = ({ roles }) => roles.includes("AUDITOR");

/** Staff decide who is the first to administer a body; from then on its own people do. */
const whileNobodyAdministersIt =
  (standing: Standing): Standing =>
  (acting, body, home) =>
    !body.hasAdministrator && standing(acting, body, home);

/** Who prepares and decides cases, and so must not do it under somebody who is tied to what they are about. */
const handlesCases: ReadonlySet<OrganisationKind> = new Set(["DIRECTORATE", "MUNICIPALITY", "COUNTY"]);
const administersWhatHandlesCases: Standing = (acting, body, home) =>
  handlesCases.has(body.kind) && administersIt(acting, body, home);

const who: Readonly<Record<BodyAction, readonly Standing[]>> = {
  SEE_MEMBERS: [belongs, coordinatesHere, directs, audits],
  SEE_INVITATIONS: [administersIt, audits],
  INVITE: [administersIt],
  CHANGE_ROLES: [administersIt],
  REVOKE: [administersIt],
  SET_SUPERIOR: [administersWhatHandlesCases],
  DECIDE_REQUESTS: [administersIt, whileNobodyAdministersIt(coordinatesHere), whileNobodyAdministersIt(directs)],
};

const requestLifecycle: Lifecycle<MembershipRequestState, MembershipRequestAction | "CONFIRM"> = {
  APPROVE: ["WAITING"],
  DECLINE: ["WAITING"],
  WITHDRAW: ["WAITING"],
  CONFIRM: ["WAITING"],
};

const homeOf = async (ctx: Context, acting: Membership): Promise<string | undefined> =>
  (await findOrganisation(ctx, acting.bodyKey))?.facts.municipalityNumber;

/** Everything the actor may do with the people of the body. */
export const bodyActionsFor = async (ctx: Context, body: Body): Promise<BodyAction[]> => {
  const actions = Object.keys(who) as BodyAction[];
  if (ctx.actor.kind === "System") return actions;
  if (ctx.actor.kind !== "Person" || ctx.actor.acting === undefined) return [];
  const { acting } = ctx.actor;
  const home = await homeOf(ctx, acting);
  return actions.filter((action) => who[action].some((standing) => standing(acting, body, home)));
};

/** Refuses with NOT_FOUND who may not know of the body's people, and with FORBIDDEN who may know and not do. */
export const assertMay = async (ctx: Context, action: BodyAction, body: Body): Promise<void> => {
  const may = await bodyActionsFor(ctx, body);
  if (may.includes(action)) return;
  if (may.length === 0) throw notFound();
  throw new Refusal("NotAllowed", "FORBIDDEN", "That is for those who administer the body.", { mayDo: may });
};

const isOneself = ({ actor }: Context, ref: string): boolean => actor.kind === "Person" && actor.ref === ref;

/** Nobody gives oneself a role or takes one's own away, but by leaving. */
export const assertNotOneself = (ctx: Context, ref: string): void => {
  if (isOneself(ctx, ref))
    throw new Refusal("NotAllowed", "YOUR_OWN_ROLES", "Another must decide over your roles; you may leave the body.");
};

/** Everything the actor may do to a member of a body. */
export const memberActionsFor = async (ctx: Context, body: Body, { ref }: Member): Promise<MemberAction[]> => {
  if (isOneself(ctx, ref)) return ["LEAVE"];
  const may = await bodyActionsFor(ctx, body);
  return (["CHANGE_ROLES", "REVOKE", "SET_SUPERIOR"] as const).filter((action) => may.includes(action));
};

/** Everything the actor may do with a request to a body. */
export const requestActionsFor = async (
  ctx: Context,
  body: Body,
  { ref, state }: Request,
): Promise<MembershipRequestAction[]> => {
  const possible = (...actions: readonly MembershipRequestAction[]): MembershipRequestAction[] =>
    actions.filter((action) => requestLifecycle[action].includes(state));
  // Nobody decides one's own; who asked may think better of it.
  if (isOneself(ctx, ref)) return possible("WITHDRAW");
  return (await bodyActionsFor(ctx, body)).includes("DECIDE_REQUESTS") ? possible("APPROVE", "DECLINE") : [];
};

/** Whether the actor may know who the people of a body are. */
export const maySeeMembers = async (ctx: Context, bodyKey: string): Promise<boolean> => {
  const body = await findBody(ctx, bodyKey);
  return body !== undefined && (await bodyActionsFor(ctx, body)).includes("SEE_MEMBERS");
};

/** Refuses what cannot be done with a request as it stands. */
export const assertRequest = (action: MembershipRequestAction | "CONFIRM", { state }: Request): void =>
  assertState(requestLifecycle, action, state);
