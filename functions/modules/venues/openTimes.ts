/** When a venue is open, by the clock of Europe/Oslo. The arithmetic is a library's; loaded when first asked for. */
import { Temporal } from "temporal-polyfill";
import { weekdayOf } from "#modules/activities";
import type { Span } from "./slots.ts";
import type { Venue } from "./venue.ts";

const timeZone = "Europe/Oslo";

const local = (moment: string): Temporal.ZonedDateTime => Temporal.Instant.from(moment).toZonedDateTimeISO(timeZone);
const instant = (moment: Temporal.ZonedDateTime): string => new Date(moment.epochMilliseconds).toISOString();

type Hours = Pick<Venue["facts"], "openingHours" | "closedDays">;

/** The times it is open between two instants, cut off there; those that meet at midnight are one. */
export const openSpans = ({ openingHours, closedDays }: Hours, { startsAt: from, endsAt: until }: Span): Span[] => {
  const spans: Span[] = [];
  const last = local(until).toPlainDate();
  for (let day = local(from).toPlainDate(); Temporal.PlainDate.compare(day, last) <= 0; day = day.add({ days: 1 })) {
    const date = day.toString();
    if (closedDays.some((closed) => closed.from <= date && date <= closed.until)) continue;
    const at = (time: string): string =>
      instant(day.toZonedDateTime({ timeZone, plainTime: Temporal.PlainTime.from(time) }));
    const midnight = instant(day.add({ days: 1 }).toZonedDateTime({ timeZone }));
    const hours = openingHours
      .filter(({ weekday }) => weekday === weekdayOf(date))
      .toSorted((a, b) => (a.opensAt < b.opensAt ? -1 : 1));
    for (const { opensAt, closesAt } of hours) {
      const [opens, closes] = [at(opensAt), closesAt === "00:00" ? midnight : at(closesAt)];
      const startsAt = opens < from ? from : opens;
      const endsAt = closes > until ? until : closes;
      if (endsAt <= startsAt) continue;
      const before = spans.at(-1);
      if (before?.endsAt === startsAt) spans[spans.length - 1] = { ...before, endsAt };
      else spans.push({ startsAt, endsAt });
    }
  }
  return spans;
};

/** The same time by the clock on the wall, so many weeks in a row. */
export const weekly = ({ startsAt, endsAt }: Span, weeks: number): Span[] => {
  const [start, end] = [local(startsAt), local(endsAt)];
  return Array.from({ length: weeks }, (_, n) => ({
    startsAt: instant(start.add({ weeks: n })),
    endsAt: instant(end.add({ weeks: n })),
  }));
};
