/** Proves who a request comes from: a signed access token of the people's sign-in service (Amazon Cognito's claims). */
import { createRemoteJWKSet, errors, jwtVerify } from "jose";
import { z } from "zod";
import { env } from "./env.ts";
import { Refusal } from "./refusal.ts";

/** Seconds a clock may be off. */
const clockTolerance = 10;

/** Claims of an access token; an ID token, which says who someone is and not what a client may do, has another `token_use`. */
const claims = z.object({
  sub: z.string().min(1).max(200),
  client_id: z.string(),
  token_use: z.literal("access"),
  username: z.string().max(200).optional(),
});

export type Bearer = { readonly subject: string };

let keys: ReturnType<typeof createRemoteJWKSet> | undefined;

const unauthenticated = (code: string, message: string): Refusal => new Refusal("Unauthenticated", code, message);

/** Verifies signature (RS256 alone), issuer, expiry, kind and client. Refuses with UNAUTHENTICATED or TOKEN_EXPIRED. */
export const verify = async (token: string): Promise<Bearer> => {
  if (env.issuer === undefined || env.jwksUrl === undefined) throw new Error("The issuer of access tokens is not set.");
  // Unknown key ids ask for the keys anew at most twice a minute, so a flood of them reaches nobody else.
  keys ??= createRemoteJWKSet(new URL(env.jwksUrl), { cooldownDuration: 30_000, cacheMaxAge: 3_600_000 });
  try {
    const { payload } = await jwtVerify(token, keys, {
      algorithms: ["RS256"],
      issuer: env.issuer,
      requiredClaims: ["exp", "iat", "sub"],
      clockTolerance,
    });
    const parsed = claims.safeParse(payload);
    if (!parsed.success || !env.clientIds.includes(parsed.data.client_id))
      throw unauthenticated("UNAUTHENTICATED", "That token is not an access token for this service.");
    return { subject: parsed.data.sub };
  } catch (error) {
    if (error instanceof errors.JWTExpired)
      throw unauthenticated("TOKEN_EXPIRED", "The access token has expired: sign in again, or renew it.");
    if (error instanceof errors.JWKSTimeout || (error instanceof TypeError && error.message === "fetch failed"))
      throw error;
    if (error instanceof errors.JOSEError)
      throw unauthenticated("UNAUTHENTICATED", "That access token cannot be trusted here.");
    throw error;
  }
};
