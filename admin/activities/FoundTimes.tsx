import { Typography } from "@mui/material";
import { Refusal } from "../fields/Refusal.tsx";
import { useText } from "../platform/i18n/index.ts";
import type { useSessions } from "./useSessions.ts";

type FoundTimesProps = Pick<ReturnType<typeof useSessions>, "error" | "refetch" | "isLoading" | "shown" | "total">;

/** How much was found in a period. */
export const FoundTimes = ({ error, refetch, isLoading, shown, total }: FoundTimesProps) => {
  const text = useText();
  return (
    <>
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
