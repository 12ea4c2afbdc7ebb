/** Where the pages for all stand. The number leads, and a name beside it is for people: neither changes what a page is. */
import type { Municipality } from "#modules/places";
import { folded } from "#platform/words";
import type { LanguageCode } from "./words.ts";

export const root = "/aktiviteter";

const named = ({ number, name }: Pick<Municipality, "name" | "number">): string =>
  `${number}-${folded(name).replaceAll(" ", "-")}`;

/** A page, whatever the language. */
export type Place =
  | { readonly kind: "front" }
  | { readonly kind: "municipality" | "poster"; readonly municipality: Pick<Municipality, "name" | "number"> }
  | { readonly kind: "activity"; readonly key: string };

/** `/aktiviteter/ar`, `/aktiviteter/ar/5001-trondheim`, `/aktiviteter/ar/5001-trondheim/plakat`, `/aktiviteter/ar/aktivitet/01J…`. */
export const pathOf = (language: LanguageCode, place: Place): string => {
  const start = `${root}/${language}`;
  switch (place.kind) {
    case "front":
      return start;
    case "activity":
      return `${start}/aktivitet/${place.key}`;
    case "municipality":
      return `${start}/${named(place.municipality)}`;
    case "poster":
      return `${start}/${named(place.municipality)}/plakat`;
  }
};
