/** A booking: a venue asked for, and how far that has come. */
import type { Connection } from "#platform/page";
import type { VenueBookingState } from "#schema/resolvers";
import type { Language } from "#modules/people";
import type { Span } from "./slots.ts";

/** What has been done with it, one for each version. */
type Step = {
  readonly state: Exclude<VenueBookingState, "LAPSED">;
  readonly at: string;
  readonly words?: string;
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

export const stateAt = (booking: Booking, now: Date): VenueBookingState => {
  const { state } = lastStep(booking);
  return state === "REQUESTED" && endOfAll(booking) <= now.toISOString() ? "LAPSED" : state;
};

/** What a time costs, to the nearest øre. */
export const priceOf = (minutes: number, pricePerHour: number): number => Math.round((minutes * pricePerHour) / 60);
