/** Organisations as a CSV file that spreadsheets open as it stands, and in which no cell is taken for a formula. */
import { stringify } from "csv-stringify/browser/esm/sync";
import type { OrganisationRowFragment } from "#schema/operations";

export type CsvColumn = { readonly header: string; readonly cell: (row: OrganisationRowFragment) => string };

/**
 * Semicolons, since Norwegian spreadsheets read the comma as a decimal sign; a byte order mark, without which they take
 * æøå for something else.
 */
export const csvOf = (rows: readonly OrganisationRowFragment[], columns: readonly CsvColumn[]): string =>
  stringify(
    rows.map((row) => columns.map(({ cell }) => cell(row))),
    {
      bom: true,
      delimiter: ";",
      escape_formulas: true,
      header: true,
      columns: columns.map(({ header }) => header),
      record_delimiter: "windows",
    },
  );
