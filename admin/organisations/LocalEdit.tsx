import { Button } from "@mui/material";
import {
  SaveLocalKnowledgeDocument,
  type OrganisationPageFragment,
  type SaveLocalKnowledgeInput,
} from "#schema/operations";
import { AutocompleteArrayInput, TextInput, maxLength, useInput } from "react-admin";
import { EditForm } from "../fields/EditForm.tsx";
import { Overtaken } from "../fields/Overtaken.tsx";
import { Section } from "../fields/Section.tsx";
import { WordsField } from "../fields/WordsField.tsx";
import { textKey, useText } from "../platform/i18n/index.ts";
import { PageHead } from "../platform/PageHead.tsx";
import { usePlaces } from "../places/usePlaces.ts";
import { useSave } from "../platform/useSave.ts";
import { addressOf, routes } from "../routes.ts";
import { OpenedOrganisation } from "./OpenedOrganisation.tsx";
import { useVocabulary } from "./useVocabulary.ts";

/** Where a person writes what no register knows. */
export const LocalEdit = () => (
  <OpenedOrganisation action="EDIT_LOCAL_KNOWLEDGE">
    {(organisation, startAgain) => <LocalForm organisation={organisation} startAgain={startAgain} />}
  </OpenedOrganisation>
);

type LocalValues = Omit<SaveLocalKnowledgeInput, "organisationId" | "version">;

const valuesOf = ({ local }: OrganisationPageFragment): LocalValues => ({
  knownAs: local.knownAs,
  tags: local.tags,
  servesMunicipalities: local.servesMunicipalities.map(({ number }) => number),
  note: local.note,
});

/** As many tags as the server takes. */
const mostTags = 20;

const TagsInput = () => {
  const text = useText();
  const { tags } = useVocabulary();
  const { field, fieldState } = useInput<readonly string[]>({
    source: "tags",
    validate: (words: readonly string[]) =>
      words.length > mostTags
        ? textKey("problem.TOO_MANY")
        : words.some((word) => word.length > 200)
          ? textKey("problem.TOO_LONG")
          : undefined,
  });
  const words: unknown = field.value;
  return (
    <WordsField
      label={text("field.tags")}
      help={text(fieldState.invalid ? "problem.TOO_MANY" : "local.tagsHelp")}
      isWrong={fieldState.invalid}
      value={Array.isArray(words) ? words.filter((word) => typeof word === "string") : []}
      suggestions={tags.map(({ id }) => id)}
      onChange={(chosen) => field.onChange(chosen)}
    />
  );
};

type LocalFormProps = { readonly organisation: OrganisationPageFragment; readonly startAgain: () => void };

const LocalForm = ({ organisation, startAgain }: LocalFormProps) => {
  const text = useText();
  const { municipalities } = usePlaces();
  const { save, sending, isOvertaken } = useSave(SaveLocalKnowledgeDocument);
  const { id, name, version, municipality } = organisation;
  const page = addressOf("organisation", { id });

  return (
    <>
      <PageHead
        title={text("local.editTitle", { name })}
        crumbs={[
          { label: text("list.title"), to: routes.organisations },
          { label: name, to: page },
        ]}
        lead={text("organisation.localKnowledgeHelp")}
      />
      {isOvertaken && <Overtaken see={page} startAgain={startAgain} />}
      <EditForm
        values={valuesOf(organisation)}
        onSubmit={(written) =>
          save(
            (idempotencyKey) => ({ input: { ...written, organisationId: id, version }, idempotencyKey }),
            () => ({ says: "local.saved", leadsTo: page }),
          )
        }
        back={page}
        submit={
          <Button type="submit" variant="contained" loading={sending}>
            {text("common.save")}
          </Button>
        }
      >
        <Section title={text("organisation.localKnowledge")}>
          <TextInput
            source="knownAs"
            label={textKey("field.knownAs")}
            helperText={false}
            fullWidth
            validate={maxLength(200)}
          />
          <TagsInput />
          <AutocompleteArrayInput
            source="servesMunicipalities"
            label={textKey("field.servesMunicipalities")}
            helperText={false}
            choices={municipalities.filter(({ id: number }) => number !== municipality?.number)}
            groupBy={({ group }) => String(group)}
            translateChoice={false}
          />
          <TextInput
            source="note"
            label={textKey("field.note")}
            helperText={textKey("local.noteHelp")}
            multiline
            minRows={4}
            fullWidth
            validate={maxLength(4_000)}
          />
        </Section>
      </EditForm>
    </>
  );
};
