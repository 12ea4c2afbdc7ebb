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
import { Empty } from "../fields/Empty.tsx";
import { Loading } from "../fields/Loading.tsx";
import { Refusal } from "../fields/Refusal.tsx";
import { OrganisationMissing } from "../organisations/OrganisationMissing.tsx";
import { useLanguage, useText } from "../platform/i18n/index.ts";
import { PageHead } from "../platform/PageHead.tsx";
import { useChange } from "../platform/useChange.ts";
import { useOperation } from "../platform/useOperation.ts";
import { addressOf, routes } from "../routes.ts";
import { isAddress } from "./isAddress.ts";
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
  const { isReady, isKnown, name, setName } = useOwnName();
  const [role, setRole] = useState<Role | undefined>(roles.length === 1 ? roles[0] : roles.at(-1));
  const [answerEmail, setAnswerEmail] = useState("");
  const [answerLanguage] = useLanguage();
  const [hasTried, setTried] = useState(false);

  const ask = async (): Promise<void> => {
    setTried(true);
    if (role === undefined || (!isKnown && name === "")) return;
    const address = answerEmail.trim();
    if (address !== "" && !isAddress(address)) return;
    const input = {
      organisationId: id,
      wishedRole: role,
      name: isKnown ? null : name.trim(),
      ...(address !== "" && { answerEmail: address, answerLanguage }),
    };
    const outcome = await send((idempotencyKey) => ({ input, idempotencyKey }));
    if ("problems" in outcome) return;
    notify(outcome.data.requestMembership.request.isCodeSent ? "joining.sentCode" : "joining.sent", {
      type: "success",
    });
  };

  const isWrongAddress = hasTried && answerEmail.trim() !== "" && !isAddress(answerEmail.trim());
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
      <Typography>{text(isFirst ? "joining.first" : "joining.later", { name: organisation })}</Typography>
      {isFirst && <Alert severity="info">{text(canSendCode ? "joining.code" : "joining.noCode")}</Alert>}
      {roles.length > 1 && (
        <FormControl>
          <FormLabel id="wished-role">{text("joining.role")}</FormLabel>
          <RadioGroup
            aria-labelledby="wished-role"
            value={role ?? ""}
            onChange={(_, chosen) => setRole(roles.find((one) => one === chosen))}
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
        value={answerEmail}
        onChange={(event) => setAnswerEmail(event.target.value)}
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
