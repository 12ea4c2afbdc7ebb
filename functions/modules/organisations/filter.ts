/** Filters and orders of organisation lists, answered from the catalogue's columns. */
import { allMunicipalities, findMunicipality } from "#modules/places";
import type { OrganisationFilter, OrganisationOrder } from "#schema/resolvers";
import { compareNames } from "#platform/words";
import { isReachedAt, minuteOfWeek, minutesOutsideOffice } from "./contact.ts";
import { type Columns, capabilityBits, icnpoBits } from "./columns.ts";
import { kinds, type ProfileState, statuses } from "./organisation.ts";

type Test = (slot: number) => boolean;

const given = <Value>(values: readonly Value[] | null | undefined): readonly Value[] | undefined =>
  values && values.length > 0 ? values : undefined;

/** The instant twelve months ago: what was confirmed before it must be confirmed again. */
const yearBefore = (now: Date): string => {
  const at = new Date(now);
  at.setUTCFullYear(at.getUTCFullYear() - 1);
  return at.toISOString();
};

/** Whether a slot fits all of a filter but its search words. */
export const testOf = (columns: Columns, filter: OrganisationFilter, now: Date): Test => {
  const { column, rest, strings, serves, tags, reach } = columns;
  const tests: Test[] = [];

  const wantedStatuses = given(filter.statuses) ?? statuses.filter((status) => status !== "DELETED");
  const statusMask = wantedStatuses.reduce((mask, status) => mask | (1 << statuses.indexOf(status)), 0);
  tests.push((slot) => ((statusMask >> (column.status[slot] as number)) & 1) === 1);

  const counties = given(filter.counties);
  const municipalities = given(filter.municipalities);
  if (municipalities) {
    const numbers = new Set(municipalities.map((number) => strings.find(findMunicipality(number)?.number ?? number)));
    tests.push(
      (slot) =>
        numbers.has(column.municipality[slot] as number) || (serves.get(slot)?.some((n) => numbers.has(n)) ?? false),
    );
  }
  if (counties) {
    const numbers = new Set(counties.map(strings.find));
    const inside = new Set(
      allMunicipalities.filter((m) => counties.includes(m.countyNumber)).map((m) => strings.find(m.number)),
    );
    tests.push(
      (slot) =>
        numbers.has(column.county[slot] as number) ||
        inside.has(column.municipality[slot] as number) ||
        (serves.get(slot)?.some((n) => inside.has(n)) ?? false),
    );
  }
  const icnpo = given(filter.icnpo);
  if (icnpo) {
    const mask = icnpoBits(icnpo);
    tests.push((slot) => ((column.icnpo[slot] as number) & mask) !== 0);
  }
  const forms = given(filter.forms);
  if (forms) {
    const numbers = new Set(forms.map(strings.find));
    tests.push((slot) => numbers.has(column.form[slot] as number));
  }
  const wantedKinds = given(filter.kinds);
  if (wantedKinds) {
    const mask = wantedKinds.reduce((all, kind) => all | (1 << kinds.indexOf(kind)), 0);
    tests.push((slot) => ((mask >> (column.kind[slot] as number)) & 1) === 1);
  }
  const capabilities = given(filter.capabilities);
  if (capabilities) {
    const mask = capabilityBits(capabilities);
    tests.push((slot) => ((column.capabilities[slot] as number) & mask) !== 0);
  }
  const states = given(filter.profileStates);
  if (states) {
    const limit = yearBefore(now);
    const stateOf = (slot: number): ProfileState => {
      const at = rest.confirmedAt[slot];
      return !at ? "UNCONFIRMED" : at <= limit ? "MUST_BE_CONFIRMED_AGAIN" : "CONFIRMED";
    };
    tests.push((slot) => states.includes(stateOf(slot)));
  }
  if (filter.reachable === "NOW") {
    const minute = minuteOfWeek(now);
    tests.push((slot) => isReachedAt(reach.get(slot) ?? [], minute));
  }
  if (filter.reachable === "OUTSIDE_OFFICE_HOURS")
    tests.push((slot) => minutesOutsideOffice(reach.get(slot) ?? []) > 0);
  if (filter.inVoluntaryRegister !== null && filter.inVoluntaryRegister !== undefined) {
    const wanted = filter.inVoluntaryRegister ? 1 : 0;
    tests.push((slot) => column.voluntary[slot] === wanted);
  }
  const wantedTags = given(filter.tags);
  if (wantedTags) {
    const numbers = new Set(wantedTags.map(strings.find));
    tests.push((slot) => tags.get(slot)?.some((n) => numbers.has(n)) ?? false);
  }
  return (slot) => tests.every((test) => test(slot));
};

/** Where a row stands in an order: what a cursor remembers. */
export type Position = readonly [sortKey: string, key: string];

export type Order = {
  readonly positionOf: (columns: Columns, slot: number) => Position;
  readonly compare: (a: Position, b: Position) => number;
  readonly sorted: (columns: Columns, slots: number[]) => number[];
};

const backwards =
  (compare: Order["compare"]): Order["compare"] =>
  (a, b) =>
    compare(b, a);

const byName: Order["compare"] = (a, b) => compareNames(a[0], a[1], b[0], b[1]);
const byText: Order["compare"] = (a, b) =>
  a[0] < b[0] ? -1 : a[0] > b[0] ? 1 : a[1] < b[1] ? -1 : a[1] > b[1] ? 1 : 0;

const sortedBy =
  (positionOf: Order["positionOf"], compare: Order["compare"]): Order["sorted"] =>
  (columns, slots) =>
    slots
      .map((slot) => ({ slot, position: positionOf(columns, slot) }))
      .toSorted((a, b) => compare(a.position, b.position))
      .map(({ slot }) => slot);

const name: Order["positionOf"] = ({ rest }, slot) => [rest.names[slot] ?? "", rest.keys[slot] ?? ""];
const since: Order["positionOf"] = ({ rest }, slot) => [rest.since[slot] ?? "", rest.keys[slot] ?? ""];
// Those never confirmed come first: an empty string is before every date.
const confirmed: Order["positionOf"] = ({ rest }, slot) => [rest.confirmedAt[slot] ?? "", rest.keys[slot] ?? ""];

/** The orders of lists; slots come in the order of names. */
export const orders: Readonly<Record<OrganisationOrder, Order>> = {
  NAME_ASC: { positionOf: name, compare: byName, sorted: (_, slots) => slots },
  NAME_DESC: { positionOf: name, compare: backwards(byName), sorted: (_, slots) => slots.toReversed() },
  NEWEST_IN_VOLUNTARY_REGISTER: {
    positionOf: since,
    compare: backwards(byText),
    sorted: sortedBy(since, backwards(byText)),
  },
  PROFILE_OLDEST_FIRST: { positionOf: confirmed, compare: byText, sorted: sortedBy(confirmed, byText) },
};

/** When a profile filter's answer next changes by time alone is not known, so such a filter is asked anew each minute. */
export const timeBound = (filter: OrganisationFilter): boolean =>
  (filter.profileStates?.length ?? 0) > 0 || filter.reachable === "NOW";
