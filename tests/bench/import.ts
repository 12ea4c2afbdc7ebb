/** The first load from both registers, in a process of its own as Lambda gives it one. Argument: the bundle. */
import { existsSync, readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";
import type { RegisterSync } from "#schema/resolvers";

export type Imported = {
  readonly report: RegisterSync;
  readonly seconds: number;
  /** The most the process ever held, in megabytes. */
  readonly peakMegabytes: number;
};

/** The kernel's own count of this process; what Node gives begins on Linux at what the process that started it has held. */
const peakKilobytes = (): number => {
  const status = "/proc/self/status";
  const [, counted] = /^VmHWM:\s+(\d+) kB$/m.exec(existsSync(status) ? readFileSync(status, "utf8") : "") ?? [];
  return counted === undefined ? process.resourceUsage().maxRSS : Number(counted);
};

const [bundle = ""] = process.argv.slice(2);
const { handler } = (await import(
  pathToFileURL(bundle).href
)) as typeof import("../../functions/handlers/syncRegistry.ts");
const begun = performance.now();
const report = await handler({ kind: "FULL" }, { getRemainingTimeInMillis: () => Number.POSITIVE_INFINITY });
process.send?.({
  report,
  seconds: (performance.now() - begun) / 1000,
  peakMegabytes: peakKilobytes() / 1024,
} satisfies Imported);
process.disconnect?.();
