import { Alert, Button } from "@mui/material";
import { useText } from "../platform/i18n/index.ts";
import type { Kept } from "../platform/useDraft.ts";

/** Says that what was written earlier is back, and takes it away for who wants none of it. */
export const DraftKept = ({ isBack, drop }: Kept) => {
  const text = useText();
  if (!isBack) return null;
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
