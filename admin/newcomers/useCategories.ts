import { useQuery } from "@tanstack/react-query";
import { ListActivityCategoriesDocument } from "#schema/operations";
import { requestWithCode } from "../platform/client.ts";
import { useLanguage } from "../platform/i18n/index.ts";

const names = { nb: "nameNb", nn: "nameNn", en: "nameEn" } as const;

type Named = { readonly nameNb: string; readonly nameNn: string; readonly nameEn: string };

/** What there is to be interested in, in the person's language, family by family. */
export const useCategories = (code: string) => {
  const [language] = useLanguage();
  const { data, error, refetch } = useQuery({
    queryKey: ["ownCategories"],
    queryFn: () => requestWithCode(code, ListActivityCategoriesDocument, {}),
    staleTime: Infinity,
    retry: false,
  });
  const named = (one: Named): string => one[names[language]];
  const categories = data?.activityCategories.map((one) => ({
    code: one.code,
    name: named(one),
    family: named(one.family),
  }));
  return { categories, error, refetch };
};
