import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DeleteItemCommand } from "@aws-sdk/client-dynamodb";
import { afterAll, beforeAll, expect, it } from "vitest";
import { commit } from "#platform/commit";
import { systemContext } from "#platform/context";
import { client } from "#platform/table";
import { type Bucket, startBucket } from "../../infra/local/bucket.ts";

let bucket: Bucket;
let dir: string;
let audit: typeof import("#modules/audit");

const doOn = (day: string, subject: string): Promise<void> =>
  commit(
    systemContext("clerk", () => new Date(`${day}T10:00:00Z`)),
    { changes: [], audit: { subject, action: "thing.changed", fields: { day } } },
  );

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), "samspill-vault-"));
  bucket = await startBucket(dir);
  process.env["AWS_ENDPOINT_URL_S3"] = bucket.endpoint;
  audit = await import("#modules/audit");
  await doOn("2026-05-01", "thing:a");
  await doOn("2026-05-01", "thing:a");
  await doOn("2026-05-01", "thing:b");
  await doOn("2026-05-03", "thing:a");
});
afterAll(async () => {
  await bucket.stop();
  rmSync(dir, { recursive: true });
});

it("keeps each day that is over, and none twice", async () => {
  const now = new Date("2026-05-04T03:00:00Z");
  expect(await audit.anchorDays(now)).toEqual(["2026-05-01", "2026-05-02", "2026-05-03"]);
  expect(await audit.anchorDays(now)).toEqual([]);
  const kept = JSON.parse(readFileSync(join(dir, "audit/2026-05-01.json"), "utf8")) as { heads: object };
  expect(kept.heads).toMatchObject({ "thing:a": { n: 2 }, "thing:b": { n: 1 } });
});

it("finds nothing wrong with what nobody has touched", async () => {
  expect(await audit.verifyAll()).toEqual({ days: 3, subjects: 2, broken: [], brokenDays: [] });
});

it("cannot be written over", async () => {
  const response = await fetch(`${bucket.endpoint}/vault/audit/2026-05-01.json`, { method: "PUT", body: "{}" });
  expect(response.status).toBe(412);
});

it("shows up a tail that was cut off", async () => {
  const tail = { pk: { S: "AUDIT#thing:a" }, sk: { S: "000000003" } };
  await client.send(new DeleteItemCommand({ TableName: process.env["SAMSPILL_TABLE"], Key: tail }));
  expect((await audit.verifyAll()).broken).toEqual([{ subject: "thing:a", n: 3, why: "MISSING" }]);
});

it("shows up a day whose anchor was exchanged, by the day after it", async () => {
  const file = join(dir, "audit/2026-05-01.json");
  const kept = readFileSync(file, "utf8");
  writeFileSync(file, kept.replace('"n":2', '"n":1'));
  expect((await audit.verifyAll()).brokenDays).toEqual(["2026-05-02"]);
  writeFileSync(file, kept);
});

it("names a day whose anchor cannot be read, and looks over the others", async () => {
  const file = join(dir, "audit/2026-05-02.json");
  const kept = readFileSync(file, "utf8");
  for (const unreadable of [kept.slice(0, -5), "", "null", "[]", "\u0000"]) {
    writeFileSync(file, unreadable);
    expect(await audit.verifyAll()).toMatchObject({ days: 3, subjects: 2, brokenDays: ["2026-05-02", "2026-05-03"] });
  }
  writeFileSync(file, kept);
});
