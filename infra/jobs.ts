import type { FunctionDefinition, TableAction } from "./functions.ts";

/**
 * When a schedule fires: at an interval, or at a wall-clock time in Norway (Europe/Oslo), each day or on one weekday. From two to three
 * there is none: one night a year has no such hour, and EventBridge Scheduler leaves out what does not exist.
 */
export type When =
  | { readonly everyMinutes: number }
  | { readonly at: `${number}:${number}`; readonly weekday?: "MON" | "TUE" | "WED" | "THU" | "FRI" | "SAT" | "SUN" };

export interface Schedule {
  readonly name: string;
  readonly when: When;
  /** The event the handler is called with. */
  readonly input: Readonly<Record<string, unknown>>;
}

export interface Job extends FunctionDefinition {
  readonly schedules: readonly Schedule[];
  /** Whether the job calls itself again, asynchronously, when its time runs out. */
  readonly handsItselfOn?: true;
}

export const jobZone = "Europe/Oslo";

const everything: readonly TableAction[] = [
  "GetItem",
  "BatchGetItem",
  "Query",
  "ConditionCheckItem",
  "PutItem",
  "UpdateItem",
  "DeleteItem",
  "BatchWriteItem",
];

/** What runs by the clock: read by the cloud's scheduler, the laptop's clock and `npm run job`. */
export const jobs = {
  resendOutbox: {
    entry: "functions/handlers/resendOutbox.ts",
    memoryMb: 512,
    timeoutSeconds: 60,
    settings: ["SAMSPILL_TABLE", "SAMSPILL_EVENT_BUS"],
    tableActions: ["GetItem", "BatchGetItem", "Query", "UpdateItem"],
    publishes: true,
    // One sweep at a time: two would send the same events twice, which is allowed and useless.
    concurrency: 1,
    failureMeans: "Events the stream did not get out stay unsent, and those who act on them wait.",
    schedules: [{ name: "sweep", when: { everyMinutes: 5 }, input: {} }],
  },
  finishImports: {
    entry: "functions/handlers/finishImports.ts",
    memoryMb: 512,
    timeoutSeconds: 300,
    settings: ["SAMSPILL_TABLE"],
    tableActions: ["GetItem", "BatchGetItem", "Query", "PutItem", "DeleteItem"],
    // Two would be in each other's way, and do no harm.
    concurrency: 1,
    failureMeans: "Imports that were interrupted stay half visible, and their organisers cannot import anew.",
    schedules: [{ name: "sweep", when: { everyMinutes: 5 }, input: {} }],
  },
  syncRegistry: {
    entry: "functions/handlers/syncRegistry.ts",
    // 1,769 MB is where Lambda gives one whole processor: unpacking the register is bound by it, not by memory.
    memoryMb: 1769,
    heapMb: 320,
    timeoutSeconds: 900,
    settings: ["SAMSPILL_TABLE", "SAMSPILL_CONTACT"],
    tableActions: everything,
    // Two, as a run hands itself on before it ends; more would be impolite to the registers.
    concurrency: 2,
    handsItselfOn: true,
    failureMeans:
      "Organisations are no longer true to the registers: the last changes are missing until a run succeeds.",
    schedules: [
      { name: "changes", when: { at: "04:30" }, input: { kind: "CHANGES" } },
      { name: "walk", when: { at: "03:00", weekday: "SUN" }, input: { kind: "WALK" } },
    ],
  },
  packCatalogue: {
    entry: "functions/handlers/packCatalogue.ts",
    memoryMb: 1024,
    timeoutSeconds: 300,
    settings: ["SAMSPILL_TABLE"],
    tableActions: everything,
    concurrency: 1,
    failureMeans:
      "The catalogue's log grows: lists stay right, and each new instance of the API starts slower every day.",
    // An hour after the registers' changes, so that they are folded in the same night.
    schedules: [{ name: "nightly", when: { at: "05:30" }, input: {} }],
  },
  anchorAudit: {
    entry: "functions/handlers/anchorAudit.ts",
    memoryMb: 1024,
    timeoutSeconds: 900,
    settings: ["SAMSPILL_TABLE", "SAMSPILL_VAULT"],
    tableActions: ["Query"],
    keeps: true,
    concurrency: 1,
    failureMeans:
      "The audit trail may have been tampered with, or is not kept safe from it: what was decided cannot be proved.",
    // A day ends at midnight UTC, which is two o'clock in Norway at the latest.
    schedules: [{ name: "nightly", when: { at: "03:15" }, input: {} }],
  },
  reportErasure: {
    entry: "functions/handlers/reportErasure.ts",
    memoryMb: 512,
    timeoutSeconds: 300,
    settings: ["SAMSPILL_TABLE"],
    tableActions: ["Query", "PutItem", "DeleteItem"],
    concurrency: 1,
    failureMeans:
      "Something that can lead to a person may be kept longer than people have been promised, and nobody would know.",
    schedules: [{ name: "nightly", when: { at: "03:30" }, input: {} }],
  },
  remindOrganisers: {
    entry: "functions/handlers/remindOrganisers.ts",
    memoryMb: 1024,
    timeoutSeconds: 300,
    settings: ["SAMSPILL_TABLE", "SAMSPILL_CONSOLE_URL"],
    tableActions: ["GetItem", "BatchGetItem", "Query", "ConditionCheckItem", "PutItem", "UpdateItem"],
    concurrency: 1,
    failureMeans: "Organisers are not asked whether their activities are still so, and these are hidden unasked.",
    // Letters come when people are at work.
    schedules: [{ name: "morning", when: { at: "08:15" }, input: {} }],
  },
  monthlyActivityReport: {
    entry: "functions/handlers/monthlyActivityReport.ts",
    // One whole processor, as for the registers: laying out a month's times is bound by it.
    memoryMb: 1769,
    timeoutSeconds: 900,
    settings: ["SAMSPILL_TABLE"],
    tableActions: ["GetItem", "BatchGetItem", "Query", "PutItem"],
    // Two, as a run hands itself on before it ends.
    concurrency: 2,
    handsItselfOn: true,
    failureMeans:
      "Municipalities and reception centres lack their report of last month, and cannot see what newcomers had to choose between.",
    // In the night to the first of a month it makes them all; the other nights it looks for what is missing, in two reads: so a report
    // that failed is made the next night, and that the job does not run is known within a day and not in a month.
    schedules: [{ name: "nightly", when: { at: "01:30" }, input: {} }],
  },
} as const satisfies Readonly<Record<string, Job>>;
