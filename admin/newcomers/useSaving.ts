import { useState } from "react";
import { useQueryClient } from "@tanstack/react-query";
import { type InterestProfileFragment, SaveInterestProfileDocument } from "#schema/operations";
import { Refused, mayBeDone, requestOpenly } from "../platform/client.ts";
import { useText } from "../platform/i18n/index.ts";
import { useRefusalText } from "../platform/refusals.ts";
import type { Answers } from "./questions.ts";

/** Saves the answers as a whole, and tells whether it was done. */
export const useSaving = (
  code: string,
  { version }: InterestProfileFragment,
  onLeave: (hasForgotten: boolean) => void,
) => {
  const text = useText();
  const refusalText = useRefusalText();
  const queries = useQueryClient();
  const [idempotencyKey, setKey] = useState(() => crypto.randomUUID());
  const [isSaving, setSaving] = useState(false);
  const [problem, setProblem] = useState<string>();
  const save = async (answers: Answers): Promise<boolean> => {
    setSaving(true);
    setProblem(undefined);
    try {
      const input = { ...answers, version };
      const { saveInterestProfile } = await requestOpenly(SaveInterestProfileDocument, { input, idempotencyKey }, code);
      queries.setQueryData(["ownProfile", code], saveInterestProfile.profile);
      setKey(crypto.randomUUID());
      return true;
    } catch (error) {
      const refusal = error instanceof Refused ? error.code : "UNEXPECTED";
      if (!mayBeDone(error)) setKey(crypto.randomUUID());
      if (refusal === "UNAUTHENTICATED") onLeave(false);
      const isOvertaken = refusal === "VERSION_CONFLICT";
      if (isOvertaken) await queries.invalidateQueries({ queryKey: ["ownProfile", code] });
      setProblem(isOvertaken ? text("newcomer.changedElsewhere") : refusalText(error));
      return false;
    } finally {
      setSaving(false);
    }
  };
  return { save, isSaving, problem };
};
