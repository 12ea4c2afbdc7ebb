import type { ReactNode } from "react";
import { Box, Checkbox, FormControlLabel, MenuItem, TextField, useMediaQuery } from "@mui/material";
import { ChooseSeveral } from "../fields/ChooseSeveral.tsx";
import { FilterDrawer } from "../fields/FilterDrawer.tsx";
import { SearchField } from "../fields/SearchField.tsx";
import { weekdays } from "../organisations/choices.ts";
import { useLanguageChoices } from "../organisations/useLanguageChoices.ts";
import { usePlaces } from "../places/usePlaces.ts";
import { type MessageKey, useText } from "../platform/i18n/index.ts";
import { accessibilities, commitments, groups, levels, timesOfDay } from "./choices.ts";
import { type ActivityNarrowing, distances, shownStates, traits } from "./useActivityFilter.ts";
import { useActivityCategories } from "./useActivityCategories.ts";

type FiltersProps = { readonly narrowing: ActivityNarrowing };

/** What activities are searched and narrowed by: what is asked most beside the search, the rest behind a button. */
export const ActivityFilters = ({ narrowing }: FiltersProps) => {
  const text = useText();
  const isWide = useMediaQuery((theme) => theme.breakpoints.up("md"));
  const { address, change } = narrowing;
  const names = [...(isWide ? [] : most), ...rest];
  return (
    <Box
      sx={{
        display: "grid",
        gap: 2,
        mb: 3,
        gridTemplateColumns: {
          xs: "minmax(0, 1fr) auto",
          md: "repeat(2, minmax(0, 1fr))",
          lg: "repeat(3, minmax(0, 1fr))",
          xl: "repeat(5, minmax(0, 1fr)) auto",
        },
        alignItems: "start",
      }}
    >
      <SearchField
        label={text("activity.search")}
        value={address.get("search") ?? ""}
        onSearch={(words) => change({ search: words === "" ? [] : [words] })}
      />
      {isWide && <Most narrowing={narrowing} />}
      <FilterDrawer active={names.reduce((count, name) => count + address.getAll(name).length, 0)}>
        {!isWide && <Most narrowing={narrowing} />}
        <Rest narrowing={narrowing} />
      </FilterDrawer>
    </Box>
  );
};

/** Names in the address of what is asked most, and of the rest. */
const most = ["county", "municipality", "category", "state"] as const;
const rest = ["within", "weekday", "time", "level", "language", "age", "group", "commitment", "access", "free"].concat(
  traits,
);

const Most = ({ narrowing: { address, change, counties, places, state } }: FiltersProps) => {
  const text = useText();
  const { municipalities, countyChoices } = usePlaces();
  const categories = useActivityCategories();
  return (
    <>
      <ChooseSeveral
        label={text("field.county")}
        choices={countyChoices}
        value={counties}
        onChange={(value) => change({ county: value })}
      />
      <ChooseSeveral
        label={text("field.municipality")}
        choices={municipalities}
        value={places}
        onChange={(value) => change({ municipality: value })}
      />
      <ChooseSeveral
        label={text("activity.category")}
        choices={categories}
        value={address.getAll("category")}
        onChange={(value) => change({ category: value })}
      />
      <ChooseOne
        label="activity.state"
        none="activity.allPublished"
        value={state}
        onChange={(value) => change({ state: value })}
      >
        {shownStates.map((one) => (
          <MenuItem key={one} value={one}>
            {text(`activityState.${one}`)}
          </MenuItem>
        ))}
      </ChooseOne>
    </>
  );
};

const Rest = ({ narrowing }: FiltersProps) => {
  const text = useText();
  const languages = useLanguageChoices();
  const { address, change, kilometres, hasMidpoint } = narrowing;
  const several = <Code extends string>(
    name: string,
    label: MessageKey,
    codes: readonly Code[],
    value: readonly Code[],
    keyOf: (code: Code) => MessageKey,
  ) => (
    <ChooseSeveral
      label={text(label)}
      choices={codes.map((id) => ({ id, name: text(keyOf(id)) }))}
      value={value}
      onChange={(chosen) => change({ [name]: chosen })}
    />
  );
  const flag = (name: string, label: MessageKey) => (
    <FormControlLabel
      key={name}
      sx={{ minHeight: 36 }}
      control={<Checkbox checked={address.has(name)} onChange={(_, on) => change({ [name]: on ? [""] : [] })} />}
      label={text(label)}
    />
  );
  return (
    <>
      {hasMidpoint && (
        <ChooseOne
          label="activity.distance"
          none="activity.inMunicipality"
          value={kilometres?.toString()}
          onChange={(value) => change({ within: value })}
        >
          {distances.map((one) => (
            <MenuItem key={one} value={String(one)}>
              {text("activity.withinKilometres", { kilometres: one })}
            </MenuItem>
          ))}
        </ChooseOne>
      )}
      {several("weekday", "activity.weekdays", weekdays, narrowing.weekdays, (id) => `weekday.${id}`)}
      {several("time", "report.byTimeOfDay", timesOfDay, narrowing.times, (id) => `reportTimeOfDay.${id}`)}
      <ChooseOne
        label="activity.norwegianOfWhoComes"
        none="list.any"
        value={narrowing.languageLevel}
        onChange={(value) => change({ level: value })}
      >
        {levels.map((one) => (
          <MenuItem key={one} value={one}>
            {text(`norwegianOf.${one}`)}
          </MenuItem>
        ))}
      </ChooseOne>
      <ChooseSeveral
        label={text("activityField.languages")}
        choices={languages}
        value={narrowing.languages}
        onChange={(value) => change({ language: value })}
      />
      <TextField
        type="number"
        label={text("activity.ageOfWhoComes")}
        value={address.get("age") ?? ""}
        onChange={(event) => change({ age: event.target.value === "" ? [] : [event.target.value] })}
        slotProps={{ htmlInput: { min: 0, max: 120 }, inputLabel: { shrink: true } }}
      />
      {several("group", "activityField.group", groups, narrowing.groups, (id) => `activityGroup.${id}`)}
      {several(
        "commitment",
        "activityField.commitment",
        commitments,
        narrowing.commitments,
        (id) => `commitment.${id}`,
      )}
      {several(
        "access",
        "activityField.accessibility",
        accessibilities,
        narrowing.accessibility,
        (id) => `accessibility.${id}`,
      )}
      <Box sx={{ display: "grid" }}>
        {flag("free", "activity.free")}
        {traits.map((trait) => flag(trait, `activityField.${trait}`))}
      </Box>
    </>
  );
};

type ChooseOneProps = {
  readonly label: MessageKey;
  /** What it says where nothing is chosen. */
  readonly none: MessageKey;
  readonly value: string | undefined;
  readonly onChange: (value: string[]) => void;
  readonly children: ReactNode;
};

const ChooseOne = ({ label, none, value = "", onChange, children }: ChooseOneProps) => {
  const text = useText();
  return (
    <TextField
      select
      size="small"
      label={text(label)}
      value={value}
      onChange={(event) => onChange(event.target.value === "" ? [] : [event.target.value])}
      slotProps={{ select: { displayEmpty: true }, inputLabel: { shrink: true } }}
    >
      <MenuItem value="">{text(none)}</MenuItem>
      {children}
    </TextField>
  );
};
