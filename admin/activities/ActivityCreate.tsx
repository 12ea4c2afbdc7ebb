import { useState } from "react";
import { Alert, Button } from "@mui/material";
import {
  CreateActivityDocument,
  type OrganisationNameFragment,
  ShowActivityDocument,
  ShowPrimaryPlatformDocument,
} from "#schema/operations";
import { useWatch } from "react-hook-form";
import { Link as RouterLink, useSearchParams } from "react-router-dom";
import { EditForm } from "../fields/EditForm.tsx";
import { Loading } from "../fields/Loading.tsx";
import { Opened } from "../fields/Opened.tsx";
import { Section } from "../fields/Section.tsx";
import { OrganisationInput } from "../organisations/OrganisationInput.tsx";
import { useActing } from "../people/useActing.ts";
import { today } from "../platform/format.ts";
import { useLanguage, useText } from "../platform/i18n/index.ts";
import { PageHead } from "../platform/PageHead.tsx";
import { useOperation } from "../platform/useOperation.ts";
import { useSave } from "../platform/useSave.ts";
import { addressOf, routes } from "../routes.ts";
import { ActivityInputs } from "./ActivityInputs.tsx";
import { type ActivityValues, freshSchedule, sent, takenUp } from "./activityValues.ts";

type CreateValues = ActivityValues & { readonly organiserId: string | null };
type Body = Pick<OrganisationNameFragment, "id" | "name">;

/** Where somebody begins an activity, in the name of the body he acts for or of one he looks after. */
export const ActivityCreate = () => {
  const { home, isLoading } = useActing();
  const [address] = useSearchParams();
  const [language] = useLanguage();
  const like = address.get("like");
  const empty = emptyValues(language === "nn" ? "nn" : "nb", home?.municipality?.number ?? "");
  if (isLoading) return <Loading lines={8} />;
  if (like === null) return <CreateForm body={home ?? null} values={empty} />;
  return (
    <Opened document={ShowActivityDocument} variables={{ id: like, language }}>
      {({ activity }) => (
        <CreateForm
          key={like}
          body={activity?.organiser ?? home ?? null}
          values={activity ? takenUp(activity, today()) : empty}
        />
      )}
    </Opened>
  );
};

const emptyValues = (language: "nb" | "nn", municipality: string): ActivityValues => ({
  category: "",
  language,
  title: "",
  summary: "",
  description: null,
  whatToExpect: null,
  place: { name: "", address: null, transport: null, municipality },
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
});

const CreateForm = ({ body, values: begun }: { body: Body | null; values: ActivityValues }) => {
  const text = useText();
  const { save, sending } = useSave(CreateActivityDocument);
  const [values] = useState<CreateValues>({ organiserId: body?.id ?? null, ...begun });

  return (
    <>
      <PageHead
        title={text("activity.createTitle")}
        lead={text("activity.createHelp")}
        crumbs={[{ label: text("activity.listTitle"), to: routes.activities }]}
      />
      <EditForm
        values={values}
        onSubmit={({ organiserId, ...activity }) =>
          save(
            (idempotencyKey) => ({
              input: { organiserId: organiserId ?? "", activity: sent(activity) },
              idempotencyKey,
            }),
            ({ createActivity: made }) => ({ says: "activity.created", leadsTo: addressOf("activity", made.activity) }),
          )
        }
        back={routes.activities}
        submit={
          <Button type="submit" variant="contained" loading={sending}>
            {text("activity.saveDraft")}
          </Button>
        }
      >
        <Section title={text("activity.organiser")}>
          <OrganisationInput
            source="organiserId"
            label="activity.organiser"
            help="activity.organiserHelp"
            initial={body}
          />
          <RegisteredElsewhere />
        </Section>
        <ActivityInputs />
      </EditForm>
    </>
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
