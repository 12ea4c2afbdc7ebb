/** Tokens that claim to be Maskinporten's: a table of forgeries and mistakes at the front door, and the genuine kinds. ASVS 9.1, 9.2. */
import { createHmac, createPublicKey, generateKeyPairSync, type JsonWebKey, type KeyObject, sign } from "node:crypto";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type * as World from "#world";

type Json = Readonly<Record<string, unknown>>;
type Key = { readonly privateKey: KeyObject; readonly jwk: JsonWebKey };

const keyPair = (kid: string): Key => {
  const { privateKey, publicKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  return { privateKey, jwk: { ...publicKey.export({ format: "jwk" }), kid, alg: "RS256", use: "sig" } };
};
const maskinporten = keyPair("maskinporten");
const people = keyPair("people");
const foreign = keyPair("maskinporten");

const issuer = "https://maskinporten.example/";
const audience = "https://samspill.example/graphql";
const peopleIssuer = "https://sign-in.example/pool";
const scope = "samspill:organisations.read";

/** Registered, accepts the supplier; registered and stopped; not registered. */
const [trondheim, stopped, unknown] = ["942110464", "987879696", "864139442"];
const [supplier, otherSupplier] = ["974760673", "991825827"];

let server: Server;
const asked: Record<string, number> = {};
let askWith: typeof World.askWith;

beforeAll(async () => {
  const sets: Record<string, JsonWebKey> = {
    "/partners": maskinporten.jwk,
    "/people": people.jwk,
    "/foreign": foreign.jwk,
  };
  server = createServer(({ url = "" }, response) => {
    asked[url] = (asked[url] ?? 0) + 1;
    response.setHeader("content-type", "application/json");
    response.end(JSON.stringify({ keys: [sets[url]] }));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  // Settings are read when the functions are loaded, so these are loaded after them.
  Object.assign(process.env, {
    SAMSPILL_ISSUER: peopleIssuer,
    SAMSPILL_JWKS_URL: `${base}/people`,
    SAMSPILL_CLIENT_IDS: "console",
    SAMSPILL_MASKINPORTEN_ISSUER: issuer,
    SAMSPILL_MASKINPORTEN_JWKS_URL: `${base}/partners`,
    SAMSPILL_MASKINPORTEN_AUDIENCE: audience,
  });
  const world = await import("#world");
  ({ askWith } = world);
  await world.given.referenceBodies();
  await world.given.partner(trondheim, { name: "Kalenderen", suppliers: [supplier] });
  await world.given.partner(stopped);
  const { stopPartner } = await import("../../functions/modules/partners/commands.ts");
  const { systemContext } = await import("#platform/context");
  await stopPartner(systemContext("given"), { orgNumber: stopped, version: 1, reason: "Ended" }, world.newKey());
});

afterAll(() => {
  server.closeAllConnections();
  server.close();
});

const now = (): number => Math.floor(Date.now() / 1000);
const encode = (part: unknown): string => Buffer.from(JSON.stringify(part)).toString("base64url");
const organisation = (number: string) => ({ authority: "iso6523-actorid-upis", ID: `0192:${number}` });

const claims = (): Json => ({
  iss: issuer,
  aud: audience,
  client_id: "0b8e3f5e-5a3d-4a3d-8a3d-5a3d00000001",
  client_amr: "private_key_jwt",
  token_type: "Bearer",
  scope,
  consumer: organisation(trondheim),
  iat: now(),
  exp: now() + 599,
  jti: "a-token",
});
const personClaims = (): Json => ({
  iss: peopleIssuer,
  sub: "5a3d0000-0000-4000-8000-000000000005",
  client_id: "console",
  token_use: "access",
  iat: now(),
  exp: now() + 3600,
});

/** A token laid together by hand, so that it can be wrong in any way. */
const forge = (header: Json, payload: Json, signature: (input: string) => string): string => {
  const input = `${encode(header)}.${encode(payload)}`;
  return `${input}.${signature(input)}`;
};
const by =
  ({ privateKey }: Key, algorithm = "RSA-SHA256") =>
  (input: string): string =>
    sign(algorithm, Buffer.from(input), privateKey).toString("base64url");
const header: Json = { alg: "RS256", kid: "maskinporten" };

const token = (changed: Json = {}, changedHeader: Json = {}, key = maskinporten): string =>
  forge({ ...header, ...changedHeader }, { ...claims(), ...changed }, by(key));
const without = (...names: string[]): string =>
  forge(
    header,
    Object.fromEntries(Object.entries(claims()).filter(([name]) => !names.includes(name))),
    by(maskinporten),
  );
/** One digit of its signature's text changed, and one of the payload's. */
const tampered = (): string => {
  const [head = "", , signature = ""] = token().split(".");
  return [head, encode({ ...claims(), consumer: organisation(unknown) }), signature].join(".");
};
const publicPem = createPublicKey(maskinporten.privateKey).export({ type: "spki", format: "pem" });

const untrusted = [401, "UNAUTHENTICATED"] as const;
const elsewhere = [401, "WRONG_AUDIENCE"] as const;
const expired = [401, "TOKEN_EXPIRED"] as const;
/** The door is open, and the field is not. */
const lacksScope = [200, "FORBIDDEN"] as const;

const attacks: readonly (readonly [string, () => string, readonly [number, string]])[] = [
  ["no signature at all (none)", () => forge({ ...header, alg: "none" }, claims(), () => ""), untrusted],
  [
    "HS256 with the public key as secret",
    () =>
      forge({ ...header, alg: "HS256" }, claims(), (input) =>
        createHmac("sha256", publicPem).update(input).digest("base64url"),
      ),
    untrusted,
  ],
  [
    "RS384 by the right key",
    () => forge({ ...header, alg: "RS384" }, claims(), by(maskinporten, "RSA-SHA384")),
    untrusted,
  ],
  ["a foreign key of the same name", () => token({}, {}, foreign), untrusted],
  ["a key in the header (jwk)", () => token({}, { jwk: foreign.jwk }, foreign), untrusted],
  ["a key set in the header (jku)", () => token({}, { jku: "https://evil.example/keys" }, foreign), untrusted],
  [
    "a certificate in the header (x5c)",
    () => token({}, { x5c: [Buffer.from("x").toString("base64")] }, foreign),
    untrusted,
  ],
  ["another payload under a genuine signature", tampered, untrusted],
  ["a critical header we do not know (crit)", () => token({}, { crit: ["b64"], b64: false }), untrusted],
  ["an unknown key", () => token({}, { kid: "who" }), untrusted],
  ["two parts", () => token().split(".").slice(0, 2).join("."), untrusted],
  ["another issuer", () => token({ iss: "https://test.maskinporten.example/" }), untrusted],
  ["no issuer", () => without("iss"), untrusted],
  ["the issuer without its slash", () => token({ iss: "https://maskinporten.example" }), untrusted],
  ["two issuers", () => token({ iss: [issuer, peopleIssuer] }), untrusted],
  ["no audience", () => without("aud"), elsewhere],
  ["an unspecified audience", () => token({ aud: "unspecified" }), elsewhere],
  ["another API's audience", () => token({ aud: "https://other.example/api" }), elsewhere],
  ["our audience with a slash more", () => token({ aud: `${audience}/` }), elsewhere],
  ["an audience among others", () => token({ aud: ["https://other.example/api", audience] }), elsewhere],
  ["no end (exp)", () => without("exp"), untrusted],
  ["an end that is past", () => token({ exp: now() - 11 }), expired],
  ["an end as text", () => token({ exp: String(now() + 599) }), untrusted],
  ["no beginning (iat)", () => without("iat"), untrusted],
  ["a beginning eleven minutes ago", () => token({ iat: now() - 660, exp: now() + 599 }), expired],
  ["a beginning to come", () => token({ iat: now() + 60 }), untrusted],
  ["a time before which it does not hold (nbf)", () => token({ nbf: now() + 60 }), untrusted],
  ["no identity (jti)", () => without("jti"), untrusted],
  ["no client", () => without("client_id"), untrusted],
  ["no scope", () => without("scope"), untrusted],
  ["scopes as a list", () => token({ scope: [scope] }), untrusted],
  ["a scope that ours is the beginning of", () => token({ scope: `${scope}.all` }), lacksScope],
  ["a scope that is the beginning of ours", () => token({ scope: "samspill:organisations" }), lacksScope],
  ["a scope that ends as ours", () => token({ scope: `x${scope}` }), lacksScope],
  ["scopes with a tab between", () => token({ scope: `other:scope\t${scope}` }), lacksScope],
  ["a scope in other letters", () => token({ scope: scope.toUpperCase() }), lacksScope],
  ["no consumer", () => without("consumer"), untrusted],
  ["a consumer as text", () => token({ consumer: `0192:${trondheim}` }), untrusted],
  [
    "a consumer without its register",
    () => token({ consumer: { ...organisation(trondheim), ID: trondheim } }),
    untrusted,
  ],
  [
    "a consumer of another register",
    () => token({ consumer: { ...organisation(trondheim), ID: `0193:${trondheim}` } }),
    untrusted,
  ],
  [
    "a consumer by another authority",
    () => token({ consumer: { ...organisation(trondheim), authority: "x" } }),
    untrusted,
  ],
  ["a consumer with a line's end", () => token({ consumer: organisation(`${trondheim}\n`) }), untrusted],
  ["a consumer whose control digit is wrong", () => token({ consumer: organisation("942110465") }), untrusted],
  [
    "a consumer that is not registered",
    () => token({ consumer: organisation(unknown) }),
    [403, "CONSUMER_NOT_REGISTERED"],
  ],
  ["a consumer that was stopped", () => token({ consumer: organisation(stopped) }), [403, "CONSUMER_STOPPED"]],
  ["a supplier without delegation", () => token({ supplier: organisation(supplier) }), untrusted],
  ["a delegation without supplier", () => token({ delegation_source: "https://tt02.altinn.no/" }), untrusted],
  [
    "a supplier that is none",
    () => token({ supplier: organisation("000000000"), delegation_source: "https://tt02.altinn.no/" }),
    untrusted,
  ],
  [
    "a supplier that was not accepted here",
    () => token({ supplier: organisation(otherSupplier), delegation_source: "https://tt02.altinn.no/" }),
    [403, "SUPPLIER_NOT_ACCEPTED"],
  ],
  [
    "an ID token",
    () =>
      forge(
        header,
        { iss: issuer, aud: "client", sub: "someone", nonce: "n", iat: now(), exp: now() + 120 },
        by(maskinporten),
      ),
    untrusted,
  ],
  [
    "a person's token under this issuer's name",
    () => forge({ ...header, kid: "people" }, { ...personClaims(), iss: issuer }, by(people)),
    untrusted,
  ],
  [
    "a person's claims signed by this issuer",
    () => forge(header, { ...personClaims(), iss: issuer, aud: audience }, by(maskinporten)),
    untrusted,
  ],
  ["this issuer's signature under people's name", () => forge(header, personClaims(), by(maskinporten)), untrusted],
  ["a partner's claims under people's name", () => token({ iss: peopleIssuer }), untrusted],
  [
    "a partner's claims signed by people's",
    () => forge({ ...header, kid: "people" }, { ...claims(), iss: peopleIssuer }, by(people)),
    untrusted,
  ],
];

const query = "{ counties { number } }";

describe("is refused:", () => {
  test.each(attacks)("%s", async (_, make, [status, code]) => {
    const answered = await askWith(make(), query);
    expect([answered.status, answered.code]).toEqual([status, code]);
    expect(answered.data).toEqual({});
  });

  test("and the table is long enough to mean something", () => {
    expect(new Set(attacks.map(([name]) => name)).size).toBe(attacks.length);
    expect(attacks.length).toBeGreaterThanOrEqual(25);
  });
});

describe("is let in:", () => {
  const systemUser = {
    type: "urn:altinn:systemuser",
    systemuser_id: ["a"],
    systemuser_org: organisation(trondheim),
    system_id: "x",
  };
  test.each<[string, () => string]>([
    ["a consumer's own system", () => token()],
    ["one whose clock is nine seconds off", () => token({ iat: now() + 9, exp: now() + 599 })],
    ["one with several scopes", () => token({ scope: `other:scope ${scope}` })],
    ["an audience in a list of its own", () => token({ aud: [audience] })],
    [
      "an accepted supplier by delegation",
      () => token({ supplier: organisation(supplier), delegation_source: "https://tt02.altinn.no/" }),
    ],
    ["a system user", () => token({ authorization_details: [systemUser] })],
  ])("%s", async (_, make) => {
    const { status, data } = await askWith<{ counties: unknown[] }>(make(), query);
    expect([status, data.counties.length]).toEqual([200, 15]);
  });

  test("and is told how to ask, when its token is good everywhere", async () => {
    const { errors } = await askWith(token({ aud: "unspecified" }), query);
    expect(errors[0]?.message).toContain("`resource`");
    expect(errors[0]?.extensions["resource"]).toBe(audience);
  });

  test("and a person stays a person, whatever else the token says", async () => {
    const person = forge({ alg: "RS256", kid: "people" }, { ...claims(), ...personClaims() }, by(people));
    const { data } = await askWith(person, "{ viewer { name } }");
    expect(data).toEqual({ viewer: { name: "" } });
    const partner = await askWith(token(), "{ viewer { name } }");
    expect(partner.data).toEqual({ viewer: { name: "Kalenderen" } });
  });
});

test("two hundred unknown keys ask for no keys anew", async () => {
  await askWith(token(), query);
  const before = { ...asked };
  const answers = await Promise.all(
    Array.from({ length: 200 }, (_, n) =>
      askWith(
        n % 2
          ? token({}, { kid: `unknown-${n}` })
          : forge({ ...header, kid: `unknown-${n}` }, personClaims(), by(people)),
        query,
      ),
    ),
  );
  expect(new Set(answers.map(({ code }) => code))).toEqual(new Set(["UNAUTHENTICATED"]));
  expect(asked).toEqual(before);
  expect(asked["/foreign"]).toBeUndefined();
  expect(asked["/partners"]).toBe(1);
});
