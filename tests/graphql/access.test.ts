/** May one knock? Every root field there is, for nobody, for who has signed in and no more, and for each role. */
import {
  GraphQLEnumType,
  GraphQLInputObjectType,
  type GraphQLInputType,
  buildSchema,
  getNamedType,
  getNullableType,
  isCompositeType,
  isListType,
  isNonNullType,
} from "graphql";
import { beforeAll, describe, expect, it } from "vitest";
import { access, sdl } from "#schema/sdl";
import { ask, given, newKey } from "#world";
import { people, personNames } from "../../infra/local/people.ts";

const schema = buildSchema(sdl);
const coordinates = Object.keys(access).filter((coordinate) => /^(Query|Mutation)\./.test(coordinate));
const audienceOf = (coordinate: string): readonly string[] => access[coordinate]?.to ?? [];

/** Values that pass for what they stand for and name nothing that is there. */
const placeholder = (name: string, type: GraphQLInputType): unknown => {
  const nullable = getNullableType(type);
  if (isListType(nullable)) return name === "organisationIds" ? ["organisation:999999999"] : [];
  if (nullable instanceof GraphQLInputObjectType)
    return Object.fromEntries(
      Object.values(nullable.getFields())
        .filter((field) => isNonNullType(field.type))
        .map((field) => [field.name, placeholder(field.name, field.type)]),
    );
  // Of the kinds, one that only registers keep: it is refused before anything else is asked.
  if (nullable instanceof GraphQLEnumType)
    return nullable.name === "OrganisationKind" ? "MUNICIPALITY" : nullable.getValues()[0]?.name;
  const values: Readonly<Record<string, unknown>> = {
    Boolean: true,
    Int: 1,
    ID: name === "idempotencyKey" ? newKey() : "organisation:999999999",
    Text: "Noen ord.",
    EmailAddress: "post@example.no",
    Language: "nb",
    Date: "2026-05-17",
    DateTime: "2026-05-17T12:00:00Z",
    Line: "En linje",
    MunicipalityNumber: "5001",
    OrganisationNumber: "974760673",
  };
  const value = values[getNamedType(nullable).name];
  if (value === undefined) throw new Error(`Nothing stands for ${name}: ${String(type)}.`);
  return value;
};

/** A question to one root field, with just what it must be given. */
const questionTo = (coordinate: string): { query: string; variables: Record<string, unknown> } => {
  const [root = "", name = ""] = coordinate.split(".");
  const field = (root === "Query" ? schema.getQueryType() : schema.getMutationType())?.getFields()[name];
  if (!field) throw new Error(`There is no ${coordinate}.`);
  const required = field.args.filter((argument) => isNonNullType(argument.type));
  const head = required.map((argument) => `$${argument.name}: ${String(argument.type)}`).join(", ");
  const args = required.map((argument) => `${argument.name}: $${argument.name}`).join(", ");
  const selection = isCompositeType(getNamedType(field.type)) ? " { __typename }" : "";
  return {
    query: `${root.toLowerCase()} ${head && `(${head})`} { ${name}${args && `(${args})`}${selection} }`,
    variables: Object.fromEntries(
      required.map((argument) => [argument.name, placeholder(argument.name, argument.type)]),
    ),
  };
};

it("has a rule for every root field", () => {
  const fields = [schema.getQueryType(), schema.getMutationType()].flatMap((type) =>
    Object.keys(type?.getFields() ?? {}).map((field) => `${type?.name}.${field}`),
  );
  expect(coordinates.toSorted()).toEqual(fields.toSorted());
  expect(coordinates.length).toBeGreaterThan(18);
  expect(coordinates.filter((coordinate) => audienceOf(coordinate).length === 0)).toEqual([]);
});

/** What `@access` refuses somebody with; a command's own policy says it in other words. */
const refusedAtTheDoor = ({
  code,
  errors,
}: {
  code: string | undefined;
  errors: readonly { message: string }[];
}): boolean =>
  code === "UNAUTHENTICATED" || (code === "FORBIDDEN" && errors[0]?.message === "None of your roles may do this.");

describe.each(coordinates)("%s", (coordinate) => {
  const { query, variables } = questionTo(coordinate);
  const audience = audienceOf(coordinate);

  it("lets nobody in, but where it is for anyone", async () => {
    const { status, code, data } = await ask(undefined, query, variables);
    if (audience.includes("ANYONE")) expect({ status, code }).toEqual({ status: 200, code: undefined });
    else
      expect({ status, code, left: Object.values(data).filter((value) => value !== null) }).toEqual({
        status: 401,
        code: "UNAUTHENTICATED",
        left: [],
      });
  });

  it("lets who has signed in and holds no role in only where it is for all of them", async () => {
    const answer = await ask("auditor", query, variables);
    expect(answer.status).toBe(200);
    expect(refusedAtTheDoor(answer)).toBe(!audience.includes("ANYONE") && !audience.includes("SIGNED_IN"));
  });
});

describe("with their roles", () => {
  beforeAll(() => given.everybody(), 120_000);

  it.each(personNames)("%s gets in where the role may, and nowhere else", async (who) => {
    const refused: string[] = [];
    for (const coordinate of coordinates) {
      const { query, variables } = questionTo(coordinate);
      if (refusedAtTheDoor(await ask(who, query, variables))) refused.push(coordinate);
    }
    const { role } = people[who];
    expect(refused).toEqual(
      coordinates.filter(
        (coordinate) => !audienceOf(coordinate).some((one) => [role, "SIGNED_IN", "ANYONE"].includes(one)),
      ),
    );
  });

  it("is told who may, when one may not", async () => {
    const { query, variables } = questionTo("Mutation.closeOrganisation");
    const { errors } = await ask("caseworker", query, variables);
    expect(errors[0]?.extensions).toMatchObject({
      code: "FORBIDDEN",
      kind: "NotAllowed",
      rolesThatMay: ["COORDINATOR", "HUB", "CENTRE", "ADMINISTRATOR"],
    });
  });
});
