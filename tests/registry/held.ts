/** What the table holds, read past everything of ours. */
import { createHash } from "node:crypto";
import { gunzipSync } from "node:zlib";
import { ScanCommand } from "@aws-sdk/client-dynamodb";
import { unmarshall } from "@aws-sdk/util-dynamodb";
import { databaseClient } from "../../infra/local/database.ts";

type Item = Readonly<Record<string, unknown>> & { readonly pk: string; readonly sk: string };

/** Every item of the table. */
export const allItems = async (
  endpoint = process.env["AWS_ENDPOINT_URL_DYNAMODB"] ?? "",
  tableName = process.env["SAMSPILL_TABLE"] ?? "",
): Promise<Item[]> => {
  const client = databaseClient(endpoint);
  const items: Item[] = [];
  let from: Record<string, never> | undefined;
  do {
    const page = await client.send(
      new ScanCommand({ TableName: tableName, ConsistentRead: true, ExclusiveStartKey: from }),
    );
    items.push(...(page.Items ?? []).map((item) => unmarshall(item) as Item));
    from = page.LastEvaluatedKey as Record<string, never> | undefined;
  } while (from);
  client.destroy();
  return items;
};

/** Number of items that are organisations, events and audit entries: what a sync without news must not touch. */
export const countWritten = async (): Promise<{
  organisations: number;
  events: number;
  entries: number;
  rows: number;
}> => {
  const items = await allItems();
  const count = (prefix: string): number => items.filter(({ pk }) => pk.startsWith(prefix)).length;
  return {
    organisations: count("ORG#"),
    events: count("OUTBOX#"),
    entries: count("AUDIT#"),
    rows: count("CATALOGUE"),
  };
};

type Body = {
  readonly kind: string;
  readonly source: string;
  readonly facts: object;
  readonly local: object;
  readonly profile: object;
};

/** Organisations as they stand, by key. */
export const organisationsIn = (items: readonly Item[]): Map<string, { version: number; body: Body | undefined }> =>
  new Map(
    items
      .filter(({ pk, sk }) => pk.startsWith("ORG#") && sk === "NOW")
      .map(({ pk, version, body }) => [
        pk.slice(4),
        { version: Number(version), body: body === undefined ? undefined : (JSON.parse(body as string) as Body) },
      ]),
  );

/** The catalogue's latest row of each organisation, as it is stored. */
const rowsIn = (items: readonly Item[]): Map<string, readonly unknown[]> => {
  const rows = new Map<string, readonly unknown[]>();
  const take = (row: readonly unknown[]): void => {
    const [key, version] = row as [string, number];
    if (Number(rows.get(key)?.[1] ?? 0) < version) rows.set(key, row);
  };
  for (const item of items) {
    if (item.pk === "CATALOGUE#LOG") for (const row of JSON.parse(String(item["rows"])) as unknown[][]) take(row);
    else if (item.pk.startsWith("CATALOGUE#"))
      for (const row of JSON.parse(gunzipSync(item["rows"] as Uint8Array).toString()) as unknown[][]) take(row);
  }
  return rows;
};

const byKey = ([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number => (a < b ? -1 : 1);

/** Hash of all that is held today: facts, local knowledge and catalogue, without instants and ids. */
export const stateHash = (items: readonly Item[]): string => {
  const organisations = [...organisationsIn(items)]
    .map(([key, { body }]): [string, unknown] => [
      key,
      body && [body.kind, body.source, body.facts, body.local, body.profile],
    ])
    .sort(byKey);
  return createHash("sha256")
    .update(JSON.stringify([organisations, [...rowsIn(items)].sort(byKey)]))
    .digest("hex")
    .slice(0, 16);
};
