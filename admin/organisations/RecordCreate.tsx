import { Alert, Box, Button, Typography } from "@mui/material";
import {
  CreateOrganisationDocument,
  FindOrganisationsDocument,
  ViewerDocument,
  type CreateOrganisationInput,
} from "#schema/operations";
import { RadioButtonGroupInput, required } from "react-admin";
import { useWatch } from "react-hook-form";
import { EditForm } from "../fields/EditForm.tsx";
import { Loading } from "../fields/Loading.tsx";
import { Section } from "../fields/Section.tsx";
import { textKey, useText } from "../platform/i18n/index.ts";
import { PageHead } from "../platform/PageHead.tsx";
import { useOperation } from "../platform/useOperation.ts";
import { usePause } from "../platform/usePause.ts";
import { useSave } from "../platform/useSave.ts";
import { addressOf, routes } from "../routes.ts";
import { writtenKinds } from "./choices.ts";
import { OrganisationLink } from "./columns.tsx";
import { RecordInputs, type RecordValues } from "./RecordInputs.tsx";

type CreateValues = RecordValues & Pick<CreateOrganisationInput, "kind">;

/** Where a person writes down an organisation that no register has. */
export const RecordCreate = () => {
  const { data, error } = useOperation(ViewerDocument, {}, { lasting: true });
  if (data === undefined && error === null) return <Loading lines={8} />;
  const home = data?.viewer.memberships.find(({ body }) => body.municipality !== null)?.body.municipality;
  return <CreateForm municipality={home?.number ?? null} />;
};

const CreateForm = ({ municipality }: { municipality: string | null }) => {
  const text = useText();
  const { save, sending } = useSave(CreateOrganisationDocument);
  const values: CreateValues = {
    kind: "INFORMAL_GROUP",
    name: "",
    municipality,
    parentId: null,
    website: null,
    email: null,
    phone: null,
    activity: null,
  };

  return (
    <>
      <PageHead
        title={text("record.createTitle")}
        lead={text("record.createHelp")}
        crumbs={[{ label: text("list.title"), to: routes.organisations }]}
      />
      <EditForm
        values={values}
        onSubmit={({ kind, ...record }) =>
          save(
            (idempotencyKey) => ({ input: { kind, record }, idempotencyKey }),
            ({ createOrganisation: made }) => ({
              says: "record.created",
              leadsTo: addressOf("organisation", made.organisation),
            }),
          )
        }
        back={routes.organisations}
        submit={
          <Button type="submit" variant="contained" loading={sending}>
            {text("record.create")}
          </Button>
        }
      >
        <Section title={text("organisation.recordFacts")}>
          <RadioButtonGroupInput
            source="kind"
            label={textKey("field.kind")}
            helperText={false}
            choices={writtenKinds.map((id) => ({ id, name: `kind.${id}` }))}
            validate={required()}
          />
          <KindInputs />
          <Alike />
        </Section>
      </EditForm>
    </>
  );
};

const KindInputs = () => {
  const { kind } = useWatch<CreateValues>();
  return <RecordInputs kind={kind ?? "INFORMAL_GROUP"} />;
};

/** Fewer letters than these are like everything. */
const fewestLetters = 4;

/** Organisations whose name is like the one being written, so that nobody is written down twice. */
const Alike = () => {
  const text = useText();
  const { name, municipality } = useWatch<CreateValues>();
  const search = usePause((name ?? "").trim(), 400);
  const { data } = useOperation(
    FindOrganisationsDocument,
    search.length < fewestLetters
      ? null
      : {
          filter: {
            search,
            municipalities: municipality === null || municipality === undefined ? null : [municipality],
          },
        },
  );
  const alike = search.length < fewestLetters ? [] : (data?.organisations.nodes ?? []);
  return (
    <Box role="status" sx={{ mt: 1 }}>
      {alike.length > 0 && (
        <Alert severity="info">
          <Typography sx={{ fontWeight: 650 }}>{text("record.alike")}</Typography>
          <Box component="ul" sx={{ m: 0, pl: 2.5 }}>
            {alike.map((organisation) => (
              <li key={organisation.id}>
                <OrganisationLink {...organisation} />
                {organisation.municipality !== null && ` · ${organisation.municipality.name}`}
              </li>
            ))}
          </Box>
        </Alert>
      )}
    </Box>
  );
};
