import { Checkbox, FormControl, FormControlLabel, FormGroup, FormHelperText, FormLabel } from "@mui/material";
import type { Role } from "#schema/operations";
import { useText } from "../platform/i18n/index.ts";

type RolesFieldProps = {
  readonly label: string;
  readonly roles: readonly Role[];
  readonly value: readonly Role[];
  readonly onChange: (roles: Role[]) => void;
  /** What is wrong with the choice. */
  readonly problem: string | undefined;
};

/** Any of the roles there are in a body. */
export const RolesField = ({ label, roles, value, onChange, problem }: RolesFieldProps) => {
  const text = useText();
  return (
    <FormControl component="fieldset" error={problem !== undefined}>
      <FormLabel component="legend">{label}</FormLabel>
      <FormGroup>
        {roles.map((role) => (
          <FormControlLabel
            key={role}
            label={text(`role.${role}`)}
            control={
              <Checkbox
                checked={value.includes(role)}
                onChange={(_, isChosen) =>
                  onChange(roles.filter((one) => (one === role ? isChosen : value.includes(one))))
                }
              />
            }
          />
        ))}
      </FormGroup>
      {problem !== undefined && <FormHelperText>{problem}</FormHelperText>}
    </FormControl>
  );
};

/** The words of a field's problem among those a refused change gives back. */
export const problemOf = (problems: Readonly<Record<string, unknown>>, field: string): string | undefined => {
  const found = problems[field];
  return typeof found === "string" ? found : undefined;
};
