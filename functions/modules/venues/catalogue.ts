/** The catalogue of venues: finds pages of them without reading the table. */
import { kilometresBetween } from "#modules/activities";
import { allMunicipalities, findMunicipality } from "#modules/places";
import { type FoundList, makeCatalogue, pageIn } from "#platform/catalogue";
import type { PageRequest } from "#platform/page";
import { compareNames, folded } from "#platform/words";
import type { VenueFilter, VenueOrder } from "#schema/resolvers";
import { isWithin, overlap, type Span } from "./slots.ts";
import { takenOf } from "./store.ts";
import type { Venue } from "./venue.ts";

/** What lists ask for; the rest is read for the page that is shown. */
export type Row = Pick<Venue, "key" | "version" | "state" | "lenderKey"> & {
  readonly lenderName: string;
  readonly lenderParentKey?: string | undefined;
  readonly facts: Omit<Venue["facts"], "description" | "contact" | "mustBeApproved" | "lentTo">;
};

export const rowOf = ({ key, version, state, lenderKey, lender, facts }: Venue): Row => {
  const { description: _, contact: __, mustBeApproved: ___, lentTo: ____, ...listed } = facts;
  const { name: lenderName, parentKey: lenderParentKey } = lender;
  return { key, version, state, lenderKey, lenderName, lenderParentKey, facts: listed };
};

type PackedRow = readonly [key: string, row: Omit<Row, "key">];

const venues = makeCatalogue({
  partition: "VENUES",
  makeIndex: () => new Map<string, Row>(),
  fill: (index, rows: Row[]) => {
    for (const row of rows) index.set(row.key, row);
  },
  take: (index, row) => {
    const held = index.get(row.key);
    if (held === undefined || held.version < row.version) index.set(row.key, row);
  },
  rows: (index) => [...index.values()],
  pack: ({ key, ...row }): PackedRow => [key, row],
  unpack: ([key, row]: PackedRow): Row => ({ key, ...row }),
});

export const { writeOnce, logRows, takeRows, eraseRows, pack: packVenues } = venues;

/** Every venue's row, with all that is committed at this very moment. */
export const readRows = async (now: Date): Promise<Row[]> => [...(await venues.read(now, true)).values()];

type Test = (row: Row) => boolean;

const given = <Value>(values: readonly Value[] | null | undefined): readonly Value[] | undefined =>
  values && values.length > 0 ? values : undefined;

/** Whether a venue fits all of a filter but the time. What is closed for good fits none. */
const testOf = (filter: VenueFilter, lenderKey: string | undefined): Test => {
  const tests: Test[] = [({ state }) => state !== "CLOSED"];
  const municipalities = given(filter.municipalities)?.map((number) => findMunicipality(number)?.number ?? number);
  const counties = given(filter.counties);
  const inside =
    counties && allMunicipalities.filter((one) => counties.includes(one.countyNumber)).map(({ number }) => number);
  for (const numbers of [municipalities, inside]) {
    const set = numbers && new Set<string>(numbers);
    if (set) tests.push(({ facts }) => set.has(facts.municipality));
  }
  const { near, capacityAtLeast, isFree, takesRequests } = filter;
  if (near) tests.push(({ facts }) => kilometresBetween(near, facts) <= near.kilometres);
  if (filter.lenderId != null) tests.push((row) => row.lenderKey === lenderKey);
  if (capacityAtLeast != null) tests.push(({ facts }) => facts.capacity >= capacityAtLeast);
  const equipment = given(filter.equipment);
  if (equipment) tests.push(({ facts }) => equipment.every((one) => facts.equipment.includes(one)));
  const accessibility = given(filter.accessibility);
  if (accessibility) tests.push(({ facts }) => accessibility.every((one) => facts.accessibility.includes(one)));
  if (isFree != null) tests.push(({ facts }) => (facts.pricePerHour === 0) === isFree);
  if (takesRequests != null) tests.push(({ state }) => (state === "OPEN") === takesRequests);
  const typed = filter.search == null ? [] : folded(filter.search).split(" ").filter(Boolean);
  if (typed.length > 0)
    tests.push(({ facts, lenderName }) => {
      const words = ` ${folded([facts.name, facts.address, lenderName].join(" "))}`;
      return typed.every((word) => words.includes(` ${word}`));
    });
  return (row) => tests.every((test) => test(row));
};

/** Those of some venues that are open and not taken during a time. */
const freeAt = async (rows: readonly Row[], time: Span): Promise<Row[]> => {
  const { openSpans } = await import("./openTimes.ts");
  const open = rows.filter(({ facts }) => isWithin(time, openSpans(facts, time)));
  const taken = await takenOf(
    open.map(({ key }) => key),
    time,
  );
  return open.filter(({ key }) => !taken.get(key)?.some((one) => overlap(one, time)));
};

const byName: FoundList<Row>["compare"] = ([a = "", keyA = ""], [b = "", keyB = ""]) => compareNames(a, keyA, b, keyB);
const byText: FoundList<Row>["compare"] = ([a = "", keyA = ""], [b = "", keyB = ""]) =>
  a < b ? -1 : a > b ? 1 : keyA < keyB ? -1 : keyA > keyB ? 1 : 0;

/** A page of the venues that fit, and are free during a time where one is given. */
export const findVenues = async (
  now: Date,
  filter: VenueFilter,
  { lenderKey, time }: { readonly lenderKey: string | undefined; readonly time: Span | undefined },
  orderBy: VenueOrder,
  request: PageRequest,
) => {
  const fits = [...(await venues.read(now)).values()].filter(testOf(filter, lenderKey));
  const found = time ? await freeAt(fits, time) : fits;
  const { near } = filter;
  const isByDistance = orderBy === "NEAREST_FIRST" && near != null;
  const compare = isByDistance ? byText : byName;
  const list = found
    .map((row) => ({
      row,
      // Metres in nine digits, so that words compare as numbers do.
      position: [
        isByDistance ? String(Math.round(kilometresBetween(near, row.facts) * 1_000)).padStart(9, "0") : row.facts.name,
        row.key,
      ],
    }))
    .toSorted((a, b) => compare(a.position, b.position));
  return pageIn({ slots: list.map(({ row }) => row), positionAt: (n) => list[n]?.position ?? [], compare }, request);
};
