import { useState, type Ref } from "react";
import { Autocomplete, TextField } from "@mui/material";
import { FindOrganisationsDocument, type OrganisationNameFragment } from "#schema/operations";
import { useText } from "../platform/i18n/index.ts";
import { useOperation } from "../platform/useOperation.ts";
import { usePause } from "../platform/usePause.ts";

/** Fewer letters than these find half the country. */
const fewestLetters = 3;

export type Found = Pick<OrganisationNameFragment, "id" | "name">;

type OrganisationFieldProps = {
  readonly label: string;
  readonly help: string;
  /** What stands there at first. */
  readonly initial?: Found | null;
  readonly isRequired?: boolean;
  /** Words for what is wrong with the choice. */
  readonly problem?: string | undefined;
  readonly onChange: (organisation: Found | null) => void;
  readonly onBlur?: () => void;
  readonly inputRef?: Ref<HTMLInputElement>;
};

/** One organisation, found by its name among all there are. */
export const OrganisationField = ({ initial = null, isRequired = false, ...props }: OrganisationFieldProps) => {
  const { label, help, problem, onChange, onBlur, inputRef } = props;
  const text = useText();
  const [chosen, setChosen] = useState<Found | null>(initial);
  const [words, setWords] = useState("");
  const search = usePause(words.trim(), 250);
  const { data, isFetching } = useOperation(
    FindOrganisationsDocument,
    search.length >= fewestLetters && search !== chosen?.name ? { filter: { search } } : null,
  );
  return (
    <Autocomplete<Found>
      size="small"
      options={[...(data?.organisations.nodes ?? [])]}
      // The server has searched already, and forgiven a typo that would not stand here.
      filterOptions={(options) => options}
      value={chosen}
      loading={isFetching}
      onInputChange={(_, typed) => setWords(typed)}
      onChange={(_, organisation) => {
        setChosen(organisation);
        onChange(organisation && { id: organisation.id, name: organisation.name });
      }}
      {...(onBlur && { onBlur })}
      getOptionLabel={({ name }) => name}
      getOptionKey={({ id }) => id}
      isOptionEqualToValue={(option, value) => option.id === value.id}
      noOptionsText={text("record.parentHelp")}
      renderInput={(params) => (
        <TextField
          {...params}
          {...(inputRef && { inputRef })}
          required={isRequired}
          label={label}
          error={problem !== undefined}
          helperText={problem ?? help}
        />
      )}
    />
  );
};
