/** What the catalogue knows of an activity, and the tests and orders of its lists. */
import { allMunicipalities, findMunicipality } from "#modules/places";
import { dayOf } from "#platform/day";
import { compareNames, folded } from "#platform/words";
import type { ActivityFilter, ActivityOrder, ExternalSourceInput, LanguageLevel, Weekday } from "#schema/resolvers";
import { type Activity, type Facts, isForAll, publicStates, statesAt } from "./activity.ts";
import { findCategory } from "./category.ts";
import { type Schedule, weekdayOf, weekdays } from "./schedule.ts";

type Listed = Pick<
  Facts,
  | "title"
  | "summary"
  | "category"
  | "place"
  | "ageFrom"
  | "ageTo"
  | "group"
  | "languageLevel"
  | "languages"
  | "price"
  | "accessibility"
  | "commitment"
  | "trial"
  | "childcare"
  | "mixesWithLocals"
  | "signUpUrl"
  | "registeredAt"
>;

export type Row = Omit<Activity, "facts" | "whyNotCompeting"> & { readonly facts: Listed };

export const rowOf = ({ whyNotCompeting: _, facts, ...activity }: Activity): Row => {
  const { title, summary, category, place, ageFrom, ageTo, group, languageLevel, languages } = facts;
  const { price, accessibility, commitment, trial, childcare, mixesWithLocals, signUpUrl, registeredAt } = facts;
  return {
    ...activity,
    facts: {
      ...{ title, summary, category, place, group, languageLevel, languages, price, accessibility, commitment },
      ...{ trial, childcare, mixesWithLocals },
      ...(ageFrom !== undefined && { ageFrom }),
      ...(ageTo !== undefined && { ageTo }),
      ...(signUpUrl !== undefined && { signUpUrl }),
      ...(registeredAt !== undefined && { registeredAt }),
    },
  };
};

/** Whether it is the activity itself, and not what lists know of it. */
export const isWhole = (one: Row): one is Activity => "translations" in one.facts;

export type PackedRow = readonly [key: string, row: Omit<Row, "key">];
export const packRow = ({ key, ...row }: Row): PackedRow => [key, row];
export const unpackRow = ([key, row]: PackedRow): Row => ({ key, ...row });

const levels: readonly LanguageLevel[] = ["A0", "A1", "A2", "B1", "B2"];

/** Weekdays on which a rule may give a time. */
const weekdaysOf = ({ startsOn, repeats, seasons }: Schedule): readonly Weekday[] => {
  if (!repeats) return [weekdayOf(startsOn)];
  // Single days, as calendars have them that no rule makes.
  if (seasons.length > 0 && seasons.every(({ from, until }) => from === until))
    return [...new Set(seasons.map(({ from }) => weekdayOf(from)))];
  if (repeats.weekdays.length > 0) return repeats.weekdays;
  return repeats.frequency === "WEEKLY" ? [weekdayOf(startsOn)] : weekdays;
};

const isOver = ({ startsOn, repeats }: Schedule, today: string): boolean =>
  (repeats ? (repeats.until ?? today) : startsOn) < today;

/** Before noon, before 16, or later, by the clock on the wall. */
export const bandOf = (time: string): "MORNING" | "AFTERNOON" | "EVENING" =>
  time < "12:00" ? "MORNING" : time < "16:00" ? "AFTERNOON" : "EVENING";

const words = new WeakMap<Row, string>();
const wordsOf = (row: Row): string => {
  const known = words.get(row);
  if (known !== undefined) return known;
  const { title, summary, category } = row.facts;
  const text = ` ${folded([title, summary, row.organiser.name].join(" "))} ${findCategory(category)?.searchWords.join(" ") ?? ""}`;
  words.set(row, text);
  return text;
};

/** Whether two are registered elsewhere as one and the same. */
export const isRegisteredAs = (
  one: ExternalSourceInput | null | undefined,
  other: ExternalSourceInput | null | undefined,
): boolean => {
  if (!one || !other || one.platform !== other.platform) return false;
  const isThere = one.url != null && one.url === other.url;
  if (one.externalId == null || other.externalId == null) return isThere;
  // What is no system of its own gives no ids that hold from one of its systems to the next.
  return one.externalId === other.externalId && (isThere || one.platform !== "OTHER");
};

type Place = { readonly latitude?: number | null; readonly longitude?: number | null };
const earthRadiusKm = 6_371;
const radians = (degrees: number): number => (degrees * Math.PI) / 180;

/** Great-circle distance in kilometres (haversine); infinite where a place is not known. */
export const kilometresBetween = (a: Place, b: Place): number => {
  if (a.latitude == null || a.longitude == null || b.latitude == null || b.longitude == null) return Infinity;
  const [north, east] = [radians(b.latitude - a.latitude), radians(b.longitude - a.longitude)];
  const h =
    Math.sin(north / 2) ** 2 + Math.cos(radians(a.latitude)) * Math.cos(radians(b.latitude)) * Math.sin(east / 2) ** 2;
  return 2 * earthRadiusKm * Math.asin(Math.sqrt(h));
};

const given = <Value>(values: readonly Value[] | null | undefined): readonly Value[] | undefined =>
  values && values.length > 0 ? values : undefined;

/** The municipalities a filter asks for, by their present numbers; undefined where it asks for all. */
export const placesOf = ({ municipalities, counties }: ActivityFilter): ReadonlySet<string> | undefined => {
  const named = given(municipalities)?.map((number) => findMunicipality(number)?.number ?? number);
  const wanted = given(counties);
  const inside =
    wanted && allMunicipalities.filter((one) => wanted.includes(one.countyNumber)).map(({ number }) => number);
  const either = named ?? inside;
  return either && new Set(named && inside ? named.filter((number) => inside.includes(number)) : either);
};

type Test = (row: Row) => boolean;

/** Who asks, as far as lists differ by it. */
export type Reader = {
  readonly now: Date;
  readonly organiserKey: string | undefined;
  /** What there is to who asks, whether or not it is published. */
  readonly mayKnow: Test;
  /** What who asks sees though it is not published. */
  readonly maySee: Test;
};

/** Who signs in nowhere. */
export const anybody = (now: Date): Reader => ({
  now,
  organiserKey: undefined,
  mayKnow: isForAll,
  maySee: () => false,
});

/**
 * Whether an activity fits all of a filter. What is not published is found by those alone who may see it (`maySee`), and
 * only when asked for.
 */
export const testOf = (filter: ActivityFilter, { now, organiserKey, mayKnow, maySee }: Reader): Test => {
  const tests: Test[] = [mayKnow];
  const stateOf = statesAt(now);
  const states = given(filter.states);
  tests.push((row) => {
    const state = stateOf(row);
    return (states ? states.includes(state) : publicStates.has(state)) && (publicStates.has(state) || maySee(row));
  });
  const places = placesOf(filter);
  if (places) tests.push(({ facts }) => places.has(facts.place.municipality));
  const { near, age, priceAtMost, languageLevel } = filter;
  if (near) tests.push(({ facts }) => kilometresBetween(near, facts.place) <= near.kilometres);
  if (filter.organiserId != null) tests.push((row) => row.organiserKey === organiserKey);
  const categories = given(filter.categories);
  if (categories) tests.push(({ facts }) => categories.includes(facts.category));
  const families = given(filter.families);
  if (families) tests.push(({ facts }) => families.includes(findCategory(facts.category)?.family.code ?? ""));
  const [days, bands] = [given(filter.weekdays), given(filter.times)];
  if (days || bands) {
    const fits = (one: Schedule): boolean =>
      (!days || weekdaysOf(one).some((day) => days.includes(day))) && (!bands || bands.includes(bandOf(one.startsAt)));
    const today = dayOf(now);
    // What took the place of a rule counts, and not the rule before it.
    tests.push(({ schedules, lastDay }) =>
      schedules.some((one) => fits(one) && (!isOver(one, today) || (lastDay ?? today) < today)),
    );
  }
  if (languageLevel != null)
    tests.push(({ facts }) => levels.indexOf(facts.languageLevel) <= levels.indexOf(languageLevel));
  const languages = given(filter.languages);
  if (languages) tests.push(({ facts }) => facts.languages.some((language) => languages.includes(language)));
  if (age != null) tests.push(({ facts: { ageFrom = 0, ageTo = Infinity } }) => ageFrom <= age && age <= ageTo);
  if (priceAtMost != null) {
    const per = filter.pricePer ?? "EACH_TIME";
    tests.push(({ facts: { price } }) => price.amount === 0 || (price.per === per && price.amount <= priceAtMost));
  }
  const groups = given(filter.groups);
  if (groups) tests.push(({ facts }) => groups.includes(facts.group));
  const accessibility = given(filter.accessibility);
  if (accessibility) tests.push(({ facts }) => accessibility.every((one) => facts.accessibility.includes(one)));
  const commitments = given(filter.commitments);
  if (commitments) tests.push(({ facts }) => commitments.includes(facts.commitment));
  for (const flag of ["trial", "childcare", "mixesWithLocals"] as const) {
    const wanted = filter[flag];
    if (wanted != null) tests.push(({ facts }) => facts[flag] === wanted);
  }
  const { registeredAt } = filter;
  if (registeredAt) tests.push(({ facts }) => isRegisteredAs(facts.registeredAt, registeredAt));
  const typed = filter.search == null ? [] : folded(filter.search).split(" ").filter(Boolean);
  if (typed.length > 0) tests.push((row) => typed.every((word) => wordsOf(row).includes(` ${word}`)));
  return (row) => tests.every((test) => test(row));
};

/** Where a row stands in an order, as numbers before words; what a cursor remembers. */
export type Order = {
  readonly positionOf: (row: Row) => readonly string[];
  readonly compare: (a: readonly string[], b: readonly string[]) => number;
};

const byName: Order["compare"] = ([a = "", keyA = ""], [b = "", keyB = ""]) => compareNames(a, keyA, b, keyB);
export const byText: Order["compare"] = ([a = "", keyA = ""], [b = "", keyB = ""]) =>
  a < b ? -1 : a > b ? 1 : keyA < keyB ? -1 : keyA > keyB ? 1 : 0;

export const titleOrder: Order = { positionOf: ({ key, facts }) => [facts.title, key], compare: byName };

/** The orders of lists, by what a filter says of places. */
export const orderOf = (order: ActivityOrder, { near }: ActivityFilter): Order => {
  if (order === "CONFIRMED_OLDEST_FIRST")
    return { positionOf: ({ key, confirmedAt = "" }) => [confirmedAt, key], compare: byText };
  if (order === "NEAREST_FIRST" && near)
    return {
      // Metres in nine digits, so that words compare as numbers do.
      positionOf: ({ key, facts }) => [
        String(Math.round(kilometresBetween(near, facts.place) * 1_000)).padStart(9, "0"),
        key,
      ],
      compare: byText,
    };
  return titleOrder;
};
