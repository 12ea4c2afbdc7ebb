import { useState } from "react";
import type { TypedDocumentNode } from "@graphql-typed-document-node/core";
import { useQueryClient } from "@tanstack/react-query";
import { useLogoutIfAccessDenied, useNotify } from "react-admin";
import { Refused, mayBeDone, request } from "./client.ts";
import { useProblemTexts, useRefusalText } from "./refusals.ts";

type Outcome<Data> =
  { readonly data: Data } | { readonly problems: Record<string, unknown>; readonly refused: Refused | null };

/**
 * Changes with a mutation. The idempotency key is made once for each opening of a form and kept while nobody knows
 * whether the change came through, so that a double click or a second try after a lost answer has one effect. A refusal
 * is told to the person, unless `tells` leaves that to a form, which gets its problems by field, or as the form's own.
 * That somebody else was first (`isOvertaken`) is told where it happened, since what to do then depends on it.
 */
export const useChange = <Data, Variables extends { readonly idempotencyKey: string | number }>(
  document: TypedDocumentNode<Data, Variables>,
  { tells = true }: { tells?: boolean } = {},
) => {
  const [idempotencyKey, setKey] = useState(() => crypto.randomUUID());
  const [sending, setSending] = useState(false);
  const [isOvertaken, setOvertaken] = useState(false);
  const queries = useQueryClient();
  const notify = useNotify();
  const logoutIfAccessDenied = useLogoutIfAccessDenied();
  const refusalText = useRefusalText();
  const problemTexts = useProblemTexts();

  const send = async (change: (idempotencyKey: string) => Variables): Promise<Outcome<Data>> => {
    setSending(true);
    setOvertaken(false);
    try {
      const data = await request(document, change(idempotencyKey));
      setKey(crypto.randomUUID());
      await queries.invalidateQueries();
      return { data };
    } catch (error) {
      const words = refusalText(error);
      const formProblem = { root: { serverError: words } };
      const refused = error instanceof Refused ? error : null;
      if (await logoutIfAccessDenied(error)) return { problems: formProblem, refused };
      if (!mayBeDone(error)) setKey(crypto.randomUUID());
      setOvertaken(refused?.code === "VERSION_CONFLICT");
      // Who tries again begins with what the other saved.
      if (refused?.code === "VERSION_CONFLICT") void queries.invalidateQueries();
      if (tells && refused?.code !== "VERSION_CONFLICT") notify(words, { type: "error", autoHideDuration: 10_000 });
      const problems = problemTexts(refused?.problems ?? []);
      return { problems: Object.keys(problems).length > 0 ? problems : formProblem, refused };
    } finally {
      setSending(false);
    }
  };
  return { send, sending, isOvertaken };
};
