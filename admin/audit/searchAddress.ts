/** What the trail can be searched by, one at a time, and the address of such a search. */
import { routes } from "../routes.ts";

export const searchedBy = ["day", "actor", "subject"] as const;
export type SearchedBy = (typeof searchedBy)[number];

export const searchAddress = (asked: Readonly<Partial<Record<SearchedBy, string>>>): string =>
  `${routes.audit}?${new URLSearchParams(asked)}`;
