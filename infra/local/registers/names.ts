/** Names of invented units. */
import type { Municipality } from "./municipalities.ts";
import { mix } from "./numbers.ts";
import {
  businessBeginnings,
  businessTrades,
  localAssociations,
  municipalAssociations,
  placeBeginnings,
  placeEndings,
  samiAssociations,
} from "./words.ts";

const pick = <T>(list: readonly T[], n: number): T => {
  const found = list[n % list.length];
  if (found === undefined) throw new Error("Nothing to pick from.");
  return found;
};

export interface Named {
  name: string;
  icnpo: string;
  form: "FLI" | "STI" | "SA" | "AS";
}

const formOf = (name: string): Named["form"] => {
  if (name.startsWith("Stiftelsen") || name.endsWith("Legat")) return "STI";
  if (name.endsWith(" SA")) return "SA";
  return name.endsWith(" AS") ? "AS" : "FLI";
};

const placeIn = (municipality: Municipality, nth: number): string => {
  const seed = mix(Number(municipality.number) * 512 + nth, 5);
  return pick(placeBeginnings, seed) + pick(placeEndings, seed >>> 12);
};

/**
 * The name of the n-th association in a municipality of `count`, told apart from all others there: first those a municipality has
 * one of, then those of each of its `places`.
 */
export const associationName = (municipality: Municipality, nth: number, count: number, places: number): Named => {
  const other = municipality.otherName;
  if (other !== undefined && nth < samiAssociations.length) {
    const [icnpo, pattern] = pick(samiAssociations, nth);
    return { name: pattern.replace("{a}", other), icnpo, form: "FLI" };
  }
  const rank = nth - (other === undefined ? 0 : samiAssociations.length);
  // Even a small place has more associations than those that bear the municipality's own name.
  const municipal = Math.min(municipalAssociations.length, Math.ceil(count * 0.45));
  if (rank < municipal) {
    const [icnpo, pattern] = pick(municipalAssociations, rank);
    const name = pattern.replace("{k}", municipality.name);
    return { name, icnpo, form: formOf(name) };
  }
  const local = rank - municipal;
  const place = local % places;
  const [icnpo, nb, nn] = pick(
    localAssociations,
    Math.floor(local / places) + (mix(place, Number(municipality.number)) % 7),
  );
  const name = (municipality.nynorsk ? (nn ?? nb) : nb).replace("{s}", placeIn(municipality, place));
  return { name, icnpo, form: formOf(name) };
};

/** A business: name, form and trade (NACE). */
export const businessName = (slot: number): { name: string; form: string; trade: string } => {
  const seed = mix(slot, 6);
  const [word, trade] = pick(businessTrades, seed);
  const share = (seed >>> 8) % 100;
  const form =
    share < 42 ? "ENK" : share < 84 ? "AS" : share < 88 ? "NUF" : share < 94 ? "ESEK" : share < 97 ? "DA" : "FLI";
  const ending = form === "ENK" || form === "FLI" ? "" : ` ${form === "ESEK" ? "Sameie" : form}`;
  return { name: `${pick(businessBeginnings, seed >>> 4)} ${word} ${slot}${ending}`, form, trade };
};
