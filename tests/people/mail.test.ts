import { afterAll, beforeEach, expect, it } from "vitest";
import { handler as sendMail } from "#handlers/sendMail";
import { commit } from "#platform/commit";
import { systemContext } from "#platform/context";
import { queueMail } from "#platform/mail";
import { openPostOffice, storedUnder } from "./postOffice.ts";

const office = await openPostOffice();
afterAll(office.close);
beforeEach(() => {
  office.isShut = false;
  office.sent.length = 0;
});

const queued = async (): Promise<{ detail: { data: { mailId: string } } }> => {
  const ctx = systemContext("clerk");
  const { change, event } = queueMail(ctx, {
    to: "post@lag.example",
    subject: "Møte på tirsdag",
    text: "Hei på deg, æøå!\n",
  });
  await commit(ctx, {
    changes: [change],
    events: [event],
    audit: { subject: event.subject, action: "mail.said", fields: {} },
  });
  return { detail: { data: { mailId: String(event.data["mailId"]) } } };
};

it("sends a letter that waits, whole, and keeps nothing of it", async () => {
  const event = await queued();
  expect(await storedUnder(`MAIL#${event.detail.data.mailId}`)).toHaveLength(1);
  await sendMail(event);
  expect(office.sent).toEqual([
    {
      from: "Samspill <hilsen@samspill.example>",
      to: "post@lag.example",
      subject: "Møte på tirsdag",
      text: "Hei på deg, æøå!\n",
    },
  ]);
  expect(await storedUnder(`MAIL#${event.detail.data.mailId}`)).toEqual([]);
});

it("sends a letter once, though it is told of it five times at once and twice again", async () => {
  const event = await queued();
  await Promise.allSettled(Array.from({ length: 5 }, () => sendMail(event)));
  await sendMail(event);
  await sendMail(event);
  expect(office.sent).toHaveLength(1);
});

it("keeps a letter that is refused, and fails so that it is tried again", async () => {
  const event = await queued();
  office.isShut = true;
  await expect(sendMail(event)).rejects.toThrow("not verified");
  expect(await storedUnder(`MAIL#${event.detail.data.mailId}`)).toHaveLength(1);
  office.isShut = false;
  // Within the minute another may still be at it.
  await expect(sendMail(event)).rejects.toThrow("ConditionalCheckFailed");
  expect(office.sent).toEqual([]);
});

it("refuses what is no event of a letter", async () => {
  await expect(sendMail({ detail: { data: {} } })).rejects.toThrow("mailId");
});
