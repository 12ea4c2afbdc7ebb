/** The catalogue: loads an instance's rows from the table, keeps them up to date from a log, and finds pages in them. */
import { gunzipSync, gzipSync } from "node:zlib";
import { Refusal } from "#platform/refusal";
import type { PageRequest } from "#platform/page";
import { endOf, type Retention } from "#platform/retention";
import {
  type Change,
  Entity,
  any,
  binary,
  get,
  getMany,
  item,
  jsonStringify,
  number,
  put,
  query,
  remove,
  string,
  table,
  transact,
} from "#platform/table";
import type { OrganisationFilter, OrganisationOrder } from "#schema/resolvers";
import { type Columns, type PackedRow, type Row, makeColumns, packRow, unpackRow } from "./columns.ts";
import { type Order, orders, testOf, timeBound } from "./filter.ts";
import type { Hit, Search } from "./search.ts";

/** Rows in a chunk: some 100 kB compressed, far below the 400 kB of an item. */
const rowsInChunk = 3_000;
/** An instance asks the log for news at most this often, in milliseconds. */
const freshFor = 1_000;
/** Writers' clocks and the order of their commits may differ by this much, in milliseconds; rows read twice do no harm. */
const overlap = 10_000;
/** The log outlives the nightly folding by this much, for instances that have slept. */
export const logKept: Retention = { kind: "CatalogueLog", days: 3, isPersonal: false };

const head = new Entity({
  name: "CatalogueHead",
  table,
  timestamps: false,
  schema: item({
    catalogue: string().const("organisations").key(),
    generation: string(),
    chunks: number(),
    /** The log is folded into the chunks up to here. */
    foldedTo: string(),
  }),
  computeKey: () => ({ pk: "CATALOGUE", sk: "HEAD" }),
});

const chunk = new Entity({
  name: "CatalogueChunk",
  table,
  timestamps: false,
  schema: item({ generation: string().key(), number: number().key(), rows: binary() }),
  computeKey: ({ generation, number: n }: { generation: string; number: number }) => ({
    pk: `CATALOGUE#${generation}`,
    sk: String(n).padStart(4, "0"),
  }),
});

const logEntry = new Entity({
  name: "CatalogueLog",
  table,
  timestamps: false,
  schema: item({
    catalogue: string().const("organisations").key(),
    at: string().key().savedAs("sk"),
    rows: any().transform(jsonStringify()),
    expiresAt: number(),
  }),
  computeKey: ({ at }: { at: string }) => ({ pk: "CATALOGUE#LOG", sk: at }),
});

/** The change that tells all instances of new rows; goes into the transaction that makes them true. */
export const logRows = (rows: readonly Row[], now: Date, id: string): Change =>
  put(
    logEntry,
    {
      catalogue: "organisations",
      at: `${now.toISOString()}#${id}`,
      rows: rows.map(packRow),
      expiresAt: endOf(logKept, now),
    },
    { attr: "at", exists: false },
    () => new Refusal("Conflict", "LOG_ENTRY_EXISTS", "That has been written already."),
  );

/** The changes that take an organisation's rows out of all that is kept of the catalogue, earlier names and all. */
export const eraseRows = async (key: string): Promise<Change[]> => {
  const packedAnew = (): Refusal =>
    new Refusal("Conflict", "CATALOGUE_PACKED", "The catalogue was packed by another at the same time.");
  const others = (rows: readonly PackedRow[]): PackedRow[] => rows.filter((row) => row[0] !== key);
  const entries = await query(logEntry, { partition: "CATALOGUE#LOG" });
  const standing = await get(head, { catalogue: "organisations" });
  const chunks = standing ? await chunksOf(standing.generation, standing.chunks) : [];
  return [
    ...entries.flatMap((entry) => {
      const rows = entry.rows as PackedRow[];
      const left = others(rows);
      if (left.length === rows.length) return [];
      return [put(logEntry, { ...entry, rows: left }, { attr: "at", exists: true }, packedAnew)];
    }),
    ...chunks.flatMap((one) => {
      const rows = one ? rowsOf(one) : [];
      const left = others(rows);
      if (!one || left.length === rows.length) return [];
      return [put(chunk, { ...one, rows: gzipSync(JSON.stringify(left)) }, { attr: "rows", exists: true }, packedAnew)];
    }),
  ];
};

const chunksOf = (generation: string, count: number) =>
  getMany(
    chunk,
    Array.from({ length: count }, (_, n) => ({ generation, number: n })),
  );

const rowsOf = ({ rows }: { readonly rows: Uint8Array }): PackedRow[] =>
  JSON.parse(gunzipSync(rows).toString()) as PackedRow[];

type Loaded = {
  columns: Columns;
  search: Search | undefined;
  /** The log has been read up to here. */
  seen: string;
  readAt: number;
  /** Lists found since the last change, by filter and order. */
  readonly found: Map<string, List>;
};

/** A list that has been found: its slots in their order, and where each stands in it. */
type List = {
  readonly slots: readonly number[];
  readonly positionAt: (n: number) => readonly string[];
  readonly compare: (a: readonly string[], b: readonly string[]) => number;
};

let loaded: Loaded | undefined;
let reading: Promise<Loaded> | undefined;

/** Finished lists kept for the next page of the same; each costs some hundred kB at the most. */
const mostFound = 64;

/** The catalogue with everything committed a second ago or more. Instances read it once and then only what is new. */
export const catalogue = async (now: Date, atOnce = false): Promise<Loaded> => {
  if (loaded && !atOnce && !isDue(loaded)) return loaded;
  reading ??= (
    loaded && Date.parse(loaded.seen) > now.getTime() - (logKept.days - 1) * 86_400_000 ? refresh(loaded) : load()
  ).finally(() => (reading = undefined));
  loaded = await reading;
  return loaded;
};

/** Whether it is time to ask the log for news. */
const isDue = ({ readAt }: Loaded): boolean => Date.now() - readAt >= freshFor;

const load = async (): Promise<Loaded> => {
  const standing = await get(head, { catalogue: "organisations" });
  const columns = makeColumns();
  if (standing) {
    const chunks = await chunksOf(standing.generation, standing.chunks);
    // A new generation came while this one was read, and its chunks are gone: read that instead.
    if (chunks.some((c) => c === undefined)) return load();
    columns.fill(chunks.flatMap((c) => (c ? rowsOf(c).map(unpackRow) : [])));
  }
  return refresh({
    columns,
    search: undefined,
    // What was never folded stands in the log from its beginning.
    seen: standing?.foldedTo ?? new Date(0).toISOString(),
    readAt: 0,
    found: new Map(),
  });
};

const refresh = async (current: Loaded): Promise<Loaded> => {
  const readAt = Date.now();
  const after = new Date(Date.parse(current.seen) - overlap).toISOString();
  const entries = await query(logEntry, { partition: "CATALOGUE#LOG", after });
  for (const entry of entries) for (const packed of entry.rows as PackedRow[]) take(current, unpackRow(packed));
  // All until now has been seen, news or none: or a quiet week would have each reading begin with the chunks.
  current.seen = new Date(readAt).toISOString();
  current.readAt = readAt;
  return current;
};

const take = (current: Loaded, row: Row): void => {
  const before = current.columns.slotOf(row.key);
  if (current.columns.take(row) === undefined) return;
  const slot = current.columns.slotOf(row.key) ?? before;
  if (slot !== undefined) current.search?.take(slot, !row.gone);
  current.found.clear();
};

/** Rows this instance has just committed: seen here at once. */
export const takeRows = (rows: readonly Row[]): void => {
  if (loaded) for (const row of rows) take(loaded, row);
};

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
): Found | undefined =>
  loaded && isDue(loaded) && (loaded.search || !isSearch(filter))
    ? pageOf(loaded, now, filter, orderBy, request)
    : undefined;

const pageOf = (
  current: Loaded,
  now: Date,
  filter: OrganisationFilter,
  orderBy: OrganisationOrder,
  { first, after }: PageRequest,
): Found => {
  const { slots, positionAt, compare } = listOf(current, now, filter, orderBy);
  let start = 0;
  if (after) {
    let end = slots.length;
    while (start < end) {
      const middle = (start + end) >>> 1;
      if (compare(positionAt(middle), after) <= 0) start = middle + 1;
      else end = middle;
    }
  }
  const page = slots.slice(start, start + first);
  return {
    keys: page.map((slot) => current.columns.rest.keys[slot] as string),
    positions: page.map((_, n) => positionAt(start + n)),
    more: start + page.length < slots.length,
    totalCount: slots.length,
  };
};

const listOf = (current: Loaded, now: Date, filter: OrganisationFilter, orderBy: OrganisationOrder): List => {
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

const rowList = (columns: Columns, order: Order, fits: (slot: number) => boolean): List => {
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

const hitList = ({ rest }: Columns, hits: readonly Hit[]): List => {
  const placed = hits
    .map(({ slot, score }) => ({ slot, position: [score.toFixed(4), rest.names[slot] ?? "", rest.keys[slot] ?? ""] }))
    .toSorted((a, b) => compareHits(a.position, b.position));
  return {
    slots: placed.map(({ slot }) => slot),
    positionAt: (n) => placed[n]?.position ?? [],
    compare: compareHits,
  };
};

/**
 * Folds the log into new chunks, so that the next instance reads few items. Instances that hold older chunks go on with
 * the log. Safe to stop anywhere and run again. Returns the number of rows.
 */
export const packCatalogue = async (now: Date, generation: string): Promise<number> => {
  const before = await get(head, { catalogue: "organisations" });
  const { columns, seen } = await catalogue(now, true);
  const rows = columns.order().map((slot) => packRow(columns.rowAt(slot)));
  const noRefusal = () =>
    new Refusal("Conflict", "CATALOGUE_PACKED", "The catalogue was packed by another at the same time.");
  const chunks = Math.ceil(rows.length / rowsInChunk);
  for (let n = 0; n < chunks; n++) {
    const part = rows.slice(n * rowsInChunk, (n + 1) * rowsInChunk);
    await transact([put(chunk, { generation, number: n, rows: gzipSync(JSON.stringify(part)) }, undefined, noRefusal)]);
  }
  await transact([
    put(
      head,
      { catalogue: "organisations", generation, chunks, foldedTo: seen },
      before ? { attr: "generation", eq: before.generation } : { attr: "generation", exists: false },
      noRefusal,
    ),
  ]);
  for (let n = 0; n < (before?.chunks ?? 0); n++)
    await transact([remove(chunk, { generation: before?.generation ?? "", number: n }, undefined, noRefusal)]);
  return rows.length;
};
