import { useState } from "react";
import { Alert, Button } from "@mui/material";
import { CreateActivityDocument, type OrganisationNameFragment, ShowPrimaryPlatformDocument } from "#schema/operations";
import { required, useInput, useNotify } from "react-admin";
import { useWatch } from "react-hook-form";
import { Link as RouterLink, useNavigate } from "react-router-dom";
import { EditForm } from "../fields/EditForm.tsx";
import { Loading } from "../fields/Loading.tsx";
import { Section } from "../fields/Section.tsx";
import { OrganisationField } from "../organisations/OrganisationField.tsx";
import { useActing } from "../people/useActing.ts";
import { today } from "../platform/format.ts";
import { useLanguage, useText } from "../platform/i18n/index.ts";
import { PageHead } from "../platform/PageHead.tsx";
import { useChange } from "../platform/useChange.ts";
import { useOperation } from "../platform/useOperation.ts";
import { addressOf, routes } from "../routes.ts";
import { ActivityInputs, type ActivityValues, freshSchedule } from "./ActivityInputs.tsx";

type CreateValues = ActivityValues & { readonly organiserId: string | null };
type Body = Pick<OrganisationNameFragment, "id" | "name">;

/** Where somebody begins an activity, in the name of the body he acts for or of one he looks after. */
export const ActivityCreate = () => {
  const { home, isLoading } = useActing();
  if (isLoading) return <Loading lines={8} />;
  return <CreateForm body={home ?? null} municipality={home?.municipality?.number ?? null} />;
};

const CreateForm = ({ body, municipality }: { body: Body | null; municipality: string | null }) => {
  const text = useText();
  const notify = useNotify();
  const navigate = useNavigate();
  const [language] = useLanguage();
  const { send, sending } = useChange(CreateActivityDocument, { tells: false });
  const [values] = useState<CreateValues>(() => ({
    organiserId: body?.id ?? null,
    category: "",
    language: language === "nn" ? "nn" : "nb",
    title: "",
    summary: "",
    description: null,
    whatToExpect: null,
    place: { name: "", address: null, transport: null, municipality: municipality ?? "" },
    schedules: [freshSchedule(today())],
    ageFrom: null,
    ageTo: null,
    group: "EVERYONE",
    mixesWithLocals: false,
    languageLevel: "A0",
    languages: ["nb"],
    price: { amount: 0, per: "EACH_TIME" },
    equipment: "NONE",
    trial: false,
    childcare: false,
    policeCertificate: false,
    commitment: "DROP_IN",
    accessibility: [],
    capacity: null,
    signUpUrl: null,
  }));

  const save = async ({ organiserId, ...activity }: CreateValues): Promise<Record<string, unknown> | undefined> => {
    const outcome = await send((idempotencyKey) => ({
      input: { organiserId: organiserId ?? "", activity },
      idempotencyKey,
    }));
    if ("problems" in outcome) return outcome.problems;
    notify("activity.created", { type: "success" });
    void navigate(addressOf("activity", { id: outcome.data.createActivity.activity.id }));
    return undefined;
  };

  return (
    <>
      <PageHead
        title={text("activity.createTitle")}
        lead={text("activity.createHelp")}
        crumbs={[{ label: text("activity.listTitle"), to: routes.activities }]}
      />
      <EditForm
        values={values}
        onSubmit={save}
        back={routes.activities}
        submit={
          <Button type="submit" variant="contained" loading={sending}>
            {text("activity.saveDraft")}
          </Button>
        }
      >
        <Section title={text("activity.organiser")}>
          <OrganiserInput body={body} />
          <RegisteredElsewhere />
        </Section>
        <ActivityInputs />
      </EditForm>
    </>
  );
};

const OrganiserInput = ({ body }: { body: Body | null }) => {
  const text = useText();
  const { field, fieldState } = useInput<string | null>({ source: "organiserId", validate: required() });
  return (
    <OrganisationField
      label={text("activity.organiser")}
      help={text("activity.organiserHelp")}
      initial={body}
      isRequired
      problem={fieldState.invalid ? text("problem.REQUIRED") : undefined}
      onChange={(id) => field.onChange(id)}
      onBlur={() => field.onBlur()}
      inputRef={field.ref}
    />
  );
};

/** Who registers elsewhere first is told, before he types what stands there already. */
const RegisteredElsewhere = () => {
  const text = useText();
  const organiserId = useWatch<CreateValues, "organiserId">({ name: "organiserId" });
  const { data } = useOperation(ShowPrimaryPlatformDocument, organiserId === null ? null : { id: organiserId });
  const { name = "", capabilityProfile } = data?.organisation ?? {};
  if (!capabilityProfile?.primaryPlatform) return null;
  return (
    <Alert
      severity="info"
      action={
        <Button component={RouterLink} to={routes.activityImport} size="small">
          {text("exchange.title")}
        </Button>
      }
    >
      {text("exchange.registersElsewhere", { name, platform: text(`platform.${capabilityProfile.primaryPlatform}`) })}
    </Alert>
  );
};
