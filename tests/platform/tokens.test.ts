/** Whose tokens we believe: a table of forgeries against a real set of keys, and one genuine kind. */
import { createHmac, createPublicKey, generateKeyPairSync, type JsonWebKey, type KeyObject, sign } from "node:crypto";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import type { verify as verifyToken } from "#platform/tokens";

type Json = Readonly<Record<string, unknown>>;

const keyPair = (kid: string): { kid: string; privateKey: KeyObject; jwk: JsonWebKey } => {
  const { privateKey, publicKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  return { kid, privateKey, jwk: { ...publicKey.export({ format: "jwk" }), kid, alg: "RS256", use: "sig" } };
};
const ours = keyPair("ours");
const foreign = keyPair("ours");

/** Somebody else's keys, at an address a token may name. */
let server: Server;
const asked = { ours: 0, foreign: 0 };
let base = "";
let verify: typeof verifyToken;

const issuer = "https://sign-in.example/pool";
const clientId = "console";

beforeAll(async () => {
  server = createServer((request, response) => {
    const which = request.url === "/keys" ? "ours" : "foreign";
    asked[which]++;
    response.setHeader("content-type", "application/json");
    response.end(JSON.stringify({ keys: [which === "ours" ? ours.jwk : foreign.jwk] }));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  // Settings are read when the file is loaded, so it is loaded after them.
  Object.assign(process.env, {
    SAMSPILL_ISSUER: issuer,
    SAMSPILL_JWKS_URL: `${base}/keys`,
    SAMSPILL_CLIENT_IDS: `${clientId},another`,
  });
  ({ verify } = await import("#platform/tokens"));
});

afterAll(() => {
  server.closeAllConnections();
  server.close();
});

const now = (): number => Math.floor(Date.now() / 1000);

const encode = (part: unknown): string => Buffer.from(JSON.stringify(part)).toString("base64url");

/** A token laid together by hand, so that it can be wrong in any way. */
const forge = (header: Json, payload: Json, signature: (input: string) => string): string => {
  const input = `${encode(header)}.${encode(payload)}`;
  return `${input}.${signature(input)}`;
};

const signedBy =
  (key: KeyObject, algorithm = "RSA-SHA256") =>
  (input: string): string =>
    sign(algorithm, Buffer.from(input), key).toString("base64url");

const header: Json = { alg: "RS256", kid: "ours", typ: "JWT" };
const claims = (): Json => ({
  iss: issuer,
  sub: "5a3d0000-0000-4000-8000-000000000005",
  client_id: clientId,
  token_use: "access",
  iat: now(),
  exp: now() + 3600,
});

const token = (changed: Json = {}, changedHeader: Json = {}): string =>
  forge({ ...header, ...changedHeader }, { ...claims(), ...changed }, signedBy(ours.privateKey));

const without = (name: string): string => {
  const { [name]: _, ...rest } = claims();
  return forge(header, rest, signedBy(ours.privateKey));
};

/** A token with one part replaced after it was signed. */
const withPart = (n: number, part: string): string =>
  token()
    .split(".")
    .map((as, at) => (at === n ? part : as))
    .join(".");

test("a genuine access token is believed", async () => {
  await expect(verify(token())).resolves.toMatchObject({ subject: claims()["sub"] });
  await expect(verify(token({ client_id: "another" }))).resolves.toMatchObject({ subject: claims()["sub"] });
  // Clocks may be off by some seconds.
  await expect(verify(token({ exp: now() - 5 }))).resolves.toMatchObject({ subject: claims()["sub"] });
  await expect(verify(token({ nbf: now() + 5 }))).resolves.toMatchObject({ subject: claims()["sub"] });
});

const forgeries: Readonly<Record<string, () => string>> = {
  "no signature, alg none": () => forge({ ...header, alg: "none" }, claims(), () => ""),
  "alg None in other letters": () => forge({ ...header, alg: "nOnE" }, claims(), () => ""),
  "alg none with a genuine signature": () => forge({ ...header, alg: "none" }, claims(), signedBy(ours.privateKey)),
  "HS256 with the public key as the secret": () => {
    const pem = createPublicKey(ours.privateKey).export({ format: "pem", type: "spki" });
    const hmac = (input: string): string => createHmac("sha256", pem).update(input).digest("base64url");
    return forge({ ...header, alg: "HS256" }, claims(), hmac);
  },
  "HS256 with the key set's own text as the secret": () => {
    const hmac = (input: string): string =>
      createHmac("sha256", JSON.stringify(ours.jwk)).update(input).digest("base64url");
    return forge({ ...header, alg: "HS256" }, claims(), hmac);
  },
  "another's key under our key id": () => forge(header, claims(), signedBy(foreign.privateKey)),
  "another's key in the token (jwk)": () =>
    forge({ ...header, jwk: foreign.jwk }, claims(), signedBy(foreign.privateKey)),
  "another's keys by address (jku)": () =>
    forge({ ...header, jku: `${base}/foreign` }, claims(), signedBy(foreign.privateKey)),
  "another's certificate by address (x5u)": () =>
    forge({ ...header, x5u: `${base}/foreign` }, claims(), signedBy(foreign.privateKey)),
  "another algorithm with our key (RS512)": () =>
    forge({ ...header, alg: "RS512" }, claims(), signedBy(ours.privateKey, "RSA-SHA512")),
  "no algorithm": () => token({}, { alg: undefined }),
  "an extension that must be understood (crit)": () => token({}, { crit: ["exp"], exp: now() + 60 }),
  "claims changed after signing": () => withPart(1, encode({ ...claims(), sub: "somebody-else" })),
  "header changed after signing": () => withPart(0, encode({ ...header, typ: "at+jwt" })),
  "signature cut short": () => withPart(2, token().split(".")[2]?.slice(0, 200) ?? ""),
  "signature left out": () => withPart(2, ""),
  "no issuer": () => without("iss"),
  "another issuer": () => token({ iss: "https://sign-in.example/other" }),
  "the issuer with a slash": () => token({ iss: `${issuer}/` }),
  "several issuers": () => token({ iss: [issuer] }),
  "the issuer's address as a beginning": () => token({ iss: `${issuer}.attacker.example` }),
  "an ID token": () => token({ token_use: "id", aud: clientId }),
  "no kind": () => without("token_use"),
  "no client": () => without("client_id"),
  "another client": () => token({ client_id: "somebody-elses" }),
  "two clients in one": () => token({ client_id: `${clientId},another` }),
  "no subject": () => without("sub"),
  "an empty subject": () => token({ sub: "" }),
  "a subject that is no text": () => token({ sub: 5 }),
  "a subject as long as a book": () => token({ sub: "x".repeat(201) }),
  "no end": () => without("exp"),
  "an end that is no number": () => token({ exp: "2099-01-01" }),
  "no beginning": () => without("iat"),
  "not valid yet": () => token({ nbf: now() + 60 }),
  "an unknown key": () => token({}, { kid: "unknown" }),
  "an encrypted token": () => `${encode({ alg: "RSA-OAEP", enc: "A256GCM" })}.x.y.z.w`,
  "a header that is no JSON": () => withPart(0, "bm9uc2Vuc2U"),
  "claims that are no object": () => withPart(1, encode(["sub"])),
  "two parts": () => token().split(".").slice(0, 2).join("."),
  nothing: () => "",
};

describe("refused as UNAUTHENTICATED", () => {
  test("with enough tries to say anything", () => expect(Object.keys(forgeries).length).toBeGreaterThanOrEqual(25));

  test.each(Object.entries(forgeries))("%s", async (_, make) => {
    await expect(verify(make())).rejects.toMatchObject({ kind: "Unauthenticated", code: "UNAUTHENTICATED" });
  });

  test("and nobody asks for keys where a token says they are", () => expect(asked.foreign).toBe(0));
});

test("one that has expired is told so", async () => {
  await expect(verify(token({ iat: now() - 7200, exp: now() - 60 }))).rejects.toMatchObject({ code: "TOKEN_EXPIRED" });
});

test("two hundred unknown keys ask for ours at most once more, and genuine tokens are believed meanwhile", async () => {
  await verify(token());
  const before = asked.ours;
  const outcomes = await Promise.allSettled(
    Array.from({ length: 200 }, (_, n) => verify(token({}, { kid: `unknown-${n}` }))),
  );
  expect(outcomes.every(({ status }) => status === "rejected")).toBe(true);
  await expect(verify(token())).resolves.toMatchObject({ subject: claims()["sub"] });
  expect(asked.ours - before).toBeLessThanOrEqual(1);
});

describe("a token that has been believed", () => {
  test("is believed no longer than it says", async () => {
    vi.useFakeTimers({ toFake: ["Date"] });
    try {
      const short = token({ exp: now() + 60 });
      await expect(verify(short)).resolves.toMatchObject({ kind: "Person" });
      vi.advanceTimersByTime(59_000);
      await expect(verify(short)).resolves.toMatchObject({ kind: "Person" });
      vi.advanceTimersByTime(12_000);
      await expect(verify(short)).rejects.toMatchObject({ code: "TOKEN_EXPIRED" });
    } finally {
      vi.useRealTimers();
    }
  });

  test("lends its belief to no other that says the same", async () => {
    const genuine = token();
    await verify(genuine);
    const [head, body] = genuine.split(".");
    await expect(verify(`${head}.${body}.${"A".repeat(342)}`)).rejects.toMatchObject({ code: "UNAUTHENTICATED" });
  });
});
