/** What the functions log: all of it in a file, and on the screen only what somebody should look at. */
import { createWriteStream } from "node:fs";
import { inHome } from "./home.ts";
import type { Lambda } from "./lambda.ts";

/** Keeps the log of this run in `log.jsonl`, until the returned function is called. */
export const keepLog = (lambda: Lambda): (() => void) => {
  const file = createWriteStream(inHome("log.jsonl"), { flags: "w", mode: 0o600 });
  const forget = lambda.onLog((line) => {
    file.write(`${JSON.stringify(line)}\n`);
    if (line.level === "ERROR" || line.level === "CRITICAL" || line.level === undefined) {
      const facts = [line["errorName"], line.errorCode, line["requestId"]].filter(Boolean).join(" ");
      console.error(`${line.function}: ${line.message ?? ""} ${facts}`.trimEnd());
    }
  });
  return () => {
    forget();
    file.end();
  };
};
