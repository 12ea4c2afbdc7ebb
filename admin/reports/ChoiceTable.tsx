import { Box, Table, TableBody, TableCell, TableHead, TableRow } from "@mui/material";
import type { ChoiceOfGroupFragment } from "#schema/operations";
import { ToneChip } from "../fields/ToneChip.tsx";
import { useText } from "../platform/i18n/index.ts";

type Column = { readonly label: string; readonly choice: readonly ChoiceOfGroupFragment[] };

/** Between how many categories each can choose, week by week; reached or not is told in words too. */
export const ChoiceTable = ({ columns, title }: { columns: readonly Column[]; title: string }) => {
  const text = useText();
  const groups = columns[0]?.choice.map(({ group }) => group) ?? [];
  return (
    <Box sx={{ overflowX: "auto" }} tabIndex={0} role="group" aria-label={title}>
      <Table size="small" aria-label={title} sx={{ "& .MuiTableCell-root": { px: { xs: 0.5, sm: 2 } } }}>
        <TableHead>
          <TableRow>
            <TableCell>{text("report.forWhom")}</TableCell>
            {columns.map(({ label }) => (
              <TableCell key={label} align="right" sx={{ whiteSpace: { xs: "normal", sm: "nowrap" } }}>
                {label}
              </TableCell>
            ))}
          </TableRow>
        </TableHead>
        <TableBody sx={{ fontVariantNumeric: "tabular-nums" }}>
          {groups.map((group, n) => (
            <TableRow key={group}>
              <TableCell component="th" scope="row">
                {text(`choiceGroup.${group}`)}
              </TableCell>
              {columns.map(({ label, choice }) => {
                const { categories = 0, isReached = false } = choice[n] ?? {};
                const said = text(isReached ? "report.reached" : "report.notReached");
                return (
                  <TableCell key={label} align="right" sx={{ whiteSpace: "nowrap" }}>
                    <ToneChip tone={isReached ? "good" : "wait"} label={`${categories} · ${said}`} />
                  </TableCell>
                );
              })}
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </Box>
  );
};
