/** The words of the pages for all, in each of their languages: data/README.md. */
import ar from "./data/ar.json" with { type: "json" };
import en from "./data/en.json" with { type: "json" };
import fa from "./data/fa.json" with { type: "json" };
import nb from "./data/nb.json" with { type: "json" };
import nn from "./data/nn.json" with { type: "json" };
import ps from "./data/ps.json" with { type: "json" };
import so from "./data/so.json" with { type: "json" };
import ti from "./data/ti.json" with { type: "json" };
import uk from "./data/uk.json" with { type: "json" };

/** Every word a page says: all languages have the same. */
export type Words = typeof nb;

/** Norwegian and English first, then by the number of newcomers who have it as their first language. */
export const allWords = { nb, nn, en, uk, ar, ti, so, fa, ps } as const satisfies Readonly<Record<string, Words>>;

export type LanguageCode = keyof typeof allWords;
export const languageCodes = Object.keys(allWords) as LanguageCode[];
export const isLanguage = (code: string): code is LanguageCode => Object.hasOwn(allWords, code);

export const rightToLeft: ReadonlySet<LanguageCode> = new Set(["ar", "fa", "ps"]);
/** Read by nobody whose first language it is; data/README.md. */
export const unproofread: ReadonlySet<LanguageCode> = new Set(["uk", "ar", "ti", "so", "fa", "ps"]);

/** A text with its places filled in, for where there are no elements: in titles and in what is read out. Names are kept apart by isolates. */
export const filled = (text: string, values: Readonly<Record<string, number | string>>): string =>
  text.replace(/\{(\w+)\}/g, (_, name: string) => `\u2068${values[name] ?? ""}\u2069`);
