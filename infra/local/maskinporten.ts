/**
 * Maskinporten on a laptop: partners' systems get their tokens here as they do from the real one, by a JWT grant signed with
 * their own key (RFC 7523), and are refused for what it refuses. See docs.digdir.no.
 */
import { generateKeyPairSync, randomBytes, randomUUID } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import {
  decodeJwt,
  decodeProtectedHeader,
  errors,
  importJWK,
  type JWK,
  type JWTPayload,
  jwtVerify,
  SignJWT,
} from "jose";
import { z } from "zod";
import { readJson, writeJson } from "./home.ts";

/** Where it stands on the front door. */
export const maskinportenPath = "/maskinporten/";

/** With its slash, as Maskinporten's own. */
export const maskinportenIssuer = (base: string): string => `${base}${maskinportenPath}`;

/** What tokens for this Samspill are for: the address of its API. */
export const maskinportenAudience = (base: string): string => `${base}/graphql`;

const grantType = "urn:ietf:params:oauth:grant-type:jwt-bearer";
const grantAlgorithms = ["RS256", "RS384", "RS512"];
/** Seconds that a partner's clock may be off, and that a grant may live at most. */
const clockTolerance = 10;
const longestGrant = 120;
/** About as long as Maskinporten's tokens live. */
const tokenSeconds = 599;

/** An RSA key, its private part where it is one's own. */
type KeyPair = JWK & { readonly kty: "RSA"; readonly kid: string };

/** A client that is registered with Maskinporten. */
export interface MaskinportenClient {
  readonly id: string;
  /** Organisation number of whose client it is. */
  readonly orgNumber: string;
  /** Its public keys; a private one may stand here too, and is not needed. */
  readonly keys: readonly KeyPair[];
  readonly scopes: readonly string[];
  /** Organisation numbers of those who have delegated their scopes to it in Altinn. */
  readonly delegatedBy: readonly string[];
}

/** Trondheim kommune's number in Enhetsregisteret. */
const trondheim = "942110464";

const newKey = (): KeyPair => {
  const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  return { ...privateKey.export({ format: "jwk" }), kty: "RSA", alg: "RS256", use: "sig", kid: randomUUID() };
};

const publicPart = ({ kty, n = "", e = "", alg = "RS256", use = "sig", kid }: KeyPair) => ({
  kty,
  n,
  e,
  alg,
  use,
  kid,
});

/** Made at the first start and kept since. */
const kept = <Value>(name: string, make: () => Value): Value => {
  const found = readJson<Value>(name);
  if (found !== undefined) return found;
  const made = make();
  writeJson(name, made);
  return made;
};

/** Maskinporten's own key on this laptop. */
const signingKey = (): KeyPair => kept("maskinporten.json", newKey);

/** The demonstration's partner and the key it signs with, in `partner.json` of the home folder: for a client library to use. */
export const demonstrationPartner = (): { readonly clientId: string; readonly scope: string; readonly key: KeyPair } =>
  kept("partner.json", () => ({
    clientId: randomUUID(),
    scope: "samspill:organisations.read",
    key: newKey(),
  }));

const demonstrationClient = (): MaskinportenClient => {
  const { clientId, scope, key } = demonstrationPartner();
  return { id: clientId, orgNumber: trondheim, keys: [key], scopes: [scope], delegatedBy: [] };
};

/** Claims a grant may have; `pid` and `iss_onbehalfof` are Maskinporten's too, and not for APIs like this one. */
const grantClaims = z.strictObject({
  aud: z.string(),
  iss: z.string(),
  iat: z.int(),
  exp: z.int(),
  jti: z.string().min(1).max(200),
  scope: z.string().regex(/^\S+( \S+)*$/),
  resource: z.union([z.string(), z.array(z.string()).min(1)]).optional(),
  consumer_org: z
    .string()
    .regex(/^\d{9}$/)
    .optional(),
});

/** A refusal as OAuth words it (RFC 6749 §5.2). */
class GrantRefused extends Error {
  override readonly name = "GrantRefused";
  readonly code: string;
  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}

const invalid = (why: string): GrantRefused => new GrantRefused("invalid_grant", `Invalid assertion. ${why}`);

const actorOf = (orgNumber: string) => ({ authority: "iso6523-actorid-upis", ID: `0192:${orgNumber}` });

export type MaskinportenHandler = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

/** Makes the issuer for a Samspill at `base`; `others` are clients beside that of the demonstration. */
export const makeMaskinporten = (base: string, others: readonly MaskinportenClient[] = []): MaskinportenHandler => {
  const issuer = maskinportenIssuer(base);
  const own = signingKey();
  const clients = new Map([demonstrationClient(), ...others].map((client) => [client.id, client]));
  /** Grants that have been used, and until when they would hold (ms). */
  const used = new Map<string, number>();

  const verified = async (assertion: string): Promise<{ client: MaskinportenClient; claims: JWTPayload }> => {
    const client = clients.get(decodeJwt(assertion).iss ?? "");
    if (!client) throw invalid("Unknown client (iss).");
    const { kid, alg } = decodeProtectedHeader(assertion);
    const key = client.keys.find((one) => one.kid === kid);
    if (!key) throw invalid("Unknown key identifier (kid) for the client.");
    const { payload } = await jwtVerify(assertion, await importJWK(publicPart(key), alg), {
      algorithms: grantAlgorithms,
      clockTolerance,
      requiredClaims: ["exp", "iat", "jti"],
    });
    return { client, claims: payload };
  };

  /** Everything the real one demands of a grant. @throws GrantRefused */
  const accepted = async (assertion: string) => {
    const { client, claims } = await verified(assertion);
    const { success, data, error } = grantClaims.safeParse(claims);
    if (!success) throw invalid(z.prettifyError(error).replace(/\s+/g, " "));
    const { aud, iat, exp, jti, scope, consumer_org: consumer } = data;
    const now = Math.floor(Date.now() / 1000);
    if (aud !== issuer) throw invalid(`aud must be ${issuer}`);
    if (Math.abs(now - iat) > clockTolerance) throw invalid(`iat must be within ${clockTolerance} seconds of now.`);
    if (exp - iat > longestGrant) throw invalid(`exp - iat may be ${longestGrant} seconds at most.`);
    for (const [id, until] of used) if (until < Date.now()) used.delete(id);
    const id = `${client.id} ${jti}`;
    if (used.has(id)) throw invalid("jti has been used.");
    used.set(id, (exp + clockTolerance) * 1000);
    const missing = scope.split(" ").filter((one) => !client.scopes.includes(one));
    if (missing.length > 0) throw new GrantRefused("invalid_scope", `The client has no access to ${missing.join(" ")}`);
    if (consumer !== undefined && !client.delegatedBy.includes(consumer))
      throw invalid(`Consumer ${consumer} has not delegated access to the scope to supplier ${client.orgNumber}`);
    return { client, claims: data };
  };

  const token = async (form: URLSearchParams) => {
    if (form.get("grant_type") !== grantType)
      throw new GrantRefused("unsupported_grant_type", `grant_type must be ${grantType}`);
    const { client, claims } = await accepted(form.get("assertion") ?? "");
    const { scope, resource, consumer_org: consumer } = claims;
    const accessToken = await new SignJWT({
      aud: resource ?? "unspecified",
      scope,
      client_id: client.id,
      client_amr: "private_key_jwt",
      token_type: "Bearer",
      consumer: actorOf(consumer ?? client.orgNumber),
      ...(consumer !== undefined && {
        supplier: actorOf(client.orgNumber),
        delegation_source: "https://tt02.altinn.no/",
      }),
    })
      .setProtectedHeader({ alg: "RS256", kid: own.kid })
      .setIssuer(issuer)
      .setJti(randomBytes(32).toString("base64url"))
      .setIssuedAt()
      .setExpirationTime(`${tokenSeconds}s`)
      .sign(await importJWK(own, "RS256"));
    return { access_token: accessToken, token_type: "Bearer", expires_in: tokenSeconds, scope };
  };

  const metadata = {
    issuer,
    token_endpoint: `${issuer}token`,
    jwks_uri: `${issuer}jwks`,
    token_endpoint_auth_methods_supported: ["private_key_jwt"],
    grant_types_supported: [grantType],
    token_endpoint_auth_signing_alg_values_supported: grantAlgorithms,
  };

  const answer = async (request: IncomingMessage): Promise<readonly [status: number, body: object]> => {
    const { pathname } = new URL(request.url ?? "/", base);
    const asked = `${request.method} ${pathname.slice(maskinportenPath.length)}`;
    if (asked === "GET .well-known/oauth-authorization-server") return [200, metadata];
    if (asked === "GET jwks") return [200, { keys: [publicPart(own)] }];
    if (asked === "POST token") return [200, await token(new URLSearchParams(await smallBody(request)))];
    return [404, { error: "not_found" }];
  };

  return async (request, response) => {
    const [status, body] = await answer(request).catch((error: unknown) => {
      if (error instanceof GrantRefused) return [400, { error: error.code, error_description: error.message }] as const;
      if (error instanceof errors.JOSEError)
        return [400, { error: "invalid_grant", error_description: `Invalid assertion. ${error.message}` }] as const;
      throw error;
    });
    response.writeHead(status, { "content-type": "application/json", "cache-control": "no-store" });
    response.end(JSON.stringify(body));
  };
};

/** A grant is a kilobyte or two; what is longer than this is something else. */
const smallBody = async (request: IncomingMessage): Promise<string> => {
  let body = "";
  for await (const part of request) {
    body += String(part);
    if (body.length > 20_000) return "";
  }
  return body;
};

/** A token for the demonstration's partner from the Samspill at `base`, as its own system would ask for it. */
export const partnerToken = async (base: string): Promise<string> => {
  const { clientId, scope, key } = demonstrationPartner();
  const assertion = await new SignJWT({ scope, resource: maskinportenAudience(base) })
    .setProtectedHeader({ alg: "RS256", kid: key.kid })
    .setIssuer(clientId)
    .setAudience(maskinportenIssuer(base))
    .setJti(randomUUID())
    .setIssuedAt()
    .setExpirationTime("60s")
    .sign(await importJWK(key, "RS256"));
  const response = await fetch(`${maskinportenIssuer(base)}token`, {
    method: "POST",
    body: new URLSearchParams({ grant_type: grantType, assertion }),
  });
  const answer = z.object({ access_token: z.string() }).safeParse(await response.json());
  if (!answer.success) throw new Error(`Maskinporten gave the partner no token: status ${response.status}.`);
  return answer.data.access_token;
};
