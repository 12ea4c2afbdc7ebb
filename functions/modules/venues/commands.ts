/** What people can do to venues. Each asks: may this person, is it complete, does its state allow it; then commits once. */
import { findOpenOrganisation, type Organisation, organisationKey } from "#modules/organisations";
import { type AuditAction, differences, fieldsOf } from "#platform/audit";
import type { Plan } from "#platform/commit";
import type { Context } from "#platform/context";
import { notFound, versionConflict } from "#platform/refusal";
import type { CloseVenueInput, CreateVenueInput, EditVenueInput } from "#schema/resolvers";
import { type Row, rowOf, writeOnce } from "./catalogue.ts";
import { assertMayChange, assertMayLend, type Step } from "./policy.ts";
import { asMade, create, get, type Made, replace } from "./store.ts";
import { readInput, type Venue, venueId, venueKey } from "./venue.ts";

type Planned = Plan<Made> & { readonly rows: readonly Row[] };

/** Carries out a command, and tells the venue as it was made. */
const carryOut = async (...command: Parameters<typeof writeOnce<Made>>): Promise<Venue> =>
  asMade(await writeOnce(...command));

/** Everything of a venue that the audit trail tells, by field. */
const told = ({ facts, state }: Venue): Record<string, unknown> => fieldsOf("venue", { ...facts, state });

/** The plan of a venue made of what it was. */
export const planWrite = (action: AuditAction, before: Venue | undefined, after: Venue): Planned => {
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
    rows: [rowOf(after)],
    answer: { key: after.key, version: after.version },
  };
};

/** An organisation as the row of what it lends tells of it. */
export const asLender = ({ facts: { name, parentKey } }: Organisation): Venue["lender"] => ({
  name,
  ...(parentKey !== undefined && { parentKey }),
});

const lenderOf = async (ctx: Context, key: string): Promise<Venue["lender"]> => {
  const organisation = await findOpenOrganisation(ctx, key);
  if (!organisation) throw notFound();
  return asLender(organisation);
};

/** The plan of a change to one venue that the actor has seen in a given version. */
const planEdit = async (
  ctx: Context,
  action: Exclude<Step, "REQUEST">,
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
