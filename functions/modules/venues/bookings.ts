/** Asking for a venue, answering, and giving back. */
import { activityId, activityKey, findActivity } from "#modules/activities";
import { findOrganisation, type Organisation } from "#modules/organisations";
import { languageOf } from "#modules/people";
import { type AuditAction, fieldsOf } from "#platform/audit";
import { once } from "#platform/commit";
import type { Context } from "#platform/context";
import { type Letter, queueMail } from "#platform/mail";
import { plain } from "#platform/plain";
import { Refusal, refuseProblems, versionConflict } from "#platform/refusal";
import type { RequestVenueInput, VenueBookingAction } from "#schema/resolvers";
import {
  type Booking,
  bookingId,
  bookingKey,
  comingOf,
  lastStep,
  mostDaysAhead,
  mostDaysLong,
  mostWeeks,
  priceOf,
  standingOf,
  versionOf,
} from "./booking.ts";
import { answerLetter, lenderLetter, type Occasion } from "./letters.ts";
import { assertMayAnswer, getAsker } from "./policy.ts";
import { daysOf, freeSpans, isQuarter, isWithin, later, minutesOf, nearestTo, overlap, type Span } from "./slots.ts";
import {
  asItStands,
  bookingAsMade,
  createBooking,
  find,
  get,
  getBooking,
  giveBack,
  type Made,
  replaceBooking,
  take,
  takenIn,
} from "./store.ts";
import { type Venue, venueId, venueKey } from "./venue.ts";

const dayMilliseconds = 86_400_000;
/** Each day of a venue is one write of a transaction's hundred; the booking, its lists, letter, event and trail take twelve. */
const mostVenueDays = 80;

const problemsOf = (input: RequestVenueInput, { facts }: Venue, now: Date) => {
  const { startsAt, endsAt, people } = input;
  const weeks = input.weeks ?? 1;
  const span = { startsAt, endsAt };
  const isLong = minutesOf(span) > mostDaysLong * 1_440;
  const wrong = [
    { field: "startsAt", code: "NOT_A_QUARTER", is: !isQuarter(startsAt) },
    { field: "endsAt", code: "NOT_A_QUARTER", is: !isQuarter(endsAt) },
    { field: "endsAt", code: "NOT_AFTER_START", is: endsAt <= startsAt },
    { field: "endsAt", code: "LONGER_THAN_14_DAYS", is: isLong },
    { field: "startsAt", code: "IN_THE_PAST", is: startsAt <= now.toISOString() },
    {
      field: "startsAt",
      code: "TOO_FAR_AHEAD",
      is: startsAt > later(now.toISOString(), mostDaysAhead * dayMilliseconds),
    },
    { field: "weeks", code: "NOT_1_TO_52", is: weeks < 1 || weeks > mostWeeks },
    { field: "weeks", code: "OVERLAPS", is: weeks > 1 && minutesOf(span) > 7 * 1_440 },
    { field: "weeks", code: "TOO_MANY", is: !isLong && weeks * daysOf(span).length > mostVenueDays },
    { field: "people", code: "OUT_OF_RANGE", is: people != null && people < 1 },
    { field: "people", code: "MORE_THAN_IT_HOLDS", is: people != null && people > facts.capacity },
  ];
  return wrong.flatMap(({ field, code, is }) => (is ? [{ field, code }] : []));
};

/** So far to each side of what was wanted is a free time looked for; of a series nearer, as each of its weeks is. */
const nearDays = 7;
const nearDaysOfSeries = 2;

/** The free times nearest to the one wanted at which all occasions of a series are free. */
const nearestFree = async (
  now: Date,
  { key, facts }: Venue,
  occasions: readonly [Span, ...Span[]],
): Promise<Span[]> => {
  const { openSpans, weekly } = await import("./openTimes.ts");
  const reach = (occasions.length > 1 ? nearDaysOfSeries : nearDays) * dayMilliseconds;
  const free = await Promise.all(
    occasions.map(async ({ startsAt, endsAt }) => {
      const around = { startsAt: later(startsAt, -reach), endsAt: later(endsAt, reach) };
      return freeSpans(openSpans(facts, around), await takenIn(key, around));
    }),
  );
  const [first] = occasions;
  return nearestTo(
    first,
    free[0] ?? [],
    (span) =>
      span.startsAt > now.toISOString() &&
      weekly(span, occasions.length).every((occasion, n) => isWithin(occasion, free[n] ?? [])),
  );
};

/** Refuses times at which the venue is not open, or is taken already, each by when they begin. */
const assertFree = async ({ key, facts }: Venue, occasions: readonly Span[]): Promise<void> => {
  const { openSpans } = await import("./openTimes.ts");
  const closed = occasions.filter((span) => !isWithin(span, openSpans(facts, span)));
  if (closed.length > 0)
    throw new Refusal("Conflict", "OUTSIDE_OPENING_HOURS", "It is not open then: see `nearest`.", {
      times: closed.map(({ startsAt }) => startsAt),
    });
  const free = await Promise.all(
    occasions.map(async (span) => !(await takenIn(key, span)).some((one) => overlap(one, span))),
  );
  if (free.includes(false))
    throw new Refusal("Conflict", "TIME_TAKEN", "That time is taken: see `nearest`.", {
      times: occasions.flatMap(({ startsAt }, n) => (free[n] === true ? [] : [startsAt])),
    });
};

/** The activity that a body asks for; UNKNOWN_ACTIVITY where it is not one of its own. */
const activityOf = async (ctx: Context, askerKey: string, id: string): Promise<string> => {
  const key = activityKey(id);
  const activity = key === undefined ? undefined : await findActivity(ctx, key);
  refuseProblems(activity?.organiserKey === askerKey ? [] : [{ field: "activityId", code: "UNKNOWN_ACTIVITY" }]);
  return activity?.key ?? "";
};

/** What a letter is about: who has asked for which venue, and when. */
type Matter = Pick<Booking, "occasions"> & { readonly asker: Organisation; readonly venue: Venue };

/** A letter to an organisation's own address; none where it has none. */
const letterTo = (
  { facts }: Organisation,
  language: Occasion["language"],
  { asker, venue, occasions }: Matter,
  write: (occasion: Occasion) => Letter,
): Letter | undefined =>
  facts.email === undefined
    ? undefined
    : write({ to: facts.email, language, venue: venue.facts.name, asker: asker.facts.name, occasions });

/** A letter to who lends, in its own norm; none to who borrows from itself. */
const letterToLender = (
  lender: Organisation,
  matter: Matter,
  state: Parameters<typeof lenderLetter>[0],
): Letter | undefined =>
  lender.key === matter.asker.key
    ? undefined
    : letterTo(lender, languageOf(undefined, lender.facts.writtenNorm), matter, (occasion) =>
        lenderLetter(state, occasion),
      );

const mailOf = (ctx: Context, letter: Letter | undefined) => {
  const mail = letter && queueMail(ctx, letter);
  return { changes: mail ? [mail.change] : [], events: mail ? [mail.event] : [] };
};

export const toldOf = (action: AuditAction, booking: Booking, fields: Readonly<Record<string, unknown>>) => ({
  events: [
    {
      type: action,
      subject: bookingId(booking.key),
      data: {
        key: booking.key,
        version: versionOf(booking),
        venue: venueId(booking.venueKey),
        asker: booking.askerKey,
        lender: booking.lenderKey,
      },
    },
  ],
  // What was written stands in the booking, and goes with it.
  audit: {
    subject: bookingId(booking.key),
    action,
    fields: fieldsOf("booking", fields),
  },
});

/** What is asked for, as a booking: granted at once where nobody need answer, and to the lender itself. */
const bookingOf = async (ctx: Context, input: RequestVenueInput, venue: Venue): Promise<Booking> => {
  const asker = await getAsker(ctx, venue);
  refuseProblems(problemsOf(input, venue, ctx.now()));
  const { startsAt, endsAt, weeks = 1, purpose, people, activityId: activity } = plain(input);
  const { weekly } = await import("./openTimes.ts");
  const [first = { startsAt, endsAt }, ...rest] = weekly({ startsAt, endsAt }, weeks);
  const occasions = [first, ...rest] as const;
  const isGranted = !venue.facts.mustBeApproved || asker.key === venue.lenderKey;
  const { parentKey } = asker.facts;
  return {
    key: ctx.newId(),
    venueKey: venue.key,
    lenderKey: venue.lenderKey,
    ...(venue.lender.parentKey !== undefined && { lenderParentKey: venue.lender.parentKey }),
    askerKey: asker.key,
    ...(parentKey !== undefined && { askerParentKey: parentKey }),
    occasions,
    purpose,
    ...(people != null && { people }),
    ...(activity != null && { activityKey: await activityOf(ctx, asker.key, activity) }),
    priceOre: occasions.reduce((sum, span) => sum + priceOf(minutesOf(span), venue.facts.pricePerHour), 0),
    language: languageOf(input.language, asker.facts.writtenNorm),
    steps: [{ state: isGranted ? "APPROVED" : "REQUESTED", at: ctx.now().toISOString() }],
  };
};

/** Asks for a venue; who is late by a moment is told the same as who is late by a day. */
export const requestVenue = async (ctx: Context, input: RequestVenueInput, key: string): Promise<Booking> => {
  let planned: { readonly venue: Venue; readonly booking: Booking } | undefined;
  try {
    const made = await once(ctx, "requestVenue", key, input, async () => {
      const venue = await get(venueKey(input.venueId));
      const booking = await bookingOf(ctx, input, venue);
      planned = { venue, booking };
      await assertFree(venue, booking.occasions);
      const { occasions, people, activityKey: activity } = booking;
      const [asker, lender] = await Promise.all([
        findOrganisation(ctx, booking.askerKey),
        findOrganisation(ctx, booking.lenderKey),
      ]);
      const { state } = lastStep(booking);
      const letter =
        lender && asker
          ? letterToLender(lender, { asker, venue, occasions }, state === "REQUESTED" ? state : "APPROVED")
          : undefined;
      const mail = mailOf(ctx, letter);
      const asked = {
        venue: venueId(venue.key),
        occasions,
        people,
        activity: activity && activityId(activity),
        state,
      };
      const told = toldOf("venueBooking.requested", booking, asked);
      return {
        changes: [asItStands(venue), ...take(booking), ...createBooking(booking), ...mail.changes],
        events: [...told.events, ...mail.events],
        audit: told.audit,
        answer: { key: booking.key, version: 1 },
      };
    });
    return await bookingAsMade(ctx, made);
  } catch (error) {
    if (!planned || !(error instanceof Refusal) || !["TIME_TAKEN", "OUTSIDE_OPENING_HOURS"].includes(error.code))
      throw error;
    const nearest = await nearestFree(ctx.now(), planned.venue, planned.booking.occasions);
    throw new Refusal(error.kind, error.code, error.message, { ...error.details, nearest });
  }
};

type Seen = {
  readonly bookingId: string;
  readonly version: number;
  readonly words?: string;
  readonly occasions?: readonly string[] | null | undefined;
};

const steps = {
  APPROVE: { state: "APPROVED", action: "venueBooking.approved" },
  DECLINE: { state: "DECLINED", action: "venueBooking.declined" },
  WITHDRAW: { state: "WITHDRAWN", action: "venueBooking.withdrawn", ofSome: "venueBooking.timesWithdrawn" },
  CANCEL: { state: "CANCELLED", action: "venueBooking.cancelled", ofSome: "venueBooking.timesCancelled" },
} as const;

/** The times that are to be given back where others stay; undefined where it is all that are to come. */
const chosenOf = (ctx: Context, before: Booking, occasions: Seen["occasions"]): [Span, ...Span[]] | undefined => {
  if (occasions == null) return undefined;
  const coming = comingOf(before, ctx.now());
  const [first, ...rest] = coming.filter(({ startsAt }) => occasions.includes(startsAt));
  const isKnown = occasions.every((at) => coming.some(({ startsAt }) => startsAt === at));
  refuseProblems(first && isKnown ? [] : [{ field: "occasions", code: first ? "UNKNOWN_TIME" : "REQUIRED" }]);
  return first && rest.length + 1 < coming.length ? [first, ...rest] : undefined;
};

/** To who asked when it is answered, and to who lends when what was granted is given back. */
const letterOfStep = async (
  ctx: Context,
  before: Booking,
  state: (typeof steps)[VenueBookingAction]["state"],
  words: string | undefined,
  chosen: Booking["occasions"] | undefined,
): Promise<Letter | undefined> => {
  const [asker, lender, venue] = await Promise.all([
    findOrganisation(ctx, before.askerKey),
    findOrganisation(ctx, before.lenderKey),
    find(ctx, before.venueKey),
  ]);
  if (!asker || !venue) return undefined;
  const [first = before.occasions[0], ...rest] = standingOf(before);
  const matter = { asker, venue, occasions: chosen ?? ([first, ...rest] as const) };
  if (state !== "WITHDRAWN")
    return letterTo(asker, before.language, matter, (occasion) => answerLetter(state, occasion, words));
  return lender && lastStep(before).state === "APPROVED" ? letterToLender(lender, matter, state) : undefined;
};

/** Takes a booking that the actor has seen in a given version one step on; only one that is granted keeps its times. */
const step =
  (operation: string, does: VenueBookingAction) =>
  async (ctx: Context, input: Seen, key: string): Promise<Booking> => {
    const made = await once(ctx, operation, key, input, async (): Promise<PlanOfStep> => {
      const before = await getBooking(ctx, bookingKey(input.bookingId));
      assertMayAnswer(ctx, does, before);
      if (versionOf(before) !== input.version) throw versionConflict(versionOf(before));
      const { state, action, ...ways } = steps[does];
      const { words } = input;
      const chosen = chosenOf(ctx, before, input.occasions);
      const was = lastStep(before).state;
      const one = { state: chosen ? was : state, at: ctx.now().toISOString(), ...(words !== undefined && { words }) };
      const [first, ...rest] = before.steps;
      const after: Booking = {
        ...before,
        steps: [first, ...rest, { ...one, ...(chosen && { givenBack: chosen }) }],
      };
      const letter = await letterOfStep(ctx, before, state, words, chosen);
      const mail = mailOf(ctx, letter);
      const told =
        chosen && "ofSome" in ways
          ? toldOf(ways.ofSome, after, { givenBack: chosen })
          : toldOf(action, after, { state: { before: was, after: state } });
      return {
        changes: [
          ...replaceBooking(after),
          ...(state === "APPROVED" ? [] : giveBack(before, chosen ?? comingOf(before, ctx.now()))),
          ...mail.changes,
        ],
        events: [...told.events, ...mail.events],
        audit: told.audit,
        answer: { key: after.key, version: versionOf(after) },
      };
    });
    return bookingAsMade(ctx, made);
  };

type PlanOfStep = Awaited<ReturnType<Parameters<typeof once<Made>>[4]>>;

export const approveVenueBooking = step("approveVenueBooking", "APPROVE");
export const declineVenueBooking = step("declineVenueBooking", "DECLINE");
export const withdrawVenueBooking = step("withdrawVenueBooking", "WITHDRAW");
export const cancelVenueBooking = step("cancelVenueBooking", "CANCEL");
