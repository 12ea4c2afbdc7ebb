/** The table's stream on a laptop: reads it as Lambda's event source does, and gives the outbox's new events to publishOutbox. */
import {
  DescribeStreamCommand,
  DynamoDBStreamsClient,
  GetRecordsCommand,
  GetShardIteratorCommand,
  type _Record as StreamRecord,
} from "@aws-sdk/client-dynamodb-streams";
import type { DynamoDBBatchResponse, DynamoDBRecord } from "aws-lambda";
import { appendFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { switchOnStream } from "./database.ts";
import { inHome } from "./home.ts";
import type { Lambda } from "./lambda.ts";

/** Between two looks: people do not notice half a second, and a database at rest costs next to nothing. */
const pauseMs = 500;
/** The same as for the event source in the cloud (EventsStack). */
const batchSize = 100;
const tries = 5;

export interface StreamReader {
  stop(): Promise<void>;
}

/** Begins at what is written from now on; what an earlier run left unsent is the sweep's. */
export const startStream = async (endpoint: string, tableName: string, lambda: Lambda): Promise<StreamReader> => {
  const credentials = { accessKeyId: "local", secretAccessKey: "local" };
  const client = new DynamoDBStreamsClient({ endpoint, region: "eu-north-1", credentials });
  const StreamArn = await switchOnStream(endpoint, tableName);

  const iterators = new Map<string, string | undefined>();
  const findShards = async (type: "LATEST" | "TRIM_HORIZON"): Promise<void> => {
    const { StreamDescription: description } = await client.send(new DescribeStreamCommand({ StreamArn }));
    for (const { ShardId } of description?.Shards ?? []) {
      if (ShardId === undefined || iterators.has(ShardId)) continue;
      const iterator = await client.send(new GetShardIteratorCommand({ StreamArn, ShardId, ShardIteratorType: type }));
      iterators.set(ShardId, iterator.ShardIterator);
    }
  };
  await findShards("LATEST");

  let stopping = false;
  const readOnce = async (): Promise<void> => {
    let isAnyOpen = false;
    for (const [shard, ShardIterator] of iterators) {
      if (ShardIterator === undefined) continue;
      const { Records: records, NextShardIterator: next } = await client.send(new GetRecordsCommand({ ShardIterator }));
      iterators.set(shard, next);
      isAnyOpen ||= next !== undefined;
      await deliver(
        lambda,
        StreamArn,
        (records ?? []).filter(isNewEvent).map((record) => asLambdaSees(record, StreamArn)),
      );
    }
    // A shard is closed after some hours, and its successor begins where it ended.
    if (!isAnyOpen) await findShards("TRIM_HORIZON");
  };
  const loop = (async () => {
    while (!stopping) {
      try {
        await readOnce();
      } catch (error) {
        if (stopping) return;
        console.error(
          `The stream could not be read, and is tried again: ${error instanceof Error ? error.message : String(error)}`,
        );
        iterators.clear();
        await sleep(pauseMs * 4);
        await findShards("LATEST").catch(() => {});
      }
      await sleep(pauseMs);
    }
  })();
  return {
    stop: async () => {
      stopping = true;
      client.destroy();
      await loop;
    },
  };
};

/** The filter of the event source: new items of the outbox, and nothing else. */
const isNewEvent = (record: StreamRecord): boolean =>
  record.eventName === "INSERT" && record.dynamodb?.Keys?.["pk"]?.S?.startsWith("OUTBOX#") === true;

/** A record as Lambda gets it: JSON, with times in seconds and binaries in Base64. */
const asLambdaSees = (record: StreamRecord, arn: string): DynamoDBRecord => {
  const at = record.dynamodb?.ApproximateCreationDateTime;
  const plain = JSON.parse(
    JSON.stringify(record, (_key, value: unknown) =>
      value instanceof Uint8Array ? Buffer.from(value).toString("base64") : value,
    ),
  ) as DynamoDBRecord;
  return {
    ...plain,
    eventSourceARN: arn,
    ...(plain.dynamodb && {
      dynamodb: { ...plain.dynamodb, ...(at && { ApproximateCreationDateTime: Math.floor(at.getTime() / 1000) }) },
    }),
  };
};

/** Gives records on in order, those that failed again from the first of them; after the last try the first is set aside. */
const deliver = async (lambda: Lambda, arn: string, records: readonly DynamoDBRecord[]): Promise<void> => {
  let left = [...records];
  let triesOfFirst = 0;
  while (left.length > 0) {
    const batch = left.slice(0, batchSize);
    const failedAt = await firstFailure(lambda, batch);
    if (failedAt === undefined) {
      left = left.slice(batch.length);
      triesOfFirst = 0;
      continue;
    }
    triesOfFirst = failedAt === 0 ? triesOfFirst + 1 : 1;
    left = left.slice(failedAt);
    if (triesOfFirst >= tries) {
      const [dead] = left.splice(0, 1);
      appendFileSync(inHome("deadLetters.jsonl"), `${JSON.stringify({ arn, record: dead })}\n`);
      console.error(`An event could not be published in ${tries} tries. It is kept in ${inHome("deadLetters.jsonl")}.`);
      triesOfFirst = 0;
    } else await sleep(100 * 2 ** triesOfFirst);
  }
};

/** Position of the first record of a batch that failed; the whole batch fails when the function does. */
const firstFailure = async (lambda: Lambda, batch: readonly DynamoDBRecord[]): Promise<number | undefined> => {
  try {
    const answer = (await lambda.invoke("publishOutbox", { Records: batch })) as DynamoDBBatchResponse | undefined;
    const failed = new Set(answer?.batchItemFailures.map(({ itemIdentifier }) => itemIdentifier));
    const position = batch.findIndex((record) => failed.has(record.dynamodb?.SequenceNumber ?? ""));
    return failed.size === 0 ? undefined : Math.max(0, position);
  } catch {
    return 0;
  }
};
