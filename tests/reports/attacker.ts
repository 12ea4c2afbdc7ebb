/**
 * Somebody who has all that is published, knows how it is made, and wants to know of a small number of persons. He reckons with
 * intervals and differences alone, and knows nothing of our code.
 */

/** What is known of a sum: which unknown numbers it is made of, and between what it lies. */
export type Figure = { readonly of: readonly number[]; readonly low: number; readonly high: number };
export type Range = { readonly low: number; readonly high: number };

const nameOf = (of: readonly number[]): string => of.toSorted((a, b) => a - b).join(",");

/** What follows when one sum is a part of another: the rest lies between the two differences. */
const rests = (figures: readonly Figure[]): Figure[] =>
  figures.flatMap((whole) =>
    figures.flatMap((part) => {
      const inside = new Set(part.of);
      const rest = whole.of.filter((one) => !inside.has(one));
      if (inside.size === 0 || rest.length === 0 || rest.length !== whole.of.length - inside.size) return [];
      return [{ of: rest, low: whole.low - part.high, high: whole.high - part.low }];
    }),
  );

/** Of several things known of the same sum, the narrowest of each end. */
const together = (figures: readonly Figure[]): Figure[] => {
  const known = new Map<string, Figure>();
  for (const { of, low, high } of figures) {
    const before = known.get(nameOf(of)) ?? { of, low: 0, high: Infinity };
    known.set(nameOf(of), { of, low: Math.max(low, before.low), high: Math.min(high, before.high) });
  }
  return [...known.values()];
};

const mostFigures = 400;

/** Between what each unknown number must lie, and each sum that has been told or follows from those; `step` is what all are multiples of. */
export const attack = (
  unknowns: number,
  published: readonly Figure[],
  step: number,
): { readonly numbers: readonly Range[]; readonly sums: readonly Figure[] } => {
  let figures = together(published.filter(({ of }) => of.length > 0));
  for (let round = 0; round < 3 && figures.length < mostFigures; round++)
    figures = together([...figures, ...rests(figures)]).slice(0, mostFigures);
  const low = Array<number>(unknowns).fill(0);
  const high = Array<number>(unknowns).fill(Infinity);
  const sum = (of: readonly number[], values: readonly number[]): number =>
    of.reduce((total, one) => total + (values[one] ?? 0), 0);
  for (let isNews = true; isNews;) {
    isNews = false;
    for (const figure of figures)
      for (const one of figure.of) {
        const others = figure.of.filter((other) => other !== one);
        const atLeast = Math.ceil((figure.low - sum(others, high)) / step) * step;
        const atMost = Math.floor((figure.high - sum(others, low)) / step) * step;
        if (atLeast > (low[one] ?? 0)) {
          low[one] = atLeast;
          isNews = true;
        }
        if (atMost < (high[one] ?? 0)) {
          high[one] = atMost;
          isNews = true;
        }
      }
  }
  return {
    numbers: low.map((least, one) => ({ low: least, high: high[one] ?? Infinity })),
    sums: figures.map(({ of, ...ends }) => ({
      of,
      low: Math.max(ends.low, sum(of, low)),
      high: Math.min(ends.high, sum(of, high)),
    })),
  };
};

/** A number of persons is given away when it is known to be one to four, or to be one number under five. */
export const isGivenAway = ({ low, high }: Range): boolean => (low >= 1 && high <= 4) || (low === high && high < 5);
