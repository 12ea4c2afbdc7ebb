import { useMemo } from "react";
import { OrganisationVocabularyDocument } from "#schema/operations";
import { useOperation } from "../platform/useOperation.ts";
import { useLanguage, useText } from "../platform/i18n/index.ts";

/** Categories as choices, a group before its own, and the tags in use. */
export const useVocabulary = () => {
  const [locale] = useLanguage();
  const text = useText();
  const wholeGroup = text("list.wholeGroup");
  const { data } = useOperation(OrganisationVocabularyDocument, {});
  return useMemo(() => {
    const nameOf = ({ nameNb, nameEn }: { readonly nameNb: string; readonly nameEn: string }): string =>
      locale === "en" ? nameEn : nameNb;
    const categories = data?.icnpoCategories ?? [];
    const groups = categories.filter(({ group }) => group === null);
    const icnpo = groups.flatMap((group) => [
      { id: group.code, name: `${nameOf(group)} (${wholeGroup})`, group: nameOf(group) },
      ...categories
        .filter((category) => category.group?.code === group.code)
        .map((category) => ({ id: category.code, name: nameOf(category), group: nameOf(group) })),
    ]);
    return { icnpo, tags: (data?.organisationTags ?? []).map((tag) => ({ id: tag, name: tag })) };
  }, [data, locale, wholeGroup]);
};
