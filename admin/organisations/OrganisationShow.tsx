import type { ReactNode } from "react";
import { Alert, Box, Button } from "@mui/material";
import {
  ShowOrganisationDocument,
  type OrganisationAction,
  type OrganisationPageFragment,
  type ShowOrganisationQuery,
} from "#schema/operations";
import { Link as RouterLink, useParams } from "react-router-dom";
import { OrganisedActivities } from "../activities/OrganisedActivities.tsx";
import { Attribution } from "../fields/Attribution.tsx";
import { Loading } from "../fields/Loading.tsx";
import { Refusal } from "../fields/Refusal.tsx";
import { Section } from "../fields/Section.tsx";
import { ProfileChip, ToneChip } from "../fields/ToneChip.tsx";
import { ImpartialitySection } from "../impartiality/ImpartialitySection.tsx";
import { CountyMap } from "../places/CountyMap.tsx";
import { useFormat } from "../platform/format.ts";
import { useText } from "../platform/i18n/index.ts";
import { PageHead } from "../platform/PageHead.tsx";
import { useOperation } from "../platform/useOperation.ts";
import { addressOf, routes } from "../routes.ts";
import { LentVenues } from "../venues/LentVenues.tsx";
import { Branches } from "./Branches.tsx";
import { CloseRecord } from "./CloseRecord.tsx";
import { OrganisationLink } from "./columns.tsx";
import { History } from "./History.tsx";
import { JoinToRegister } from "./JoinToRegister.tsx";
import { LocalFacts } from "./LocalFacts.tsx";
import { OrganisationMissing } from "./OrganisationMissing.tsx";
import { ProfileSection } from "./ProfileSection.tsx";
import { ContactFacts, RegisterFacts } from "./RegisterFacts.tsx";

const may = ({ viewerMay }: OrganisationPageFragment, action: OrganisationAction): boolean =>
  viewerMay.includes(action);

/** One organisation: what it can contribute, what the registers say, and what people here know. */
export const OrganisationShow = () => {
  const { id = "" } = useParams();
  const { data, error, refetch } = useOperation(ShowOrganisationDocument, { id });
  if (error) return <Refusal error={error} retry={() => void refetch()} />;
  if (data === undefined) return <Loading lines={10} />;
  if (data.organisation === null) return <OrganisationMissing />;
  return <Page organisation={data.organisation} />;
};

const Page = ({ organisation }: { organisation: NonNullable<ShowOrganisationQuery["organisation"]> }) => {
  const text = useText();
  const { orgNumber } = useFormat();
  const { id, name, kind, status, local, municipality, parent, joinedTo, viewerImpartiality } = organisation;
  return (
    <>
      <PageHead
        title={name}
        crumbs={[
          { label: text("list.title"), to: routes.organisations },
          ...(municipality === null
            ? []
            : [{ label: municipality.name, to: addressOf("municipality", { number: municipality.number }) }]),
        ]}
        lead={
          <Box sx={{ display: "flex", flexWrap: "wrap", gap: 1, alignItems: "center" }}>
            <span>
              {[
                text(`kind.${kind}`),
                municipality?.name,
                organisation.orgNumber && orgNumber(organisation.orgNumber),
                local.knownAs,
              ]
                .filter((part) => part !== null && part !== undefined)
                .join(" · ")}
            </span>
            <ProfileChip state={organisation.capabilityProfile.state} />
            {status !== "ACTIVE" && <ToneChip tone="wait" label={text(`status.${status}`)} />}
          </Box>
        }
      >
        {kind === "RECEPTION_CENTRE" && (
          <Button variant="outlined" component={RouterLink} to={addressOf("weeklyPlan", { id })}>
            {text("plan.open")}
          </Button>
        )}
        {may(organisation, "EDIT_RECORD") && (
          <Button variant="outlined" component={RouterLink} to={addressOf("organisationEdit", { id })}>
            {text("organisation.editRecord")}
          </Button>
        )}
        {status !== "DELETED" && (
          <Button variant="outlined" component={RouterLink} to={addressOf("organisationJoin", { id })}>
            {text("joining.button")}
          </Button>
        )}
        {may(organisation, "JOIN_TO_REGISTER") && <JoinToRegister organisation={organisation} />}
        {may(organisation, "CLOSE") && <CloseRecord organisation={organisation} />}
      </PageHead>
      {status === "BANKRUPT" && <Notice>{text("organisation.bankrupt")}</Notice>}
      {status === "LIQUIDATION" && <Notice>{text("organisation.liquidation")}</Notice>}
      {status === "DELETED" && joinedTo === null && <Notice>{text("organisation.closed")}</Notice>}
      {joinedTo !== null && (
        <Notice>
          {text("organisation.joined")} <OrganisationLink {...joinedTo} />
        </Notice>
      )}
      <Box
        sx={{
          display: "grid",
          gap: 2.5,
          gridTemplateColumns: { xs: "minmax(0, 1fr)", lg: "minmax(0, 8fr) minmax(18rem, 5fr)" },
          alignItems: "start",
        }}
      >
        <Box sx={{ display: "grid", gap: 2.5 }}>
          <ProfileSection organisation={organisation} />
          <OrganisedActivities id={id} />
          <LentVenues id={id} />
          <RegisterFacts organisation={organisation} parent={parent} />
          <Branches id={id} />
          <History organisation={organisation} />
        </Box>
        <Box sx={{ display: "grid", gap: 2.5 }}>
          <LocalFacts organisation={organisation} />
          <ContactFacts organisation={organisation} />
          {viewerImpartiality !== null && (
            <ImpartialitySection organisation={organisation} impartiality={viewerImpartiality} />
          )}
          {municipality !== null && (
            <Section title={text("organisation.map")}>
              <CountyMap municipality={municipality} also={local.servesMunicipalities} />
            </Section>
          )}
        </Box>
      </Box>
      {organisation.source === "REGISTER" && <Attribution />}
    </>
  );
};

const Notice = ({ children }: { children: ReactNode }) => (
  <Alert severity="warning" sx={{ mb: 2.5 }}>
    {children}
  </Alert>
);
