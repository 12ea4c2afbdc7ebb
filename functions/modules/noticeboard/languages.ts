/** The languages of the pages for all: the way they are written, and how they say days, numbers, lists and what activities are. */
import { findCategory, type Family } from "#modules/activities";
import categoryNames from "./data/categoryNames.json" with { type: "json" };
import { allWords, type LanguageCode, rightToLeft, unproofread, type Words } from "./words.ts";

/** A language as a page uses it. */
export type Language = {
  readonly code: LanguageCode;
  readonly words: Words;
  readonly direction: "ltr" | "rtl";
  readonly isProofread: boolean;
  /** `Thursday 26 November`, by Norway's clock. */
  readonly day: (at: Date) => string;
  /** `26 November 2026`, by Norway's clock. */
  readonly date: (at: Date) => string;
  /** Monday is 0. */
  readonly weekday: (n: number) => string;
  readonly number: (value: number) => string;
  readonly kilometres: (value: number) => string;
  readonly list: (parts: readonly string[]) => string;
  /** What a language is called; its code where no name is known. */
  readonly nameOf: (code: string) => string;
  readonly categoryName: (code: string) => string;
  readonly familyName: (family: Family) => string;
};

const names: Readonly<Record<string, Readonly<Record<string, string>>>> = categoryNames;

const nameIn = (code: LanguageCode, { nameNb, nameNn, nameEn, ...one }: Family): string =>
  code === "nb" ? nameNb : code === "nn" ? nameNn : code === "en" ? nameEn : (names[code]?.[one.code] ?? nameEn);

const makeLanguage = (code: LanguageCode): Language => {
  const words = allWords[code];
  // Days as in Norway, whatever the calendar at home; and digits as they stand on doors, buses and telephones.
  const locale = `${code === "en" ? "en-GB" : code}-u-ca-gregory-nu-latn`;
  const told = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(locale, { timeZone: "Europe/Oslo", ...options });
  const day = told({ weekday: "long", day: "numeric", month: "long" });
  const date = told({ day: "numeric", month: "long", year: "numeric" });
  const weekday = told({ weekday: "long", timeZone: "UTC" });
  const number = new Intl.NumberFormat(locale);
  const kilometres = new Intl.NumberFormat(locale, { style: "unit", unit: "kilometer" });
  const list = new Intl.ListFormat(locale);
  const languageNames = new Intl.DisplayNames(locale, { type: "language" });
  return {
    code,
    words,
    direction: rightToLeft.has(code) ? "rtl" : "ltr",
    isProofread: !unproofread.has(code),
    day: (at) => day.format(at),
    date: (at) => date.format(at),
    // 1 January 2024 was a Monday.
    weekday: (n) => weekday.format(Date.UTC(2024, 0, 1 + n)),
    number: (value) => number.format(value),
    kilometres: (value) => kilometres.format(value),
    list: (parts) => list.format(parts),
    // Who speaks Norwegian speaks it, whichever way it is written.
    nameOf: (other) => languageNames.of(other === "nb" || other === "nn" ? "no" : other) ?? other,
    categoryName: (category) => {
      const found = findCategory(category);
      return found ? nameIn(code, found) : category;
    },
    familyName: (family) => nameIn(code, family),
  };
};

const made = new Map<LanguageCode, Language>();
/** Made when first asked for: `Intl` takes some milliseconds for each. */
export const languageOf = (code: LanguageCode): Language => {
  const language = made.get(code) ?? makeLanguage(code);
  made.set(code, language);
  return language;
};
