/** Organisations as Frivillighetsregisteret writes them, and its code list. */
import categoryRows from "../../../functions/modules/organisations/data/icnpo.json" with { type: "json" };
import { accountNumberAt, mix, slots } from "./numbers.ts";
import { realUnits } from "./real.ts";
import { associationOf } from "./unitJson.ts";
import { faulty, moreCategories, type World } from "./world.ts";

const names = new Map(categoryRows.map((row) => [String(row[0]), String(row[2])]));
const leaves = categoryRows.filter((row) => row[1] !== null).map((row) => String(row[0]));

const keyOf = (code: string): string =>
  (names.get(code) ?? "")
    .toLowerCase()
    .replace(/[^a-zæøå ]/g, "")
    .replace(/ (.)/g, (_, letter: string) => letter.toUpperCase())
    .replace(/[æå]/g, "a")
    .replace(/ø/g, "o");

/** Categories, the main one first. */
const categoriesOf = (world: World, slot: number): string[] => {
  const main = world.isReal(slot) ? realUnits[slot - slots]?.icnpo : associationOf(world, slot).icnpo;
  const codes = new Set([main ?? "12100"]);
  const more = moreCategories(slot);
  const wanted = 1 + more + (world.events.enheter.get(slot)?.categoryAdded === true && more < 2 ? 1 : 0);
  for (let i = 0; codes.size < wanted; i++) {
    const chance = mix(slot * 8 + i, 12);
    // Inclusion is the category most often put second.
    codes.add(chance % 5 === 0 ? "14100" : (leaves[(chance >>> 4) % leaves.length] ?? "12100"));
  }
  return [...codes];
};

export const voluntaryJson = (world: World, slot: number): unknown => {
  const orgNumber = world.orgNumber("enheter", slot);
  const seed = mix(slot, 13);
  const past = world.events.enheter.get(slot);
  const entered = past?.voluntarySince ?? `${2009 + (seed % 17)}-0${1 + ((seed >>> 8) % 9)}-1${seed % 10}`;
  const categories = categoriesOf(world, slot).map((code, index) => ({
    kategori: `ICNPOKategori.${keyOf(code)}`,
    icnpoNummer: code,
    navn: names.get(code) ?? null,
    rekkefoelge: index + 1,
  }));
  return {
    organisasjonsnummer: orgNumber,
    frivilligOrganisasjonsstatus: "frivilligOrganisasjonsstatus.innfoert",
    ...(seed % 4 > 0 && !world.isReal(slot) ? { kontonummer: accountNumberAt(slot, 14) } : {}),
    innfoertDato: entered,
    foersteGangInnfoert: entered,
    ...(seed % 10 > 0 ? { grasrotandel: { deltarI: seed % 3 > 0, utestengelsesperiode: null } } : {}),
    regnskapsrapportering: { harPaatattSegRapporteringsplikt: seed % 6 === 0 },
    vedtekter: { frivilligRegistrerteVedtekter: seed % 2 === 0 },
    // The register does not sort them: the order stands in `rekkefoelge`.
    ...icnpoOf(world.ordinalOf(slot), categories.reverse()),
    paategninger: [],
    _links: {
      self: { href: `https://data.brreg.no/frivillighetsregisteret/api/frivillige-organisasjoner/${orgNumber}` },
    },
  };
};

/** Once there are no categories, and once they are not as documented. */
const icnpoOf = (ordinal: number | undefined, icnpoKategorier: readonly object[]): object => {
  if (ordinal === faulty.icnpo) return {};
  return { icnpoKategorier: ordinal === faulty.record ? "ukjent" : icnpoKategorier };
};

export const categoryList = () => [...names].map(([icnpoNummer, navn]) => ({ icnpoNummer, navn, spraakkode: "NOB" }));
