import type { OrganisationNameFragment, OrganisationKind, OrganisationRecordInput } from "#schema/operations";
import { AutocompleteInput, TextInput, email, maxLength, required } from "react-admin";
import { httpsAddress } from "../fields/httpsAddress.ts";
import { textKey } from "../platform/i18n/index.ts";
import { usePlaces } from "../places/usePlaces.ts";
import { OrganisationInput } from "./OrganisationInput.tsx";

export type RecordValues = OrganisationRecordInput;

const line = maxLength(200);

/** As the server reads it: 3 to 15 digits, in groups if one likes. */
const phoneNumber = (value: unknown): string | undefined =>
  typeof value !== "string" || value === "" || /^\+?\d(?: ?\d){2,14}$/.test(value.trim())
    ? undefined
    : textKey("problem.INVALID_PHONE_NUMBER");

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
      <OrganisationInput
        source="parentId"
        label="field.parent"
        help="record.parentHelp"
        initial={parent}
        isRequired={kind === "LOCAL_BRANCH"}
      />
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
