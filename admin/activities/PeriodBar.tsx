import PreviousIcon from "@mui/icons-material/ChevronLeft";
import NextIcon from "@mui/icons-material/ChevronRight";
import { Box, Button, IconButton, Typography } from "@mui/material";
import { Refusal } from "../fields/Refusal.tsx";
import { useText } from "../platform/i18n/index.ts";
import type { useSessions } from "./useSessions.ts";

type Step = { readonly label: string; readonly go: () => void };

type PeriodBarProps = {
  readonly id?: string;
  readonly title: string;
  readonly before: Step;
  readonly after: Step;
  /** Left out where it is shown already. */
  readonly now: Step | undefined;
  readonly found: Pick<ReturnType<typeof useSessions>, "error" | "refetch" | "isLoading" | "shown" | "total">;
};

/** Which period is shown, the way to those beside it, and how much was found in it. */
export const PeriodBar = ({ id, title, before, after, now, found }: PeriodBarProps) => {
  const text = useText();
  const { error, refetch, isLoading, shown, total } = found;
  return (
    <>
      <Box sx={{ display: "flex", flexWrap: "wrap", gap: 1, alignItems: "center", mb: 1 }}>
        <IconButton aria-label={before.label} onClick={before.go}>
          <PreviousIcon />
        </IconButton>
        <Typography variant="h2" id={id} aria-live="polite" sx={{ "&::first-letter": { textTransform: "uppercase" } }}>
          {title}
        </Typography>
        <IconButton aria-label={after.label} onClick={after.go}>
          <NextIcon />
        </IconButton>
        {now && (
          <Button size="small" onClick={now.go}>
            {now.label}
          </Button>
        )}
      </Box>
      {error !== null && <Refusal error={error} retry={() => void refetch()} />}
      <Typography role="status" color="textSecondary" sx={{ mb: 1.5, minHeight: "1.5em" }}>
        {error === null &&
          (isLoading
            ? text("common.loading")
            : total > shown
              ? text("activity.firstTimes", { shown, total })
              : text("activity.timesCount", { smart_count: total }))}
      </Typography>
    </>
  );
};
