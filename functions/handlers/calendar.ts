/** Calendars of activities as a Lambda behind an HTTP API (payload format 2.0): open to all, as what they tell is published. */
import { createHash } from "node:crypto";
import { gzipSync } from "node:zlib";
import type { APIGatewayProxyStructuredResultV2 } from "aws-lambda";
import * as z from "zod";
import { calendarAt } from "#modules/activities";
import { makeContext } from "#platform/context";
import { cameByTheFrontDoor } from "#platform/frontDoor";
import { newId } from "#platform/identifiers";
import { log } from "#platform/log";
import { Refusal } from "#platform/refusal";

/** What we read of an HTTP API's event. */
const requestEvent = z.object({
  rawPath: z.string(),
  requestContext: z.object({ http: z.object({ method: z.string() }) }),
  headers: z.record(z.string(), z.string()),
});

/** What is called off is known in five minutes, and while we cannot answer the last answer stands for a day (RFC 9111, RFC 5861). */
const kept = "public, max-age=300, stale-if-error=86400";

const text = (statusCode: number, body: string, headers: Record<string, string> = {}) => ({
  statusCode,
  headers: { "content-type": "text/plain; charset=utf-8", "cache-control": "no-store", ...headers },
  body,
});

/** Whether who asks has it already (RFC 9110, 13.1.2): tags are compared without saying whether they are weak. */
const isHeld = (ifNoneMatch: string | undefined, etag: string): boolean =>
  (ifNoneMatch ?? "").split(",").some((one) => one.trim().replace(/^W\//, "") === etag.replace(/^W\//, ""));

const answer = async ({
  rawPath,
  headers,
  requestContext,
}: z.infer<typeof requestEvent>): Promise<APIGatewayProxyStructuredResultV2> => {
  const { method } = requestContext.http;
  if (method !== "GET" && method !== "HEAD") return text(405, "Kalendere kan bare leses.", { allow: "GET, HEAD" });
  const path = /^\/calendar\/([\w/-]{1,100})\.ics$/.exec(rawPath)?.[1];
  const now = new Date();
  const ctx = makeContext({ kind: "Nobody" }, newId(now), () => now);
  const calendar = path === undefined ? undefined : await calendarAt(ctx, path);
  if (calendar === undefined)
    return text(404, "Denne kalenderen finnes ikke.", { "cache-control": "public, max-age=60" });

  // Weak, since it is the same whether packed or not.
  const etag = `W/"${createHash("sha256").update(calendar).digest("base64url")}"`;
  const about = { etag, "cache-control": kept, vary: "accept-encoding" };
  if (isHeld(headers["if-none-match"], etag)) return { statusCode: 304, headers: about };
  const whole = { ...about, "content-type": "text/calendar; charset=utf-8" };
  if (method === "HEAD") return { statusCode: 200, headers: whole };
  // A large calendar is more than a function may answer with, unless it is packed.
  if (!/\bgzip\b/.test(headers["accept-encoding"] ?? "")) return { statusCode: 200, headers: whole, body: calendar };
  return {
    statusCode: 200,
    headers: { ...whole, "content-encoding": "gzip" },
    body: gzipSync(calendar).toString("base64"),
    isBase64Encoded: true,
  };
};

export const handler = async (received: unknown): Promise<APIGatewayProxyStructuredResultV2> => {
  const read = requestEvent.safeParse(received);
  if (!read.success) return text(400, "Dette er ingen forespørsel.");
  if (!cameByTheFrontDoor(read.data.headers)) return text(403, "Denne adressen svarer bare sin egen inngangsdør.");
  try {
    return await answer(read.data);
  } catch (error) {
    if (error instanceof Refusal && error.kind === "TooMany")
      return text(503, "Det er for mye å gjøre akkurat nå. Prøv igjen om litt.", { "retry-after": "60" });
    log.fault(error);
    return text(500, "Noe gikk galt hos oss. Det er notert.");
  }
};
