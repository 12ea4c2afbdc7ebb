/** A month of activities in numbers, as it is kept: nothing in it says of persons more than `inFives` does. */
import { dayFrom } from "#platform/day";
import type { Connection } from "#platform/page";
import type { ChoiceGroup, OfferTrait, TimeOfDayBand, Weekday, WrittenNorm } from "#schema/resolvers";

export type Figures = { readonly activities: number; readonly times: number; readonly minutes: number };
/** By organisers' counts, in fives. */
export type Places = { readonly timesCounted: number; readonly taken: number; readonly waiting: number };
export type Choice = { readonly group: ChoiceGroup; readonly categories: number };
/** A category by its code, and profiles with the interest, in fives. */
export type Wish = { readonly category: string; readonly profiles: number; readonly isOffered: boolean };

/** What a month's activities come to. */
export type Measured = {
  readonly total: Figures;
  readonly ownArranged: Figures;
  readonly organisers: number;
  readonly calledOff: number;
  readonly weeks: readonly { readonly week: string; readonly choice: readonly Choice[] }[];
  /** A family by its code; all there are. */
  readonly byFamily: readonly { readonly family: string; readonly figures: Figures; readonly places?: Places }[];
  /** A category by its code, those with at least one time; reports that were made before November 2026 have none. */
  readonly byCategory?: readonly { readonly category: string; readonly figures: Figures; readonly places?: Places }[];
  readonly byWeekday: readonly { readonly weekday: Weekday; readonly figures: Figures }[];
  readonly byTimeOfDay: readonly { readonly timeOfDay: TimeOfDayBand; readonly figures: Figures }[];
  /** Days of the week with nothing in the evening. */
  readonly emptyEvenings: readonly Weekday[];
  readonly traits: readonly { readonly trait: OfferTrait; readonly times: number }[];
  readonly places?: Places;
  readonly wishes: readonly Wish[];
};

export type Kind = "MUNICIPALITY" | "RECEPTION_CENTRE";

export type Report = Measured & {
  readonly bodyKey: string;
  readonly kind: Kind;
  /** `yyyy-mm`. */
  readonly month: string;
  readonly madeAt: string;
  readonly writtenNorm: WrittenNorm;
};

export type ReportPage = Connection<Report>;

/** Distinct categories a week that there should be for each to choose between (UDI's advice, with IMDi's and UDI's intention agreements). */
export const choiceTarget = 3;

export const reportId = ({ month, bodyKey }: Pick<Report, "month" | "bodyKey">): string => `report:${month}:${bodyKey}`;
/** Month and body of an id; undefined where it is no report's. */
export const reportKey = (id: string): Pick<Report, "month" | "bodyKey"> | undefined => {
  const [, month, bodyKey] = /^report:(\d{4}-(?:0[1-9]|1[0-2])):([A-Z\d]{3,26})$/.exec(id) ?? [];
  return month === undefined || bodyKey === undefined ? undefined : { month, bodyKey };
};

/** The month so many months after another, or before. */
export const monthFrom = (month: string, months: number): string => {
  const at = new Date(`${month}-01T00:00:00Z`);
  at.setUTCMonth(at.getUTCMonth() + months);
  return at.toISOString().slice(0, 7);
};

export const firstDayOf = (month: string): string => `${month}-01`;
export const lastDayOf = (month: string): string => dayFrom(firstDayOf(monthFrom(month, 1)), -1);

/** What was missing in the month: families and categories by their codes, and days of the week. */
export const gapsOf = ({ byFamily, byWeekday, emptyEvenings, wishes }: Measured) => ({
  families: byFamily.filter(({ figures }) => figures.times === 0).map(({ family }) => family),
  weekdays: byWeekday.filter(({ figures }) => figures.times === 0).map(({ weekday }) => weekday),
  evenings: emptyEvenings,
  categories: wishes.filter(({ isOffered }) => !isOffered).map(({ category }) => category),
});
