/** Hears that a letter waits, and sends it. */
import * as z from "zod";
import { log } from "#platform/log";
import { sendMail } from "#platform/mail";

/** Our event as EventBridge hands it on. */
const queued = z.object({ detail: z.object({ data: z.object({ mailId: z.string() }) }) });

/** @throws Error without anybody else's words: Lambda logs all of what is thrown, SES quotes addresses, and DynamoDB whole letters. */
export const handler = async (event: unknown): Promise<void> => {
  const { mailId } = queued.parse(event).detail.data;
  try {
    await sendMail(mailId, new Date());
  } catch (error) {
    log.error("MAIL_NOT_SENT", { mailId, errorName: error instanceof Error ? error.name : typeof error });
    // oxlint-disable-next-line preserve-caught-error -- the cause is what must not be told
    throw new Error("The letter was not sent, and waits.");
  }
};
