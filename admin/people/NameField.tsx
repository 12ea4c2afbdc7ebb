import { TextField } from "@mui/material";
import { useText } from "../platform/i18n/index.ts";

type NameFieldProps = {
  readonly value: string;
  readonly onChange: (name: string) => void;
  readonly hasTried: boolean;
};

/** What the person wants to be called here, the first time. */
export const NameField = ({ value, onChange, hasTried }: NameFieldProps) => {
  const text = useText();
  const isWrong = hasTried && value.trim() === "";
  return (
    <TextField
      required
      label={text("people.myName")}
      value={value}
      onChange={(event) => onChange(event.target.value)}
      error={isWrong}
      helperText={text(isWrong ? "problem.REQUIRED" : "people.myNameHelp")}
      slotProps={{ htmlInput: { maxLength: 200, autoComplete: "name" } }}
      sx={{ maxWidth: 420 }}
    />
  );
};
