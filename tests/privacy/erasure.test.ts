import { DeleteItemCommand } from "@aws-sdk/client-dynamodb";
import { beforeAll, expect, it } from "vitest";
import { handler } from "#handlers/reportErasure";
import { reportErasure, retentions } from "#modules/privacy";
import { commit } from "#platform/commit";
import { systemContext } from "#platform/context";
import { mailsKept, queueMail } from "#platform/mail";
import { client, expiredBy } from "#platform/table";
import { ask, given } from "#world";

const hours = 3_600_000;
const days = 24 * hours;
const address = "kari.nordmann@example.no";

/** The service, as its clock stood this long ago, or will stand. */
const at = (milliseconds: number) => systemContext("given", () => new Date(Date.now() + milliseconds));

const write = async (ctx: ReturnType<typeof at>): Promise<string> => {
  const { change, event } = queueMail(ctx, { to: address, subject: "Hei", text: "Hei" });
  await commit(ctx, { changes: [change], audit: { subject: "mail", action: "mail.given", fields: {} } });
  return String(event.data["mailId"]);
};

const mailIn = ({ kinds }: Awaited<ReturnType<typeof reportErasure>>) => kinds.find(({ kind }) => kind === "Mail");

/** As the database itself takes away what has run out. */
const takeAway = async (mailId: string): Promise<void> => {
  await client.send(
    new DeleteItemCommand({
      TableName: process.env["SAMSPILL_TABLE"],
      Key: { pk: { S: `MAIL#${mailId}` }, sk: { S: "-" } },
    }),
  );
};

let lately: string;

beforeAll(async () => {
  await given.administrator();
  await given.membership("auditor", "987879696", "AUDITOR");
  await given.membership("caseworker", "987879696", "CASEWORKER");
  // Letters are kept for a week: these ran out long ago, and yesterday; one does so within the day, one in a week.
  await write(at(-20 * days));
  lately = await write(at(-8 * days));
  await write(at(-7 * days + 12 * hours));
  await write(at(0));
  const yesterday = at(-1 * days);
  await commit(yesterday, {
    changes: [],
    audit: { subject: "person:x", action: "person.forgotten", personal: true, fields: {} },
  });
});

it("counts what has run out and stands, takes away what has stood for a week, and says nothing of whom", async () => {
  const report = await reportErasure(at(0));
  expect(mailIn(report)).toEqual({
    kind: "Mail",
    isPersonal: true,
    keptDays: 7,
    erased: 1,
    standing: 1,
    removed: 1,
    overdue: 0,
    due: 1,
  });
  expect(report.kinds.map(({ kind }) => kind)).toEqual(retentions.map(({ kind }) => kind));
  expect(report.forgotten).toBe(1);
  expect(JSON.stringify(report)).not.toContain(address);
  expect((await expiredBy(mailsKept.kind, Date.now() / 1000)).map(({ pk }) => pk)).toEqual([`MAIL#${lately}`]);
});

it("counts the next night what the database has taken away meanwhile", async () => {
  await takeAway(lately);
  // The other has run out by then, and still stands.
  expect(mailIn(await reportErasure(at(days)))).toMatchObject({
    erased: 1,
    standing: 1,
    removed: 0,
    overdue: 0,
    due: 0,
  });
});

it("is read by administrators and auditors, newest first, a page at a time", async () => {
  const document = `query ($after: String) {
    erasureReports(first: 1, after: $after) {
      nodes { at forgotten overdue kinds { kind isPersonal keptDays erased standing removed overdue } }
      pageInfo { hasNextPage endCursor }
    }
  }`;
  type Page = {
    erasureReports: {
      nodes: { at: string; overdue: number; kinds: { kind: string; erased: number }[] }[];
      pageInfo: { hasNextPage: boolean; endCursor: string };
    };
  };
  const first = (await ask<Page>("administrator", document)).data.erasureReports;
  expect(first.nodes[0]?.kinds).toHaveLength(retentions.length);
  expect(first.pageInfo.hasNextPage).toBe(true);
  const second = (await ask<Page>("auditor", document, { after: first.pageInfo.endCursor })).data.erasureReports;
  expect(second.pageInfo.hasNextPage).toBe(false);
  expect(String(second.nodes[0]?.at) < String(first.nodes[0]?.at)).toBe(true);
  expect((await ask("caseworker", document)).code).toBe("FORBIDDEN");
});

it("sounds the alarm over what is kept longer than has been promised", async () => {
  await expect(handler()).resolves.toMatchObject({ removed: 0 });
  // Whoever writes so has given it a lifetime of his own.
  await write(at(30 * days));
  await expect(handler()).rejects.toThrow("longer than has been promised");
  const { data } = await ask<{ erasureReports: { nodes: { overdue: number }[] } }>(
    "auditor",
    "{ erasureReports { nodes { overdue } } }",
  );
  // The report of tomorrow, made above, comes first.
  expect(data.erasureReports.nodes.map(({ overdue }) => overdue)).toEqual([0, 1, 0, 0]);
});

it("counts who was forgotten in a night that had no report in the next one", async () => {
  const forget = (ctx: ReturnType<typeof at>): Promise<void> =>
    commit(ctx, {
      changes: [],
      audit: { subject: "person:y", action: "person.forgotten", personal: true, fields: {} },
    });
  // Tomorrow's report has been made; there is none the day after.
  await forget(at(days));
  await forget(at(2 * days));
  expect((await reportErasure(at(3 * days))).forgotten).toBe(2);
  // A second report on a day has none of that day, and tells nobody twice.
  expect((await reportErasure(at(3 * days))).forgotten).toBe(0);
});
