import { expect, it } from "vitest";
import { type PersonalKind, personalIn } from "#platform/personal";

/** Made up by their control digits; none has been given to anybody. */
const found: readonly (readonly [PersonalKind, string])[] = [
  ["NATIONAL_ID", "Ring om 01010750160 i morgen"],
  ["NATIONAL_ID", "f. 010107 50160"],
  ["NATIONAL_ID", "01.01.07-50160"],
  ["NATIONAL_ID", "０１０１０７５０１６０"],
  ["NATIONAL_ID", "٠١٠١٠٧٥٠١٦٠"],
  ["NATIONAL_ID", "D-nummer 410107 50154"],
  ["DUF_NUMBER", "DUF 201512345678"],
  ["DUF_NUMBER", "2015 123456 78"],
  ["EMAIL", "skriv til amina@example.no"],
  ["EMAIL", "ola.nordmann (at) example.no"],
  ["EMAIL", "Ola@Example.COM."],
  ["PHONE", "ring 41234567"],
  ["PHONE", "ring 412 34 567"],
  ["PHONE", "ring 41 23 45 67"],
  ["PHONE", "tlf. 73 00 00 00, etter fire"],
  ["PHONE", "+47 412 34 567"],
  ["PHONE", "0046 70 123 45 67"],
  ["PHONE", "(+380) 44 123 4567"],
];
it.each(found)("finds %s in «%s»", (kind, text) => expect(personalIn(text)).toBe(kind));

const harmless = [
  "Språkkafé hver torsdag kl. 18.00–20.00, fra 24.12.2026 til 20270131",
  "Organisasjonsnummer 864 139 442, og 987879696",
  "Mottak av evakuerte 2015, 2016 og 2022 2023",
  "Kontonummer 12345678901 står i registeret",
  "12 500 000 kroner til 1 250 deltakere",
  "Vi er 8–10 frivillige, alder 16–19, rom for 120",
  "@ungdomsklubben på Instagram",
  "Møt opp i Olav Tryggvasons gate 24, 7011 Trondheim",
  "ISBN 978-82-02-12345-6",
];
it.each(harmless)("lets «%s» be", (text) => expect(personalIn(text)).toBeUndefined());
