import { inspect } from "node:util";
import { afterAll, beforeEach, expect, it, vi } from "vitest";

// Set before the log is loaded: tests are silent otherwise.
process.env["AWS_LAMBDA_LOG_LEVEL"] = "ERROR";
const { handler: sendMail } = await import("#handlers/sendMail");
const { commit } = await import("#platform/commit");
const { systemContext } = await import("#platform/context");
const { queueMail } = await import("#platform/mail");
const { openPostOffice, storedUnder } = await import("./postOffice.ts");

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

/** Everything that Lambda's log gets of a failure: what is thrown, to its depth, and our own lines, with the names of errors in them. */
const thrown = async (event: unknown): Promise<{ told: string; names: readonly unknown[] }> => {
  const logged: string[] = [];
  const lines = vi.spyOn(process.stderr, "write").mockImplementation((text) => {
    logged.push(String(text));
    return true;
  });
  const error: unknown = await sendMail(event).then(
    () => undefined,
    (reason: unknown) => reason,
  );
  lines.mockRestore();
  expect(error).toBeInstanceOf(Error);
  return {
    told: [inspect(error, { depth: null, showHidden: true }), ...logged].join("\n"),
    names: logged.map((line) => (JSON.parse(line) as { errorName?: unknown }).errorName),
  };
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
  const refused = await thrown(event);
  expect(await storedUnder(`MAIL#${event.detail.data.mailId}`)).toHaveLength(1);
  office.isShut = false;
  // Within the minute another may still be at it.
  const early = await thrown(event);
  expect(office.sent).toEqual([]);
  expect([refused.names, early.names]).toEqual([["MessageRejected"], ["TransactionCanceledException"]]);
});

it("tells nobody whom a letter was to, or what it said, when it cannot be sent", async () => {
  const event = await queued();
  office.isShut = true;
  const all = [await thrown(event), await thrown(event)];
  office.isShut = false;
  expect(all.flatMap(({ names }) => names)).toHaveLength(2);
  for (const { told } of all) expect(told).not.toMatch(/lag\.example|tirsdag|Hei på deg/);
});

it("refuses what is no event of a letter", async () => {
  await expect(sendMail({ detail: { data: {} } })).rejects.toThrow("mailId");
});
