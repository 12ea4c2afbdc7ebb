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
  | "MAIL_NOT_SENT"
  | "SYNC_STARTED"
  | "SYNC_PROGRESS"
  | "SYNC_HANDED_ON"
  | "SYNC_FINISHED"
  | "SYNC_FAILED"
  | "REGISTER_RETRIED"
  | "CATALOGUE_PACKED"
  | "IMPORTS_FINISHED"
  | "AUDIT_VERIFIED"
  | "AUDIT_BROKEN"
  | "ERASURE_REPORTED"
  | "ERASURE_OVERDUE"
  | "ORGANISERS_REMINDED"
  | "REPORTS_PROGRESS"
  | "REPORTS_HANDED_ON"
  | "ORGANISATION_FOLLOWED"
  | "REPORTS_MADE"
  | "REPORTS_FAILED";

/** Facts a log line may carry: ids, codes, counts. */
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

/** The same as a value: a type lets through what an object has besides. */
const allowed: Readonly<Record<keyof LogFacts, true>> = {
  requestId: true,
  operation: true,
  errorCode: true,
  errorName: true,
  frames: true,
  phase: true,
  done: true,
  total: true,
  count: true,
  attempt: true,
  milliseconds: true,
  eventId: true,
  eventType: true,
  orgNumber: true,
  mailId: true,
  subject: true,
};

const only = (facts: LogFacts): LogFacts =>
  Object.fromEntries(Object.entries(facts).filter(([name]) => Object.hasOwn(allowed, name)));

export const log = {
  info: (code: LogCode, facts: LogFacts = {}): void => logger.info(code, only(facts)),
  warn: (code: LogCode, facts: LogFacts = {}): void => logger.warn(code, only(facts)),
  error: (code: LogCode, facts: LogFacts = {}): void => logger.error(code, only(facts)),
  /** A fault of ours: where it happened and its kind, without its words, which may quote what someone wrote. */
  fault: (error: unknown, facts: LogFacts = {}): void =>
    logger.error("UNEXPECTED_ERROR", {
      ...only(facts),
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
