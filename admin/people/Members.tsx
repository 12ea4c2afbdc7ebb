import { useState } from "react";
import PersonIcon from "@mui/icons-material/PersonOutlined";
import { Box, Button, Typography } from "@mui/material";
import {
  ChangeRolesDocument,
  LeaveBodyDocument,
  ListMembersDocument,
  type MemberFragment,
  RevokeMembershipDocument,
  type Role,
} from "#schema/operations";
import { useNotify, useRedirect } from "react-admin";
import { Link } from "react-router-dom";
import { Loading } from "../fields/Loading.tsx";
import { More } from "../fields/More.tsx";
import { Refusal } from "../fields/Refusal.tsx";
import { Section } from "../fields/Section.tsx";
import { ToneChip } from "../fields/ToneChip.tsx";
import { SetSuperior } from "../impartiality/SetSuperior.tsx";
import { actFor } from "../platform/actingFor.ts";
import { useFormat } from "../platform/format.ts";
import { useText } from "../platform/i18n/index.ts";
import { useChange } from "../platform/useChange.ts";
import { usePagedOperation } from "../platform/useOperation.ts";
import { addressOf, routes } from "../routes.ts";
import { Ask } from "./Ask.tsx";
import { InviteMember } from "./InviteMember.tsx";
import { problemOf, RolesField } from "./RolesField.tsx";

type Body = { readonly id: string; readonly name: string };

/** As many as fill a screen. */
const pageSize = 25;

/** The people of the body one acts for. */
export const Members = ({ bodyId }: { bodyId: string }) => {
  const text = useText();
  const paged = usePagedOperation(
    ListMembersDocument,
    (after) => ({ organisationId: bodyId, first: pageSize, after }),
    ({ members }) => members.pageInfo,
  );
  const { data, error, refetch } = paged;
  const pages = data?.pages ?? [];
  const first = pages[0]?.members;
  return (
    <Section
      title={text("people.members")}
      help={text("people.membersHelp")}
      icon={<PersonIcon aria-hidden fontSize="small" />}
      actions={
        <>
          {first?.body.viewerMay.includes("READ_AUDIT_TRAIL") === true && (
            <Button size="small" component={Link} to={addressOf("organisationTrail", { id: bodyId })}>
              {text("audit.open")}
            </Button>
          )}
          {first?.viewerMay.includes("INVITE") === true && <InviteMember bodyId={bodyId} bodyRoles={first.bodyRoles} />}
        </>
      }
    >
      {error !== null && <Refusal error={error} retry={() => void refetch()} />}
      {first === undefined && error === null && <Loading lines={4} />}
      <Box component="ul" sx={{ listStyle: "none", m: 0, p: 0, display: "grid", gap: 1.5 }}>
        {pages.flatMap(({ members }) =>
          members.nodes.map((member) => (
            // A change makes another version: what was chosen for the one before is then forgotten.
            <MemberRow
              key={`${member.id} ${member.version} ${member.superior?.id}`}
              member={member}
              body={members.body}
              roles={members.bodyRoles}
            />
          )),
        )}
      </Box>
      <More of={paged} />
    </Section>
  );
};

type MemberProps = { readonly member: MemberFragment; readonly body: Body; readonly roles: readonly Role[] };

const MemberRow = ({ member, body, roles }: MemberProps) => {
  const text = useText();
  const { day } = useFormat();
  const { name, since, isViewer, viewerMay, superior } = member;
  return (
    <Box component="li" sx={{ display: "flex", flexWrap: "wrap", gap: 1, alignItems: "center" }}>
      <Box sx={{ flex: "1 1 14rem", minWidth: 0 }}>
        <Typography sx={{ fontWeight: 650, overflowWrap: "anywhere" }}>
          {name}
          {isViewer && ` (${text("people.you")})`}
        </Typography>
        <Box sx={{ display: "flex", flexWrap: "wrap", gap: 0.75, alignItems: "center" }}>
          {member.roles.map((role) => (
            <ToneChip key={role} tone="idle" label={text(`role.${role}`)} />
          ))}
          <Typography variant="body2" color="textSecondary">
            {text("people.since", { when: day(since) })}
            {superior !== null && ` · ${text("superior.under", { name: superior.name })}`}
          </Typography>
        </Box>
      </Box>
      {viewerMay.includes("SET_SUPERIOR") && <SetSuperior member={member} bodyId={body.id} />}
      {viewerMay.includes("CHANGE_ROLES") && roles.length > 1 && <ChangeRoles member={member} roles={roles} />}
      {viewerMay.includes("REVOKE") && <Revoke member={member} />}
      {viewerMay.includes("LEAVE") && <Leave body={body} />}
    </Box>
  );
};

const ChangeRoles = ({ member: { id, name, version, ...member }, roles }: Omit<MemberProps, "body">) => {
  const text = useText();
  const notify = useNotify();
  const { send, sending } = useChange(ChangeRolesDocument);
  const [chosen, setChosen] = useState(member.roles);
  const [problems, setProblems] = useState<Record<string, unknown>>({});
  return (
    <Ask
      label={text("people.changeRoles")}
      title={text("people.rolesFor", { name })}
      confirm={text("common.save")}
      sending={sending}
      onConfirm={async () => {
        const input = { memberId: id, version, newRoles: chosen };
        const outcome = await send((idempotencyKey) => ({ input, idempotencyKey }));
        setProblems("problems" in outcome ? outcome.problems : {});
        if ("problems" in outcome) return false;
        notify("people.rolesChanged", { type: "success" });
        return true;
      }}
    >
      <RolesField
        label={text("people.newRoles")}
        roles={roles}
        value={chosen}
        onChange={setChosen}
        problem={problemOf(problems, "newRoles")}
      />
    </Ask>
  );
};

const Revoke = ({ member: { id, name, version } }: { member: MemberFragment }) => {
  const text = useText();
  const notify = useNotify();
  const { send, sending } = useChange(RevokeMembershipDocument);
  return (
    <Ask
      isDanger
      label={text("people.revoke")}
      title={text("people.revokeTitle", { name })}
      help={text("people.revokeText", { name })}
      confirm={text("people.revoke")}
      sending={sending}
      onConfirm={async () => {
        const outcome = await send((idempotencyKey) => ({ input: { memberId: id, version }, idempotencyKey }));
        if ("problems" in outcome) return false;
        notify("people.revoked", { type: "success" });
        return true;
      }}
    />
  );
};

const Leave = ({ body: { id, name } }: { body: Body }) => {
  const text = useText();
  const notify = useNotify();
  const redirect = useRedirect();
  const { send, sending } = useChange(LeaveBodyDocument);
  return (
    <Ask
      isDanger
      label={text("people.leave")}
      title={text("people.leaveTitle", { body: name })}
      help={text("people.leaveText")}
      confirm={text("people.leave")}
      sending={sending}
      onConfirm={async () => {
        const outcome = await send((idempotencyKey) => ({ organisationId: id, idempotencyKey }));
        if ("problems" in outcome) return false;
        actFor(null);
        notify("people.left", { type: "success" });
        redirect(routes.start);
        return true;
      }}
    />
  );
};
