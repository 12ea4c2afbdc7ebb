/** Numbers and names of things: organisation numbers, and ids that sort by time. */
import { randomFillSync } from "node:crypto";
import { monotonicFactory } from "ulid";

/** Chance for as many ids as a busy second needs: a call for each letter took a small request a twentieth of its time. */
const chance = new Uint8Array(4_096);
let drawn = chance.length;

const ulid = monotonicFactory(() => {
  if (drawn === chance.length) {
    randomFillSync(chance);
    drawn = 0;
  }
  return (chance[drawn++] ?? 0) / 256;
});

/** A new id: 26 characters that sort by the time they were made. */
export const newId = (at: Date): string => ulid(at.getTime());

const weights = [3, 2, 7, 6, 5, 4, 3, 2] as const;

/**
 * Whether nine digits are an organisation number: modulus 11 with the weights 3 2 7 6 5 4 3 2 (Brønnøysundregistrene).
 * Real numbers begin with 8 or 9; Norway's synthetic ones with 2 or 3, accepted where `synthetic` is true.
 */
export const isOrganisationNumber = (digits: string, synthetic: boolean): boolean => {
  if (!(synthetic ? /^[2389]\d{8}$/ : /^[89]\d{8}$/).test(digits)) return false;
  const sum = weights.reduce((total, weight, i) => total + weight * Number(digits[i]), 0);
  const control = (11 - (sum % 11)) % 11;
  return control !== 10 && control === Number(digits[8]);
};

/** Takes away what people and spreadsheets put between the digits. */
export const withoutSpaces = (value: string): string => value.replace(/[\s ]/g, "");
