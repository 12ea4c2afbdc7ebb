import { Alert, Button } from "@mui/material";
import { useText } from "../platform/i18n/index.ts";
import { problemsOf, useRefusalText } from "../platform/refusals.ts";

/** A read that was refused, in words, with a way to try again. */
export const Refusal = ({ error, retry }: { error: unknown; retry: () => void }) => {
  const text = useText();
  const refusalText = useRefusalText();
  // A read has no form, beside whose fields this would stand.
  const wrong = problemsOf(error).map(({ code }) => text.orElse("problem", code, text("problem.OTHER")));
  return (
    <Alert
      severity="error"
      action={
        <Button color="inherit" size="small" onClick={retry}>
          {text("common.retry")}
        </Button>
      }
    >
      {wrong.length > 0 ? wrong.join(". ") : refusalText(error)}
    </Alert>
  );
};
