/** Maskinporten on the laptop: a partner's client library gets its token by the real JWT grant (RFC 7523), and is refused as by the real one. */
import { createServer, type Server } from "node:http";
import { randomUUID } from "node:crypto";
import { decodeJwt, exportJWK, generateKeyPair, importJWK, type JWTPayload, SignJWT } from "jose";
import * as oauth from "openid-client";
import { afterAll, beforeAll, describe, expect, it, test } from "vitest";
import type * as World from "#world";
import { freePort } from "../../infra/local/database.ts";
import {
  demonstrationPartner,
  makeMaskinporten,
  maskinportenAudience,
  maskinportenIssuer,
  partnerToken,
} from "../../infra/local/maskinporten.ts";

const trondheim = "942110464";
const supplier = "991825827";
const scope = "samspill:organisations.read";
const grantType = "urn:ietf:params:oauth:grant-type:jwt-bearer";

const rsa = async (kid: string) => {
  const { privateKey, publicKey } = await generateKeyPair("RS256", { extractable: true });
  const jwk = { ...(await exportJWK(publicKey)), kty: "RSA" as const, kid };
  return { kid, jwk, privateJwk: await exportJWK(privateKey) };
};
const [systemKey, foreignKey] = await Promise.all([rsa("system-1"), rsa("system-1")]);
/** A vendor's system, which acts for Trondheim by delegation. */
const vendor = {
  id: randomUUID(),
  orgNumber: supplier,
  keys: [systemKey.jwk],
  scopes: [scope],
  delegatedBy: [trondheim],
};

let server: Server;
let base = "";
let issuer = "";
let world: typeof World;

beforeAll(async () => {
  const port = await freePort();
  base = `http://localhost:${port}`;
  issuer = maskinportenIssuer(base);
  const maskinporten = makeMaskinporten(base, [vendor]);
  server = createServer((request, response) => void maskinporten(request, response));
  await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
  Object.assign(process.env, {
    SAMSPILL_MASKINPORTEN_ISSUER: issuer,
    SAMSPILL_MASKINPORTEN_JWKS_URL: `${issuer}jwks`,
    SAMSPILL_MASKINPORTEN_AUDIENCE: maskinportenAudience(base),
  });
  world = await import("#world");
  await world.given.referenceBodies();
  await world.given.partner(trondheim, { name: "Kalenderen" });
});

afterAll(() => {
  server.closeAllConnections();
  server.close();
});

const now = (): number => Math.floor(Date.now() / 1000);

/** The vendor's grant; what is undefined is left out. */
const grant = async (
  changed: Readonly<Record<string, unknown>> = {},
  { alg = "RS256", kid = "system-1", key = systemKey }: { alg?: string; kid?: string; key?: typeof systemKey } = {},
): Promise<string> => {
  const claims = {
    aud: issuer,
    iss: vendor.id,
    iat: now(),
    exp: now() + 100,
    jti: randomUUID(),
    scope,
    resource: maskinportenAudience(base),
    ...changed,
  };
  return new SignJWT(JSON.parse(JSON.stringify(claims)) as JWTPayload)
    .setProtectedHeader({ alg, kid })
    .sign(await importJWK(key.privateJwk, alg));
};

const post = async (form: Record<string, string>): Promise<{ status: number; answer: Record<string, unknown> }> => {
  const response = await fetch(`${issuer}token`, { method: "POST", body: new URLSearchParams(form) });
  return { status: response.status, answer: (await response.json()) as Record<string, unknown> };
};
const ask = (assertion: string) => post({ grant_type: grantType, assertion });

describe("a client library that knows nothing of us", () => {
  it("finds the endpoints, trades its grant for a token, and is let in with it", async () => {
    const { clientId, key } = demonstrationPartner();
    const config = await oauth.discovery(
      new URL(`${issuer}.well-known/oauth-authorization-server`),
      clientId,
      undefined,
      oauth.None(),
      // oxlint-disable-next-line typescript/no-deprecated -- a laptop has no certificate
      { algorithm: "oauth2", execute: [oauth.allowInsecureRequests] },
    );
    const assertion = await new SignJWT({ scope, resource: maskinportenAudience(base) })
      .setProtectedHeader({ alg: "RS256", kid: key.kid })
      .setIssuer(clientId)
      .setAudience(config.serverMetadata().issuer)
      .setJti(randomUUID())
      .setIssuedAt()
      .setExpirationTime("2 minutes")
      .sign(await importJWK(key, "RS256"));
    const tokens = await oauth.genericGrantRequest(config, grantType, { assertion });
    expect(tokens.token_type).toBe("bearer");
    expect(tokens.expiresIn()).toBeGreaterThan(500);
    expect(decodeJwt(tokens.access_token)).toMatchObject({
      iss: issuer,
      aud: maskinportenAudience(base),
      client_id: clientId,
      client_amr: "private_key_jwt",
      scope,
      consumer: { authority: "iso6523-actorid-upis", ID: `0192:${trondheim}` },
    });
    const { status, data } = await world.askWith(tokens.access_token, "{ viewer { name } }");
    expect([status, data]).toEqual([200, { viewer: { name: "Kalenderen" } }]);
  });

  it("gets the same by `npm run token -- --as partner`", async () => {
    const { status } = await world.askWith(await partnerToken(base), "{ viewer { name } }");
    expect(status).toBe(200);
  });
});

describe("delegation", () => {
  it("lets a vendor act for the one who delegated, as long as we accept it", async () => {
    const { status, answer } = await ask(await grant({ consumer_org: trondheim }));
    expect(status).toBe(200);
    const token = String(answer["access_token"]);
    expect(decodeJwt(token)).toMatchObject({
      consumer: { ID: `0192:${trondheim}` },
      supplier: { authority: "iso6523-actorid-upis", ID: `0192:${supplier}` },
      delegation_source: expect.stringMatching(/^https:/),
    });
    const refused = await world.askWith(token, "{ viewer { name } }");
    expect([refused.status, refused.code]).toEqual([403, "SUPPLIER_NOT_ACCEPTED"]);
    const { changePartner } = await import("../../functions/modules/partners/commands.ts");
    const { systemContext } = await import("#platform/context");
    const terms = {
      name: "Kalenderen",
      bodyId: "organisation:K5001",
      scopes: [scope],
      costPerMinute: 1000,
      costPerDay: 9000,
    };
    const change = { ...terms, orgNumber: trondheim, version: 1, suppliers: [supplier] };
    await changePartner(systemContext("given"), change, world.newKey());
    const accepted = await world.askWith(token, "{ viewer { name } }");
    expect([accepted.status, accepted.data]).toEqual([200, { viewer: { name: "Kalenderen" } }]);
  });
});

describe("algorithms and forms", () => {
  test.each(["RS256", "RS384", "RS512"])("%s is taken", async (alg) => {
    expect((await ask(await grant({}, { alg }))).status).toBe(200);
  });

  test("a clock may be nine seconds off", async () => {
    expect((await ask(await grant({ iat: now() + 9, exp: now() + 100 }))).status).toBe(200);
    expect((await ask(await grant({ iat: now() - 9, exp: now() + 100 }))).status).toBe(200);
  });

  test("without `resource` the token is good for nothing in particular, and for nothing here", async () => {
    const { answer } = await ask(await grant({ resource: undefined }));
    const token = String(answer["access_token"]);
    expect(decodeJwt(token).aud).toBe("unspecified");
    expect((await world.askWith(token, "{ viewer { name } }")).code).toBe("WRONG_AUDIENCE");
  });
});

describe("is refused:", () => {
  test.each<[string, () => Promise<string>, string, RegExp]>([
    ["no grant", async () => "", "invalid_grant", /Invalid assertion/],
    ["an unknown client", () => grant({ iss: randomUUID() }), "invalid_grant", /iss/],
    ["a key that is not registered", () => grant({}, { kid: "other" }), "invalid_grant", /kid/],
    ["a foreign key by a registered name", () => grant({}, { key: foreignKey }), "invalid_grant", /signature/],
    ["the API as audience", () => grant({ aud: maskinportenAudience(base) }), "invalid_grant", /aud/],
    ["an audience without its slash", () => grant({ aud: issuer.slice(0, -1) }), "invalid_grant", /aud/],
    ["two audiences", () => grant({ aud: [issuer, "https://other.example/"] }), "invalid_grant", /aud/],
    ["its audience in a list", () => grant({ aud: [issuer] }), "invalid_grant", /aud/],
    ["no beginning", () => grant({ iat: undefined }), "invalid_grant", /iat/],
    ["a beginning long ago", () => grant({ iat: now() - 20, exp: now() + 60 }), "invalid_grant", /iat/],
    ["a beginning to come", () => grant({ iat: now() + 20, exp: now() + 60 }), "invalid_grant", /iat/],
    ["no end", () => grant({ exp: undefined }), "invalid_grant", /exp/],
    ["a life of more than two minutes", () => grant({ exp: now() + 130 }), "invalid_grant", /exp/],
    ["an end that is past", () => grant({ iat: now() - 9, exp: now() - 20 }), "invalid_grant", /exp/],
    ["no identity", () => grant({ jti: undefined }), "invalid_grant", /jti/],
    ["no scope", () => grant({ scope: undefined }), "invalid_grant", /scope/],
    ["a scope it does not have", () => grant({ scope: `${scope} samspill:all` }), "invalid_scope", /samspill:all/],
    ["a claim that is unknown", () => grant({ role: "admin" }), "invalid_grant", /Invalid assertion.*role/],
    ["a consumer that delegated nothing", () => grant({ consumer_org: "987879696" }), "invalid_grant", /delegated/],
    [
      "a consumer with its register",
      () => grant({ consumer_org: `0192:${trondheim}` }),
      "invalid_grant",
      /consumer_org/,
    ],
  ])("%s", async (_, make, error, why) => {
    const { status, answer } = await ask(await make());
    expect([status, answer["error"], answer["error_description"]]).toEqual([400, error, expect.stringMatching(why)]);
    expect(answer["access_token"]).toBeUndefined();
  });

  test("the same grant a second time", async () => {
    const assertion = await grant();
    expect((await ask(assertion)).status).toBe(200);
    expect((await ask(assertion)).answer["error_description"]).toMatch(/jti/);
  });

  test("HS256 with the public key as secret", async () => {
    const secret = Buffer.from(JSON.stringify(systemKey.jwk));
    const assertion = await new SignJWT({ aud: issuer, iss: vendor.id, scope, jti: "x" })
      .setProtectedHeader({ alg: "HS256", kid: "system-1" })
      .setIssuedAt()
      .setExpirationTime("60s")
      .sign(secret);
    expect((await ask(assertion)).status).toBe(400);
  });

  test("another grant type", async () => {
    const { status, answer } = await post({ grant_type: "client_credentials", assertion: await grant() });
    expect([status, answer["error"]]).toEqual([400, "unsupported_grant_type"]);
  });
});

test("its keys are public ones", async () => {
  const { keys } = (await (await fetch(`${issuer}jwks`)).json()) as { keys: object[] };
  expect(keys.map((key) => Object.keys(key).toSorted())).toEqual([["alg", "e", "kid", "kty", "n", "use"]]);
});
