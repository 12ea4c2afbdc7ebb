/** The only door to Amazon SES. A letter waits in the table from the transaction that wrote it until it is sent, and then it is gone. */
import { SendEmailCommand, SESv2Client } from "@aws-sdk/client-sesv2";
import type { Context } from "./context.ts";
import { env } from "./env.ts";
import type { Event } from "./events.ts";
import { log } from "./log.ts";
import { Refusal } from "./refusal.ts";
import { endOf, holdsAt, type Retention, secondsOf } from "./retention.ts";
import { type Change, Entity, get, item, number, put, remove, string, table, transact } from "./table.ts";

/** Plain text: what a person is to read, and nothing that tells us that he did. */
export type Letter = { readonly to: string; readonly subject: string; readonly text: string };

// Left out of functions that only write letters, and never send one.
const client = /* @__PURE__ */ new SESv2Client({ maxAttempts: 4 });

/** What could not be sent in a week is no longer news. */
export const mailsKept: Retention = { kind: "Mail", days: 7, isPersonal: true };
/** Who has begun to send a letter is left in peace this long: twice the time the function may take. */
const leaseSeconds = 60;

const mails = new Entity({
  name: "Mail",
  table,
  timestamps: false,
  schema: item({
    mailId: string().key(),
    to: string(),
    subject: string(),
    text: string(),
    /** Seconds since 1970, when someone began to send it. */
    begunAt: number().optional(),
    expiresAt: number(),
  }),
  computeKey: ({ mailId }: { mailId: string }) => ({ pk: `MAIL#${mailId}`, sk: "-" }),
});

/** The change that lets a letter wait, and the event that has it sent: the event knows its id and nothing of what it says. */
export const queueMail = (ctx: Context, letter: Letter): { readonly change: Change; readonly event: Event } => {
  const mailId = ctx.newId();
  return {
    change: put(
      mails,
      { ...letter, mailId, expiresAt: endOf(mailsKept, ctx.now()) },
      { attr: "mailId", exists: false },
      () => new Refusal("Conflict", "MAIL_EXISTS", "That letter has been written already."),
    ),
    event: { type: "mail.queued", subject: `mail:${mailId}`, data: { mailId } },
  };
};

const never = (): Refusal => new Refusal("Conflict", "MAIL_CHANGED", "The letter is in other hands.");

/**
 * Sends a letter that waits; does nothing where it is sent or has run out, so that a second call is harmless.
 * @throws Error when SES refuses it, or another call is at it this very moment: then it is tried again.
 */
export const sendMail = async (mailId: string, now: Date): Promise<void> => {
  const mail = await get(mails, { mailId });
  if (!mail || !holdsAt(now)(mail)) return;
  if (env.mailFrom === undefined) throw new Error("The setting SAMSPILL_MAIL_FROM is missing.");
  const isFree = {
    and: [
      { attr: "expiresAt", exists: true },
      {
        or: [
          { attr: "begunAt", exists: false },
          { attr: "begunAt", lte: secondsOf(now) - leaseSeconds },
        ],
      },
    ],
  };
  await transact([put(mails, { ...mail, begunAt: secondsOf(now) }, isFree as never, never)]);
  await client.send(
    new SendEmailCommand({
      FromEmailAddress: env.mailFrom,
      Destination: { ToAddresses: [mail.to] },
      Content: {
        Simple: {
          Subject: { Data: mail.subject, Charset: "UTF-8" },
          Body: { Text: { Data: mail.text, Charset: "UTF-8" } },
        },
      },
    }),
  );
  await transact([remove(mails, { mailId }, undefined, never)]);
  log.info("MAIL_SENT", { mailId });
};
