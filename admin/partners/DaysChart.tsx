import { useState } from "react";
import { Box, Button, Table, TableBody, TableCell, TableHead, TableRow, Typography } from "@mui/material";
import { useFormat } from "../platform/format.ts";
import { useText } from "../platform/i18n/index.ts";
import type { ShownPartner } from "./OpenedPartner.tsx";

type Day = ShownPartner["days"][number];

/** Calls and refusals day by day as columns, or as a table that also tells what they cost and why they were refused. */
export const DaysChart = ({ days, title }: { days: readonly Day[]; title: string }) => {
  const text = useText();
  const { date, number } = useFormat();
  const [isTable, setTable] = useState(false);
  const highest = Math.max(1, ...days.map(({ calls, refused }) => calls + refused));
  const sum = (of: (day: Day) => number): number => days.reduce((total, day) => total + of(day), 0);
  const [calls, refused] = [sum((day) => day.calls), sum((day) => day.refused)];
  const heightOf = (count: number): string => `${(100 * count) / highest}%`;
  return (
    <Box>
      {isTable ? (
        <Table size="small" aria-label={title}>
          <TableHead>
            <TableRow>
              <TableCell>{text("partner.day")}</TableCell>
              <TableCell align="right">{text("partner.calls")}</TableCell>
              <TableCell align="right">{text("partner.cost")}</TableCell>
              <TableCell align="right">{text("partner.refused")}</TableCell>
              <TableCell>{text("partner.codes")}</TableCell>
            </TableRow>
          </TableHead>
          <TableBody sx={{ fontVariantNumeric: "tabular-nums" }}>
            {days.toReversed().map((day) => (
              <TableRow key={day.day}>
                <TableCell component="th" scope="row">
                  {date(day.day)}
                </TableCell>
                <TableCell align="right">{number(day.calls)}</TableCell>
                <TableCell align="right">{number(day.cost)}</TableCell>
                <TableCell align="right">{number(day.refused)}</TableCell>
                <TableCell>{day.refusals.map(({ code, count }) => `${code} ${number(count)}`).join(", ")}</TableCell>
              </TableRow>
            ))}
          </TableBody>
        </Table>
      ) : (
        <>
          <Box
            role="img"
            aria-label={text("partner.chart", { calls: number(calls), refused: number(refused) })}
            sx={{
              display: "flex",
              alignItems: "flex-end",
              gap: "2px",
              height: 120,
              borderBottom: 1,
              borderColor: "divider",
            }}
          >
            {days.map((day) => (
              <Box
                key={day.day}
                title={`${date(day.day)}: ${number(day.calls)} / ${number(day.refused)}`}
                sx={{ flex: 1, height: 1, display: "flex", flexDirection: "column", justifyContent: "flex-end" }}
              >
                <Box sx={{ height: heightOf(day.refused), bgcolor: "secondary.main" }} />
                <Box sx={{ height: heightOf(day.calls), bgcolor: "shades.bar" }} />
              </Box>
            ))}
          </Box>
          <Box sx={{ display: "flex", flexWrap: "wrap", columnGap: 2.5, mt: 1 }}>
            <Legend color="shades.bar" label={`${text("partner.calls")}: ${number(calls)}`} />
            <Legend color="secondary.main" label={`${text("partner.refused")}: ${number(refused)}`} />
          </Box>
        </>
      )}
      <Button size="small" onClick={() => setTable(!isTable)} sx={{ mt: 1.5 }}>
        {text(isTable ? "municipality.asChart" : "municipality.asTable")}
      </Button>
    </Box>
  );
};

const Legend = ({ color, label }: { color: string; label: string }) => (
  <Typography variant="body2" sx={{ display: "flex", alignItems: "center", gap: 0.75 }}>
    <Box component="span" aria-hidden sx={{ width: 12, height: 12, borderRadius: 0.5, bgcolor: color }} />
    {label}
  </Typography>
);
