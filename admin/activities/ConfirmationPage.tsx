import { useState } from "react";
import { Alert, Box, Button, Link, Typography } from "@mui/material";
import { useQuery } from "@tanstack/react-query";
import { Link as RouterLink, useParams } from "react-router-dom";
import { type ConfirmationFragment, ConfirmByLinkDocument, ShowConfirmationDocument } from "#schema/operations";
import { Empty } from "../fields/Empty.tsx";
import { Facts } from "../fields/Facts.tsx";
import { Loading } from "../fields/Loading.tsx";
import { Refusal } from "../fields/Refusal.tsx";
import { requestOpenly } from "../platform/client.ts";
import { useFormat } from "../platform/format.ts";
import { useLanguage, useText } from "../platform/i18n/index.ts";
import { OpenFrame } from "../platform/OpenFrame.tsx";
import { PageHead } from "../platform/PageHead.tsx";
import { useRefusalText } from "../platform/refusals.ts";
import { routes } from "../routes.ts";

/** Where the link of a letter to an organiser leads: it shows what is asked, and nothing happens before the button is pressed. */
export const ConfirmationPage = () => {
  const text = useText();
  const { secret = "" } = useParams();
  const [language] = useLanguage();
  const { data, error, refetch } = useQuery({
    queryKey: ["confirmation", secret, language],
    queryFn: () => requestOpenly(ShowConfirmationDocument, { secret, language }),
    retry: false,
  });
  return (
    <OpenFrame>
      <PageHead title={text("activity.link.title")} />
      {error ? (
        <Refusal error={error} retry={() => void refetch()} />
      ) : data === undefined ? (
        <Loading lines={5} />
      ) : data.confirmation === null ? (
        <Empty title={text("activity.link.gone")} help={text("activity.link.goneHelp")}>
          <Button variant="outlined" component={RouterLink} to={routes.activities}>
            {text("signIn.button")}
          </Button>
        </Empty>
      ) : (
        <Asked secret={secret} asked={data.confirmation} onDone={() => void refetch()} />
      )}
    </OpenFrame>
  );
};

type AskedProps = { readonly secret: string; readonly asked: ConfirmationFragment; readonly onDone: () => void };

const Asked = ({ secret, asked, onDone }: AskedProps) => {
  const text = useText();
  const refusalText = useRefusalText();
  const { day } = useFormat();
  const { title, organiserName, placeName, times, state, isConfirmed, confirmedAt, hiddenFrom } = asked;
  // The same at each press: what was done with the answer lost is then answered, not done again.
  const [idempotencyKey] = useState(() => crypto.randomUUID());
  const [isSending, setSending] = useState(false);
  const [problem, setProblem] = useState<string>();
  const confirm = async (): Promise<void> => {
    setSending(true);
    setProblem(undefined);
    try {
      await requestOpenly(ConfirmByLinkDocument, { input: { secret }, idempotencyKey });
      onDone();
    } catch (error) {
      setProblem(refusalText(error));
    }
    setSending(false);
  };
  return (
    <Box sx={{ display: "grid", gap: 3, justifyItems: "start" }}>
      <Typography component="h2" variant="h2">
        {title}
      </Typography>
      <Facts
        facts={[
          { label: text("activity.link.organiser"), value: organiserName },
          { label: text("activity.where"), value: placeName },
          { label: text("activity.when"), value: times.map((one) => <div key={one}>{one}</div>) },
          { label: text("activity.link.lastConfirmed"), value: confirmedAt === null ? null : day(confirmedAt) },
        ]}
      />
      {problem !== undefined && <Alert severity="error">{problem}</Alert>}
      {state === "ENDED" ? (
        <Alert severity="info">{text("activity.link.ended")}</Alert>
      ) : isConfirmed ? (
        <Alert severity="success">{text("activity.link.confirmed")}</Alert>
      ) : (
        <>
          <Button variant="contained" size="large" loading={isSending} onClick={() => void confirm()}>
            {text("activity.link.confirm")}
          </Button>
          <Typography>
            {hiddenFrom !== null && `${text("activity.link.hiddenFrom", { when: day(hiddenFrom) })} `}
            <Link component={RouterLink} to={routes.activities}>
              {text("activity.link.change")}
            </Link>
          </Typography>
        </>
      )}
    </Box>
  );
};
