/** A run of the sync: its phases, where it stands, and what it has done. */
import type {
  RefusedRow as RefusedRowOfReport,
  RegisterSync,
  RegisterSyncKind,
  RegisterSyncState,
} from "#schema/resolvers";
import type { Note } from "./facts.ts";
import type { RefusedRow } from "./rows.ts";

export type { RegisterSync, RegisterSyncKind };

export type Phase = "REFERENCE" | "WALK" | "UNITS" | "SUB_UNITS" | "REWALK" | "CHANGES";

/** Reference bodies come with every run: they cost no request, and a new list of ours is then in force the next morning. */
export const phasesOf: Readonly<Record<RegisterSyncKind, readonly Phase[]>> = {
  FULL: ["REFERENCE", "WALK", "UNITS", "SUB_UNITS", "CHANGES"],
  CHANGES: ["REFERENCE", "CHANGES"],
  WALK: ["REFERENCE", "REWALK"],
};

/** Ids of the last changes read in Enhetsregisteret's feeds. */
export type Feeds = { readonly enheter: number; readonly underenheter: number };

/** What was written, counted in the transactions that wrote it. */
export type Tally = { readonly added: number; readonly changed: number; readonly gone: number };
export const noTally: Tally = { added: 0, changed: 0, gone: 0 };

/** What was found in the registers besides news, counted when a stretch has been read to its end. */
export type Findings = {
  /** Usable rows of what we hold or take in. */
  readonly seen: number;
  readonly refused: number;
  readonly refusedRows: readonly RefusedRow[];
  readonly leftOut: Readonly<Partial<Record<Note, number>>>;
};
export const noFindings: Findings = { seen: 0, refused: 0, refusedRows: [], leftOut: {} };

/** A report of thousands is read by nobody; the count tells how many there were. */
const refusedRowsKept = 100;

export const together = (a: Findings, b: Findings): Findings => {
  const leftOut: Partial<Record<Note, number>> = { ...a.leftOut };
  for (const [note, rows] of Object.entries(b.leftOut) as [Note, number][]) leftOut[note] = (leftOut[note] ?? 0) + rows;
  return {
    seen: a.seen + b.seen,
    refused: a.refused + b.refused,
    refusedRows: [...a.refusedRows, ...b.refusedRows].slice(0, refusedRowsKept),
    leftOut,
  };
};

/** Gathers what is found until it is asked for, and begins anew. */
export const gatherFindings = () => {
  let seen = 0;
  let refused: RefusedRow[] = [];
  let leftOut: Partial<Record<Note, number>> = {};
  return {
    seen: (notes: readonly Note[]): void => {
      seen++;
      for (const note of notes) leftOut[note] = (leftOut[note] ?? 0) + 1;
    },
    refused: (row: RefusedRow): void => {
      refused.push(row);
    },
    take: (): Findings => {
      const found = { seen, refused: refused.length, refusedRows: refused, leftOut };
      seen = 0;
      refused = [];
      leftOut = {};
      return found;
    },
  };
};

export type Run = {
  readonly id: string;
  readonly kind: RegisterSyncKind;
  readonly state: RegisterSyncState;
  readonly startedAt: string;
  readonly finishedAt?: string;
  readonly errorCode?: string;
  /** Phases done. */
  readonly done: number;
  readonly feeds: Feeds;
  /** Where the walk goes on. */
  readonly searchAfter?: string;
  /** Parts of the walk laid by for the bulk files. */
  readonly parts: number;
  readonly findings: Findings;
  /** As of the last save; those of a run under way stand in its lanes. */
  readonly tally: Tally;
  readonly requests: number;
  /** How often it was handed on. */
  readonly handedOn: number;
};

/** The position in a run: what is saved as it goes. */
export type Position = Partial<Pick<Run, "done" | "feeds" | "searchAfter" | "parts">>;

export const reportOf = ({ kind, state, startedAt, tally, findings, requests, ...run }: Run): RegisterSync => ({
  startedAt,
  finishedAt: run.finishedAt ?? null,
  kind,
  state,
  errorCode: run.errorCode ?? null,
  ...tally,
  unchanged: Math.max(0, findings.seen - tally.added - tally.changed - tally.gone),
  refused: findings.refused,
  refusedRows: findings.refusedRows.map(({ orgNumber, reason }): RefusedRowOfReport => ({ orgNumber, reason })),
  leftOut: Object.entries(findings.leftOut).map(([what, rows]) => ({ what, rows })),
  requests,
});
