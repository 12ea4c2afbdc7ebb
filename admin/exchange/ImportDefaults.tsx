import { Autocomplete, Box, MenuItem, TextField } from "@mui/material";
import type { ImportDefaultsInput } from "#schema/operations";
import { levels } from "../activities/choices.ts";
import { useActivityCategories } from "../activities/useActivityCategories.ts";
import { platforms } from "../organisations/choices.ts";
import { usePlaces } from "../places/usePlaces.ts";
import { useText } from "../platform/i18n/index.ts";

type ImportDefaultsProps = {
  readonly value: ImportDefaultsInput;
  readonly onChange: (value: ImportDefaultsInput) => void;
};

type Choice = { readonly id: string; readonly name: string; readonly group: string };

/** What a file does not say of its activities, said once for all of them. */
export const ImportDefaults = ({ value, onChange }: ImportDefaultsProps) => {
  const text = useText();
  const categories = useActivityCategories();
  const { municipalities } = usePlaces();
  const set = (more: ImportDefaultsInput): void => onChange({ ...value, ...more });
  const chosen = (
    label: string,
    choices: readonly Choice[],
    id: string | number | null | undefined,
    take: (id: string | null) => void,
  ) => (
    <Autocomplete<Choice>
      size="small"
      options={[...choices]}
      groupBy={({ group }) => group}
      getOptionLabel={({ name }) => name}
      getOptionKey={(choice) => choice.id}
      isOptionEqualToValue={(a, b) => a.id === b.id}
      value={choices.find((choice) => choice.id === id) ?? null}
      onChange={(_, choice) => take(choice?.id ?? null)}
      renderInput={(params) => <TextField {...params} label={label} />}
    />
  );
  const time = (label: string, name: "startsAt" | "endsAt") => (
    <TextField
      size="small"
      type="time"
      label={label}
      value={value[name] ?? ""}
      onChange={(event) => set({ [name]: event.target.value === "" ? null : event.target.value })}
      slotProps={{ inputLabel: { shrink: true } }}
    />
  );
  return (
    <Box
      sx={{ display: "grid", gap: 2, gridTemplateColumns: { xs: "minmax(0, 1fr)", sm: "repeat(2, minmax(0, 1fr))" } }}
    >
      {chosen(text("activity.category"), categories, value.category, (category) => set({ category }))}
      {chosen(text("field.municipality"), municipalities, value.municipality, (municipality) => set({ municipality }))}
      <TextField
        size="small"
        label={text("activityField.place")}
        value={value.place ?? ""}
        onChange={(event) => set({ place: event.target.value === "" ? null : event.target.value })}
        slotProps={{ htmlInput: { maxLength: 200 } }}
      />
      <TextField
        size="small"
        select
        label={text("activityField.languageLevel")}
        value={value.languageLevel ?? "A0"}
        onChange={(event) => set({ languageLevel: levels.find((one) => one === event.target.value) ?? null })}
      >
        {levels.map((level) => (
          <MenuItem key={level} value={level}>
            {text(`languageLevel.${level}`)}
          </MenuItem>
        ))}
      </TextField>
      {time(text("exchange.wholeDayFrom"), "startsAt")}
      {time(text("exchange.wholeDayTo"), "endsAt")}
      <TextField
        size="small"
        select
        label={text("exchange.comesFrom")}
        value={value.registeredAt ?? ""}
        onChange={(event) => set({ registeredAt: platforms.find((one) => one === event.target.value) ?? null })}
        slotProps={{ select: { displayEmpty: true }, inputLabel: { shrink: true } }}
      >
        <MenuItem value="">{text("exchange.notTold")}</MenuItem>
        {platforms.map((platform) => (
          <MenuItem key={platform} value={platform}>
            {text(`platform.${platform}`)}
          </MenuItem>
        ))}
      </TextField>
    </Box>
  );
};
