import { Box } from "@mui/material";
import type { VenueInput } from "#schema/operations";
import {
  AutocompleteInput,
  BooleanInput,
  CheckboxGroupInput,
  maxLength,
  maxValue,
  minValue,
  NumberInput,
  required,
  SelectInput,
  TextInput,
} from "react-admin";
import { accessibilities } from "../activities/choices.ts";
import { Rows } from "../fields/Rows.tsx";
import { Section } from "../fields/Section.tsx";
import { weekdays } from "../organisations/choices.ts";
import { PointInputs } from "../places/PointInputs.tsx";
import { usePlaces } from "../places/usePlaces.ts";
import { today } from "../platform/format.ts";
import { textKey, useText } from "../platform/i18n/index.ts";
import { audiences, equipment } from "./choices.ts";

export type VenueValues = VenueInput;

const line = maxLength(200);
const longText = maxLength(4_000);

/** Everything that is told of a venue. */
export const VenueInputs = () => {
  const text = useText();
  const { municipalities } = usePlaces();
  return (
    <>
      <Section title={text("venue.about")}>
        <TextInput
          source="name"
          label={textKey("venueField.name")}
          helperText={false}
          fullWidth
          validate={[required(), line]}
        />
        <TextInput
          source="address"
          label={textKey("venueField.address")}
          helperText={false}
          fullWidth
          validate={[required(), line]}
        />
        <AutocompleteInput
          source="municipality"
          label={textKey("field.municipality")}
          helperText={false}
          choices={municipalities}
          groupBy={({ group }) => String(group)}
          translateChoice={false}
          validate={required()}
        />
        <PointInputs />
        <TextInput
          source="description"
          label={textKey("venueField.description")}
          helperText={textKey("profile.personal")}
          multiline
          minRows={3}
          fullWidth
          validate={longText}
        />
        <Box sx={{ display: "grid", gap: 2, gridTemplateColumns: { xs: "1fr", sm: "1fr 1fr" } }}>
          <NumberInput
            source="capacity"
            label={textKey("venueField.capacity")}
            helperText={false}
            min={1}
            validate={[required(), minValue(1), maxValue(100_000)]}
          />
          <NumberInput
            source="pricePerHour"
            label={textKey("venue.kronerPerHour")}
            helperText={textKey("activity.kronerHelp")}
            format={(ore: unknown) => (typeof ore === "number" ? ore / 100 : ore)}
            parse={(kroner: unknown) => (kroner === "" || kroner === null ? null : Math.round(Number(kroner) * 100))}
            min={0}
          />
        </Box>
        <CheckboxGroupInput
          source="equipment"
          label={textKey("venueField.equipment")}
          helperText={false}
          choices={equipment.map((id) => ({ id, name: `venueEquipment.${id}` }))}
        />
        <CheckboxGroupInput
          source="accessibility"
          label={textKey("venueField.accessibility")}
          helperText={false}
          choices={accessibilities.map((id) => ({ id, name: `accessibility.${id}` }))}
        />
      </Section>
      <Section title={text("venue.opening")}>
        <Rows
          source="openingHours"
          title={text("venueField.openingHours")}
          help={text("venue.hoursHelp")}
          addLabel={text("venue.addHours")}
          most={30}
          fresh={() => ({ weekday: "MONDAY", opensAt: "16:00", closesAt: "21:00" })}
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
              <Box
                sx={{
                  display: { xs: "grid", sm: "contents" },
                  gap: 1.5,
                  gridTemplateColumns: "repeat(auto-fit, minmax(8.75rem, 1fr))",
                }}
              >
                {(["opensAt", "closesAt"] as const).map((name) => (
                  <TextInput
                    key={name}
                    source={`${source}.${name}`}
                    type="time"
                    label={textKey(`profile.${name}`)}
                    helperText={false}
                    validate={required()}
                  />
                ))}
              </Box>
            </>
          )}
        </Rows>
        <Rows
          source="closedDays"
          title={text("venueField.closedDays")}
          addLabel={text("venue.addClosed")}
          most={60}
          fresh={() => ({ from: today(), until: today() })}
        >
          {(source) => (
            <>
              <TextInput
                type="date"
                source={`${source}.from`}
                label={textKey("activity.from")}
                helperText={false}
                validate={required()}
              />
              <TextInput
                type="date"
                source={`${source}.until`}
                label={textKey("activity.until")}
                helperText={false}
                validate={required()}
              />
            </>
          )}
        </Rows>
      </Section>
      <Section title={text("venue.how")}>
        <SelectInput
          source="lentTo"
          label={textKey("venueField.lentTo")}
          helperText={false}
          choices={audiences.map((id) => ({ id, name: `venueAudience.${id}` }))}
          validate={required()}
        />
        <TextInput
          source="contact"
          label={textKey("venueField.contact")}
          helperText={textKey("venue.contactHelp")}
          fullWidth
          validate={line}
        />
        <BooleanInput source="mustBeApproved" label={textKey("venue.mustBeApproved")} helperText={false} />
        <BooleanInput source="takesRequests" label={textKey("venue.takesRequests")} helperText={false} />
      </Section>
    </>
  );
};
