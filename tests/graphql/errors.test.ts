/** How a request goes wrong, and what is said of it: its own faults plainly, ours by a code and nothing more. */
import { afterEach, beforeAll, describe, expect, it } from "vitest";
import { client } from "#platform/table";
import { ask, given, requestEvent, send, tokenOf } from "#world";

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
