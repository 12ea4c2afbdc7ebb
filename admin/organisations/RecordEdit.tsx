import { Button } from "@mui/material";
import { EditOrganisationDocument, type OrganisationPageFragment } from "#schema/operations";
import { EditForm } from "../fields/EditForm.tsx";
import { Overtaken } from "../fields/Overtaken.tsx";
import { Section } from "../fields/Section.tsx";
import { useText } from "../platform/i18n/index.ts";
import { PageHead } from "../platform/PageHead.tsx";
import { useSave } from "../platform/useSave.ts";
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
  const { save, sending, isOvertaken } = useSave(EditOrganisationDocument);
  const { id, name, version, kind, parent } = organisation;
  const page = addressOf("organisation", { id });

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
        onSubmit={(record) =>
          save(
            (idempotencyKey) => ({ input: { organisationId: id, version, record }, idempotencyKey }),
            () => ({ says: "record.saved", leadsTo: page }),
          )
        }
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
