import type { Context } from "#platform/context";
import { loader } from "#platform/load";
import { notFound, overtaken, Refusal } from "#platform/refusal";
import { endOf, holdsAt, type Retention } from "#platform/retention";
import {
  add,
  any,
  type Change,
  check,
  Entity,
  get as read,
  getMany,
  item,
  jsonStringify,
  number,
  put,
  query,
  remove,
  string,
  table,
} from "#platform/table";
import { type Booking, endOfAll, lastStep, mostDaysAhead, mostDaysLong, mostWeeks, versionOf } from "./booking.ts";
import { daysOf, quartersOfDay, slotsOf, type Span, type TakenDay, takenSpans, type TakenSpan } from "./slots.ts";
import type { Venue } from "./venue.ts";

type Body = Omit<Venue, "key" | "version">;

const venues = new Entity({
  name: "Venue",
  table,
  timestamps: false,
  schema: item({
    key: string().key(),
    version: number(),
    state: string().enum("OPEN", "PAUSED", "CLOSED"),
    body: any().castAs<Omit<Body, "state">>().transform(jsonStringify()),
  }),
  computeKey: ({ key }: { key: string }) => ({ pk: `VENUE#${key}`, sk: "NOW" }),
});

/** What a venue was before each of its changes. */
const pictures = new Entity({
  name: "VenuePicture",
  table,
  timestamps: false,
  schema: item({
    key: string().key(),
    version: number().key(),
    body: any().castAs<Body>().transform(jsonStringify()),
  }),
  computeKey: ({ key, version }: { key: string; version: number }) => ({
    pk: `VENUE#${key}`,
    sk: `VERSION#${String(version).padStart(6, "0")}`,
  }),
});

/** As long as reports look back, from when the last time is over. */
const bookingDays = 730;
const bookingsKept: Retention = {
  kind: "VenueBooking",
  days: bookingDays,
  daysAhead: mostDaysAhead + 7 * (mostWeeks - 1) + mostDaysLong,
  isPersonal: false,
};

const bookings = new Entity({
  name: "VenueBooking",
  table,
  timestamps: false,
  schema: item({
    key: string().key(),
    version: number(),
    body: any().castAs<Omit<Booking, "key">>().transform(jsonStringify()),
    expiresAt: number(),
  }),
  computeKey: ({ key }: { key: string }) => ({ pk: `BOOKING#${key}`, sk: "-" }),
});

const listingsKept: Retention = { ...bookingsKept, kind: "VenueBookingListing" };

export type List = "ASKED" | "TO_ANSWER" | "LENT";

/** That a body has a booking in one of its lists, by when its last time is over. */
const listings = new Entity({
  name: "VenueBookingListing",
  table,
  timestamps: false,
  schema: item({
    bodyKey: string().key(),
    list: string().enum("ASKED", "TO_ANSWER", "LENT").key(),
    position: string().key().savedAs("sk"),
    bookingKey: string(),
    expiresAt: number(),
  }),
  computeKey: ({ bodyKey, list, position }: { bodyKey: string; list: List; position: string }) => ({
    pk: `BODY#${bodyKey}#BOOKINGS#${list}`,
    sk: position,
  }),
});

const takenKept: Retention = { ...bookingsKept, kind: "VenueDay" };

export const retentions: readonly Retention[] = [bookingsKept, listingsKept, takenKept];

const nameOfQuarter = (n: number): string => `q${n}`;
const takenBy = string().optional();

/** A venue's day of UTC: each quarter of an hour that is taken has an attribute, with the booking that holds it. */
const venueDays = new Entity({
  name: "VenueDay",
  table,
  timestamps: false,
  schema: item({
    venueKey: string().key(),
    day: string().key(),
    /** How many quarters are taken. */
    taken: number(),
    expiresAt: number(),
    ...(Object.fromEntries(Array.from({ length: quartersOfDay }, (_, n) => [nameOfQuarter(n), takenBy])) as object),
  }),
  computeKey: ({ venueKey, day }: { venueKey: string; day: string }) => ({ pk: `VENUE#${venueKey}`, sk: `DAY#${day}` }),
});

const venueOf = ({
  key,
  version,
  state,
  body,
}: Body & { key: string; version: number; body: Omit<Body, "state"> }) => ({
  ...body,
  key,
  version,
  state,
});

const byKey = loader<string, Venue | undefined>("venues", async (keys) =>
  (
    await getMany(
      venues,
      keys.map((key) => ({ key })),
    )
  ).map((stored) => stored && venueOf(stored as never)),
);

/** Venues by their keys, in one round trip with all others the request asks for at the same moment. */
export const find = (ctx: Context, key: string): Promise<Venue | undefined> => byKey(ctx).load(key);

/** The venue as it stands this very moment, or NOT_FOUND. */
export const get = async (key: string | undefined): Promise<Venue> => {
  const stored = key === undefined ? undefined : await read(venues, { key });
  if (!stored) throw notFound();
  return venueOf(stored as never);
};

/** A new venue. */
export const create = ({ key, version, state, ...body }: Venue): Change =>
  put(venues, { key, version, state, body }, { attr: "version", exists: false }, overtaken);

/** A changed venue, on the condition that it still is as it was; its earlier picture is kept. */
export const replace = (before: Venue, after: Venue): Change[] => {
  const { key, version, state, ...body } = after;
  const { key: _, version: earlier, ...was } = before;
  return [
    put(pictures, { key, version: earlier, body: was }, { attr: "version", exists: false }, overtaken),
    put(venues, { key, version, state, body }, { attr: "version", eq: earlier }, overtaken),
  ];
};

/** A venue whose lender has no name. */
export const unnamed = <Told extends Pick<Venue, "lender">>(told: Told): Told => ({
  ...told,
  lender: { ...told.lender, name: "" },
});

/** The changes that take its lender's name out of what a venue was before. */
export const unnamePictures = async (key: string): Promise<Change[]> =>
  (await query(pictures, { partition: `VENUE#${key}`, beginsWith: "VERSION#" }))
    .filter(({ body }) => body.lender.name !== "")
    .map((picture) =>
      put(pictures, { ...picture, body: unnamed(picture.body) }, { attr: "version", exists: true }, overtaken),
    );

/** Nothing is asked of a venue but as it stands: neither one that is closed meanwhile, nor one that has other hours. */
export const asItStands = ({ key, version }: Venue): Change =>
  check(venues, { key }, { attr: "version", eq: version }, overtaken);

/** A change's answer: what it made into which version. */
export type Made = { readonly key: string; readonly version: number };

/** The venue as it was made, though it may have been changed since. */
export const asMade = async ({ key, version }: Made): Promise<Venue> => {
  const current = await get(key);
  if (current.version === version) return current;
  const picture = await read(pictures, { key, version });
  if (!picture) throw notFound();
  return { ...picture.body, key, version };
};

const bookingOf = ({ key, body }: { key: string; body: Omit<Booking, "key"> }): Booking => ({ ...body, key });

const bookingByKey = loader<string, { readonly booking: Booking; readonly expiresAt: number } | undefined>(
  "venueBookings",
  async (keys) =>
    (
      await getMany(
        bookings,
        keys.map((key) => ({ key })),
      )
    ).map((stored) => stored && { booking: bookingOf(stored), expiresAt: stored.expiresAt }),
);

/** Bookings by their keys, in one round trip with all others the request asks for at the same moment. */
export const findBooking = async (ctx: Context, key: string): Promise<Booking | undefined> => {
  const found = await bookingByKey(ctx).load(key);
  return holdsAt(ctx.now())(found) ? found?.booking : undefined;
};

/** The booking as it stands this very moment, or NOT_FOUND. */
export const getBooking = async (ctx: Context, key: string | undefined): Promise<Booking> => {
  const stored = key === undefined ? undefined : await read(bookings, { key });
  if (!stored || !holdsAt(ctx.now())(stored)) throw notFound();
  return bookingOf(stored);
};

/** The booking as it was made, though it may have been changed since: each step is a version. */
export const bookingAsMade = async (ctx: Context, { key, version }: Made): Promise<Booking> => {
  const booking = await getBooking(ctx, key);
  const [first, ...rest] = booking.steps;
  return { ...booking, steps: [first, ...rest.slice(0, version - 1)] };
};

const expiresAt = (booking: Booking): number => endOf(bookingsKept, new Date(endOfAll(booking)));

const write = (booking: Booking): Change => {
  const { key, ...body } = booking;
  const version = versionOf(booking);
  return put(
    bookings,
    { key, version, body, expiresAt: expiresAt(booking) },
    version === 1 ? { attr: "version", exists: false } : { attr: "version", eq: version - 1 },
    overtaken,
  );
};

const listing = (booking: Booking, list: List) => ({
  bodyKey: list === "ASKED" ? booking.askerKey : booking.lenderKey,
  list,
  position: `${endOfAll(booking)}#${booking.key}`,
});

const enlist = (booking: Booking, list: List): Change =>
  put(
    listings,
    { ...listing(booking, list), bookingKey: booking.key, expiresAt: expiresAt(booking) },
    undefined,
    overtaken,
  );

/** A new booking, and its place in the lists of its asker and its lender. */
export const createBooking = (booking: Booking): Change[] => [
  write(booking),
  enlist(booking, "ASKED"),
  enlist(booking, "LENT"),
  ...(booking.steps[0].state === "REQUESTED" ? [enlist(booking, "TO_ANSWER")] : []),
];

/** A booking whose asker or lender is another now, in that one's lists, on the condition that it still stands as it did. */
export const moveBooking = (before: Booking, after: Booking): Change[] => {
  const { key, ...body } = after;
  const version = versionOf(before);
  const isWaiting = lastStep(before).state === "REQUESTED";
  const lists: readonly List[] = [
    ...(before.askerKey === after.askerKey ? [] : (["ASKED"] as const)),
    ...(before.lenderKey === after.lenderKey
      ? []
      : (["LENT", ...(isWaiting ? (["TO_ANSWER"] as const) : [])] as const)),
  ];
  return [
    put(bookings, { key, version, body, expiresAt: expiresAt(after) }, { attr: "version", eq: version }, overtaken),
    ...lists.flatMap((list) => [remove(listings, listing(before, list), undefined, overtaken), enlist(after, list)]),
  ];
};

/** A booking one step on: what is answered waits no more. */
export const replaceBooking = (after: Booking): Change[] => [
  write(after),
  ...(lastStep(after).state === "REQUESTED"
    ? []
    : [remove(listings, listing(after, "TO_ANSWER"), undefined, overtaken)]),
];

/** A page of a body's list and where each stands in it. Those that wait are listed while they can be answered. */
export const listBookings = async (
  ctx: Context,
  bodyKey: string,
  list: List,
  limit: number,
  after: string | undefined,
): Promise<{ readonly bookingKey: string; readonly position: string }[]> => {
  const isWaiting = list === "TO_ANSWER";
  const from = after ?? (isWaiting ? ctx.now().toISOString() : undefined);
  const found = await query(listings, {
    partition: `BODY#${bodyKey}#BOOKINGS#${list}`,
    ...(from !== undefined && { after: from }),
    newestFirst: !isWaiting,
    limit,
  });
  return found.filter(holdsAt(ctx.now()));
};

const takenTime = (): Refusal => new Refusal("Conflict", "TIME_TAKEN", "That time is taken: see `nearest`.");

/**
 * The changes that take all the times of a booking, or none: two bookings that share a quarter of an hour write the same
 * attribute of the same item, each on the condition that it is not there.
 */
export const take = (booking: Booking): Change[] =>
  [...slotsOf(booking.occasions)].map(([day, quarters]) =>
    add(
      venueDays,
      { venueKey: booking.venueKey, day },
      "taken",
      quarters.length,
      { and: quarters.map((n) => ({ attr: nameOfQuarter(n), exists: false })) } as never,
      takenTime,
      {
        expiresAt: endOf(takenKept, new Date(day)),
        ...Object.fromEntries(quarters.map((n) => [nameOfQuarter(n), booking.key])),
      },
    ),
  );

/** The changes that give back some of a booking's times; that it still held them is asked of the booking. */
export const giveBack = (booking: Booking, spans: readonly Span[]): Change[] =>
  [...slotsOf(spans)].map(([day, quarters]) =>
    add(
      venueDays,
      { venueKey: booking.venueKey, day },
      "taken",
      -quarters.length,
      undefined,
      overtaken,
      {},
      quarters.map(nameOfQuarter),
    ),
  );

const takenDayOf = (stored: { readonly day: string }): TakenDay => ({
  day: stored.day,
  holders: new Map(
    Array.from({ length: quartersOfDay }, (_, n): [number, unknown] => [
      n,
      Reflect.get(stored, nameOfQuarter(n)),
    ]).filter((held): held is [number, string] => typeof held[1] === "string"),
  ),
});

/** What is taken of each of some venues, on the days that a time is in. */
export const takenOf = async (venueKeys: readonly string[], span: Span): Promise<Map<string, TakenSpan[]>> => {
  const days = daysOf(span);
  const found = await getMany(
    venueDays,
    venueKeys.flatMap((venueKey) => days.map((day) => ({ venueKey, day }))),
    { consistent: true },
  );
  return new Map(
    venueKeys.map((key, n) => [
      key,
      takenSpans(
        found.slice(n * days.length, (n + 1) * days.length).flatMap((stored) => (stored ? [takenDayOf(stored)] : [])),
      ),
    ]),
  );
};

/** What is taken of a venue on the days that a time is in. */
export const takenIn = async (venueKey: string, span: Span): Promise<TakenSpan[]> =>
  (await takenOf([venueKey], span)).get(venueKey) ?? [];
