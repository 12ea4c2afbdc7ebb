import { Box, Skeleton } from "@mui/material";
import { useText } from "../platform/i18n/index.ts";

/** Room kept for what is on its way. */
export const Loading = ({ lines = 4 }: { lines?: number }) => {
  const text = useText();
  return (
    <Box role="status" aria-label={text("common.loading")}>
      {Array.from({ length: lines }, (_, n) => (
        <Skeleton key={n} height={32} width={`${90 - n * 9}%`} />
      ))}
    </Box>
  );
};
