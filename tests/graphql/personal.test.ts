import {
  buildSchema,
  getNamedType,
  getNullableType,
  type GraphQLInputType,
  isEnumType,
  isInputObjectType,
  isListType,
} from "graphql";
import { beforeAll, expect, it } from "vitest";
import { access } from "#schema/access";
import { sdl } from "#schema/sdl";
import { ask, given, newKey } from "#world";

const schema = buildSchema(sdl);
const mutations = Object.values(schema.getMutationType()?.getFields() ?? {});

const samples: Readonly<Record<string, unknown>> = {
  Int: 1,
  Float: 10.4,
  Ore: 100,
  Boolean: true,
  ID: "organisation:K5001",
  Line: "Kaffe og prat",
  Text: "Kaffe og prat\nhver torsdag",
  MunicipalityNumber: "5001",
  CountyNumber: "50",
  OrganisationNumber: "864139442",
  HttpsUrl: "https://example.no/",
  ExternalId: "aktivitet-7",
  FileContent: Buffer.from("Tittel\nTur\n").toString("base64"),
  EmailAddress: "post@example.no",
  PhoneNumber: "73000000",
  Language: "nb",
  TimeOfDay: "18:00",
  Date: "2026-11-25",
  DateTime: "2026-11-25T12:00:00Z",
};

/** What leads to a person, as each scalar may hold it. */
const planted: Readonly<Record<string, string>> = {
  Line: "Ring Amina, 412 34 567",
  Text: "Ring Amina, 412 34 567",
  HttpsUrl: "https://example.no/?tlf=99887766",
};

type Place = { readonly path: string; readonly scalar: string };

/** A value of a type, and beside it the places of what is written freely in it. */
const sampleOf = (type: GraphQLInputType, path: string, texts: Place[]): unknown => {
  const nullable = getNullableType(type);
  if (isListType(nullable)) return [sampleOf(nullable.ofType as GraphQLInputType, `${path}.0`, texts)];
  if (isInputObjectType(nullable))
    return Object.fromEntries(
      Object.values(nullable.getFields()).map((field) => [
        field.name,
        sampleOf(field.type, `${path}.${field.name}`, texts),
      ]),
    );
  if (isEnumType(nullable)) return nullable.getValues()[0]?.name;
  const { name } = getNamedType(type);
  if (name in planted) texts.push({ path, scalar: name });
  const sample = samples[name];
  if (sample === undefined) throw new Error(`There is no sample of ${name}: add one.`);
  return sample;
};

const plant = (value: Record<string, unknown>, { path, scalar }: Place): void => {
  const parts = path.split(".");
  const last = parts.pop() ?? "";
  const inside = parts.reduce<object>((at, part) => Reflect.get(at, part) as object, value);
  Reflect.set(inside, last, planted[scalar]);
};

const cases = mutations.flatMap((mutation) => {
  const texts: Place[] = [];
  for (const argument of mutation.args) sampleOf(argument.type, argument.name, texts);
  return texts.map((place) => ({ mutation, place }));
});

// Together they may ask for everything.
beforeAll(async () => {
  await given.referenceBodies();
  await given.membership("administrator", "987879696", "ADMINISTRATOR");
  await given.membership("coordinator", "K5001", "COORDINATOR");
});

it("looks at every change that has free text", () => expect(cases.length).toBeGreaterThanOrEqual(15));

it.each(cases.map((one) => [one.mutation.name, one.place.path, one] as const))(
  "refuses a phone number in %s: %s, and says where it stands",
  async (name, path, { mutation, place }) => {
    const { to = [] } = access[`Mutation.${name}`] ?? {};
    const who = to.includes("COORDINATOR") ? "coordinator" : "administrator";
    const variables: Record<string, unknown> = {};
    for (const argument of mutation.args)
      variables[argument.name] =
        argument.name === "idempotencyKey" ? newKey() : sampleOf(argument.type, argument.name, []);
    plant(variables, place);
    const declared = mutation.args.map((argument) => `$${argument.name}: ${String(argument.type)}`).join(", ");
    const passed = mutation.args.map((argument) => `${argument.name}: $${argument.name}`).join(", ");
    const { code, errors } = await ask(who, `mutation (${declared}) { ${name}(${passed}) { __typename } }`, variables);
    expect(code).toBe("PERSONAL_DATA");
    expect(errors[0]?.extensions["problems"]).toEqual([{ field: path.replace(/^input\./, ""), code: "PHONE" }]);
  },
);
