import { setTimeout as sleep } from "node:timers/promises";
import { gunzipSync, gzipSync } from "node:zlib";
import { newId } from "#platform/identifiers";
import { Refusal } from "#platform/refusal";
import { endOf, type Retention } from "#platform/retention";
import {
  type Change,
  Entity,
  any,
  binary,
  get,
  getMany,
  isPassing,
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
import type { VoluntaryRecord } from "./frivillighetsregisteret.ts";
import { type Feeds, noTally, type Run, type Tally } from "./registerSync.ts";

const runs = new Entity({
  name: "RegisterSync",
  table,
  timestamps: false,
  schema: item({
    run: string().key(),
    /** Who carries the run on; another who has taken it over writes another name here. */
    holder: string(),
    body: any().castAs<Omit<Run, "id">>().transform(jsonStringify()),
  }),
  computeKey: ({ run }: { run: string }) => ({ pk: "REGISTERSYNC", sk: `RUN#${run}` }),
});

/** What the run's parallel writers have done, one item for each, so that their transactions do not meet. */
const lanes = new Entity({
  name: "RegisterSyncLane",
  table,
  timestamps: false,
  schema: item({
    run: string().key(),
    lane: number().key(),
    holder: string(),
    added: number(),
    changed: number(),
    gone: number(),
  }),
  computeKey: ({ run, lane }: { run: string; lane: number }) => ({ pk: `REGISTERSYNC#${run}`, sk: `LANE#${lane}` }),
});

/** A part of the walk through Frivillighetsregisteret, laid by until the bulk file is read. */
const parts = new Entity({
  name: "RegisterSyncPart",
  table,
  timestamps: false,
  schema: item({ run: string().key(), part: number().key(), records: binary(), expiresAt: number() }),
  computeKey: ({ run, part }: { run: string; part: number }) => ({
    pk: `REGISTERSYNC#${run}`,
    sk: `WALK#${String(part).padStart(4, "0")}`,
  }),
});

const leases = new Entity({
  name: "RegisterSyncLease",
  table,
  timestamps: false,
  schema: item({ lease: string().const("registers").key(), holder: string(), beat: string() }),
  computeKey: () => ({ pk: "REGISTERSYNC", sk: "LEASE" }),
});

const watermark = new Entity({
  name: "RegisterSyncWatermark",
  table,
  timestamps: false,
  schema: item({ watermark: string().const("registers").key(), enheter: number(), underenheter: number() }),
  computeKey: () => ({ pk: "REGISTERSYNC", sk: "WATERMARK" }),
});

const overtaken = (): Refusal =>
  new Refusal(
    "Conflict",
    "SYNC_OVERTAKEN",
    "Another run of the sync has taken over: this one has written nothing more.",
  );

/** Parts of a walk outlive any run that could go on with them. */
export const partsKept: Retention = { kind: "RegisterSyncPart", days: 3, isPersonal: false };

/** The latest runs, newest first. */
export const latestRuns = async (limit: number): Promise<Run[]> =>
  (await query(runs, { partition: "REGISTERSYNC", beginsWith: "RUN#", newestFirst: true, limit })).map(
    ({ run, body }) => ({ ...body, id: run }),
  );

export const putRun = ({ id, ...body }: Run, holder: string, before: { holder: string } | "new" | "any"): Change =>
  put(
    runs,
    { run: id, holder, body },
    before === "any"
      ? undefined
      : before === "new"
        ? { attr: "run", exists: false }
        : { attr: "holder", eq: before.holder },
    overtaken,
  );

/** What the lanes have done, by their numbers. */
export const readLanes = async (run: string, count: number): Promise<Tally[]> =>
  (
    await getMany(
      lanes,
      Array.from({ length: count }, (_, lane) => ({ run, lane })),
    )
  ).map((stored) => (stored ? { added: stored.added, changed: stored.changed, gone: stored.gone } : noTally));

/** What a lane has done so far; refused when another holds the run. */
export const putLane = (run: string, lane: number, tally: Tally, holder: string): Change =>
  put(lanes, { run, lane, holder, ...tally }, { attr: "holder", eq: holder }, overtaken);

/** Takes a lane for a new holder; what it has done is what it was when read, or the old holder has written meanwhile. */
export const claimLane = (run: string, lane: number, tally: Tally, holder: string): Change =>
  put(
    lanes,
    { run, lane, holder, ...tally },
    {
      or: [
        { attr: "lane", exists: false },
        {
          and: [
            { attr: "added", eq: tally.added },
            { attr: "changed", eq: tally.changed },
            { attr: "gone", eq: tally.gone },
          ],
        },
      ],
    },
    overtaken,
  );

/** A record as it was laid by, or the number of one that could not be read. */
export type Walked = VoluntaryRecord | { readonly organisasjonsnummer: string; readonly unreadable: true };

export const putPart = (run: string, part: number, records: readonly Walked[], at: Date): Change =>
  put(
    parts,
    {
      run,
      part,
      records: gzipSync(JSON.stringify(records)),
      expiresAt: endOf(partsKept, at),
    },
    undefined,
    overtaken,
  );

/** The walk as it was laid by, by organisation number. */
export const readWalk = async (run: string, count: number): Promise<Map<string, VoluntaryRecord | "unreadable">> => {
  const walk = new Map<string, VoluntaryRecord | "unreadable">();
  for (let part = 0; part < count; part++) {
    const stored = await get(parts, { run, part });
    if (!stored) throw new Error(`Part ${part} of the walk is missing.`);
    for (const record of JSON.parse(gunzipSync(stored.records).toString()) as Walked[])
      walk.set(record.organisasjonsnummer, "unreadable" in record ? "unreadable" : record);
  }
  return walk;
};

/** Who runs the sync now: `beat` is another each few seconds. */
export type Lease = { readonly holder: string; readonly beat: string };

export const readLease = (): Promise<Lease | undefined> => get(leases, { lease: "registers" });

/** Takes or keeps the lease, if it stands as it was seen. */
export const putLease = (lease: Lease, seen: Partial<Lease> | undefined): Change =>
  put(
    leases,
    { lease: "registers", ...lease },
    seen === undefined
      ? { attr: "holder", exists: false }
      : seen.beat === undefined
        ? { attr: "holder", eq: seen.holder ?? "" }
        : {
            and: [
              { attr: "holder", eq: seen.holder ?? "" },
              { attr: "beat", eq: seen.beat },
            ],
          },
    overtaken,
  );

export const endLease = (holder: string): Change =>
  remove(leases, { lease: "registers" }, { attr: "holder", eq: holder }, overtaken);

export const readWatermark = (): Promise<Feeds | undefined> => get(watermark, { watermark: "registers" });

export const putWatermark = (feeds: Feeds): Change =>
  put(watermark, { watermark: "registers", ...feeds }, undefined, overtaken);

const triesAtMost = 6;

/** A wait that grows, with full jitter. */
export const waitAfter = (attempt: number): Promise<void> => sleep(Math.random() * 100 * 2 ** attempt);

/**
 * Writes what concerns the run alone, which is no change of anything people see: no event and no audit entry tells of it.
 * Refuses with SYNC_OVERTAKEN when another holds the run.
 */
export const write = async (changes: readonly Change[]): Promise<void> => {
  // The same token at each try: what was done, and only its answer lost, is not done again.
  const token = newId(new Date());
  for (let attempt = 1; ; attempt++) {
    try {
      return await transact(changes, token);
    } catch (error) {
      if (error instanceof Error && /ConditionalCheckFailed/.test(error.message)) throw overtaken();
      if (!isPassing(error) || attempt === triesAtMost) throw error;
      await waitAfter(attempt);
    }
  }
};
