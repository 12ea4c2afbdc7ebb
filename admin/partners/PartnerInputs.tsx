import { useState } from "react";
import { Autocomplete, TextField } from "@mui/material";
import {
  FindOrganisationsDocument,
  ListPartnerScopesDocument,
  type OrganisationNameFragment,
  type RegisterPartnerInput,
} from "#schema/operations";
import { CheckboxGroupInput, maxLength, NumberInput, required, TextInput, useInput } from "react-admin";
import { WordsField } from "../fields/WordsField.tsx";
import { textKey, useText } from "../platform/i18n/index.ts";
import { useOperation } from "../platform/useOperation.ts";
import { usePause } from "../platform/usePause.ts";

export type PartnerTerms = Omit<RegisterPartnerInput, "orgNumber">;

/** Fewer letters than these find half the country. */
const fewestLetters = 3;

/** The body a system acts for, found by its name. */
const BodyInput = ({ body }: { body: OrganisationNameFragment | null }) => {
  const text = useText();
  const [chosen, setChosen] = useState(body);
  const [words, setWords] = useState("");
  const { field, fieldState } = useInput<string | null>({ source: "bodyId", validate: required() });
  const search = usePause(words.trim(), 250);
  const { data, isFetching } = useOperation(
    FindOrganisationsDocument,
    search.length >= fewestLetters && search !== chosen?.name ? { filter: { search } } : null,
  );
  return (
    <Autocomplete
      size="small"
      options={[...(data?.organisations.nodes ?? [])]}
      // The server has searched already, and forgiven a typo that would not stand here.
      filterOptions={(options) => options}
      value={chosen}
      loading={isFetching}
      onInputChange={(_, typed) => setWords(typed)}
      onChange={(_, organisation) => {
        setChosen(organisation);
        field.onChange(organisation?.id ?? null);
      }}
      onBlur={() => field.onBlur()}
      getOptionLabel={({ name }) => name}
      getOptionKey={({ id }) => id}
      isOptionEqualToValue={(option, value) => option.id === value.id}
      noOptionsText={text("record.parentHelp")}
      renderInput={(params) => (
        <TextField
          {...params}
          inputRef={field.ref}
          required
          label={text("partner.body")}
          error={fieldState.invalid}
          helperText={fieldState.invalid ? text("problem.REQUIRED") : text("partner.bodyHelp")}
          margin="dense"
        />
      )}
    />
  );
};

/** Nine digits, in threes or together; the server knows which of them are an organisation's. */
const isNumber = (value: unknown): boolean => typeof value === "string" && /^\d{9}$/.test(value.replaceAll(/\s/g, ""));

export const organisationNumber = (value: unknown): string | undefined =>
  isNumber(value) ? undefined : textKey("problem.INVALID_ORGANISATION_NUMBER");

const organisationNumbers = (values: unknown): string | undefined =>
  Array.isArray(values) && values.every(isNumber) ? undefined : textKey("problem.INVALID_ORGANISATION_NUMBER");

/** Who may act for the partner. */
const SuppliersInput = () => {
  const text = useText();
  const { field, fieldState } = useInput<readonly string[]>({ source: "suppliers", validate: organisationNumbers });
  return (
    <WordsField
      label={text("partner.suppliers")}
      help={fieldState.invalid ? text("problem.INVALID_ORGANISATION_NUMBER") : text("partner.suppliersHelp")}
      value={field.value}
      suggestions={[]}
      onChange={(numbers) => field.onChange(numbers.map((number) => number.replaceAll(/\s/g, "")))}
      isWrong={fieldState.invalid}
    />
  );
};

/** What is agreed with a partner. */
export const PartnerInputs = ({ body = null }: { body?: OrganisationNameFragment | null }) => {
  const { data } = useOperation(ListPartnerScopesDocument, {}, { lasting: true });
  return (
    <>
      <TextInput
        source="name"
        label={textKey("partner.name")}
        helperText={textKey("partner.nameHelp")}
        fullWidth
        validate={[required(), maxLength(200)]}
      />
      <BodyInput body={body} />
      <CheckboxGroupInput
        source="scopes"
        label={textKey("partner.scopes")}
        helperText={textKey("partner.scopesHelp")}
        choices={(data?.partnerScopes ?? []).map((scope) => ({ id: scope, name: scope }))}
        translateChoice={false}
        validate={required()}
      />
      <NumberInput
        source="costPerMinute"
        label={textKey("partner.perMinute")}
        helperText={textKey("partner.quotaHelp")}
        step={1}
        validate={required()}
      />
      <NumberInput
        source="costPerDay"
        label={textKey("partner.perDay")}
        helperText={false}
        step={1}
        validate={required()}
      />
      <SuppliersInput />
    </>
  );
};
