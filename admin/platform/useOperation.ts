import { useEffect } from "react";
import type { TypedDocumentNode } from "@graphql-typed-document-node/core";
import { skipToken, useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { Kind } from "graphql";
import { useLogoutIfAccessDenied } from "react-admin";
import { request } from "./client.ts";

const nameOf = <Data, Variables>(document: TypedDocumentNode<Data, Variables>): string => {
  const [definition] = document.definitions;
  return definition?.kind === Kind.OPERATION_DEFINITION ? (definition.name?.value ?? "") : "";
};

const useSignedOut = (error: unknown): void => {
  const logoutIfAccessDenied = useLogoutIfAccessDenied();
  useEffect(() => {
    if (error !== null && error !== undefined) void logoutIfAccessDenied(error);
  }, [error, logoutIfAccessDenied]);
};

/** Reads with a query. With `null` for variables it waits; `lasting` data are asked for once per visit. */
export const useOperation = <Data, Variables>(
  document: TypedDocumentNode<Data, Variables>,
  variables: Variables | null,
  { lasting = false }: { lasting?: boolean } = {},
) => {
  const result = useQuery({
    queryKey: [nameOf(document), variables],
    queryFn: variables === null ? skipToken : ({ signal }) => request(document, variables, signal),
    staleTime: lasting ? Infinity : 0,
    retry: false,
  });
  useSignedOut(result.error);
  return result;
};

export type PageEnd = { readonly hasNextPage: boolean; readonly endCursor: string | null };

/**
 * Reads a connection one page after another, as the person asks for more. What is `noted` when it is read is asked for when the
 * person comes to it, and not by a window that is looked at again.
 */
export const usePagedOperation = <Data, Variables>(
  document: TypedDocumentNode<Data, Variables>,
  variablesAfter: (cursor: string | null) => Variables,
  pageEnd: (data: Data) => PageEnd | undefined,
  { noted = false }: { noted?: boolean } = {},
) => {
  const result = useInfiniteQuery({
    queryKey: [nameOf(document), "pages", variablesAfter(null)],
    queryFn: ({ pageParam, signal }) => request(document, variablesAfter(pageParam), signal),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => {
      const end = pageEnd(last);
      return end?.hasNextPage === true ? end.endCursor : null;
    },
    staleTime: noted ? Infinity : 0,
    ...(noted && { gcTime: 0 }),
    retry: false,
  });
  useSignedOut(result.error);
  return result;
};
