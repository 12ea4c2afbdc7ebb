import type { TypedDocumentNode } from "@graphql-typed-document-node/core";
import { useNotify } from "react-admin";
import { useNavigate } from "react-router-dom";
import type { Refused } from "./client.ts";
import type { MessageKey } from "./i18n/index.ts";
import { useChange } from "./useChange.ts";

/** Saves a form with a mutation. When it is done, says so and leads on; else gives the form its problems. */
export const useSave = <Data, Variables extends { readonly idempotencyKey: string | number }>(
  document: TypedDocumentNode<Data, Variables>,
) => {
  const { send, sending, isOvertaken } = useChange(document, { tells: false });
  const notify = useNotify();
  const navigate = useNavigate();
  const save = async (
    change: (idempotencyKey: string) => Variables,
    whenDone: (data: Data) => { readonly says: MessageKey; readonly leadsTo: string },
    whenRefused?: (refused: Refused) => void,
  ): Promise<Record<string, unknown> | undefined> => {
    const outcome = await send(change);
    if ("problems" in outcome) {
      if (outcome.refused) whenRefused?.(outcome.refused);
      return outcome.problems;
    }
    const { says, leadsTo } = whenDone(outcome.data);
    notify(says, { type: "success" });
    void navigate(leadsTo);
    return undefined;
  };
  return { save, sending, isOvertaken };
};
