import { Alert, Box, Button, Typography } from "@mui/material";
import { Link as RouterLink } from "react-router-dom";
import { PartnerTrail } from "../audit/PartnerTrail.tsx";
import { Facts } from "../fields/Facts.tsx";
import { Section } from "../fields/Section.tsx";
import { OrganisationLink } from "../organisations/columns.tsx";
import { useFormat } from "../platform/format.ts";
import { useText } from "../platform/i18n/index.ts";
import { PageHead } from "../platform/PageHead.tsx";
import { addressOf, routes } from "../routes.ts";
import { DaysChart } from "./DaysChart.tsx";
import { OpenedPartner, type ShownPartner } from "./OpenedPartner.tsx";
import { PartnerChip } from "./PartnerChip.tsx";
import { StopPartner } from "./StopPartner.tsx";

/** A partner's system: what it may do, and what it has done. */
export const PartnerShow = () => <OpenedPartner>{(partner) => <Page partner={partner} />}</OpenedPartner>;

const Page = ({ partner }: { partner: ShownPartner }) => {
  const text = useText();
  const { day, list, moment, number, orgNumber: inThrees } = useFormat();
  const { orgNumber, name, state, body, scopes, quota, suppliers, stoppedBecause, lastUsedAt, viewerMay } = partner;
  return (
    <>
      <PageHead
        title={name}
        lead={<PartnerChip state={state} />}
        crumbs={[{ label: text("partner.listTitle"), to: routes.partners }]}
      >
        {viewerMay.includes("CHANGE") && (
          <Button variant="contained" component={RouterLink} to={addressOf("partnerEdit", { orgNumber })}>
            {text("partner.edit")}
          </Button>
        )}
        {viewerMay.includes("REGISTER") && (
          <Button variant="contained" component={RouterLink} to={addressOf("partnerEdit", { orgNumber })}>
            {text("partner.registerAgain")}
          </Button>
        )}
        {viewerMay.includes("STOP") && <StopPartner partner={partner} />}
      </PageHead>
      {stoppedBecause !== null && (
        <Alert severity="warning" sx={{ mb: 2.5 }}>
          {text("partner.stoppedBecause", { reason: stoppedBecause })}
        </Alert>
      )}
      <Box sx={{ display: "grid", gap: 2.5 }}>
        <Section title={text("partner.terms")} help={text("partner.keys")}>
          <Facts
            facts={[
              { label: text("field.orgNumber"), value: inThrees(orgNumber) },
              { label: text("partner.body"), value: <OrganisationLink {...body} /> },
              {
                label: text("partner.scopes"),
                value: scopes.map((scope) => (
                  <Typography key={scope} component="code" sx={{ display: "block" }}>
                    {scope}
                  </Typography>
                )),
              },
              {
                label: text("partner.suppliers"),
                value: suppliers.length === 0 ? text("partner.noSuppliers") : list(suppliers.map(inThrees)),
              },
              { label: text("partner.perMinute"), value: number(quota.costPerMinute) },
              { label: text("partner.perDay"), value: number(quota.costPerDay) },
              { label: text("partner.since"), value: day(partner.registeredAt) },
              { label: text("partner.changed"), value: moment(partner.changedAt) },
            ]}
          />
        </Section>
        <Section
          title={text("partner.use")}
          help={
            lastUsedAt === null ? text("partner.neverUsed") : text("partner.lastUsed", { when: moment(lastUsedAt) })
          }
        >
          <DaysChart days={partner.days} title={text("partner.use")} />
        </Section>
        <Typography variant="body2" color="textSecondary">
          {text("partner.useHelp")}
        </Typography>
        <PartnerTrail orgNumber={orgNumber} />
      </Box>
    </>
  );
};
