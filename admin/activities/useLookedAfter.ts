import type { ActivityFilter } from "#schema/operations";
import { useActing } from "../people/useActing.ts";

/** The activities one looks after in the body one acts for, as a filter; undefined for who looks after none. */
export const useLookedAfter = (): { readonly filter: ActivityFilter | undefined; readonly isLoading: boolean } => {
  const { body, roles, isLoading } = useActing();
  const has = (...some: typeof roles): boolean => some.some((role) => roles.includes(role));
  const filterOf = (): ActivityFilter | undefined => {
    if (body === undefined) return undefined;
    if (has("ADMINISTRATOR")) return {};
    if (has("COORDINATOR", "HUB"))
      return body.municipality ? { municipalities: [body.municipality.number] } : undefined;
    return has("CENTRE", "LEADER", "MEMBER") ? { organiserId: body.id } : undefined;
  };
  return { filter: filterOf(), isLoading };
};
