/** The sync with Brønnøysundregistrene: one run at a time, phase by phase, on from wherever the last one stopped. */
import { packCatalogue } from "#modules/organisations";
import type { Context } from "#platform/context";
import { log } from "#platform/log";
import { Refusal } from "#platform/refusal";
import { readChanges } from "./changes.ts";
import { type Chunks, laneCount, makeChunks } from "./chunks.ts";
import { readReferenceBodies, readSubUnits, readUnits, walk } from "./full.ts";
import { keepBeating, leaseMs, underWay, watchLease } from "./lease.ts";
import {
  gatherFindings,
  noFindings,
  noTally,
  type Phase,
  phasesOf,
  type RegisterSyncKind,
  type Run,
  type Tally,
  together,
} from "./registerSync.ts";
import { rewalk } from "./rewalk.ts";
import * as store from "./store.ts";
import type { Registers, Work } from "./work.ts";

const phases: Readonly<Record<Phase, { readonly name: string; readonly work: (work: Work) => Promise<void> }>> = {
  REFERENCE: { name: "Municipalities and counties", work: readReferenceBodies },
  WALK: { name: "Frivillighetsregisteret", work: walk },
  UNITS: { name: "Enhetsregisteret", work: readUnits },
  SUB_UNITS: { name: "Sub-units", work: readSubUnits },
  REWALK: { name: "Frivillighetsregisteret", work: rewalk },
  CHANGES: { name: "Changes", work: readChanges },
};

/** A run that stopped is gone on with for this long; after that its walk is too old, and a new one is quick to begin. */
const resumableMs = 20 * 3_600_000;
/** Each is a whole call of a quarter of an hour: a run that needs more goes round in circles. */
const handedOnAtMost = 12;
/** So much news makes the catalogue's log long to read. */
const worthPacking = 1_000;
/** Lines of progress come at most this often, in milliseconds. */
const progressEvery = 200;

export type SyncRequest = {
  readonly kind: RegisterSyncKind;
  /** Holder of the lease that an earlier call of the same run has left to this one. */
  readonly handedBy?: string | undefined;
};

/** How long a call may go on, and what happens when it may not. */
export type Pace = {
  /** Whether there is time to begin a phase. */
  readonly mayBegin: () => boolean;
  /** Whether there is time for one stretch more: a chunk, some pages, some changes. */
  readonly mayGoOn: () => boolean;
  /** Starts another call with this request, and does not wait for it. */
  readonly handOn: (request: SyncRequest) => Promise<void>;
  readonly leaseMs?: number | undefined;
};

/** Not a failure: the rest is done by the next call. */
class OutOfTime extends Error {}

/**
 * Runs the sync until it is done, or handed on to another call: then the run is still RUNNING.
 * @throws Refusal SYNC_UNDER_WAY or SYNC_OVERTAKEN, RegisterError
 */
export const syncRegistry = async (
  ctx: Context,
  request: SyncRequest,
  registers: Registers,
  pace: Pace,
): Promise<Run> => {
  const holder = ctx.newId();
  const patience = pace.leaseMs ?? leaseMs;
  const began = Date.now();
  let claimed: Claimed;
  try {
    claimed = await claim(ctx, request, holder, patience);
  } catch (error) {
    log.error("SYNC_FAILED", { errorCode: codeOf(error) });
    throw error;
  }
  const beating = keepBeating(holder, patience);
  log.info("SYNC_STARTED", { operation: claimed.run.kind });
  const { chunks, work, phasesDone, stand } = await makeWork(ctx, claimed, registers, pace, holder);
  let failure: unknown;
  try {
    await phasesDone();
  } catch (error) {
    failure = error;
    await chunks.halt();
  }
  await beating.stop();
  const run: Run = { ...work.run(), ...stand() };
  if (failure === undefined) return finish(ctx, run, holder, began);
  if (failure instanceof OutOfTime) {
    if (run.handedOn < handedOnAtMost) return handOn(ctx, run, holder, pace);
    failure = new Refusal("TooMany", "SYNC_TOO_LONG", "The sync has been handed on too often.");
  }
  await fail(ctx, run, holder, failure);
  throw failure;
};

type Claimed = { readonly run: Run; readonly tallies: readonly Tally[] };

/** Takes the lease, and with it the run of that kind that stopped, or a new one. */
const claim = async (ctx: Context, request: SyncRequest, holder: string, patience: number): Promise<Claimed> => {
  const seen = await watchLease(patience, request.handedBy);
  const now = ctx.now();
  const watermark = await store.readWatermark();
  // Before the first load is done there is nothing whose changes one could read.
  const kind = watermark ? request.kind : "FULL";
  const recent = await store.latestRuns(10);
  const stopped = recent.find(
    (run) => run.kind === kind && run.state !== "FINISHED" && now.getTime() - Date.parse(run.startedAt) < resumableMs,
  );
  const run = stopped ? goingOn(stopped) : newRun(ctx, kind, watermark);
  const tallies = await store.readLanes(run.id, laneCount);
  const abandoned = recent.filter(({ id, state }) => state === "RUNNING" && id !== run.id);
  try {
    await store.write([
      store.putLease({ holder, beat: ctx.newId() }, seen),
      store.putRun(run, holder, stopped ? "any" : "new"),
      ...tallies.map((tally, lane) => store.claimLane(run.id, lane, tally, holder)),
      ...abandoned.map((dead) =>
        store.putRun({ ...dead, state: "FAILED", errorCode: "SYNC_ABANDONED" }, holder, "any"),
      ),
    ]);
  } catch (error) {
    throw codeOf(error) === "SYNC_OVERTAKEN" ? underWay() : error;
  }
  return { run, tallies };
};

const goingOn = ({ errorCode: _, finishedAt: __, ...run }: Run): Run => ({ ...run, state: "RUNNING" });

const newRun = (ctx: Context, kind: RegisterSyncKind, feeds = { enheter: 0, underenheter: 0 }): Run => ({
  id: ctx.newId(),
  kind,
  state: "RUNNING",
  startedAt: ctx.now().toISOString(),
  done: 0,
  feeds,
  parts: 0,
  findings: noFindings,
  tally: noTally,
  requests: 0,
  handedOn: 0,
});

const makeWork = async (
  ctx: Context,
  { run: claimed, tallies }: Claimed,
  { units, voluntary, http }: Registers,
  pace: Pace,
  holder: string,
) => {
  let run = claimed;
  let phase: Phase | undefined;
  let toldAt = 0;
  const requestsBefore = run.requests - http.requests();
  const findings = gatherFindings();
  // A call always begins one phase, and does one stretch and one chunk of it: so even the shortest comes forward.
  const atLeastOnce = (may: () => boolean): (() => void) => {
    let isFirst = true;
    return () => {
      if (!isFirst && !may()) throw new OutOfTime();
      isFirst = false;
    };
  };
  const mayBegin = atLeastOnce(pace.mayBegin);
  const chunks: Chunks = await makeChunks(ctx, {
    run: run.id,
    holder,
    tallies,
    mayWrite: atLeastOnce(pace.mayGoOn),
  });
  const stand = () => ({ tally: chunks.tally(), requests: requestsBefore + http.requests() });
  const work: Work = {
    ctx,
    registers: { units, voluntary, http },
    chunks,
    run: () => run,
    found: findings,
    save: async (position, more = []) => {
      const next = { ...run, ...position, ...stand(), findings: together(run.findings, findings.take()) };
      await store.write([store.putRun(next, holder, { holder }), ...more]);
      run = next;
    },
    mayGoOn: atLeastOnce(pace.mayGoOn),
    progress: (done, total) => {
      if (phase === undefined || (Date.now() - toldAt < progressEvery && done !== total)) return;
      toldAt = Date.now();
      log.info("SYNC_PROGRESS", { phase: phases[phase].name, done, ...(total !== undefined && { total }) });
    },
  };
  const phasesDone = async (): Promise<void> => {
    while ((phase = phasesOf[run.kind][run.done])) {
      mayBegin();
      await phases[phase].work(work);
      await chunks.settle();
      await work.save({ done: run.done + 1 });
    }
  };
  return { chunks, work, phasesDone, stand };
};

const finish = async (ctx: Context, run: Run, holder: string, began: number): Promise<Run> => {
  const done: Run = { ...run, state: "FINISHED", finishedAt: ctx.now().toISOString() };
  await store.write([
    store.putRun(done, holder, { holder }),
    store.endLease(holder),
    ...(run.kind === "WALK" ? [] : [store.putWatermark(run.feeds)]),
  ]);
  const { added, changed, gone } = run.tally;
  if (added + changed + gone > worthPacking) await packCatalogue(ctx.now(), ctx.newId());
  log.info("SYNC_FINISHED", {
    operation: run.kind,
    count: added + changed + gone,
    milliseconds: Date.now() - began,
  });
  return done;
};

const handOn = async (ctx: Context, run: Run, holder: string, pace: Pace): Promise<Run> => {
  const handed: Run = { ...run, handedOn: run.handedOn + 1 };
  const heir = ctx.newId();
  await store.write([
    store.putRun(handed, holder, { holder }),
    store.putLease({ holder: heir, beat: heir }, { holder }),
  ]);
  log.info("SYNC_HANDED_ON", { operation: run.kind, count: handed.handedOn });
  try {
    await pace.handOn({ kind: run.kind, handedBy: heir });
  } catch (error) {
    // The run stands as it was saved, and the next of its kind goes on with it.
    log.error("SYNC_FAILED", { operation: run.kind, errorCode: "SYNC_NOT_HANDED_ON" });
    throw error;
  }
  return handed;
};

/** Notes what went wrong in the run's record; the next run of the same kind goes on from what was saved. */
const fail = async (ctx: Context, run: Run, holder: string, error: unknown): Promise<void> => {
  const errorCode = codeOf(error);
  if (errorCode === "UNEXPECTED_ERROR") log.fault(error);
  log.error("SYNC_FAILED", { operation: run.kind, errorCode });
  const failed: Run = { ...run, state: "FAILED", errorCode, finishedAt: ctx.now().toISOString() };
  try {
    await store.write([store.putRun(failed, holder, { holder }), store.endLease(holder)]);
  } catch (second) {
    // Who has been overtaken has no record to write in, and a table that is gone takes none.
    if (codeOf(second) !== "SYNC_OVERTAKEN") log.fault(second);
  }
};

const codeOf = (error: unknown): string =>
  error instanceof Error && "code" in error && typeof error.code === "string" && /^[A-Z_]+$/.test(error.code)
    ? error.code
    : "UNEXPECTED_ERROR";
