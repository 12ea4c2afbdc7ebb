/** By the clock, or by hand: brings the organisations up to date with Brønnøysundregistrene. */
import type { Context as LambdaContext } from "aws-lambda";
import * as z from "zod";
import { enhetsregisteret, frivillighetsregisteret, politeHttp, reportOf, syncRegistry } from "#modules/registry";
import { systemContext } from "#platform/context";
import { env } from "#platform/env";
import { handOn } from "#platform/handOn";
import type { RegisterSync } from "#schema/resolvers";

const input = z.strictObject({ kind: z.enum(["FULL", "CHANGES", "WALK"]), handedBy: z.string().optional() });

/** Reading a bulk file through takes some minutes: with less than this left, the next call had better begin it. */
const beginBefore = 400_000;
/** A chunk takes a second at the worst, with all its tries some; the rest is for saving and handing on. */
const goOnBefore = 60_000;

/** A stand-in on the same machine needs no pause between requests. */
const isHere = (url: string): boolean => ["127.0.0.1", "localhost"].includes(new URL(url).hostname);

export const handler = async (
  event: unknown,
  lambda: Pick<LambdaContext, "getRemainingTimeInMillis">,
): Promise<RegisterSync> => {
  const request = input.parse(event);
  const http = politeHttp({ contact: env.contact, ...(isHere(env.enhetsregisteretUrl) && { pauseMs: 0 }) });
  const run = await syncRegistry(
    systemContext("syncRegistry"),
    request,
    {
      units: enhetsregisteret(env.enhetsregisteretUrl, http),
      voluntary: frivillighetsregisteret(env.frivillighetsregisteretUrl, http),
      http,
    },
    {
      mayBegin: () => lambda.getRemainingTimeInMillis() > beginBefore,
      mayGoOn: () => lambda.getRemainingTimeInMillis() > goOnBefore,
      handOn,
    },
  );
  return reportOf(run);
};
