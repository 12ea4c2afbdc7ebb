import { useMemo } from "react";
import { Autocomplete, TextField } from "@mui/material";

export type Choice = { readonly id: string; readonly name: string; readonly group?: string };

type ChooseSeveralProps = {
  readonly label: string;
  readonly choices: readonly Choice[];
  readonly value: readonly string[];
  readonly onChange: (value: string[]) => void;
};

/** Chooses any number among many, by typing or from the list; a chosen code that is no longer a choice stays visible. */
export const ChooseSeveral = ({ label, choices, value, onChange }: ChooseSeveralProps) => {
  const byId = useMemo(() => new Map(choices.map((choice) => [choice.id, choice])), [choices]);
  const isGrouped = choices.some(({ group }) => group !== undefined);
  return (
    <Autocomplete
      multiple
      size="small"
      disableCloseOnSelect
      limitTags={3}
      options={[...choices]}
      value={value.map((id): Choice => byId.get(id) ?? { id, name: id })}
      onChange={(_, chosen) => onChange(chosen.map(({ id }) => id))}
      getOptionLabel={({ name }) => name}
      getOptionKey={({ id }) => id}
      isOptionEqualToValue={(option, other) => option.id === other.id}
      {...(isGrouped && { groupBy: ({ group }: Choice) => group ?? "" })}
      renderInput={(params) => <TextField {...params} label={label} />}
      slotProps={{ chip: { size: "small" } }}
    />
  );
};
