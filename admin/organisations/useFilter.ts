import type { OrganisationFilter } from "#schema/operations";
import { useListContext } from "react-admin";
import { readFilter } from "./listing.ts";

/** The list's filter as it stands in the address, and a way to change parts of it. */
export const useFilter = () => {
  const { filterValues, setFilters } = useListContext();
  const filter = readFilter(filterValues);
  return {
    filter,
    change: (part: Partial<OrganisationFilter>): void => {
      const next = Object.entries({ ...filter, ...part });
      setFilters(
        Object.fromEntries(
          next.filter(([, value]) => value !== null && value !== "" && !(Array.isArray(value) && value.length === 0)),
        ),
        undefined,
      );
    },
    clear: () => setFilters({}, undefined),
  };
};
