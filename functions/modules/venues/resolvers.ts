import { findActivity, maySeeActivity } from "#modules/activities";
import { findMunicipality } from "#modules/places";
import { findOrganisation, organisationId, organisationKey } from "#modules/organisations";
import type { Context } from "#platform/context";
import { connection, pageRequest } from "#platform/page";
import { notFound, Refusal } from "#platform/refusal";
import type { Resolvers, VenueFilter, VenueOrder } from "#schema/resolvers";
import {
  type BookingPage,
  bookingId,
  bookingKey,
  givenBackOf,
  lastStep,
  priceOfStanding,
  standingOf,
  stateAt,
  versionOf,
} from "./booking.ts";
import * as bookings from "./bookings.ts";
import { findVenues } from "./catalogue.ts";
import * as commands from "./commands.ts";
import { bodyListed, bookingActionsFor, maySeeBooking, venueActionsFor } from "./policy.ts";
import { freeSpans, overlap, type Span } from "./slots.ts";
import { find, findBooking, type List, listBookings, takenIn } from "./store.ts";
import { type Venue, type VenuePage, venueId, venueKey } from "./venue.ts";

type PageArgs = { readonly first?: number | null; readonly after?: string | null };

const dayMilliseconds = 86_400_000;
const longestFreeDays = 14;

/** The time at which venues are to be free; NARROW_FIRST where that would be asked of all the country, or of weeks. */
const timeOf = ({
  freeFrom: startsAt,
  freeUntil: endsAt,
  municipalities,
  counties,
  lenderId,
  near,
}: VenueFilter): Span | undefined => {
  if (startsAt == null && endsAt == null) return undefined;
  const isNarrow = Boolean(municipalities?.length) || Boolean(counties?.length) || lenderId != null || near != null;
  const length = Date.parse(endsAt ?? "") - Date.parse(startsAt ?? "");
  if (startsAt == null || endsAt == null || !isNarrow || !(length > 0) || length > longestFreeDays * dayMilliseconds)
    throw new Refusal(
      "Invalid",
      "NARROW_FIRST",
      `Give both ends of a time of at most ${longestFreeDays} days, and ask within municipalities, counties, a lender or \`near\`.`,
    );
  return { startsAt, endsAt };
};

/** What stands in the catalogue stands in the table: they are written together, and nothing is taken away. */
const venueOf = async (ctx: Context, key: string): Promise<Venue> => {
  const venue = await find(ctx, key);
  if (!venue) throw notFound();
  return venue;
};

const listVenues = async (
  ctx: Context,
  filter: VenueFilter,
  orderBy: VenueOrder,
  args: PageArgs,
): Promise<VenuePage> => {
  const identity = ["venues", filter, orderBy];
  const request = pageRequest(identity, args);
  const lenderKey = filter.lenderId == null ? undefined : organisationKey(filter.lenderId);
  const { slots, positions, more, totalCount } = await findVenues(
    ctx.now(),
    filter,
    { lenderKey, time: timeOf(filter) },
    orderBy,
    request,
  );
  const nodes = await Promise.all(slots.map(({ key }) => venueOf(ctx, key)));
  return { ...connection(identity, { nodes, positions, more }, request), totalCount };
};

/** Bookings that have run out are passed over: the list tells of what is there. */
const listOf = async (
  ctx: Context,
  organisation: string | null | undefined,
  list: List,
  args: PageArgs,
): Promise<BookingPage> => {
  // What is no organisation's id names nobody.
  const body = bodyListed(ctx, organisation == null ? undefined : (organisationKey(organisation) ?? "-"));
  const identity = ["venueBookings", body, list];
  const request = pageRequest(identity, args);
  const found = await listBookings(ctx, body, list, request.first + 1, request.after?.[0]);
  const page = await Promise.all(
    found.slice(0, request.first).map(async ({ bookingKey: key, position }) => {
      const node = await findBooking(ctx, key);
      return node ? [{ node, position }] : [];
    }),
  );
  const there = page.flat();
  return connection(
    identity,
    {
      nodes: there.map(({ node }) => node),
      positions: there.map(({ position }) => [position]),
      more: found.length > request.first,
    },
    request,
  );
};

const longestPeriodDays = 62;

const periodOf = ({ from: startsAt, until: endsAt }: { readonly from: string; readonly until: string }): Span => {
  const length = Date.parse(endsAt) - Date.parse(startsAt);
  if (length <= 0 || length > longestPeriodDays * dayMilliseconds)
    throw new Refusal("Invalid", "WRONG_PERIOD", `Ask for 1 to ${longestPeriodDays} days.`, {
      mostDays: longestPeriodDays,
    });
  return { startsAt, endsAt };
};

const lenderOf = async (ctx: Context, key: string) => {
  const organisation = await findOrganisation(ctx, key);
  if (!organisation) throw notFound();
  return organisation;
};

export const resolvers: Resolvers = {
  Query: {
    venue: async (_, { id }, ctx) => {
      const key = venueKey(id);
      return (key === undefined ? undefined : await find(ctx, key)) ?? null;
    },
    venues: (_, { filter, orderBy, ...args }, ctx) => listVenues(ctx, filter ?? {}, orderBy ?? "NAME_ASC", args),
    venueBooking: async (_, { id }, ctx) => {
      const key = bookingKey(id);
      const booking = key === undefined ? undefined : await findBooking(ctx, key);
      return booking && maySeeBooking(ctx, booking) ? booking : null;
    },
    venueBookings: (_, { organisationId: organisation, list, ...args }, ctx) => listOf(ctx, organisation, list, args),
  },
  Mutation: {
    createVenue: async (_, { input, idempotencyKey }, ctx) => ({
      venue: await commands.createVenue(ctx, input, idempotencyKey),
    }),
    editVenue: async (_, { input, idempotencyKey }, ctx) => ({
      venue: await commands.editVenue(ctx, input, idempotencyKey),
    }),
    closeVenue: async (_, { input, idempotencyKey }, ctx) => ({
      venue: await commands.closeVenue(ctx, input, idempotencyKey),
    }),
    requestVenue: async (_, { input, idempotencyKey }, ctx) => ({
      booking: await bookings.requestVenue(ctx, input, idempotencyKey),
    }),
    approveVenueBooking: async (_, { input, idempotencyKey }, ctx) => ({
      booking: await bookings.approveVenueBooking(ctx, input, idempotencyKey),
    }),
    declineVenueBooking: async (_, { input, idempotencyKey }, ctx) => ({
      booking: await bookings.declineVenueBooking(ctx, input, idempotencyKey),
    }),
    withdrawVenueBooking: async (_, { input, idempotencyKey }, ctx) => ({
      booking: await bookings.withdrawVenueBooking(ctx, input, idempotencyKey),
    }),
    cancelVenueBooking: async (_, { input, idempotencyKey }, ctx) => ({
      booking: await bookings.cancelVenueBooking(ctx, input, idempotencyKey),
    }),
  },
  Venue: {
    id: ({ key }) => venueId(key),
    lender: ({ lenderKey }, _, ctx) => lenderOf(ctx, lenderKey),
    name: ({ facts }) => facts.name,
    description: ({ facts }) => facts.description ?? null,
    address: ({ facts }) => facts.address,
    municipality: ({ facts }) => {
      const municipality = findMunicipality(facts.municipality);
      if (!municipality) throw new Error(`There is no municipality ${facts.municipality}.`);
      return municipality;
    },
    latitude: ({ facts }) => facts.latitude ?? null,
    longitude: ({ facts }) => facts.longitude ?? null,
    capacity: ({ facts }) => facts.capacity,
    equipment: ({ facts }) => facts.equipment,
    accessibility: ({ facts }) => facts.accessibility,
    pricePerHour: ({ facts }) => facts.pricePerHour,
    openingHours: ({ facts }) => facts.openingHours,
    closedDays: ({ facts }) => facts.closedDays,
    lentTo: ({ facts }) => facts.lentTo,
    contact: ({ facts }) => facts.contact ?? null,
    mustBeApproved: ({ facts }) => facts.mustBeApproved,
    bookings: async ({ key }, args) => {
      const period = periodOf(args);
      return (await takenIn(key, period)).filter((one) => overlap(one, period));
    },
    freeTimes: async ({ key, facts }, args) => {
      const period = periodOf(args);
      const { openSpans } = await import("./openTimes.ts");
      return freeSpans(openSpans(facts, period), await takenIn(key, period));
    },
    viewerMay: (venue, _, ctx) => venueActionsFor(ctx, venue),
  },
  VenueTime: {
    booking: async ({ bookingKey: key }, _, ctx) => {
      const booking = await findBooking(ctx, key);
      return booking && maySeeBooking(ctx, booking) ? booking : null;
    },
  },
  VenueBooking: {
    id: ({ key }) => bookingId(key),
    version: versionOf,
    state: (booking, _, ctx) => stateAt(booking, ctx.now()),
    venue: ({ venueKey: key }, _, ctx) => venueOf(ctx, key),
    asker: ({ askerKey }, _, ctx) => lenderOf(ctx, askerKey),
    people: ({ people }) => people ?? null,
    activity: async ({ activityKey: key }, _, ctx) => {
      const activity = key === undefined ? undefined : await findActivity(ctx, key);
      return activity && (await maySeeActivity(ctx, activity)) ? activity : null;
    },
    occasions: standingOf,
    givenBack: givenBackOf,
    price: priceOfStanding,
    requestedAt: ({ steps }) => steps[0].at,
    changedAt: (booking) => lastStep(booking).at,
    words: (booking) => lastStep(booking).words ?? null,
    viewerMay: (booking, _, ctx) => bookingActionsFor(ctx, booking),
  },
  Organisation: {
    venues: ({ key }, args, ctx) => listVenues(ctx, { lenderId: organisationId(key) }, "NAME_ASC", args),
  },
};
