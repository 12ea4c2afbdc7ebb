/** What people can do to venues. Each asks: may this person, is it complete, does its state allow it; then commits once. */
import { findOrganisation, organisationKey } from "#modules/organisations";
import { type AuditAction, differences } from "#platform/audit";
import { once, type Plan } from "#platform/commit";
import type { Context } from "#platform/context";
import { notFound, versionConflict } from "#platform/refusal";
import type { CloseVenueInput, CreateVenueInput, EditVenueInput, VenueAction } from "#schema/resolvers";
import { logRows, rowOf, takeRows } from "./catalogue.ts";
import { assertMayChange, assertMayLend } from "./policy.ts";
import { asMade, create, get, type Made, replace } from "./store.ts";
import { readInput, type Venue, venueId, venueKey } from "./venue.ts";

type Planned = Omit<Plan<Made>, "answer"> & { readonly venue: Venue };

/** Runs a command's plan once, and lets this instance see the venue's row at once. */
const carryOut = async (
  ctx: Context,
  operation: string,
  key: string,
  payload: unknown,
  plan: () => Promise<Planned>,
): Promise<Venue> => {
  let planned: { readonly venue: Venue; readonly answer: Made } | undefined;
  const answer = await once(ctx, operation, key, payload, async () => {
    const { venue, changes, ...rest } = await plan();
    planned = { venue, answer: { key: venue.key, version: venue.version } };
    return {
      ...rest,
      changes: [...changes, logRows([rowOf(venue)], ctx.now(), ctx.newId())],
      answer: planned.answer,
    };
  });
  // Another answer than our own, however alike, is that of who came first.
  if (planned?.answer !== answer) return asMade(answer);
  takeRows([rowOf(planned.venue)]);
  return planned.venue;
};

/** Everything of a venue that the audit trail tells, by field. */
const told = ({ facts, state }: Venue): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries({ ...facts, state }).map(([name, value]) => [`venue.${name}`, value as unknown] as const),
  );

/** The plan of a venue made of what it was. */
const planWrite = (action: AuditAction, before: Venue | undefined, after: Venue): Planned => {
  const fields = before ? differences(told(before), told(after)) : told(after);
  return {
    changes: before ? replace(before, after) : [create(after)],
    events: [
      {
        type: action,
        subject: venueId(after.key),
        data: { key: after.key, version: after.version, lender: after.lenderKey, fields: Object.keys(fields) },
      },
    ],
    audit: { subject: venueId(after.key), action, fields },
    venue: after,
  };
};

const lenderOf = async (ctx: Context, key: string): Promise<Venue["lender"]> => {
  const organisation = await findOrganisation(ctx, key);
  if (!organisation || organisation.facts.status === "DELETED") throw notFound();
  const { name, parentKey } = organisation.facts;
  return { name, ...(parentKey !== undefined && { parentKey }) };
};

/** The plan of a change to one venue that the actor has seen in a given version. */
const planEdit = async (
  ctx: Context,
  action: Exclude<VenueAction, "REQUEST">,
  { venueId: id, version }: { readonly venueId: string; readonly version: number },
  event: AuditAction,
  edit: (venue: Venue) => Partial<Venue> | Promise<Partial<Venue>>,
): Promise<Planned> => {
  const before = await get(venueKey(id));
  assertMayChange(ctx, action, before);
  if (before.version !== version) throw versionConflict(before.version);
  return planWrite(event, before, { ...before, ...(await edit(before)), version: before.version + 1 });
};

export const createVenue = (ctx: Context, input: CreateVenueInput, key: string): Promise<Venue> =>
  carryOut(ctx, "createVenue", key, input, async () => {
    const lenderKey = organisationKey(input.lenderId);
    if (lenderKey === undefined) throw notFound();
    const lender = await lenderOf(ctx, lenderKey);
    assertMayLend(ctx, { lenderKey, lender });
    const venue: Venue = { key: ctx.newId(), version: 1, lenderKey, lender, ...readInput(input.venue) };
    return planWrite("venue.created", undefined, venue);
  });

export const editVenue = (ctx: Context, input: EditVenueInput, key: string): Promise<Venue> =>
  carryOut(ctx, "editVenue", key, input, () =>
    planEdit(ctx, "EDIT", input, "venue.edited", async ({ lenderKey }) => ({
      ...readInput(input.venue),
      lender: await lenderOf(ctx, lenderKey),
    })),
  );

export const closeVenue = (ctx: Context, input: CloseVenueInput, key: string): Promise<Venue> =>
  carryOut(ctx, "closeVenue", key, input, () =>
    planEdit(ctx, "CLOSE", input, "venue.closed", () => ({ state: "CLOSED" })),
  );
