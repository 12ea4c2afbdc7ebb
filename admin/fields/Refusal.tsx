import { Alert, Button } from "@mui/material";
import { useText } from "../platform/i18n/index.ts";
import { useRefusalText } from "../platform/refusals.ts";

/** A read that was refused, in words, with a way to try again. */
export const Refusal = ({ error, retry }: { error: unknown; retry: () => void }) => {
  const text = useText();
  const refusalText = useRefusalText();
  return (
    <Alert
      severity="error"
      action={
        <Button color="inherit" size="small" onClick={retry}>
          {text("common.retry")}
        </Button>
      }
    >
      {refusalText(error)}
    </Alert>
  );
};
