import { useEffect } from "react";
import { visuallyHidden } from "@mui/utils";
import type { SaveCapabilityProfileInput } from "#schema/operations";
import {
  AutocompleteArrayInput,
  BooleanInput,
  CheckboxGroupInput,
  NumberInput,
  SelectInput,
  TextArrayInput,
  TextInput,
  maxLength,
  maxValue,
  minValue,
  required,
} from "react-admin";
import { useFormContext, useWatch } from "react-hook-form";
import { httpsAddress } from "../fields/httpsAddress.ts";
import { Rows } from "../fields/Rows.tsx";
import { Section } from "../fields/Section.tsx";
import { textKey, useText } from "../platform/i18n/index.ts";
import { capabilities, channels, platforms, weekdays } from "./choices.ts";
import { useLanguageChoices } from "./useLanguageChoices.ts";

export type ProfileValues = Omit<SaveCapabilityProfileInput, "organisationId" | "version" | "confirm">;

/** As the server counts: entries in a list, signs in a line and in a text, and the largest number of anything. */
const mostEntries = 50;
const line = maxLength(200);
const longText = maxLength(4_000);
const count = [minValue(0), maxValue(100_000)];

const lines = (values: unknown): string | undefined =>
  !Array.isArray(values)
    ? undefined
    : values.length > mostEntries
      ? textKey("problem.TOO_MANY")
      : values.some((value) => typeof value === "string" && value.length > 200)
        ? textKey("problem.TOO_LONG")
        : undefined;

/** What an organisation can contribute. */
export const ProfileInputs = ({ values }: { values: ProfileValues }) => {
  const text = useText();
  const languages = useLanguageChoices(values.languages);
  return (
    <>
      <Section title={text("profile.help")}>
        <CheckboxGroupInput
          source="capabilities"
          label={textKey("field.capabilities")}
          helperText={false}
          choices={capabilities.map((id) => ({ id, name: `capability.${id}` }))}
          sx={{
            width: "100%",
            // The section is called the same.
            "&& legend": visuallyHidden,
            "& .MuiFormGroup-root": { display: "grid", gridTemplateColumns: "repeat(auto-fill, minmax(15rem, 1fr))" },
          }}
        />
      </Section>
      <Section title={text("profile.people")}>
        <NumberInput
          source="trainedPeople"
          label={textKey("field.trainedPeople")}
          helperText={false}
          min={0}
          step={1}
          validate={count}
          sx={{ maxWidth: 260 }}
        />
        <AutocompleteArrayInput
          source="languages"
          label={textKey("field.languages")}
          helperText={false}
          choices={languages}
          translateChoice={false}
          validate={lines}
        />
        <Rows
          source="contactWindows"
          title={text("field.contactWindows")}
          help={text("profile.windowsHelp")}
          addLabel={text("profile.addWindow")}
          most={mostEntries}
          fresh={() => ({
            ...{ weekday: "MONDAY", opensAt: "17:00", closesAt: "21:00", channel: "PHONE", answerWithinHours: null },
            ...{ phone: null, email: null, chatUrl: null, place: null },
          })}
        >
          {(source) => (
            <>
              <SelectInput
                source={`${source}.weekday`}
                label={textKey("profile.weekday")}
                helperText={false}
                choices={weekdays.map((id) => ({ id, name: `weekday.${id}` }))}
                validate={required()}
              />
              <TextInput
                source={`${source}.opensAt`}
                type="time"
                label={textKey("profile.opensAt")}
                helperText={false}
                validate={required()}
              />
              <TextInput
                source={`${source}.closesAt`}
                type="time"
                label={textKey("profile.closesAt")}
                helperText={false}
                validate={required()}
              />
              <SelectInput
                source={`${source}.channel`}
                label={textKey("profile.channel")}
                helperText={false}
                choices={channels.map((id) => ({ id, name: `channel.${id}` }))}
                validate={required()}
              />
              <WayOfContact source={source} />
              <NumberInput
                source={`${source}.answerWithinHours`}
                label={textKey("profile.answerWithinHours")}
                helperText={false}
                min={1}
                validate={[minValue(1), maxValue(168)]}
              />
            </>
          )}
        </Rows>
      </Section>
      <Section title={text("profile.practical")}>
        <Rows
          source="premises"
          title={text("field.premises")}
          addLabel={text("profile.addPremises")}
          most={mostEntries}
          fresh={() => ({ name: null, places: null, stepFree: false })}
        >
          {(source) => (
            <>
              <TextInput
                source={`${source}.name`}
                label={textKey("field.name")}
                helperText={false}
                validate={[required(), line]}
              />
              <NumberInput
                source={`${source}.places`}
                label={textKey("profile.places")}
                helperText={false}
                min={0}
                step={1}
                validate={count}
              />
              <BooleanInput source={`${source}.stepFree`} label={textKey("profile.stepFree")} helperText={false} />
            </>
          )}
        </Rows>
        <Rows
          source="vehicles"
          title={text("field.vehicles")}
          addLabel={text("profile.addVehicles")}
          most={mostEntries}
          fresh={() => ({ kind: null, count: 1 })}
        >
          {(source) => (
            <>
              <TextInput
                source={`${source}.kind`}
                label={textKey("profile.vehicleKind")}
                helperText={false}
                validate={[required(), line]}
              />
              <NumberInput
                source={`${source}.count`}
                label={textKey("profile.count")}
                helperText={false}
                min={0}
                step={1}
                validate={[required(), ...count]}
              />
            </>
          )}
        </Rows>
        <TextArrayInput
          source="equipment"
          label={textKey("field.equipment")}
          helperText={textKey("profile.typeAndEnter")}
          validate={lines}
        />
        <TextArrayInput
          source="emergencyExperience"
          label={textKey("field.emergencyExperience")}
          helperText={textKey("profile.typeAndEnter")}
          validate={lines}
        />
        <SelectInput
          source="primaryPlatform"
          label={textKey("field.primaryPlatform")}
          helperText={textKey("profile.primaryPlatformHelp")}
          choices={platforms.map((id) => ({ id, name: `platform.${id}` }))}
        />
        <TextInput
          source="note"
          label={textKey("field.note")}
          helperText={textKey("profile.personal")}
          multiline
          minRows={3}
          fullWidth
          validate={longText}
        />
      </Section>
    </>
  );
};

const ways = {
  PHONE: { field: "phone", label: "profile.windowPhone", type: "tel" },
  EMAIL: { field: "email", label: "profile.windowEmail", type: "email" },
  CHAT: { field: "chatUrl", label: "profile.windowChat", type: "url" },
  IN_PERSON: { field: "place", label: "profile.windowPlace", type: "text" },
} as const;

/** What the chosen way of contact is reached by; what was written for another is let go. */
const WayOfContact = ({ source }: { source: string }) => {
  const { getValues, setValue } = useFormContext();
  const channel = useWatch<Record<string, unknown>>({ name: `${source}.channel` });
  const chosen = Object.entries(ways).find(([code]) => code === channel)?.[1];
  useEffect(() => {
    for (const { field } of Object.values(ways)) {
      const name = `${source}.${field}`;
      if (field !== chosen?.field && getValues(name) != null) setValue(name, null, { shouldDirty: true });
    }
  }, [chosen, getValues, setValue, source]);
  if (!chosen) return null;
  return (
    <TextInput
      key={chosen.field}
      source={`${source}.${chosen.field}`}
      type={chosen.type}
      label={textKey(chosen.label)}
      helperText={false}
      validate={chosen.field === "chatUrl" ? httpsAddress : line}
    />
  );
};
