/** The GraphQL API as a Lambda behind an HTTP API (payload format 2.0): proves who asks, and hands the question to the schema. */
import { ApolloServer, HeaderMap } from "@apollo/server";
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginInlineTraceDisabled,
  ApolloServerPluginLandingPageDisabled,
  ApolloServerPluginSchemaReportingDisabled,
  ApolloServerPluginUsageReportingDisabled,
} from "@apollo/server/plugin/disabled";
import type { APIGatewayProxyStructuredResultV2 } from "aws-lambda";
import * as z from "zod/mini";
import { organisationId } from "#modules/organisations";
import { admitNewcomer } from "#modules/newcomers";
import { admit } from "#modules/partners";
import { membershipsOf } from "#modules/people";
import type { Actor, Membership } from "#platform/actor";
import { type Context, makeContext } from "#platform/context";
import { env } from "#platform/env";
import { cameByTheFrontDoor } from "#platform/frontDoor";
import { newId } from "#platform/identifiers";
import { log } from "#platform/log";
import { Refusal } from "#platform/refusal";
import { verify } from "#platform/tokens";
import { costLimit } from "./cost.ts";
import { formatError, refusalStatus, refusedAtTheDoor } from "./errors.ts";
import { bodyLimit, maxErrors, maxRecursiveSelections, maxTokens, rules } from "./limits.ts";
import { makeSchema } from "./schema.ts";

const open = async (): Promise<ApolloServer<Context>> => {
  const server = new ApolloServer<Context>({
    schema: makeSchema(env.stage === "local" ? (await import("#schema/descriptions")).descriptions : undefined),
    // The explorer reads the schema; elsewhere partners have it in writing.
    introspection: env.stage === "local",
    hideSchemaDetailsFromClientErrors: env.stage !== "local",
    includeStacktraceInErrorResponses: false,
    allowBatchedHttpRequests: false,
    csrfPrevention: true,
    persistedQueries: false,
    maxRecursiveSelections,
    parseOptions: { maxLexicalTokens: maxTokens },
    validationOptions: { maxErrors },
    validationRules: [...rules],
    stopOnTerminationSignals: false,
    stringifyResult: (value) => JSON.stringify(value),
    formatError,
    // Its own words may quote a request.
    logger: { debug: () => {}, info: () => {}, warn: () => {}, error: () => log.error("UNEXPECTED_ERROR") },
    plugins: [
      costLimit,
      refusalStatus,
      // Cache control instruments every field, which doubles the cost of a request.
      ApolloServerPluginCacheControlDisabled(),
      ApolloServerPluginInlineTraceDisabled(),
      ApolloServerPluginLandingPageDisabled(),
      ApolloServerPluginSchemaReportingDisabled(),
      ApolloServerPluginUsageReportingDisabled(),
    ],
  });
  await server.start();
  return server;
};

/** What we read of an HTTP API's event. */
const requestEvent = z.object({
  requestContext: z.object({ http: z.object({ method: z.string(), sourceIp: z.optional(z.string()) }) }),
  headers: z.record(z.string(), z.string()),
  rawQueryString: z.string(),
  body: z.optional(z.string()),
  isBase64Encoded: z.boolean(),
});
type RequestEvent = z.infer<typeof requestEvent>;

/** Which of several memberships a person acts under: the one for the body that `samspill-acting-for` names, or the only one. */
const actingUnder = (memberships: readonly Membership[], body: string | undefined): Membership | undefined => {
  if (body === undefined || body === "") return memberships.length === 1 ? memberships[0] : undefined;
  const chosen = memberships.find(({ bodyKey }) => organisationId(bodyKey) === body);
  if (!chosen)
    throw new Refusal("NotAllowed", "NOT_YOUR_BODY", "You hold no role in the body you want to act for.", {
      bodies: memberships.map(({ bodyKey }) => organisationId(bodyKey)),
    });
  return chosen;
};

/** Where a request comes from: CloudFront lays its caller's address after whatever was sent, and the gateway CloudFront's own. */
const addressOf = ({ headers, requestContext: { http } }: RequestEvent): string => {
  const passed = (headers["x-forwarded-for"] ?? "").split(",").map((one) => one.trim());
  if (passed.at(-1) === http.sourceIp) passed.pop();
  return passed.at(-1) || (http.sourceIp ?? "");
};

const actorOf = async (event: RequestEvent, at: Date): Promise<Actor> => {
  const { authorization, "samspill-acting-for": body } = event.headers;
  if (authorization === undefined) return { kind: "Nobody" };
  const code = /^Code (.{1,40})$/i.exec(authorization)?.[1];
  if (code !== undefined) return admitNewcomer(code, addressOf(event), at);
  const token = /^Bearer ([\w.~+/-]+=*)$/i.exec(authorization)?.[1];
  if (token === undefined)
    throw new Refusal(
      "Unauthenticated",
      "UNAUTHENTICATED",
      "Send the access token as `Authorization: Bearer <token>`, or a newcomer's code as `Authorization: Code <code>`.",
    );
  const bearer = await verify(token);
  if (bearer.kind === "Partner") return admit(bearer, at);
  const { subject } = bearer;
  const person = await membershipsOf(subject);
  return { kind: "Person", subject, ...person, acting: actingUnder(person.memberships, body) };
};

const contextOf = async (event: RequestEvent): Promise<Context> => {
  try {
    const at = new Date();
    return makeContext(await actorOf(event, at), newId(at));
  } catch (error) {
    throw error instanceof Refusal ? refusedAtTheDoor(error) : error;
  }
};

const json = (statusCode: number, code: string, message: string): APIGatewayProxyStructuredResultV2 => ({
  statusCode,
  headers: { "content-type": "application/json", "cache-control": "no-store" },
  body: JSON.stringify({ errors: [{ message, extensions: { code } }] }),
});

/** Refuses what did not come through CloudFront, and what is too large to be looked at. */
const atTheDoor = (event: RequestEvent): APIGatewayProxyStructuredResultV2 | undefined => {
  if (!cameByTheFrontDoor(event.headers))
    return json(403, "FORBIDDEN", "This address answers its own front door alone.");
  return (event.body?.length ?? 0) > (event.isBase64Encoded ? (bodyLimit * 4) / 3 : bodyLimit)
    ? json(413, "TOO_LARGE", `A request may have ${bodyLimit} bytes.`)
    : undefined;
};

/** The body as Apollo wants it: parsed, where it says that it is JSON. @throws SyntaxError */
const bodyOf = ({ body, isBase64Encoded, headers }: RequestEvent): unknown => {
  const text = isBase64Encoded ? Buffer.from(body ?? "", "base64").toString("utf8") : (body ?? "");
  return text !== "" && /^application\/json\b/i.test(headers["content-type"] ?? "") ? JSON.parse(text) : text;
};

/** The server, once it has started: what it loads for that waits for this file to be done. */
export const started = open();

/**
 * API Gateway's event in, its answer out. Apollo's own package for this is compiled as CommonJS and brings a second copy of the
 * server along, which costs each start as much as the first.
 */
export const handler = async (received: unknown): Promise<APIGatewayProxyStructuredResultV2> => {
  const read = requestEvent.safeParse(received);
  if (!read.success) return json(400, "BAD_REQUEST", "That is no request of an HTTP API.");
  const event = read.data;
  const refused = atTheDoor(event);
  if (refused) return refused;
  try {
    const httpGraphQLRequest = {
      method: event.requestContext.http.method,
      headers: new HeaderMap(Object.entries(event.headers)),
      search: event.rawQueryString,
      body: bodyOf(event),
    };
    const server = await started;
    const answer = await server.executeHTTPGraphQLRequest({ httpGraphQLRequest, context: () => contextOf(event) });
    if (answer.body.kind !== "complete") throw new Error("An answer in parts was not asked for.");
    return {
      statusCode: answer.status ?? 200,
      headers: { "cache-control": "no-store", ...Object.fromEntries(answer.headers) },
      body: answer.body.string,
    };
  } catch (error) {
    if (error instanceof SyntaxError) return json(400, "BAD_REQUEST", "The body is not JSON.");
    log.fault(error);
    return json(500, "INTERNAL_SERVER_ERROR", "Something went wrong on our side. It has been noted.");
  }
};
