/** The International Classification of Non-profit Organizations as Frivillighetsregisteret uses it. */
import categories from "./data/icnpo.json" with { type: "json" };

export type Icnpo = {
  readonly code: string;
  readonly groupCode: string | undefined;
  readonly nameNb: string;
  readonly nameEn: string;
};

/** The 14 groups and 32 categories in the register's order. */
export const allIcnpo: readonly Icnpo[] = (categories as [string, string | null, string, string][]).map(
  ([code, groupCode, nameNb, nameEn]) => ({ code, groupCode: groupCode ?? undefined, nameNb, nameEn }),
);

const byCode = new Map(allIcnpo.map((category) => [category.code, category]));
export const findIcnpo = (code: string): Icnpo | undefined => byCode.get(code);

export const icnpoGroups: readonly Icnpo[] = allIcnpo.filter((category) => category.groupCode === undefined);
/** The 32 categories: as many as the bits of one number, which is how the catalogue keeps them. */
export const icnpoCategories: readonly Icnpo[] = allIcnpo.filter((category) => category.groupCode !== undefined);
