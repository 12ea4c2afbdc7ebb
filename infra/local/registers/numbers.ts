/** Invented organisation and account numbers: the n-th is computed from n alone, and n from the number. */

/** A well-mixed 32-bit number from two small ones (the finaliser of MurmurHash3): the only source of chance here. */
export const mix = (n: number, salt: number): number => {
  let h = Math.imul(n ^ Math.imul(salt + 1, 0x9e3779b1), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 15), 0xc2b2ae35);
  h ^= h >>> 13;
  h = Math.imul(h, 0x27d4eb2f);
  return (h ^ (h >>> 16)) >>> 0;
};

const controlDigit = (prefix: number, weights: readonly number[]): number | undefined => {
  let sum = 0;
  for (let i = weights.length - 1, rest = prefix; i >= 0; i--, rest = Math.floor(rest / 10))
    sum += (weights[i] ?? 0) * (rest % 10);
  const digit = (11 - (sum % 11)) % 11;
  return digit === 10 ? undefined : digit;
};

const orgWeights = [3, 2, 7, 6, 5, 4, 3, 2];
const accountWeights = [5, 4, 3, 2, 7, 6, 5, 4, 3, 2];

/** Each number has eight neighbouring prefixes to itself, so numbers are sparse and keep the order of the slots. */
const prefixesPerSlot = 8;
/** Ten million prefixes begin with the same digit. */
export const slots = 10_000_000 / prefixesPerSlot;

const firstPrefix = { enheter: 20_000_000, underenheter: 30_000_000 } as const;
export type Kind = keyof typeof firstPrefix;

export const orgNumberAt = (kind: Kind, slot: number): string => {
  let prefix = firstPrefix[kind] + slot * prefixesPerSlot + (mix(slot, 1) % 6);
  let digit = controlDigit(prefix, orgWeights);
  while (digit === undefined) digit = controlDigit(++prefix, orgWeights);
  return String(prefix * 10 + digit);
};

/** The slot whose prefixes the number lies in; it need not be that slot's number. */
export const slotNear = (kind: Kind, orgNumber: string): number =>
  Math.floor((Math.floor(Number(orgNumber) / 10) - firstPrefix[kind]) / prefixesPerSlot);

/** An account number with a right check digit. */
export const accountNumberAt = (slot: number, salt: number): string => {
  let prefix = 9_000_000_000 + (mix(slot, salt) % 900_000_000);
  let digit = controlDigit(prefix, accountWeights);
  while (digit === undefined) digit = controlDigit(++prefix, accountWeights);
  return String(prefix * 10 + digit);
};
