import type { ReactNode } from "react";
import { Box } from "@mui/material";

export type Fact = { readonly label: string; readonly value: ReactNode };

/** Facts as terms and what they are; a fact without a value is left out. */
export const Facts = ({ facts }: { facts: readonly Fact[] }) => (
  <Box
    component="dl"
    sx={{
      m: 0,
      display: "grid",
      gridTemplateColumns: { xs: "1fr", sm: "fit-content(14rem) minmax(9rem, 1fr)" },
      columnGap: 2,
      rowGap: { xs: 0.25, sm: 1 },
      alignItems: "baseline",
      "& dt": { color: "text.secondary" },
      "& dd": { m: 0, mb: { xs: 1, sm: 0 }, overflowWrap: "anywhere", whiteSpace: "pre-line" },
    }}
  >
    {facts
      .filter(({ value }) => value !== null && value !== undefined && value !== "" && value !== false)
      .map(({ label, value }) => (
        <Box key={label} sx={{ display: "contents" }}>
          <dt>{label}</dt>
          <dd>{value}</dd>
        </Box>
      ))}
  </Box>
);
