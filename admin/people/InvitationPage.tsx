import { useState } from "react";
import { Box, Button, Typography } from "@mui/material";
import { AcceptInvitationDocument, ShowInvitationDocument, type ShowInvitationQuery } from "#schema/operations";
import { useNotify } from "react-admin";
import { Link, useNavigate, useParams } from "react-router-dom";
import { Empty } from "../fields/Empty.tsx";
import { Loading } from "../fields/Loading.tsx";
import { Refusal } from "../fields/Refusal.tsx";
import { actFor } from "../platform/actingFor.ts";
import { useFormat } from "../platform/format.ts";
import { useText } from "../platform/i18n/index.ts";
import { PageHead } from "../platform/PageHead.tsx";
import { useChange } from "../platform/useChange.ts";
import { useOperation } from "../platform/useOperation.ts";
import { routes } from "../routes.ts";
import { isName } from "./isName.ts";
import { NameField } from "./NameField.tsx";
import { useOwnName } from "./useOwnName.ts";

/** Where the link of an invitation leads. */
export const InvitationPage = () => {
  const text = useText();
  const { secret = "" } = useParams();
  const { data, error, refetch } = useOperation(ShowInvitationDocument, { secret });
  // What was offered stays in sight while it is being accepted, and is gone afterwards.
  if (error) return <Refusal error={error} retry={() => void refetch()} />;
  if (data === undefined) return <Loading lines={5} />;
  if (data.invitation !== null) return <Offer secret={secret} offer={data.invitation} />;
  return (
    <>
      <PageHead title={text("people.invitationGone")} />
      <Empty title={text("people.invitationGoneHelp")}>
        <Button variant="outlined" component={Link} to={routes.start}>
          {text("nav.start")}
        </Button>
      </Empty>
    </>
  );
};

type Offered = NonNullable<ShowInvitationQuery["invitation"]>;

const Offer = ({ secret, offer: { body, roles, expiresAt } }: { secret: string; offer: Offered }) => {
  const text = useText();
  const { day } = useFormat();
  const notify = useNotify();
  const navigate = useNavigate();
  const { send, sending } = useChange(AcceptInvitationDocument);
  const { isReady, isKnown, name, setName, dropName } = useOwnName();
  const [hasTried, setTried] = useState(false);

  const accept = async (): Promise<void> => {
    setTried(true);
    if (!isKnown && !isName(name)) return;
    const input = { secret, name: isKnown ? null : name.trim() };
    const outcome = await send((idempotencyKey) => ({ input, idempotencyKey }));
    if ("problems" in outcome) return;
    dropName();
    actFor(outcome.data.acceptInvitation.membership.body.id);
    notify("people.joined", { type: "success" });
    await navigate(routes.people);
  };

  return (
    <>
      <PageHead title={text("people.invitationTitle", { body: body.name })} />
      <Box
        component="form"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void accept();
        }}
        sx={{ display: "grid", gap: 2.5, justifyItems: "start", maxWidth: 620 }}
      >
        <Typography>
          {text("people.invitationText", { roles: roles.map((role) => text(`role.${role}`)).join(", ") })}{" "}
          {text("people.invitationUntil", { when: day(expiresAt) })}
        </Typography>
        {isReady && !isKnown && <NameField value={name} onChange={setName} hasTried={hasTried} />}
        <Button type="submit" variant="contained" loading={sending} disabled={!isReady}>
          {text("people.join")}
        </Button>
      </Box>
    </>
  );
};
