/** Public bodies that no voluntary register has: municipalities, counties and the directorates of the field. */
import { allCounties, allMunicipalities } from "#modules/places";
import type { Facts, OrganisationKind } from "./organisation.ts";
import type { Arrival } from "./receive.ts";

/** Names and numbers as in Enhetsregisteret (Brønnøysundregistrene, NLOD). */
const directorates: readonly (readonly [string, string, string])[] = [
  ["987879696", "Integrerings- og mangfoldsdirektoratet (IMDi)", "https://www.imdi.no/"],
  ["974760746", "Utlendingsdirektoratet (UDI)", "https://www.udi.no/"],
  ["986128433", "Barne-, ungdoms- og familiedirektoratet (Bufdir)", "https://www.bufdir.no/"],
];

const body = (key: string, kind: OrganisationKind, facts: Partial<Facts> & { name: string }): Arrival => ({
  key,
  kind,
  source: "REFERENCE",
  facts: { status: "ACTIVE", icnpo: [], inVoluntaryRegister: false, ...facts },
});

/** Key of a municipality's own body. */
const municipalityBodyKey = (number: string): string => `K${number}`;

export const referenceBodies = (): Arrival[] => [
  ...directorates.map(([orgNumber, name, website]) => body(orgNumber, "DIRECTORATE", { orgNumber, name, website })),
  ...allCounties.map(({ number, name }) =>
    body(`F${number}`, "COUNTY", { name: `${name} fylkeskommune`, countyNumber: number }),
  ),
  ...allMunicipalities.map(({ number, name, countyNumber }) =>
    body(municipalityBodyKey(number), "MUNICIPALITY", {
      name: `${name} kommune`,
      municipalityNumber: number,
      countyNumber,
    }),
  ),
];
