import { useState } from "react";
import { Autocomplete, TextField } from "@mui/material";
import {
  FindOrganisationsDocument,
  type OrganisationNameFragment,
  type OrganisationKind,
  type OrganisationRecordInput,
} from "#schema/operations";
import { AutocompleteInput, TextInput, email, maxLength, required, useInput } from "react-admin";
import { textKey, useText } from "../platform/i18n/index.ts";
import { usePlaces } from "../places/usePlaces.ts";
import { useOperation } from "../platform/useOperation.ts";
import { usePause } from "../platform/usePause.ts";

export type RecordValues = OrganisationRecordInput;

const line = maxLength(200);

const httpsAddress = (value: unknown): string | undefined =>
  typeof value !== "string" || value === "" || (/^https:\/\//i.test(value) && URL.canParse(value))
    ? undefined
    : textKey("problem.INVALID_HTTPS_URL");

/** As the server reads it: 3 to 15 digits, in groups if one likes. */
const phoneNumber = (value: unknown): string | undefined =>
  typeof value !== "string" || value === "" || /^\+?\d(?: ?\d){2,14}$/.test(value.trim())
    ? undefined
    : textKey("problem.INVALID_PHONE_NUMBER");

/** Fewer letters than these find half the country. */
const fewestLetters = 3;

/** The unit a record belongs to, found by its name among all organisations. */
const ParentInput = ({ parent, isRequired }: { parent: OrganisationNameFragment | null; isRequired: boolean }) => {
  const text = useText();
  const [chosen, setChosen] = useState(parent);
  const [words, setWords] = useState("");
  const { field, fieldState } = useInput<string | null>({ source: "parentId", validate: isRequired ? required() : [] });
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
          required={isRequired}
          label={text("field.parent")}
          error={fieldState.invalid}
          helperText={text(fieldState.invalid ? "problem.REQUIRED" : "record.parentHelp")}
        />
      )}
    />
  );
};

type RecordInputsProps = { readonly kind: OrganisationKind; readonly parent?: OrganisationNameFragment | null };

/** What a person writes of an organisation that no register has. */
export const RecordInputs = ({ kind, parent = null }: RecordInputsProps) => {
  const { municipalities } = usePlaces();
  return (
    <>
      <TextInput
        source="name"
        label={textKey("field.name")}
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
        // A group of friends may be at home in no municipality in particular.
        validate={kind === "INFORMAL_GROUP" ? [] : required()}
      />
      <ParentInput parent={parent} isRequired={kind === "LOCAL_BRANCH"} />
      <TextInput
        source="website"
        type="url"
        label={textKey("field.website")}
        helperText={textKey("record.httpsHelp")}
        fullWidth
        validate={httpsAddress}
      />
      <TextInput
        source="email"
        type="email"
        label={textKey("field.email")}
        helperText={false}
        fullWidth
        validate={email()}
      />
      <TextInput
        source="phone"
        type="tel"
        label={textKey("field.phone")}
        helperText={false}
        fullWidth
        validate={phoneNumber}
      />
      <TextInput
        source="activity"
        label={textKey("field.activity")}
        helperText={textKey("profile.personal")}
        multiline
        minRows={3}
        fullWidth
        validate={maxLength(4_000)}
      />
    </>
  );
};
