/** What must not stand in a public repository, and what must: secrets, other people's data without their licence, talk beside the matter. */
import { execFileSync } from "node:child_process";
import { posix } from "node:path";
import { describe, expect, test } from "vitest";
import { ownPaths, readSource, root, type Source } from "./sources.ts";

type Check = (sources: readonly Source[]) => string[];

/** Shapes of what lets somebody in. */
const secretShapes: readonly RegExp[] = [
  /\b(AKIA|ASIA)[A-Z\d]{16}\b/,
  /-----BEGIN [A-Z ]*PRIVATE KEY/,
  /\b(ghp|gho|ghs|ghu|github_pat|npm|glpat|xox[abprs])[_-][A-Za-z\d_-]{20,}/,
  /\bsk[-_](live|test|proj|ant)[-_][A-Za-z\d_-]{16,}/,
  /\bAIza[\w-]{35}\b/,
  /\beyJ[\w-]{10,}\.eyJ[\w-]{10,}/,
  /\b[a-z]+:\/\/[^\s/:@"'`$]+:[^\s/:@"'`$]+@/,
];

/** Bits of surprise in each character: words have some three, what a random generator made well over four. */
const entropy = (text: string): number => {
  const counts = new Map<string, number>();
  for (const letter of text) counts.set(letter, (counts.get(letter) ?? 0) + 1);
  return [...counts.values()].reduce((sum, count) => sum - (count / text.length) * Math.log2(count / text.length), 0);
};

/** As long as a key of 160 bits, in one piece, with digits, small and capital letters: no word is that, and paths only within a package. */
const looksRandom = (text: string): boolean =>
  /[a-z]/.test(text) && /[A-Z]/.test(text) && (text.match(/\d/g)?.length ?? 0) >= 3 && entropy(text) > 4.2;

/** Hashes of what anybody may read are public. */
const isPublic = (piece: string): boolean => /^sha(256|384|512)-/.test(piece);

const noSecrets: Check = (sources) =>
  sources.flatMap(({ path, text }) => {
    const shaped = secretShapes.flatMap((shape) => shape.exec(text)?.[0] ?? []);
    const random = [...text.matchAll(/(?<![\w+/=.@-])[A-Za-z\d+/_-]{27,}={0,2}(?![\w+/=-])/g)]
      .map(([piece]) => piece)
      .filter((piece) => looksRandom(piece) && !isPublic(piece));
    return [...shaped, ...random].map((piece) => `${path}: ${piece.slice(0, 12)}… looks like a secret.`);
  });

/** The project speaks of itself: not of who made it or with what, of tickets, or of somebody's machine. */
const besideTheMatter: readonly RegExp[] = [
  /\b(issue|ticket|pull request|PR) ?#?\d+/i,
  /(?<![\w&/#])#\d{1,4}\b(?!["';,)]|px)/,
  /(?<![\w.~/-])\/(home|Users|work|root)\/[\w.-]+/,
  /\b(L{2}M|G{1}PT|language[ -]model|chat[ -]?bot|coding (assistant|agent))s?\b/i,
  /\b(generated|written|made|assisted) (by|with) (an )?(AI|assistant|agent)\b/i,
  /^(Co-Authored-By|Generated-By):/im,
];

const keepsToTheMatter: Check = (sources) =>
  sources.flatMap(({ path, text }) =>
    besideTheMatter.flatMap((words) => {
      // What a package's hash happens to spell says nothing.
      const found = words.exec(text.replaceAll(/"sha512-[^"]+"/g, '""'))?.[0];
      return found === undefined ? [] : [`${path}: «${found.trim()}» is beside the matter.`];
    }),
  );

/** Data of others: everything that is rows, but for settings of tools. */
const isData = (path: string): boolean =>
  /\.(json|csv|geojson|tsv)$/.test(path) && path.includes("/") && !/(^|\/)(package|tsconfig)[\w.]*\.json$/.test(path);

/** A file of data stands beside a README that names it, or its folder, and says by whose leave it is here. */
const dataHasItsLicence: Check = (sources) =>
  sources
    .filter(({ path }) => isData(path))
    .flatMap(({ path }) => {
      const folder = posix.dirname(path);
      const readme = sources.find((source) => source.path === `${folder}/README.md`)?.text ?? "";
      if (!/\b(NLOD|CC BY|CC0|MIT|OFL)\b/.test(readme) || !/\bSource\b/.test(readme))
        return [`${path}: ${folder}/README.md does not say where it is from and by which licence.`];
      const isNamed = readme.includes(posix.basename(path)) || readme.includes(`*${posix.extname(path)}`);
      return isNamed ? [] : [`${path} is not named in ${folder}/README.md.`];
    });

const isText = (path: string): boolean => !/\.(class|png|jpe?g|webp|gif|ico|woff2?|gz)$/.test(path);
const sources = ownPaths().filter(isText).map(readSource);

test("enough was read to say anything", () => {
  expect(sources.length).toBeGreaterThan(200);
  expect(sources.filter(({ path }) => isData(path)).length).toBeGreaterThanOrEqual(5);
});

/** Files of ours that a script starts. */
const startedBy = (script: string): string[] =>
  script.split(" ").filter((word) => /^(infra|schema|tests)\/[\w./-]+\.(ts|mjs)$/.test(word));

test("every script installs what it needs, and starts what is there", () => {
  const { scripts } = JSON.parse(readSource("package.json").text) as { scripts: Record<string, string> };
  const there = new Set(sources.map(({ path }) => path));
  expect(Object.keys(scripts)).toEqual(expect.arrayContaining(["start", "test", "check", "token", "job", "synth"]));
  for (const script of Object.values(scripts)) {
    expect(script).toMatch(/^node infra\/local\/run\.mjs \S/);
    expect(startedBy(script).filter((path) => !there.has(path))).toEqual([]);
  }
  expect(startedBy("node infra/local/run.mjs tests/run.ts --static")).toEqual(["infra/local/run.mjs", "tests/run.ts"]);
});

test("the licence is there", () => {
  const licence = readSource("LICENSE").text;
  expect(licence).toContain("MIT License");
  expect(licence).toContain("Samspill contributors");
});

/** Planted pieces are laid together here, so that they do not stand in this file. */
const planted = (...pieces: string[]): string => pieces.join("");

describe.each<[string, Check, [string, string][]]>([
  [
    "no secrets",
    noSecrets,
    [
      ["functions/a.ts", planted("const key = 'AKIA", "IOSFODNN7EXAMPLE';")],
      ["infra/a.pem", planted("-----BEGIN RSA PRIV", "ATE KEY-----")],
      ["a.md", planted("ghp", "_0123456789abcdef", "ghijABCDEFGHIJ012345")],
      ["a.ts", planted("const t = `eyJhbGciOiJSUzI1NiJ9", ".eyJzdWIiOiIxMjM0NTY3ODkwIn0.x`;")],
      ["a.ts", planted("postgres://user:", "password@database.example/db")],
      ["a.ts", planted('const secret = "wJalrXUtnFEMI', 'K7MDENGbPxRfiCYzR9qLt5v2d";')],
    ],
  ],
  [
    "nothing beside the matter",
    keepsToTheMatter,
    [
      ["a.ts", planted("// As asked for in iss", "ue 14.")],
      ["a.md", planted("Fixes #", "12 at last")],
      ["a.ts", planted('readFile("/ho', 'me/kari/samspill/x.csv")')],
      ["a.md", planted("Made with an A", "I in an evening")],
      ["a.md", planted("Co-Authored", "-By: somebody")],
    ],
  ],
  [
    "data have their licence",
    dataHasItsLicence,
    [
      ["functions/modules/places/data/new.json", "[]"],
      ["infra/local/registers/more.csv", "a;b"],
    ],
  ],
])("%s", (_, check, breaches) => {
  test("in this house", () => expect(check(sources)).toEqual([]));
  test.each(breaches)("and not as in %s: %s", (path, text) => expect(check([{ path, text }])).not.toEqual([]));
});

test("a README that does not name the file is not enough", () => {
  const readme = { path: "x/data/README.md", text: "`a.json`. Source: Kartverket, CC BY 4.0." };
  expect(dataHasItsLicence([readme, { path: "x/data/a.json", text: "" }])).toEqual([]);
  expect(dataHasItsLicence([readme, { path: "x/data/b.json", text: "" }])).toHaveLength(1);
});

test("what commits say keeps to the matter", () => {
  const log = execFileSync("git", ["log", "-500", "--format=%h%x01%B%x02"], { cwd: root, encoding: "utf8" });
  const commits = log
    .split("\u0002")
    .map((entry) => entry.trim().split("\u0001"))
    .filter(([hash]) => hash !== "")
    .map(([hash = "", text = ""]) => ({ path: `commit ${hash}`, text }));
  expect(commits.length).toBeGreaterThan(0);
  expect(keepsToTheMatter(commits)).toEqual([]);
});
