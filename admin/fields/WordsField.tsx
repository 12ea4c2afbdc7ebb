import { Autocomplete, TextField } from "@mui/material";

type WordsFieldProps = {
  readonly label: string;
  readonly help: string;
  readonly value: readonly string[];
  readonly suggestions: readonly string[];
  readonly onChange: (words: string[]) => void;
  readonly autoFocus?: boolean;
  readonly isWrong?: boolean;
};

/** Words of one's own, or of those suggested; what was typed counts also when the field is left without Enter. */
export const WordsField = ({
  label,
  help,
  value,
  suggestions,
  onChange,
  autoFocus = false,
  isWrong = false,
}: WordsFieldProps) => (
  <Autocomplete
    multiple
    freeSolo
    autoSelect
    size="small"
    options={suggestions.filter((word) => !value.includes(word))}
    value={[...value]}
    onChange={(_, words) => onChange([...new Set(words.map((word) => word.trim()).filter((word) => word !== ""))])}
    renderInput={(params) => (
      <TextField {...params} label={label} helperText={help} autoFocus={autoFocus} error={isWrong} />
    )}
    slotProps={{ chip: { size: "small" } }}
  />
);
