/** Every list with pages there is in the schema: never more than a hundred rows, and cursors that fit their own list alone. */
import { buildSchema, getNamedType, isObjectType } from "graphql";
import { beforeAll, describe, expect, it } from "vitest";
import { sdl } from "#schema/sdl";
import { ask, given, registered } from "#world";
import { orgNumbers } from "../orgNumbers.ts";

const parent = "864139442";

const made = { activity: "", venue: "", booking: "" };

/** How one gets to an object of a type; a new type with pages needs a way here. */
const ways: Readonly<Record<string, (field: string) => string>> = {
  Query: (field) => field,
  Organisation: (field) => `organisation(orgNumber: "${parent}") { ${field} }`,
  OrganisationVersion: (field) => `organisation(orgNumber: "${parent}") { history(first: 1) { nodes { ${field} } } }`,
  Partner: (field) => `partner(orgNumber: "942110464") { ${field} }`,
  Activity: (field) => `activity(id: "${made.activity}") { ${field} }`,
  Venue: (field) => `venue(id: "${made.venue}") { ${field} }`,
  VenueBooking: (field) => `venueBooking(id: "${made.booking}") { ${field} }`,
  Municipality: (field) => `municipality(number: "5001") { ${field} }`,
};

/** What a list must be given besides. */
const needs: Readonly<Record<string, string>> = {
  "Query.auditEntries": `subject: "organisation:${parent}"`,
  "Query.sessions": 'filter: { municipalities: ["5001"] }, from: "2026-12-01", until: "2026-12-31"',
};

const connections = Object.values(buildSchema(sdl).getTypeMap()).flatMap((type) =>
  isObjectType(type)
    ? Object.values(type.getFields())
        .filter((field) => getNamedType(field.type).name.endsWith("Connection"))
        .map((field) => [`${type.name}.${field.name}`, type.name, field.name] as const)
    : [],
);

beforeAll(async () => {
  await given.referenceBodies();
  await given.membership("administrator", "987879696", "ADMINISTRATOR");
  await given.partner("942110464");
  const numbers = orgNumbers(31_000_000);
  const branches = Array.from({ length: 104 }, (_, n) =>
    registered(numbers.next().value ?? "", `Røde Kors avdeling ${n}`, { kind: "SUB_UNIT", parentKey: parent }),
  );
  // A hundred and three pictures of one organisation, for its history.
  for (let n = 0; n < 103; n++) await given.organisations(registered(parent, "NORGES RØDE KORS", { employees: n }));
  await given.organisations(...branches);
  await given.membership("leader", parent, "LEADER");
  made.activity = await given.activity(parent);
  made.venue = await given.venue(parent);
  made.booking = await given.booking("leader", made.venue, 10);
}, 120_000);

type Page = {
  edges: { cursor: string }[];
  nodes: unknown[];
  pageInfo: { hasNextPage: boolean; hasPreviousPage: boolean; startCursor: string | null; endCursor: string | null };
};
const isPage = (value: unknown): value is Page => typeof value === "object" && value !== null && "pageInfo" in value;
const pageIn = (value: unknown): Page | undefined => {
  if (isPage(value)) return value;
  if (typeof value !== "object" || value === null) return undefined;
  for (const inner of Object.values(value)) {
    const page = pageIn(inner);
    if (page) return page;
  }
  return undefined;
};

/** Asks for the page of a field; `given` is what stands between its brackets. */
const pageOf = async (
  type: string,
  field: string,
  args: string,
  head = "",
  variables: Record<string, unknown> = {},
) => {
  const way = ways[type];
  if (!way) throw new Error(`No way is known to an object of type ${type}.`);
  const all = [needs[`${type}.${field}`], args].filter(Boolean).join(", ");
  const selection =
    "edges { cursor } nodes { __typename } pageInfo { hasNextPage hasPreviousPage startCursor endCursor }";
  const { data, status, code, errors } = await ask<unknown>(
    "administrator",
    `query ${head} { ${way(`${field}${all && `(${all})`} { ${selection} }`)} }`,
    variables,
  );
  return { page: pageIn(data), status, code, errors };
};

/** Those that hold more than a hundred here. */
const long = connections.filter(([coordinate]) =>
  [
    "Municipality.organisations",
    "Organisation.branches",
    "Organisation.history",
    "Query.municipalities",
    "Query.organisations",
  ].includes(coordinate),
);

it("knows the long lists there are", () => {
  expect(long.length).toBe(5);
});

describe.each(connections)("%s", (_, type, field) => {
  it.each<[string, string, string, Record<string, unknown>]>([
    ["a number", "first: 101", "", {}],
    ["a large number", `first: ${2 ** 31 - 1}`, "", {}],
    ["a variable", "first: $n", "($n: Int!)", { n: 101 }],
    ["a large variable", "first: $n", "($n: Int)", { n: 2 ** 31 - 1 }],
    ["a variable's default", "first: $n", "($n: Int = 100000)", {}],
  ])("gives no more than a hundred rows to who asks for more by %s", async (__, args, head, variables) => {
    const { page, errors } = await pageOf(type, field, args, head, variables);
    expect(errors).toEqual([]);
    const rows = long.some(([, longType, longField]) => longType === type && longField === field)
      ? 100
      : (page?.nodes.length ?? 101);
    expect([page?.nodes.length, page?.edges.length]).toEqual([rows, rows]);
    expect(rows).toBeLessThanOrEqual(100);
  });

  it.each<[string, string, string, Record<string, unknown>, string, number]>([
    ["a negative number", "first: -1", "", {}, "BAD_PAGE_SIZE", 200],
    ["a negative variable", "first: $n", "($n: Int)", { n: -1 }, "BAD_PAGE_SIZE", 200],
    ["a negative default", "first: $n", "($n: Int = -100)", {}, "BAD_PAGE_SIZE", 200],
    ["2^31", "first: 2147483648", "", {}, "GRAPHQL_VALIDATION_FAILED", 400],
    ["2^31 in a variable", "first: $n", "($n: Int)", { n: 2 ** 31 }, "BAD_USER_INPUT", 400],
    ["half a row", "first: $n", "($n: Int)", { n: 0.5 }, "BAD_USER_INPUT", 400],
    ["a word", "first: $n", "($n: Int)", { n: "100" }, "BAD_USER_INPUT", 400],
  ])("refuses %s", async (__, args, head, variables, code, status) => {
    const answer = await pageOf(type, field, args, head, variables);
    expect({ code: answer.code, status: answer.status, page: answer.page }).toEqual({ code, status, page: undefined });
  });

  it("refuses what is no cursor, and one of another list", async () => {
    for (const [coordinate, otherType, otherField] of long) {
      if (coordinate === `${type}.${field}`) continue;
      const { page } = await pageOf(otherType, otherField, "first: 2");
      const { code } = await pageOf(type, field, "after: $after", "($after: String)", {
        after: page?.pageInfo.endCursor,
      });
      expect(`${coordinate}: ${code}`).toBe(`${coordinate}: BAD_CURSOR`);
    }
    for (const after of ["", "AAAA", "organisation:1", Buffer.from('["a","b"]').toString("base64url")])
      expect((await pageOf(type, field, "after: $after", "($after: String)", { after })).code).toBe("BAD_CURSOR");
  });
});

describe.each(long)("%s", (_, type, field) => {
  it.each<[string, number, string, string, Record<string, unknown>]>([
    ["nothing", 25, "", "", {}],
    ["null", 25, "first: null", "", {}],
    ["a variable that is not given", 25, "first: $n", "($n: Int)", {}],
    ["none", 0, "first: 0", "", {}],
    ["one", 1, "first: $n", "($n: Int)", { n: 1 }],
  ])("gives to who asks for %s: %i rows", async (__, rows, args, head, variables) => {
    const { page, errors } = await pageOf(type, field, args, head, variables);
    expect(errors).toEqual([]);
    expect(page?.nodes.length).toBe(rows);
  });

  it("goes on after the last of a page, without a gap and without a row twice", async () => {
    const whole = await pageOf(type, field, "first: 100");
    const first = await pageOf(type, field, "first: 40");
    const second = await pageOf(type, field, "first: 60, after: $after", "($after: String)", {
      after: first.page?.pageInfo.endCursor,
    });
    expect([...(first.page?.edges ?? []), ...(second.page?.edges ?? [])]).toEqual(whole.page?.edges);
    expect(new Set(whole.page?.edges.map(({ cursor }) => cursor)).size).toBe(100);
    expect(second.page?.pageInfo).toMatchObject({ hasPreviousPage: true, hasNextPage: true });
    const last = await pageOf(type, field, "first: 100, after: $after", "($after: String)", {
      after: whole.page?.pageInfo.endCursor,
    });
    expect(last.page?.nodes.length).toBeGreaterThan(0);
  });
});

describe("a cursor", () => {
  const cursorOf = async (args: string): Promise<string> =>
    (await pageOf("Query", "organisations", `first: 2${args}`)).page?.pageInfo.endCursor ?? "";

  it.each<[string, string, string]>([
    ["another order", "", ", orderBy: NAME_DESC"],
    ["another filter", ', filter: { municipalities: ["5001"] }', ', filter: { municipalities: ["0301"] }'],
    ["no filter", ', filter: { forms: ["FLI"] }', ""],
    ["a filter more", ', filter: { forms: ["FLI"] }', ', filter: { forms: ["FLI"], kinds: [SUB_UNIT] }'],
    ["a search", "", ', filter: { search: "kors" }'],
    ["another search", ', filter: { search: "røde" }', ', filter: { search: "kors" }'],
    [
      "another order for words that are only spaces",
      ', filter: { search: " " }, orderBy: NAME_ASC',
      ', filter: { search: " " }, orderBy: PROFILE_OLDEST_FIRST',
    ],
  ])("does not fit a list with %s", async (_, from, to) => {
    const after = await cursorOf(from);
    expect(after).not.toBe("");
    expect((await pageOf("Query", "organisations", `after: $after${to}`, "($after: String)", { after })).code).toBe(
      "BAD_CURSOR",
    );
  });

  it("fits its own list again, however the filter is written", async () => {
    const after = await cursorOf(', filter: { forms: ["FLI"], kinds: [SUB_UNIT] }');
    const { code, page } = await pageOf(
      "Query",
      "organisations",
      "after: $after, filter: $filter",
      "($after: String, $filter: OrganisationFilter)",
      {
        after,
        filter: { kinds: ["SUB_UNIT"], forms: "FLI" },
      },
    );
    expect(code).toBeUndefined();
    expect(page?.nodes.length).toBe(25);
  });
});
