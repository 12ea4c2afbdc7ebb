import { Fragment, useState, type ReactNode } from "react";
import type { TypedDocumentNode } from "@graphql-typed-document-node/core";
import { useOperation } from "../platform/useOperation.ts";
import { Loading } from "./Loading.tsx";
import { Refusal } from "./Refusal.tsx";

type OpenedProps<Data, Variables> = {
  readonly document: TypedDocumentNode<Data, Variables>;
  readonly variables: Variables;
  readonly children: (data: Data, startAgain: () => void) => ReactNode;
};

/** What a form begins with, as it stood when the form was opened: what is read later must not change it under the person's hands. */
export const Opened = <Data, Variables>({ document, variables, children }: OpenedProps<Data, Variables>) => {
  const { data, error, refetch, isFetching } = useOperation(document, variables);
  const [round, setRound] = useState(0);
  const [opened, setOpened] = useState<{ readonly opening: string; readonly data: Data }>();
  const opening = JSON.stringify([variables, round]);
  const startAgain = (): void => {
    // It is being read when the round begins: the form goes, and takes its draft along.
    void refetch();
    setRound(round + 1);
  };
  if (opened?.opening === opening) return <Fragment key={opening}>{children(opened.data, startAgain)}</Fragment>;
  if (error) return <Refusal error={error} retry={() => void refetch()} />;
  // What was kept from an earlier visit may be old: a form begins with what stands now.
  if (data !== undefined && !isFetching) setOpened({ opening, data });
  return <Loading lines={8} />;
};
