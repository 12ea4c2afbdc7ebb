/** Requests made to wear the service out: each is refused before anything is carried out, and the next one is answered. */
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { ask, given, requestEvent, send, tokenOf } from "#world";

const health = "{ about { version } }";

beforeAll(async () => {
  await given.referenceBodies();
  await given.membership("administrator", "987879696", "ADMINISTRATOR");
});

const taken: { name: string; ms: number; grownMb: number }[] = [];
const megabyte = 1024 * 1024;

/** Sends it as anybody can, and notes what it cost. */
const attack = async (name: string, event: unknown): Promise<{ status: number; code: unknown; body: string }> => {
  const before = process.memoryUsage.rss();
  const begun = performance.now();
  const { statusCode = 0, body = "" } = await send(event);
  const ms = performance.now() - begun;
  taken.push({ name, ms, grownMb: (process.memoryUsage.rss() - before) / megabyte });
  const { errors } = JSON.parse(body) as { errors?: { extensions: { code: unknown } }[] };
  return { status: statusCode, code: errors?.[0]?.extensions.code, body };
};

const document = (query: string, variables?: Record<string, unknown>): unknown => requestEvent({ query, variables });

afterEach(async () => {
  const { status, data } = await ask(undefined, health);
  expect({ status, data }).toEqual({ status: 200, data: { about: { version: "1" } } });
});

afterAll(() => {
  const rows = taken.map(
    ({ name, ms, grownMb }) => `${ms.toFixed(0).padStart(6)} ms ${grownMb.toFixed(1).padStart(6)} MB  ${name}`,
  );
  console.log(`What each attack cost (time, growth of memory):\n${rows.join("\n")}`);
});

const parents = (depth: number): string => (depth === 1 ? "name" : `parent { ${parents(depth - 1)} }`);
const deep = (depth: number): string => `organisation(orgNumber: "864139442") { ${parents(depth - 1)} }`;
/** The same in fragments of two levels each. */
const deepInFragments = (depth: number): string => {
  const levels = depth - 2;
  const fragments = Array.from(
    { length: levels },
    (_, n) => `fragment F${n} on Organisation { parent { ${n + 1 < levels ? `...F${n + 1}` : "name"} } }`,
  );
  return `{ organisation(orgNumber: "864139442") { ...F0 } } ${fragments.join(" ")}`;
};
const bomb = (root: string, end: string, operation = "query"): string =>
  `${operation} { ...F0 } ${Array.from({ length: 22 }, (_, n) => `fragment F${n} on ${root} { ...F${n + 1} ...F${n + 1} }`).join(" ")} fragment F22 on ${root} { ${end} }`;
const aliases = (count: number, field: string): string =>
  `{ ${Array.from({ length: count }, (_, n) => `a${n}: ${field}`).join(" ")} }`;
const confirm = (alias: string): string =>
  `${alias}: confirmCapabilityProfile(organisationId: "organisation:864139442", version: 1, idempotencyKey: "12345678") { organisation { name } }`;
const directives = (count: number): string =>
  `{ ${Array.from({ length: count }, (_, n) => `a${n}: __typename @include(if: true)`).join(" ")} }`;

describe("a document that costs more than it should", () => {
  it.each<[string, string]>([
    ["eleven levels deep", `{ ${deep(11)} }`],
    [
      "eleven levels deep in an operation that is not asked for",
      `query A { about { version } } query B { ${deep(11)} }`,
    ],
    [
      "eleven levels deep in inline fragments",
      `{ organisation(orgNumber: "864139442") { ... on Organisation { ${parents(10)} } } }`,
    ],
    ["eleven levels deep through fragments", deepInFragments(11)],
    ["a bomb of fragments (2^22)", bomb("Query", health.slice(1, -1))],
    [
      "a bomb of fragments within a list",
      `{ organisations { nodes { ...F0 } } } ${bomb("Organisation", "name").split("} ").slice(1).join("} ")}`,
    ],
    ["a bomb of fragments with a change", bomb("Mutation", confirm("a"), "mutation")],
    ["a bomb of fragments that end in themselves", bomb("Mutation", "...F0", "mutation")],
    ["21 other names for a field", aliases(21, "about { version }")],
    ["21 other names for __typename", aliases(21, "__typename")],
    ["21 other names through a fragment", `{ ...F } fragment F on Query ${aliases(21, "__typename")}`],
    ["two changes", `mutation { ${confirm("a")} ${confirm("b")} }`],
    ["two changes, one in a fragment", `mutation { ${confirm("a")} ...F } fragment F on Mutation { ${confirm("b")} }`],
    [
      "one change in a fragment spread twice",
      `mutation { ...F ... { ...F } } fragment F on Mutation { ${confirm("b")} }`,
    ],
    ["fragments in a circle", "{ ...A } fragment A on Query { ...B } fragment B on Query { ...A }"],
    [
      "a fragment of itself in an object",
      '{ organisation(orgNumber: "864139442") { ...A } } fragment A on Organisation { parent { ...A } }',
    ],
    ["eleven directives", directives(11)],
    ["a directive a thousand times", `{ about ${"@include(if: true) ".repeat(1_000)} { version } }`],
    ["20,000 times the same field", `{ about { ${"version ".repeat(20_000)} } }`],
    ["5,000 braces", `${"{ a ".repeat(5_000)}${"}".repeat(5_000)}`],
    ["5,000 braces that are never closed", "{ a ".repeat(5_000)],
    [
      "20,000 nested lists",
      `{ organisations(filter: { tags: ${"[".repeat(20_000)}${"]".repeat(20_000)} }) { totalCount } }`,
    ],
    ["nested pages by number", "{ organisations(first: 100) { nodes { branches(first: 100) { nodes { name } } } } }"],
    [
      "nested pages without any `first`",
      "{ organisations { nodes { branches { nodes { branches { nodes { name } } } } } } }",
    ],
    [
      "nested pages that say null for their `first`",
      "{ organisations(first: null) { nodes { branches(first: null) { nodes { branches(first: null) { nodes { name } } } } } } }",
    ],
    ["a page in each municipality", "{ counties { municipalities { organisations(first: 100) { nodes { name } } } } }"],
    [
      "the sector of each municipality, twenty times over",
      `{ ${Array.from({ length: 10 }, (_, n) => `a${n}: counties { municipalities { sector { confirmedProfiles } } }`).join(" ")} }`,
    ],
  ])("is refused: %s", async (name, query) => {
    const { status } = await attack(name, document(query));
    expect(status).toBe(400);
  });

  it.each<[string, string, Record<string, unknown> | undefined]>([
    [
      "a variable",
      "query ($n: Int!) { organisations(first: $n) { nodes { branches(first: $n) { nodes { name } } } } }",
      { n: 100 },
    ],
    [
      "a variable beyond all bounds",
      "query ($n: Int!) { organisations(first: $n) { nodes { branches(first: $n) { nodes { name } } } } }",
      { n: 2 ** 31 - 1 },
    ],
    [
      "a variable's default",
      "query ($n: Int = 100) { organisations(first: $n) { nodes { branches(first: $n) { nodes { name } } } } }",
      undefined,
    ],
    [
      "a variable that is null",
      "query ($n: Int) { organisations(first: $n) { nodes { branches(first: $n) { nodes { branches(first: $n) { nodes { name } } } } } } }",
      { n: null },
    ],
  ])("counts pages asked for by %s", async (name, query, variables) => {
    const { status, code } = await attack(`nested pages by ${name}`, document(query, variables));
    expect({ status, code }).toEqual({ status: 400, code: "TOO_COMPLEX" });
  });

  it.each<[string, Record<string, unknown>, Record<string, unknown>]>([
    ["null", { n: null }, {}],
    ["hidden in the name of another", { m: 1, n: 1 }, { "m,1&n": 1 }],
  ])("is counted anew where a default stands again after its variable was %s", async (_, cheap, dear) => {
    const query = `query ($n: Int = 100, $m: Int = 100) { organisations(first: $n) { nodes { branches(first: $m) { nodes { name } } } } }`;
    expect((await send(document(query, cheap))).statusCode).not.toBe(400);
    const { statusCode, body } = await send(document(query, dear));
    expect([statusCode, body]).toEqual([400, expect.stringContaining("TOO_COMPLEX")]);
  });

  it("is counted without the operations beside it that are not asked for", async () => {
    const query = `query A { about { version } } query B { organisations(first: 100) { nodes { branches(first: 100) { nodes { name } } } } }`;
    const { statusCode } = await send(requestEvent({ query, operationName: "A" }));
    expect(statusCode).toBe(200);
    expect((await send(requestEvent({ query, operationName: "B" }))).statusCode).toBe(400);
  });
});

describe("a document at the limit", () => {
  it.each<[string, string]>([
    ["ten levels deep", `{ ${deep(10)} }`],
    ["ten levels deep through fragments", deepInFragments(10)],
    ["20 other names", aliases(20, "__typename")],
    ["ten directives", directives(10)],
  ])("is answered: %s", async (_, query) => {
    const { status, errors } = await ask("administrator", query);
    expect({ status, errors }).toEqual({ status: 200, errors: [] });
  });
});

describe("a request that is none of ours", () => {
  const form = (contentType: string, body: string): unknown =>
    requestEvent(body, { headers: { "content-type": contentType } });
  const get = (query: string, headers: Record<string, string> = {}): unknown =>
    requestEvent(undefined, { method: "GET", query: new URLSearchParams({ query }).toString(), headers });
  const preflight = { "apollo-require-preflight": "true" };

  it.each<[string, number, unknown]>([
    ["several in one", 400, requestEvent([{ query: health }, { query: health }])],
    ["none in a list", 400, requestEvent([])],
    ["a form of text", 400, form("text/plain", JSON.stringify({ query: health }))],
    [
      "a form as browsers send it",
      400,
      form("application/x-www-form-urlencoded", new URLSearchParams({ query: health }).toString()),
    ],
    [
      "a form in parts",
      400,
      form(
        "multipart/form-data; boundary=x",
        `--x\r\ncontent-disposition: form-data; name="operations"\r\n\r\n${JSON.stringify({ query: health })}\r\n--x--`,
      ),
    ],
    ["a link", 400, get(health)],
    ["a page in a browser", 400, requestEvent(undefined, { method: "GET", headers: { accept: "text/html" } })],
    ["a change by a link", 405, get(`mutation { ${confirm("a")} }`, preflight)],
    ["another method", 405, requestEvent({ query: health }, { method: "PUT", headers: preflight })],
    ["more than 256 kB", 413, requestEvent({ query: health, filling: "x".repeat(256 * 1024) })],
    [
      "more than 256 kB, encoded",
      413,
      {
        ...requestEvent(Buffer.from(`{"query":"${health}","x":"${"x".repeat(256 * 1024)}"}`).toString("base64")),
        isBase64Encoded: true,
      },
    ],
    [
      "what did not come through the front door",
      403,
      requestEvent({ query: health }, { headers: { "x-origin-verify": "guess" } }),
    ],
  ])("is refused: %s", async (name, status, event) => {
    expect((await attack(name, event)).status).toBe(status);
  });

  it("answers a question by GET from a client that says it is no page", async () => {
    const { statusCode, body } = await send(get(health, preflight));
    expect({ statusCode, body }).toEqual({ statusCode: 200, body: `{"data":{"about":{"version":"1"}}}` });
  });
});

describe("a look behind the scenes", () => {
  it.each<[string, string]>([
    ["the schema", "{ __schema { types { name } } }"],
    ["a type", '{ __type(name: "Organisation") { fields { name } } }'],
    ["the schema in a fragment", "{ ...F } fragment F on Query { __schema { queryType { name } } }"],
  ])("is refused: %s", async (name, query) => {
    const { status, code } = await attack(name, document(query));
    expect({ status, code }).toEqual({ status: 400, code: "GRAPHQL_VALIDATION_FAILED" });
  });

  it.each<[string, string]>([
    ["a field", '{ organisation(orgNumber: "864139442") { nam } }'],
    ["a root field", "{ abot { version } }"],
    ["an argument", '{ organisation(orgNumbr: "864139442") { name } }'],
    ["a type", '{ node(id: "county:03") { ... on Countty { name } } }'],
    ["an input's field", '{ organisations(filter: { tag: ["x"] }) { totalCount } }'],
    ["an enum's value", "{ organisations(filter: { kinds: [MUNICIPALTY] }) { totalCount } }"],
  ])("gets no hint at what %s is called", async (name, query) => {
    const { status, body } = await attack(`mistyped: ${name}`, document(query));
    expect(status).toBe(400);
    expect(body).not.toMatch(/did you mean/i);
  });

  it("tells a person who may see it no more of how a request went wrong than its code", async () => {
    const { body } = await attack(
      "a number too large",
      requestEvent(
        { query: "{ organisations(first: 2147483648) { totalCount } }" },
        { token: tokenOf("administrator") },
      ),
    );
    expect(body).not.toMatch(/\bat .*:\d+|node_modules|stacktrace/);
  });
});
