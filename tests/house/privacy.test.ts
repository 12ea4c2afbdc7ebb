/** What is told to those who look after privacy is all there is: every kind of item has its line, and no line is without one. */
import { describe, expect, test } from "vitest";
import { nb } from "../../admin/platform/i18n/nb.ts";
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

/** A kind's line on the page. */
type Line = { readonly kind: string; readonly isPersonal: boolean; readonly kept: string };

const linesOf = (text: string): Line[] =>
  [...text.matchAll(/^\| `(\w+)` +\| (ja|nei) +\|[^|]*\| ([^|]*?) +\|/gm)].map(
    ([, kind = "", personal, kept = ""]) => ({
      kind,
      isPersonal: personal === "ja",
      kept,
    }),
  );

type Kept = Pick<typeof import("#modules/privacy"), "endings" | "retentions">;

/** How the page says what ends the keeping. */
const words = {
  FORGOTTEN: /til personen ber om å bli glemt/,
  ROLE_ENDS: /til rollen tas bort/,
  NAMELESS: /navngir ingen når personen er glemt|som tilknytninger/,
  WITH_ORGANISATION: /som organisasjonen|så lenge organisasjonen finnes/,
} as const;

/** Where the page and what is declared in the code do not say the same. */
const untrue = ({ retentions, endings }: Kept, lines: readonly Line[]): string[] => {
  const lineOf = (kind: string): Line | undefined => lines.find((line) => line.kind === kind);
  return [
    ...retentions.flatMap(({ kind, days, isPersonal }) => {
      const line = lineOf(kind);
      if (!line) return [`${kind} is kept for a time and has no line.`];
      const longest = Math.max(...[...line.kept.matchAll(/(\d+) dag(?:er)?\b/g)].map(([, n]) => Number(n)));
      return [
        ...(longest === days ? [] : [`${kind} is kept for ${days} days, and the page says «${line.kept}».`]),
        ...(line.isPersonal === isPersonal ? [] : [`${kind} leads to a person in one place alone.`]),
      ];
    }),
    ...Object.entries(endings).flatMap(([kind, ending]) =>
      words[ending].test(lineOf(kind)?.kept ?? "") ? [] : [`The page does not say that ${kind} is ${ending}.`],
    ),
    ...lines
      .filter(
        ({ kind, isPersonal }) => isPersonal && !retentions.some((one) => one.kind === kind) && !(kind in endings),
      )
      .map(({ kind }) => `${kind} leads to a person, and nothing makes an end of it.`),
  ];
};

/** Kinds that run out by what they hold: `expiresAt` among their attributes. */
const perishableIn = (sources: readonly Source[]): string[] =>
  sources
    .filter(({ path }) => path.startsWith("functions/"))
    .flatMap(({ text }) => text.split("new Entity({").slice(1))
    .flatMap((text) => {
      const [declared = ""] = text.split("computeKey:");
      return declared.includes("expiresAt: number()") ? (/name: "(\w+)"/.exec(declared)?.slice(1) ?? []) : [];
    });

describe("how long things are kept", async () => {
  // The modules read their settings when they are loaded, and reach nothing.
  Object.assign(process.env, { SAMSPILL_STAGE: "test", SAMSPILL_TABLE: "none", AWS_REGION: "eu-north-1" });
  const kept: Kept = await import("#modules/privacy");
  const lines = linesOf(page);

  test("is on the page as it is in the code, and what leads to a person has an end", () => {
    expect(lines).toHaveLength(kinds.length);
    expect(kept.retentions.length).toBeGreaterThanOrEqual(10);
    expect(untrue(kept, lines)).toEqual([]);
  });

  test("is declared for every kind that runs out, and for no other", () => {
    expect(kept.retentions.map(({ kind }) => kind).toSorted()).toEqual(perishableIn(ownCode()).toSorted());
  });

  test("has words in the console, and nothing else has", () => {
    // The other languages do not compile without the same.
    expect(Object.keys(nb.erasureKind).toSorted()).toEqual(kept.retentions.map(({ kind }) => kind).toSorted());
  });

  test("is missed where it is not told, told otherwise, or never ends", () => {
    const [first, ...rest] = kept.retentions;
    if (!first) throw new Error("Nothing is kept for a time.");
    expect(untrue({ ...kept, retentions: [{ ...first, days: first.days + 1 }, ...rest] }, lines)).toHaveLength(1);
    expect(untrue({ ...kept, retentions: [{ ...first, isPersonal: !first.isPersonal }, ...rest] }, lines)).toHaveLength(
      1,
    );
    expect(untrue({ ...kept, retentions: rest }, lines)).toHaveLength(1);
    expect(
      untrue(
        kept,
        lines.filter(({ kind }) => kind !== first.kind),
      ),
    ).toHaveLength(1);
    expect(untrue({ ...kept, endings: { ...kept.endings, Person: "ROLE_ENDS" } }, lines)).toHaveLength(1);
    expect(untrue(kept, [...lines, { kind: "Diary", isPersonal: true, kept: "ubegrenset" }])).toHaveLength(1);
  });
});
