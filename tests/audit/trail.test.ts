import { DeleteItemCommand, GetItemCommand, PutItemCommand, UpdateItemCommand } from "@aws-sdk/client-dynamodb";
import { expect, it } from "vitest";
import { entriesBy, entriesOf, entriesOn, headOf, verifyTrail } from "#platform/audit";
import { commit } from "#platform/commit";
import { systemContext } from "#platform/context";
import { client } from "#platform/table";

const tableName = process.env["SAMSPILL_TABLE"];
const keyOf = (subject: string, n: number) => ({
  pk: { S: `AUDIT#${subject}` },
  sk: { S: String(n).padStart(9, "0") },
});

/** A subject with five entries. */
const fiveOf = async (subject: string): Promise<string> => {
  for (let n = 1; n <= 5; n++)
    await commit(systemContext("clerk"), {
      changes: [],
      audit: {
        subject,
        action: "thing.changed",
        fields: { size: { before: n, after: n + 1 } },
        reason: `because ${n}`,
      },
    });
  return subject;
};

it("keeps who did what to a thing, in order, and finds it by thing, by actor and by day", async () => {
  const subject = await fiveOf("thing:told");
  const entries = await entriesOf(subject, 10);
  expect(entries.map(({ n, actor, action }) => [n, actor, action])).toEqual(
    [5, 4, 3, 2, 1].map((n) => [n, "system:clerk", "thing.changed"]),
  );
  expect(entries[0]?.fields).toEqual({ size: { before: 5, after: 6 } });
  expect((await entriesOf(subject, 2, 4)).map(({ n }) => n)).toEqual([3, 2]);
  expect((await entriesBy("system:clerk", 100)).filter((e) => e.subject === subject)).toHaveLength(5);
  const today = new Date().toISOString().slice(0, 10);
  expect((await entriesOn(today, 100)).filter((e) => e.subject === subject)).toHaveLength(5);
  expect(await verifyTrail(subject, await headOf(subject))).toBeUndefined();
});

it("lays five entries that come at once one after the other", async () => {
  const subject = "thing:busy";
  await Promise.all(
    Array.from({ length: 5 }, (_, n) =>
      commit(systemContext("clerk"), { changes: [], audit: { subject, action: "thing.changed", fields: { n } } }),
    ),
  );
  expect(await headOf(subject)).toMatchObject({ n: 5 });
  expect(await verifyTrail(subject)).toBeUndefined();
});

it("keeps names of fields alone of what is known of a person", async () => {
  await commit(systemContext("clerk"), {
    changes: [],
    audit: { subject: "person:x", action: "person.changed", personal: true, fields: { phone: "99 99 99 99", age: 7 } },
  });
  const [entry] = await entriesOf("person:x", 1);
  expect(entry?.fields).toEqual({ names: ["age", "phone"] });
});

it("names the first entry that was edited", async () => {
  const subject = await fiveOf("thing:edited");
  await client.send(
    new UpdateItemCommand({
      TableName: tableName,
      Key: keyOf(subject, 3),
      UpdateExpression: "SET actor = :somebodyElse",
      ExpressionAttributeValues: { ":somebodyElse": { S: "person:else" } },
    }),
  );
  expect(await verifyTrail(subject)).toEqual({ subject, n: 3, why: "CHANGED" });
});

it.each(["auditDay", "auditAt"])("names an entry that was moved to where no search finds it, by %s", async (mark) => {
  const subject = await fiveOf(`thing:moved:${mark}`);
  await client.send(
    new UpdateItemCommand({
      TableName: tableName,
      Key: keyOf(subject, 4),
      UpdateExpression: "SET #mark = :elsewhere",
      ExpressionAttributeNames: { "#mark": mark },
      ExpressionAttributeValues: { ":elsewhere": { S: "AUDIT#1999-01-01" } },
    }),
  );
  expect(await verifyTrail(subject)).toEqual({ subject, n: 4, why: "CHANGED" });
  await client.send(
    new UpdateItemCommand({
      TableName: tableName,
      Key: keyOf(subject, 4),
      UpdateExpression: "REMOVE #mark",
      ExpressionAttributeNames: { "#mark": mark },
    }),
  );
  expect(await verifyTrail(subject)).toEqual({ subject, n: 4, why: "CHANGED" });
});

it("names the first entry that was taken out", async () => {
  const subject = await fiveOf("thing:deleted");
  await client.send(new DeleteItemCommand({ TableName: tableName, Key: keyOf(subject, 2) }));
  expect(await verifyTrail(subject)).toEqual({ subject, n: 2, why: "MISSING" });
});

it("names the first of two entries that changed places", async () => {
  const subject = await fiveOf("thing:swapped");
  const [second, third] = await Promise.all(
    [2, 3].map(
      async (n) => (await client.send(new GetItemCommand({ TableName: tableName, Key: keyOf(subject, n) }))).Item,
    ),
  );
  await client.send(new PutItemCommand({ TableName: tableName, Item: { ...third, ...keyOf(subject, 2) } }));
  await client.send(new PutItemCommand({ TableName: tableName, Item: { ...second, ...keyOf(subject, 3) } }));
  expect(await verifyTrail(subject)).toMatchObject({ subject, n: 2 });
});

it("sees a tail that was cut off, by the head that was kept elsewhere, and not without it", async () => {
  const subject = await fiveOf("thing:cut");
  const head = await headOf(subject);
  await client.send(new DeleteItemCommand({ TableName: tableName, Key: keyOf(subject, 5) }));
  expect(await verifyTrail(subject)).toBeUndefined();
  expect(await verifyTrail(subject, head)).toEqual({ subject, n: 5, why: "MISSING" });
});
