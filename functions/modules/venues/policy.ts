/** Who may do what to a venue and a booking: one table, asked before every command and shown as `viewerMay`. */
import { findOpenOrganisation } from "#modules/organisations";
import { type Actor, bodiesWith, bodyOf, type Role } from "#platform/actor";
import type { Context } from "#platform/context";
import { actionsIn, assertState, type Lifecycle } from "#platform/lifecycle";
import { notFound, Refusal } from "#platform/refusal";
import type {
  OrganisationKind,
  VenueAction,
  VenueBookingAction,
  VenueBookingState,
  VenueState,
} from "#schema/resolvers";
import { type Booking, stateAt } from "./booking.ts";
import type { Venue } from "./venue.ts";

/** A body, and the one it is a unit of. */
type Party = { readonly key: string; readonly parentKey?: string | undefined };

/** Those who lend in a body's name, and those who ask in it. */
const lenders: readonly Role[] = ["COORDINATOR", "CENTRE", "HUB", "LEADER"];
const askers: readonly Role[] = [...lenders, "MEMBER"];

const actsFor = (actor: Actor, roles: readonly Role[], { key, parentKey }: Party): boolean =>
  bodiesWith(actor, roles).some((body) => body === key || body === parentKey);

const holds = (actor: Actor, role: Role): boolean => bodiesWith(actor, [role]).length > 0;

/** Whether the actor lends in a body's name: those of the body itself, or of the one it is a unit of; a directorate's administrator for all. */
const lendsFor = (actor: Actor, lender: Party): boolean =>
  actor.kind === "System" || holds(actor, "ADMINISTRATOR") || actsFor(actor, lenders, lender);

const lenderOf = ({ lenderKey, lender }: Pick<Venue, "lenderKey" | "lender">): Party => ({
  key: lenderKey,
  parentKey: lender.parentKey,
});
const lenderOfBooking = ({ lenderKey, lenderParentKey }: Booking): Party => ({
  key: lenderKey,
  parentKey: lenderParentKey,
});
const askerOf = ({ askerKey, askerParentKey }: Booking): Party => ({ key: askerKey, parentKey: askerParentKey });

/** Its trail is read whatever its state. */
export type Step = Exclude<VenueAction, "READ_AUDIT_TRAIL">;

const venueLifecycle: Lifecycle<VenueState, Step> = {
  EDIT: ["OPEN", "PAUSED"],
  CLOSE: ["OPEN", "PAUSED"],
  REQUEST: ["OPEN"],
};

const bookingLifecycle: Lifecycle<VenueBookingState, VenueBookingAction> = {
  APPROVE: ["REQUESTED"],
  DECLINE: ["REQUESTED"],
  WITHDRAW: ["REQUESTED", "APPROVED"],
  CANCEL: ["APPROVED"],
};

const voluntary: ReadonlySet<OrganisationKind> = new Set([
  "VOLUNTARY_ORGANISATION",
  "SUB_UNIT",
  "LOCAL_BRANCH",
  "INFORMAL_GROUP",
  "FRIVILLIGSENTRAL",
]);

/** The body the actor asks for, where the venue is lent to it: its own lender has it always. */
const askingFor = async (ctx: Context, { lenderKey, facts }: Venue) => {
  const key = bodiesWith(ctx.actor, askers)[0];
  const body = key === undefined ? undefined : await findOpenOrganisation(ctx, key);
  if (!body) return undefined;
  const { municipalityNumber } = body.facts;
  const isLocal =
    municipalityNumber === facts.municipality || body.local.servesMunicipalities.includes(facts.municipality);
  const isLentTo =
    body.key === lenderKey ||
    facts.lentTo === "EVERYBODY" ||
    (voluntary.has(body.kind) && (facts.lentTo === "VOLUNTARY" || isLocal));
  return { body, isLentTo };
};

/** Everything the actor may do with a venue as it stands. */
export const venueActionsFor = async (ctx: Context, venue: Venue): Promise<VenueAction[]> => {
  const mayLend = lendsFor(ctx.actor, lenderOf(venue));
  const mayAsk = (await askingFor(ctx, venue))?.isLentTo === true;
  return [
    ...actionsIn(venueLifecycle, venue.state).filter((action) => (action === "REQUEST" ? mayAsk : mayLend)),
    ...(mayLend || holds(ctx.actor, "AUDITOR") ? (["READ_AUDIT_TRAIL"] as const) : []),
  ];
};

const forbidden = (): Refusal =>
  new Refusal("NotAllowed", "FORBIDDEN", "Your roles do not reach this venue.", {
    rolesThatMay: ["ADMINISTRATOR", ...lenders],
  });

/** Refuses with FORBIDDEN who does not lend it, with WRONG_STATE what its state does not allow. */
export const assertMayChange = (ctx: Context, action: Exclude<Step, "REQUEST">, venue: Venue): void => {
  assertMayLend(ctx, venue);
  assertState(venueLifecycle, action, venue.state);
};

/** Refuses who may not lend in a body's name. */
export const assertMayLend = (ctx: Context, venue: Pick<Venue, "lenderKey" | "lender">): void => {
  if (!lendsFor(ctx.actor, lenderOf(venue))) throw forbidden();
};

/** The body that asks for a venue; refuses where it is not lent to it, or takes no requests. */
export const getAsker = async (ctx: Context, venue: Venue) => {
  const asking = await askingFor(ctx, venue);
  if (!asking) throw notFound();
  if (!asking.isLentTo)
    throw new Refusal(
      "Conflict",
      "NOT_LENT_TO_YOU",
      "This venue is lent to others: look for one that is lent to you.",
      {
        lentTo: venue.facts.lentTo,
      },
    );
  if (venue.state !== "OPEN")
    throw new Refusal("Conflict", "TAKES_NO_REQUESTS", "This venue takes no requests now: look for one that does.", {
      state: venue.state,
    });
  return asking.body;
};

const seesAll = (actor: Actor): boolean =>
  actor.kind === "System" || holds(actor, "ADMINISTRATOR") || holds(actor, "AUDITOR");

/** Whether the actor may see who has asked and why: those of the asker and the lender; administrators and auditors see all. */
export const maySeeBooking = ({ actor }: Context, booking: Booking): boolean =>
  seesAll(actor) || actsFor(actor, askers, askerOf(booking)) || actsFor(actor, askers, lenderOfBooking(booking));

const mayDo = ({ actor }: Context, action: VenueBookingAction, booking: Booking): boolean =>
  action === "WITHDRAW" ? actsFor(actor, askers, askerOf(booking)) : lendsFor(actor, lenderOfBooking(booking));

/** Everything the actor may do with a booking as it stands. */
export const bookingActionsFor = (ctx: Context, booking: Booking): VenueBookingAction[] =>
  actionsIn(bookingLifecycle, stateAt(booking, ctx.now())).filter((action) => mayDo(ctx, action, booking));

/** Refuses with NOT_FOUND who may not see it, with FORBIDDEN who sees it and may not, with WRONG_STATE what its state does not allow. */
export const assertMayAnswer = (ctx: Context, action: VenueBookingAction, booking: Booking): void => {
  if (!maySeeBooking(ctx, booking)) throw notFound();
  if (!mayDo(ctx, action, booking)) throw forbidden();
  assertState(bookingLifecycle, action, stateAt(booking, ctx.now()));
};

/** The body whose bookings are listed: the one acted for when none is named; refuses with NOT_FOUND who may not see all of another's. */
export const bodyListed = ({ actor }: Context, named: string | undefined): string => {
  const own = bodyOf(actor);
  const key = named ?? own;
  if (key === undefined || (key !== own && !seesAll(actor))) throw notFound();
  return key;
};
