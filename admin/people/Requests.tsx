import { useState } from "react";
import RequestIcon from "@mui/icons-material/HowToRegOutlined";
import { Alert, Box, Button, TextField, Typography } from "@mui/material";
import {
  ApproveRequestDocument,
  DeclineRequestDocument,
  ListMembershipRequestsDocument,
  type RequestFragment,
  WithdrawRequestDocument,
} from "#schema/operations";
import { useNotify } from "react-admin";
import { Link } from "react-router-dom";
import { Loading } from "../fields/Loading.tsx";
import { Refusal } from "../fields/Refusal.tsx";
import { Section } from "../fields/Section.tsx";
import { ToneChip } from "../fields/ToneChip.tsx";
import { useFormat } from "../platform/format.ts";
import { useText } from "../platform/i18n/index.ts";
import { useChange } from "../platform/useChange.ts";
import { useDraft } from "../platform/useDraft.ts";
import { useOperation } from "../platform/useOperation.ts";
import { addressOf } from "../routes.ts";
import { Ask } from "./Ask.tsx";

/** Those who wait for this person to decide. */
export const RequestsToDecide = () => {
  const text = useText();
  const { data, error, refetch } = useOperation(ListMembershipRequestsDocument, {});
  const requests = data?.membershipRequests.nodes;
  return (
    <Section
      title={text("people.requests")}
      help={text("people.requestsHelp")}
      icon={<RequestIcon aria-hidden fontSize="small" />}
    >
      {error !== null && <Refusal error={error} retry={() => void refetch()} />}
      {data === undefined && error === null && <Loading lines={2} />}
      {requests?.length === 0 && <Typography>{text("people.noRequests")}</Typography>}
      <Box component="ul" sx={{ listStyle: "none", m: 0, p: 0, display: "grid", gap: 1.5 }}>
        {requests?.map((request) => (
          <Box component="li" key={request.id} sx={{ display: "flex", flexWrap: "wrap", gap: 1, alignItems: "center" }}>
            <Box sx={{ flex: "1 1 14rem", minWidth: 0 }}>
              <Typography sx={{ fontWeight: 650, overflowWrap: "anywhere" }}>{request.name}</Typography>
              <Wish request={request} />
            </Box>
            {request.viewerMay.includes("APPROVE") && <Approve request={request} />}
            {request.viewerMay.includes("DECLINE") && <Decline request={request} />}
          </Box>
        ))}
      </Box>
    </Section>
  );
};

const Wish = ({ request: { role, body, requestedAt } }: { request: RequestFragment }) => {
  const text = useText();
  const { day } = useFormat();
  return (
    <Typography variant="body2" color="textSecondary">
      {text("people.asksFor", { role: text(`role.${role}`), body: body.name })} · {day(requestedAt)}
    </Typography>
  );
};

const Approve = ({ request: { id } }: { request: RequestFragment }) => {
  const text = useText();
  const notify = useNotify();
  const { send, sending } = useChange(ApproveRequestDocument);
  return (
    <Button
      size="small"
      variant="contained"
      loading={sending}
      onClick={() =>
        void send((idempotencyKey) => ({ requestId: id, idempotencyKey })).then(
          (outcome) => "data" in outcome && notify("people.approved", { type: "success" }),
        )
      }
    >
      {text("people.approve")}
    </Button>
  );
};

const Decline = ({ request: { id, name } }: { request: RequestFragment }) => {
  const text = useText();
  const notify = useNotify();
  const { send, sending } = useChange(DeclineRequestDocument);
  const { values, write, kept } = useDraft(`declined request ${id}`, { reason: "" });
  const [hasTried, setTried] = useState(false);
  const reason = values.reason.trim();
  const lacksReason = reason === "";
  return (
    <Ask
      isDanger
      label={text("people.decline")}
      title={text("people.declineTitle")}
      help={text("people.declineText", { name })}
      confirm={text("people.decline")}
      sending={sending}
      kept={kept}
      onConfirm={async () => {
        setTried(true);
        if (lacksReason) return false;
        const input = { requestId: id, reason };
        const outcome = await send((idempotencyKey) => ({ input, idempotencyKey }));
        if ("problems" in outcome) return false;
        notify("people.declined", { type: "success" });
        return true;
      }}
    >
      <TextField
        autoFocus
        fullWidth
        required
        label={text("people.declineReason")}
        value={values.reason}
        onChange={(event) => write({ reason: event.target.value })}
        error={hasTried && lacksReason}
        helperText={hasTried && lacksReason ? text("problem.REQUIRED") : undefined}
        slotProps={{ htmlInput: { maxLength: 200 } }}
        sx={{ mt: 0.5 }}
      />
    </Ask>
  );
};

const tones = { WAITING: "wait", APPROVED: "good", DECLINED: "idle" } as const;

const Withdraw = ({ request: { id, body } }: { request: RequestFragment }) => {
  const text = useText();
  const notify = useNotify();
  const { send, sending } = useChange(WithdrawRequestDocument);
  return (
    <Ask
      label={text("people.withdrawRequest")}
      title={text("people.withdrawRequestTitle")}
      help={text("people.withdrawRequestText", { body: body.name })}
      confirm={text("people.withdrawRequest")}
      sending={sending}
      onConfirm={async () => {
        const outcome = await send((idempotencyKey) => ({ requestId: id, idempotencyKey }));
        if ("problems" in outcome) return false;
        notify("people.requestWithdrawn", { type: "success" });
        return true;
      }}
    />
  );
};

/** What the person has asked for, and how it went. */
export const OwnRequest = ({ request }: { request: RequestFragment }) => {
  const text = useText();
  const { state, reason, isCodeSent, body } = request;
  return (
    <Box sx={{ display: "grid", gap: 0.5, justifyItems: "start" }}>
      <Button component={Link} to={addressOf("organisation", { id: body.id })} sx={{ px: 0, textAlign: "left" }}>
        {body.name}
      </Button>
      <Box sx={{ display: "flex", flexWrap: "wrap", gap: 1, alignItems: "center" }}>
        <ToneChip tone={tones[state]} label={text(`requestState.${state}`)} />
        <Wish request={request} />
      </Box>
      {reason !== null && <Typography>{text("people.whyDeclined", { reason })}</Typography>}
      {isCodeSent && <Alert severity="info">{text("people.codeSent")}</Alert>}
      {request.viewerMay.includes("WITHDRAW") && <Withdraw request={request} />}
    </Box>
  );
};
