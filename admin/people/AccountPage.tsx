import { useState } from "react";
import ForgetIcon from "@mui/icons-material/PersonRemoveOutlined";
import PersonIcon from "@mui/icons-material/PersonOutlined";
import { Box, Button, TextField, Typography } from "@mui/material";
import { ForgetMeDocument, ViewerDocument } from "#schema/operations";
import { useLogout } from "react-admin";
import { Link } from "react-router-dom";
import { Empty } from "../fields/Empty.tsx";
import { Facts } from "../fields/Facts.tsx";
import { Loading } from "../fields/Loading.tsx";
import { Refusal } from "../fields/Refusal.tsx";
import { Section } from "../fields/Section.tsx";
import { OrganisationLink } from "../organisations/columns.tsx";
import { actFor } from "../platform/actingFor.ts";
import { useText } from "../platform/i18n/index.ts";
import { PageHead } from "../platform/PageHead.tsx";
import { useChange } from "../platform/useChange.ts";
import { useOperation } from "../platform/useOperation.ts";
import { routes } from "../routes.ts";
import { Ask } from "./Ask.tsx";

/** What Samspill knows of the person, and the way to have it forgotten. */
export const AccountPage = () => {
  const text = useText();
  const { data, error, refetch } = useOperation(ViewerDocument, {});
  if (error) return <Refusal error={error} retry={() => void refetch()} />;
  if (data === undefined) return <Loading lines={8} />;
  const { name, memberships, requests } = data.viewer;
  const isKnown = name !== "";
  return (
    <>
      <PageHead title={text("account.title")} lead={text("account.lead")} />
      <Box sx={{ display: "grid", gap: 2.5, maxWidth: 900 }}>
        <Section title={text("account.known")} icon={<PersonIcon aria-hidden fontSize="small" />}>
          {isKnown ? (
            <>
              <Facts
                facts={[
                  { label: text("field.name"), value: name },
                  ...memberships.map(({ body, roles }) => ({
                    label: roles.map((role) => text(`role.${role}`)).join(", "),
                    value: <OrganisationLink {...body} />,
                  })),
                  { label: text("people.myRequests"), value: requests.length > 0 && String(requests.length) },
                ]}
              />
              <Box sx={{ display: "flex", flexWrap: "wrap", gap: 1, mt: 2 }}>
                <Button variant="outlined" component={Link} to={routes.people}>
                  {text("nav.people")}
                </Button>
                <Button variant="outlined" component={Link} to={routes.impartiality}>
                  {text("interest.own")}
                </Button>
              </Box>
            </>
          ) : (
            <Empty title={text("account.unknown")} help={text("account.unknownHelp")} />
          )}
        </Section>
        {isKnown && <Forget name={name} />}
      </Box>
    </>
  );
};

const lists = {
  erased: ["name", "roles", "requests", "link"],
  kept: ["trail", "interests", "histories", "account"],
} as const;

const Forget = ({ name }: { name: string }) => {
  const text = useText();
  const logout = useLogout();
  const { send, sending } = useChange(ForgetMeDocument);
  const [typed, setTyped] = useState("");
  const [hasTried, setTried] = useState(false);
  const isWrong = typed.trim() !== name;
  return (
    <Section
      title={text("account.forget")}
      help={text("account.forgetHelp")}
      icon={<ForgetIcon aria-hidden fontSize="small" />}
    >
      <Box sx={{ display: "grid", gap: 2, justifyItems: "start" }}>
        <Box>
          <Typography variant="h3">{text("account.erasedTitle")}</Typography>
          <ul>
            {lists.erased.map((one) => (
              <li key={one}>{text(`account.erased.${one}`)}</li>
            ))}
          </ul>
        </Box>
        <Box>
          <Typography variant="h3">{text("account.keptTitle")}</Typography>
          <ul>
            {lists.kept.map((one) => (
              <li key={one}>{text(`account.kept.${one}`)}</li>
            ))}
          </ul>
        </Box>
        <Typography>{text("account.lastAdministrator")}</Typography>
        <Ask
          isDanger
          label={text("account.forget")}
          title={text("account.askTitle")}
          help={text("account.askHelp")}
          confirm={text("account.askConfirm")}
          sending={sending}
          onConfirm={async () => {
            setTried(true);
            if (isWrong) return false;
            const outcome = await send((idempotencyKey) => ({ idempotencyKey }));
            if ("problems" in outcome) return false;
            actFor(null);
            await logout();
            return true;
          }}
        >
          <TextField
            autoFocus
            fullWidth
            required
            label={text("account.typeName", { name })}
            value={typed}
            onChange={(event) => setTyped(event.target.value)}
            error={hasTried && isWrong}
            helperText={hasTried && isWrong ? text("account.notTheName", { name }) : undefined}
            slotProps={{ htmlInput: { maxLength: 200, autoComplete: "off" } }}
            sx={{ mt: 0.5 }}
          />
        </Ask>
      </Box>
    </Section>
  );
};
