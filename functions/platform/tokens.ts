/**
 * Proves who a request comes from: a signed access token of people's sign-in service (Amazon Cognito's claims), or one of
 * Maskinporten, by which partners' systems come. Each is held against its own issuer's keys and rules, and never the other's.
 */
import { hash } from "node:crypto";
import { createRemoteJWKSet, decodeJwt, errors, type JWTVerifyGetKey, type JWTVerifyOptions, jwtVerify } from "jose";
import * as z from "zod/mini";
import { acceptsSyntheticNumbers, env } from "./env.ts";
import { isOrganisationNumber } from "./identifiers.ts";
import { Refusal } from "./refusal.ts";

export type Bearer =
  | { readonly kind: "Person"; readonly subject: string }
  | {
      readonly kind: "Partner";
      /** Organisation number of the legal consumer. */
      readonly consumer: string;
      /** Organisation number of who acts for the consumer, by delegation in Altinn. */
      readonly supplier: string | undefined;
      readonly scopes: readonly string[];
    };

/** Signature, clock and form are the same for both: RS256 alone, and a clock may be off by this many seconds. */
const signed = { algorithms: ["RS256"], clockTolerance: 10 } satisfies JWTVerifyOptions;

/** Maskinporten's access tokens live for minutes; one that claims more than ten is not as we ordered them, in seconds. */
const oldestPartnerToken = 600;

const short = z.string().check(z.minLength(1), z.maxLength(200));

/** Claims of an access token; an ID token, which says who someone is and not what a client may do, has another `token_use`. */
const personClaims = z.object({
  sub: short,
  client_id: z.string(),
  token_use: z.literal("access"),
});

const digitsOf = (identifier: string): string => identifier.slice("0192:".length);
const isKnown = (identifier: string): boolean => isOrganisationNumber(digitsOf(identifier), acceptsSyntheticNumbers);

/** What a partner's token says. What else it says, such as which system user it stands for (`authorization_details`), gives no right here. */
const makePartnerClaims = () => {
  /** An organisation as ISO 6523 names it: 0192 is Enhetsregisteret. */
  const organisation = z.pipe(
    z.object({
      authority: z.literal("iso6523-actorid-upis"),
      ID: z.string().check(z.regex(/^0192:\d{9}$/), z.refine(isKnown)),
    }),
    z.transform(({ ID }) => digitsOf(ID)),
  );
  /** For us alone: whoever else a token is meant for could use it here. */
  const audience = z.union([z.string(), z.tuple([z.string()])]);
  const claims = z
    .object({
      client_id: short,
      jti: short,
      scope: z.string().check(z.maxLength(2_000)),
      token_type: z.optional(z.literal("Bearer")),
      consumer: organisation,
      supplier: z.optional(organisation),
      delegation_source: z.optional(short),
    })
    .check(z.refine(({ supplier, delegation_source: source }) => (supplier === undefined) === (source === undefined)));
  return { audience, claims };
};

const unauthenticated = (code: string, message: string, details = {}): Refusal =>
  new Refusal("Unauthenticated", code, message, details);

/** Without `resource` in its grant, Maskinporten makes a token that is good everywhere: `aud` is `unspecified` or missing. */
const wrongAudience = (): Refusal =>
  unauthenticated(
    "WRONG_AUDIENCE",
    `That token is not for this API alone: ask Maskinporten for one with \`resource\` set to ${env.maskinportenAudience}.`,
    { resource: env.maskinportenAudience },
  );

/** Who a token proves, and until which second it may be believed. */
type Proof = { readonly bearer: Bearer; readonly until: number };
type Verifier = (token: string) => Promise<Proof>;

/** Unknown key ids ask for the keys anew at most twice a minute, so a flood of them reaches nobody else. */
const keysAt = (url: string): JWTVerifyGetKey => {
  let keys: JWTVerifyGetKey | undefined;
  return (...asked) => {
    // Made when first asked for, as it loads all of Node's fetch.
    keys ??= createRemoteJWKSet(new URL(url), {
      cooldownDuration: 30_000,
      cacheMaxAge: 3_600_000,
      timeoutDuration: 3_000,
    });
    return keys(...asked);
  };
};

const personVerifier = (issuer: string, jwksUrl: string): Verifier => {
  const keys = keysAt(jwksUrl);
  return async (token) => {
    const { payload } = await jwtVerify(token, keys, { ...signed, issuer, requiredClaims: ["exp", "iat", "sub"] });
    const { success, data } = personClaims.safeParse(payload);
    if (!success || !env.clientIds.includes(data.client_id))
      throw unauthenticated("UNAUTHENTICATED", "That token is not an access token for this service.");
    return { bearer: { kind: "Person", subject: data.sub }, until: payload.exp ?? 0 };
  };
};

const partnerVerifier = (issuer: string, jwksUrl: string, ourselves: string): Verifier => {
  const keys = keysAt(jwksUrl);
  // Made when the first partner comes: most starts are for others.
  let made: ReturnType<typeof makePartnerClaims> | undefined;
  return async (token) => {
    const { audience, claims } = (made ??= makePartnerClaims());
    const { payload } = await jwtVerify(token, keys, {
      ...signed,
      issuer,
      audience: ourselves,
      maxTokenAge: oldestPartnerToken,
      requiredClaims: ["exp", "iat", "jti", "scope", "consumer", "client_id"],
    });
    if (!audience.safeParse(payload.aud).success) throw wrongAudience();
    const { success, data } = claims.safeParse(payload);
    if (!success)
      throw unauthenticated(
        "UNAUTHENTICATED",
        "That token does not say, as Maskinporten's do, which organisation asks.",
      );
    const { consumer, supplier, scope } = data;
    return {
      bearer: { kind: "Partner", consumer, supplier, scopes: scope.split(" ").filter(Boolean) },
      until: Math.min(payload.exp ?? 0, (payload.iat ?? 0) + oldestPartnerToken),
    };
  };
};

const verifiers = new Map<string, Verifier>();
if (env.issuer !== undefined && env.jwksUrl !== undefined)
  verifiers.set(env.issuer, personVerifier(env.issuer, env.jwksUrl));
const { maskinportenIssuer, maskinportenJwksUrl, maskinportenAudience } = env;
if (maskinportenIssuer !== undefined && maskinportenJwksUrl !== undefined && maskinportenAudience !== undefined)
  verifiers.set(maskinportenIssuer, partnerVerifier(maskinportenIssuer, maskinportenJwksUrl, maskinportenAudience));

/** Seconds a proof is believed without asking again, so that a key that is withdrawn soon bites. */
const believedFor = 300;
const mostProofs = 1_000;
/** Proofs by the hash of their token: to prove it at every request took a small one a tenth of its processor time. */
const proofs = new Map<string, Proof>();

const believed = (token: string): Bearer | undefined => {
  const proof = proofs.get(hash("sha256", token));
  return proof && proof.until > Date.now() / 1000 ? proof.bearer : undefined;
};

const believe = (token: string, { bearer, until }: Proof): Bearer => {
  const [oldest] = proofs.keys();
  if (proofs.size >= mostProofs && oldest !== undefined) proofs.delete(oldest);
  proofs.set(hash("sha256", token), { bearer, until: Math.min(until, Date.now() / 1000 + believedFor) });
  return bearer;
};

/**
 * Verifies a token by the rules of the one it says it comes from. Refuses with UNAUTHENTICATED, TOKEN_EXPIRED or
 * WRONG_AUDIENCE.
 */
export const verify = async (token: string): Promise<Bearer> => {
  if (verifiers.size === 0) throw new Error("The issuer of access tokens is not set.");
  const known = believed(token);
  if (known) return known;
  try {
    // Not proven yet: it chooses the rules, which begin by proving it.
    const said = verifiers.get(decodeJwt(token).iss ?? "");
    if (!said) throw unauthenticated("UNAUTHENTICATED", "That access token comes from no one we take tokens from.");
    return believe(token, await said(token));
  } catch (error) {
    if (error instanceof errors.JWTExpired)
      throw unauthenticated("TOKEN_EXPIRED", "The access token has expired: sign in again, or renew it.");
    if (error instanceof errors.JWTClaimValidationFailed && error.claim === "aud") throw wrongAudience();
    // That the issuer gives us no keys is nobody's fault who asks.
    if (error instanceof errors.JWKSTimeout || (error instanceof errors.JOSEError && error.code === "ERR_JOSE_GENERIC"))
      throw error;
    if (error instanceof errors.JOSEError)
      throw unauthenticated("UNAUTHENTICATED", "That access token cannot be trusted here.");
    throw error;
  }
};
