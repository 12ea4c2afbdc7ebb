/** What addresses of the pages for all may ask for, besides `side`, a page of a list, and `sok`, words of a municipality's name. */

/** The names of what is chosen, in the order in which an address has them. */
export const wishNames = [
  "dag",
  "tid",
  "sted",
  "km",
  "type",
  "norsk",
  "sprak",
  "alder",
  "gruppe",
  "gratis",
  "barnepass",
  "trinnfritt",
] as const;
export type WishName = (typeof wishNames)[number];
