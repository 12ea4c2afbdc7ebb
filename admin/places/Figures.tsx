import { Box, Card, Link, Typography } from "@mui/material";
import { Link as RouterLink } from "react-router-dom";
import { useFormat } from "../platform/format.ts";

type Figure = { readonly label: string; readonly count: number; readonly to: string };

/** Numbers that matter, each leading to what it counts. */
export const Figures = ({ figures }: { figures: readonly Figure[] }) => {
  const { number } = useFormat();
  return (
    <Box
      component="ul"
      sx={{
        listStyle: "none",
        m: 0,
        p: 0,
        display: "grid",
        gap: 1.5,
        gridTemplateColumns: { xs: "1fr 1fr", md: `repeat(${figures.length}, 1fr)` },
      }}
    >
      {figures.map(({ label, count, to }) => (
        <Card
          component="li"
          key={label}
          sx={{ position: "relative", p: { xs: 1.5, sm: 2 }, "&:hover": { borderColor: "primary.main" } }}
        >
          <Link
            component={RouterLink}
            to={to}
            color="textPrimary"
            underline="none"
            sx={{ display: "block", "&::after": { content: '""', position: "absolute", inset: 0 } }}
          >
            <Typography
              component="span"
              sx={{ display: "block", typography: "h1", fontVariantNumeric: "tabular-nums lining-nums" }}
            >
              {number(count)}
            </Typography>
            <Typography
              component="span"
              variant="body2"
              color="textSecondary"
              sx={{ display: "block", overflowWrap: "anywhere", hyphens: "auto" }}
            >
              {label}
            </Typography>
          </Link>
        </Card>
      ))}
    </Box>
  );
};
