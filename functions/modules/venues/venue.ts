/** A venue: premises that a body lends, when they are open, and to whom. */
import { plain } from "#platform/plain";
import { findMunicipality, pointProblems } from "#modules/places";
import type { Connection } from "#platform/page";
import { type Problem, refuseProblems } from "#platform/refusal";
import type { ClosedDaysInput, OpeningHoursInput, VenueInput, VenueState } from "#schema/resolvers";

type OptionalField = "description" | "latitude" | "longitude" | "contact";
/** What its lender tells of it; what is not so is left out. */
export type Facts = {
  readonly [Field in Exclude<keyof VenueInput, OptionalField | "takesRequests">]-?: NonNullable<VenueInput[Field]>;
} & { readonly [Field in OptionalField]?: NonNullable<VenueInput[Field]> };

export type Venue = {
  readonly key: string;
  readonly version: number;
  readonly state: VenueState;
  readonly lenderKey: string;
  /** What the catalogue's row says of the lender without asking for it; as it was when the venue was last changed. */
  readonly lender: { readonly name: string; readonly parentKey?: string };
  readonly facts: Facts;
};

export type VenuePage = Connection<Venue> & { readonly totalCount: number };
export type VenueAnswer = { readonly venue: Venue };

/** Id that holds everywhere, from the key that holds here. */
export const venueId = (key: string): string => `venue:${key}`;
/** The key of an id; undefined where it is no venue's. */
export const venueKey = (id: string): string | undefined => /^venue:([A-Z\d]{26})$/.exec(id)?.[1];

const largestCapacity = 100_000;
/** 100,000 kroner, in øre: more is a mistyped number. */
const highestPrice = 10_000_000;
const mostHours = 30;
const mostClosedDays = 60;

/** Where a day ends, after all its other times. */
const endOfDay = (closesAt: string): string => (closesAt === "00:00" ? "24:00" : closesAt);
const isQuarter = (time: string): boolean => Number(time.slice(3)) % 15 === 0;

const hoursProblems = (hours: readonly OpeningHoursInput[]): Problem[] =>
  hours.flatMap(({ weekday, opensAt, closesAt }, n) => {
    const overlaps = hours
      .slice(0, n)
      .some(
        (other) =>
          other.weekday === weekday && other.opensAt < endOfDay(closesAt) && opensAt < endOfDay(other.closesAt),
      );
    return [
      ...(isQuarter(opensAt) ? [] : [{ field: `openingHours.${n}.opensAt`, code: "NOT_A_QUARTER" }]),
      ...(isQuarter(closesAt) ? [] : [{ field: `openingHours.${n}.closesAt`, code: "NOT_A_QUARTER" }]),
      ...(endOfDay(closesAt) <= opensAt ? [{ field: `openingHours.${n}.closesAt`, code: "NOT_AFTER_START" }] : []),
      ...(overlaps ? [{ field: `openingHours.${n}.opensAt`, code: "OVERLAPS" }] : []),
    ];
  });

const closedProblems = (closed: readonly ClosedDaysInput[]): Problem[] =>
  closed.flatMap(({ from, until }, n) =>
    until < from ? [{ field: `closedDays.${n}.until`, code: "NOT_AFTER_START" }] : [],
  );

const problemsOf = (input: VenueInput): Problem[] => {
  const { municipality, capacity, pricePerHour, openingHours, closedDays } = input;
  const wrong = [
    { field: "municipality", code: "UNKNOWN_MUNICIPALITY", is: !findMunicipality(municipality) },
    { field: "capacity", code: "OUT_OF_RANGE", is: capacity < 1 || capacity > largestCapacity },
    {
      field: "pricePerHour",
      code: "OUT_OF_RANGE",
      is: pricePerHour != null && (pricePerHour < 0 || pricePerHour > highestPrice),
    },
    { field: "openingHours", code: "REQUIRED", is: openingHours.length === 0 },
    { field: "openingHours", code: "TOO_MANY", is: openingHours.length > mostHours },
    { field: "closedDays", code: "TOO_MANY", is: (closedDays?.length ?? 0) > mostClosedDays },
  ];
  return [
    ...wrong.flatMap(({ field, code, is }) => (is ? [{ field, code }] : [])),
    ...pointProblems(input),
    ...hoursProblems(openingHours.slice(0, mostHours)),
    ...closedProblems(closedDays ?? []),
  ];
};

/** What is told of a venue, and whether it takes requests; refuses what cannot be, each field by its name. */
export const readInput = (sent: VenueInput): Pick<Venue, "facts" | "state"> => {
  const input = plain(sent);
  refuseProblems(problemsOf(input));
  const { takesRequests, ...told } = input;
  return {
    state: takesRequests ? "OPEN" : "PAUSED",
    facts: {
      lentTo: "VOLUNTARY",
      pricePerHour: 0,
      ...(told as Omit<Facts, "lentTo" | "pricePerHour">),
      equipment: [...new Set(told.equipment)],
      accessibility: [...new Set(told.accessibility)],
      closedDays: told.closedDays ?? [],
      // Numbers of 2020–2023 become those of today.
      municipality: findMunicipality(told.municipality)?.number ?? told.municipality,
    },
  };
};
