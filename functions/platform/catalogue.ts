/**
 * A catalogue: one compact row for each object of a kind, which every instance holds in memory. It is kept in the table as
 * compressed chunks and a log of later rows; a row is written in the transaction that makes it true, and read within a second.
 */
import { gunzipSync, gzipSync } from "node:zlib";
import { once, type Plan } from "./commit.ts";
import type { Context } from "./context.ts";
import { Refusal } from "./refusal.ts";
import { endOf, type Retention } from "./retention.ts";
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
} from "./table.ts";

/** Rows in a chunk, where they are small: some 100 kB compressed. */
const rowsInChunk = 3_000;
/** An item holds 400 kB: what is larger than this, in bytes, is parted in two. */
const largestChunk = 350_000;

/** A row as it is stored: values without their names, the object's key first. */
type Packed = readonly [key: string, ...rest: unknown[]];

/** Rows as the chunks hold them, compressed. */
const partsOf = (rows: readonly Packed[]): Uint8Array[] => {
  const whole = gzipSync(JSON.stringify(rows));
  if (whole.length <= largestChunk || rows.length < 2) return [whole];
  const half = Math.ceil(rows.length / 2);
  return [...partsOf(rows.slice(0, half)), ...partsOf(rows.slice(half))];
};
/** An instance asks the log for news at most this often, in milliseconds. */
const freshFor = 1_000;
/** Writers' clocks and the order of their commits may differ by this much, in milliseconds; rows read twice do no harm. */
const overlap = 10_000;
/** The log outlives the nightly folding by this much, for instances that have slept. */
export const logKept: Retention = { kind: "CatalogueLog", days: 3, isPersonal: false };

/** Which catalogue: the beginning of its partitions. */
type Partition = string;

const head = new Entity({
  name: "CatalogueHead",
  table,
  timestamps: false,
  schema: item({
    catalogue: string().key(),
    generation: string(),
    chunks: number(),
    /** The log is folded into the chunks up to here. */
    foldedTo: string(),
  }),
  computeKey: ({ catalogue }: { catalogue: Partition }) => ({ pk: catalogue, sk: "HEAD" }),
});

const chunk = new Entity({
  name: "CatalogueChunk",
  table,
  timestamps: false,
  schema: item({ catalogue: string().key(), generation: string().key(), number: number().key(), rows: binary() }),
  computeKey: (key: { catalogue: Partition; generation: string; number: number }) => ({
    pk: `${key.catalogue}#${key.generation}`,
    sk: String(key.number).padStart(4, "0"),
  }),
});

/** That chunks have been written under a name: whoever packs next finds those that were left, however it ended. */
const generations = new Entity({
  name: "CatalogueGeneration",
  table,
  timestamps: false,
  schema: item({ catalogue: string().key(), generation: string().key() }),
  computeKey: ({ catalogue, generation }: { catalogue: Partition; generation: string }) => ({
    pk: `${catalogue}#GENERATIONS`,
    sk: generation,
  }),
});

const logEntry = new Entity({
  name: "CatalogueLog",
  table,
  timestamps: false,
  schema: item({
    catalogue: string().key(),
    at: string().key().savedAs("sk"),
    rows: any().transform(jsonStringify()),
    expiresAt: number(),
  }),
  computeKey: ({ catalogue, at }: { catalogue: Partition; at: string }) => ({ pk: `${catalogue}#LOG`, sk: at }),
});

/** What a kind of object has of its own: how its rows are held in memory, and how they are stored. */
type Kind<Index, Row, Stored extends Packed> = {
  readonly partition: Partition;
  readonly makeIndex: () => Index;
  /** Takes rows in the order they were given by `rows` into an empty index. */
  readonly fill: (index: Index, rows: Row[]) => void;
  /** Takes a row in, unless it is older than the one held. */
  readonly take: (index: Index, row: Row) => void;
  /** All rows. */
  readonly rows: (index: Index) => Row[];
  readonly pack: (row: Row) => Stored;
  readonly unpack: (stored: Stored) => Row;
};

type Held<Index> = {
  readonly index: Index;
  /** The log has been read up to here. */
  seen: string;
  readAt: number;
};

const packedAnew = (): Refusal =>
  new Refusal("Conflict", "CATALOGUE_PACKED", "The catalogue was packed by another at the same time.");

export const makeCatalogue = <Index, Row, Stored extends Packed>(kind: Kind<Index, Row, Stored>) => {
  const catalogue = kind.partition;
  let held: Held<Index> | undefined;
  let reading: Promise<Held<Index>> | undefined;

  const chunksOf = (generation: string, count: number) =>
    getMany(
      chunk,
      Array.from({ length: count }, (_, n) => ({ catalogue, generation, number: n })),
    );
  const storedIn = ({ rows }: { readonly rows: Uint8Array }): Stored[] =>
    JSON.parse(gunzipSync(rows).toString()) as Stored[];

  const sweep = async (generation: string): Promise<void> => {
    for (const { number: n } of await query(chunk, { partition: `${catalogue}#${generation}` }))
      await transact([remove(chunk, { catalogue, generation, number: n }, undefined, packedAnew)]);
    await transact([remove(generations, { catalogue, generation }, undefined, packedAnew)]);
  };

  const refresh = async (current: Held<Index>): Promise<Held<Index>> => {
    const readAt = Date.now();
    const after = new Date(Date.parse(current.seen) - overlap).toISOString();
    const entries = await query(logEntry, { partition: `${catalogue}#LOG`, after });
    for (const entry of entries)
      for (const stored of entry.rows as Stored[]) kind.take(current.index, kind.unpack(stored));
    // All until now has been seen, news or none: or a quiet week would have each reading begin with the chunks.
    current.seen = new Date(readAt).toISOString();
    current.readAt = readAt;
    return current;
  };

  const load = async (): Promise<Held<Index>> => {
    const standing = await get(head, { catalogue });
    const index = kind.makeIndex();
    if (standing) {
      const chunks = await chunksOf(standing.generation, standing.chunks);
      // A new generation came while this one was read, and its chunks are gone: read that instead.
      if (chunks.some((one) => one === undefined)) return load();
      kind.fill(
        index,
        chunks.flatMap((one) => (one ? storedIn(one).map(kind.unpack) : [])),
      );
    }
    // What was never folded stands in the log from its beginning.
    return refresh({ index, seen: standing?.foldedTo ?? new Date(0).toISOString(), readAt: 0 });
  };

  /** Whether it is time to ask the log for news. */
  const isDue = ({ readAt }: Held<Index>): boolean => Date.now() - readAt >= freshFor;

  const renewed = async (now: Date, atOnce: boolean): Promise<Held<Index>> => {
    if (held && !atOnce && !isDue(held)) return held;
    reading ??= (
      held && Date.parse(held.seen) > now.getTime() - (logKept.days - 1) * 86_400_000 ? refresh(held) : load()
    ).finally(() => (reading = undefined));
    held = await reading;
    return held;
  };

  const logRows = (rows: readonly Row[], now: Date, id: string): Change =>
    put(
      logEntry,
      { catalogue, at: `${now.toISOString()}#${id}`, rows: rows.map(kind.pack), expiresAt: endOf(logKept, now) },
      { attr: "at", exists: false },
      () => new Refusal("Conflict", "LOG_ENTRY_EXISTS", "That has been written already."),
    );

  const takeRows = (rows: readonly Row[]): void => {
    if (held) for (const row of rows) kind.take(held.index, row);
  };

  return {
    /** The index with everything committed a second ago or more. Instances read it once and then only what is new. */
    read: async (now: Date, atOnce = false): Promise<Index> => (await renewed(now, atOnce)).index,

    /** The index as this instance holds it at the moment when it has to ask for news; undefined where it need not ask, or holds none. */
    expected: (): Index | undefined => (held && isDue(held) ? held.index : undefined),

    /** The change that tells all instances of new rows; goes into the transaction that makes them true. */
    logRows,

    /** Rows this instance has just committed: seen here at once. */
    takeRows,

    /** Carries out a command `once`: its rows are written with its changes, and seen by this instance at once. */
    writeOnce: async <Answer>(
      ctx: Context,
      operation: string,
      key: string,
      payload: unknown,
      plan: () => Promise<Plan<Answer> & { readonly rows: readonly Row[] }>,
    ): Promise<Answer> => {
      let planned: { readonly rows: readonly Row[]; readonly answer: Answer } | undefined;
      const answer = await once(ctx, operation, key, payload, async () => {
        const { rows, changes, ...rest } = await plan();
        planned = { rows, answer: rest.answer };
        return { ...rest, changes: [...changes, ...(rows.length > 0 ? [logRows(rows, ctx.now(), ctx.newId())] : [])] };
      });
      // Another answer than our own, however alike, is that of who came first: our rows were never written.
      if (planned?.answer === answer) takeRows(planned.rows);
      return answer;
    },

    /** The changes that take an object's rows out of all that is kept, earlier ones and all. */
    eraseRows: async (key: string): Promise<Change[]> => {
      const others = (rows: readonly Stored[]): Stored[] => rows.filter((row) => row[0] !== key);
      const entries = await query(logEntry, { partition: `${catalogue}#LOG` });
      const standing = await get(head, { catalogue });
      const chunks = standing ? await chunksOf(standing.generation, standing.chunks) : [];
      return [
        ...entries.flatMap((entry) => {
          const rows = entry.rows as Stored[];
          const left = others(rows);
          if (left.length === rows.length) return [];
          return [put(logEntry, { ...entry, catalogue, rows: left }, { attr: "rows", eq: entry.rows }, packedAnew)];
        }),
        ...chunks.flatMap((one) => {
          const rows = one ? storedIn(one) : [];
          const left = others(rows);
          if (!one || left.length === rows.length) return [];
          const packed = gzipSync(JSON.stringify(left));
          return [put(chunk, { ...one, catalogue, rows: packed }, { attr: "rows", eq: one.rows }, packedAnew)];
        }),
      ];
    },

    /**
     * Folds the log into new chunks, so that the next instance reads few items. Instances that hold older chunks go on with
     * the log. Safe to stop anywhere and run again: what an earlier packing left is swept. Returns the number of rows.
     */
    pack: async (now: Date, generation: string): Promise<number> => {
      const before = await get(head, { catalogue });
      // Who packs at the same time and stands among these fails at the head; who begins after it does not stand among them.
      const earlier = new Set(
        (await query(generations, { partition: `${catalogue}#GENERATIONS` })).map((one) => one.generation),
      );
      if (before) earlier.add(before.generation);
      await transact([put(generations, { catalogue, generation }, undefined, packedAnew)]);
      const { index, seen } = await renewed(now, true);
      const rows = kind.rows(index).map(kind.pack);
      let chunks = 0;
      for (let n = 0; n < rows.length; n += rowsInChunk)
        for (const part of partsOf(rows.slice(n, n + rowsInChunk)))
          await transact([put(chunk, { catalogue, generation, number: chunks++, rows: part }, undefined, packedAnew)]);
      await transact([
        put(
          head,
          { catalogue, generation, chunks, foldedTo: seen },
          before ? { attr: "generation", eq: before.generation } : { attr: "generation", exists: false },
          packedAnew,
        ),
      ]);
      for (const one of earlier) await sweep(one);
      return rows.length;
    },
  };
};

/** A list that has been found: where each of its rows stands in it. */
export type FoundList<Slot> = {
  readonly slots: readonly Slot[];
  readonly positionAt: (n: number) => readonly string[];
  readonly compare: (a: readonly string[], b: readonly string[]) => number;
};

/** The slots of a page of a found list, and where they stand: a cursor finds its place again when rows have come and gone. */
export const pageIn = <Slot>(
  { slots, positionAt, compare }: FoundList<Slot>,
  { first, after }: { readonly first: number; readonly after: readonly string[] | undefined },
): { slots: readonly Slot[]; positions: (readonly string[])[]; more: boolean; totalCount: number } => {
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
    slots: page,
    positions: page.map((_, n) => positionAt(start + n)),
    more: start + page.length < slots.length,
    totalCount: slots.length,
  };
};
