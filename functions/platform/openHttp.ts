/** What is open to all over HTTP (an HTTP API's payload format 2.0): only read, the same for all who ask, and kept by whoever stands between. */
import { createHash } from "node:crypto";
import { gzipSync } from "node:zlib";
import type { APIGatewayProxyStructuredResultV2 } from "aws-lambda";
import * as z from "zod/mini";
import { type Context, makeContext } from "./context.ts";
import { cameByTheFrontDoor } from "./frontDoor.ts";
import { newId } from "./identifiers.ts";
import { log } from "./log.ts";
import { Refusal } from "./refusal.ts";

/** What we read of an HTTP API's event. */
const requestEvent = z.object({
  rawPath: z.string(),
  rawQueryString: z.optional(z.string()),
  requestContext: z.object({ http: z.object({ method: z.string() }) }),
  headers: z.record(z.string(), z.string()),
});

/** What is there, and how long it may be kept (`cache-control`). */
type Content = {
  readonly status: 200 | 404 | 410;
  readonly type: string;
  readonly body: string;
  readonly kept: string;
};
/** Where it is instead: for good, or this time. */
type Elsewhere = { readonly status: 301 | 302; readonly location: string };
export type OpenAnswer = Content | Elsewhere;

/** What is published is known in five minutes, and while we cannot answer the last answer stands for a day (RFC 9111, RFC 5861). */
export const keptShortly = "public, max-age=300, stale-if-error=86400";

const text = (statusCode: number, body: string, headers: Record<string, string> = {}) => ({
  statusCode,
  headers: { "content-type": "text/plain; charset=utf-8", "cache-control": "no-store", ...headers },
  body,
});

/** Whether who asks has it already (RFC 9110, 13.1.2): tags are compared without saying whether they are weak. */
const isHeld = (ifNoneMatch: string | undefined, etag: string): boolean =>
  (ifNoneMatch ?? "").split(",").some((one) => one.trim().replace(/^W\//, "") === etag.replace(/^W\//, ""));

const sent = (
  { status, type, body, kept }: Content,
  method: string,
  headers: Readonly<Record<string, string>>,
): APIGatewayProxyStructuredResultV2 => {
  // Weak, since it is the same whether packed or not.
  const etag = `W/"${createHash("sha256").update(body).digest("base64url")}"`;
  const about = { etag, "cache-control": kept, vary: "accept-encoding" };
  if (status === 200 && isHeld(headers["if-none-match"], etag)) return { statusCode: 304, headers: about };
  const whole = { ...about, "content-type": type };
  if (method === "HEAD") return { statusCode: status, headers: whole };
  // A large answer is more than a function may give, unless it is packed.
  if (!/\bgzip\b/.test(headers["accept-encoding"] ?? "")) return { statusCode: status, headers: whole, body };
  return {
    statusCode: status,
    headers: { ...whole, "content-encoding": "gzip" },
    body: gzipSync(body).toString("base64"),
    isBase64Encoded: true,
  };
};

export type OpenRequest = { readonly ctx: Context; readonly path: string; readonly query: URLSearchParams };

/** The handler of what `answer` knows; an error of ours is noted, and told of without saying what it was. */
export const openToAll =
  (answer: (request: OpenRequest) => Promise<OpenAnswer>) =>
  async (received: unknown): Promise<APIGatewayProxyStructuredResultV2> => {
    const read = requestEvent.safeParse(received);
    if (!read.success) return text(400, "Dette er ingen forespørsel.");
    const { rawPath, rawQueryString, headers, requestContext } = read.data;
    if (!cameByTheFrontDoor(headers)) return text(403, "Denne adressen svarer bare sin egen inngangsdør.");
    const { method } = requestContext.http;
    if (method !== "GET" && method !== "HEAD") return text(405, "Dette kan bare leses.", { allow: "GET, HEAD" });
    try {
      const now = new Date();
      const ctx = makeContext({ kind: "Nobody" }, newId(now), () => now);
      const found = await answer({ ctx, path: rawPath, query: new URLSearchParams(rawQueryString) });
      if ("body" in found) return sent(found, method, headers);
      return { statusCode: found.status, headers: { location: found.location, "cache-control": keptShortly } };
    } catch (error) {
      if (error instanceof Refusal && error.kind === "TooMany")
        return text(503, "Det er for mye å gjøre akkurat nå. Prøv igjen om litt.", { "retry-after": "60" });
      log.fault(error);
      return text(500, "Noe gikk galt hos oss. Det er notert.");
    }
  };
