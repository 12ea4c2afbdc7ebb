import { useEffect, useState } from "react";
import { Alert, Button } from "@mui/material";
import { useFormContext } from "react-hook-form";
import { draftAt, dropDraft, keepDraft } from "../platform/draft.ts";
import { useText } from "../platform/i18n/index.ts";
import { accessToken } from "../platform/session.ts";

/** Keeps what is written in a form over a sign-in that came in between, and says so when it is back. */
export const Draft = ({ address }: { address: string }) => {
  const text = useText();
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

  if (!isBack) return null;
  const drop = (): void => {
    dropDraft(address);
    reset();
    setBack(false);
  };
  return (
    <Alert
      severity="info"
      action={
        <Button color="inherit" onClick={drop}>
          {text("draft.drop")}
        </Button>
      }
    >
      {text("draft.kept")}
    </Alert>
  );
};
