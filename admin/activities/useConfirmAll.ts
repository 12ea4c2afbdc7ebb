import { useRef, useState } from "react";
import { useQueryClient } from "@tanstack/react-query";
import { type ActivityToConfirmFragment, ConfirmActivityDocument } from "#schema/operations";
import { useLogoutIfAccessDenied } from "react-admin";
import { request } from "../platform/client.ts";
import { useRefusalText } from "../platform/refusals.ts";

type Confirmable = Pick<ActivityToConfirmFragment, "id" | "version">;

/** What became of activities that were to be confirmed: how many are, and by id why others are not. */
export type Confirmed = { readonly done: number; readonly refused: ReadonlyMap<string, string> };

/** Confirms activities one after another; what one of them is refused for is no reason to stop at the others. */
export const useConfirmAll = () => {
  const queries = useQueryClient();
  const logoutIfAccessDenied = useLogoutIfAccessDenied();
  const refusalText = useRefusalText();
  const [sending, setSending] = useState<ReadonlySet<string>>(new Set());
  // One key for each as it was seen: who tries again after a lost answer has confirmed it once.
  const keys = useRef(new Map<string, string>());

  const confirmAll = async (activities: readonly Confirmable[]): Promise<Confirmed> => {
    setSending(new Set(activities.map(({ id }) => id)));
    const refused = new Map<string, string>();
    for (const { id, version } of activities) {
      const seen = `${id} ${version}`;
      const idempotencyKey = keys.current.get(seen) ?? crypto.randomUUID();
      keys.current.set(seen, idempotencyKey);
      try {
        await request(ConfirmActivityDocument, { input: { activityId: id, version }, idempotencyKey });
      } catch (error) {
        refused.set(id, refusalText(error));
        if (await logoutIfAccessDenied(error)) break;
      }
    }
    await queries.invalidateQueries();
    setSending(new Set());
    return { done: activities.length - refused.size, refused };
  };
  return { confirmAll, sending };
};
