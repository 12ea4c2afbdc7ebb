import { Box, Link } from "@mui/material";
import { Link as RouterLink } from "react-router-dom";

type Count = { readonly key: string; readonly label: string; readonly count: string; readonly to: string };

/** Names with how many there are of each, in columns where there is room. */
export const Counted = ({ counts, columns = 1 }: { counts: readonly Count[]; columns?: number }) => (
  <Box component="ul" sx={{ listStyle: "none", m: 0, p: 0, columns: { xs: 1, sm: columns }, columnGap: 4 }}>
    {counts.map(({ key, label, count, to }) => (
      <Box
        component="li"
        key={key}
        sx={{ display: "flex", justifyContent: "space-between", gap: 2, py: 0.5, breakInside: "avoid" }}
      >
        <Link component={RouterLink} to={to}>
          {label}
        </Link>
        <Box
          component="span"
          sx={{ color: "text.secondary", whiteSpace: "nowrap", fontVariantNumeric: "tabular-nums" }}
        >
          {count}
        </Box>
      </Box>
    ))}
  </Box>
);
