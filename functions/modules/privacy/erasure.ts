/** What a night's report says of erasure: counts by kind, and never of whom. */
import type { Connection } from "#platform/page";

/** What has become of a kind since the last report. */
export type KindErasure = {
  readonly kind: string;
  readonly isPersonal: boolean;
  readonly keptDays: number;
  /** Of those whose time was to run out since the last report, how many are here no more. */
  readonly erased: number;
  /** Run out, and not yet taken away by the table. */
  readonly standing: number;
  /** Taken away by the report itself, since the table had not done it in a week. */
  readonly removed: number;
  /** Kept longer than has been promised: must be none. */
  readonly overdue: number;
  /** Run out within the day to come, for the next report to ask about. */
  readonly due: number;
};

export type ErasureReport = {
  readonly at: string;
  /** Persons who were forgotten because they asked: on the days, UTC, from that of the last report to the day before this one. */
  readonly forgotten: number;
  readonly kinds: readonly KindErasure[];
};

export type ErasureReportPage = Connection<ErasureReport>;
