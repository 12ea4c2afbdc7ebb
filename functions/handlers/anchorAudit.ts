/** Every night: keeps the ends of the audit trail's chains where nobody can change them, and looks all chains over. */
import { anchorDays, verifyAll } from "#modules/audit";
import { log } from "#platform/log";

/** @throws Error when the trail is not as it was written, so that the alarm goes off. */
export const handler = async (): Promise<{ anchored: readonly string[]; days: number; subjects: number }> => {
  const anchored = await anchorDays(new Date());
  const { days, subjects, broken, brokenDays } = await verifyAll();
  log.info("AUDIT_VERIFIED", { count: subjects, total: days });
  for (const { subject, n, why } of broken) log.error("AUDIT_BROKEN", { subject, count: n, errorCode: why });
  for (const day of brokenDays) log.error("AUDIT_BROKEN", { subject: day, errorCode: "ANCHOR" });
  if (broken.length + brokenDays.length > 0) throw new Error("The audit trail is not as it was written.");
  return { anchored, days, subjects };
};
