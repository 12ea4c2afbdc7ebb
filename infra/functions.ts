import { jobs } from "./jobs.ts";

/** Settings of `functions/platform/env.ts` that a stage fills in. */
export type Setting =
  | "SAMSPILL_TABLE"
  | "SAMSPILL_EVENT_BUS"
  | "SAMSPILL_ISSUER"
  | "SAMSPILL_JWKS_URL"
  | "SAMSPILL_CLIENT_IDS"
  | "SAMSPILL_MASKINPORTEN_ISSUER"
  | "SAMSPILL_MASKINPORTEN_JWKS_URL"
  | "SAMSPILL_MASKINPORTEN_AUDIENCE"
  | "SAMSPILL_VAULT"
  | "SAMSPILL_CONTACT"
  | "SAMSPILL_CONSOLE_URL"
  | "SAMSPILL_MAIL_FROM";

/** Settings that come from Secrets Manager when the function starts, and stand in no configuration. */
export type SecretSetting =
  "SAMSPILL_CURSOR_SECRET" | "SAMSPILL_CODE_SECRET" | "SAMSPILL_CALENDAR_SECRET" | "SAMSPILL_ORIGIN_SECRET";

/** DynamoDB actions a function may be given. No `Scan`: nothing in the system reads the whole table. */
export type TableAction =
  | "GetItem"
  | "BatchGetItem"
  | "Query"
  | "ConditionCheckItem"
  | "PutItem"
  | "UpdateItem"
  | "DeleteItem"
  | "BatchWriteItem";

/** One Lambda: what it is built from, what it needs and what its failure means to people. */
export interface FunctionDefinition {
  /** File that exports `handler`, from the project's root. */
  readonly entry: string;
  readonly memoryMb: number;
  /** Most megabytes that its heap takes, where it has its memory for the processor that comes with it. */
  readonly heapMb?: number;
  readonly timeoutSeconds: number;
  readonly settings: readonly Setting[];
  readonly secrets?: readonly SecretSetting[];
  readonly tableActions: readonly TableAction[];
  /** Whether it puts events on the bus. */
  readonly publishes?: true;
  /** Whether it writes once, and reads, in the vault. */
  readonly keeps?: true;
  /** Types of the events it acts on. */
  readonly hears?: readonly string[];
  /** Whether it sends letters. */
  readonly sendsMail?: true;
  /** Whether people wait for its answer: its start is then made as quick as can be. */
  readonly isAwaited?: true;
  /** Most instances at once, where the stage reserves; without it, as many as the stage gives the API. */
  readonly concurrency?: number;
  /** What people lose while it fails: the first sentence of its alarms. */
  readonly failureMeans: string;
}

/** What Node is told of a function before it starts. */
export const nodeOptionsOf = ({ heapMb }: FunctionDefinition): Readonly<Record<string, string>> =>
  heapMb === undefined ? {} : { NODE_OPTIONS: `--max-old-space-size=${heapMb}` };

/** Every Lambda of the system, by name. */
export const functions = {
  graphql: {
    entry: "functions/handlers/graphql/index.ts",
    // 1,769 MB is one whole processor: the start and most of a request are bound by it.
    memoryMb: 1769,
    timeoutSeconds: 10,
    settings: [
      "SAMSPILL_TABLE",
      "SAMSPILL_ISSUER",
      "SAMSPILL_JWKS_URL",
      "SAMSPILL_CLIENT_IDS",
      "SAMSPILL_MASKINPORTEN_ISSUER",
      "SAMSPILL_MASKINPORTEN_JWKS_URL",
      "SAMSPILL_MASKINPORTEN_AUDIENCE",
      "SAMSPILL_CONSOLE_URL",
    ],
    secrets: ["SAMSPILL_CURSOR_SECRET", "SAMSPILL_CODE_SECRET", "SAMSPILL_CALENDAR_SECRET", "SAMSPILL_ORIGIN_SECRET"],
    tableActions: ["GetItem", "BatchGetItem", "Query", "ConditionCheckItem", "PutItem", "UpdateItem", "DeleteItem"],
    isAwaited: true,
    failureMeans: "People see errors in the console, and partners get none of their answers.",
  },
  calendar: {
    entry: "functions/handlers/calendar.ts",
    // As the API's: a large calendar is bound by the processor.
    memoryMb: 1769,
    timeoutSeconds: 10,
    settings: ["SAMSPILL_TABLE"],
    secrets: ["SAMSPILL_CALENDAR_SECRET", "SAMSPILL_ORIGIN_SECRET"],
    tableActions: ["GetItem", "BatchGetItem", "Query"],
    // Programs that ask each hour, of whom CloudFront answers most.
    concurrency: 10,
    failureMeans: "People's calendars are not kept up: they come to what was moved or called off.",
  },
  noticeboard: {
    entry: "functions/handlers/noticeboard.ts",
    // As the API's: people with slow telephones wait for it, and a page is bound by the processor.
    memoryMb: 1769,
    timeoutSeconds: 10,
    settings: ["SAMSPILL_TABLE", "SAMSPILL_CONSOLE_URL"],
    secrets: ["SAMSPILL_ORIGIN_SECRET"],
    tableActions: ["GetItem", "BatchGetItem", "Query"],
    // Pages that are the same for all, of which CloudFront answers most.
    concurrency: 10,
    failureMeans: "Newcomers do not find what goes on, and codes on posters lead nowhere.",
  },
  publishOutbox: {
    entry: "functions/handlers/publishOutbox.ts",
    memoryMb: 512,
    timeoutSeconds: 30,
    settings: ["SAMSPILL_TABLE", "SAMSPILL_EVENT_BUS"],
    tableActions: ["BatchGetItem", "UpdateItem"],
    publishes: true,
    // One for each shard of the stream, of which a table of this size has few.
    concurrency: 10,
    failureMeans: "Events do not go out at once; the sweep every five minutes sends them late.",
  },
  sendMail: {
    entry: "functions/handlers/sendMail.ts",
    memoryMb: 512,
    timeoutSeconds: 30,
    settings: ["SAMSPILL_TABLE", "SAMSPILL_MAIL_FROM"],
    tableActions: ["GetItem", "PutItem", "DeleteItem"],
    hears: ["mail.queued"],
    sendsMail: true,
    // SES gives a new account one letter a second, and a proven one fourteen.
    concurrency: 5,
    failureMeans: "Invitations and codes do not reach people, who wait for them and cannot get in.",
  },
  followOrganisation: {
    entry: "functions/handlers/followOrganisation.ts",
    memoryMb: 512,
    timeoutSeconds: 300,
    settings: ["SAMSPILL_TABLE"],
    tableActions: ["GetItem", "BatchGetItem", "Query", "PutItem", "UpdateItem", "DeleteItem"],
    hears: [
      "organisation.bankrupt",
      "organisation.closed",
      "organisation.deleted",
      "organisation.joined",
      "organisation.removed",
    ],
    // A night's news of the registers tells of some hundred that are deleted; most of them arrange nothing.
    concurrency: 5,
    failureMeans:
      "What an organisation arranged is shown when nobody is left to hold it, and stays behind when it is joined to its registration.",
  },
  ...jobs,
} as const satisfies Readonly<Record<string, FunctionDefinition>>;

export type FunctionName = keyof typeof functions;
