import { useState } from "react";
import { Box, Button, Link, Table, TableBody, TableCell, TableHead, TableRow } from "@mui/material";
import { Link as RouterLink } from "react-router-dom";
import { useFormat } from "../platform/format.ts";
import { useText } from "../platform/i18n/index.ts";

type Bar = { readonly key: string; readonly label: string; readonly count: number; readonly to?: string };

const Label = ({ bar: { label, count, to } }: { bar: Bar }) =>
  count === 0 || to === undefined ? (
    label
  ) : (
    <Link component={RouterLink} to={to}>
      {label}
    </Link>
  );

/** Counts as bars, or as a table for those who would rather read the numbers; each may lead to what is counted. */
export const GroupChart = ({ bars, title }: { bars: readonly Bar[]; title: string }) => {
  const text = useText();
  const { number } = useFormat();
  const [isTable, setTable] = useState(false);
  const longest = Math.max(1, ...bars.map(({ count }) => count));
  return (
    <Box>
      {isTable ? (
        <Table size="small" aria-label={title}>
          <TableHead>
            <TableRow>
              <TableCell>{text("municipality.group")}</TableCell>
              <TableCell align="right">{text("municipality.count")}</TableCell>
            </TableRow>
          </TableHead>
          <TableBody>
            {bars.map((bar) => (
              <TableRow key={bar.key}>
                <TableCell component="th" scope="row">
                  <Label bar={bar} />
                </TableCell>
                <TableCell align="right" sx={{ fontVariantNumeric: "tabular-nums" }}>
                  {number(bar.count)}
                </TableCell>
              </TableRow>
            ))}
          </TableBody>
        </Table>
      ) : (
        <Box component="ul" aria-label={title} sx={{ listStyle: "none", m: 0, p: 0, display: "grid", gap: 0.75 }}>
          {bars.map((bar) => (
            <Box
              component="li"
              key={bar.key}
              sx={{
                display: "grid",
                gridTemplateColumns: { xs: "1fr 3.5rem", sm: "15rem 1fr 3.5rem" },
                columnGap: 1.5,
                alignItems: "center",
              }}
            >
              <Box sx={{ gridColumn: { xs: "1 / -1", sm: "auto" }, typography: "body2" }}>
                <Label bar={bar} />
              </Box>
              <Box aria-hidden sx={{ height: 16, borderRadius: 1, bgcolor: "shades.idle.ground" }}>
                <Box
                  sx={{
                    height: 1,
                    borderRadius: 1,
                    bgcolor: "shades.bar",
                    width: `${(100 * bar.count) / longest}%`,
                    minWidth: bar.count > 0 ? 4 : 0,
                  }}
                />
              </Box>
              <Box sx={{ typography: "body2", textAlign: "right", fontVariantNumeric: "tabular-nums" }}>
                {number(bar.count)}
              </Box>
            </Box>
          ))}
        </Box>
      )}
      <Button size="small" onClick={() => setTable(!isTable)} sx={{ mt: 1.5 }}>
        {text(isTable ? "municipality.asChart" : "municipality.asTable")}
      </Button>
    </Box>
  );
};
