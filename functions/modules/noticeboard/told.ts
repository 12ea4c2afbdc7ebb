/** What an activity is called and said to be in a language, and where those words come from. */
import type { Activity } from "#modules/activities";
import type { Provenance } from "#schema/resolvers";
import { isLanguage, type LanguageCode } from "./words.ts";

export type Told = {
  readonly title: string;
  readonly summary: string;
  readonly whatToExpect?: string;
  readonly description?: string;
  /** What it is written in. */
  readonly language: string;
  /** Of a translation. */
  readonly provenance?: Provenance;
  /** What it is called where it takes place, if that is something else. */
  readonly original?: { readonly title: string; readonly language: string };
  /** Not in the language that was asked for, nor in one that who reads that can read. */
  readonly isForeign: boolean;
};

const isNorwegian = (language: string): boolean => language === "nb" || language === "nn";

export const toldIn = (language: LanguageCode, { facts }: Pick<Activity, "facts">): Told => {
  const { title, summary, whatToExpect, description, translations } = facts;
  const translation = facts.language === language ? undefined : translations.find((one) => one.language === language);
  if (translation)
    return {
      title: translation.title,
      summary: translation.summary,
      ...(translation.whatToExpect != null && { whatToExpect: translation.whatToExpect }),
      language,
      provenance: translation.provenance,
      ...(translation.title !== title && { original: { title, language: facts.language } }),
      isForeign: false,
    };
  return {
    title,
    summary,
    ...(whatToExpect !== undefined && { whatToExpect }),
    ...(description !== undefined && { description }),
    language: facts.language,
    isForeign: facts.language !== language && !(isNorwegian(language) && isNorwegian(facts.language)),
  };
};

/** The pages' languages that an activity is told of in. */
export const languagesOf = ({ facts }: Pick<Activity, "facts">): LanguageCode[] =>
  [facts.language, ...facts.translations.map(({ language }) => language)].filter((code) => isLanguage(code));
