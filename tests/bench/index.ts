/**
 * `npm run bench`: what the API and the import cost, at a hundredth of Frivillighetsregisteret's size and at the whole of it.
 * `--quick`: the hundredth alone, few times, without the import. `--no-import`: the import's figures stand as they were.
 * `--json`: figures in place of the tables.
 * Ends with 1 where a count is not as aimed at; times are told and never judged, as they are the machine's.
 */
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { cpus, loadavg } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { functions, nodeOptionsOf } from "../../infra/functions.ts";
import { startRegisters } from "../../infra/local/registers/index.ts";
import type { Division } from "./division.ts";
import type { Imported } from "./import.ts";
import { type SizeName, sizes } from "./sizes.ts";
import { type BenchReport, failuresOf, type Moment, textOf } from "./report.ts";
import type { Requests } from "./requests.ts";
import { measureStarts } from "./starts.ts";
import { startSurroundings } from "./surroundings.ts";

const { values } = parseArgs({
  options: { quick: { type: "boolean" }, json: { type: "boolean" }, import: { type: "boolean", default: true } },
  allowNegative: true,
});
const isQuick = values.quick ?? false;
const measuredSizes: readonly SizeName[] = isQuick ? ["1×"] : ["1×", "100×"];
const times = isQuick ? 5 : 250;
const starts = isQuick ? 1 : 15;
/** The list whose cost is divided among those it is spent by. */
const divided = "50 organisations with municipality";

const begun = performance.now();
/** How far we have come goes beside the figures. */
const say = (what: string): void =>
  console.error(`${((performance.now() - begun) / 1000).toFixed(0).padStart(4)} s  ${what}`);

const thisMoment = (): Moment => ({ date: new Date().toISOString(), load: loadavg()[0] ?? 0 });

/** The last report is kept beside this file, as figures and as tables. */
const kept = (ending: "json" | "txt"): string => join(import.meta.dirname, `last.${ending}`);
const importBefore = (): BenchReport["import"] =>
  existsSync(kept("json")) ? (JSON.parse(readFileSync(kept("json"), "utf8")) as BenchReport).import : undefined;

const surroundings = await startSurroundings([
  "graphql",
  "empty",
  "door",
  ...(isQuick ? [] : (["syncRegistry"] as const)),
]);

const importAll = async (): Promise<BenchReport["import"]> => {
  say("the whole of both registers is read for the first time");
  await surroundings.renewDatabase();
  const registers = await startRegisters({ size: "full" });
  try {
    const settings = {
      ...(await surroundings.table("imported")),
      ...nodeOptionsOf(functions.syncRegistry),
      // Says what went wrong, and not how far it has come.
      SAMSPILL_STAGE: "local",
      SAMSPILL_ENHETSREGISTERET_URL: registers.enhetsregisteretUrl,
      SAMSPILL_FRIVILLIGHETSREGISTERET_URL: registers.frivillighetsregisteretUrl,
    };
    const app = join(surroundings.bundle("syncRegistry"), "index.mjs");
    const { report, seconds, peakMegabytes } = await surroundings.run<Imported>("import.ts", [app], settings);
    const walkRequests = Object.entries(registers.stats().requests)
      .filter(([path]) => path.endsWith("/frivillige-organisasjoner"))
      .reduce((sum, [, count]) => sum + count, 0);
    return {
      ...thisMoment(),
      state: report.state,
      organisations: report.added,
      ...{ seconds, peakMegabytes, walkRequests },
    };
  } catch (error) {
    // What has been measured already is told all the same.
    say(`the first load failed: ${String(error)}`);
    return { ...thisMoment(), state: "FAILED", organisations: 0, seconds: 0, peakMegabytes: 0, walkRequests: 0 };
  } finally {
    await registers.stop();
  }
};

try {
  say("built; counting starts");
  const startReport = await measureStarts(surroundings, starts);
  const requests: Partial<Record<SizeName, Requests>> = {};
  let division: Division | undefined;
  for (const size of measuredSizes) {
    say(`${size}: ${sizes[size]} organisations are laid in`);
    const settings = await surroundings.table(`bench-${sizes[size]}`);
    await surroundings.run("seed.ts", [String(sizes[size])], settings);
    say(`${size}: the operations are asked`);
    const door = join(surroundings.bundle("door"), "app.mjs");
    requests[size] = await surroundings.run<Requests>("requests.ts", [door, String(times)], settings);
    division = await surroundings.run<Division>("division.ts", [divided, String(times)], settings);
  }
  const report: BenchReport = {
    machine: { ...thisMoment(), cores: cpus().length, processor: cpus()[0]?.model ?? "", node: process.version },
    starts: startReport,
    requests,
    division,
    import: isQuick ? undefined : values.import ? await importAll() : importBefore(),
  };
  say("done");
  const text = textOf(report);
  console.log(values.json ? JSON.stringify(report, null, 2) : text);
  if (!isQuick) {
    writeFileSync(kept("txt"), text);
    // What was answered was compared, and is too much to keep.
    writeFileSync(
      kept("json"),
      `${JSON.stringify(report, (key, value: unknown) => (key === "data" ? undefined : value), 2)}\n`,
    );
  }
  process.exitCode = failuresOf(report).length > 0 ? 1 : 0;
} finally {
  await surroundings.stop();
}
