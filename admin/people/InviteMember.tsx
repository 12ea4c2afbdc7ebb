import { useState } from "react";
import { Box, MenuItem, TextField } from "@mui/material";
import { InviteMemberDocument, type Role } from "#schema/operations";
import { useNotify } from "react-admin";
import { locales, useText } from "../platform/i18n/index.ts";
import { useChange } from "../platform/useChange.ts";
import { useDraft } from "../platform/useDraft.ts";
import { Ask } from "./Ask.tsx";
import { isAddress } from "./isAddress.ts";
import { problemOf, RolesField } from "./RolesField.tsx";

type InviteMemberProps = { readonly bodyId: string; readonly bodyRoles: readonly Role[] };

/** Asks someone by e-mail to join the body one acts for. */
export const InviteMember = ({ bodyId, bodyRoles }: InviteMemberProps) => {
  const text = useText();
  const notify = useNotify();
  const { send, sending } = useChange(InviteMemberDocument);
  const { values, write, kept } = useDraft(`invitation to ${bodyId}`, {
    email: "",
    roles: bodyRoles.length === 1 ? bodyRoles : [],
    language: "",
  });
  const [hasTried, setTried] = useState(false);
  const [problems, setProblems] = useState<Record<string, unknown>>({});
  const { roles, language } = values;
  const address = values.email.trim();
  const lacks = roles.length === 0 ? text("problem.REQUIRED") : undefined;
  return (
    <Ask
      label={text("people.invite")}
      title={text("people.invite")}
      help={text("people.invitationsHelp")}
      confirm={text("people.send")}
      sending={sending}
      kept={kept}
      onConfirm={async () => {
        setTried(true);
        if (!isAddress(address) || roles.length === 0) return false;
        const input = { email: address, offeredRoles: roles, language: language === "" ? null : language };
        const outcome = await send((idempotencyKey) => ({ input, idempotencyKey }));
        setProblems("problems" in outcome ? outcome.problems : {});
        if ("problems" in outcome) return false;
        notify("people.invited", { type: "success" });
        setTried(false);
        return true;
      }}
    >
      <Box sx={{ display: "grid", gap: 2, mt: 0.5 }}>
        <TextField
          autoFocus
          required
          type="email"
          label={text("people.email")}
          value={values.email}
          onChange={(event) => write({ email: event.target.value })}
          error={hasTried && !isAddress(address)}
          helperText={hasTried && !isAddress(address) ? text("problem.INVALID_EMAIL_ADDRESS") : undefined}
          slotProps={{ htmlInput: { maxLength: 254, autoComplete: "off" } }}
        />
        <RolesField
          label={text("people.offeredRoles")}
          roles={bodyRoles}
          value={roles}
          onChange={(chosen) => write({ roles: chosen })}
          problem={problemOf(problems, "offeredRoles") ?? (hasTried ? lacks : undefined)}
        />
        <TextField
          select
          label={text("people.language")}
          value={language}
          onChange={(event) => write({ language: event.target.value })}
          slotProps={{ select: { displayEmpty: true }, inputLabel: { shrink: true } }}
        >
          <MenuItem value="">{text("people.languageOfBody")}</MenuItem>
          {locales.map(({ locale, name }) => (
            <MenuItem key={locale} value={locale} lang={locale}>
              {name}
            </MenuItem>
          ))}
        </TextField>
      </Box>
    </Ask>
  );
};
