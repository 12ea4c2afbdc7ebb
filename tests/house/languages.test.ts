/** Bokmål, nynorsk and English say the same things: none lacks a text, a place for a value, or a plural. Nor do the nine languages of the pages for all. */
import adminEn from "ra-language-english";
import { describe, expect, test } from "vitest";
import { adminNb } from "../../admin/platform/i18n/adminNb.ts";
import { adminNn } from "../../admin/platform/i18n/adminNn.ts";
import { en } from "../../admin/platform/i18n/en.ts";
import { nb } from "../../admin/platform/i18n/nb.ts";
import { nn } from "../../admin/platform/i18n/nn.ts";
import { allCategories } from "../../functions/modules/activities/category.ts";
import categoryNames from "../../functions/modules/noticeboard/data/categoryNames.json" with { type: "json" };
import { allWords, languageCodes } from "../../functions/modules/noticeboard/words.ts";

/** Every text by its dotted key. */
const flat = (texts: object, before = ""): Map<string, string> =>
  new Map(
    Object.entries(texts).flatMap(([key, value]: [string, unknown]) => {
      if (typeof value === "string") return [[before + key, value] as const];
      return typeof value === "object" && value !== null ? [...flat(value, `${before}${key}.`)] : [];
    }),
  );

const valuesIn = (text: string): string => [...new Set(text.match(/%?\{\w+\}/g))].toSorted().join(" ");
const formsOf = (text: string): number => text.split("||||").length;

/** What `other` lacks or says otherwise than `one`. */
const unlike = (one: object, other: object): string[] => {
  const [first, second] = [flat(one), flat(other)];
  const missing = [...first.keys()].filter((key) => !second.has(key)).map((key) => `${key} is missing`);
  const extra = [...second.keys()].filter((key) => !first.has(key)).map((key) => `${key} is nowhere else`);
  const differing = [...first].flatMap(([key, text]) => {
    const translated = second.get(key);
    if (translated === undefined) return [];
    if (translated.trim() === "" && text.trim() !== "") return [`${key} is empty`];
    if (valuesIn(text) !== valuesIn(translated)) return [`${key} has other values`];
    return formsOf(text) === formsOf(translated) ? [] : [`${key} has another number of plurals`];
  });
  return [...missing, ...extra, ...differing];
};

test("enough was read to say anything", () => {
  expect(flat(nb).size).toBeGreaterThan(100);
  expect(flat({ ra: adminEn.ra }).size).toBeGreaterThan(150);
});

test.each<[string, object, object]>([
  ["nynorsk as bokmål", nb, nn],
  ["English as bokmål", nb, en],
  ["react-admin in nynorsk as in bokmål", adminNb, adminNn],
])("%s", (_, one, other) => expect(unlike(one, other)).toEqual([]));

// react-admin's own English has texts for parts we do not use, and falls back on them.
test("react-admin in bokmål has every text it has in English", () => {
  expect(unlike({ ra: adminEn.ra }, adminNb).filter((line) => line.endsWith("missing"))).toEqual([]);
});

describe("the pages for all", () => {
  const bokmål = allWords.nb;

  test("are in nine languages", () => {
    expect(languageCodes).toEqual(["nb", "nn", "en", "uk", "ar", "ti", "so", "fa", "ps"]);
    expect(flat(bokmål).size).toBeGreaterThan(120);
  });

  test.each(languageCodes)("%s says all that bokmål says, in its own words", (code) => {
    const words = allWords[code];
    expect(unlike(bokmål, words)).toEqual([]);
    // A language that says the same as another has been copied, and not written.
    const others = [...flat(words)].filter(([key, text]) => code !== "nb" && text === flat(bokmål).get(key));
    expect(others.length).toBeLessThan(code === "nn" ? 60 : 5);
  });

  test.each(Object.entries(categoryNames))(
    "%s has a name for each category and family, and for no other",
    (_, names) => {
      const codes = allCategories.flatMap(({ code, family }) => [code, family.code]);
      expect(Object.keys(names).toSorted()).toEqual([...new Set(codes)].toSorted());
      expect(new Set(Object.values(names)).size).toBe(Object.keys(names).length);
    },
  );

  test("those that the taxonomy itself has no names in are there", () => {
    const own = ["nb", "nn", "en"];
    expect([...own, ...Object.keys(categoryNames)].toSorted()).toEqual([...languageCodes].toSorted());
  });
});

describe("what is unlike is told", () => {
  const one = { a: "En", b: { c: "%{antall} av %{alle}", d: "Rad |||| Rader" } };
  test.each<[string, object]>([
    ["b.d is missing", { a: "One", b: { c: "%{antall} of %{alle}" } }],
    ["b.e is nowhere else", { ...one, b: { ...one.b, e: "More" } }],
    ["a is empty", { ...one, a: " " }],
    ["b.c has other values", { ...one, b: { ...one.b, c: "%{antal} av %{alle}" } }],
    ["b.d has another number of plurals", { ...one, b: { ...one.b, d: "Rows" } }],
  ])("%s", (line, other) => expect(unlike(one, other)).toEqual([line]));
});
