/**
 * Documents and events nobody would send on purpose: made from the schema by a seeded chance, some right, some mutilated,
 * some hostile. Whatever comes, the API answers as one that knows what it is doing, and tells nothing of its inside.
 */
import {
  type GraphQLArgument,
  type GraphQLField,
  type GraphQLInputType,
  type GraphQLNamedType,
  GraphQLEnumType,
  GraphQLInputObjectType,
  buildSchema,
  getNamedType,
  getNullableType,
  isCompositeType,
  isInterfaceType,
  isListType,
  isNonNullType,
  isObjectType,
} from "graphql";
import { access } from "#schema/access";
import { sdl } from "#schema/sdl";
import { holding, newKey, requestEvent, send, tokenOf } from "#world";

const schema = buildSchema(sdl);

type Chance = ReturnType<typeof chanceOf>;

/** A seeded chance (mulberry32). */
const chanceOf = (seed: number) => {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
  const below = (n: number): number => Math.floor(next() * n);
  const pick = <Value>(values: readonly Value[]): Value => {
    if (values.length === 0) throw new Error("There is nothing to pick from.");
    return values[below(values.length)] as Value;
  };
  return { next, below, pick, may: (share: number): boolean => next() < share };
};

/** Strings that have broken something somewhere. */
const hostile = [
  "",
  " ",
  "\u0000",
  "\ud800",
  "\u202e\u2066",
  "A\u030a".repeat(200),
  "æøå".repeat(2_000),
  "x".repeat(40_000),
  "%00%0a%0d",
  "\r\nSet-Cookie: a=b",
  "' OR '1'='1",
  '"}]}); process.exit(1); //',
  "${7*7}{{7*7}}<%= 7*7 %>",
  "<script>alert(1)</script>",
  "../../../../etc/passwd",
  "__proto__",
  "constructor",
  "toString",
  "NaN",
  "-0",
  "1e400",
  "99999999999999999999",
  "2026-02-30",
  "9999-12-31T23:59:59.999999999+14:00",
  "-000001-01-01T00:00:00Z",
  "organisation:",
  "organisation:__proto__",
  `organisation:${"9".repeat(26)}`,
  "municipality:0000",
  "county:99",
  "IDEMPOTENCY#x",
  "https://a.b@c.no:99999/\u0000",
  "=cmd|' /C calc'!A0",
  "𝕊𝕒𝕞𝕤𝕡𝕚𝕝𝕝 🫱🏽‍🫲🏿",
] as const;
const oddNumbers = [-1, 0, 1, 100, 101, 2 ** 31 - 1, 2 ** 31, -(2 ** 31), 1.5, 1e21] as const;

/** What the API has told so far: ids, their versions and cursors, to ask on with. */
export type Known = {
  readonly versions: Map<string, number>;
  readonly cursors: string[];
  /** Of newcomers, who are asked for what is theirs alone. */
  readonly codes: readonly string[];
};

const goodStrings: Readonly<Record<string, readonly string[]>> = {
  OrganisationNumber: ["864139442", "864 139 442", "987879696", "974760673"],
  MunicipalityNumber: ["5001", "0301", "3005", "9999"],
  CountyNumber: ["50", "03", "99"],
  Date: ["2026-05-17"],
  DateTime: ["2020-01-01T00:00:00Z", "2100-01-01T12:00:00+02:00"],
  TimeOfDay: ["08:00", "17:30", "23:59"],
  HttpsUrl: ["https://www.rodekors.no/"],
  EmailAddress: ["post@example.no"],
  Language: ["nb", "ar", "ti"],
  ExternalId: ["h_0123456789abcdefABCD-_", "aktivitet-7"],
  FileContent: [
    Buffer.from("Tittel;Dato;Starter;Slutter\nTur;13.01.2027;18;20\n").toString("base64"),
    Buffer.from("BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:1\nDTSTART:20270113T170000Z\nEND:VEVENT\nEND:VCALENDAR\n").toString(
      "base64",
    ),
    "AAAA",
  ],
  Line: ["Nabohjelpen på Møllenberg", "Kafé"],
  Text: ["Åpent hver tirsdag.\nKom som du er."],
  String: ["røde kors", "FLI", "1100", "Trondheim"],
};

/** Values for an argument or an input's field; `odd` says how often it is one that does not belong there. */
const valueOf = (chance: Chance, known: Known, name: string, type: GraphQLInputType, odd: number): unknown => {
  if (chance.may(odd)) {
    const strange: readonly unknown[] = [
      chance.pick(hostile),
      chance.pick(oddNumbers),
      null,
      true,
      [],
      {},
      [[null]],
      { __proto__: 1 },
    ];
    return chance.pick(strange);
  }
  const nullable = getNullableType(type);
  if (isListType(nullable))
    return Array.from({ length: chance.below(3) }, () => valueOf(chance, known, name, nullable.ofType, odd));
  if (nullable instanceof GraphQLInputObjectType)
    return Object.fromEntries(
      Object.values(nullable.getFields())
        .filter((field) => isNonNullType(field.type) || chance.may(0.3))
        .map((field) => [field.name, valueOf(chance, known, field.name, field.type, odd)]),
    );
  if (nullable instanceof GraphQLEnumType) return chance.pick(nullable.getValues()).name;
  const { name: scalar } = getNamedType(nullable);
  if (scalar === "Boolean") return chance.may(0.5);
  if (scalar === "Int") return name === "first" ? chance.below(8) : chance.pick([1, 2, 3, chance.below(200)]);
  if (scalar === "Float") return chance.below(180) / 2;
  if (scalar === "Ore") return chance.below(100_000);
  if (name === "idempotencyKey") return newKey();
  if (name === "after")
    return known.cursors.length > 0 && chance.may(0.8) ? chance.pick(known.cursors) : chance.pick(hostile);
  if (scalar === "ID") {
    const ids = [...known.versions.keys()];
    // What was written here can be changed in more ways than what registers keep.
    const written = ids.filter((id) => !/:\w?\d+$/.test(id));
    return chance.pick(written.length > 0 && chance.may(0.5) ? written : [...ids, "county:50", "municipality:5001"]);
  }
  return chance.pick(goodStrings[scalar] ?? goodStrings["String"] ?? []);
};

/** The version somebody would have seen who looked just before. */
const withVersion = (value: unknown, known: Known): unknown => {
  if (typeof value !== "object" || value === null || !("version" in value) || !("organisationId" in value))
    return value;
  return { ...value, version: known.versions.get(String(value.organisationId)) ?? value.version };
};

/** A value as GraphQL writes it. */
const literal = (value: unknown, type: GraphQLInputType): string => {
  const nullable = getNullableType(type);
  if (Array.isArray(value))
    return `[${value.map((one) => literal(one, isListType(nullable) ? nullable.ofType : type)).join(", ")}]`;
  if (typeof value === "object" && value !== null) {
    const fields = nullable instanceof GraphQLInputObjectType ? nullable.getFields() : {};
    return `{ ${Object.entries(value)
      .map(([name, one]) => `${name}: ${literal(one, fields[name]?.type ?? type)}`)
      .join(", ")} }`;
  }
  return getNamedType(nullable) instanceof GraphQLEnumType && typeof value === "string" && /^\w+$/.test(value)
    ? value
    : (JSON.stringify(value) ?? "null");
};

type Asked = { readonly query: string; readonly variables: Record<string, unknown>; readonly operationName?: string };

const documentOf = (chance: Chance, known: Known, root: "Query" | "Mutation", odd: number, wanted?: string): Asked => {
  const variables: Record<string, unknown> = {};
  const declared: string[] = [];

  const argumentsOf = (args: readonly GraphQLArgument[]): string => {
    const given = Object.fromEntries(
      args
        .filter((argument) => isNonNullType(argument.type) || chance.may(0.4))
        .map((argument) => [
          argument.name,
          withVersion(valueOf(chance, known, argument.name, argument.type, odd), known),
        ]),
    );
    const all = withVersion(given, known);
    const written = Object.entries(all as Record<string, unknown>).map(([name, value]) => {
      const argument = args.find((one) => one.name === name);
      if (!argument) throw new Error(`There is no argument ${name}.`);
      if (chance.may(0.5)) return `${name}: ${literal(value, argument.type)}`;
      const variable = `v${declared.length}`;
      declared.push(`$${variable}: ${String(argument.type)}`);
      variables[variable] = value;
      return `${name}: $${variable}`;
    });
    return written.length > 0 ? `(${written.join(", ")})` : "";
  };

  const selectionOf = (type: GraphQLNamedType, depth: number): string => {
    if (isInterfaceType(type))
      return `{ __typename id ${schema
        .getPossibleTypes(type)
        .map((possible) => `... on ${possible.name} ${selectionOf(possible, depth)}`)
        .join(" ")} }`;
    if (!isObjectType(type)) return "";
    const fields = Object.values(type.getFields()).filter(
      (field) => depth > 0 || !isCompositeType(getNamedType(field.type)),
    );
    const chosen = new Set<GraphQLField<unknown, unknown>>();
    for (const name of ["id", "version", "endCursor", "pageInfo", "organisation", "organisations"]) {
      const field = fields.find((one) => one.name === name);
      if (field) chosen.add(field);
    }
    for (let n = chance.below(4); n >= 0 && fields.length > 0; n--) chosen.add(chance.pick(fields));
    return chosen.size > 0
      ? `{ ${[...chosen].map((field) => fieldOf(field, depth - 1)).join(" ")} }`
      : "{ __typename }";
  };

  const fieldOf = (field: GraphQLField<unknown, unknown>, depth: number): string => {
    const alias = chance.may(0.05) ? "other: " : "";
    const directive = chance.may(0.03) ? ` @include(if: ${String(chance.may(0.7))})` : "";
    const named = getNamedType(field.type);
    return `${alias}${field.name}${argumentsOf(field.args)}${directive} ${selectionOf(named, depth)}`.trim();
  };

  const roots = Object.values(
    schema.getType(root) === schema.getQueryType()
      ? (schema.getQueryType()?.getFields() ?? {})
      : (schema.getMutationType()?.getFields() ?? {}),
  );
  const asked = roots.find((field) => field.name === wanted) ?? chance.pick(roots);
  const body = fieldOf(asked, 1 + chance.below(4));
  const head = declared.length > 0 ? ` Fuzz(${declared.join(", ")})` : chance.may(0.3) ? " Fuzz" : "";
  return { query: `${root === "Query" ? "query" : "mutation"}${head} { ${body} }`, variables };
};

const namesInSchema = Object.values(schema.getTypeMap()).flatMap((type) =>
  isObjectType(type) ? [type.name, ...Object.keys(type.getFields())] : [type.name],
);

/** The text with some of it cut out, doubled, exchanged or put in. */
const mutilated = (chance: Chance, text: string): string => {
  let result = text;
  for (let n = chance.below(3); n >= 0; n--) {
    const at = chance.below(result.length + 1);
    const length = chance.below(12);
    const piece = result.slice(at, at + length);
    const put = chance.pick([
      "",
      piece + piece,
      chance.pick(hostile).slice(0, 400),
      chance.pick(namesInSchema),
      chance.pick([
        "{",
        "}",
        "(",
        ")",
        "[",
        "]",
        "$",
        "@",
        "!",
        "...",
        ":",
        '"""',
        "#",
        "fragment F on Query { ...F }",
      ]),
    ]);
    result = result.slice(0, at) + put + result.slice(at + length);
  }
  return result;
};

const environment = [
  "SAMSPILL_TABLE",
  "SAMSPILL_CURSOR_SECRET",
  "SAMSPILL_CODE_SECRET",
  "SAMSPILL_CALENDAR_SECRET",
  "SAMSPILL_ORIGIN_SECRET",
  "SAMSPILL_JWKS_URL",
  "AWS_ENDPOINT_URL_DYNAMODB",
] as const;

/** What an answer tells of our inside; undefined where it tells nothing. */
const leakIn = (answer: string): string | undefined => {
  const inside =
    /\n\s*at |\bat (?:async )?[\w.<>]+ \(|file:\/\/|node_modules|\.[cm]?[jt]s:\d+|DynamoDB|(?:Type|Range|Reference)Error|Exception\b/.exec(
      answer,
    );
  return (
    inside?.[0] ??
    [process.cwd(), ...environment.map((name) => process.env[name] ?? "")].find(
      (secret) => secret !== "" && answer.includes(secret),
    )
  );
};

export type Report = {
  readonly sent: number;
  /** Documents of which something was carried out. */
  readonly executed: number;
  /** How often each root field ran, and how often it had something to give. */
  readonly ran: Readonly<Record<string, { ran: number; gave: number }>>;
  readonly statuses: Readonly<Record<number, number>>;
  readonly seconds: number;
  readonly slowestMs: number;
  /** What should not have been: the first of them, with what was sent. */
  readonly faults: readonly { readonly what: string; readonly sent: string; readonly answer: string }[];
};

/** As many at a time as one function's neighbours would. */
const atATime = 8;

type Answer = {
  readonly errors?: readonly { readonly path?: readonly unknown[]; readonly extensions?: { readonly code?: string } }[];
  readonly data?: Record<string, unknown> | null;
};

const drive = async (
  count: number,
  one: (n: number) => { event: unknown; look: (answer: Answer) => void },
): Promise<Omit<Report, "executed" | "ran">> => {
  const faults: Report["faults"][number][] = [];
  const statuses: Record<number, number> = {};
  let slowestMs = 0;
  let n = 0;
  const begun = performance.now();
  const work = async (): Promise<void> => {
    while (n < count) {
      const { event, look } = one(n++);
      const fault = (what: string, answer: string): void => {
        if (faults.length < 10)
          faults.push({
            what,
            sent: (JSON.stringify(event) ?? String(event)).slice(0, 3_000),
            answer: answer.slice(0, 1_000),
          });
      };
      const sentAt = performance.now();
      try {
        const { statusCode = 0, body = "" } = await send(event);
        slowestMs = Math.max(slowestMs, performance.now() - sentAt);
        statuses[statusCode] = (statuses[statusCode] ?? 0) + 1;
        const answer = JSON.parse(body) as Answer;
        const leak = leakIn(body);
        if (statusCode < 200 || statusCode >= 500) fault(`status ${statusCode}`, body);
        else if (body.includes("INTERNAL_SERVER_ERROR")) fault("a fault of ours", body);
        else if (leak !== undefined) fault(`tells of its inside: ${leak}`, body);
        look(answer);
      } catch (error) {
        fault("threw", error instanceof Error ? (error.stack ?? error.message) : String(error));
      }
    }
  };
  await Promise.all(Array.from({ length: atATime }, work));
  return { sent: count, statuses, seconds: (performance.now() - begun) / 1_000, slowestMs, faults };
};

/** Takes ids, versions and cursors out of an answer. */
const learn = (known: Known, value: unknown): void => {
  if (typeof value !== "object" || value === null) return;
  if (
    "id" in value &&
    "version" in value &&
    typeof value.id === "string" &&
    typeof value.version === "number" &&
    value.id.startsWith("organisation:")
  )
    known.versions.set(value.id, Math.max(value.version, known.versions.get(value.id) ?? 0));
  if ("endCursor" in value && typeof value.endCursor === "string") {
    known.cursors.push(value.endCursor);
    if (known.cursors.length > 50) known.cursors.shift();
  }
  for (const inner of Object.values(value)) learn(known, inner);
};

const rootFields = (root: "Query" | "Mutation"): string[] => {
  const type = schema.getType(root);
  return isObjectType(type) ? Object.keys(type.getFields()) : [];
};

/** One document in this many changes something: a change costs the database ten times a question. */
const shareOfChanges = 0.05;

export const fuzzDocuments = async (count: number, seed: number, known: Known): Promise<Report> => {
  const chance = chanceOf(seed);
  const every = [
    ...rootFields("Query").map((field) => ["Query", field] as const),
    ...rootFields("Mutation").map((field) => ["Mutation", field] as const),
  ];
  const ran: Record<string, { ran: number; gave: number }> = Object.fromEntries(
    every.map(([root, field]) => [`${root}.${field}`, { ran: 0, gave: 0 }]),
  );
  let executed = 0;
  const report = await drive(count, (n) => {
    // Each root field in its turn, then as chance will.
    const turn = n % 10 === 0 ? every[(n / 10) % every.length] : undefined;
    const root = turn?.[0] ?? (chance.may(shareOfChanges) ? "Mutation" : "Query");
    const kind = turn
      ? "right"
      : chance.pick(["right", "odd", "odd", "mutilated", "mutilated", "mutilated", "noise"] as const);
    const made = documentOf(chance, known, root, kind === "odd" ? 0.15 : 0, turn?.[1]);
    const query =
      kind === "mutilated"
        ? mutilated(chance, made.query)
        : kind === "noise"
          ? mutilated(chance, chance.pick(hostile) + chance.pick(namesInSchema))
          : made.query;
    const body: unknown = chance.may(0.03)
      ? {
          query,
          variables: chance.pick<unknown>([null, [], "x", 1, { v0: { toString: 1 } }]),
          operationName: chance.pick<unknown>([null, "", "Fuzz", "x", 1]),
          extensions: chance.pick<unknown>([null, {}, []]),
        }
      : { ...made, query };
    const headers: Record<string, string> = {};
    // What cannot be carried out needs nobody behind it.
    const isSignedIn = turn !== undefined || chance.may(kind === "right" || kind === "odd" ? 0.85 : 0.3);
    const isFor = (turn && access[turn.join(".")]?.to) ?? [];
    if (isFor.join() === "NEWCOMER") Object.assign(headers, holding(chance.pick(known.codes)));
    const token = isSignedIn
      ? tokenOf(isFor.includes("COORDINATOR") && !isFor.includes("ADMINISTRATOR") ? "coordinator" : "administrator")
      : chance.pick([undefined, undefined, tokenOf("member"), "no.token.atall"]);
    return {
      event: requestEvent(body, { token, headers }),
      look: ({ data, errors = [] }) => {
        if (data === undefined) return;
        executed++;
        learn(known, data);
        const refused = errors.some(({ extensions }) =>
          ["UNAUTHENTICATED", "FORBIDDEN"].includes(extensions?.code ?? ""),
        );
        for (const [, field] of every.filter(([, name]) =>
          data !== null ? name in data : errors.some(({ path }) => path?.[0] === name),
        )) {
          const counts = ran[`${rootFields("Mutation").includes(field) ? "Mutation" : "Query"}.${field}`];
          if (!counts || refused) continue;
          counts.ran++;
          if (data?.[field] !== null && data?.[field] !== undefined) counts.gave++;
        }
      },
    };
  });
  return { ...report, executed, ran };
};

/** Any of JSON's values, none of them what should stand there. */
const strayValues: readonly unknown[] = [
  null,
  undefined,
  0,
  -1,
  1e308,
  "",
  "x",
  [],
  {},
  [[]],
  true,
  { body: "x" },
  "\u0000",
  ["POST"],
  { __proto__: null },
];

/** A deep copy with something in it taken away, exchanged or put in, once to three times. */
const disturbed = (chance: Chance, event: unknown): unknown => {
  const copy: unknown = structuredClone(event);
  for (let n = chance.below(3); n >= 0; n--) {
    let at: unknown = copy;
    for (let depth = chance.below(4); depth >= 0; depth--) {
      if (typeof at !== "object" || at === null) break;
      const here = at as Record<string, unknown>;
      const keys = Object.keys(here);
      if (keys.length === 0) break;
      const key = chance.pick(keys);
      const inner: unknown = here[key];
      if (depth > 0 && typeof inner === "object" && inner !== null) {
        at = inner;
        continue;
      }
      // oxlint-disable-next-line no-dupe-else-if -- the die is thrown again
      if (chance.may(0.3)) delete here[key];
      else if (typeof inner === "string" && chance.may(0.5)) here[key] = mutilated(chance, inner);
      else if (chance.may(0.3)) here[chance.pick(hostile)] = inner;
      else here[key] = chance.pick(strayValues);
      break;
    }
  }
  return copy;
};

const headersNobodySends: readonly Record<string, string>[] = [
  { "content-type": "application/json; charset=utf-16" },
  { "content-type": "application/graphql" },
  { "content-type": "text/html" },
  { accept: "text/html" },
  { accept: "multipart/mixed" },
  { accept: "application/graphql-response+json" },
  { accept: "image/*;q=x" },
  { authorization: "Basic YTpi" },
  { authorization: "Bearer " },
  { authorization: "Bearer a.b.c" },
  { authorization: `Bearer ${"a".repeat(9_000)}` },
  { "content-encoding": "gzip" },
  { "x-origin-verify": "" },
  { "x-http-method-override": "DELETE" },
  { "samspill-acting-for": "organisation:0" },
];

export const fuzzEvents = async (count: number, seed: number, known: Known): Promise<Report> => {
  const chance = chanceOf(seed);
  let executed = 0;
  const report = await drive(count, () => {
    const made = documentOf(chance, known, "Query", 0.05);
    const event = requestEvent(made, {
      token: chance.may(0.5) ? tokenOf("administrator") : undefined,
      method: chance.pick(["POST", "POST", "POST", "GET", "PUT", "DELETE", "OPTIONS", "HEAD", "post", "", "\u0000"]),
      headers: chance.may(0.4) ? chance.pick(headersNobodySends) : {},
      query: chance.may(0.3)
        ? chance.pick([
            "query={about{version}}",
            "query=%",
            "query=%ff%fe",
            "a=b&query=",
            "?",
            "variables=[]&query={about{version}}",
            `query=${"%7B".repeat(500)}`,
          ])
        : "",
    });
    const body = event.body ?? "";
    const encoded = chance.may(0.2)
      ? { ...event, body: chance.may(0.7) ? Buffer.from(body).toString("base64") : body, isBase64Encoded: true }
      : event;
    const sent = chance.may(0.02) ? chance.pick(strayValues) : chance.may(0.75) ? disturbed(chance, encoded) : encoded;
    return {
      event: sent,
      look: ({ data }) => {
        if (data !== undefined) executed++;
      },
    };
  });
  return { ...report, executed, ran: {} };
};
