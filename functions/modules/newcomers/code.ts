/** Codes on newcomers' cards: how they are made, read as people type them, and kept as hashes alone. */
import { createHmac, randomBytes } from "node:crypto";
import { env } from "#platform/env";

/** Crockford's base32: no letter that looks like a digit, and no U. */
const alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
/** 35 bits, and the character that tells whether they were read right. */
const drawn = 7;

const hmac = (purpose: "code" | "profile" | "address", value: string): Buffer => {
  if (env.codeSecret === undefined) throw new Error("The setting SAMSPILL_CODE_SECRET is missing.");
  return createHmac("sha256", env.codeSecret).update(`${purpose}\n${value}`).digest();
};

/** Twice a number in the field of 32 elements (modulo x⁵ + x² + 1). */
const double = (n: number): number => (n & 16 ? (n << 1) ^ 0b100101 : n << 1);

/** Tells of every single character that is wrong, and of every two that have changed places. */
const checkOf = (characters: string): string =>
  alphabet[Array.from(characters).reduce((sum, one) => double(sum ^ alphabet.indexOf(one)), 0)] ?? "";

/** 128 bits of chance: what a code is made from. */
export const newSeed = (): string => randomBytes(16).toString("base64url");

/** The code that a seed stands for, to who has our secret. */
export const codeOf = (seed: string): string => {
  const characters = Array.from(hmac("code", seed).subarray(0, drawn), (byte) => alphabet[byte % 32]).join("");
  return characters + checkOf(characters);
};

/** A code as it was typed: in any case, with hyphens and spaces, O for 0 and I or L for 1. Undefined where it can be none. */
export const readCode = (typed: string): string | undefined => {
  const code = typed.toUpperCase().replace(/[\s-]/g, "").replaceAll("O", "0").replace(/[IL]/g, "1");
  const isWhole = code.length === drawn + 1 && Array.from(code).every((one) => alphabet.includes(one));
  return isWhole && checkOf(code.slice(0, drawn)) === code.at(-1) ? code : undefined;
};

/** What a profile is found by. */
export const hashOfCode = (code: string): string => hmac("profile", code).toString("base64url");

/** What an address is counted by. */
export const hashOfAddress = (address: string): string => hmac("address", address).toString("base64url");
