/** Writes arrivals in chunks, several at a time: each one transaction with its event, its audit entry and its lane's count. */
import { type Arrival, newsTest, receive, removal, takeRows } from "#modules/organisations";
import { commit } from "#platform/commit";
import type { Context } from "#platform/context";
import type { Event } from "#platform/events";
import { Refusal } from "#platform/refusal";
import { type Change, isPassing } from "#platform/table";
import { noTally, type Tally } from "./registerSync.ts";
import { putLane, waitAfter } from "./store.ts";

/** Transactions under way at once: two or three keep DynamoDB busy while the next are read and planned. */
export const laneCount = 4;
/** As many new ones as `receive` takes at a time; of those that need several writes it takes fewer. */
const arrivalsInChunk = 91;
/** A person who changes an organisation in the same moment makes a chunk fail; it is then planned anew. */
const triesAtMost = 6;

/** What a deletion and a lost registration have in common for the report: they are gone. */
const endings = new Set(["organisation.deleted", "organisation.leftVoluntaryRegister"]);

export type Chunks = {
  /** Takes an arrival, if it is news; waits while all lanes are busy. */
  add(arrival: Arrival): Promise<void>;
  /** Begins to erase every picture of an organisation. */
  erase(key: string): Promise<void>;
  /** Writes what is left and waits until all is written. */
  settle(): Promise<void>;
  /** Forgets what is left and waits for what is under way. */
  halt(): Promise<void>;
  tally(): Tally;
};

export type ChunksOf = {
  readonly run: string;
  readonly holder: string;
  /** What the lanes had done before, one for each. */
  readonly tallies: readonly Tally[];
  /** Called before each chunk; throws when there is no time for one. */
  readonly mayWrite: () => void;
};

export const makeChunks = async (ctx: Context, { run, holder, tallies, mayWrite }: ChunksOf): Promise<Chunks> => {
  const subject = `registerSync:${run}`;
  const done = [...tallies];
  /** What the busy lanes are writing. */
  const writing = new Map<number, Promise<void>>();
  const isNews = await newsTest(ctx);
  let waiting: Arrival[] = [];
  // One after the other: two may stand in the same part of the catalogue.
  let erasing = Promise.resolve();
  let failure: { readonly error: unknown } | undefined;

  const commitIn = async (lane: number, changes: readonly Change[], events: readonly Event[], more: Tally) => {
    const after = sum(done[lane] ?? noTally, more);
    await commit(ctx, {
      changes: [...changes, putLane(run, lane, after, holder)],
      events,
      // A chain of entries for each lane: those of one chain wait for each other.
      audit: { subject: `${subject}:${lane}`, action: "registers.read", fields: { ...more } },
    });
    done[lane] = after;
  };

  const writeIn = async (lane: number, arrivals: readonly Arrival[]): Promise<void> => {
    let left = arrivals;
    for (let attempt = 1; left.length > 0;) {
      try {
        const { taken, changes, events, rows, added, changed } = await receive(ctx, subject, left);
        if (changes.length > 0) {
          const gone = new Set(events.filter(({ type }) => endings.has(type)).map((event) => event.subject)).size;
          await commitIn(lane, changes, events, { added: added.length, changed: changed.length - gone, gone });
          takeRows(rows);
        }
        left = left.slice(taken);
        attempt = 1;
      } catch (error) {
        if (!mayPass(error) || attempt++ === triesAtMost) throw error;
        await waitAfter(attempt);
      }
    }
  };

  const eraseIn = async (lane: number, key: string): Promise<void> => {
    const steps = await removal(ctx, key);
    for (const [n, { changes, events, rows }] of steps.entries()) {
      await commitIn(lane, changes, events, { ...noTally, gone: n === steps.length - 1 ? 1 : 0 });
      takeRows(rows);
    }
  };

  const throwFailure = (): void => {
    if (failure) throw failure.error;
  };

  /** Begins work in the first lane that is free. */
  const begin = async (work: (lane: number) => Promise<void>): Promise<void> => {
    throwFailure();
    mayWrite();
    while (writing.size === laneCount) await Promise.race(writing.values());
    throwFailure();
    const lane = tallies.findIndex((_, n) => !writing.has(n));
    const written = work(lane)
      .catch((error: unknown) => {
        failure ??= { error };
      })
      .finally(() => writing.delete(lane));
    writing.set(lane, written);
  };

  const halt = async (): Promise<void> => {
    waiting = [];
    await Promise.all(writing.values());
  };

  const settle = async (): Promise<void> => {
    const last = waiting;
    waiting = [];
    if (last.length > 0) await begin((lane) => writeIn(lane, last));
    await halt();
    throwFailure();
  };

  return {
    add: async (arrival) => {
      if (!isNews(arrival)) return;
      waiting.push(arrival);
      if (waiting.length < arrivalsInChunk) return;
      const full = waiting;
      waiting = [];
      await begin((lane) => writeIn(lane, full));
    },
    erase: (key) =>
      begin((lane) => {
        erasing = erasing.then(() => eraseIn(lane, key));
        return erasing;
      }),
    settle,
    halt,
    tally: () => done.reduce(sum, noTally),
  };
};

const sum = (a: Tally, b: Tally): Tally => ({
  added: a.added + b.added,
  changed: a.changed + b.changed,
  gone: a.gone + b.gone,
});

/** Whether the chunk, planned anew, may yet be written. */
const mayPass = (error: unknown): boolean =>
  isPassing(error) ||
  (error instanceof Refusal && ["VERSION_CONFLICT", "ALREADY_EXISTS", "NOT_FOUND", "BUSY"].includes(error.code));
