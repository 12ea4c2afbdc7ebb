/**
 * Measures the operations against one table, in a process that does nothing else: its processor time is the API's.
 * Arguments: the bundle, and how many times each operation is asked.
 */
import { setTimeout as sleep } from "node:timers/promises";
import { pathToFileURL } from "node:url";
import { requestOf } from "./event.ts";
import { counted, type Count, replayed } from "./meter.ts";
import { type Answer, type Operation, operations } from "./operations.ts";
import { homeCounty } from "./organisations.ts";

export type Measured = {
  readonly name: string;
  readonly nested: boolean;
  readonly count: Count;
  /** Milliseconds of processor time, the database in another process. */
  readonly cpu: number;
  /** The same with the database's answers from memory; undefined for writes, which no answer fits twice. */
  readonly cpuWithoutDatabase: number | undefined;
  readonly p50: number;
  readonly p99: number;
  readonly data: unknown;
};
export type Requests = {
  readonly operations: readonly Measured[];
  /** What the first list costs an instance: the catalogue read. */
  readonly catalogue: { readonly count: Count; readonly milliseconds: number; readonly megabytes: number };
  /** What an instance's first list of activities costs, and the first week of a county, whose times are then known. */
  readonly activities: { readonly count: Count; readonly milliseconds: number; readonly megabytes: number };
  readonly week: { readonly milliseconds: number };
  /** The same of the county that has the most activities, and once more; undefined where all are in one. */
  readonly fullestWeek:
    { readonly activities: number; readonly milliseconds: number; readonly again: number } | undefined;
  /** What the first search costs an instance: the index built. */
  readonly search: { readonly milliseconds: number; readonly megabytes: number };
};

const [bundle = "", asked = "0"] = process.argv.slice(2);
const { handler, client } = (await import(pathToFileURL(bundle).href)) as typeof import("./door.ts");
const times = Number(asked);
/** A busy machine asks no longer than this, in milliseconds, but no seldomer than `fewest`. */
const patience = 3_000;
const fewest = 5;
/** An instance asks the catalogue's log for news at most once a second. */
const untilNewsAreDue = 1_050;

const ask = async (query: string, variables: Readonly<Record<string, unknown>>): Promise<Answer> => {
  const { body = "" } = await handler(requestOf(query, variables, process.env));
  const answer = JSON.parse(body) as Answer & { readonly errors?: unknown };
  if (answer.errors !== undefined) throw new Error(`${query}\n${JSON.stringify(answer.errors)}`);
  return answer;
};

const heapMegabytes = (): number => {
  globalThis.gc?.();
  globalThis.gc?.();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return (heapUsed + arrayBuffers) / 1024 / 1024;
};

/** Milliseconds, and megabytes kept afterwards. */
const costOf = async <Value>(act: () => Promise<Value>) => {
  const before = heapMegabytes();
  const begun = performance.now();
  const value = await act();
  const milliseconds = performance.now() - begun;
  return { value, milliseconds, megabytes: heapMegabytes() - before };
};

const quantile = (sorted: readonly number[], q: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * q))] ?? 0;

const measure = async (operation: Operation): Promise<Measured> => {
  let n = 0;
  let first: Answer | undefined;
  const once = async (): Promise<Answer> => {
    const answer = await ask(operation.document, operation.variables(n++, first));
    first ??= answer;
    return answer;
  };
  /** Processor milliseconds of one of `count`, or of as many as there is patience for; and how long each took. */
  const many = async (count: number): Promise<{ cpu: number; took: number[] }> => {
    const took: number[] = [];
    const until = performance.now() + patience;
    const begun = process.cpuUsage();
    while (took.length < count && (took.length < fewest || performance.now() < until)) {
      const from = performance.now();
      await once();
      took.push(performance.now() - from);
    }
    const { user, system } = process.cpuUsage(begun);
    return { cpu: (user + system) / 1000 / took.length, took: took.toSorted((a, b) => a - b) };
  };

  await once();
  await sleep(untilNewsAreDue);
  const { answer, count } = await counted(client, once);
  const measured = operation.writes ? Math.ceil(times / 10) : times;
  // Warm is what V8 has compiled, which takes thousands of calls; most of them need not wait for the database.
  if (!operation.writes) {
    await replayed(client, () => many(times * 8));
    await many(measured);
  }
  const { cpu, took } = await many(measured);
  const without = operation.writes
    ? undefined
    : await replayed(client, async () => {
        await many(times);
        return many(times * 2);
      });
  return {
    name: operation.name,
    nested: operation.nested ?? false,
    count,
    cpu,
    cpuWithoutDatabase: without?.cpu,
    p50: quantile(took, 0.5),
    p99: quantile(took, 0.99),
    data: answer.data,
  };
};

// The client, the document's validation and the token's keys are warm, the catalogue is not.
for (let n = 0; n < 20; n++) await ask("{ viewer { name } }", {});
const anyList = "query Any($filter: OrganisationFilter) { organisations(filter: $filter, first: 1) { nodes { id } } }";
const catalogue = await costOf(() => counted(client, () => ask(anyList, {})));
await ask(anyList, { filter: { kinds: ["COUNTY"] } });
const search = await costOf(() => ask(anyList, { filter: { search: "korps" } }));
const anyActivity = "{ activities(first: 1) { nodes { id } } }";
const activities = await costOf(() => counted(client, () => ask(anyActivity, {})));
const week = operations.find(({ name }) => name === "a week of a county");
const firstWeek = await costOf(async () => week && ask(week.document, week.variables(0, undefined)));

const countsByCounty = async (): Promise<Map<string, number>> => {
  const { data } = await ask("{ activityCounts { count municipality { county { number } } } }", {});
  type Counted = { readonly count: number; readonly municipality: { readonly county: { readonly number: string } } };
  const counts = new Map<string, number>();
  for (const { count, municipality } of data["activityCounts"] as readonly Counted[])
    counts.set(municipality.county.number, (counts.get(municipality.county.number) ?? 0) + count);
  return counts;
};
const [fullest] = [...(await countsByCounty())]
  .filter(([county]) => county !== homeCounty)
  .toSorted(([, a], [, b]) => b - a);
const weekOfFullest = async () => {
  if (!fullest || !week) return undefined;
  const [county, count] = fullest;
  const askIt = (): Promise<Answer> => ask(week.document, { filter: { counties: [county] }, first: 50 });
  const { milliseconds } = await costOf(askIt);
  return { activities: count, milliseconds, again: (await costOf(askIt)).milliseconds };
};
const fullestWeek = await weekOfFullest();

// An instance that has served for a while has compiled what all operations share: the first would else pay for the others.
for (const { document, variables } of operations.filter(({ writes }) => !writes))
  await replayed(client, async () => {
    const until = performance.now() + patience;
    const first = await ask(document, variables(0, undefined));
    for (let n = 0; n < times * 8 && performance.now() < until; n++) await ask(document, variables(n, first));
  });

const measured: Measured[] = [];
for (const operation of operations) measured.push(await measure(operation));

process.send?.({
  operations: measured,
  catalogue: {
    count: catalogue.value.count,
    milliseconds: catalogue.milliseconds,
    megabytes: catalogue.megabytes,
  },
  activities: {
    count: activities.value.count,
    milliseconds: activities.milliseconds,
    megabytes: activities.megabytes,
  },
  week: { milliseconds: firstWeek.milliseconds },
  fullestWeek,
  search: { milliseconds: search.milliseconds, megabytes: search.megabytes },
} satisfies Requests);
process.disconnect?.();
