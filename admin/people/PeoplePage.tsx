import { Box, Button } from "@mui/material";
import type { Role } from "#schema/operations";
import { Link } from "react-router-dom";
import { Empty } from "../fields/Empty.tsx";
import { Loading } from "../fields/Loading.tsx";
import { Refusal } from "../fields/Refusal.tsx";
import { Section } from "../fields/Section.tsx";
import { useText } from "../platform/i18n/index.ts";
import { PageHead } from "../platform/PageHead.tsx";
import { routes } from "../routes.ts";
import { Invitations } from "./Invitations.tsx";
import { Members } from "./Members.tsx";
import { OwnRequest, RequestsToDecide } from "./Requests.tsx";
import { useActing } from "./useActing.ts";

/** Roles that look after a body's people, and may have others' requests to decide. */
const administering = new Set<Role>(["ADMINISTRATOR", "COORDINATOR", "CENTRE", "HUB", "LEADER"]);

/** Who acts for the body one acts for: its people, those invited, and those who ask. */
export const PeoplePage = () => {
  const text = useText();
  const { viewer, body, roles, error, refetch } = useActing({ lasting: false });
  if (error) return <Refusal error={error} retry={() => void refetch()} />;
  if (viewer === undefined) return <Loading lines={8} />;
  const { memberships, requests } = viewer;
  const isAdministering = roles.some((role) => administering.has(role));
  // An auditor reads them, and decides none.
  const isAuditing = roles.includes("AUDITOR");
  return (
    <>
      <PageHead title={text("people.title")} lead={body && text("people.lead", { body: body.name })} />
      <Box sx={{ display: "grid", gap: 2.5, maxWidth: 900 }}>
        {body === undefined && memberships.length > 0 && (
          <Empty title={text("people.chooseBody")} help={text("people.chooseBodyHelp")} />
        )}
        {memberships.length === 0 && (
          <Empty title={text("people.noBody")} help={text("people.noBodyHelp")}>
            <Button variant="outlined" component={Link} to={routes.organisations}>
              {text("nav.organisations")}
            </Button>
          </Empty>
        )}
        {body !== undefined && <Members bodyId={body.id} />}
        {(isAdministering || isAuditing) && <Invitations isAdministering={isAdministering} />}
        {(isAdministering || isAuditing) && <RequestsToDecide />}
        {requests.length > 0 && (
          <Section title={text("people.myRequests")}>
            <Box component="ul" sx={{ listStyle: "none", m: 0, p: 0, display: "grid", gap: 2 }}>
              {requests.map((request) => (
                <li key={request.id}>
                  <OwnRequest request={request} />
                </li>
              ))}
            </Box>
          </Section>
        )}
      </Box>
    </>
  );
};
