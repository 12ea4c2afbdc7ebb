/** Files for spreadsheets (CSV, RFC 4180), as those in Norway read them: semicolons, and a mark that says it is UTF-8. */

/** A cell that a spreadsheet would reckon, and one that was kept from it by the apostrophe that spreadsheets do not show. */
const isFormula = /^'*[=+\-@\t\r＝＋－＠]/;
const asText = (cell: string): string => (isFormula.test(cell) ? `'${cell}` : cell);

/** What was meant by a cell that `writeTable` has kept from being reckoned. */
export const fromText = (cell: string): string => (cell.startsWith("'") && isFormula.test(cell) ? cell.slice(1) : cell);

/** A file of rows, the titles first; no cell of it is taken for a formula. */
export const writeTable = async (rows: readonly (readonly string[])[]): Promise<string> => {
  const { stringify } = await import("csv-stringify/sync");
  return stringify(
    rows.map((row) => row.map(asText)),
    { bom: true, delimiter: ";", record_delimiter: "windows" },
  );
};
