/** One run at a time: a lease in the table kept alive by a beat, and taken over by who has watched it without one. */
import { setTimeout as sleep } from "node:timers/promises";
import { newId } from "#platform/identifiers";
import { Refusal } from "#platform/refusal";
import { type Lease, putLease, readLease, write } from "./store.ts";

/** Without a beat for this long the holder is dead, in milliseconds; only watched, so that no two clocks are compared. */
export const leaseMs = 10_000;
const beatsInLease = 4;

export const underWay = (): Refusal =>
  new Refusal("Conflict", "SYNC_UNDER_WAY", "The sync is running already: wait until it is done.");

/**
 * The lease as it may be taken: undefined where there is none, at once when `heir` holds it. Waits while it does not beat.
 * @throws Refusal SYNC_UNDER_WAY when it does.
 */
export const watchLease = async (patience: number, heir?: string): Promise<Lease | undefined> => {
  const seen = await readLease();
  if (seen?.holder === heir) return seen;
  const until = Date.now() + patience;
  while (seen && Date.now() < until) {
    await sleep(patience / beatsInLease);
    const now = await readLease();
    if (now === undefined) return undefined;
    if (now.beat !== seen.beat || now.holder !== seen.holder) throw underWay();
  }
  return seen;
};

/** Keeps a lease that is held alive until it is stopped; a beat that fails is told by the run's own writes. */
export const keepBeating = (holder: string, patience: number): { stop(): Promise<void> } => {
  let beating: Promise<void> | undefined;
  const timer = setInterval(() => {
    beating ??= write([putLease({ holder, beat: newId(new Date()) }, { holder })])
      .catch(() => undefined)
      .finally(() => (beating = undefined));
  }, patience / beatsInLease);
  return {
    stop: async () => {
      clearInterval(timer);
      await beating;
    },
  };
};
