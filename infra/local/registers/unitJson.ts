/** Units as Enhetsregisteret writes them. All words are our own and hold no quotes, so that a million rows need no escaping. */
import { municipalities } from "./municipalities.ts";
import { type Named, associationName, businessName } from "./names.ts";
import { mix, slots } from "./numbers.ts";
import { realUnits } from "./real.ts";
import { texts } from "./texts.ts";
import { streets } from "./words.ts";
import { corpsCount, faulty, hasEmployees, startedBankrupt, type World } from "./world.ts";

const formNames: Record<string, string> = {
  ...{ FLI: "Forening/lag/innretning", STI: "Stiftelse", SA: "Samvirkeforetak", AS: "Aksjeselskap" },
  ...{ ENK: "Enkeltpersonforetak", NUF: "Norskregistrert utenlandsk foretak", ESEK: "Eierseksjonssameie" },
  ...{ DA: "Ansvarlig selskap med delt ansvar", ORGL: "Organisasjonsledd", BEDR: "Underenhet til næringsdrivende" },
  ...{ AAFY: "Underenhet til ikke-næringsdrivende" },
};
const formJson = (code: string): string => `{"kode":"${code}","beskrivelse":"${formNames[code] ?? code}"}`;

const dateAt = (seed: number, from: number, years: number): string => {
  const year = from + (seed % years);
  const month = 1 + ((seed >>> 8) % 12);
  const day = 1 + ((seed >>> 12) % 28);
  return `${year}-${month < 10 ? "0" : ""}${month}-${day < 10 ? "0" : ""}${day}`;
};

const slug = (name: string): string =>
  name
    .toLowerCase()
    .replace(/æ/g, "ae")
    .replace(/ø/g, "o")
    .replace(/å/g, "a")
    .normalize("NFD")
    .replace(/[^a-z0-9 -]/g, "")
    .trim()
    .replace(/[ -]+/g, "-");

/** What people have written in the field for their website: most right, some without a scheme, some no address at all. */
const websiteOf = (name: string, seed: number): string | undefined => {
  const way = seed % 20;
  if (way < 6) return `https://www.${slug(name)}.example`;
  if (way < 8) return `www.${slug(name)}.example`;
  if (way === 8) return `http://${slug(name)}.example/om-oss`;
  return way === 9 ? "kommer snart" : undefined;
};

export const associationOf = (world: World, slot: number): Named =>
  associationName(
    world.municipalityOf(slot),
    world.nameOrdinal(slot),
    world.associationsIn(slot),
    world.placesIn(slot),
  );

const addressOf = (world: World, slot: number, revision: number, number: string | undefined): string => {
  const place = world.municipalityOf(slot);
  const seed = mix(slot + revision * 7_919, 7);
  const street = `${streets[seed & 15] ?? "Storgata"} ${1 + ((seed >>> 4) % 98)}`;
  const code = place.postalRegion + String((seed >>> 12) % 100).padStart(2, "0");
  const city = place.name.toUpperCase();
  return `{"land":"Norge","landkode":"NO","postnummer":"${code}","poststed":"${city}","adresse":["${street}"],"kommune":"${city}","kommunenummer":"${number ?? place.number}"}`;
};

/** A unit's row; of a deleted one only what remains. */
export const unitJson = (world: World, slot: number): string => {
  const orgNumber = world.orgNumber("enheter", slot);
  const past = world.events.enheter.get(slot);
  const link = `"_links":{"self":{"href":"https://data.brreg.no/enhetsregisteret/api/enheter/${orgNumber}"}}`;
  if (world.isReal(slot)) return realJson(world, slot, orgNumber, link);
  const ordinal = world.ordinalOf(slot);
  const voluntary = world.isVoluntary(slot);
  const seed = mix(slot, 8);
  const association = ordinal !== undefined || past?.ordinal !== undefined || voluntary;
  const named = association ? associationOf(world, slot) : businessName(slot);
  if (past?.deletedOn !== undefined)
    return `{"organisasjonsnummer":"${orgNumber}","navn":"${named.name}","organisasjonsform":${formJson(named.form)},"slettedato":"${past.deletedOn}","respons_klasse":"SlettetEnhet",${link}}`;
  const municipality = world.municipalityOf(slot);
  const revision = past?.revision ?? 0;
  // One in twelve writes its name in capitals, as all did once.
  const name = association && seed % 12 === 5 ? named.name.toUpperCase() : named.name;
  let code: string | undefined;
  if (ordinal === faulty.municipality) code = "9999";
  else if (ordinal === faulty.svalbard) code = "2100";
  else if (ordinal !== undefined && seed % 33 === 7) code = municipality.oldNumber;
  const employees = association ? ordinal !== undefined && hasEmployees(ordinal) : seed % 25 === 3;
  const bankrupt = past?.bankruptOn ?? (ordinal !== undefined && startedBankrupt(ordinal) ? "2026-03-02" : undefined);
  const windingUp = ordinal !== undefined && ordinal % 150 === 11;
  const forced = ordinal !== undefined && ordinal % 900 === 13;
  const website = association ? websiteOf(named.name, seed >>> 5) : undefined;
  const text = "icnpo" in named ? texts[named.icnpo] : undefined;
  const nn = municipality.nynorsk;
  const accounts = (past?.accounts ?? 0) + (seed % 3 === 0 ? 2024 : 0);
  const since = past?.voluntarySince ?? dateAt(seed, 2009, 17);
  return `{"organisasjonsnummer":"${orgNumber}",${ordinal === faulty.name ? "" : `"navn":"${name}",`}"organisasjonsform":${formJson(named.form)},${
    website === undefined ? "" : `"hjemmeside":"${website}",`
  }${
    association && seed % 5 < 3 ? `"epostadresse":"post@${slug(named.name)}.example",` : ""
  }${association && seed % 5 < 2 ? `"telefon":"10 ${phone(slot, revision)}",` : ""}${
    seed % 4 === 0 ? `"postadresse":${addressOf(world, slot, revision + 1, code)},` : ""
  }"registreringsdatoEnhetsregisteret":"${dateAt(seed >>> 3, 1995, 30)}","registrertIMvaregisteret":${!association && seed % 2 === 0},${
    "trade" in named
      ? `"naeringskode1":{"kode":"${named.trade}","beskrivelse":"Næring"},`
      : `"naeringskode1":{"kode":"${named.icnpo === "1200" ? "93.120" : "94.991"}","beskrivelse":"${named.icnpo === "1200" ? "Idrettslag og -klubber" : "Aktiviteter i andre interesseorganisasjoner"}"},`
  }"harRegistrertAntallAnsatte":${employees},${employees ? `"antallAnsatte":${1 + (seed % 30)},` : ""}${
    seed % 200 === 1 ? "" : `"forretningsadresse":${addressOf(world, slot, revision, code)},`
  }${seed % 3 > 0 ? `"stiftelsesdato":"${dateAt(seed >>> 2, 1900, 120)}",` : ""}"institusjonellSektorkode":${
    association
      ? '{"kode":"7000","beskrivelse":"Ideelle organisasjoner"}'
      : '{"kode":"2100","beskrivelse":"Private aksjeselskaper mv."}'
  },"registrertIForetaksregisteret":${!association},"registrertIStiftelsesregisteret":${named.form === "STI"},"registrertIFrivillighetsregisteret":${voluntary},${
    voluntary ? `"registreringsdatoFrivillighetsregisteret":"${since}",` : ""
  }"registrertIPartiregisteret":false,${accounts > 2000 ? `"sisteInnsendteAarsregnskap":"${accounts}",` : ""}"konkurs":${bankrupt !== undefined},${
    bankrupt === undefined ? "" : `"konkursdato":"${bankrupt}",`
  }"underAvvikling":${windingUp},${windingUp ? '"underAvviklingDato":"2026-01-15",' : ""}"underTvangsavviklingEllerTvangsopplosning":${forced},${
    seed % 50 === 2 ? "" : `"maalform":"${nn ? "Nynorsk" : "Bokmål"}",`
  }${
    text === undefined
      ? '"aktivitet":["Drift av virksomheten og det som naturlig hører til."],'
      : `"vedtektsdato":"${dateAt(seed >>> 1, 1990, 35)}","vedtektsfestetFormaal":["${nn ? text[1] : text[0]}"],"aktivitet":["${nn ? text[3] : text[2]}"${revision === 0 ? "" : `,"Åpent også i uke ${26 + revision}."`}],`
  }"erIKonsern":false,${link}}`;
};

/** No Norwegian telephone number has eight digits and begins with 1. */
const phone = (slot: number, revision: number): string =>
  String(100_000 + (mix(slot + revision * 104_729, 9) % 900_000)).replace(/(..)(..)(..)/, "$1 $2 $3");

const realJson = (world: World, slot: number, orgNumber: string, link: string): string => {
  const unit = realUnits[slot - slots];
  const oslo = '{"land":"Norge","landkode":"NO","poststed":"OSLO","kommune":"OSLO","kommunenummer":"0301"}';
  const text = unit?.icnpo === undefined ? undefined : texts[unit.icnpo];
  return `{"organisasjonsnummer":"${orgNumber}","navn":"${unit?.name}","organisasjonsform":${formJson(unit?.form ?? "FLI")},${
    unit?.website === undefined ? "" : `"hjemmeside":"${unit.website}",`
  }"registreringsdatoEnhetsregisteret":"1995-02-19","registrertIMvaregisteret":false,"harRegistrertAntallAnsatte":false,"forretningsadresse":${oslo},"registrertIForetaksregisteret":false,"registrertIStiftelsesregisteret":${unit?.form === "STI"},"registrertIFrivillighetsregisteret":${world.isVoluntary(slot)},${
    text === undefined ? "" : '"registreringsdatoFrivillighetsregisteret":"2009-03-17",'
  }"registrertIPartiregisteret":false,"konkurs":false,"underAvvikling":false,"underTvangsavviklingEllerTvangsopplosning":false,"maalform":"Bokmål",${
    text === undefined ? "" : `"vedtektsfestetFormaal":["${text[0]}"],"aktivitet":["${text[2]}"],`
  }"erIKonsern":false,${link}}`;
};

/** The larger municipalities first: there the nationwide bodies have their branches. */
const largestFirst = municipalities.toSorted((a, b) => b.weight - a.weight);
const branchKinds = [
  ["Frelsesarmeen {k} korps", "Fretex {k}", "Frelsesarmeens Rusomsorg {k}"],
  ["Kirkens Bymisjon {k}", "Møtestedet {k}", "Lønn som fortjent {k}"],
] as const;

/** A sub-unit's row; of a deleted one only what remains. */
export const subUnitJson = (world: World, slot: number): string => {
  const orgNumber = world.orgNumber("underenheter", slot);
  const past = world.events.underenheter.get(slot);
  const parent = world.parentOf(slot);
  const parentNumber = world.orgNumber("enheter", parent);
  const seed = mix(slot, 10);
  const revision = past?.revision ?? 0;
  let name: string;
  let form = "BEDR";
  let place = world.municipalityOf(world.isReal(parent) ? seed % slots : parent);
  if (slot < corpsCount) {
    const nth = slot < 175 ? slot : slot - 175;
    place = largestFirst[Math.floor(nth / 3)] ?? place;
    name = (branchKinds[slot < 175 ? 0 : 1][nth % 3] ?? "{k}").replace("{k}", place.name);
  } else if (past?.parent !== undefined) name = `Frelsesarmeen ${place.name} nye korps ${slot}`;
  else if (world.ordinalOf(parent) !== undefined) {
    name = `${associationOf(world, parent).name} ${slot % 2 === 0 ? "avd. drift" : "avd. aktivitet"}`;
    form = "AAFY";
  } else name = businessName(parent).name;
  const link = `"_links":{"self":{"href":"https://data.brreg.no/enhetsregisteret/api/underenheter/${orgNumber}"},"overordnetEnhet":{"href":"https://data.brreg.no/enhetsregisteret/api/enheter/${parentNumber}"}}`;
  if (past?.deletedOn !== undefined)
    return `{"organisasjonsnummer":"${orgNumber}","navn":"${name}","organisasjonsform":${formJson(form)},"slettedato":"${past.deletedOn}","respons_klasse":"SlettetUnderenhet",${link}}`;
  const city = place.name.toUpperCase();
  const street = `${streets[(seed + revision) & 15] ?? "Storgata"} ${1 + (((seed >>> 4) + revision) % 98)}`;
  return `{"organisasjonsnummer":"${orgNumber}","navn":"${name}","organisasjonsform":${formJson(form)},"registreringsdatoEnhetsregisteret":"${dateAt(seed >>> 3, 1995, 30)}","registrertIMvaregisteret":false,"naeringskode1":{"kode":"94.910","beskrivelse":"Aktiviteter"},"harRegistrertAntallAnsatte":${seed % 25 === 0},${
    seed % 25 === 0 ? `"antallAnsatte":${1 + (seed % 40)},` : ""
  }"overordnetEnhet":"${parentNumber}","oppstartsdato":"${dateAt(seed >>> 5, 1990, 35)}","beliggenhetsadresse":{"land":"Norge","landkode":"NO","postnummer":"${place.postalRegion}${String((seed >>> 12) % 100).padStart(2, "0")}","poststed":"${city}","adresse":["${street}"],"kommune":"${city}","kommunenummer":"${place.number}"},${link}}`;
};
