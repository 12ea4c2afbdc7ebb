/** The choice index: between how many categories of activities each can choose in a week. */
import { type ActivityRow, weekdayOf, weekdays } from "#modules/activities";
import { dayFrom } from "#platform/day";
import type { ChoiceGroup } from "#schema/resolvers";
import type { Choice } from "./report.ts";

type Offer = Pick<ActivityRow["facts"], "ageFrom" | "ageTo" | "group" | "category">;

const ofAges =
  (youngest: number, oldest: number) =>
  ({ ageFrom = 0, ageTo = Infinity }: Offer): boolean =>
    ageFrom <= oldest && youngest <= ageTo;

const isFor: Readonly<Record<ChoiceGroup, (offer: Offer) => boolean>> = {
  EVERYBODY: () => true,
  AGE_0_5: ofAges(0, 5),
  AGE_6_12: ofAges(6, 12),
  AGE_13_18: ofAges(13, 18),
  AGE_OVER_18: ofAges(19, Infinity),
  WOMEN: ({ group }) => group !== "MEN",
  MEN: ({ group }) => group !== "WOMEN",
};

export const choiceOf = (offers: readonly Offer[]): Choice[] =>
  (Object.keys(isFor) as ChoiceGroup[]).map((group) => ({
    group,
    categories: new Set(offers.filter(isFor[group]).map(({ category }) => category)).size,
  }));

/** The Monday of a day's week (ISO 8601). */
export const mondayOf = (day: string): string => dayFrom(day, -weekdays.indexOf(weekdayOf(day)));
