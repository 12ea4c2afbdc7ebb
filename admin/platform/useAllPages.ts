import { useEffect } from "react";
import type { TypedDocumentNode } from "@graphql-typed-document-node/core";
import { type PageEnd, usePagedOperation } from "./useOperation.ts";

/** Reads a connection one page after another until all of it is here, or as many pages as are asked for at most. */
export const useAllPages = <Data, Variables>(
  document: TypedDocumentNode<Data, Variables>,
  variablesAfter: (cursor: string | null) => Variables,
  pageEnd: (data: Data) => PageEnd | undefined,
  most: number,
  reading: { noted?: boolean } = {},
) => {
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetching } = usePagedOperation(
    document,
    variablesAfter,
    pageEnd,
    reading,
  );
  const pages = data?.pages ?? [];
  const isMoreToCome = error === null && hasNextPage && pages.length < most;
  useEffect(() => {
    if (isMoreToCome && !isFetching) void fetchNextPage();
  }, [isMoreToCome, isFetching, fetchNextPage]);
  return { pages, error, refetch, isLoading: error === null && (data === undefined || isMoreToCome) };
};
