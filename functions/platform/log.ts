/** The only user of Powertools: a log of codes and ids. What people write, and what their tokens say, never comes here. */
import { Logger } from "@aws-lambda-powertools/logger";
import { env } from "./env.ts";

const logger = new Logger({
  serviceName: "samspill",
  logLevel: env.stage === "local" ? "WARN" : "INFO",
  persistentKeys: { stage: env.stage },
});

/** Register of log codes: each says what happened; the runbook says what to do. */
export type LogCode =
  | "UNEXPECTED_ERROR"
  | "REQUEST_REFUSED"
  | "COMMIT_RETRIED"
  | "EVENT_PUBLISHED"
  | "EVENT_NOT_PUBLISHED"
  | "MAIL_SENT"
  | "SYNC_STARTED"
  | "SYNC_PROGRESS"
  | "SYNC_HANDED_ON"
  | "SYNC_FINISHED"
  | "SYNC_FAILED"
  | "REGISTER_RETRIED"
  | "ROW_REFUSED"
  | "CATALOGUE_PACKED"
  | "IMPORTS_FINISHED"
  | "AUDIT_VERIFIED"
  | "AUDIT_BROKEN"
  | "ERASURE_REPORTED"
  | "ERASURE_OVERDUE"
  | "ORGANISERS_REMINDED"
  | "REPORTS_PROGRESS"
  | "REPORTS_HANDED_ON"
  | "REPORTS_MADE"
  | "REPORTS_FAILED";

/** Facts a log line may carry: ids, codes, counts. The allow-list is the type. */
export type LogFacts = {
  readonly requestId?: string;
  readonly operation?: string;
  readonly errorCode?: string;
  readonly errorName?: string;
  /** Stack without the message: our own file names and lines, no values. */
  readonly frames?: readonly string[];
  readonly phase?: string;
  readonly done?: number;
  readonly total?: number;
  readonly count?: number;
  readonly attempt?: number;
  readonly milliseconds?: number;
  readonly eventId?: string;
  readonly eventType?: string;
  readonly orgNumber?: string;
  readonly mailId?: string;
  /** Id of an object, as in the audit trail, or a kind of item. */
  readonly subject?: string;
};

export const log = {
  info: (code: LogCode, facts: LogFacts = {}): void => logger.info(code, { ...facts }),
  warn: (code: LogCode, facts: LogFacts = {}): void => logger.warn(code, { ...facts }),
  error: (code: LogCode, facts: LogFacts = {}): void => logger.error(code, { ...facts }),
  /** A fault of ours: where it happened and its kind, without its words, which may quote what someone wrote. */
  fault: (error: unknown, facts: LogFacts = {}): void =>
    logger.error("UNEXPECTED_ERROR", {
      ...facts,
      errorName: error instanceof Error ? error.name : typeof error,
      frames: error instanceof Error ? framesOf(error) : [],
    }),
};

const framesOf = (error: Error): string[] =>
  (error.stack ?? "")
    .split("\n")
    .filter((line) => line.trimStart().startsWith("at "))
    .slice(0, 8)
    .map((line) => line.trim());
