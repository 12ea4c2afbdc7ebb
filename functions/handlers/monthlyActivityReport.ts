/** In the night to the first of a month, and any night when one is missing: municipalities' and reception centres' reports of the month that is over. */
import type { Context as LambdaContext } from "aws-lambda";
import * as z from "zod";
import { makeReports, type Made } from "#modules/reports";
import { systemContext } from "#platform/context";
import { handOn } from "#platform/handOn";

const input = z.strictObject({
  month: z
    .string()
    .regex(/^20\d\d-(0[1-9]|1[0-2])$/)
    .optional(),
  bodies: z.array(z.string()).optional(),
});

/** A report takes some hundredths of a second, with all its tries some seconds; the rest is for handing on. */
const goOnBefore = 60_000;

export const handler = (event: unknown, lambda: Pick<LambdaContext, "getRemainingTimeInMillis">): Promise<Made> =>
  makeReports(systemContext("monthlyActivityReport"), input.parse(event), {
    mayGoOn: () => lambda.getRemainingTimeInMillis() > goOnBefore,
    handOn,
  });
