/** What somebody has chosen in the form of a municipality's page, as its address says it. */
import { allFamilies, type RowTimes, weekdays } from "#modules/activities";
import { type WishName, wishNames } from "./query.ts";
import type { ActivityFilter, ActivityGroup, LanguageLevel, TimeOfDayBand, Weekday } from "#schema/resolvers";

export const bands = ["MORNING", "AFTERNOON", "EVENING"] as const satisfies readonly TimeOfDayBand[];
export const levels = ["A0", "A1", "A2", "B1", "B2"] as const satisfies readonly LanguageLevel[];
/** How far away from a place, in kilometres: on foot, by bicycle, by bus. */
export const distances = ["1", "2", "5", "10", "25"] as const;
export const usualDistance = "5";
export const groups = ["EVERYONE", "WOMEN", "MEN", "FAMILIES"] as const satisfies readonly ActivityGroup[];

/** What is chosen, each as it stands in the address; what is not is left out. */
export type Wishes = Readonly<Partial<Record<WishName, string>>>;

const oneOf =
  (values: readonly string[]) =>
  (value: string): boolean =>
    values.includes(value);
const isTicked = oneOf(["1"]);

/** A place that something goes on at, by which one can ask for what is near. */
export type Spot = { readonly at: string; readonly name: string };

const spotAt = ({ latitude, longitude }: RowTimes["row"]["facts"]["place"]): string | undefined =>
  latitude == null || longitude == null ? undefined : `${latitude.toFixed(4)},${longitude.toFixed(4)}`;

/** The places of activities, each point once. */
export const spotsOf = (listed: readonly { readonly row: Pick<RowTimes["row"], "facts"> }[]): Spot[] => [
  ...new Map(
    listed.flatMap(({ row: { facts } }) => {
      const at = spotAt(facts.place);
      return at === undefined ? [] : [[at, { at, name: facts.place.name }] as const];
    }),
  ).values(),
];

const possible: Readonly<Record<WishName, (value: string) => boolean>> = {
  dag: oneOf(weekdays),
  tid: oneOf(bands),
  sted: (value) => /^\d{2}\.\d{4},\d{1,2}\.\d{4}$/.test(value),
  km: oneOf(distances),
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
export const readWishes = (query: URLSearchParams): Wishes => {
  const { km = usualDistance, ...wishes }: Wishes = Object.fromEntries(
    wishNames.flatMap((name) => {
      const value = query.get(name)?.trim() ?? "";
      return possible[name](value) ? [[name, value]] : [];
    }),
  );
  return wishes.sted === undefined ? wishes : { ...wishes, km };
};

/** Wishes among the places that there are. */
export const wishesAmong = (spots: readonly Spot[], wishes: Wishes): Wishes => {
  const { sted, km: _, ...others } = wishes;
  return spots.some(({ at }) => at === sted) ? wishes : others;
};

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

/** What is near a place may be across the municipality's border. */
const whereOf = (municipality: string, { sted, km }: Wishes): ActivityFilter => {
  if (sted === undefined) return { municipalities: [municipality] };
  const [latitude = 0, longitude = 0] = sted.split(",").map(Number);
  return { near: { latitude, longitude, kilometres: Number(km) } };
};

export const filterOf = (municipality: string, wishes: Wishes): ActivityFilter => ({
  ...whereOf(municipality, wishes),
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
