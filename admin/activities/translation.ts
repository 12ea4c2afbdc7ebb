import type { TranslatedActivityFragment } from "#schema/operations";

/** Languages the desk begins with: those of the country, English, and those most newcomers read. */
export const firstLanguages: readonly string[] = ["nb", "nn", "en", "uk", "ar", "ti", "so", "fa", "ps"];

/** What a translation needs, the worst first. */
export const needs = ["MISSING", "OUTDATED", "MACHINE"] as const;

export type TranslationState = "SOURCE" | "DONE" | (typeof needs)[number];

type Translated = Pick<TranslatedActivityFragment, "language" | "translations">;

/** How an activity's texts stand in a language. */
export const stateIn = ({ language: source, translations }: Translated, language: string): TranslationState => {
  if (language === source) return "SOURCE";
  const translation = translations.find((one) => one.language === language);
  if (translation === undefined) return "MISSING";
  if (translation.isOutdated) return "OUTDATED";
  return translation.provenance === "MACHINE" ? "MACHINE" : "DONE";
};

/** Languages among those people choose from that are written from right to left. */
const rightToLeft: ReadonlySet<string> = new Set(["ar", "fa", "prs", "ps", "ur", "he", "ckb"]);

/** What an element needs to show words of a language as they are read. */
export const readAs = (language: string): { readonly lang: string; readonly dir: "ltr" | "rtl" } => ({
  lang: language,
  dir: rightToLeft.has(language) ? "rtl" : "ltr",
});
