/** What activities are: families and categories, with words people search by. */
import { folded } from "#platform/words";
import data from "./data/categories.json" with { type: "json" };

export type Family = {
  readonly code: string;
  readonly nameNb: string;
  readonly nameNn: string;
  readonly nameEn: string;
};
export type Category = Family & { readonly family: Family; readonly searchWords: readonly string[] };

const families = new Map(
  data.families.map(([code = "", nameNb = "", nameNn = "", nameEn = ""]) => [code, { code, nameNb, nameNn, nameEn }]),
);

const familyOf = (code: string): Family => {
  const family = families.get(code);
  if (!family) throw new Error(`There is no family ${code}.`);
  return family;
};

export const allFamilies: readonly Family[] = [...families.values()];

const searchWords = new Map<string, readonly string[]>();

/** Folded at the first search: no start waits for them. */
const searchWordsOf = (code: string, text: string): readonly string[] => {
  const known = searchWords.get(code) ?? [...new Set(folded(text).split(" "))];
  searchWords.set(code, known);
  return known;
};

/** All categories, family by family. */
export const allCategories: readonly Category[] = data.categories.map(
  ([code = "", family = "", nameNb = "", nameNn = "", nameEn = "", more = ""]) => ({
    code,
    family: familyOf(family),
    ...{ nameNb, nameNn, nameEn },
    get searchWords() {
      return searchWordsOf(code, [nameNb, nameNn, nameEn, more].join(" "));
    },
  }),
);

const byCode = new Map(allCategories.map((category) => [category.code, category]));
export const findCategory = (code: string): Category | undefined => byCode.get(code);
