/**
 * Fills a table, in a process of its own: the items are made by the very entities, and laid in by batches, since a
 * transaction for each would take the emulator minutes. `SAMSPILL_TABLE`, and how many organisations as argument.
 */
import { BatchWriteCommand, DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { newsTest, packCatalogue, referenceBodies, takeRows } from "#modules/organisations";
import { grantMembership } from "#modules/people";
import { systemContext } from "#platform/context";
import { env } from "#platform/env";
import { newId } from "#platform/identifiers";
import { type Change, client } from "#platform/table";
import { type Organisation, noLocal, noProfile } from "../../functions/modules/organisations/organisation.ts";
import {
  findToConfirm,
  packActivities,
  takeRows as takeActivityRows,
} from "../../functions/modules/activities/catalogue.ts";
import { rowOf } from "../../functions/modules/activities/row.ts";
import { create as createActivity } from "../../functions/modules/activities/store.ts";
import { create, replace } from "../../functions/modules/organisations/store.ts";
import { people } from "../../infra/local/people.ts";
import { activitiesOf } from "./activities.ts";
import { organisationsOf } from "./organisations.ts";

/** DynamoDB's own limit, and what its emulator takes best at once. */
const writesInBatch = 25;
const batchesAtOnce = 4;
/** Pictures of the first organisation's history. */
const pictures = 12;

const ctx = systemContext("bench");
const documents = DynamoDBDocumentClient.from(client);

const bodies = referenceBodies().map(({ kind, key, facts, source }): Organisation => ({
  ...{ key, kind, source, facts, local: noLocal, profile: noProfile, version: 1, changedFields: [] },
  ...{ validFrom: "2026-09-01T03:00:00.000Z", changedBy: "reference", registerHash: key },
}));

/** The first organisation as it stands after its changes, and the writes that led to it. */
const withHistory = (first: Organisation): { organisation: Organisation; changes: Change[] } => {
  let organisation = first;
  const changes: Change[] = [];
  for (let n = 1; n <= pictures; n++) {
    const { activity } = organisation.facts;
    const facts = { ...organisation.facts, activity: `${activity} (${n})` };
    const made = replace(organisation, { ...organisation, facts }, new Date(Date.UTC(2026, 8, 1 + n)));
    // The new item itself is written once, at last.
    changes.push(...made.changes.slice(0, 1));
    ({ organisation } = made);
  }
  return { organisation, changes };
};

const organisations = organisationsOf(Number(process.argv[2]));
const [first, ...others] = organisations;
if (!first) throw new Error("How many organisations?");
const { organisation, changes: earlier } = withHistory(first);
const made = [organisation, ...others, ...bodies].map(create);

const activities = activitiesOf(organisations);

const items = [...earlier, ...made.flatMap(({ changes }) => changes), ...activities.map(createActivity)].map(
  ({ write }) => {
    const { Put } = write.params() as { Put?: { Item: Record<string, unknown> } };
    if (!Put) throw new Error("Only whole items are laid in.");
    return Put.Item;
  },
);

const batches = Array.from({ length: Math.ceil(items.length / writesInBatch) }, (_, n) =>
  items.slice(n * writesInBatch, (n + 1) * writesInBatch),
).values();
const layIn = async (): Promise<void> => {
  for (const batch of batches) {
    let left = batch.map((Item) => ({ PutRequest: { Item } }));
    while (left.length > 0) {
      const { UnprocessedItems } = await documents.send(
        new BatchWriteCommand({ RequestItems: { [env.tableName]: left } }),
      );
      left = (UnprocessedItems?.[env.tableName] ?? []) as typeof left;
    }
  }
};
await Promise.all(Array.from({ length: batchesAtOnce }, layIn));

await newsTest(ctx);
takeRows(made.map(({ row }) => row));
await packCatalogue(ctx.now(), newId(ctx.now()));
await findToConfirm(ctx.now());
takeActivityRows(activities.map(rowOf));
await packActivities(ctx.now(), newId(ctx.now()));

const { sub: subject, name } = people.caseworker;
await grantMembership(ctx, { subject, name, bodyKey: "987879696", roles: ["CASEWORKER"] });

process.send?.({ items: items.length });
process.disconnect?.();
