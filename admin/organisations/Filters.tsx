import { Box, Checkbox, FormControl, FormControlLabel, FormGroup, FormLabel, MenuItem, TextField } from "@mui/material";
import { ChooseSeveral } from "../fields/ChooseSeveral.tsx";
import { useText } from "../platform/i18n/index.ts";
import { usePlaces } from "../places/usePlaces.ts";
import { capabilities, forms, kinds, profileStates, reachables, statuses } from "./choices.ts";
import { useFilter } from "./useFilter.tsx";
import { useVocabulary } from "./useVocabulary.ts";

/** Everything the list can be narrowed by; all that is chosen must hold, within a field one must. */
export const Filters = () => {
  const text = useText();
  const { filter, change } = useFilter();
  const { municipalities, countyChoices } = usePlaces();
  const { icnpo, tags } = useVocabulary();
  const states = filter.profileStates ?? [];
  const inRegister = filter.inVoluntaryRegister;
  return (
    <Box sx={{ display: "grid", gap: 2 }}>
      <ChooseSeveral
        label={text("field.municipality")}
        choices={municipalities}
        value={filter.municipalities ?? []}
        onChange={(value) => change({ municipalities: value })}
      />
      <ChooseSeveral
        label={text("field.county")}
        choices={countyChoices}
        value={filter.counties ?? []}
        onChange={(value) => change({ counties: value })}
      />
      <ChooseSeveral
        label={text("field.icnpo")}
        choices={icnpo}
        value={filter.icnpo ?? []}
        onChange={(value) => change({ icnpo: value })}
      />
      <ChooseSeveral
        label={text("field.capabilities")}
        choices={capabilities.map((id) => ({ id, name: text(`capability.${id}`) }))}
        value={filter.capabilities ?? []}
        onChange={(value) => change({ capabilities: capabilities.filter((code) => value.includes(code)) })}
      />
      <FormControl component="fieldset">
        <FormLabel component="legend" sx={{ typography: "body2" }}>
          {text("field.capabilityProfile")}
        </FormLabel>
        <FormGroup>
          {profileStates.map((state) => (
            <FormControlLabel
              key={state}
              sx={{ minHeight: 32 }}
              slotProps={{ typography: { variant: "body2" } }}
              control={
                <Checkbox
                  size="small"
                  sx={{ py: 0.5 }}
                  checked={states.includes(state)}
                  onChange={(_, on) =>
                    change({
                      profileStates: profileStates.filter((each) => (each === state ? on : states.includes(each))),
                    })
                  }
                />
              }
              label={text(`profileState.${state}`)}
            />
          ))}
        </FormGroup>
      </FormControl>
      <TextField
        select
        label={text("field.reachable")}
        value={filter.reachable ?? "any"}
        onChange={(event) => change({ reachable: reachables.find((one) => one === event.target.value) ?? null })}
      >
        <MenuItem value="any">{text("list.any")}</MenuItem>
        {reachables.map((one) => (
          <MenuItem key={one} value={one}>
            {text(`reachable.${one}`)}
          </MenuItem>
        ))}
      </TextField>
      <TextField
        select
        label={text("field.inVoluntaryRegister")}
        value={inRegister === true ? "yes" : inRegister === false ? "no" : "any"}
        onChange={(event) =>
          change({ inVoluntaryRegister: event.target.value === "any" ? null : event.target.value === "yes" })
        }
      >
        <MenuItem value="any">{text("list.any")}</MenuItem>
        <MenuItem value="yes">{text("common.yes")}</MenuItem>
        <MenuItem value="no">{text("common.no")}</MenuItem>
      </TextField>
      <ChooseSeveral
        label={text("field.kind")}
        choices={kinds.map((id) => ({ id, name: text(`kind.${id}`) }))}
        value={filter.kinds ?? []}
        onChange={(value) => change({ kinds: kinds.filter((kind) => value.includes(kind)) })}
      />
      {tags.length > 0 && (
        <ChooseSeveral
          label={text("field.tags")}
          choices={tags}
          value={filter.tags ?? []}
          onChange={(value) => change({ tags: value })}
        />
      )}
      <ChooseSeveral
        label={text("field.form")}
        choices={forms.map((id) => ({ id, name: text(`form.${id}`) }))}
        value={filter.forms ?? []}
        onChange={(value) => change({ forms: value })}
      />
      <ChooseSeveral
        label={text("field.status")}
        choices={statuses.map((id) => ({ id, name: text(`status.${id}`) }))}
        value={filter.statuses ?? []}
        onChange={(value) => change({ statuses: statuses.filter((status) => value.includes(status)) })}
      />
    </Box>
  );
};
