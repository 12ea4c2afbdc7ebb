/**
 * How numbers of persons are told, so that nobody is seen in them: under five counts as none, and others go to the nearest five.
 * It is done to the smallest number there is, and all sums are made of what comes out: then a total, a difference or another
 * report tells nothing of a small number that the number itself does not. Argued in functions/README.md.
 */
export const inFives = (persons: number): number => (persons < 5 ? 0 : Math.round(persons / 5) * 5);
