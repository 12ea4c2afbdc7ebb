import { useState } from "react";
import {
  Alert,
  Box,
  Button,
  FormControl,
  FormControlLabel,
  FormLabel,
  Radio,
  RadioGroup,
  TextField,
  Typography,
} from "@mui/material";
import { RequestMembershipDocument, type Role, ShowJoiningDocument, type ShowJoiningQuery } from "#schema/operations";
import { useNotify } from "react-admin";
import { Link, useParams } from "react-router-dom";
import { DraftKept } from "../fields/DraftKept.tsx";
import { Empty } from "../fields/Empty.tsx";
import { Loading } from "../fields/Loading.tsx";
import { Refusal } from "../fields/Refusal.tsx";
import { OrganisationMissing } from "../organisations/OrganisationMissing.tsx";
import { useLanguage, useText } from "../platform/i18n/index.ts";
import { PageHead } from "../platform/PageHead.tsx";
import { useChange } from "../platform/useChange.ts";
import { useDraft } from "../platform/useDraft.ts";
import { useOperation } from "../platform/useOperation.ts";
import { addressOf, routes } from "../routes.ts";
import { isAddress } from "./isAddress.ts";
import { isName } from "./isName.ts";
import { NameField } from "./NameField.tsx";
import { OwnRequest } from "./Requests.tsx";
import { useOwnName } from "./useOwnName.ts";

type Organisation = NonNullable<ShowJoiningQuery["organisation"]>;
type Joining = NonNullable<Organisation["joining"]>;

/** Where a person asks to represent an organisation. */
export const JoinPage = () => {
  const text = useText();
  const { id = "" } = useParams();
  const { data, error, refetch } = useOperation(ShowJoiningDocument, { id });
  if (error) return <Refusal error={error} retry={() => void refetch()} />;
  if (data === undefined) return <Loading lines={5} />;
  if (data.organisation === null) return <OrganisationMissing />;
  const { name, joining } = data.organisation;
  const page = addressOf("organisation", { id });
  const request = joining?.viewerRequest;
  return (
    <>
      <PageHead
        title={text("joining.title", { name })}
        crumbs={[
          { label: text("list.title"), to: routes.organisations },
          { label: name, to: page },
        ]}
      />
      <Box sx={{ display: "grid", gap: 2.5, maxWidth: 620 }}>
        {joining === null ? (
          <Empty title={text("joining.closed")}>
            <Button variant="outlined" component={Link} to={page}>
              {text("people.open", { name })}
            </Button>
          </Empty>
        ) : request?.state === "WAITING" || request?.state === "APPROVED" ? (
          <OwnRequest request={request} />
        ) : (
          <>
            {request?.state === "DECLINED" && <OwnRequest request={request} />}
            <JoinForm organisation={{ id, name }} joining={joining} />
          </>
        )}
      </Box>
    </>
  );
};

type JoinFormProps = {
  readonly organisation: { readonly id: string; readonly name: string };
  readonly joining: Joining;
};

const JoinForm = ({ organisation: { id, name: organisation }, joining }: JoinFormProps) => {
  const text = useText();
  const notify = useNotify();
  const { roles, isFirst, canSendCode } = joining;
  const { send, sending } = useChange(RequestMembershipDocument);
  const { isReady, isKnown, name, setName, dropName } = useOwnName();
  const { values, write, drop, kept } = useDraft<{ role: Role | undefined; answerEmail: string }>(`joining ${id}`, {
    role: roles.length === 1 ? roles[0] : roles.at(-1),
    answerEmail: "",
  });
  const { role } = values;
  const answerEmail = values.answerEmail.trim();
  const [answerLanguage] = useLanguage();
  const [hasTried, setTried] = useState(false);

  const ask = async (): Promise<void> => {
    setTried(true);
    if (role === undefined || (!isKnown && !isName(name))) return;
    if (answerEmail !== "" && !isAddress(answerEmail)) return;
    const input = {
      organisationId: id,
      wishedRole: role,
      name: isKnown ? null : name.trim(),
      ...(answerEmail !== "" && { answerEmail, answerLanguage }),
    };
    const outcome = await send((idempotencyKey) => ({ input, idempotencyKey }));
    if ("problems" in outcome) return;
    dropName();
    drop();
    notify(outcome.data.requestMembership.request.isCodeSent ? "joining.sentCode" : "joining.sent", {
      type: "success",
    });
  };

  const isWrongAddress = hasTried && answerEmail !== "" && !isAddress(answerEmail);
  return (
    <Box
      component="form"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void ask();
      }}
      sx={{ display: "grid", gap: 2.5, justifyItems: "start" }}
    >
      <DraftKept {...kept} />
      <Typography>{text(isFirst ? "joining.first" : "joining.later", { name: organisation })}</Typography>
      {isFirst && <Alert severity="info">{text(canSendCode ? "joining.code" : "joining.noCode")}</Alert>}
      {roles.length > 1 && (
        <FormControl>
          <FormLabel id="wished-role">{text("joining.role")}</FormLabel>
          <RadioGroup
            aria-labelledby="wished-role"
            value={role ?? ""}
            onChange={(_, chosen) => write({ role: roles.find((one) => one === chosen) })}
          >
            {roles.map((one) => (
              <FormControlLabel key={one} value={one} control={<Radio />} label={text(`role.${one}`)} />
            ))}
          </RadioGroup>
        </FormControl>
      )}
      {isReady && !isKnown && <NameField value={name} onChange={setName} hasTried={hasTried} />}
      <TextField
        fullWidth
        type="email"
        label={text("joining.answerEmail")}
        value={values.answerEmail}
        onChange={(event) => write({ answerEmail: event.target.value })}
        error={isWrongAddress}
        helperText={text(isWrongAddress ? "problem.INVALID_EMAIL_ADDRESS" : "joining.answerEmailHelp")}
        slotProps={{ htmlInput: { maxLength: 254, autoComplete: "email" } }}
      />
      <Button type="submit" variant="contained" loading={sending} disabled={!isReady}>
        {text("joining.send")}
      </Button>
    </Box>
  );
};
