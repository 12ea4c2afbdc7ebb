/** The front door's translation: a request to API Gateway's HTTP API event (payload format 2.0), and its answer back. */
import { randomUUID } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from "aws-lambda";

/** Bodies of these types are passed on as text, all others in Base64, as HTTP API does. */
const textTypes = /^(text\/|application\/(json|javascript|xml|graphql|[\w.+-]+\+json)\b)/;

/** The event for a request whose body has been read; `added` are headers that whoever stands before the gateway sets. */
export const gatewayEvent = (
  request: IncomingMessage,
  body: Buffer,
  added: Readonly<Record<string, string>> = {},
): APIGatewayProxyEventV2 => {
  const url = new URL(request.url ?? "/", "http://localhost");
  const method = request.method ?? "GET";
  const { cookie, ...others } = request.headersDistinct;
  const sent = Object.entries(others).map(([name, values]) => [name, values?.join(",") ?? ""] as const);
  const headers: Record<string, string> = { ...Object.fromEntries(sent), ...added };
  const isText = headers["content-encoding"] === undefined && textTypes.test(headers["content-type"] ?? "text/plain");
  const query = new Map<string, string>();
  for (const [name, value] of url.searchParams)
    query.set(name, query.has(name) ? `${query.get(name)},${value}` : value);
  const now = new Date();
  return {
    version: "2.0",
    routeKey: `${method} ${url.pathname}`,
    rawPath: url.pathname,
    rawQueryString: url.search.slice(1),
    ...(cookie && { cookies: cookie.flatMap((line) => line.split(/;\s*/)) }),
    headers,
    ...(query.size > 0 && { queryStringParameters: Object.fromEntries(query) }),
    requestContext: {
      accountId: "000000000000",
      apiId: "local",
      domainName: headers["host"] ?? "localhost",
      domainPrefix: "localhost",
      http: {
        method,
        path: url.pathname,
        protocol: `HTTP/${request.httpVersion}`,
        sourceIp: request.socket.remoteAddress ?? "127.0.0.1",
        userAgent: headers["user-agent"] ?? "",
      },
      requestId: randomUUID(),
      routeKey: `${method} ${url.pathname}`,
      stage: "$default",
      time: gatewayTime(now),
      timeEpoch: now.getTime(),
    },
    ...(body.length > 0 && { body: body.toString(isText ? "utf8" : "base64") }),
    isBase64Encoded: body.length > 0 && !isText,
  };
};

/** Sends a function's answer: a structured result, or anything else as JSON with status 200, by the gateway's rules. */
export const sendGatewayResult = (response: ServerResponse, answer: unknown): void => {
  const isStructured = typeof answer === "object" && answer !== null && "statusCode" in answer;
  const result = (
    isStructured
      ? answer
      : { statusCode: 200, body: typeof answer === "string" ? answer : JSON.stringify(answer ?? null) }
  ) as APIGatewayProxyStructuredResultV2;
  response.statusCode = result.statusCode ?? 200;
  response.setHeader("content-type", "application/json");
  for (const [name, value] of Object.entries(result.headers ?? {})) response.setHeader(name, String(value));
  if (result.cookies !== undefined) response.setHeader("set-cookie", result.cookies);
  response.end(Buffer.from(result.body ?? "", result.isBase64Encoded === true ? "base64" : "utf8"));
};

const months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/** Such as `22/Nov/2026:12:17:17 +0000`. */
const gatewayTime = (at: Date): string => {
  const [date = "", time = ""] = at.toISOString().split(/[T.]/);
  const [year, month, day] = date.split("-");
  return `${day}/${months[Number(month) - 1]}/${year}:${time} +0000`;
};
