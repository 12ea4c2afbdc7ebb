/** Stand-ins for the AWS services our functions call besides the database: EventBridge, Lambda's Invoke, and SES. */
import { randomUUID } from "node:crypto";
import { appendFileSync } from "node:fs";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { type FunctionDefinition, functions, type FunctionName } from "../functions.ts";
import { inHome } from "./home.ts";
import { runJob } from "./jobRun.ts";
import type { Lambda } from "./lambda.ts";
import { keepMail } from "./mailbox.ts";

/** As many of the latest events as one can look through. */
const keptEvents = 500;

export interface Cloud {
  /** Address for AWS_ENDPOINT_URL_EVENTBRIDGE, AWS_ENDPOINT_URL_LAMBDA and AWS_ENDPOINT_URL_SESV2. */
  endpoint: string;
  /** The latest published events, oldest first. */
  events: readonly PublishedEvent[];
  stop(): Promise<void>;
}

export interface PublishedEvent {
  readonly id: string;
  readonly source: string;
  readonly type: string;
  readonly time: string;
  readonly detail: unknown;
}

/** Starts them on a free port of the loopback address. `lambda` is asked for when the first call comes. */
export const startCloud = async (lambda: () => Lambda): Promise<Cloud> => {
  const events: PublishedEvent[] = [];
  const keep = (entries: readonly Record<string, unknown>[]): PublishedEvent[] => {
    const published = entries.map((entry) => ({
      id: randomUUID(),
      source: String(entry["Source"]),
      type: String(entry["DetailType"]),
      time: new Date(Number(entry["Time"] ?? Date.now() / 1000) * 1000).toISOString(),
      detail: JSON.parse(String(entry["Detail"])) as unknown,
    }));
    appendFileSync(inHome("events.jsonl"), published.map((event) => `${JSON.stringify(event)}\n`).join(""));
    events.push(...published);
    events.splice(0, events.length - keptEvents);
    return published;
  };

  const server = createServer((request, response) => {
    answer(request, response).catch((error: unknown) => {
      send(response, 500, {
        __type: "InternalFailure",
        message: error instanceof Error ? error.message : String(error),
      });
    });
  });

  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    // A page in a browser must not be able to start jobs: it cannot leave out its origin.
    if (request.method !== "POST" || request.headers.origin !== undefined)
      return send(response, 403, { message: "Forbidden" });
    const body = await readAll(request);
    if (request.headers["x-amz-target"] === "AWSEvents.PutEvents") {
      const { Entries } = JSON.parse(body) as { Entries: Record<string, unknown>[] };
      const published = keep(Entries);
      for (const event of published) handOn(lambda(), event);
      return send(response, 200, { FailedEntryCount: 0, Entries: published.map(({ id }) => ({ EventId: id })) });
    }
    if (request.url === "/v2/email/outbound-emails")
      return send(response, 200, { MessageId: keepMail(JSON.parse(body) as unknown) });
    const invoked = /^\/2015-03-31\/functions\/([^/]+)\/invocations$/.exec(request.url ?? "")?.[1];
    if (invoked !== undefined) {
      const name = decodeURIComponent(invoked).split(":").at(-1) ?? "";
      if (!isFunction(name)) return send(response, 404, { Type: "User", Message: `Function not found: ${name}` });
      const input = body === "" ? {} : (JSON.parse(body) as unknown);
      if (request.headers["x-amz-invocation-type"] === "Event") {
        lambda()
          .invoke(name, input)
          .catch((error: unknown) => console.error(`${name}: ${String(error)}`));
        return send(response, 202, undefined);
      }
      return send(response, 200, await lambda().invoke(name, input));
    }
    const job = /^\/jobs\/(\w+)$/.exec(request.url ?? "")?.[1] ?? "";
    if (!isFunction(job)) return send(response, 404, { message: "Not Found" });
    response.writeHead(200, { "content-type": "application/x-ndjson" });
    const outcome = await runJob(lambda(), job, JSON.parse(body || "{}"), (line) =>
      response.write(`${JSON.stringify(line)}\n`),
    );
    response.end(`${JSON.stringify({ outcome })}\n`);
  };

  await new Promise<void>((resolve, reject) => server.once("error", reject).listen(0, "127.0.0.1", resolve));
  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    events,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
};

/** As a rule of the bus does: calls each function with the events of the types it acts on, and does not wait. */
const handOn = (lambda: Lambda, { type, source, id, time, detail }: PublishedEvent): void => {
  for (const [name, { hears }] of Object.entries<FunctionDefinition>(functions))
    if (hears?.includes(type) && isFunction(name))
      lambda
        .invoke(name, { version: "0", id, source, "detail-type": type, time, detail })
        .catch((error: unknown) => console.error(`${name}: ${String(error)}`));
};

const isFunction = (name: string): name is FunctionName => Object.hasOwn(functions, name);

const readAll = async (request: IncomingMessage): Promise<string> => {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return Buffer.concat(parts).toString("utf8");
};

const send = (response: ServerResponse, status: number, value: unknown): void => {
  response.writeHead(status, { "content-type": "application/json" });
  response.end(value === undefined ? "" : JSON.stringify(value));
};
