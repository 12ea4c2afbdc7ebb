import { useEffect, useState } from "react";
import { useFormContext } from "react-hook-form";
import { draftAt, dropDraft, keepDraft } from "../platform/draft.ts";
import { accessToken } from "../platform/session.ts";
import { DraftKept } from "./DraftKept.tsx";

/** Keeps what is written in a form over a sign-in that came in between, and says so when it is back. */
export const Draft = ({ address }: { address: string }) => {
  const { reset, watch } = useFormContext();
  const [draft] = useState(() => draftAt(address));
  const [isBack, setBack] = useState(draft !== null);

  useEffect(() => {
    // The form around sets its own beginning once this is done: what was written comes after that.
    if (draft !== null) queueMicrotask(() => reset(draft, { keepDefaultValues: true }));
    const { unsubscribe } = watch((values, { name }) => {
      // Without a name the whole was set, and by nobody who writes.
      if (name !== undefined) keepDraft(address, values);
    });
    return () => {
      unsubscribe();
      // Who leaves the form knows it; whose session has ended comes back.
      void accessToken().then((token) => token !== null && dropDraft(address));
    };
  }, [address, draft, reset, watch]);

  const drop = (): void => {
    dropDraft(address);
    reset();
    setBack(false);
  };
  return <DraftKept isBack={isBack} drop={drop} />;
};
