/** Reads the table's stream and publishes the outbox's new events; what cannot go out is asked for again. */
import type { DynamoDBBatchResponse, DynamoDBStreamEvent } from "aws-lambda";
import { publishEvents } from "#platform/events";

export const handler = async ({ Records }: DynamoDBStreamEvent): Promise<DynamoDBBatchResponse> => {
  const sequenceOf = new Map<string, string>();
  for (const { dynamodb } of Records) {
    const eventId = dynamodb?.Keys?.["sk"]?.S;
    if (eventId !== undefined) sequenceOf.set(eventId, dynamodb?.SequenceNumber ?? "");
  }
  const failed = await publishEvents([...sequenceOf.keys()]);
  return { batchItemFailures: failed.map((eventId) => ({ itemIdentifier: sequenceOf.get(eventId) ?? "" })) };
};
