/** The schema as the API makes it, type by type, is the one that is written. */
import { buildASTSchema, type GraphQLNamedType, type GraphQLSchema, isAbstractType, parse, printType } from "graphql";
import { expect, it } from "vitest";
import { makeSchema } from "#handlers/graphql/schema";
import { descriptions } from "#schema/descriptions";
import { sdl } from "#schema/sdl";

const written = buildASTSchema(parse(sdl));

/** Each type by its name, as it would be written. */
const told = (schema: GraphQLSchema): Record<string, string> =>
  Object.fromEntries(
    Object.values<GraphQLNamedType>(schema.getTypeMap()).map((type) => [
      type.name,
      // Our scalars say more to who reads a value than to who reads the schema.
      printType(type),
    ]),
  );

it("has every type, field, argument, default value and description of the SDL, and no other", () => {
  expect(Object.keys(told(written)).length).toBeGreaterThan(250);
  expect(told(makeSchema(descriptions))).toEqual(told(written));
});

it("says nothing of itself where it is not to be shown", () => {
  const types = Object.entries(told(makeSchema())).filter(([name]) => !name.startsWith("__"));
  const ours = types.filter(([name]) => !["String", "Int", "Float", "Boolean", "ID"].includes(name));
  expect(ours.filter(([, type]) => type.includes('"""'))).toEqual([]);
});

it("knows what is which of an interface's types", () => {
  const schema = makeSchema();
  const abstract = Object.values(written.getTypeMap()).filter((type) => isAbstractType(type));
  expect(abstract.length).toBeGreaterThan(0);
  for (const type of abstract) {
    const same = schema.getType(type.name);
    if (!isAbstractType(same)) throw new Error(`${type.name} is no interface.`);
    const names = (types: readonly GraphQLNamedType[]): string[] => types.map(({ name }) => name).toSorted();
    expect(names(schema.getPossibleTypes(same))).toEqual(names(written.getPossibleTypes(type)));
  }
});

it("has no type that the SDL has not, whatever it is called", () => {
  const schema = makeSchema();
  for (const name of ["Nobody", "constructor", "__proto__", "toString"]) expect(schema.getType(name)).toBeUndefined();
});
