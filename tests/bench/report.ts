/** The bench's figures, what is aimed at, and both as text. */
import type { Division } from "./division.ts";
import { type SizeName, sizes } from "./sizes.ts";
import type { Measured, Requests } from "./requests.ts";
import type { Starts } from "./starts.ts";

/** When something was measured. */
export type Moment = {
  readonly date: string;
  /** Processes that wanted to run meanwhile: more than the cores, and times are longer than our own. */
  readonly load: number;
};

export type BenchReport = {
  readonly machine: Moment & { readonly cores: number; readonly processor: string; readonly node: string };
  readonly starts: Starts;
  readonly requests: Partial<Record<SizeName, Requests>>;
  readonly division: Division | undefined;
  readonly import:
    | (Moment & {
        readonly state: string;
        readonly organisations: number;
        readonly seconds: number;
        readonly peakMegabytes: number;
        readonly walkRequests: number;
      })
    | undefined;
};

/** Round trips one after the other for a list with one nested level, the membership's apart. */
const mostDepth = 2;
/** Read units at the whole size to those at a hundredth of it. */
const mostReadRatio = 1.1;
const mostWalkRequests = 740;
const mostMegabytes = 512;

const isSame = (a: Measured, b: Measured): boolean => JSON.stringify(a.data) === JSON.stringify(b.data);

/** Counts that are not as aimed at; times are never among them. */
export const failuresOf = ({ requests, import: imported }: BenchReport): string[] => {
  const small = requests["1×"]?.operations ?? [];
  const large = requests["100×"]?.operations ?? [];
  const tooDeep = [...small, ...large].filter(({ nested, count }) => nested && count.depthBeyondMembership > mostDepth);
  const pairs = small.flatMap((one, n) => (large[n] ? [[one, large[n]] as const] : []));
  return [
    ...(small.length === 0 ? ["nothing was measured"] : []),
    ...tooDeep.map(({ name, count }) => `${name}: ${count.depthBeyondMembership} round trips one after the other`),
    ...pairs.filter(([a, b]) => !isSame(a, b)).map(([{ name }]) => `${name}: other rows at the larger size`),
    ...pairs
      .filter(([a, b]) => a.count.roundTrips !== b.count.roundTrips)
      .map(([a, b]) => `${a.name}: ${a.count.roundTrips} round trips become ${b.count.roundTrips}`),
    ...pairs
      .filter(([a, b]) => b.count.readUnits > a.count.readUnits * mostReadRatio)
      .map(([a, b]) => `${a.name}: ${a.count.readUnits} read units become ${b.count.readUnits}`),
    ...(imported && imported.state !== "FINISHED" ? ["the import did not finish"] : []),
    ...(imported && imported.walkRequests > mostWalkRequests
      ? [`the walk took ${imported.walkRequests} requests`]
      : []),
    ...(imported && imported.peakMegabytes > mostMegabytes
      ? [`the import held ${imported.peakMegabytes.toFixed(0)} MB`]
      : []),
  ];
};

const table = (head: readonly string[], rows: readonly (readonly string[])[]): string => {
  const widths = head.map((title, n) => Math.max(title.length, ...rows.map((row) => (row[n] ?? "").length)));
  const line = (cells: readonly string[]): string =>
    cells
      .map((cell, n) => (n === 0 ? cell.padEnd(widths[n] ?? 0) : cell.padStart(widths[n] ?? 0)))
      .join("  ")
      .trimEnd();
  return [line(head), widths.map((width) => "─".repeat(width)).join("  "), ...rows.map(line)].join("\n");
};

const ms = (value: number | undefined): string => (value === undefined ? "–" : value.toFixed(value < 10 ? 2 : 1));
const units = (value: number): string => (value === 0 ? "–" : String(value));
const ratio = (small: number, large: number): string => (small === 0 ? "–" : `${(large / small).toFixed(2)}×`);

const operationRows = (measured: readonly Measured[]): string[][] =>
  measured.map(({ name, count, cpu, cpuWithoutDatabase, p50, p99 }) => [
    name,
    String(count.roundTrips),
    String(count.depth),
    String(count.depthBeyondMembership),
    units(count.readUnits),
    units(count.writeUnits),
    ms(cpu),
    ms(cpuWithoutDatabase),
    ms(p50),
    ms(p99),
  ]);

const ratioRows = (small: readonly Measured[], large: readonly Measured[]): string[][] =>
  small.flatMap((a, n) => {
    const b = large[n];
    if (!b) return [];
    return [
      [
        a.name,
        isSame(a, b) ? "yes" : "NO",
        ratio(a.count.roundTrips, b.count.roundTrips),
        ratio(a.count.depth, b.count.depth),
        ratio(a.count.readUnits, b.count.readUnits),
        ratio(a.cpu, b.cpu),
        ratio(a.cpuWithoutDatabase ?? 0, b.cpuWithoutDatabase ?? 0),
        ratio(a.p50, b.p50),
        ratio(a.p99, b.p99),
      ],
    ];
  });

const requestsText = (
  size: SizeName,
  { operations, catalogue, activities, week, fullestWeek, search }: Requests,
): string =>
  [
    `## ${size}: ${sizes[size].toLocaleString("en")} organisations, ${(size === "1×" ? 200 : 20_000).toLocaleString("en")} activities`,
    "Round trips to DynamoDB, how many of them one after the other (all, and without the look-up of the membership), capacity",
    "units, processor milliseconds of the API (with DynamoDB Local in another process; with its answers from memory), and",
    "milliseconds from request to answer. Counted when the catalogue's log is due, which is at most once a second.",
    "",
    table(
      ["operation", "trips", "depth", "−member", "RCU", "WCU", "CPU", "CPU −db", "p50", "p99"],
      operationRows(operations),
    ),
    "",
    `An instance's first list reads the catalogue: ${catalogue.count.roundTrips} round trips, ${catalogue.count.readUnits} read units, ` +
      `${ms(catalogue.milliseconds)} ms, ${catalogue.megabytes.toFixed(1)} MB kept.`,
    `Its first list of activities reads theirs: ${activities.count.roundTrips} round trips, ${activities.count.readUnits} read units, ` +
      `${ms(activities.milliseconds)} ms, ${activities.megabytes.toFixed(1)} MB kept; the first week of a county takes ${ms(week.milliseconds)} ms.`,
    ...(fullestWeek
      ? [
          `The county with the most has ${fullestWeek.activities.toLocaleString("en")}: its first week takes ${ms(fullestWeek.milliseconds)} ms, the same again ${ms(fullestWeek.again)} ms.`,
        ]
      : []),
    `Its first search builds the index: ${ms(search.milliseconds)} ms, ${search.megabytes.toFixed(1)} MB kept.`,
  ].join("\n");

const startsText = ({ times, empty, graphql, firstAnswer, firstSignedIn, bundle }: Starts): string =>
  [
    `## Start of the GraphQL function (fresh processes, median of ${times}, milliseconds since the process began)`,
    table(
      ["", "ready", "first answer", "first signed-in answer"],
      [
        ["empty function", ms(empty), "–", "–"],
        ["graphql", ms(graphql), ms(firstAnswer), ms(firstSignedIn)],
        ["above the empty one", ms(graphql - empty), ms(firstAnswer - empty), ms(firstSignedIn - empty)],
      ],
    ),
    `Read at each start: ${bundle.read.kilobytes.toFixed(0)} kB (${bundle.read.gzipped.toFixed(0)} kB gzipped); ` +
      `all files: ${bundle.all.kilobytes.toFixed(0)} kB (${bundle.all.gzipped.toFixed(0)} kB gzipped).`,
  ].join("\n");

const divisionText = ({ name, milliseconds, shares }: Division): string =>
  [
    `## Where the processor time of «${name}» goes (from the sources, sampled while the database answers)`,
    table(
      ["", "ms", "share"],
      [
        ...shares.map((share) => [
          share.owner,
          ms(share.milliseconds),
          `${((100 * share.milliseconds) / milliseconds).toFixed(0)} %`,
        ]),
        ["together", ms(milliseconds), ""],
      ],
    ),
  ].join("\n");

const importText = (imported: NonNullable<BenchReport["import"]>): string =>
  [
    "## The first load of both registers (1,174,644 units, 867,024 sub-units)",
    `${imported.organisations.toLocaleString("en")} organisations in ${imported.seconds.toFixed(0)} s: ` +
      `${(imported.organisations / imported.seconds).toFixed(0)} a second; at most ${imported.peakMegabytes.toFixed(0)} MB; ` +
      `${imported.walkRequests} requests to walk Frivillighetsregisteret; ${imported.state.toLowerCase()}. ` +
      `Load ${imported.load.toFixed(1)}, ${imported.date}.`,
  ].join("\n");

export const textOf = (report: BenchReport): string => {
  const { machine, starts, requests, division, import: imported } = report;
  const small = requests["1×"];
  const large = requests["100×"];
  const failures = failuresOf(report);
  return `${[
    `Node ${machine.node}, ${machine.cores} cores (${machine.processor}), load ${machine.load.toFixed(1)}, ${machine.date}`,
    startsText(starts),
    small && requestsText("1×", small),
    large && requestsText("100×", large),
    small &&
      large &&
      [
        "## 100× to 1×",
        table(
          ["operation", "same rows", "trips", "depth", "RCU", "CPU", "CPU −db", "p50", "p99"],
          ratioRows(small.operations, large.operations),
        ),
      ].join("\n"),
    division && divisionText(division),
    imported && importText(imported),
    failures.length > 0 ? `Not as aimed at:\n${failures.join("\n")}` : "All counts are as aimed at.",
  ]
    .filter(Boolean)
    .join("\n\n")}\n`;
};
