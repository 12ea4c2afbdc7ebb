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
  ["NATIONAL_ID", "født 130972/48022"],
  ["NATIONAL_ID", "13/09/72 - 48022"],
  ["NATIONAL_ID", "130972\u00ad48022"],
  ["NATIONAL_ID", "1309\u200b72 48022"],
  ["NATIONAL_ID", "rom 12 34 13 09 72 480 22"],
  ["DUF_NUMBER", "DUF 201512345678"],
  ["DUF_NUMBER", "2008/123456/78"],
  ["DUF_NUMBER", "DUF-nr. 2008.123456.78"],
  ["DUF_NUMBER", "2015 123456 78"],
  ["EMAIL", "skriv til amina@example.no"],
  ["EMAIL", "ola.nordmann (at) example.no"],
  ["EMAIL", "Ola@Example.COM."],
  ["EMAIL", "ola @ example.no"],
  ["EMAIL", "ola@ example.no"],
  ["EMAIL", "ola\u00ad@example\u200b.no"],
  ["EMAIL", "skriv til:ola@example.no"],
  ["PHONE", "ring 41234567"],
  ["PHONE", "ring 4123 4567"],
  ["PHONE", "ring 412 34567"],
  ["PHONE", "tlf.41234567"],
  ["PHONE", "tlf:41234567."],
  ["PHONE", "41234567,98765432"],
  ["PHONE", "41 23 45 67,98 76 54 32"],
  ["PHONE", "41234567/98765432"],
  ["PHONE", "41/23/45/67"],
  ["PHONE", "41.23.45.67"],
  ["PHONE", "41-23-45-67"],
  ["PHONE", "41.23 45.67"],
  ["PHONE", "4123\u00ad4567"],
  ["PHONE", "41\u00a023\u202f45\u200967"],
  ["PHONE", "Storgata 7,41234567"],
  ["PHONE", "kl. 20.00-22.00, ring 91 23 45 67"],
  ["PHONE", "kr 200, ring Ola 41234567"],
  ["PHONE", "50 kr 41234567"],
  ["PHONE", "Vipps til 41234567 kr 50"],
  ["PHONE", "+47 41/23/45/67"],
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
  "Vi har fått NOK 25000000 i år",
  "Kr 25000000,- fordelt på 25 lag",
  "25000000,50 kr",
  "kr. 2500 5000",
  "25000000 kroner",
  "25.000.000 og 25 000 000",
  "Lys på 25000000,5",
  "kl. 20.00-22.00, 20.30–22.30 og 20:00-22:00",
  "kl. 2000-2200",
  "24.12-31.12 og 24.12 26.12, og 24.12.26 27.12.26",
  "24/12-31/12 og 24-12/31-12",
  "24122026 og 20261224",
  "Skoleåret 2026/2027, perioden 2026–2030",
  "i 2026 7011 Trondheim",
  "Postnummer 7010–7099, 5003 Bergen",
  "Postnr. 7011 7012",
  "7010 7011 7012",
  "Organisasjonsnummer 987879696, 974 760 673 og 974760673MVA",
  "Kontonummer 8601 11 17947 og 8601.11.17947",
  "63.43051234, 10.39512345",
  "Alder 20-25 og 26-30, rom 412",
  "815 48 000, 116 117 og 02800",
  "Følg oss @språkkafeen.trd",
  "Kaffe @ biblioteket",
  "3 kopper @ 10.00",
  "@ungdomsklubben på Instagram",
  "Møt opp i Olav Tryggvasons gate 24, 7011 Trondheim",
  "ISBN 978-82-02-12345-6",
];
it.each(harmless)("lets «%s» be", (text) => expect(personalIn(text)).toBeUndefined());

it("takes time by a text's length, whatever stands in it", () => {
  const took = (text: string): number => {
    const started = performance.now();
    personalIn(text);
    return performance.now() - started;
  };
  for (const part of [
    "1",
    "12 ",
    "1-",
    "4123 ",
    "4",
    "a",
    "a@",
    "a@a.",
    ".",
    " ",
    "(at)",
    "+4",
    "00 1",
    "\u00ad",
    "2008/",
  ]) {
    const text = part.repeat(40_000);
    took(text);
    // A hundred times what a text may hold; what grew by its square would take minutes.
    expect([part, took(text) < 2_000]).toEqual([part, true]);
  }
});
