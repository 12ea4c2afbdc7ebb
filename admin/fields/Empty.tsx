import type { ReactNode } from "react";
import { Box, Typography } from "@mui/material";

type EmptyProps = { readonly title: string; readonly help?: string; readonly children?: ReactNode };

/** What stands where there is nothing: why, and what to do about it. */
export const Empty = ({ title, help, children }: EmptyProps) => (
  <Box sx={{ py: 3, px: 2, borderRadius: 1.5, border: "1px dashed", borderColor: "divider", textAlign: "center" }}>
    <Typography sx={{ fontWeight: 650 }}>{title}</Typography>
    {help !== undefined && (
      <Typography color="textSecondary" sx={{ mt: 0.5, maxWidth: "60ch", mx: "auto" }}>
        {help}
      </Typography>
    )}
    {children !== undefined && (
      <Box sx={{ mt: 2, display: "flex", gap: 1, justifyContent: "center", flexWrap: "wrap" }}>{children}</Box>
    )}
  </Box>
);
