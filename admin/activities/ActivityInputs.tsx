import { Alert, Box } from "@mui/material";
import { type Platform, ShowRegisteredAsDocument } from "#schema/operations";
import {
  AutocompleteArrayInput,
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
import { useWatch } from "react-hook-form";
import { httpsAddress } from "../fields/httpsAddress.ts";
import { Rows } from "../fields/Rows.tsx";
import { Section } from "../fields/Section.tsx";
import { platforms } from "../organisations/choices.ts";
import { useLanguageChoices } from "../organisations/useLanguageChoices.ts";
import { usePlaces } from "../places/usePlaces.ts";
import { today } from "../platform/format.ts";
import { type MessageKey, textKey, useText } from "../platform/i18n/index.ts";
import { accessibilities, commitments, equipmentNeeds, groups, levels, periods } from "./choices.ts";
import { useOperation } from "../platform/useOperation.ts";
import { usePause } from "../platform/usePause.ts";
import { PointInputs } from "../places/PointInputs.tsx";
import { type ActivityValues, freshSchedule } from "./activityValues.ts";
import { Offers } from "./Offers.tsx";
import { ScheduleInputs } from "./ScheduleInputs.tsx";
import { useActivityCategories } from "./useActivityCategories.ts";

const line = maxLength(200);
const longText = maxLength(4_000);
const age = [minValue(0), maxValue(120)];

/** Everything that is told of an activity; `itself` is the id of one that is there already. */
export const ActivityInputs = ({ itself }: { itself?: string }) => {
  const text = useText();
  const { municipalities } = usePlaces();
  const categories = useActivityCategories();
  const languages = useLanguageChoices();
  const choice = <Code extends string>(
    source: keyof ActivityValues,
    label: MessageKey,
    codes: readonly Code[],
    keyOf: (code: Code) => MessageKey,
  ) => (
    <SelectInput
      source={source}
      label={textKey(label)}
      helperText={false}
      choices={codes.map((id) => ({ id, name: keyOf(id) }))}
      validate={required()}
    />
  );
  const flag = (source: keyof ActivityValues, label: MessageKey) => (
    <BooleanInput source={source} label={textKey(label)} helperText={false} />
  );
  return (
    <>
      <Section title={text("activity.what")}>
        <TextInput
          source="title"
          label={textKey("activityField.title")}
          helperText={false}
          fullWidth
          validate={[required(), line]}
        />
        <TextInput
          source="summary"
          label={textKey("activityField.summary")}
          helperText={textKey("activity.summaryHelp")}
          fullWidth
          validate={[required(), line]}
        />
        <AutocompleteInput
          source="category"
          label={textKey("activity.category")}
          helperText={false}
          choices={categories}
          groupBy={({ group }) => String(group)}
          translateChoice={false}
          validate={required()}
        />
        <TextInput
          source="whatToExpect"
          label={textKey("activityField.whatToExpect")}
          helperText={textKey("activity.whatToExpectHelp")}
          multiline
          minRows={2}
          fullWidth
          validate={longText}
        />
        <TextInput
          source="description"
          label={textKey("activityField.description")}
          helperText={textKey("profile.personal")}
          multiline
          minRows={3}
          fullWidth
          validate={longText}
        />
      </Section>
      <Section title={text("activity.when")}>
        <Rows
          source="schedules"
          title={text("activity.rules")}
          help={text("activity.schedulesHelp")}
          addLabel={text("activity.addSchedule")}
          most={10}
          fresh={() => freshSchedule(today())}
        >
          {(source) => <ScheduleInputs source={source} />}
        </Rows>
      </Section>
      <Section title={text("activity.where")}>
        <TextInput
          source="place.name"
          label={textKey("activityField.place")}
          helperText={false}
          fullWidth
          validate={[required(), line]}
        />
        <TextInput
          source="place.address"
          label={textKey("field.address")}
          helperText={false}
          fullWidth
          validate={line}
        />
        <AutocompleteInput
          source="place.municipality"
          label={textKey("field.municipality")}
          helperText={false}
          choices={municipalities}
          groupBy={({ group }) => String(group)}
          translateChoice={false}
          validate={required()}
        />
        <TextInput
          source="place.transport"
          label={textKey("activity.transport")}
          helperText={textKey("activity.transportHelp")}
          fullWidth
          validate={line}
        />
        <PointInputs source="place" />
      </Section>
      <Section title={text("activity.whom")}>
        <Box sx={{ display: "grid", gap: 2, gridTemplateColumns: { xs: "1fr", sm: "1fr 1fr" } }}>
          {choice("group", "activityField.group", groups, (id) => `activityGroup.${id}`)}
          {choice("languageLevel", "activityField.languageLevel", levels, (id) => `languageLevel.${id}`)}
          <NumberInput source="ageFrom" label={textKey("activityField.ageFrom")} helperText={false} validate={age} />
          <NumberInput source="ageTo" label={textKey("activityField.ageTo")} helperText={false} validate={age} />
        </Box>
        <AutocompleteArrayInput
          source="languages"
          label={textKey("activityField.languages")}
          helperText={false}
          choices={languages}
          translateChoice={false}
        />
        {flag("mixesWithLocals", "activityField.mixesWithLocals")}
      </Section>
      <Section title={text("activity.terms")}>
        <Box sx={{ display: "grid", gap: 2, gridTemplateColumns: { xs: "1fr", sm: "1fr 1fr" } }}>
          <NumberInput
            source="price.amount"
            label={textKey("activity.kroner")}
            helperText={textKey("activity.kronerHelp")}
            format={(ore: unknown) => (typeof ore === "number" ? ore / 100 : ore)}
            parse={(kroner: unknown) => (kroner === "" || kroner === null ? null : Math.round(Number(kroner) * 100))}
            min={0}
            validate={required()}
          />
          <SelectInput
            source="price.per"
            label={textKey("activity.pricePer")}
            helperText={false}
            choices={periods.map((id) => ({ id, name: `pricePeriod.${id}` }))}
            validate={required()}
          />
          {choice("equipment", "activityField.equipment", equipmentNeeds, (id) => `equipmentNeed.${id}`)}
          {choice("commitment", "activityField.commitment", commitments, (id) => `commitment.${id}`)}
          <NumberInput
            source="capacity"
            label={textKey("activityField.capacity")}
            helperText={textKey("activity.capacityHelp")}
            min={1}
            validate={[minValue(1), maxValue(100_000)]}
          />
          <TextInput
            source="signUpUrl"
            type="url"
            label={textKey("activityField.signUpUrl")}
            helperText={textKey("record.httpsHelp")}
            validate={httpsAddress}
          />
        </Box>
        <CheckboxGroupInput
          source="accessibility"
          label={textKey("activityField.accessibility")}
          helperText={false}
          choices={accessibilities.map((id) => ({ id, name: `accessibility.${id}` }))}
        />
        {flag("trial", "activityField.trial")}
        {flag("childcare", "activityField.childcare")}
        {flag("policeCertificate", "activityField.policeCertificate")}
      </Section>
      <RegisteredAt itself={itself} />
    </>
  );
};

/** Where it is registered first, so that nobody writes it twice. */
const RegisteredAt = ({ itself }: { itself: string | undefined }) => {
  const text = useText();
  const platform = useWatch<Record<string, unknown>>({ name: "registeredAt.platform" });
  return (
    <Section title={text("activityField.registeredAt")} help={text("activity.registeredAtHelp")}>
      <Box sx={{ display: "grid", gap: 2, gridTemplateColumns: { xs: "1fr", sm: "1fr 1fr" } }}>
        <SelectInput
          source="registeredAt.platform"
          label={textKey("exchange.platform")}
          helperText={false}
          choices={platforms.map((id) => ({ id, name: `platform.${id}` }))}
          emptyText={textKey("activity.notElsewhere")}
        />
        {typeof platform === "string" && platform !== "" && (
          <>
            <TextInput
              source="registeredAt.url"
              type="url"
              label={textKey("activity.registeredUrl")}
              helperText={textKey("record.httpsHelp")}
              validate={httpsAddress}
            />
            <TextInput
              source="registeredAt.externalId"
              label={textKey("activity.externalId")}
              helperText={false}
              validate={maxLength(200)}
            />
          </>
        )}
      </Box>
      <RegisteredByOthers itself={itself} />
    </Section>
  );
};

type Source = { readonly platform?: Platform | ""; readonly url?: string | null; readonly externalId?: string | null };

/** Who has it already is told before it is written again, and nothing is hindered. */
const RegisteredByOthers = ({ itself }: { itself: string | undefined }) => {
  const text = useText();
  const written = useWatch<{ registeredAt: Source | null }, "registeredAt">({ name: "registeredAt" });
  const { platform, url, externalId } = usePause(written, 400) ?? {};
  const isTold = Boolean(platform) && Boolean(url ?? externalId) && httpsAddress(url) === undefined;
  const { data } = useOperation(
    ShowRegisteredAsDocument,
    platform && isTold ? { registeredAt: { platform, url: url || null, externalId: externalId || null } } : null,
  );
  const others = data?.activities.nodes.filter((one) => one.id !== itself) ?? [];
  if (others.length === 0) return null;
  return (
    <Alert severity="warning">
      {text("activity.registeredByOthers")}
      <Offers offers={others.map((one) => ({ ...one, organiser: one.organiser.name }))} />
    </Alert>
  );
};
