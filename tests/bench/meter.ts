/** Looks at a client's calls to DynamoDB: counts them, and answers them from what it has heard before. */
import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";

type Call = {
  readonly from: number;
  readonly to: number;
  readonly readUnits: number;
  readonly writeUnits: number;
  /** The look-up of who asks, which each request begins with. */
  readonly isMembership: boolean;
};

export type Count = {
  readonly roundTrips: number;
  /** Round trips one after the other, that of the membership included. */
  readonly depth: number;
  /** The same without the membership's. */
  readonly depthBeyondMembership: number;
  readonly readUnits: number;
  readonly writeUnits: number;
};

/** The most calls of which each began when another had ended. */
const depthOf = (calls: readonly Call[]): number => {
  const depths = new Map<Call, number>();
  for (const call of calls.toSorted((a, b) => a.from - b.from))
    depths.set(call, 1 + Math.max(0, ...[...depths].map(([before, depth]) => (before.to <= call.from ? depth : 0))));
  return Math.max(0, ...depths.values());
};

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

type Capacity = { readonly CapacityUnits?: number | undefined };
/** One, or one for each table. */
type Consumed = { readonly ConsumedCapacity?: Capacity | readonly Capacity[] | undefined };

/** What `act` asks the database for. */
export const counted = async <Answer>(
  client: DynamoDBClient,
  act: () => Promise<Answer>,
): Promise<{ answer: Answer; count: Count }> => {
  const calls: Call[] = [];
  client.middlewareStack.add(
    (next, { commandName = "" }) =>
      async (args) => {
        const from = performance.now();
        const result = await next({ ...args, input: { ...args.input, ReturnConsumedCapacity: "TOTAL" } });
        const { ConsumedCapacity } = result.output as Consumed;
        const units = sum([ConsumedCapacity ?? []].flat().map(({ CapacityUnits = 0 }) => CapacityUnits));
        const isRead = /^(Get|BatchGet|Query)/.test(commandName);
        calls.push({
          from,
          to: performance.now(),
          readUnits: isRead ? units : 0,
          writeUnits: isRead ? 0 : units,
          isMembership: JSON.stringify(args.input).includes("PERSON#"),
        });
        return result;
      },
    { step: "initialize", name: "counted" },
  );
  try {
    const answer = await act();
    const count = {
      roundTrips: calls.length,
      depth: depthOf(calls),
      depthBeyondMembership: depthOf(calls.filter(({ isMembership }) => !isMembership)),
      readUnits: sum(calls.map(({ readUnits }) => readUnits)),
      writeUnits: sum(calls.map(({ writeUnits }) => writeUnits)),
    };
    return { answer, count };
  } finally {
    client.middlewareStack.remove("counted");
  }
};

type Request = { readonly headers: Readonly<Record<string, string>>; readonly body: string | Uint8Array };
type Response = {
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: unknown;
};
const decoder = new TextDecoder();
type Handle = (request: Request, options: unknown) => Promise<{ readonly response: Response }>;

/**
 * While `act` runs, what was asked before is answered from memory, without a socket: what is left is the processor time of
 * the API and the SDK alone. Unknown questions are asked, and remembered.
 */
export const replayed = async <Answer>(client: DynamoDBClient, act: () => Promise<Answer>): Promise<Answer> => {
  const handler = client.config.requestHandler as unknown as { handle: Handle };
  const ask = handler.handle.bind(handler);
  const heard = new Map<string, Response>();
  handler.handle = async (request, options) => {
    const body = typeof request.body === "string" ? request.body : decoder.decode(request.body);
    const question = `${request.headers["x-amz-target"]} ${body}`;
    const known = heard.get(question);
    if (known) return { response: known };
    const { response } = await ask(request, options);
    const parts: Uint8Array[] = [];
    for await (const part of response.body as AsyncIterable<Uint8Array>) parts.push(part);
    const whole = { statusCode: response.statusCode, headers: response.headers, body: Buffer.concat(parts) };
    heard.set(question, whole);
    return { response: whole };
  };
  try {
    return await act();
  } finally {
    handler.handle = ask;
  }
};
