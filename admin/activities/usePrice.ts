import type { ActivityRowFragment } from "#schema/operations";
import { useFormat } from "../platform/format.ts";
import { useText } from "../platform/i18n/index.ts";

/** A price in kroner, or that it is free. */
export const usePrice = (): ((price: ActivityRowFragment["price"]) => string) => {
  const text = useText();
  const { number } = useFormat();
  return ({ amount, per }) =>
    amount === 0
      ? text("activity.free")
      : text("activity.price", { kroner: number(amount / 100), per: text(`pricePeriod.${per}`) });
};
