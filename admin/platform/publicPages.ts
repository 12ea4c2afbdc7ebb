/** Where the pages for all stand, in somebody's language. They are no part of the console: one need not be signed in. */
import type { Locale } from "./i18n/index.ts";

const root = "/aktiviteter";

export const publicFront = (language: Locale): string => `${root}/${language}`;
export const publicMunicipality = (language: Locale, number: string): string => `${root}/${language}/${number}`;
/** A sheet of A4 to print and hang up. */
export const publicPoster = (language: Locale, number: string): string => `${root}/${language}/${number}/plakat`;
export const publicActivity = (language: Locale, id: string): string =>
  `${root}/${language}/aktivitet/${id.replace("activity:", "")}`;
