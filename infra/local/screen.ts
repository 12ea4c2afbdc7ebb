/** What a person sees while Samspill starts or a job runs: short lines, and a bar that fills. */
import type { LogLine } from "./lambda.ts";

const width = 28;

export interface Screen {
  /** A line about what happens now. */
  say(line: string): void;
  /** Shows a job's progress when the line is about it. */
  progress(line: LogLine): void;
}

/** On a terminal the bar is redrawn in place; elsewhere a line is written for each tenth of the way. */
export const makeScreen = (out: NodeJS.WriteStream = process.stdout): Screen => {
  let isBarShown = false;
  let lastTenth = "";
  const endBar = (): void => {
    if (isBarShown) out.write("\n");
    isBarShown = false;
    lastTenth = "";
  };
  return {
    say: (line) => {
      endBar();
      out.write(`${line}\n`);
    },
    progress: (line) => {
      if (!line.message?.endsWith("_PROGRESS")) return;
      const text = barOf(line);
      if (out.isTTY) {
        out.write(`\r${text.padEnd(78)}`);
        isBarShown = true;
      } else {
        const tenth = `${line.phase ?? ""}${Math.floor(shareOf(line) * 10)}`;
        if (tenth !== lastTenth) out.write(`${text}\n`);
        lastTenth = tenth;
      }
    },
  };
};

const shareOf = (line: LogLine): number => {
  const total = line.total ?? 0;
  return total > 0 ? Math.min(1, (line.done ?? 0) / total) : 0;
};

const barOf = (line: LogLine): string => {
  const share = shareOf(line);
  const filled = Math.round(share * width);
  const total = line.total === undefined ? "" : ` of ${line.total}`;
  return `  ${"█".repeat(filled)}${"░".repeat(width - filled)} ${line.phase ?? ""} ${line.done ?? 0}${total}`;
};
