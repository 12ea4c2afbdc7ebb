/** What somebody has chosen in the form of a municipality's page, as its address says it. */
import { allFamilies, weekdays } from "#modules/activities";
import { type WishName, wishNames } from "./query.ts";
import type { ActivityFilter, ActivityGroup, LanguageLevel, TimeOfDayBand, Weekday } from "#schema/resolvers";

export const bands = ["MORNING", "AFTERNOON", "EVENING"] as const satisfies readonly TimeOfDayBand[];
export const levels = ["A0", "A1", "A2", "B1", "B2"] as const satisfies readonly LanguageLevel[];
export const groups = ["EVERYONE", "WOMEN", "MEN", "FAMILIES"] as const satisfies readonly ActivityGroup[];

/** What is chosen, each as it stands in the address; what is not is left out. */
export type Wishes = Readonly<Partial<Record<WishName, string>>>;

const oneOf =
  (values: readonly string[]) =>
  (value: string): boolean =>
    values.includes(value);
const isTicked = oneOf(["1"]);

const possible: Readonly<Record<WishName, (value: string) => boolean>> = {
  dag: oneOf(weekdays),
  tid: oneOf(bands),
  type: oneOf(allFamilies.map(({ code }) => code)),
  norsk: oneOf(levels),
  sprak: (value) => /^[a-z]{2,3}$/.test(value),
  alder: (value) => /^\d{1,3}$/.test(value) && Number(value) <= 120,
  gruppe: oneOf(groups),
  gratis: isTicked,
  barnepass: isTicked,
  trinnfritt: isTicked,
};

/** What a query asks for; what nobody could have chosen is as if it were not there. */
export const readWishes = (query: URLSearchParams): Wishes =>
  Object.fromEntries(
    wishNames.flatMap((name) => {
      const value = query.get(name)?.trim() ?? "";
      return possible[name](value) ? [[name, value]] : [];
    }),
  );

/** The query of some wishes and of a page of their list; empty where nothing is chosen. */
export const queryOf = (wishes: Wishes, page = 1): string => {
  const chosen = wishNames.flatMap((name) => {
    const value = wishes[name];
    return value === undefined ? [] : [[name, value]];
  });
  const query = new URLSearchParams([...chosen, ...(page > 1 ? [["side", String(page)]] : [])]).toString();
  return query && `?${query}`;
};

/** Who speaks Norwegian speaks it, whichever way it is written. */
const norwegian = ["nb", "nn"];
const isNorwegian = oneOf(norwegian);

/** The languages that can be asked for, of those that are spoken: one for each that has a name of its own. */
export const spokenAmong = (spoken: readonly string[]): string[] => [
  ...new Set(spoken.map((code) => (isNorwegian(code) ? "nb" : code))),
];

export const filterOf = (municipality: string, wishes: Wishes): ActivityFilter => ({
  municipalities: [municipality],
  ...(wishes.dag !== undefined && { weekdays: [wishes.dag as Weekday] }),
  ...(wishes.tid !== undefined && { times: [wishes.tid as TimeOfDayBand] }),
  ...(wishes.type !== undefined && { families: [wishes.type] }),
  ...(wishes.norsk !== undefined && { languageLevel: wishes.norsk as LanguageLevel }),
  ...(wishes.sprak !== undefined && { languages: isNorwegian(wishes.sprak) ? norwegian : [wishes.sprak] }),
  ...(wishes.alder !== undefined && { age: Number(wishes.alder) }),
  ...(wishes.gruppe !== undefined && { groups: [wishes.gruppe as ActivityGroup] }),
  ...(wishes.gratis !== undefined && { priceAtMost: 0 }),
  ...(wishes.barnepass !== undefined && { childcare: true }),
  ...(wishes.trinnfritt !== undefined && { accessibility: ["STEP_FREE" as const] }),
});
