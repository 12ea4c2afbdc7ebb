/** What every field of the interface owes its readers, and that generated code is what it was generated from. */
import { spawnSync } from "node:child_process";
import { appendFileSync, cpSync, globSync, mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  type DocumentNode,
  type FieldDefinitionNode,
  type InputObjectTypeDefinitionNode,
  Kind,
  parse,
  type TypeNode,
} from "graphql";
import { describe, expect, test } from "vitest";
import { readSource, root } from "./sources.ts";

type RootField = { readonly path: string; readonly isChange: boolean; readonly field: FieldDefinitionNode };

const rootFieldsOf = (document: DocumentNode): RootField[] =>
  document.definitions.flatMap((definition) => {
    if (definition.kind !== Kind.OBJECT_TYPE_DEFINITION && definition.kind !== Kind.OBJECT_TYPE_EXTENSION) return [];
    const type = definition.name.value;
    if (!["Query", "Mutation", "Subscription"].includes(type)) return [];
    return (definition.fields ?? []).map((field) => ({
      path: `${type}.${field.name.value}`,
      isChange: type === "Mutation",
      field,
    }));
  });

const inputsOf = (document: DocumentNode): InputObjectTypeDefinitionNode[] =>
  document.definitions.filter((definition) => definition.kind === Kind.INPUT_OBJECT_TYPE_DEFINITION);

const namedType = (type: TypeNode): string => (type.kind === Kind.NAMED_TYPE ? type.name.value : namedType(type.type));

const hasText = (description: { readonly value: string } | undefined): boolean =>
  (description?.value.trim() ?? "") !== "";

type Check = (document: DocumentNode) => string[];

const rootFieldsHaveAccess: Check = (document) =>
  rootFieldsOf(document)
    .filter(({ field }) => {
      const rules = field.directives?.filter(({ name }) => name.value === "access") ?? [];
      const to = rules[0]?.arguments?.find(({ name }) => name.value === "to")?.value;
      return rules.length !== 1 || to?.kind !== Kind.LIST || to.values.length === 0;
    })
    .map(({ path }) => `${path} says not who may ask.`);

const rootFieldsAreDescribed: Check = (document) =>
  rootFieldsOf(document)
    .filter(({ field }) => !hasText(field.description))
    .map(({ path }) => `${path} is not described.`);

const changesHaveIdempotencyKeys: Check = (document) =>
  rootFieldsOf(document)
    .filter(({ isChange, field }) => {
      const type = field.arguments?.find(({ name }) => name.value === "idempotencyKey")?.type;
      return isChange && !(type?.kind === Kind.NON_NULL_TYPE && namedType(type) === "ID");
    })
    .map(({ path }) => `${path} takes no idempotencyKey.`);

/** What only the server decides; who sends it expects it to be believed. */
const serverOwned = new Set(
  (
    "id key orgKey status source state createdAt createdBy updatedAt updatedBy changedAt changedBy changedFields validFrom " +
    "validUntil registerHash registerChangedAt confirmedAt confirmedBy confirmAgainAt viewerMay roles memberships actor"
  ).split(" "),
);

const inputsHoldNothingOfTheServers: Check = (document) =>
  inputsOf(document).flatMap((input) =>
    (input.fields ?? []).flatMap(({ name, description }) => {
      const path = `${input.name.value}.${name.value}`;
      if (serverOwned.has(name.value)) return [`${path} is the server's to say.`];
      // The version one has seen is sent back, and says so.
      return name.value === "version" && !hasText(description) ? [`${path} does not say what it is for.`] : [];
    }),
  );

/** Text in a change has a length, and no control characters: Line, Text or narrower. */
const changesTakeNoFreeText: Check = (document) => {
  const inputs = new Map(inputsOf(document).map((input) => [input.name.value, input]));
  const seen = new Set<string>();
  const inside = (name: string): string[] => {
    const input = inputs.get(name);
    if (input === undefined || seen.has(name)) return [];
    seen.add(name);
    return (input.fields ?? []).flatMap((field) => {
      const type = namedType(field.type);
      return ["String", "JSON"].includes(type) ? [`${name}.${field.name.value} is free text.`] : inside(type);
    });
  };
  return rootFieldsOf(document)
    .filter(({ isChange }) => isChange)
    .flatMap(({ path, field }) =>
      (field.arguments ?? []).flatMap((argument) => {
        const type = namedType(argument.type);
        return type === "String" ? [`${path}(${argument.name.value}) is free text.`] : inside(type);
      }),
    );
};

const sdl = globSync("schema/*.graphql", { cwd: root })
  .map((path) => readSource(path).text)
  .join("\n");
const document = parse(sdl);

test("enough was read to say anything", () => {
  const fields = rootFieldsOf(document);
  expect(fields.length).toBeGreaterThanOrEqual(19);
  expect(fields.filter(({ isChange }) => isChange).length).toBeGreaterThanOrEqual(8);
  expect(inputsOf(document).length).toBeGreaterThanOrEqual(10);
});

describe.each<[string, Check, string[]]>([
  [
    "root fields say who may ask",
    rootFieldsHaveAccess,
    [
      'extend type Query { "It." it: Int }',
      "extend type Query { it: Int @access(to: []) }",
      "type Mutation { it(idempotencyKey: ID!): Int @other(to: [ANYONE]) }",
      "type Subscription { it: Int }",
    ],
  ],
  [
    "root fields are described",
    rootFieldsAreDescribed,
    ["extend type Mutation { it: Int }", 'type Query { " " it: Int }'],
  ],
  [
    "changes have idempotency keys",
    changesHaveIdempotencyKeys,
    [
      "extend type Mutation { change(input: ChangeInput!): Int }",
      "extend type Mutation { change(idempotencyKey: ID): Int }",
      "extend type Mutation { change(idempotencyKey: String!): Int }",
    ],
  ],
  [
    "inputs hold nothing of the server's",
    inputsHoldNothingOfTheServers,
    ["input I { status: OrganisationStatus }", "input I { confirmedBy: Line }", "input I { version: Int! }"],
  ],
  [
    "changes take no free text",
    changesTakeNoFreeText,
    [
      "extend type Mutation { change(input: I!): Int } input I { parts: [J!]! } input J { name: String! }",
      "extend type Mutation { change(name: String): Int }",
      "extend type Mutation { change(input: I!): Int } input I { anything: JSON }",
    ],
  ],
])("%s", (_, check, breaches) => {
  test("in this house", () => expect(check(document)).toEqual([]));
  test.each(breaches)("and not in %s", (planted) => expect(check(parse(planted))).toHaveLength(1));
});

describe("generated code is fresh", () => {
  /** A copy of all that is generated from, and of the generator. */
  const copy = (): string => {
    const folder = mkdtempSync(join(tmpdir(), "samspill-schema-"));
    for (const path of ["package.json", "schema", ...globSync("admin/**/*.graphql", { cwd: root })])
      cpSync(join(root, path), join(folder, path), { recursive: true });
    symlinkSync(join(root, "node_modules"), join(folder, "node_modules"));
    return folder;
  };
  const check = (folder: string) =>
    spawnSync(process.execPath, [join(folder, "schema/generate.ts"), "--check"], { cwd: folder, encoding: "utf8" });

  test.each([
    ["in this house", "", "", []],
    [
      "and not after a change of the schema",
      "schema/base.graphql",
      "\nextend type About { motto: String }\n",
      ["sdl", "types", "resolvers"],
    ],
    ["and not after a change by hand", "schema/generated/sdl.ts", "// mine\n", ["sdl"]],
  ] as const)("%s", (_, path, addition, stale) => {
    const folder = copy();
    try {
      if (path !== "") appendFileSync(join(folder, path), addition);
      const { status, stderr } = check(folder);
      expect([status, [...stderr.matchAll(/generated\/(\w+)\.ts/g)].map(([, name]) => name)]).toEqual([
        stale.length > 0 ? 1 : 0,
        [...stale],
      ]);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
