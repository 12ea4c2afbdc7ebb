import MailIcon from "@mui/icons-material/MailOutlined";
import { Box, Button, Typography } from "@mui/material";
import {
  type InvitationFragment,
  ListInvitationsDocument,
  ResendInvitationDocument,
  WithdrawInvitationDocument,
} from "#schema/operations";
import { useNotify } from "react-admin";
import { Loading } from "../fields/Loading.tsx";
import { Refusal } from "../fields/Refusal.tsx";
import { Section } from "../fields/Section.tsx";
import { useFormat } from "../platform/format.ts";
import { useText } from "../platform/i18n/index.ts";
import { useChange } from "../platform/useChange.ts";
import { useOperation } from "../platform/useOperation.ts";
import { Ask } from "./Ask.tsx";

/** Invitations of the body one acts for that nobody has answered yet. */
export const Invitations = ({ isAdministering }: { isAdministering: boolean }) => {
  const text = useText();
  const { data, error, refetch } = useOperation(ListInvitationsDocument, {});
  return (
    <Section
      title={text("people.invitations")}
      help={text("people.invitationsHelp")}
      icon={<MailIcon aria-hidden fontSize="small" />}
    >
      {error !== null && <Refusal error={error} retry={() => void refetch()} />}
      {data === undefined && error === null && <Loading lines={2} />}
      {data?.invitations.length === 0 && <Typography>{text("people.noInvitations")}</Typography>}
      <Box component="ul" sx={{ listStyle: "none", m: 0, p: 0, display: "grid", gap: 1.5 }}>
        {data?.invitations.map((invitation) => (
          <InvitationRow key={invitation.id} invitation={invitation} isAdministering={isAdministering} />
        ))}
      </Box>
    </Section>
  );
};

type InvitationRowProps = { readonly invitation: InvitationFragment; readonly isAdministering: boolean };

const InvitationRow = ({ invitation, isAdministering }: InvitationRowProps) => {
  const text = useText();
  const { day } = useFormat();
  const { email, roles, invitedBy, invitedAt, expiresAt } = invitation;
  const when = day(invitedAt);
  return (
    <Box component="li" sx={{ display: "flex", flexWrap: "wrap", gap: 1, alignItems: "center" }}>
      <Box sx={{ flex: "1 1 14rem", minWidth: 0 }}>
        <Typography sx={{ fontWeight: 650, overflowWrap: "anywhere" }}>{email}</Typography>
        <Typography variant="body2" color="textSecondary">
          {[
            roles.map((role) => text(`role.${role}`)).join(", "),
            invitedBy === null
              ? text("people.invitedByNobody", { when })
              : text("people.invitedBy", { who: invitedBy, when }),
            text("people.expires", { when: day(expiresAt) }),
          ].join(" · ")}
        </Typography>
      </Box>
      {isAdministering && <Again invitation={invitation} />}
    </Box>
  );
};

/** Sends it once more, or takes it back. */
const Again = ({ invitation: { id, email } }: { invitation: InvitationFragment }) => {
  const text = useText();
  const notify = useNotify();
  const resend = useChange(ResendInvitationDocument);
  const withdraw = useChange(WithdrawInvitationDocument);
  return (
    <>
      <Button
        size="small"
        variant="outlined"
        loading={resend.sending}
        onClick={() =>
          void resend
            .send((idempotencyKey) => ({ invitationId: id, idempotencyKey }))
            .then((outcome) => "data" in outcome && notify("people.resent", { type: "success" }))
        }
      >
        {text("people.resend")}
      </Button>
      <Ask
        isDanger
        label={text("people.withdraw")}
        title={text("people.withdrawTitle")}
        help={text("people.withdrawText", { email })}
        confirm={text("people.withdraw")}
        sending={withdraw.sending}
        onConfirm={async () => {
          const outcome = await withdraw.send((idempotencyKey) => ({ invitationId: id, idempotencyKey }));
          if ("problems" in outcome) return false;
          notify("people.withdrawn", { type: "success" });
          return true;
        }}
      />
    </>
  );
};
