/** The voluntary sector of a municipality in numbers, counted in the catalogue. */
import type { Capability, OrganisationKind } from "#schema/resolvers";
import { type Columns, icnpoBits } from "./columns.ts";
import { testOf } from "./filter.ts";
import { type Icnpo, icnpoGroups } from "./icnpo.ts";
import { capabilities, kinds, profileState } from "./organisation.ts";

export type Sector = {
  readonly inVoluntaryRegister: number;
  readonly byKind: readonly { readonly kind: OrganisationKind; readonly count: number }[];
  readonly byIcnpoGroup: readonly { readonly category: Icnpo; readonly count: number }[];
  readonly confirmedProfiles: number;
  readonly mustBeConfirmedAgain: number;
  readonly unconfirmedProfiles: number;
  readonly capabilities: readonly { readonly capability: Capability; readonly confirmed: number }[];
};

const bodyKinds: ReadonlySet<OrganisationKind> = new Set([
  "MUNICIPALITY",
  "COUNTY",
  "DIRECTORATE",
  "CULTURE_SCHOOL",
  "LIBRARY",
]);

/** Counts active organisations registered or working in the municipality; public bodies are not part of the sector. */
export const sectorOf = (columns: Columns, municipalityNumber: string, now: Date): Sector => {
  const { column, rest } = columns;
  const fits = testOf(
    columns,
    {
      municipalities: [municipalityNumber],
      kinds: kinds.filter((kind) => !bodyKinds.has(kind)),
      statuses: ["ACTIVE"],
    },
    now,
  );
  const slots = columns.order().filter(fits);
  const registered = slots.filter((slot) => column.voluntary[slot] === 1);
  const states = slots.map((slot) => profileState(rest.confirmedAt[slot] || undefined, now));
  const confirmed = slots.filter((_, n) => states[n] === "CONFIRMED");
  const count = (state: string): number => states.filter((s) => s === state).length;
  return {
    inVoluntaryRegister: registered.length,
    byKind: kinds
      .map((kind, n) => ({ kind, count: slots.filter((slot) => column.kind[slot] === n).length }))
      .filter(({ count: some }) => some > 0),
    byIcnpoGroup: icnpoGroups.map((category) => {
      const mask = icnpoBits([category.code]);
      return { category, count: registered.filter((slot) => ((column.icnpo[slot] as number) & mask) !== 0).length };
    }),
    confirmedProfiles: confirmed.length,
    mustBeConfirmedAgain: count("MUST_BE_CONFIRMED_AGAIN"),
    unconfirmedProfiles: count("UNCONFIRMED"),
    capabilities: capabilities.map((capability, n) => ({
      capability,
      confirmed: confirmed.filter((slot) => (((column.capabilities[slot] as number) >>> n) & 1) === 1).length,
    })),
  };
};
