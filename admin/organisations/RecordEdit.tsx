import { Button } from "@mui/material";
import { EditOrganisationDocument, type OrganisationPageFragment } from "#schema/operations";
import { useNotify } from "react-admin";
import { useNavigate } from "react-router-dom";
import { EditForm } from "../fields/EditForm.tsx";
import { Overtaken } from "../fields/Overtaken.tsx";
import { Section } from "../fields/Section.tsx";
import { useText } from "../platform/i18n/index.ts";
import { PageHead } from "../platform/PageHead.tsx";
import { useChange } from "../platform/useChange.ts";
import { addressOf, routes } from "../routes.ts";
import { OpenedOrganisation } from "./OpenedOrganisation.tsx";
import { RecordInputs, type RecordValues } from "./RecordInputs.tsx";

/** Where a person changes the facts of an organisation that was written down here. */
export const RecordEdit = () => (
  <OpenedOrganisation action="EDIT_RECORD">
    {(organisation, startAgain) => <RecordForm organisation={organisation} startAgain={startAgain} />}
  </OpenedOrganisation>
);

const valuesOf = ({
  name,
  municipality,
  parent,
  website,
  email,
  phone,
  activity,
}: OrganisationPageFragment): RecordValues => ({
  name,
  municipality: municipality?.number ?? null,
  parentId: parent?.id ?? null,
  website,
  email,
  phone,
  activity,
});

type RecordFormProps = { readonly organisation: OrganisationPageFragment; readonly startAgain: () => void };

const RecordForm = ({ organisation, startAgain }: RecordFormProps) => {
  const text = useText();
  const notify = useNotify();
  const navigate = useNavigate();
  const { send, sending, isOvertaken } = useChange(EditOrganisationDocument, { tells: false });
  const { id, name, version, kind, parent } = organisation;
  const page = addressOf("organisation", { id });

  const save = async (record: RecordValues): Promise<Record<string, unknown> | undefined> => {
    const outcome = await send((idempotencyKey) => ({
      input: { organisationId: id, version, record },
      idempotencyKey,
    }));
    if ("problems" in outcome) return outcome.problems;
    notify("record.saved", { type: "success" });
    void navigate(page);
    return undefined;
  };

  return (
    <>
      <PageHead
        title={text("record.editTitle", { name })}
        crumbs={[
          { label: text("list.title"), to: routes.organisations },
          { label: name, to: page },
        ]}
      />
      {isOvertaken && <Overtaken see={page} startAgain={startAgain} />}
      <EditForm
        values={valuesOf(organisation)}
        onSubmit={save}
        back={page}
        submit={
          <Button type="submit" variant="contained" loading={sending}>
            {text("common.save")}
          </Button>
        }
      >
        <Section title={text("organisation.recordFacts")}>
          <RecordInputs kind={kind} parent={parent} />
        </Section>
      </EditForm>
    </>
  );
};
