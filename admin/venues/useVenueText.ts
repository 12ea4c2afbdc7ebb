import type { VenueBookingRowFragment } from "#schema/operations";
import { useFormat } from "../platform/format.ts";
import { useText } from "../platform/i18n/index.ts";

type Span = VenueBookingRowFragment["occasions"][number];

/** Prices, and times of venues, in words. */
export const useVenueText = () => {
  const text = useText();
  const { number, weekday, shortDate, dayOf, clock } = useFormat();
  const dayText = (instant: string): string => `${weekday(dayOf(instant))} ${shortDate(dayOf(instant))}`;
  return {
    priceOf: (ore: number): string =>
      ore === 0 ? text("activity.free") : text("venue.perHour", { kroner: number(ore / 100) }),
    sumOf: (ore: number): string =>
      ore === 0 ? text("activity.free") : text("venue.kroner", { kroner: number(ore / 100) }),
    spanText: ({ startsAt, endsAt }: Span): string =>
      dayOf(startsAt) === dayOf(endsAt)
        ? `${dayText(startsAt)}, ${clock(startsAt)}–${clock(endsAt)}`
        : `${dayText(startsAt)} ${clock(startsAt)} – ${dayText(endsAt)} ${clock(endsAt)}`,
  };
};
