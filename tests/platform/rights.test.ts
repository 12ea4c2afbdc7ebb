/** What a function does with the table is what its role allows: DynamoDB Local asks nobody for a right, AWS asks at each step. */
import { mkdtempSync, rmSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { commit } from "#platform/commit";
import { systemContext } from "#platform/context";
import { queueMail } from "#platform/mail";
import { newId } from "#platform/identifiers";
import { client, transact } from "#platform/table";
import { type Activity, readInput } from "#modules/activities";
import { type FunctionName, functions, type TableAction } from "../../infra/functions.ts";
import { type Bucket, startBucket } from "../../infra/local/bucket.ts";
import { putImport, putPart } from "../../functions/modules/exchange/store.ts";
import { activityTold, ask, given, newKey, registered, requestEvent } from "../world/index.ts";

const done = new Set<string>();

/** Rights are asked for each part of a transaction, and not for the transaction. */
const partsOf: Readonly<Record<string, string>> = {
  Put: "PutItem",
  Update: "UpdateItem",
  Delete: "DeleteItem",
  ConditionCheck: "ConditionCheckItem",
};

client.middlewareStack.add(
  (next, { commandName = "" }) =>
    (args) => {
      const { TransactItems = [] } = args.input as { TransactItems?: object[] };
      for (const part of TransactItems.flatMap(Object.keys)) done.add(partsOf[part] ?? part);
      if (TransactItems.length === 0) done.add(commandName.replace(/Command$/, ""));
      return next(args);
    },
  { step: "initialize", name: "rights" },
);

/** Stands for EventBridge and SES: takes what comes. */
const taker = createServer((request, response) => {
  request.resume().on("end", () => response.end(JSON.stringify({ Entries: [{ EventId: "1" }], MessageId: "1" })));
});
const listening = (server: Server): Promise<string> =>
  new Promise((resolve) => {
    server.listen(0, "127.0.0.1", () => resolve(`http://127.0.0.1:${(server.address() as AddressInfo).port}`));
  });

const dir = mkdtempSync(join(tmpdir(), "samspill-vault-"));
let bucket: Bucket;
let eventId: string;
let mailId: string;

beforeAll(async () => {
  bucket = await startBucket(dir);
  const address = await listening(taker);
  Object.assign(process.env, {
    AWS_ENDPOINT_URL_EVENTBRIDGE: address,
    AWS_ENDPOINT_URL_SESV2: address,
    AWS_ENDPOINT_URL_S3: bucket.endpoint,
  });
  await given.referenceBodies();
  await given.organisations(registered("923609016", "Havnekoret"));
  await given.membership("coordinator", "K5001", "COORDINATOR");
  const longAgo = systemContext("given", () => new Date(Date.now() - 86_400_000));
  const { change, event } = queueMail(longAgo, { to: "kari@example.no", subject: "Hei", text: "Hei" });
  await commit(longAgo, {
    changes: [change],
    events: [event, { type: "given.done", subject: "mail:1", data: {} }],
    audit: { subject: "mail:1", action: "mail.given", fields: {} },
  });
  mailId = String(event.data["mailId"]);
  const { unsentEventIds } = await import("#platform/events");
  [eventId = ""] = await unsentEventIds(new Date(), 1);
});
afterAll(async () => {
  taker.closeAllConnections();
  taker.close();
  await bucket.stop();
  rmSync(dir, { recursive: true });
});
beforeEach(() => done.clear());

/** Runs a function, and tells what it did that it has no right to. */
const trespassesOf = async (name: FunctionName, run: () => Promise<unknown>): Promise<string[]> => {
  await run();
  expect(done.size).toBeGreaterThan(0);
  const allowed: readonly TableAction[] = functions[name].tableActions;
  return [...done].filter((action) => !allowed.some((one) => one === action));
};

it("lets a calendar be read by an instance that is new", async () => {
  const { handler } = await import("#handlers/calendar");
  const event = { ...requestEvent(undefined, { method: "GET" }), rawPath: "/calendar/organiser/923609016.ics" };
  const run = async () => expect(await handler(event)).toMatchObject({ statusCode: 200 });
  expect(await trespassesOf("calendar", run)).toEqual([]);
  expect([...done].toSorted()).toEqual(["BatchGetItem", "GetItem", "Query"]);
});

it("lets a page for all be read", async () => {
  await given.activity("923609016");
  const { handler } = await import("#handlers/noticeboard");
  const event = { ...requestEvent(undefined, { method: "GET" }), rawPath: "/aktiviteter/nb/5001-trondheim" };
  done.clear();
  const run = async () => expect(await handler(event)).toMatchObject({ statusCode: 200 });
  expect(await trespassesOf("noticeboard", run)).toEqual([]);
  expect(done).toContain("BatchGetItem");
});

it("lets the publisher publish an event, and nothing else", async () => {
  const { handler } = await import("#handlers/publishOutbox");
  const Keys = { pk: { S: `OUTBOX#${eventId}` }, sk: { S: eventId } };
  const event = { Records: [{ dynamodb: { Keys, SequenceNumber: "1" } }] };
  expect(await trespassesOf("publishOutbox", () => handler(event as never))).toEqual([]);
  expect([...done].toSorted()).toEqual(["BatchGetItem", "UpdateItem"]);
});

it("lets the sweep send what is left", async () => {
  const { handler } = await import("#handlers/resendOutbox");
  expect(await trespassesOf("resendOutbox", handler)).toEqual([]);
  expect([...done].toSorted()).toEqual(["BatchGetItem", "Query", "UpdateItem"]);
});

it("lets an import that was interrupted be finished", async () => {
  const long = new Date(Date.now() - 120_000);
  const made = { organiserKey: "K5001", importKey: newId(long) };
  const activity: Activity = {
    ...{ key: newId(long), version: 1, stage: "DRAFT", organiserKey: "K5001", changes: [] },
    organiser: { name: "TRONDHEIM KOMMUNE", isPublicBody: true },
    ...readInput(activityTold),
    changedAt: long.toISOString(),
  };
  await transact([
    putImport({ ...made, outcomes: [] }, long),
    putPart({ ...made, number: 0, waiting: [{ row: 1, after: activity }] }, long),
  ]);
  done.clear();
  const { handler } = await import("#handlers/finishImports");
  const run = async () => expect(await handler()).toEqual({ organisers: 1 });
  expect(await trespassesOf("finishImports", run)).toEqual([]);
  expect([...done]).toEqual(expect.arrayContaining(["Query", "BatchGetItem", "PutItem", "DeleteItem"]));
});

it("lets what an organisation arranges follow it", async () => {
  const number = "923609016";
  await given.activity(number);
  await given.organisations(registered(number, "GONE", { status: "DELETED" }));
  done.clear();
  const { handler } = await import("#handlers/followOrganisation");
  const run = async () => expect(await handler({ detail: { data: { key: number } } })).toMatchObject({ followed: 2 });
  expect(await trespassesOf("followOrganisation", run)).toEqual([]);
  expect([...done]).toEqual(expect.arrayContaining(["Query", "BatchGetItem", "PutItem"]));
});

it("lets a letter be sent and forgotten", async () => {
  const { handler } = await import("#handlers/sendMail");
  expect(await trespassesOf("sendMail", () => handler({ detail: { data: { mailId } } }))).toEqual([]);
  expect(done).toContain("DeleteItem");
});

it("lets the catalogue be packed", async () => {
  const { handler } = await import("#handlers/packCatalogue");
  expect(await trespassesOf("packCatalogue", handler)).toEqual([]);
});

it("lets the audit trail be anchored and looked over", async () => {
  const { handler } = await import("#handlers/anchorAudit");
  expect(await trespassesOf("anchorAudit", handler)).toEqual([]);
});

it("lets erasure be reported", async () => {
  const { handler } = await import("#handlers/reportErasure");
  expect(await trespassesOf("reportErasure", handler)).toEqual([]);
});

it("lets monthly reports be made", async () => {
  const { handler } = await import("#handlers/monthlyActivityReport");
  const lambda = { getRemainingTimeInMillis: () => 900_000 };
  const run = async () => expect(await handler({ bodies: ["K5001", "K0301"] }, lambda)).toMatchObject({ made: 2 });
  expect(await trespassesOf("monthlyActivityReport", run)).toEqual([]);
  expect([...done].toSorted()).toEqual(expect.arrayContaining(["PutItem", "Query"]));
});

it("lets the API read and change", async () => {
  const record = { name: "Turvenner", municipality: "5001" };
  const run = async () => {
    await ask("coordinator", `{ viewer { name } organisations { nodes { name municipality { name } } } }`);
    const { code } = await ask(
      "coordinator",
      `mutation ($record: OrganisationRecordInput!, $key: ID!) {
        createOrganisation(input: { kind: INFORMAL_GROUP, record: $record }, idempotencyKey: $key) { organisation { id } }
      }`,
      { record, key: newKey() },
    );
    expect(code).toBeUndefined();
  };
  expect(await trespassesOf("graphql", run)).toEqual([]);
  expect([...done]).toEqual(expect.arrayContaining(["Query", "PutItem"]));
});
