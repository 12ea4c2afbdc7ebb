import { useQuery } from "@tanstack/react-query";
import type { FeatureCollection, Geometry } from "geojson";

export type Outlines = FeatureCollection<Geometry, { readonly number: string; readonly name: string }>;

/** One file for each county, and one for the country; fetched when its map is shown. */
const files = import.meta.glob<Outlines>("./outlines/*.json", { import: "default" });

/** Outlines of a county's municipalities by its number, or with `norway` those of all counties. */
export const useOutlines = (name: string) =>
  useQuery({
    queryKey: ["outlines", name],
    queryFn: () =>
      files[`./outlines/${name}.json`]?.() ?? Promise.reject(new Error(`There are no outlines of ${name}.`)),
    staleTime: Infinity,
    retry: false,
  });
