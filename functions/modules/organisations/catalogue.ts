/** The catalogue of organisations: finds pages in it. */
import { type FoundList, makeCatalogue, pageIn } from "#platform/catalogue";
import type { PageRequest } from "#platform/page";
import type { OrganisationFilter, OrganisationKind, OrganisationOrder } from "#schema/resolvers";
import { type Columns, type Row, makeColumns, packRow, unpackRow } from "./columns.ts";
import { type Order, orders, testOf, timeBound } from "./filter.ts";
import { kinds, statuses } from "./organisation.ts";
import type { Hit, Search } from "./search.ts";

type Index = {
  readonly columns: Columns;
  search: Search | undefined;
  /** Lists found since the last change, by filter and order. */
  readonly found: Map<string, FoundList<number>>;
};

/** Finished lists kept for the next page of the same; each costs some hundred kB at the most. */
const mostFound = 64;

const organisations = makeCatalogue({
  partition: "CATALOGUE",
  makeIndex: (): Index => ({ columns: makeColumns(), search: undefined, found: new Map() }),
  fill: ({ columns }, rows: Row[]) => columns.fill(rows),
  take: ({ columns, search, found }, row) => {
    const before = columns.slotOf(row.key);
    if (columns.take(row) === undefined) return;
    const slot = columns.slotOf(row.key) ?? before;
    if (slot !== undefined) search?.take(slot, !row.gone);
    found.clear();
  },
  rows: ({ columns }) => columns.order().map(columns.rowAt),
  pack: packRow,
  unpack: unpackRow,
});

export const { read: catalogue, writeOnce, logRows, takeRows, eraseRows, pack: packCatalogue } = organisations;

export type Found = {
  readonly keys: readonly string[];
  readonly positions: readonly (readonly string[])[];
  readonly more: boolean;
  readonly totalCount: number;
};

/** Whether a filter has words to search for, which then decide the order. */
export const isSearch = ({ search }: OrganisationFilter): boolean =>
  search !== null && search !== undefined && search.trim() !== "";

/** A page of the organisations that fit a filter, in an order; with search words, the best first. */
export const findPage = async (
  now: Date,
  filter: OrganisationFilter,
  orderBy: OrganisationOrder,
  request: PageRequest,
): Promise<Found> => {
  const current = await catalogue(now);
  if (isSearch(filter) && !current.search) {
    const { makeSearch } = await import("./search.ts");
    current.search ??= makeSearch(current.columns);
  }
  return pageOf(current, now, filter, orderBy, request);
};

/**
 * The page this instance will find unless there is news, at the moment when it has to ask for news; undefined where it need
 * not ask, or knows nothing yet. What is on it can be read meanwhile.
 */
export const expectPage = (
  now: Date,
  filter: OrganisationFilter,
  orderBy: OrganisationOrder,
  request: PageRequest,
): Found | undefined => {
  const expected = organisations.expected();
  return expected && (expected.search || !isSearch(filter))
    ? pageOf(expected, now, filter, orderBy, request)
    : undefined;
};

const pageOf = (
  current: Index,
  now: Date,
  filter: OrganisationFilter,
  orderBy: OrganisationOrder,
  request: PageRequest,
): Found => {
  const { slots, ...page } = pageIn(listOf(current, now, filter, orderBy), request);
  return { ...page, keys: slots.map((slot) => current.columns.rest.keys[slot] as string) };
};

const listOf = (
  current: Index,
  now: Date,
  filter: OrganisationFilter,
  orderBy: OrganisationOrder,
): FoundList<number> => {
  const minute = timeBound(filter) ? Math.floor(now.getTime() / 60_000) : 0;
  const listKey = JSON.stringify([filter, orderBy, minute]);
  const known = current.found.get(listKey);
  if (known) return known;
  if (current.found.size >= mostFound) current.found.clear();
  const fits = testOf(current.columns, filter, now);
  const list =
    current.search && isSearch(filter)
      ? hitList(current.columns, current.search.find(filter.search ?? "", fits))
      : rowList(current.columns, orders[orderBy], fits);
  current.found.set(listKey, list);
  return list;
};

const rowList = (columns: Columns, order: Order, fits: (slot: number) => boolean): FoundList<number> => {
  const slots = order.sorted(columns, columns.order().filter(fits));
  return {
    slots,
    positionAt: (n) => order.positionOf(columns, slots[n] as number),
    compare: ([a = "", keyA = ""], [b = "", keyB = ""]) => order.compare([a, keyA], [b, keyB]),
  };
};

/** Better hits before worse, then by name and key: so a cursor finds its place again when rows have come and gone. */
const compareHits = (a: readonly string[], b: readonly string[]): number => {
  const differs = Number(b[0]) - Number(a[0]);
  if (differs !== 0) return differs;
  const n = a[1] === b[1] ? 2 : 1;
  return (a[n] ?? "") < (b[n] ?? "") ? -1 : (a[n] ?? "") > (b[n] ?? "") ? 1 : 0;
};

/** The best hits first. */
export const hitList = ({ rest }: Columns, hits: readonly Hit[]): FoundList<number> => {
  const placed = hits
    .map(({ slot, score }) => ({ slot, position: [score.toFixed(4), rest.names[slot] ?? "", rest.keys[slot] ?? ""] }))
    .toSorted((a, b) => compareHits(a.position, b.position));
  return {
    slots: placed.map(({ slot }) => slot),
    positionAt: (n) => placed[n]?.position ?? [],
    compare: compareHits,
  };
};

/** The bodies of a kind that have not been closed, by name. */
export const bodiesOfKind = async (now: Date, kind: OrganisationKind): Promise<Row[]> => {
  const { columns } = await catalogue(now);
  return columns
    .order()
    .filter(
      (slot) =>
        columns.column.kind[slot] === kinds.indexOf(kind) &&
        columns.column.status[slot] !== statuses.indexOf("DELETED"),
    )
    .map(columns.rowAt);
};
