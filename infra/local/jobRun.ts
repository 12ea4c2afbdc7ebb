/** One run of a job from beginning to end, over as many calls as it hands itself on to. */
import { setTimeout as sleep } from "node:timers/promises";
import type { FunctionName } from "../functions.ts";
import type { Lambda, LogLine } from "./lambda.ts";

export type JobOutcome = { isDone: true; answer: unknown } | { isDone: false; reason: string };

/** Runs a job and tells `onLine` what it logs meanwhile. Never throws: what went wrong is in the outcome. */
export const runJob = async (
  lambda: Lambda,
  name: FunctionName,
  input: unknown,
  onLine: (line: LogLine) => void = () => {},
): Promise<JobOutcome> => {
  let failure: string | undefined;
  const forget = lambda.onLog((line) => {
    if (line.function !== name) return;
    if (line.message?.endsWith("_FAILED")) failure = line.errorCode ?? line.message;
    onLine(line);
  });
  try {
    const answer = await lambda.invoke(name, input);
    // A job that hands itself on asks for its next call before its own ends, so there is no gap to slip through.
    while (lambda.underWay(name) > 0) await sleep(100);
    return failure === undefined ? { isDone: true, answer } : { isDone: false, reason: failure };
  } catch (error) {
    return { isDone: false, reason: error instanceof Error ? error.message : String(error) };
  } finally {
    forget();
  }
};
