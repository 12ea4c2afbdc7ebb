import { Alert, Box, Button } from "@mui/material";
import { OrganisationAsItWasDocument } from "#schema/operations";
import { Link, useParams } from "react-router-dom";
import { Attribution } from "../fields/Attribution.tsx";
import { Facts } from "../fields/Facts.tsx";
import { Loading } from "../fields/Loading.tsx";
import { Refusal } from "../fields/Refusal.tsx";
import { Section } from "../fields/Section.tsx";
import { useFormat } from "../platform/format.ts";
import { useText } from "../platform/i18n/index.ts";
import { PageHead } from "../platform/PageHead.tsx";
import { useOperation } from "../platform/useOperation.ts";
import { addressOf, routes } from "../routes.ts";
import { isEmptyLocal, useLocalFacts } from "./LocalFacts.tsx";
import { OrganisationMissing } from "./OrganisationMissing.tsx";
import { ProfileFacts } from "./ProfileSection.tsx";
import { ContactFacts, RegisterFacts } from "./RegisterFacts.tsx";

/** An organisation as it stood at an instant: the same facts, nothing to change, and plainly not those of today. */
export const OrganisationAsItWas = () => {
  const text = useText();
  const { moment } = useFormat();
  const localFacts = useLocalFacts();
  const { id = "", at = "" } = useParams();
  const { data, error, refetch } = useOperation(OrganisationAsItWasDocument, { id, at });
  if (error) return <Refusal error={error} retry={() => void refetch()} />;
  if (data === undefined) return <Loading lines={8} />;
  const { organisation } = data;
  if (organisation === null) return <OrganisationMissing />;
  const { name, local, capabilityProfile, validFrom, validUntil } = organisation;
  const today = addressOf("organisation", { id });
  return (
    <>
      <PageHead
        title={text("organisation.asItWasTitle", { name })}
        crumbs={[
          { label: text("list.title"), to: routes.organisations },
          { label: name, to: today },
        ]}
      />
      <Alert
        severity="info"
        action={
          <Button color="inherit" component={Link} to={today}>
            {text("organisation.asItWasToday")}
          </Button>
        }
        sx={{ mb: 2.5, flexWrap: "wrap" }}
      >
        {validUntil === null
          ? text("organisation.asItWasNow", { from: moment(validFrom) })
          : text("organisation.asItWasAt", { from: moment(validFrom), until: moment(validUntil) })}
      </Alert>
      <Box
        sx={{
          display: "grid",
          gap: 2.5,
          gridTemplateColumns: { xs: "minmax(0, 1fr)", lg: "minmax(0, 8fr) minmax(18rem, 5fr)" },
        }}
      >
        <Box sx={{ display: "grid", gap: 2.5, alignContent: "start" }}>
          <Section title={text("profile.title")} edge="local">
            <ProfileFacts profile={capabilityProfile} />
          </Section>
          <RegisterFacts organisation={organisation} />
        </Box>
        <Box sx={{ display: "grid", gap: 2.5, alignContent: "start" }}>
          <Section title={text("organisation.localKnowledge")} edge="local">
            {isEmptyLocal(local) ? text("organisation.noLocalReadOnly") : <Facts facts={localFacts(local)} />}
          </Section>
          <ContactFacts organisation={organisation} />
        </Box>
      </Box>
      {organisation.source === "REGISTER" && <Attribution />}
    </>
  );
};
