import type { ReactNode } from "react";
import { Box } from "@mui/material";

/** A list along a line, the newest first, with a dot for each. */
export const Timeline = ({ children }: { children: ReactNode }) => (
  <Box
    component="ol"
    sx={{
      listStyle: "none",
      m: 0,
      p: 0,
      "& > li": { position: "relative", pl: 3, pb: 2, borderLeft: "2px solid", borderColor: "divider", ml: 0.75 },
      "& > li:last-of-type": { pb: 0, borderColor: "transparent" },
      "& > li::before": {
        content: '""',
        position: "absolute",
        left: -7,
        top: 7,
        width: 12,
        height: 12,
        borderRadius: "50%",
        bgcolor: "primary.main",
      },
    }}
  >
    {children}
  </Box>
);
