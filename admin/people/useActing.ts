import { ViewerDocument } from "#schema/operations";
import { useOperation } from "../platform/useOperation.ts";

/**
 * The body one acts for, and one's roles in it. Who has several and has chosen none of them has no `body`: `home` is then the
 * first, to begin with.
 */
export const useActing = ({ lasting = true }: { lasting?: boolean } = {}) => {
  const { data, error, refetch } = useOperation(ViewerDocument, {}, { lasting });
  const { actingFor = null, memberships = [] } = data?.viewer ?? {};
  const body = memberships.find((one) => one.body.id === actingFor?.body.id)?.body;
  return {
    viewer: data?.viewer,
    roles: actingFor?.roles ?? [],
    body,
    home: body ?? memberships[0]?.body,
    isLoading: data === undefined && error === null,
    error,
    refetch,
  };
};
