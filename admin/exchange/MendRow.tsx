import { useId, useState } from "react";
import {
  Alert,
  Autocomplete,
  Box,
  Button,
  Dialog,
  DialogActions,
  DialogContent,
  DialogTitle,
  TextField,
  createFilterOptions,
} from "@mui/material";
import type { ImportColumn, ImportCorrectionInput, ImportRowFragment } from "#schema/operations";
import { useActivityCategories } from "../activities/useActivityCategories.ts";
import { usePlaces } from "../places/usePlaces.ts";
import { useText } from "../platform/i18n/index.ts";
import { columnsOf } from "./columns.ts";
import { useProblemWords } from "./useProblemWords.ts";

const matching = createFilterOptions<string>();

type MendRowProps = {
  readonly row: ImportRowFragment;
  readonly onMend: (corrections: readonly ImportCorrectionInput[]) => void;
};

/** Puts the cells of a row right that something is wrong with. The file itself stays as it is. */
export const MendRow = ({ row, onMend }: MendRowProps) => {
  const text = useText();
  const problemWords = useProblemWords();
  const titleId = useId();
  const categories = useActivityCategories();
  const { municipalities } = usePlaces();
  // What can be chosen stands in a list, and may be written all the same.
  const choicesOf: Partial<Record<ImportColumn, string[]>> = {
    CATEGORY: categories.map(({ name }) => name),
    MUNICIPALITY: municipalities.map(({ id, name }) => `${id} ${name}`),
  };
  const [values, setValues] = useState<Partial<Record<ImportColumn, string>> | null>(null);
  const columns = [...new Set(["TITLE" as const, ...row.problems.flatMap(({ field }) => columnsOf(field))])];
  const textOf = (column: ImportColumn): string => row.cells.find((cell) => cell.column === column)?.text ?? "";
  const save = (): void => {
    const changed = columns.flatMap((column) => {
      const value = values?.[column];
      return value === undefined || value === textOf(column)
        ? []
        : [{ row: row.row, column, text: value.trim() === "" ? null : value.trim() }];
    });
    setValues(null);
    if (changed.length > 0) onMend(changed);
  };
  return (
    <>
      <Button size="small" variant="outlined" onClick={() => setValues({})}>
        {text("exchange.mend")}
      </Button>
      <Dialog open={values !== null} onClose={() => setValues(null)} aria-labelledby={titleId} fullWidth maxWidth="sm">
        <DialogTitle id={titleId}>{text("exchange.mendTitle", { line: row.line })}</DialogTitle>
        <DialogContent sx={{ display: "grid", gap: 2 }}>
          {row.problems
            .filter(({ field }) => columnsOf(field).length === 0)
            .map((problem) => (
              <Alert key={problem.code} severity="error">
                {problemWords(problem)}
              </Alert>
            ))}
          <Box
            component="form"
            noValidate
            onSubmit={(event) => {
              event.preventDefault();
              save();
            }}
            sx={{ display: "grid", gap: 2, pt: 1 }}
          >
            {columns.map((column, n) => {
              const wrong = row.problems.filter(({ field }) => columnsOf(field).includes(column));
              const value = values?.[column] ?? textOf(column);
              const write = (written: string): void => setValues((before) => ({ ...before, [column]: written }));
              const field = {
                autoFocus: n === Math.min(1, columns.length - 1),
                label: text(`importColumn.${column}`),
                error: wrong.length > 0,
                helperText: wrong.map((problem) => problemWords(problem, true)).join(". "),
              };
              const choices = choicesOf[column];
              return choices ? (
                <Autocomplete
                  key={column}
                  freeSolo
                  options={choices}
                  // What is wrong as it stands hides no choice.
                  filterOptions={(options, state) => (value === textOf(column) ? options : matching(options, state))}
                  inputValue={value}
                  onInputChange={(_, written, reason) => reason !== "reset" && write(written)}
                  renderInput={(params) => <TextField {...params} {...field} />}
                />
              ) : (
                <TextField
                  key={column}
                  {...field}
                  value={value}
                  onChange={(event) => write(event.target.value)}
                  multiline={column === "DESCRIPTION" || column === "WHAT_TO_EXPECT"}
                  slotProps={{ htmlInput: { maxLength: 4_000 } }}
                />
              );
            })}
            <button type="submit" hidden aria-hidden tabIndex={-1} />
          </Box>
        </DialogContent>
        <DialogActions>
          <Button onClick={() => setValues(null)}>{text("common.cancel")}</Button>
          <Button variant="contained" onClick={save}>
            {text("exchange.mendSave")}
          </Button>
        </DialogActions>
      </Dialog>
    </>
  );
};
