/** What organisations lend, and have asked for, follows what becomes of them. */
import { type Fate, findOrganisation, type Organisation } from "#modules/organisations";
import type { AuditAction } from "#platform/audit";
import { commit } from "#platform/commit";
import type { Context } from "#platform/context";
import { Refusal } from "#platform/refusal";
import type { Change } from "#platform/table";
import { toldOf } from "./bookings.ts";
import { eraseRows, logRows, readRows, type Row, takeRows } from "./catalogue.ts";
import { asLender, planWrite } from "./commands.ts";
import { findBooking, get, listBookings, moveBooking, unnamed, unnamePictures } from "./store.ts";
import type { Venue } from "./venue.ts";

/** What a kind of fate does to which venues, and how the trail calls it. */
type Course = {
  readonly action: AuditAction;
  readonly concerns: (one: Pick<Row, "lenderKey" | "lenderName" | "lenderParentKey" | "state">) => boolean;
  readonly change: (before: Venue) => Partial<Venue>;
  /** The lender's name goes from all that was, too. */
  readonly isErasing?: boolean;
};

/** Nobody is left to answer who asks. */
const pausing = ({ key, gone, isErased = false }: Fate): Course | undefined =>
  gone && {
    action: "venue.paused",
    concerns: ({ lenderKey, lenderName, state }) =>
      lenderKey === key && (state === "OPEN" || (isErased && lenderName !== "")),
    change: (before) => ({
      ...(before.state === "OPEN" && { state: "PAUSED" }),
      ...(isErased && { lender: unnamed(before).lender }),
    }),
    isErasing: isErased,
  };

const going = ({ key }: Fate, joined: Organisation): Course => ({
  action: "venue.broughtAlong",
  concerns: ({ lenderKey, lenderParentKey }) => lenderKey === key || lenderParentKey === key,
  change: ({ lenderKey, lender }) =>
    lenderKey === key
      ? { lenderKey: joined.key, lender: asLender(joined) }
      : { lender: { ...lender, parentKey: joined.key } },
});

/** Does what an organisation's fate asks for; the same again does what is left. Gives the number of venues. */
export const followLender = async (ctx: Context, fate: Fate): Promise<number> => {
  const joined = fate.joinedTo === undefined ? undefined : await findOrganisation(ctx, fate.joinedTo);
  const course = joined ? going(fate, joined) : pausing(fate);
  if (!course) return 0;
  const rows = (await readRows(ctx.now())).filter(course.concerns);
  for (const { key } of rows) await carryOut(ctx, course, key);
  if (joined) await bringBookings(ctx, fate.key, joined);
  return rows.length;
};

/** Pictures may be large, and a transaction takes four megabytes. */
const picturesInPart = 20;

/** Takes the lender's name out of what a venue was; gives the changes that take its rows out of what is kept of the catalogue. */
const eraseEarlier = async (ctx: Context, key: string): Promise<Change[]> => {
  const pictures = await unnamePictures(key);
  for (let n = 0; n < pictures.length; n += picturesInPart)
    await commit(ctx, { changes: pictures.slice(n, n + picturesInPart), audit: [] });
  return eraseRows(key);
};

const carryOut = async (
  ctx: Context,
  { action, concerns, change, isErasing = false }: Course,
  key: string,
): Promise<void> => {
  for (;;) {
    const before = await get(key);
    const { name: lenderName, parentKey: lenderParentKey } = before.lender;
    if (!concerns({ ...before, lenderName, lenderParentKey })) return;
    const {
      rows,
      changes,
      answer: _,
      ...plan
    } = planWrite(action, isErasing ? unnamed(before) : before, {
      ...before,
      ...change(before),
      version: before.version + 1,
    });
    try {
      const erased = isErasing ? await eraseEarlier(ctx, key) : [];
      await commit(ctx, { ...plan, changes: [...changes, ...erased, logRows(rows, ctx.now(), ctx.newId())] });
      takeRows(rows);
      return;
    } catch (error) {
      // Somebody has changed it, or the catalogue, in the very meantime: looked at again.
      if (!(error instanceof Refusal && ["VERSION_CONFLICT", "CATALOGUE_PACKED"].includes(error.code))) throw error;
    }
  }
};

const inPage = 100;

/** Bookings that a body has asked for, and those of what it lends. */
const bringBookings = async (ctx: Context, from: string, to: Organisation): Promise<void> => {
  const { parentKey } = to.facts;
  for (const list of ["ASKED", "LENT"] as const)
    for (let after: string | undefined, more = true; more;) {
      const page = await listBookings(ctx, from, list, inPage, after);
      for (const { bookingKey } of page) {
        const booking = await findBooking(ctx, bookingKey);
        if (!booking) continue;
        const { askerParentKey, lenderParentKey, ...rest } = booking;
        const moved = {
          ...rest,
          ...(booking.askerKey === from ? { askerKey: to.key, askerParentKey: parentKey } : { askerParentKey }),
          ...(booking.lenderKey === from ? { lenderKey: to.key, lenderParentKey: parentKey } : { lenderParentKey }),
        };
        await commit(ctx, { changes: moveBooking(booking, moved), ...toldOf("venueBooking.broughtAlong", moved, {}) });
      }
      after = page.at(-1)?.position;
      more = page.length === inPage;
    }
};
