/** Every night: tells what has been erased of what had run out, and takes away what the table has left lying. */
import { reportErasure } from "#modules/privacy";
import { systemContext } from "#platform/context";
import { log } from "#platform/log";

/** @throws Error when something is kept longer than has been promised, so that the alarm goes off. */
export const handler = async (): Promise<{ erased: number; removed: number }> => {
  const { kinds } = await reportErasure(systemContext("reportErasure"));
  const erased = kinds.reduce((total, one) => total + one.erased, 0);
  const removed = kinds.reduce((total, one) => total + one.removed, 0);
  log.info("ERASURE_REPORTED", { count: erased, done: removed });
  const overdue = kinds.filter((one) => one.overdue > 0);
  for (const { kind, overdue: count } of overdue) log.error("ERASURE_OVERDUE", { subject: kind, count });
  if (overdue.length > 0) throw new Error("Something is kept longer than has been promised.");
  return { erased, removed };
};
