/** Finds what can lead to a person in what people write: no free text here is a place for it. */
import { fodselsnummer } from "norsk-validator";

/**
 * NATIONAL_ID: fødselsnummer, D-number or an auxiliary number of the health service, by its control digits. DUF_NUMBER: the
 * immigration authorities' number, a year and eight digits, which has no control digit we know of.
 */
export type PersonalKind = "NATIONAL_ID" | "DUF_NUMBER" | "EMAIL" | "PHONE";

/** Day, month and year, then five digits; spaces, dots or hyphens may stand between. */
const elevenDigits = /(?<!\d)\d{2}[ .-]?\d{2}[ .-]?\d{2}[ .-]?\d{3}[ .-]?\d{2}(?!\d)/g;
const duf = /(?<!\d)(?:19|20)\d{2}[ .-]?\d{6}[ .-]?\d{2}(?!\d)/;
const email =
  /[^\s@<>()[\],;:"]+(?:@|\s?[([{]\s?(?:at|alfakrøll|krøllalfa)\s?[)\]}]\s?)[^\s@<>()[\],;:"]+\.[^\s@<>()[\],;:."]{2,}/i;
/** Norwegian numbers as they are written (8 digits together, by twos, or 3–2–3), and any number with a country's code. */
const phone = /(?<![\d.,])(?:[2-79]\d{7}|[2-79]\d(?:[ .-]\d{2}){3}|[2-79]\d{2}[ .-]\d{2}[ .-]\d{3})(?![\d.,]?\d)/g;
const international = /(?<![\d+])(?:\+|00)[1-9](?:[ .()-]{0,2}\d){7,14}(?!\d)/;
/** `20261224` is a date, and no phone number. */
const dateTogether = /^(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])$/;

/** One form for what looks alike: full-width and Arabic digits become 0–9, every space and hyphen a plain one. */
const plain = (text: string): string =>
  text
    .normalize("NFKC")
    .replace(/[٠-٩]/g, (digit) => String(digit.charCodeAt(0) - 0x0660))
    .replace(/[۰-۹]/g, (digit) => String(digit.charCodeAt(0) - 0x06f0))
    .replace(/\s/g, " ")
    .replace(/[‐-―−]/g, "-");

/** The first kind of personal data a text seems to hold; undefined where it holds none. */
export const personalIn = (text: string): PersonalKind | undefined => {
  const written = plain(text);
  for (const [digits] of written.matchAll(elevenDigits))
    if (fodselsnummer(digits.replace(/\D/g, ""))) return "NATIONAL_ID";
  if (duf.test(written)) return "DUF_NUMBER";
  if (email.test(written)) return "EMAIL";
  if (international.test(written)) return "PHONE";
  for (const [digits] of written.matchAll(phone)) if (!dateTogether.test(digits)) return "PHONE";
  return undefined;
};
