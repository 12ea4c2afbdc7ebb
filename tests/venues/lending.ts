/** What people do to venues and bookings, asked through the front door. */
import { ask, newKey } from "#world";

export type Who = Parameters<typeof ask>[0];
export type Venue = { readonly id: string; readonly version: number; readonly state: string };
export type Booking = { readonly id: string; readonly version: number; readonly state: string };
export type Span = { readonly startsAt: string; readonly endsAt: string };

export const redCross = "864139442";
export const saveTheChildren = "941296459";
export const trondheim = "K5001";

/** Open all week from morning to night. */
export const venueTold = {
  name: "Kantina på rådhuset",
  address: "Munkegata 1, Trondheim",
  municipality: "5001",
  latitude: 63.43,
  longitude: 10.4,
  capacity: 60,
  equipment: ["KITCHEN", "TABLES_AND_CHAIRS"],
  accessibility: ["STEP_FREE"],
  openingHours: ["MONDAY", "TUESDAY", "WEDNESDAY", "THURSDAY", "FRIDAY", "SATURDAY", "SUNDAY"].map((weekday) => ({
    weekday,
    opensAt: "08:00",
    closesAt: "22:00",
  })),
  mustBeApproved: true,
  takesRequests: true,
};

/** Throws what the service refuses with. */
export const read = async (who: Who, document: string, variables: object = {}): Promise<never> => {
  const { data, errors } = await ask(who, document, variables);
  const extensions = errors[0]?.extensions;
  if (extensions) throw Object.assign(new Error(String(extensions["code"])), { extensions });
  return data as never;
};

/** What somebody was refused with: the code, and what is said beside it. */
export const refusalOf = (error: unknown): Readonly<Record<string, unknown>> =>
  (Reflect.get(Object(error), "extensions") ?? {}) as Readonly<Record<string, unknown>>;

const change = async <Made>(who: Who, name: string, answer: string, input: object): Promise<Made> => {
  const type = `${name.charAt(0).toUpperCase()}${name.slice(1)}Input`;
  const data: Record<string, Record<string, Made>> = await read(
    who,
    `mutation ($input: ${type}!, $key: ID!) { ${name}(input: $input, idempotencyKey: $key) { ${answer} { id version state } } }`,
    { input, key: newKey() },
  );
  return data[name]?.[answer] as Made;
};

export const create = (who: Who, lender: string, told: object = {}): Promise<Venue> =>
  change(who, "createVenue", "venue", { lenderId: `organisation:${lender}`, venue: { ...venueTold, ...told } });
export const edit = (who: Who, { id, version }: Venue, told: object = {}): Promise<Venue> =>
  change(who, "editVenue", "venue", { venueId: id, version, venue: { ...venueTold, ...told } });
export const close = (who: Who, { id, version }: Venue): Promise<Venue> =>
  change(who, "closeVenue", "venue", { venueId: id, version });

export const request = (who: Who, { id }: Pick<Venue, "id">, span: Span, more: object = {}): Promise<Booking> =>
  change(who, "requestVenue", "booking", { venueId: id, ...span, purpose: "Språkkafé", ...more });

const answering =
  (name: string) =>
  (who: Who, { id, version }: Booking, more: object = {}): Promise<Booking> =>
    change(who, name, "booking", { bookingId: id, version, ...more });
export const approve = answering("approveVenueBooking");
export const decline = answering("declineVenueBooking");
export const withdraw = answering("withdrawVenueBooking");
export const cancel = answering("cancelVenueBooking");

/** What is taken of a venue, as someone sees it. */
export const takenOf = async (
  who: Who,
  { id }: Pick<Venue, "id">,
  from: string,
  until: string,
): Promise<(Span & { booking: { id: string; purpose: string } | null })[]> => {
  const { venue }: { venue: { bookings: never } } = await read(
    who,
    `query ($id: ID!, $from: DateTime!, $until: DateTime!) {
      venue(id: $id) { bookings(from: $from, until: $until) { startsAt endsAt booking { id purpose } } }
    }`,
    { id, from, until },
  );
  return venue.bookings;
};

export const freeOf = async ({ id }: Pick<Venue, "id">, from: string, until: string): Promise<Span[]> => {
  const { venue }: { venue: { freeTimes: Span[] } } = await read(
    "volunteer",
    `query ($id: ID!, $from: DateTime!, $until: DateTime!) {
      venue(id: $id) { freeTimes(from: $from, until: $until) { startsAt endsAt } }
    }`,
    { id, from, until },
  );
  return venue.freeTimes;
};

/** An hour of a day some days from now, by UTC. */
export const hour = (daysAhead: number, startsAt: string, endsAt: string): Span => {
  const day = new Date(Date.now() + daysAhead * 86_400_000).toISOString().slice(0, 10);
  return { startsAt: `${day}T${startsAt}:00.000Z`, endsAt: `${day}T${endsAt}:00.000Z` };
};

/** Midnight, by UTC, of the next Sunday on which clocks are put back, at least a month from now. */
export const clocksBack = (): number => {
  const year = new Date().getUTCFullYear();
  const sundays = [year, year + 1].map((one) => {
    const last = new Date(Date.UTC(one, 9, 31));
    return last.getTime() - last.getUTCDay() * 86_400_000;
  });
  return sundays.find((at) => at > Date.now() + 30 * 86_400_000) ?? 0;
};
