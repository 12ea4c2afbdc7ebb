import { TextField } from "@mui/material";
import { useText } from "../platform/i18n/index.ts";
import { isName } from "./isName.ts";

type NameFieldProps = {
  readonly value: string;
  readonly onChange: (name: string) => void;
  readonly hasTried: boolean;
};

/** What the person wants to be called here, the first time. */
export const NameField = ({ value, onChange, hasTried }: NameFieldProps) => {
  const text = useText();
  const isWrong = hasTried && !isName(value);
  return (
    <TextField
      required
      label={text("people.myName")}
      value={value}
      onChange={(event) => onChange(event.target.value)}
      error={isWrong}
      helperText={text(
        !isWrong ? "people.myNameHelp" : value.trim() === "" ? "problem.REQUIRED" : "problem.NOT_A_NAME",
      )}
      slotProps={{ htmlInput: { maxLength: 80, autoComplete: "name" } }}
      sx={{ maxWidth: 420 }}
    />
  );
};
