/** A booking: a venue asked for, and how far that has come. */
import type { Connection } from "#platform/page";
import type { VenueBookingState } from "#schema/resolvers";
import type { Language } from "#modules/people";
import { minutesOf, type Span } from "./slots.ts";

/** What has been done with it, one for each version. */
type Step = {
  readonly state: Exclude<VenueBookingState, "LAPSED">;
  readonly at: string;
  readonly words?: string;
  /** Those of its times that this step gave back, where it kept the others. */
  readonly givenBack?: readonly Span[];
};

export type Booking = {
  readonly key: string;
  readonly venueKey: string;
  readonly lenderKey: string;
  readonly lenderParentKey?: string | undefined;
  readonly askerKey: string;
  readonly askerParentKey?: string | undefined;
  readonly occasions: readonly [Span, ...Span[]];
  readonly purpose: string;
  readonly people?: number;
  readonly activityKey?: string;
  readonly priceOre: number;
  /** Of the letters that answer. */
  readonly language: Language;
  readonly steps: readonly [Step, ...Step[]];
};

/** The first of its times begins so many days ahead at most, and it has so many, a week apart. */
export const mostDaysAhead = 400;
export const mostWeeks = 52;
/** A single time lasts so long at most. */
export const mostDaysLong = 14;

export type BookingPage = Connection<Booking>;
export type BookingAnswer = { readonly booking: Booking };

export const bookingId = (key: string): string => `booking:${key}`;
export const bookingKey = (id: string): string | undefined => /^booking:([A-Z\d]{26})$/.exec(id)?.[1];

/** The newest step, which says how it stands. */
export const lastStep = ({ steps }: Pick<Booking, "steps">): Step => steps.at(-1) ?? steps[0];
/** Each step is a version. */
export const versionOf = ({ steps }: Pick<Booking, "steps">): number => steps.length;
/** When the last of its times is over. */
export const endOfAll = ({ occasions }: Pick<Booking, "occasions">): string =>
  (occasions.at(-1) ?? occasions[0]).endsAt;

/** Times of it that have been given back, while others stood. */
export const givenBackOf = ({ steps }: Pick<Booking, "steps">): Span[] =>
  steps.flatMap(({ givenBack = [] }) => givenBack).toSorted((a, b) => (a.startsAt < b.startsAt ? -1 : 1));

/** Those that have not, of which there is one at least. */
export const standingOf = (booking: Pick<Booking, "occasions" | "steps">): Span[] => {
  const gone = new Set(givenBackOf(booking).map(({ startsAt }) => startsAt));
  return booking.occasions.filter(({ startsAt }) => !gone.has(startsAt));
};

/** Those that stand and have not begun. */
export const comingOf = (booking: Pick<Booking, "occasions" | "steps">, now: Date): Span[] =>
  standingOf(booking).filter(({ startsAt }) => startsAt > now.toISOString());

const minutesOfAll = (spans: readonly Span[]): number => spans.reduce((sum, span) => sum + minutesOf(span), 0);

/** What those that stand cost, in øre. */
export const priceOfStanding = (booking: Booking): number =>
  Math.round((booking.priceOre * minutesOfAll(standingOf(booking))) / minutesOfAll(booking.occasions));

export const stateAt = (booking: Booking, now: Date): VenueBookingState => {
  const { state } = lastStep(booking);
  return state === "REQUESTED" && endOfAll(booking) <= now.toISOString() ? "LAPSED" : state;
};

/** What a time costs, to the nearest øre. */
export const priceOf = (minutes: number, pricePerHour: number): number => Math.round((minutes * pricePerHour) / 60);
