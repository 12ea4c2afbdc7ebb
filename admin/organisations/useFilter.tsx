import { createContext, useContext, useMemo, useState, type ReactNode } from "react";
import type { OrganisationFilter } from "#schema/operations";
import { useListContext } from "react-admin";
import { readFilter } from "./listing.ts";

type FilterOfList = {
  readonly filter: OrganisationFilter;
  readonly change: (part: Partial<OrganisationFilter>) => void;
  readonly clear: () => void;
};

const FilterContext = createContext<FilterOfList | null>(null);

const isChosen = (value: unknown): boolean =>
  value !== null && value !== undefined && value !== "" && !(Array.isArray(value) && value.length === 0);

/**
 * The list's filter lives in the address. What has been asked for and is not there yet counts already, so that who chooses
 * twice in a hurry has chosen both.
 */
export const FilterProvider = ({ children }: { children: ReactNode }) => {
  const { filterValues, setFilters } = useListContext();
  const [asked, setAsked] = useState<{ readonly from: string; readonly filter: OrganisationFilter } | null>(null);
  const inAddress = useMemo(() => readFilter(filterValues), [filterValues]);
  const from = JSON.stringify(inAddress);
  if (asked !== null && asked.from !== from) setAsked(null);
  const filter = asked?.from === from ? asked.filter : inAddress;

  const value = useMemo((): FilterOfList => {
    const ask = (next: Readonly<Record<string, unknown>>): void => {
      const chosen = Object.fromEntries(Object.entries(next).filter(([, one]) => isChosen(one)));
      setAsked({ from, filter: readFilter(chosen) });
      setFilters(chosen, undefined);
    };
    return { filter, change: (part) => ask({ ...filter, ...part }), clear: () => ask({}) };
  }, [filter, from, setFilters]);
  return <FilterContext value={value}>{children}</FilterContext>;
};

/** The list's filter, and a way to change parts of it. */
export const useFilter = (): FilterOfList => {
  const found = useContext(FilterContext);
  if (found === null) throw new Error("The filter is asked for outside its list.");
  return found;
};
