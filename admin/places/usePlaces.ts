import { useMemo } from "react";
import { ListPlacesDocument } from "#schema/operations";
import { useFormat } from "../platform/format.ts";
import { useOperation } from "../platform/useOperation.ts";

/** Counties and their municipalities, asked for once per visit, as lists to choose from and as names by number. */
export const usePlaces = () => {
  const { collator } = useFormat();
  const { data, error, refetch } = useOperation(ListPlacesDocument, {}, { lasting: true });
  return useMemo(() => {
    const counties = data?.counties ?? [];
    const all = counties.flatMap((county) =>
      county.municipalities.map((municipality) => ({ ...municipality, county })),
    );
    const alike = (name: string): number => all.filter((each) => each.name === name).length;
    const municipalities = all
      .map(({ number, name, names, county, latitude, longitude }) => ({
        id: number,
        // Herøy and Våler exist twice.
        name: alike(name) > 1 ? `${name} (${county.name})` : name,
        names,
        county: county.number,
        midpoint: { latitude, longitude },
        group: county.name,
      }))
      .sort((a, b) => collator.compare(a.group, b.group) || collator.compare(a.name, b.name));
    const names = new Map(municipalities.map(({ id, name }) => [id, name]));
    return {
      counties,
      countyChoices: counties.map(({ number, name }) => ({ id: number, name })),
      municipalities,
      municipalityName: (number: string): string => names.get(number) ?? number,
      isLoading: data === undefined && error === null,
      error,
      refetch,
    };
  }, [data, error, refetch, collator]);
};
