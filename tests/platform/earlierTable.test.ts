import { randomUUID } from "node:crypto";
import { CreateTableCommand, DeleteTableCommand, DescribeTableCommand, PutItemCommand } from "@aws-sdk/client-dynamodb";
import { expect, inject, it } from "vitest";
import { tableShape } from "#platform/tableShape";
import { createTable, databaseClient } from "../../infra/local/database.ts";

it("gives a laptop's table of an earlier day the indexes that have come since, and keeps what is in it", async () => {
  const [client, TableName] = [databaseClient(inject("database")), `earlier-${randomUUID()}`];
  await client.send(
    new CreateTableCommand({
      TableName,
      BillingMode: "PAY_PER_REQUEST",
      AttributeDefinitions: [
        { AttributeName: "pk", AttributeType: "S" },
        { AttributeName: "sk", AttributeType: "S" },
      ],
      KeySchema: [
        { AttributeName: "pk", KeyType: "HASH" },
        { AttributeName: "sk", KeyType: "RANGE" },
      ],
    }),
  );
  await client.send(new PutItemCommand({ TableName, Item: { pk: { S: "ORG#1" }, sk: { S: "NOW" } } }));
  expect(await createTable(inject("database"), TableName)).toBe(false);
  const { Table } = await client.send(new DescribeTableCommand({ TableName }));
  expect(Table?.GlobalSecondaryIndexes?.map(({ IndexName }) => IndexName).toSorted()).toEqual(
    Object.keys(tableShape.indexes).toSorted(),
  );
  expect(Table?.ItemCount).toBe(1);
  await client.send(new DeleteTableCommand({ TableName }));
  client.destroy();
});
