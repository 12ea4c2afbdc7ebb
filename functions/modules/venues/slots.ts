/** Time as a venue is taken: quarters of an hour of UTC, which no change of clocks doubles or leaves out, by day. */

/** A time from an instant until another, as they are stored: in UTC, so that text compares as time does. */
export type Span = { readonly startsAt: string; readonly endsAt: string };
/** A time that is taken, and the booking by which it is. */
export type TakenSpan = Span & { readonly bookingKey: string };

const quarter = 900_000;
const day = 86_400_000;
export const quartersOfDay = day / quarter;

/** Whether an instant is a whole quarter. */
export const isQuarter = (at: string): boolean => Date.parse(at) % quarter === 0;
export const minutesOf = ({ startsAt, endsAt }: Span): number => (Date.parse(endsAt) - Date.parse(startsAt)) / 60_000;
export const later = (at: string, milliseconds: number): string =>
  new Date(Date.parse(at) + milliseconds).toISOString();

/** The days of UTC, `yyyy-mm-dd`, that a time is in. */
export const daysOf = ({ startsAt, endsAt }: Span): string[] => {
  const days: string[] = [];
  for (let at = Math.floor(Date.parse(startsAt) / day) * day; at < Date.parse(endsAt); at += day)
    days.push(new Date(at).toISOString().slice(0, 10));
  return days;
};

/** The quarters of times, by their days: 0 is midnight. */
export const slotsOf = (spans: readonly Span[]): Map<string, number[]> => {
  const slots = new Map<string, number[]>();
  for (const span of spans)
    for (const one of daysOf(span)) {
      const begins = Date.parse(one);
      const first = Math.max(0, (Date.parse(span.startsAt) - begins) / quarter);
      const end = Math.min(quartersOfDay, (Date.parse(span.endsAt) - begins) / quarter);
      const held = slots.get(one) ?? [];
      for (let n = first; n < end; n++) held.push(n);
      slots.set(one, held);
    }
  return slots;
};

/** Which bookings hold the quarters of a day. */
export type TakenDay = { readonly day: string; readonly holders: ReadonlyMap<number, string> };

/** The times that are taken, in their order: what one booking holds on end is one. */
export const takenSpans = (days: readonly TakenDay[]): TakenSpan[] => {
  const spans: TakenSpan[] = [];
  for (const { day: one, holders } of days.toSorted((a, b) => (a.day < b.day ? -1 : 1)))
    for (const [n, bookingKey] of [...holders].toSorted(([a], [b]) => a - b)) {
      const startsAt = later(`${one}T00:00:00.000Z`, n * quarter);
      const endsAt = later(startsAt, quarter);
      const last = spans.at(-1);
      if (last?.bookingKey === bookingKey && last.endsAt === startsAt) spans[spans.length - 1] = { ...last, endsAt };
      else spans.push({ startsAt, endsAt, bookingKey });
    }
  return spans;
};

export const overlap = (a: Span, b: Span): boolean => a.startsAt < b.endsAt && b.startsAt < a.endsAt;

/** What is left of open times, in their order, when what is taken is taken out. */
export const freeSpans = (open: readonly Span[], taken: readonly Span[]): Span[] => {
  const free: Span[] = [];
  for (const { startsAt, endsAt } of open) {
    let from = startsAt;
    for (const one of taken) {
      if (one.endsAt <= from || one.startsAt >= endsAt) continue;
      if (one.startsAt > from) free.push({ startsAt: from, endsAt: one.startsAt });
      from = one.endsAt;
    }
    if (from < endsAt) free.push({ startsAt: from, endsAt });
  }
  return free;
};

/** Whether a time lies within one of some. */
export const isWithin = (span: Span, spans: readonly Span[]): boolean =>
  spans.some(({ startsAt, endsAt }) => startsAt <= span.startsAt && span.endsAt <= endsAt);

const mostNearest = 3;

/**
 * The times, as long as the one wanted, that lie in free ones and begin nearest to it: at most three that do not overlap.
 * `fits` says of one more than that it is free.
 */
export const nearestTo = (wanted: Span, free: readonly Span[], fits: (span: Span) => boolean): Span[] => {
  const length = Date.parse(wanted.endsAt) - Date.parse(wanted.startsAt);
  const distance = ({ startsAt }: Span): number => Math.abs(Date.parse(startsAt) - Date.parse(wanted.startsAt));
  const possible = free.flatMap(({ startsAt, endsAt }) => {
    const found: Span[] = [];
    for (let at = startsAt; later(at, length) <= endsAt; at = later(at, quarter))
      found.push({ startsAt: at, endsAt: later(at, length) });
    return found;
  });
  const nearest: Span[] = [];
  for (const span of possible.toSorted((a, b) => distance(a) - distance(b))) {
    if (nearest.length === mostNearest) break;
    if (!nearest.some((one) => overlap(one, span)) && fits(span)) nearest.push(span);
  }
  return nearest.toSorted((a, b) => (a.startsAt < b.startsAt ? -1 : 1));
};
