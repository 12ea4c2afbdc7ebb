/** Who may do what to an organisation: one table, asked before every command and shown as `viewerMay`. */
import type { Actor, Role } from "#platform/actor";
import { bodiesWith, roles } from "#platform/actor";
import type { Context } from "#platform/context";
import { actionsIn, assertState, type Lifecycle } from "#platform/lifecycle";
import { Refusal } from "#platform/refusal";
import type { OrganisationAction, OrganisationSource } from "#schema/resolvers";
import { catalogue } from "./catalogue.ts";
import type { Organisation } from "./organisation.ts";

/** Where a body is at home; undefined where it has no municipality. */
export type HomeOf = (bodyKey: string) => string | undefined;

type Standing = (bodyKey: string, organisation: Organisation, homeOf: HomeOf) => boolean;

const municipalitiesOf = ({ facts, local }: Organisation): (string | undefined)[] => [
  facts.municipalityNumber,
  ...local.servesMunicipalities,
];

const anywhere: Standing = () => true;
/** Registered or working in the municipality that the body is, or where it is at home. */
const inTheirMunicipality: Standing = (bodyKey, organisation, homeOf) => {
  const home = homeOf(bodyKey);
  return home !== undefined && municipalitiesOf(organisation).includes(home);
};
/** The body itself, or a unit of it. */
const theirOwn: Standing = (bodyKey, { key, facts }) => key === bodyKey || facts.parentKey === bodyKey;

const standings: Partial<Record<Role, Standing>> = {
  ADMINISTRATOR: anywhere,
  CASEWORKER: anywhere,
  DECIDER: anywhere,
  PAYER: anywhere,
  AUDITOR: anywhere,
  COORDINATOR: inTheirMunicipality,
  HUB: inTheirMunicipality,
  CENTRE: inTheirMunicipality,
  LEADER: theirOwn,
  MEMBER: theirOwn,
};

const who: Readonly<Record<OrganisationAction, readonly Role[]>> = {
  EDIT_CAPABILITY_PROFILE: ["ADMINISTRATOR", "CASEWORKER", "COORDINATOR", "HUB", "CENTRE", "LEADER", "MEMBER"],
  CONFIRM_CAPABILITY_PROFILE: ["ADMINISTRATOR", "COORDINATOR", "HUB", "LEADER"],
  EDIT_LOCAL_KNOWLEDGE: ["ADMINISTRATOR", "CASEWORKER", "COORDINATOR", "HUB", "CENTRE"],
  TAG: ["ADMINISTRATOR", "CASEWORKER", "COORDINATOR", "HUB", "CENTRE"],
  EDIT_RECORD: ["ADMINISTRATOR", "CASEWORKER", "COORDINATOR", "HUB", "CENTRE"],
  CLOSE: ["ADMINISTRATOR", "COORDINATOR", "HUB", "CENTRE"],
  JOIN_TO_REGISTER: ["ADMINISTRATOR", "COORDINATOR", "HUB"],
  READ_AUDIT_TRAIL: ["ADMINISTRATOR", "CASEWORKER", "DECIDER", "PAYER", "COORDINATOR", "LEADER", "AUDITOR"],
};

type State = `${OrganisationSource}_${"OPEN" | "CLOSED"}`;
const open: readonly State[] = ["REGISTER_OPEN", "REFERENCE_OPEN", "MANUAL_OPEN"];
const stateOf = ({ source, facts }: Organisation): State =>
  `${source}_${facts.status === "DELETED" ? "CLOSED" : "OPEN"}`;

/** What was written here may be changed and closed here; what a register keeps, only there. */
const lifecycle: Lifecycle<State, OrganisationAction> = {
  EDIT_CAPABILITY_PROFILE: open,
  CONFIRM_CAPABILITY_PROFILE: open,
  EDIT_LOCAL_KNOWLEDGE: open,
  TAG: open,
  EDIT_RECORD: ["MANUAL_OPEN"],
  CLOSE: ["MANUAL_OPEN"],
  JOIN_TO_REGISTER: ["MANUAL_OPEN"],
  READ_AUDIT_TRAIL: [...open, "REGISTER_CLOSED", "REFERENCE_CLOSED", "MANUAL_CLOSED"],
};

const isAmong = (actor: Actor, action: OrganisationAction, organisation: Organisation, homeOf: HomeOf): boolean =>
  actor.kind === "System" ||
  who[action].some((role) =>
    bodiesWith(actor, [role]).some((body) => standings[role]?.(body, organisation, homeOf) ?? false),
  );

export const homesOf = async (ctx: Context): Promise<HomeOf> => {
  const { columns } = await catalogue(ctx.now());
  return (bodyKey) => {
    const slot = columns.slotOf(bodyKey);
    return slot === undefined ? undefined : columns.rowAt(slot).municipality || undefined;
  };
};

const actsAs = ({ actor }: Context, wanted: readonly Role[]): boolean =>
  actor.kind === "System" || bodiesWith(actor, wanted).length > 0;

/**
 * Whether the actor works together with organisations, or in one. What people here keep among themselves (tags, notes, who wrote what,
 * what reception centres arrange) is for these: whoever has signed in and acts for nobody is anybody.
 */
export const cooperates = (ctx: Context): boolean => actsAs(ctx, roles);

const staff = roles.filter((role) => standings[role] !== theirOwn);
/** Whether the actor is staff, who write notes for each other. */
export const isStaff = (ctx: Context): boolean => actsAs(ctx, staff);

/** Everything the actor may do with it as it stands. */
export const actionsFor = async (ctx: Context, organisation: Organisation): Promise<OrganisationAction[]> => {
  const homeOf = await homesOf(ctx);
  return actionsIn(lifecycle, stateOf(organisation)).filter((action) =>
    isAmong(ctx.actor, action, organisation, homeOf),
  );
};

/** Refuses with FORBIDDEN who may not, with WRONG_STATE what its state does not allow. */
export const assertMay = async (
  ctx: Context,
  action: OrganisationAction,
  organisation: Organisation,
): Promise<void> => {
  if (!isAmong(ctx.actor, action, organisation, await homesOf(ctx)))
    throw new Refusal("NotAllowed", "FORBIDDEN", "Your roles do not reach this organisation.", {
      rolesThatMay: who[action],
    });
  assertState(lifecycle, action, stateOf(organisation));
};

/** Refuses who may not write down an organisation in a municipality (none: the whole country). */
export const assertMayCreate = async (ctx: Context, draft: Organisation): Promise<void> => {
  if (!isAmong(ctx.actor, "EDIT_RECORD", draft, await homesOf(ctx)))
    throw new Refusal("NotAllowed", "FORBIDDEN", "You may write down organisations in your own municipality.", {
      rolesThatMay: who.EDIT_RECORD,
    });
};
