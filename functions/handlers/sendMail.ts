/** Hears that a letter waits, and sends it. */
import * as z from "zod";
import { sendMail } from "#platform/mail";

/** Our event as EventBridge hands it on. */
const queued = z.object({ detail: z.object({ data: z.object({ mailId: z.string() }) }) });

export const handler = async (event: unknown): Promise<void> => {
  await sendMail(queued.parse(event).detail.data.mailId, new Date());
};
