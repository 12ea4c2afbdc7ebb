import { expect, it } from "vitest";
import { asDeleted, toFacts, withRecord } from "../../functions/modules/registry/facts.ts";

/** Brønnøysundregistrene's own number. */
const orgNumber = "974760673";
const unit = { organisasjonsnummer: orgNumber, navn: "Nordre Håp" };
const record = {
  organisasjonsnummer: orgNumber,
  innfoertDato: "2012-03-14",
  kontonummer: "86011117947",
  grasrotandel: { deltarI: true },
  icnpoKategorier: [
    { icnpoNummer: "14100", rekkefoelge: 2 },
    { icnpoNummer: "1100", rekkefoelge: 1 },
  ],
};
const factsOf = (...given: Parameters<typeof toFacts>) => {
  const made = toFacts(...given);
  if ("refused" in made) throw new Error(`Refused: ${made.refused.reason}`);
  return made;
};

it.each([
  ["the facts a unit has are all there", { ...unit }, { orgNumber, name: "Nordre Håp", status: "ACTIVE" }],
  ["a name is one line", { ...unit, navn: " NORDRE \n  HÅP " }, { name: "NORDRE HÅP" }],
  ["a name is composed", { ...unit, navn: "Ha\u030ap" }, { name: "Håp" }],
  ["bankruptcy goes before winding up", { ...unit, konkurs: true, underAvvikling: true }, { status: "BANKRUPT" }],
  ["winding up", { ...unit, underAvvikling: true }, { status: "LIQUIDATION" }],
  ["forced winding up", { ...unit, underTvangsavviklingEllerTvangsopplosning: true }, { status: "LIQUIDATION" }],
  [
    "deleted goes before all",
    { ...unit, konkurs: true, slettedato: "2025-02-01" },
    { status: "DELETED", deletedOn: "2025-02-01" },
  ],
  ["no scheme", { ...unit, hjemmeside: "www.haap.example" }, { website: "https://www.haap.example/" }],
  ["http", { ...unit, hjemmeside: "http://haap.example/om" }, { website: "https://haap.example/om" }],
  ["nynorsk", { ...unit, maalform: "Nynorsk" }, { writtenNorm: "NYNORSK" }],
  ["a telephone, else a mobile", { ...unit, mobil: "10 12 34 56" }, { phone: "10 12 34 56" }],
  [
    "a sub-unit's parent and place",
    { ...unit, overordnetEnhet: "938498318", beliggenhetsadresse: { kommunenummer: "5001" } },
    { parentKey: "938498318", municipalityNumber: "5001", countyNumber: "50" },
  ],
  [
    "a number from before 2024",
    { ...unit, forretningsadresse: { kommunenummer: "3803" } },
    { municipalityNumber: "3905", countyNumber: "39" },
  ],
  ["none employed is none, and absent is unknown", { ...unit, antallAnsatte: 0 }, { employees: 0 }],
])("%s", (_, given, facts) => {
  expect(factsOf(given).facts).toMatchObject(facts);
});

it("absent stays absent", () => {
  const { facts } = factsOf({ ...unit, antallAnsatte: null, forretningsadresse: { kommunenummer: null } });
  for (const field of ["employees", "municipalityNumber", "website", "writtenNorm", "deletedOn"] as const)
    expect(facts[field]).toBeUndefined();
});

it("categories come in their own order, the unknown left out and told of", () => {
  expect(factsOf(unit, record)).toMatchObject({ facts: { icnpo: ["1100", "14100"] }, notes: [] });
  const odd = { ...record, icnpoKategorier: [{ icnpoNummer: "77700", rekkefoelge: 1 }, ...record.icnpoKategorier] };
  expect(factsOf(unit, odd)).toMatchObject({ facts: { icnpo: ["1100", "14100"] }, notes: ["UNKNOWN_ICNPO"] });
  expect(factsOf(unit, { organisasjonsnummer: orgNumber })).toMatchObject({
    facts: { icnpo: [], inVoluntaryRegister: true },
    notes: ["MISSING_ICNPO"],
  });
});

it.each([
  ["UNKNOWN_MUNICIPALITY", { ...unit, forretningsadresse: { kommunenummer: "2100" } }],
  ["UNUSABLE_WEBSITE", { ...unit, hjemmeside: "kommer snart" }],
  ["UNUSABLE_WEBSITE", { ...unit, hjemmeside: "www.haap.example:8080" }],
  ["UNUSABLE_WEBSITE", { ...unit, hjemmeside: "http://192.0.2.1/haap" }],
  ["UNUSABLE_EMAIL", { ...unit, epostadresse: "ring oss" }],
])("%s is left out, and the rest taken", (note, given) => {
  const { facts, notes } = factsOf(given);
  expect(notes).toEqual([note]);
  expect(facts.name).toBe("Nordre Håp");
});

it.each([
  ["INVALID_ORGANISATION_NUMBER", { ...unit, organisasjonsnummer: "974760674" }],
  ["INVALID_ORGANISATION_NUMBER", { ...unit, organisasjonsnummer: "97476067" }],
  ["MISSING_NAME", { organisasjonsnummer: orgNumber }],
  ["MISSING_NAME", { ...unit, navn: "  " }],
])("%s is refused", (reason, given) => {
  expect(toFacts(given)).toMatchObject({ refused: { reason } });
});

it("synthetic numbers are taken outside production alone", () => {
  const synthetic = { ...unit, organisasjonsnummer: "310000000" };
  expect(factsOf(synthetic, undefined, true).facts.orgNumber).toBe("310000000");
  expect(toFacts(synthetic, undefined, false)).toMatchObject({ refused: { reason: "INVALID_ORGANISATION_NUMBER" } });
});

it("an account number has eleven digits or is none", () => {
  expect(factsOf(unit, record).facts.accountNumber).toBe("86011117947");
  expect(factsOf(unit, { ...record, kontonummer: "8601" }).facts.accountNumber).toBeUndefined();
});

it("a record laid over what is held gives what unit and record give together, in the same order", () => {
  const { facts } = factsOf({ ...unit, hjemmeside: "haap.example" }, record);
  expect(JSON.stringify(withRecord(facts, record).facts)).toBe(JSON.stringify(facts));
  const without = factsOf({ ...unit, hjemmeside: "haap.example" }).facts;
  expect(JSON.stringify(withRecord(facts, undefined).facts)).toBe(JSON.stringify(without));
  expect(JSON.stringify(withRecord(without, record).facts)).toBe(JSON.stringify(facts));
});

it("what was known of a deleted unit stays, but its registration ends", () => {
  const { facts } = factsOf({ ...unit, forretningsadresse: { kommunenummer: "5001" } }, record);
  const deleted = asDeleted(facts, "2026-11-02T00:00:00");
  expect(deleted).toMatchObject({
    name: "Nordre Håp",
    municipalityNumber: "5001",
    status: "DELETED",
    deletedOn: "2026-11-02",
    inVoluntaryRegister: false,
    icnpo: [],
  });
  expect(deleted.accountNumber).toBeUndefined();
  expect(JSON.stringify(asDeleted(deleted, "2026-11-02"))).toBe(JSON.stringify(deleted));
});
