/** Finds what can lead to a person in what people write: no free text here is a place for it. */
import { fodselsnummer } from "norsk-validator";

/**
 * NATIONAL_ID: fødselsnummer, D-number or an auxiliary number of the health service, by its control digits. DUF_NUMBER: the
 * immigration authorities' number, a year and eight digits, which has no control digit we know of.
 */
export type PersonalKind = "NATIONAL_ID" | "DUF_NUMBER" | "EMAIL" | "PHONE";

// Each looks a bounded way ahead from each place, so that a text takes time by its length alone; and what it captures it has not
// read past, so that what turns out to be none hides nothing that begins inside it.

/** Day, month and year, of two digits or of four, then five digits; spaces, dots, hyphens or strokes may stand between. */
const elevenDigits = /(?<!\d)(?=(\d{2}[ ./-]?\d{2}[ ./-]?)(\d{2}[ ./-]{0,3}\d{3}[ ./-]?\d{2})(?!\d))/g;
const withCentury = /(?<!\d)(?=(\d{2}[ ./-]?\d{2}[ ./-]?)(?:19|20)(\d{2}[ ./-]{0,3}\d{3}[ ./-]?\d{2})(?!\d))/g;
const duf = /(?<!\d)(?:19|20)\d{2}[ ./-]?\d{6}[ ./-]?\d{2}(?!\d)/;
/** The same by fours, where not all three are years, or the row goes on. */
const dufByFours =
  /(?<!\d)(?<!(?<!\d)\d{4}[ ./-])(?:19|20)\d{2}([ ./-])(?!(?:19|20)\d{2}\1(?:19|20))\d{4}\1\d{4}(?!\d|[ ./-]\d{4}(?!\d))/g;
/** A space before the sign alone is no address: «følg oss @språkkafeen.trd». */
const email =
  /[^\s@<>()[\],;:"](?:@ {0,3}| {1,3}@ {1,3}|\s?[([{]\s?(?:at|alfakrøll|krøllalfa)\s?[)\]}]\s?)[^\s@<>()[\],;:"]{1,253}\.\p{L}{2}/iu;
/** Norwegian numbers as they are written: eight digits together, by twos, 3–2–3, 3–5 or 4–4. */
const phone =
  /(?<!\d)(?<!\d[./-])(?=([2-79](?:\d{7}|\d([ ./-])\d{2}([ ./-])\d{2}([ ./-])\d{2}|\d{2}([ ./-])\d{2}\5\d{3}|\d{2} \d{5}|\d{3} \d{4}))(?!\d|[./-]\d{1,7}(?!\d)))/g;
/** A Norwegian number with the country's code and no sign before it. */
const withCode = /(?<!\d)(?<!\d[.,:/-])(?=(47[ ./-]?[2-79]\d{7})(?!\d|[./-]\d{1,7}(?!\d)))/g;
/** Any number with a country's code. */
const international = /(?<![\d+])(?<!\d[.,:])(?:\+|00)[1-9](?:[ ./()-]{0,2}\d){7,14}(?!\d)/;

/** What stands before and after a number that counts money, or is a postcode; in «50 kr 41234567» it is of the other one. */
const countsAhead = /(?:(?<!\d ?)\b(?:nok|kr|kroner|eur|usd|sek|dkk|postnr|postnummer|postkode)|[€$£])[.:]? ?$/i;
const countsBehind =
  /^(?:[.,]\d{1,2})?(?:,-| ?(?:kr|kroner|nok|eur|usd|sek|dkk|euro|mill|millioner|€)(?!\p{L}|\.? ?\d))/iu;
const decimals = /^,\d{1,2}(?![ \d])/;
/** `20261224` and `24122026` are dates. */
const dateTogether =
  /^(?:(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])|(?:0[1-9]|[12]\d|3[01])(?:0[1-9]|1[0-2])(?:19|20)\d{2})$/;
/** Two of a row of years or postcodes, or a year and what comes after it. */
const fours = /^\d{4} \d{4}$/;
const yearFirst = /^(?:19|20)/;
const fourAhead = /(?<!\d)\d{4} $/;
const fourBehind = /^ \d{4}(?!\d)/;

const isPhone = (written: string, found: RegExpExecArray): boolean => {
  const [, digits = "", first, second, third] = found;
  // Two clock times or two dates: `20.00-22.00`, `24.12 31.12`.
  const isPairs = first !== undefined && first === third && first !== second && first !== " ";
  if (isPairs && [digits.slice(0, 2), digits.slice(6, 8)].every((one) => Number(one) <= 31)) return false;
  if (dateTogether.test(digits)) return false;
  const ahead = written.slice(Math.max(0, found.index - 14), found.index);
  const behind = written.slice(found.index + digits.length, found.index + digits.length + 16);
  if (fours.test(digits) && (yearFirst.test(digits) || fourAhead.test(ahead) || fourBehind.test(behind))) return false;
  return !countsAhead.test(ahead) && !countsBehind.test(behind) && !decimals.test(behind);
};

/** Of a row of postcodes the first may look like a year. */
const isDufByFours = (written: string, { index }: RegExpExecArray): boolean =>
  !countsAhead.test(written.slice(Math.max(0, index - 14), index));

/**
 * One form for what looks alike: full-width and Arabic digits become 0–9, spaces and hyphens plain ones, and what nobody sees goes,
 * as do marks upon digits and what stands between them.
 */
const plain = (text: string): string =>
  text
    .normalize("NFKC")
    .replace(/[\p{Cf}\p{Default_Ignorable_Code_Point}]/gu, "")
    .replace(/(?<=[\p{Nd}\s./-])\p{M}+/gu, "")
    .replace(/[٠-٩]/g, (digit) => String(digit.charCodeAt(0) - 0x0660))
    .replace(/[۰-۹]/g, (digit) => String(digit.charCodeAt(0) - 0x06f0))
    .replace(/\s/g, " ")
    .replace(/[‐-―−]/g, "-");

/** The first kind of personal data a text seems to hold; undefined where it holds none. */
export const personalIn = (text: string): PersonalKind | undefined => {
  const written = plain(text);
  for (const pattern of [elevenDigits, withCentury])
    for (const [, dayAndMonth = "", rest = ""] of written.matchAll(pattern))
      if (fodselsnummer(`${dayAndMonth}${rest}`.replace(/\D/g, ""))) return "NATIONAL_ID";
  if (duf.test(written)) return "DUF_NUMBER";
  for (const found of written.matchAll(dufByFours)) if (isDufByFours(written, found)) return "DUF_NUMBER";
  if (email.test(written)) return "EMAIL";
  if (international.test(written)) return "PHONE";
  for (const pattern of [phone, withCode])
    for (const found of written.matchAll(pattern)) if (isPhone(written, found)) return "PHONE";
  return undefined;
};

const decoded = (piece: string): string => {
  try {
    return decodeURIComponent(piece);
  } catch {
    return piece;
  }
};

/** What names a page: digits in a word with letters, and UUIDs. */
const pageIds = /[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}|(?<=[\p{L}_])\d+|(?<!\d)\d+(?=[\p{L}_])/giu;

/** The same of what stands behind an address's host, part by part: «/@språkkafeen.trd» is a name there, and no e-mail address. */
export const personalInUrl = (url: string): PersonalKind | undefined => {
  if (!URL.canParse(url)) return undefined;
  const { pathname, search, hash } = new URL(url);
  for (const piece of `${pathname}${search}${hash}`.split(/[/?&=#;]/)) {
    const kind = personalIn(decoded(piece).replace(pageIds, ""));
    if (kind) return kind;
  }
  return undefined;
};
