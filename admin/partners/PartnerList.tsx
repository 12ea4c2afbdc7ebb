import { Box, Button, Card, Link, Typography } from "@mui/material";
import { ListPartnersDocument } from "#schema/operations";
import { usePermissions } from "react-admin";
import { Link as RouterLink } from "react-router-dom";
import { Empty } from "../fields/Empty.tsx";
import { Loading } from "../fields/Loading.tsx";
import { More } from "../fields/More.tsx";
import { Refusal } from "../fields/Refusal.tsx";
import type { Role } from "../platform/authProvider.ts";
import { useFormat } from "../platform/format.ts";
import { useText } from "../platform/i18n/index.ts";
import { PageHead } from "../platform/PageHead.tsx";
import { usePagedOperation } from "../platform/useOperation.ts";
import { addressOf, routes } from "../routes.ts";
import { PartnerChip } from "./PartnerChip.tsx";

/** The systems of other bodies that may use the interface. */
export const PartnerList = () => {
  const text = useText();
  const { moment, orgNumber: inThrees } = useFormat();
  const { permissions } = usePermissions<readonly Role[]>();
  const paged = usePagedOperation(
    ListPartnersDocument,
    (after) => ({ after }),
    (page) => page.partners.pageInfo,
  );
  const { data, error, refetch } = paged;
  const partners = data?.pages.flatMap((page) => page.partners.nodes) ?? [];
  return (
    <>
      <PageHead title={text("partner.listTitle")} lead={text("partner.listHelp")}>
        {permissions?.includes("ADMINISTRATOR") === true && (
          <Button variant="contained" component={RouterLink} to={routes.partnerRegister}>
            {text("partner.register")}
          </Button>
        )}
      </PageHead>
      {error !== null && <Refusal error={error} retry={() => void refetch()} />}
      {data === undefined && error === null && <Loading lines={6} />}
      {data !== undefined && partners.length === 0 && (
        <Empty title={text("partner.empty")} help={text("partner.emptyHelp")} />
      )}
      {partners.length > 0 && (
        <Box
          component="ul"
          aria-label={text("partner.listTitle")}
          sx={{ listStyle: "none", m: 0, p: 0, display: "grid", gap: 1.5 }}
        >
          {partners.map(({ orgNumber, name, state, body, lastUsedAt }) => (
            <Card component="li" key={orgNumber} sx={{ p: 2, display: "grid", gap: 0.5 }}>
              <Box sx={{ display: "flex", flexWrap: "wrap", gap: 1.5, alignItems: "center" }}>
                <Typography variant="h2">
                  <Link component={RouterLink} to={addressOf("partner", { orgNumber })}>
                    {name}
                  </Link>
                </Typography>
                <PartnerChip state={state} />
              </Box>
              <Typography variant="body2" color="textSecondary">
                {[
                  text("partner.actsFor", { body: body.name }),
                  inThrees(orgNumber),
                  lastUsedAt === null
                    ? text("partner.neverUsed")
                    : text("partner.lastUsed", { when: moment(lastUsedAt) }),
                ].join(" · ")}
              </Typography>
            </Card>
          ))}
        </Box>
      )}
      <More of={paged} />
    </>
  );
};
