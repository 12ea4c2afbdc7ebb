import type { OrganisationNameFragment } from "#schema/operations";
import { required, useInput } from "react-admin";
import { type MessageKey, useText } from "../platform/i18n/index.ts";
import { OrganisationField } from "./OrganisationField.tsx";

type OrganisationInputProps = {
  /** Where in the form its id stands. */
  readonly source: string;
  readonly label: MessageKey;
  readonly help: MessageKey;
  /** What stands there at first. */
  readonly initial: Pick<OrganisationNameFragment, "id" | "name"> | null;
  readonly isRequired?: boolean;
};

/** One organisation in a form. */
export const OrganisationInput = ({ source, label, help, initial, isRequired = true }: OrganisationInputProps) => {
  const text = useText();
  const { field, fieldState } = useInput<string | null>({ source, validate: isRequired ? required() : [] });
  return (
    <OrganisationField
      label={text(label)}
      help={text(help)}
      initial={initial}
      isRequired={isRequired}
      problem={fieldState.invalid ? text("problem.REQUIRED") : undefined}
      onChange={(organisation) => field.onChange(organisation?.id ?? null)}
      onBlur={() => field.onBlur()}
      inputRef={field.ref}
    />
  );
};
