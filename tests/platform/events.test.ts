/** The outbox: what happened is kept with what it changed, goes out as a CloudEvent, and waits when it cannot. */
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import {
  GetRecordsCommand,
  DescribeStreamCommand,
  DynamoDBStreamsClient,
  GetShardIteratorCommand,
  TrimmedDataAccessException,
} from "@aws-sdk/client-dynamodb-streams";
import { UpdateTableCommand } from "@aws-sdk/client-dynamodb";
import type { DynamoDBStreamEvent } from "aws-lambda";
import { afterAll, beforeAll, beforeEach, describe, expect, inject, it, vi } from "vitest";
import { tableShape } from "#platform/tableShape";
import { type Cloud, startCloud } from "../../infra/local/cloud.ts";

/** Nobody hears the events of these tests but the bus itself. */
const cloud: Cloud = await startCloud(() => ({
  invoke: () => Promise.resolve({}),
  start: () => {},
  underWay: () => 0,
  onLog: () => () => {},
  stop: () => Promise.resolve(),
}));

/** Before the stand-in for EventBridge: lets calls through, or does to them what the network and EventBridge sometimes do. */
let weather: "fair" | "refuses all" | "refuses the first" | "broken" = "fair";
const gate: Server = createServer((request, response) => {
  const parts: Buffer[] = [];
  request.on("data", (part: Buffer) => parts.push(part));
  request.on("end", () => {
    const body = Buffer.concat(parts).toString();
    const { Entries } = JSON.parse(body) as { Entries: unknown[] };
    const refused = { ErrorCode: "ThrottlingException", ErrorMessage: "Too many." };
    void (async () => {
      if (weather === "broken") {
        request.socket.destroy();
        return;
      }
      const through = weather === "refuses all" ? [] : weather === "refuses the first" ? Entries.slice(1) : Entries;
      const headers = {
        "content-type": "application/x-amz-json-1.1",
        "x-amz-target": String(request.headers["x-amz-target"]),
      };
      const answer = await fetch(cloud.endpoint, {
        method: "POST",
        headers,
        body: JSON.stringify({ Entries: through }),
      });
      const { Entries: taken } = (await answer.json()) as { Entries: unknown[] };
      const all = [...Array.from({ length: Entries.length - through.length }, () => refused), ...taken];
      response.writeHead(200, { "content-type": "application/x-amz-json-1.1" });
      response.end(JSON.stringify({ FailedEntryCount: Entries.length - through.length, Entries: all }));
    })();
  });
});
await new Promise<void>((resolve) => gate.listen(0, "127.0.0.1", resolve));
process.env["AWS_ENDPOINT_URL_EVENTBRIDGE"] = `http://127.0.0.1:${(gate.address() as AddressInfo).port}`;

// Loaded now, when the bus has its address.
const { ask, given, newKey, registered } = await import("#world");
const { handler: publishOutbox } = await import("#handlers/publishOutbox");
const { handler: resendOutbox } = await import("#handlers/resendOutbox");
const { client } = await import("#platform/table");
const { unsentEventIds } = await import("#platform/events");

// On a busy machine DynamoDB Local says of a stream more than once that it has a fault.
const streams = new DynamoDBStreamsClient({ endpoint: inject("database"), maxAttempts: 10 });
let begin: () => Promise<string | undefined> = () => Promise.resolve(undefined);
let iterator: string | undefined;
let seen = 0n;

const isNew = ({ dynamodb }: DynamoDBStreamEvent["Records"][number]): boolean => {
  const at = BigInt(dynamodb?.SequenceNumber ?? 0);
  if (at <= seen) return false;
  seen = at;
  return true;
};

/** The stream's records since last time, as Lambda would hand them over: those of the outbox that are new. */
const streamed = async (): Promise<DynamoDBStreamEvent> => {
  const records: DynamoDBStreamEvent["Records"] = [];
  for (;;) {
    try {
      const page = await streams.send(new GetRecordsCommand({ ShardIterator: iterator }));
      iterator = page.NextShardIterator;
      if ((page.Records ?? []).length === 0) break;
      records.push(...((page.Records ?? []) as unknown as DynamoDBStreamEvent["Records"]).filter(isNew));
    } catch (error) {
      // DynamoDB Local has been seen to say so of a shard that it had just given the beginning of.
      if (!(error instanceof TrimmedDataAccessException)) throw error;
      iterator = await begin();
    }
  }
  return {
    Records: records.filter(
      ({ eventName, dynamodb }) => eventName === "INSERT" && dynamodb?.Keys?.["pk"]?.S?.startsWith("OUTBOX#"),
    ),
  };
};

beforeAll(async () => {
  // Of all tests these alone read it.
  const { TableDescription: Table } = await client.send(
    new UpdateTableCommand({
      TableName: process.env["SAMSPILL_TABLE"],
      StreamSpecification: { StreamEnabled: true, StreamViewType: tableShape.stream },
    }),
  );
  const { StreamDescription } = await streams.send(new DescribeStreamCommand({ StreamArn: Table?.LatestStreamArn }));
  begin = async () => {
    const { ShardIterator } = await streams.send(
      new GetShardIteratorCommand({
        StreamArn: Table?.LatestStreamArn,
        ShardId: StreamDescription?.Shards?.[0]?.ShardId,
        ShardIteratorType: "TRIM_HORIZON",
      }),
    );
    return ShardIterator;
  };
  iterator = await begin();
  await given.administrator();
  await given.organisations(registered("864139442", "NORGES RØDE KORS"));
  await publishOutbox(await streamed());
});

beforeEach(() => {
  weather = "fair";
});

afterAll(async () => {
  vi.useRealTimers();
  gate.close();
  streams.destroy();
  await cloud.stop();
});

let version = 1;
/** Something happens: the organisation's local knowledge is saved, `count` times. */
const happens = async (count = 1): Promise<void> => {
  for (let n = 0; n < count; n++) {
    const { errors } = await ask(
      "administrator",
      "mutation ($input: SaveLocalKnowledgeInput!, $key: ID!) { saveLocalKnowledge(input: $input, idempotencyKey: $key) { organisation { version } } }",
      {
        input: {
          organisationId: "organisation:864139442",
          version: version++,
          tags: [`nr ${version}`],
          servesMunicipalities: [],
          note: "Kari bor i nr. 4",
        },
        key: newKey(),
      },
    );
    expect(errors).toEqual([]);
  }
};
const idsOf = ({ Records }: DynamoDBStreamEvent): string[] =>
  Records.map(({ dynamodb }) => dynamodb?.Keys?.["sk"]?.S ?? "");
const publishedIds = (): unknown[] => cloud.events.map(({ detail }) => (detail as { id: unknown }).id);
const unsent = (): Promise<string[]> => unsentEventIds(new Date(Date.now() + 60_000), 100);

describe("an event", () => {
  it("goes out once, as a CloudEvent that tells what happened and nothing that a person wrote", async () => {
    await happens();
    const event = await streamed();
    const [id] = idsOf(event);
    expect(idsOf(event).length).toBe(1);
    expect(await unsent()).toEqual([id]);
    expect(await publishOutbox(event)).toEqual({ batchItemFailures: [] });
    expect(await unsent()).toEqual([]);
    expect(cloud.events.at(-1)).toMatchObject({
      source: "samspill",
      type: "organisation.localKnowledgeSaved",
      detail: {
        specversion: "1.0",
        id,
        source: "samspill",
        type: "organisation.localKnowledgeSaved",
        subject: "organisation:864139442",
        datacontenttype: "application/json",
        data: { key: "864139442", version: 2, fields: ["local"] },
      },
    });
    expect(JSON.stringify(cloud.events)).not.toContain("Kari");
    // The stream may tell of it twice.
    const before = cloud.events.length;
    expect(await publishOutbox(event)).toEqual({ batchItemFailures: [] });
    expect(cloud.events.length).toBe(before);
  });

  it("is not there when the change is not", async () => {
    const { code } = await ask(
      "administrator",
      "mutation ($input: SaveLocalKnowledgeInput!, $key: ID!) { saveLocalKnowledge(input: $input, idempotencyKey: $key) { organisation { version } } }",
      {
        input: { organisationId: "organisation:864139442", version: 999, tags: [], servesMunicipalities: [] },
        key: newKey(),
      },
    );
    expect(code).toBe("VERSION_CONFLICT");
    expect(idsOf(await streamed())).toEqual([]);
  });

  it("goes out with two dozen others, ten to a call, in the order they happened", async () => {
    await happens(24);
    const event = await streamed();
    expect(event.Records.length).toBe(24);
    await publishOutbox(event);
    expect(publishedIds().slice(-24)).toEqual(idsOf(event));
  });
});

describe("an event that cannot go out", () => {
  it("is asked for again, alone, while those beside it are out", async () => {
    await happens(3);
    const event = await streamed();
    weather = "refuses the first";
    const sequence = event.Records[0]?.dynamodb?.SequenceNumber;
    expect(await publishOutbox(event)).toEqual({ batchItemFailures: [{ itemIdentifier: sequence }] });
    expect(await unsent()).toEqual(idsOf(event).slice(0, 1));
    weather = "fair";
    expect(await publishOutbox(event)).toEqual({ batchItemFailures: [] });
    const ids = publishedIds();
    for (const id of idsOf(event)) expect(ids.filter((one) => one === id).length).toBe(1);
    expect(await unsent()).toEqual([]);
  });

  it("waits when EventBridge cannot be reached, and is sent by the one who looks after what is left", async () => {
    await happens(2);
    const event = await streamed();
    weather = "broken";
    const { batchItemFailures } = await publishOutbox(event);
    expect(batchItemFailures.map(({ itemIdentifier }) => itemIdentifier)).toEqual(
      event.Records.map(({ dynamodb }) => dynamodb?.SequenceNumber),
    );
    expect(await unsent()).toEqual(idsOf(event));
    weather = "fair";
    // The stream has a minute to do it by itself.
    expect(await resendOutbox()).toEqual({ published: 0, failed: 0 });
    vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + 61_000 });
    weather = "refuses all";
    expect(await resendOutbox()).toEqual({ published: 0, failed: 2 });
    weather = "fair";
    expect(await resendOutbox()).toEqual({ published: 2, failed: 0 });
    expect(await resendOutbox()).toEqual({ published: 0, failed: 0 });
    vi.useRealTimers();
    expect(publishedIds().slice(-2)).toEqual(idsOf(event));
    expect(await unsent()).toEqual([]);
  });
});
