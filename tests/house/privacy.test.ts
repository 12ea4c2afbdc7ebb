/** What is told to those who look after privacy is all there is: every kind of item has its line, and no line is without one. */
import { expect, test } from "vitest";
import { ownCode, readSource, type Source } from "./sources.ts";

const kindsIn = (sources: readonly Source[]): string[] =>
  sources
    .filter(({ path }) => path.startsWith("functions/"))
    .flatMap(({ text }) => [...text.matchAll(/new Entity\(\{\s*name: "(\w+)"/g)].map(([, kind = ""]) => kind));

const told = (page: string): string[] =>
  [...page.matchAll(/^\| `(\w+)` +\| (?:ja|nei) +\|/gm)].map(([, kind = ""]) => kind);

const untold = (kinds: readonly string[], page: string): string[] => {
  const lines = new Set(told(page));
  return [
    ...kinds.filter((kind) => !lines.has(kind)).map((kind) => `${kind} is kept and not told of.`),
    ...[...lines].filter((kind) => !kinds.includes(kind)).map((kind) => `${kind} is told of and not kept.`),
  ];
};

const kinds = kindsIn(ownCode());
const page = readSource("functions/PERSONVERN.md").text;

test("every kind of item in the table is told of, and nothing that is not there", () => {
  expect(kinds.length).toBeGreaterThan(20);
  expect(untold(kinds, page)).toEqual([]);
});

test("a kind that nobody was told of is found, and so is a line about nothing", () => {
  const planted = { path: "functions/modules/x/store.ts", text: 'const x = new Entity({\n  name: "Profile",' };
  expect(untold([...kinds, ...kindsIn([planted])], page)).toEqual(["Profile is kept and not told of."]);
  expect(untold(kinds.slice(1), page)).toHaveLength(1);
});
