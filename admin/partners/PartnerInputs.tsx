import {
  ListPartnerScopesDocument,
  type OrganisationNameFragment,
  type RegisterPartnerInput,
} from "#schema/operations";
import { CheckboxGroupInput, maxLength, NumberInput, required, TextInput, useInput } from "react-admin";
import { WordsField } from "../fields/WordsField.tsx";
import { OrganisationInput } from "../organisations/OrganisationInput.tsx";
import { textKey, useText } from "../platform/i18n/index.ts";
import { useOperation } from "../platform/useOperation.ts";

export type PartnerTerms = Omit<RegisterPartnerInput, "orgNumber">;

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
      <OrganisationInput source="bodyId" label="partner.body" help="partner.bodyHelp" initial={body} />
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
