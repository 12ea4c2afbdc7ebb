/** How a request goes wrong, and what is said of it: its own faults plainly, ours by a code and nothing more. */
import { ProvisionedThroughputExceededException } from "@aws-sdk/client-dynamodb";
import { afterEach, beforeAll, describe, expect, it } from "vitest";
import { client } from "#platform/table";
import { ask, given, holding, requestEvent, send, tokenOf } from "#world";

/** Words of a database that no answer may repeat. */
const secret = "arn:aws:dynamodb:eu-north-1:123:table/x said: Kari Nordmann";
let isBroken = false;
client.middlewareStack.add(
  (next, { commandName }) =>
    (args) => {
      if (isBroken && commandName === "BatchGetItemCommand") throw new Error(secret);
      return next(args);
    },
  { step: "initialize", name: "fault", priority: "high" },
);

beforeAll(() => given.administrator());

afterEach(() => {
  isBroken = false;
});

const codeOf = async (body: unknown): Promise<{ status: number | undefined; code: unknown }> => {
  const { statusCode, body: answer = "" } = await send(requestEvent(body, { token: tokenOf("administrator") }));
  const { errors } = JSON.parse(answer) as { errors: { extensions: { code: unknown } }[] };
  return { status: statusCode, code: errors[0]?.extensions.code };
};

describe("a request that is wrong", () => {
  const query = "query A { about { version } } query B { counties { name } }";
  it.each<[string, unknown, string]>([
    ["no operation's name, of two", { query }, "OPERATION_RESOLUTION_FAILURE"],
    ["a name that none has", { query, operationName: "C" }, "OPERATION_RESOLUTION_FAILURE"],
    [
      "a name where the operation has none",
      { query: "{ about { version } }", operationName: "C" },
      "OPERATION_RESOLUTION_FAILURE",
    ],
    ["no operation at all", { query: "fragment F on Query { about { version } }" }, "GRAPHQL_VALIDATION_FAILED"],
    ["nothing to ask", { query: "" }, "BAD_REQUEST"],
    ["no words of GraphQL", { query: "hva har dere?" }, "GRAPHQL_PARSE_FAILED"],
    ["a field there is not", { query: "{ kommune }" }, "GRAPHQL_VALIDATION_FAILED"],
    ["a variable that is missing", { query: "query ($id: ID!) { node(id: $id) { id } }" }, "BAD_USER_INPUT"],
    [
      "a variable of another sort",
      { query: "query ($id: ID!) { node(id: $id) { id } }", variables: { id: [1] } },
      "BAD_USER_INPUT",
    ],
    [
      "null for what must be there",
      { query: 'query ($id: ID = "a") { node(id: $id) { id } }', variables: { id: null } },
      "BAD_USER_INPUT",
    ],
    [
      "a number that is none",
      { query: '{ organisation(orgNumber: "974760674") { name } }' },
      "GRAPHQL_VALIDATION_FAILED",
    ],
    [
      "an instant that is none",
      { query: '{ organisation(orgNumber: "974760673", at: "2026-02-30T00:00:00Z") { name } }' },
      "GRAPHQL_VALIDATION_FAILED",
    ],
    ["variables that are a list", { query: "{ about { version } }", variables: [1] }, "BAD_REQUEST"],
  ])("is told so: %s", async (_, body, code) => {
    const answer = await codeOf(body);
    expect(answer).toEqual({ status: 400, code });
  });

  it.each(["", "{", "null", "[]", '"query"'])("is told so when its body is `%s`", async (body) => {
    expect((await codeOf(body)).status).toBe(400);
  });

  it("gets no more than 300 characters of its own words back", async () => {
    const { errors } = await ask("administrator", "query ($id: ID!) { node(id: $id) { id } }", {
      id: ["x".repeat(5_000)],
    });
    expect(errors[0]?.message.length).toBeLessThanOrEqual(300);
  });
});

describe("what is told of a request that is wrong", () => {
  const filter = "query ($filter: OrganisationFilter) { organisations(filter: $filter) { totalCount } }";
  const invite = `mutation ($input: InviteMemberInput!) { inviteMember(input: $input, idempotencyKey: "none") { invitation { id } } }`;
  /** Each could be somebody's, also what looks like a name of the schema's. */
  const values = ["Nordmann", "kari@example.no", "01017012345", '"; Kari "Nordmann" at "x"; '];
  const wrong = (value: string): [document: string, variables?: object, operationName?: string][] => [
    [`{ organisation(id: ${JSON.stringify(value)} ${JSON.stringify(value)}) { id } }`],
    [`{ municipality(number: ${JSON.stringify(value)}) { id } }`],
    [`{ organisations(first: ${JSON.stringify(value)}) { totalCount } }`],
    [`{ organisations(filter: { kinds: [${JSON.stringify(value)}] }) { totalCount } }`],
    [`{ organisations(filter: ${JSON.stringify(value)}) { totalCount } }`],
    [filter, { filter: value }],
    [filter, { filter: { kinds: [value] } }],
    [filter, { filter: { municipalities: [value] } }],
    [filter, { filter: { search: { of: value } } }],
    [filter, { filter: { [value]: 1 } }],
    [filter, { filter: { inVoluntaryRegister: value } }],
    [invite, { input: { email: `${value}@`, offeredRoles: [] } }],
    [invite, { input: { offeredRoles: [], email: { of: value } } }],
    ["query A { about { version } } query B { about { version } }", {}, value],
  ];

  it.each(values)("never quotes a value that was sent: %s", async (value) => {
    for (const [query, variables, operationName] of wrong(value)) {
      const { statusCode, body = "" } = await send(
        requestEvent({ query, variables, operationName }, { token: tokenOf("administrator") }),
      );
      expect([query, statusCode, body.includes(JSON.stringify(value).slice(1, -1))]).toEqual([query, 400, false]);
      expect(body).not.toMatch(/Nordmann|kari@|01017012345/);
    }
  });

  it("says which variable it is, where in it, and what should have been there", async () => {
    const told = async (query: string, variables: object) =>
      (await ask("administrator", query, variables as Record<string, unknown>)).errors[0]?.message;
    expect(await told(filter, { filter: { kinds: ["Nordmann"] } })).toBe(
      'Variable "$filter" cannot be used at "filter.kinds[0]": That value does not exist in "OrganisationKind" enum.',
    );
    expect(await told(invite, { input: { email: "kari", offeredRoles: [] } })).toBe(
      'Variable "$input" cannot be used at "input.email": EmailAddress is an e-mail address.',
    );
    expect(await told("{ kommune(nummer: 5) { navn } }", {})).toBe('Cannot query field "kommune" on type "Query".');
  });
});

describe("a table that has too much to do", () => {
  const throttled = (): Error =>
    new ProvisionedThroughputExceededException({ message: secret, $metadata: { httpStatusCode: 400 } });
  const whileThrottled = async (commands: readonly string[], act: () => Promise<void>): Promise<void> => {
    client.middlewareStack.add(
      (next, { commandName = "" }) =>
        (args) => {
          if (commands.includes(commandName)) throw throttled();
          return next(args);
        },
      { step: "finalizeRequest", name: "throttling", priority: "low" },
    );
    try {
      await act();
    } finally {
      client.middlewareStack.remove("throttling");
    }
  };

  it.each([
    ["when it is asked who somebody is", "QueryCommand", "{ viewer { name } }"],
    ["when one thing is asked for", "BatchGetItemCommand", '{ organisation(orgNumber: "974760673") { name } }'],
    ["when it is asked for by a code", "GetItemCommand", "{ interestProfile { version } }"],
  ])("is told of as such, and not as a fault of ours: %s", async (_, command, query) => {
    await whileThrottled([command], async () => {
      const headers: Record<string, string> = command === "GetItemCommand" ? holding("00000000") : {};
      const answer = await ask("administrator", query, undefined, headers);
      expect([answer.status, answer.code]).toEqual([429, "BUSY"]);
      expect(JSON.stringify(answer.errors)).not.toContain("arn:");
    });
  });
});

describe("a fault of ours", () => {
  it("is answered by a code, beside what could be answered", async () => {
    isBroken = true;
    const { statusCode, body = "" } = await send(
      requestEvent(
        { query: '{ about { version } organisation(orgNumber: "974760673") { name } }' },
        { token: tokenOf("administrator") },
      ),
    );
    const { data, errors } = JSON.parse(body) as { data: unknown; errors: unknown };
    expect(statusCode).toBe(200);
    expect(data).toEqual({ about: { version: "1" }, organisation: null });
    expect(errors).toMatchObject([{ path: ["organisation"], extensions: { code: "INTERNAL_SERVER_ERROR" } }]);
    expect(body).not.toMatch(/arn:|Kari|\bat .*\.ts/);
  });
});
