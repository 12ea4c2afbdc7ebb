import { useMemo } from "react";
import { ListActivityCategoriesDocument } from "#schema/operations";
import { useLanguage } from "../platform/i18n/index.ts";
import { useOperation } from "../platform/useOperation.ts";

const names = { nb: "nameNb", nn: "nameNn", en: "nameEn" } as const;

type Named = { readonly nameNb: string; readonly nameNn: string; readonly nameEn: string };

/** The name of a category in the person's language. */
export const useCategoryName = (): ((category: Named) => string) => {
  const [language] = useLanguage();
  return (category) => category[names[language]];
};

/** What activities there are, to choose from, family by family. */
export const useActivityCategories = () => {
  const [language] = useLanguage();
  const { data } = useOperation(ListActivityCategoriesDocument, {}, { lasting: true });
  return useMemo(() => {
    const named = (one: Named): string => one[names[language]];
    return (data?.activityCategories ?? []).map((one) => ({
      id: one.code,
      name: named(one),
      group: named(one.family),
    }));
  }, [data, language]);
};
