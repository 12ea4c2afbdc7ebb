/** From the registers' words to ours. */
import { type Facts, findIcnpo, type RegisterFacts } from "#modules/organisations";
import { findMunicipality } from "#modules/places";
import { acceptsSyntheticNumbers } from "#platform/env";
import { isOrganisationNumber } from "#platform/identifiers";
import { emailAddress, httpsUrl } from "#platform/scalars";
import type { Unit } from "./enhetsregisteret.ts";
import type { VoluntaryRecord } from "./frivillighetsregisteret.ts";
import type { RefusedRow } from "./rows.ts";

/** What was left out of a row that was taken in. */
export type Note = "UNKNOWN_MUNICIPALITY" | "MISSING_ICNPO" | "UNKNOWN_ICNPO" | "UNUSABLE_WEBSITE" | "UNUSABLE_EMAIL";

export type FactsOfRow =
  { readonly facts: RegisterFacts; readonly notes: readonly Note[] } | { readonly refused: RefusedRow };

/**
 * The facts of a unit and, for one in Frivillighetsregisteret, its record there; without a record it is none of its. Refused
 * only without a usable number or name; whatever else cannot be used is left out, with a note.
 */
export const toFacts = (unit: Unit, record?: VoluntaryRecord, synthetic = acceptsSyntheticNumbers): FactsOfRow => {
  const orgNumber = unit.organisasjonsnummer;
  if (!isOrganisationNumber(orgNumber, synthetic))
    return { refused: { orgNumber: orgNumber.slice(0, 20), reason: "INVALID_ORGANISATION_NUMBER" } };
  const name = oneLine(unit.navn);
  if (name === undefined) return { refused: { orgNumber, reason: "MISSING_NAME" } };

  const notes: Note[] = [];
  const address = unit.forretningsadresse ?? unit.beliggenhetsadresse ?? unit.postadresse;
  const place = address?.kommunenummer ?? undefined;
  const municipality = place === undefined ? undefined : findMunicipality(place);
  if (place !== undefined && municipality === undefined) notes.push("UNKNOWN_MUNICIPALITY");
  const website = websiteOf(unit.hjemmeside);
  if (website === undefined && oneLine(unit.hjemmeside) !== undefined) notes.push("UNUSABLE_WEBSITE");
  const email = emailAddress(unit.epostadresse ?? "");
  if (email === undefined && oneLine(unit.epostadresse) !== undefined) notes.push("UNUSABLE_EMAIL");

  const facts = present({
    orgNumber,
    name,
    status: statusOf(unit),
    form: unit.organisasjonsform
      ? { code: unit.organisasjonsform.kode, name: unit.organisasjonsform.beskrivelse ?? unit.organisasjonsform.kode }
      : undefined,
    purpose: oneLine(unit.vedtektsfestetFormaal?.join(" ")),
    activity: oneLine(unit.aktivitet?.join(" ")),
    website,
    email,
    phone: oneLine(unit.telefon) ?? oneLine(unit.mobil),
    address: address
      ? present({
          lines: (address.adresse ?? []).flatMap((line) => oneLine(line) ?? []),
          postalCode: oneLine(address.postnummer),
          city: oneLine(address.poststed),
          country: oneLine(address.land),
        })
      : undefined,
    municipalityNumber: municipality?.number,
    countyNumber: municipality?.countyNumber,
    parentKey: oneLine(unit.overordnetEnhet),
    writtenNorm: unit.maalform === "Nynorsk" ? "NYNORSK" : unit.maalform === "Bokmål" ? "BOKMAL" : undefined,
    // Absent means not registered; it is never read as none.
    employees: unit.antallAnsatte ?? undefined,
    foundedOn: date(unit.stiftelsesdato) ?? date(unit.oppstartsdato),
    registeredOn: date(unit.registreringsdatoEnhetsregisteret),
    deletedOn: date(unit.slettedato),
    formerNames: unit.historiskeNavn?.length
      ? unit.historiskeNavn.map((former) => (typeof former === "string" ? former : former.navn))
      : undefined,
  } as const);
  const voluntary = facts.status === "DELETED" ? noRecord : voluntaryFacts(record);
  return { facts: { ...facts, ...voluntary.facts }, notes: [...notes, ...voluntary.notes] };
};

/** Facts held already, with what Frivillighetsregisteret says of them now in place of what it said before. */
export const withRecord = (
  held: Facts,
  record: VoluntaryRecord | undefined,
): { readonly facts: Facts; readonly notes: readonly Note[] } => {
  const voluntary = held.status === "DELETED" ? noRecord : voluntaryFacts(record);
  return { facts: { ...unitFacts(held), ...voluntary.facts }, notes: voluntary.notes };
};

/** Facts held of a unit that is deleted: the register keeps little more than the date, and what we knew stays true of its time. */
export const asDeleted = (held: Facts, on: string): Facts => ({
  ...unitFacts(held),
  status: "DELETED",
  deletedOn: date(on) ?? on,
  ...noRecord.facts,
});

/** Those that Enhetsregisteret has; the others always stand after them, so that the same facts have the same hash. */
const unitFacts = (facts: Facts): Omit<Facts, keyof VoluntaryFacts> => {
  const { icnpo, inVoluntaryRegister, voluntaryRegisterSince, grasrotandel, accountNumber, ...unit } = facts;
  return unit;
};

type VoluntaryFacts = Pick<
  Facts,
  "icnpo" | "inVoluntaryRegister" | "voluntaryRegisterSince" | "grasrotandel" | "accountNumber"
>;

const noRecord: { readonly facts: VoluntaryFacts; readonly notes: readonly Note[] } = {
  facts: { icnpo: [], inVoluntaryRegister: false },
  notes: [],
};

const voluntaryFacts = (record: VoluntaryRecord | undefined): { facts: VoluntaryFacts; notes: readonly Note[] } => {
  if (record === undefined) return noRecord;
  const categories = (record.icnpoKategorier ?? []).toSorted((a, b) => a.rekkefoelge - b.rekkefoelge);
  const codes = [...new Set(categories.map((category) => category.icnpoNummer))];
  const icnpo = codes.filter((code) => findIcnpo(code)?.groupCode !== undefined);
  return {
    facts: present({
      icnpo,
      inVoluntaryRegister: true,
      voluntaryRegisterSince: date(record.innfoertDato),
      grasrotandel: record.grasrotandel?.deltarI ?? undefined,
      accountNumber: /^\d{11}$/.test(record.kontonummer ?? "") ? (record.kontonummer ?? undefined) : undefined,
    }),
    notes: codes.length === 0 ? ["MISSING_ICNPO"] : icnpo.length < codes.length ? ["UNKNOWN_ICNPO"] : [],
  };
};

const statusOf = (unit: Unit): RegisterFacts["status"] => {
  if (date(unit.slettedato) !== undefined) return "DELETED";
  if (unit.konkurs === true) return "BANKRUPT";
  return unit.underAvvikling === true || unit.underTvangsavviklingEllerTvangsopplosning === true
    ? "LIQUIDATION"
    : "ACTIVE";
};

/** The register breaks its texts into lines of its own; people see them as one. */
const oneLine = (value: string | null | undefined): string | undefined =>
  value?.normalize("NFC").replace(/\s+/g, " ").trim() || undefined;

const date = (value: string | null | undefined): string | undefined => /^\d{4}-\d{2}-\d{2}/.exec(value ?? "")?.[0];

/** Most write their address without scheme, and many still http: both are asked for by https. */
const websiteOf = (value: string | null | undefined): string | undefined => {
  const written = oneLine(value);
  return written === undefined ? undefined : httpsUrl(`https://${written.replace(/^https?:\/\//i, "")}`);
};

type Present<T> = { [K in keyof T as undefined extends T[K] ? never : K]: T[K] } & {
  [K in keyof T as undefined extends T[K] ? K : never]?: Exclude<T[K], undefined>;
};
const present = <T extends object>(value: T): Present<T> =>
  Object.fromEntries(Object.entries(value).filter(([, part]) => part !== undefined)) as Present<T>;
