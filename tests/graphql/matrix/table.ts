/** The matrix as it stands in `answers.md`, and what is lacking in it for a schema to have its whole say. */
import {
  type DocumentNode,
  getNamedType,
  type GraphQLField,
  GraphQLEnumType,
  type GraphQLSchema,
  isEnumType,
  isObjectType,
  parse,
  TypeInfo,
  visit,
  visitWithTypeInfo,
} from "graphql";
import { access } from "#schema/access";
import type { Question } from "./questions.ts";
import type { Place } from "./world.ts";

export type Row = {
  /** A coordinate and, in brackets, what is special. */
  readonly name: string;
  readonly coordinate: string;
  readonly places: readonly Place[];
  /** By actor, a letter for each place, or one where there are none. */
  readonly cells: Readonly<Record<string, string>>;
};

export type Table = {
  readonly actors: readonly string[];
  readonly rows: readonly Row[];
  /** The refusal each letter stands for; `+` and `-` are none. */
  readonly codes: Readonly<Record<string, string>>;
};

const placeOf: Readonly<Record<string, Place>> = { o: "own", n: "near", f: "foreign", m: "missing" };
const isPlace = (place: Place | undefined): place is Place => place !== undefined;

export const readTable = (text: string): Table => {
  const lines = text
    .split("\n")
    .filter((line) => line.startsWith("|"))
    .map((line) =>
      line
        .split("|")
        .slice(1, -1)
        .map((cell) => cell.trim()),
    );
  const actors = lines.find(([field]) => field === "Field")?.slice(2) ?? [];
  return {
    actors,
    codes: Object.fromEntries(
      lines.flatMap(([letter = "", meaning = ""]) => {
        const code = /^[A-Z_]{2,}/.exec(meaning)?.[0];
        return /^`[A-Z]`$/.test(letter) && code ? [[letter.slice(1, 2), code]] : [];
      }),
    ),
    rows: lines
      .filter(([field = ""]) => /^\w+\.\w+/.test(field))
      .map(([name = "", of = "", ...letters]) => ({
        name,
        coordinate: name.split(" ")[0] ?? "",
        places: Array.from(of, (letter) => placeOf[letter]).filter(isPlace),
        cells: Object.fromEntries(actors.map((actor, n) => [actor, letters[n] ?? ""])),
      })),
  };
};

/** Coordinates of every field a document asks for. */
const asked = (schema: GraphQLSchema, document: DocumentNode): string[] => {
  const found: string[] = [];
  const types = new TypeInfo(schema);
  visit(
    document,
    visitWithTypeInfo(types, {
      Field: ({ name }) => {
        const parent = types.getParentType();
        if (parent) found.push(`${parent.name}.${name.value}`);
      },
    }),
  );
  return found;
};

type Field = GraphQLField<unknown, unknown>;

/** Envelopes around the rows of a list, and around what a change answers with: who gets the answer gets them. */
const isEnvelope = (type: string): boolean => /(Connection|Edge|Payload)$/.test(type);

/** Takes arguments, has a rule, looks at who asks, or loads something. */
const decides = (coordinate: string, { args, resolve, astNode }: Field): boolean =>
  args.length > 0 ||
  access[coordinate] !== undefined ||
  astNode?.directives?.some(({ name }) => name.value === "access") === true ||
  (resolve?.length ?? 0) >= 3 ||
  resolve?.constructor.name === "AsyncFunction";

/** A plain part of its object, with nothing in it that is for some and not for others, however deep. */
const isPlain = (coordinate: string, field: Field, above: readonly string[] = []): boolean => {
  if (decides(coordinate, field)) return false;
  const type = getNamedType(field.type);
  if (!isObjectType(type)) return true;
  if (isEnvelope(coordinate.split(".")[0] ?? "") || above.includes(type.name)) return true;
  return Object.values(type.getFields()).every((inner) =>
    isPlain(`${type.name}.${inner.name}`, inner, [...above, type.name]),
  );
};

const fieldsOf = (schema: GraphQLSchema): [coordinate: string, field: Field][] =>
  Object.values(schema.getTypeMap()).flatMap((type) =>
    isObjectType(type) && !type.name.startsWith("__")
      ? Object.values(type.getFields()).map((field): [string, Field] => [`${type.name}.${field.name}`, field])
      : [],
  );

const valuesOf = (type: unknown): string[] =>
  type instanceof GraphQLEnumType ? type.getValues().map(({ name }) => name) : [];

/** What a table and its questions lack for a schema, in words that say what to add. */
export const lacking = (
  schema: GraphQLSchema,
  { rows, actors, codes }: Table,
  questions: Readonly<Record<string, Question>>,
  roles: readonly (string | undefined)[],
): string[] => {
  const fields = fieldsOf(schema);
  const withRow = new Set(rows.map(({ coordinate }) => coordinate));
  const names = rows.map(({ name }) => name);
  const visited = new Set(Object.values(questions).flatMap(({ document }) => asked(schema, parse(document))));
  const tried = new Set(
    Object.values(questions).flatMap(({ may = [] }) => may.flatMap(({ told }) => Object.keys(told))),
  );
  const actions = Object.values(schema.getTypeMap())
    .filter((type) => isEnumType(type) && type.name.endsWith("Action"))
    .flatMap((type) => valuesOf(type).map((action) => `${type.name}.${action}`));
  const known = new Set(["+", "-", ...Object.keys(codes)]);
  return [
    ...fields
      .filter(([coordinate, field]) => !withRow.has(coordinate) && !isPlain(coordinate, field))
      .map(
        ([coordinate]) =>
          `${coordinate} has no row: say in answers.md who is to get which answer, and in questions.ts how it is asked.`,
      ),
    ...fields
      .filter(([coordinate]) => !visited.has(coordinate))
      .map(
        ([coordinate]) =>
          `${coordinate} is asked nowhere: add it to a question of its type in questions.ts, when all who get that answer may have it.`,
      ),
    ...[...withRow]
      .filter((coordinate) => !fields.some(([there]) => there === coordinate))
      .map((coordinate) => `${coordinate} is no field: take its row out of answers.md.`),
    ...names.filter((name) => !questions[name]).map((name) => `${name} is not asked: say how in questions.ts.`),
    ...Object.keys(questions)
      .filter((name) => !names.includes(name))
      .map((name) => `${name} is asked and has no row: write one in answers.md.`),
    ...rows
      .filter(({ name, coordinate }) => {
        const document = questions[name]?.document;
        return document !== undefined && !asked(schema, parse(document)).includes(coordinate);
      })
      .map(({ name }) => `${name} is not what its question asks for.`),
    ...valuesOf(schema.getType("Audience"))
      .filter((role) => !["ANYONE", "SIGNED_IN"].includes(role) && !roles.includes(role))
      .map((role) => `${role} has no column: add one who holds the role to world.ts, and a column to answers.md.`),
    ...actions
      .filter((action) => !tried.has(action))
      .map((action) => `${action} is tried in no row: add it to the \`may\` of a question.`),
    ...rows.flatMap(({ name, cells, places }) =>
      actors
        .filter((actor) => {
          const letters = cells[actor] ?? "";
          return (
            letters.length !== Math.max(1, places.length) || !Array.from(letters).every((letter) => known.has(letter))
          );
        })
        .map((actor) => `${name}, ${actor}: "${cells[actor]}" does not answer for each of its objects.`),
    ),
  ];
};

/** The names under which an answer holds the field of a coordinate. */
export const pathTo = (schema: GraphQLSchema, document: string, coordinate: string): readonly string[] => {
  const types = new TypeInfo(schema);
  const path: string[] = [];
  let found: readonly string[] = [];
  visit(
    parse(document),
    visitWithTypeInfo(types, {
      Field: {
        enter: ({ name }) => {
          path.push(name.value);
          if (found.length === 0 && `${types.getParentType()?.name}.${name.value}` === coordinate) found = [...path];
        },
        leave: () => {
          path.pop();
        },
      },
    }),
  );
  return found;
};
