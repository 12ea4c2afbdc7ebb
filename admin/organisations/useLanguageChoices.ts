import { useMemo } from "react";
import { useFormat } from "../platform/format.ts";
import { spokenLanguages } from "./choices.ts";

/** Languages to choose among by their names, those of `more` with them. */
export const useLanguageChoices = (more: readonly string[] = []): { readonly id: string; readonly name: string }[] => {
  const { language, collator } = useFormat();
  return useMemo(
    () =>
      [...new Set([...spokenLanguages, ...more])]
        .map((id) => ({ id, name: language(id) }))
        .sort((a, b) => collator.compare(a.name, b.name)),
    [language, collator, more],
  );
};
