/** What an activity is called and said to be in a language, and where those words come from. */
import { type Activity, isOutdated } from "#modules/activities";
import type { Provenance } from "#schema/resolvers";
import { isLanguage, type LanguageCode } from "./words.ts";

/** What is told besides, in the translation's words where it has any, or else as it was written. */
type Passage = { readonly text: string; readonly language: string; readonly isForeign: boolean };

export type Told = {
  readonly title: string;
  readonly summary: string;
  /** What title and summary are written in. */
  readonly language: string;
  /** What to expect there, and the description. */
  readonly passages: readonly Passage[];
  /** Of a translation. */
  readonly provenance?: Provenance;
  /** The texts have been changed since they were translated. */
  readonly isOutdated: boolean;
  /** What it is called where it takes place, if that is something else. */
  readonly original?: { readonly title: string; readonly language: string };
  /** Not in the language that was asked for, nor in one that who reads that can read. */
  readonly isForeign: boolean;
};

const isNorwegian = (language: string): boolean => language === "nb" || language === "nn";

export const toldIn = (language: LanguageCode, { facts }: Pick<Activity, "facts">): Told => {
  const { title, summary, whatToExpect, description, translations } = facts;
  const isForeign = facts.language !== language && !(isNorwegian(language) && isNorwegian(facts.language));
  const asWritten = (text: string | undefined): Passage[] =>
    text === undefined ? [] : [{ text, language: facts.language, isForeign }];
  const translation = facts.language === language ? undefined : translations.find((one) => one.language === language);
  if (!translation)
    return {
      ...{ title, summary, language: facts.language, isForeign, isOutdated: false },
      passages: [...asWritten(whatToExpect), ...asWritten(description)],
    };
  const expected = translation.whatToExpect;
  return {
    title: translation.title,
    summary: translation.summary,
    language,
    passages: [
      ...(expected == null ? asWritten(whatToExpect) : [{ text: expected, language, isForeign: false }]),
      ...asWritten(description),
    ],
    provenance: translation.provenance,
    isOutdated: isOutdated(translation, facts),
    ...(translation.title !== title && { original: { title, language: facts.language } }),
    isForeign: false,
  };
};

/** The pages' languages that an activity is told of in. */
export const languagesOf = ({ facts }: Pick<Activity, "facts">): LanguageCode[] =>
  [facts.language, ...facts.translations.map(({ language }) => language)].filter((code) => isLanguage(code));
