/** Who may have and do what: every field there is, asked by everybody, of what is theirs, another's and nobody's. ASVS 8.2, 8.4.1. */
import { readFileSync } from "node:fs";
import { extendSchema, type GraphQLSchema, parse } from "graphql";
import { beforeAll, describe, expect, it, test } from "vitest";
import { makeSchema } from "#handlers/graphql/schema";
import { newKey } from "#world";
import { type Answer, makeAsking } from "./asking.ts";
import { type Question, questions } from "./questions.ts";
import { lacking, pathTo, readTable, type Row, type Table } from "./table.ts";
import { type Actor, makeWorld, type Place, type Thing, type World } from "./world.ts";

const schema = makeSchema();
const table = readTable(readFileSync(new URL("answers.md", import.meta.url), "utf8"));
let world: World;
let before: unknown;

beforeAll(async () => {
  world = await makeWorld();
  before = await world.standing();
}, 180_000);

const asking = makeAsking(questions);

/** Everything that stands under a path, of all rows where there are lists on the way. */
const valuesAt = (value: unknown, [name, ...rest]: readonly string[]): unknown[] => {
  if (Array.isArray(value)) return value.flatMap((one) => valuesAt(one, name === undefined ? [] : [name, ...rest]));
  if (value === null || value === undefined) return [];
  return name === undefined ? [value] : valuesAt(Reflect.get(value as object, name), rest);
};

/** A page without rows is nothing, whatever else it tells of itself. */
const isNothing = (value: unknown): boolean =>
  typeof value === "object" &&
  value !== null &&
  "nodes" in value &&
  Array.isArray(value.nodes) &&
  value.nodes.length === 0;

const paths = new Map<string, readonly string[]>();
const pathOf = ({ name, coordinate }: Row, { document }: Question): readonly string[] => {
  const path = paths.get(name) ?? pathTo(schema, document, coordinate);
  paths.set(name, path);
  return path;
};

const letterOf = (row: Row, question: Question, thing: Thing | undefined, { data, code }: Answer): string => {
  const found = valuesAt(data, pathOf(row, question)).filter((value) => !isNothing(value));
  if (code !== undefined) {
    const letter = Object.entries(table.codes).find(([, known]) => known === code)?.[0] ?? code;
    return found.length === 0 ? letter : `${letter}, and yet ${JSON.stringify(found)}`;
  }
  if (thing && question.finds) return JSON.stringify(found).includes(question.finds(thing)) ? "+" : "-";
  return found.length > 0 ? "+" : "-";
};

let cells = 0;

/** One cell, asked: its letter, and where `viewerMay` says otherwise, that. */
const cellOf = async (row: Row, actor: Actor, place: Place | undefined, expected: string): Promise<string> => {
  cells++;
  const question = questions[row.name];
  if (!question) throw new Error(`${row.name} has no question.`);
  const isNew = row.coordinate.startsWith("Mutation.") && expected === "+";
  const thing = question.about && (await world.subjects[question.about](actor, place ?? "own", isNew));
  const told = thing && place !== "missing" ? await asking.toldBeforehand(row.name, actor, thing, isNew) : [];
  const variables = { ...thing, input: thing && question.input?.(thing), key: newKey() };
  const letter = letterOf(row, question, thing, await asking.answerTo(row.name, actor, thing, variables));
  if (question.befriends && isNew) await world.estrange(actor);
  return told.every((may) => may === (letter === "+")) ? letter : `${letter}, and viewerMay says ${told.join()}`;
};

const linesOf = async (row: Row): Promise<Record<string, string>> =>
  Object.fromEntries(
    await Promise.all(
      world.actors.map(async (actor) => {
        const letters: string[] = [];
        const expected = row.cells[actor.name] ?? "";
        for (const [n, place] of (row.places.length > 0 ? row.places : [undefined]).entries())
          letters.push(await cellOf(row, actor, place, expected[n] ?? ""));
        return [actor.name, letters.join(letters.every(({ length }) => length === 1) ? "" : " ")] as const;
      }),
    ),
  );

const lackingIn = (answers: Table, ofSchema: GraphQLSchema = schema): string[] =>
  lacking(
    ofSchema,
    answers,
    questions,
    world.actors.map(({ role, code }) => (code === undefined ? role : "NEWCOMER")),
  );

test("nothing is left out of it, and nobody", () => {
  expect(lackingIn(table)).toEqual([]);
  expect(world.actors.map(({ name }) => name).toSorted()).toEqual(table.actors.toSorted());
  expect(table.rows.length).toBeGreaterThan(100);
});

describe.each(table.rows)("$name", (row) => {
  it("answers each as it should", async () => {
    expect(await linesOf(row)).toEqual(row.cells);
  });
});

test("each cell was asked, and what was refused has changed nothing", async () => {
  const all = table.rows.flatMap(({ cells: answers }) => Object.values(answers)).join("").length;
  expect(cells).toBe(all);
  expect(all).toBeGreaterThan(4_000);
  expect(await world.standing()).toEqual(before);
});

describe("what is new and was not thought of is found:", () => {
  test.each([
    [
      "a column",
      "extend type Organisation { motto: String }",
      [
        "Organisation.motto is asked nowhere: add it to a question of its type in questions.ts, when all who get that answer may have it.",
      ],
    ],
    [
      "a field that is for some",
      "extend type Partner { secret: String @access(to: [ADMINISTRATOR]) }",
      [
        "Partner.secret has no row: say in answers.md who is to get which answer, and in questions.ts how it is asked.",
        "Partner.secret is asked nowhere: add it to a question of its type in questions.ts, when all who get that answer may have it.",
      ],
    ],
    [
      "a way to another's",
      "extend type Municipality { people: [Member!]! }",
      ["Municipality.people has no row", "Municipality.people is asked nowhere"],
    ],
    ["a way in", "extend type Query { all: Int }", ["Query.all is asked nowhere"]],
    [
      "a page",
      "extend type About { motto(first: Int): String }",
      ["About.motto has no row", "About.motto is asked nowhere"],
    ],
    [
      "a role",
      "extend enum Audience { GUARDIAN }",
      ["GUARDIAN has no column: add one who holds the role to world.ts, and a column to answers.md."],
    ],
    ["an action", "extend enum PartnerAction { FORGET }", ["PartnerAction.FORGET is tried in no row"]],
  ] as const)("%s", (_, planted, words) => {
    const extended = extendSchema(schema, parse(planted), { assumeValid: true });
    const found = lackingIn(table, extended);
    expect(found.map((sentence) => words.find((word) => sentence.startsWith(word)) ?? sentence)).toEqual(words);
  });

  test("a row that answers for too few, or in letters that mean nothing", () => {
    const [row, ...rest] = table.rows;
    if (!row) throw new Error("There are no rows.");
    const half = { ...table, rows: [{ ...row, cells: { ...row.cells, payer: "", hub: "?" } }, ...rest] };
    expect(lackingIn(half)).toEqual([expect.stringMatching(/payer/), expect.stringMatching(/hub/)]);
    expect(lackingIn({ ...table, rows: rest })).toEqual([
      expect.stringMatching(/^Query.about has no row/),
      expect.stringMatching(/^Query.about is asked/),
    ]);
  });
});
