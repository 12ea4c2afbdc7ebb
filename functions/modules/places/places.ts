/** Municipalities and counties as of 1 January 2024: reference data that every list is cut by. */
import counties from "./data/counties.json" with { type: "json" };
import municipalities from "./data/municipalities.json" with { type: "json" };
import nynorsk from "./data/nynorsk.json" with { type: "json" };
import type { Connection } from "#platform/page";
import type { Problem } from "#platform/refusal";
import renumbered from "./data/renumbered.json" with { type: "json" };

export type County = { readonly number: string; readonly name: string; readonly names: readonly string[] };

export type Municipality = {
  readonly number: string;
  readonly name: string;
  readonly names: readonly string[];
  readonly countyNumber: string;
  readonly latitude: number;
  readonly longitude: number;
};

export type MunicipalityPage = Connection<Municipality> & { readonly totalCount: number };

/** Norwegian order of these names. Intl has it too, but loading its rules takes a seventh of a function's start. */
const orderOf = (name: string): string => name.toLowerCase().replace(/[æøå]/g, (letter) => `z${"æøå".indexOf(letter)}`);
const inOrder = <Place extends { readonly name: string }>(places: readonly Place[]): Place[] =>
  places
    .map((place) => ({ place, order: orderOf(place.name) }))
    .toSorted((a, b) => (a.order < b.order ? -1 : a.order > b.order ? 1 : 0))
    .map(({ place }) => place);

export const allCounties: readonly County[] = inOrder(
  (counties as [string, string, string[]][]).map(([number, name, names]) => ({ number, name, names })),
);

export const allMunicipalities: readonly Municipality[] = inOrder(
  (municipalities as [string, string, string[], string, number, number][]).map(
    ([number, name, names, countyNumber, latitude, longitude]) => ({
      number,
      name,
      names,
      countyNumber,
      latitude,
      longitude,
    }),
  ),
);

const countyByNumber = new Map(allCounties.map((county) => [county.number, county]));
const municipalityByNumber = new Map(allMunicipalities.map((municipality) => [municipality.number, municipality]));
const renumberedTo = new Map(renumbered as [string, string][]);

export const findCounty = (number: string): County | undefined => countyByNumber.get(number);

/** The municipality of a number; numbers of 2020–2023 lead to what they became. Undefined for Svalbard, Jan Mayen and anything else. */
export const findMunicipality = (number: string): Municipality | undefined =>
  municipalityByNumber.get(number) ?? municipalityByNumber.get(renumberedTo.get(number) ?? "");

const writeNynorsk: ReadonlySet<string> = new Set(nynorsk);

/** The written norm that a municipality has decided for; bokmål where it has decided for neither. */
export const writtenNormOf = ({ number }: Municipality): "BOKMAL" | "NYNORSK" =>
  writeNynorsk.has(number) ? "NYNORSK" : "BOKMAL";

/** The municipalities of a county by name. */
export const municipalitiesOf = (countyNumber: string): readonly Municipality[] =>
  allMunicipalities.filter((municipality) => municipality.countyNumber === countyNumber);

export const countyOf = (municipality: Municipality): County => {
  const county = countyByNumber.get(municipality.countyNumber);
  if (!county) throw new Error(`Municipality ${municipality.number} stands in no county.`);
  return county;
};

/** Bounds of mainland Norway and its islands, in degrees (Kartverket): Lindesnes to Nordkapp, Stad to Vardø. */
const norway = { south: 57.9, north: 71.3, west: 4.4, east: 31.3 };

type Point = { readonly latitude?: number | null | undefined; readonly longitude?: number | null | undefined };

/** What is wrong with a place's point, which may be left out whole: REQUIRED for half a one, NOT_IN_NORWAY. */
export const pointProblems = ({ latitude, longitude }: Point): Problem[] => {
  const isOutside = (degrees: number | null | undefined, least: number, most: number): boolean =>
    degrees != null && (degrees < least || degrees > most);
  const wrong = [
    { field: "longitude", code: "REQUIRED", is: (latitude == null) !== (longitude == null) },
    { field: "latitude", code: "NOT_IN_NORWAY", is: isOutside(latitude, norway.south, norway.north) },
    { field: "longitude", code: "NOT_IN_NORWAY", is: isOutside(longitude, norway.west, norway.east) },
  ];
  return wrong.flatMap(({ field, code, is }) => (is ? [{ field, code }] : []));
};
