import {
  Checkbox,
  Table,
  TableBody,
  TableCell,
  TableContainer,
  TableHead,
  TableRow,
  TableSortLabel,
} from "@mui/material";
import { visuallyHidden } from "@mui/utils";
import type { OrganisationOrder } from "#schema/operations";
import { useListContext } from "react-admin";
import { useText } from "../platform/i18n/index.ts";
import { nameColumn, useColumns, type Row } from "./columns.tsx";
import { readOrder } from "./listing.ts";
import { useSelection } from "./selection.ts";
import { useFilter } from "./useFilter.tsx";

/** The list as a table, for screens that have room for one. */
export const OrganisationTable = ({ rows }: { rows: readonly Row[] }) => {
  const text = useText();
  const { sort, setSort } = useListContext();
  const { filter } = useFilter();
  const { shown, columnOf } = useColumns();
  const { selected, select } = useSelection();
  const order = readOrder(sort.field);
  const shownColumns = [{ key: "name", ...nameColumn }, ...shown.map((key) => ({ key, ...columnOf(key) }))];
  const mayTag = rows.filter(({ viewerMay }) => viewerMay.includes("TAG"));
  const chosen = mayTag.filter(({ id }) => selected.has(id)).length;

  return (
    // Many chosen columns may be wider than the screen: then the table scrolls, by key too, and the page does not.
    <TableContainer tabIndex={0} role="region" aria-label={text("list.table")}>
      <Table size="small" sx={{ "& td, & th": { px: 1.25 } }}>
        <caption style={visuallyHidden}>{text("list.table")}</caption>
        <TableHead>
          <TableRow>
            {mayTag.length > 0 && (
              <TableCell padding="checkbox">
                <Checkbox
                  checked={chosen === mayTag.length}
                  indeterminate={chosen > 0 && chosen < mayTag.length}
                  onChange={(_, on) => select(mayTag, on)}
                  slotProps={{ input: { "aria-label": text("list.selectPage") } }}
                />
              </TableCell>
            )}
            {shownColumns.map(({ key, label, orders: among }) => {
              const orders: readonly OrganisationOrder[] = among ?? [];
              const [first, ...others] = orders;
              // Words to search for decide the order themselves.
              const isOrdered = filter.search === null && orders.includes(order);
              const next = order === first ? (others[0] ?? first) : first;
              const direction = order === "NAME_DESC" || order === "NEWEST_IN_VOLUNTARY_REGISTER" ? "desc" : "asc";
              return (
                <TableCell key={key} {...(isOrdered && { sortDirection: direction })}>
                  {next === undefined || filter.search !== null ? (
                    text(label)
                  ) : (
                    <TableSortLabel
                      active={isOrdered}
                      direction={isOrdered ? direction : "asc"}
                      onClick={() => setSort({ field: next, order: "ASC" })}
                    >
                      {text(label)}
                    </TableSortLabel>
                  )}
                </TableCell>
              );
            })}
          </TableRow>
        </TableHead>
        <TableBody>
          {rows.map((row) => (
            <TableRow key={row.id} hover selected={selected.has(row.id)}>
              {mayTag.length > 0 && (
                <TableCell padding="checkbox">
                  <SelectBox row={row} />
                </TableCell>
              )}
              {shownColumns.map(({ key, cell, isNarrow = false }) => (
                <TableCell
                  key={key}
                  {...(key === "name" && { component: "th", scope: "row" })}
                  sx={{ ...(isNarrow && { whiteSpace: "nowrap" }), ...(key === "name" && { minWidth: 220 }) }}
                >
                  {cell(row)}
                </TableCell>
              ))}
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </TableContainer>
  );
};

/** Selects one organisation; one that the person may not tag cannot be selected. */
export const SelectBox = ({ row }: { row: Row }) => {
  const text = useText();
  const { selected, select } = useSelection();
  const may = row.viewerMay.includes("TAG");
  return (
    <Checkbox
      checked={selected.has(row.id)}
      disabled={!may}
      onChange={(_, on) => select([row], on)}
      slotProps={{
        input: {
          "aria-label": may ? text("list.select", { name: row.name }) : `${row.name}: ${text("list.mayNotTag")}`,
        },
      }}
    />
  );
};
