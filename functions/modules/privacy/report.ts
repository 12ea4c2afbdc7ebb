/** The nightly report on erasure: counts what has run out, takes away what the table has left, and looks for what stays too long. */
import { entriesOn } from "#platform/audit";
import { commit } from "#platform/commit";
import type { Context } from "#platform/context";
import { dayFrom } from "#platform/day";
import { daySeconds, endOf, type Retention, secondsOf } from "#platform/retention";
import { countExpiring, expiredBy, removeExpired } from "#platform/table";
import type { ErasureReport, KindErasure } from "./erasure.ts";
import { retentions } from "./kept.ts";
import { listReports, putReport } from "./store.ts";

/** DynamoDB promises «within a few days»; what has stood for a week is not forgotten by it in good time. */
const patienceSeconds = 7 * daySeconds;
/** Clocks of writers may be ahead of ours by this much. */
const clockSeconds = 60;
/** So far ahead does no instant lie that we write: the end of the year 9999. */
const farthest = 253_402_300_799;

const reportOn = async (retention: Retention, last: ErasureReport | undefined, at: Date): Promise<KindErasure> => {
  const { kind, days, daysAhead = 0, isPersonal } = retention;
  const now = secondsOf(at);
  const standing = await expiredBy(kind, now);
  const late = now - patienceSeconds;
  let removed = 0;
  for (const one of standing.filter(({ expiresAt }) => expiresAt <= late))
    if (await removeExpired(one, late)) removed++;
  const [stillLate, tooFar, due] = await Promise.all([
    countExpiring(kind, 0, late),
    countExpiring(kind, endOf(retention, at) + daysAhead * daySeconds + clockSeconds, farthest),
    countExpiring(kind, now + 1, now + daySeconds),
  ]);
  const before = last?.kinds.find((one) => one.kind === kind);
  const asked = last ? secondsOf(new Date(last.at)) + daySeconds : 0;
  const expected = before ? before.standing + before.due : 0;
  return {
    kind,
    isPersonal,
    keptDays: days,
    erased: Math.max(0, expected - standing.filter(({ expiresAt }) => expiresAt <= asked).length) + removed,
    standing: standing.length - removed,
    removed,
    overdue: stillLate + tooFar,
    due,
  };
};

/** How many were forgotten on the days (UTC) that are over, from the last report's on: a night without a report leaves out nobody. */
const forgottenSince = async (last: ErasureReport | undefined, at: Date): Promise<number> => {
  const today = at.toISOString().slice(0, 10);
  let forgotten = 0;
  for (let day = last?.at.slice(0, 10) ?? dayFrom(today, -1); day < today; day = dayFrom(day, 1)) {
    const entries = await entriesOn(day, undefined);
    forgotten += entries.filter(({ action }) => action === "person.forgotten").length;
  }
  return forgotten;
};

/** Makes the night's report and keeps it. */
export const reportErasure = async (ctx: Context): Promise<ErasureReport> => {
  const at = ctx.now();
  const [last] = await listReports(1);
  const kinds: KindErasure[] = [];
  for (const retention of retentions) kinds.push(await reportOn(retention, last, at));
  const report: ErasureReport = {
    at: at.toISOString(),
    forgotten: await forgottenSince(last, at),
    kinds,
  };
  const sum = (of: (one: KindErasure) => number): number => kinds.reduce((total, one) => total + of(one), 0);
  await commit(ctx, {
    changes: [putReport(report)],
    audit: {
      subject: "erasure",
      action: "erasure.reported",
      fields: {
        erased: sum(({ erased }) => erased),
        removed: sum((one) => one.removed),
        overdue: sum((one) => one.overdue),
      },
    },
  });
  return report;
};
