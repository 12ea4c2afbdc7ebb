import { useState } from "react";
import PrintIcon from "@mui/icons-material/PrintOutlined";
import { Alert, Box, Button, Typography } from "@mui/material";
import { IssueCodeDocument } from "#schema/operations";
import { Empty } from "../fields/Empty.tsx";
import { Loading } from "../fields/Loading.tsx";
import { Refusal } from "../fields/Refusal.tsx";
import { useActing } from "../people/useActing.ts";
import { useText } from "../platform/i18n/index.ts";
import { PageHead } from "../platform/PageHead.tsx";
import { useChange } from "../platform/useChange.ts";
import { CodeCard } from "./CodeCard.tsx";

/** Where staff give out codes: one at a time, each shown once. */
export const CodesPage = () => {
  const text = useText();
  const { body, roles, isLoading, error, refetch } = useActing();
  if (error) return <Refusal error={error} retry={() => void refetch()} />;
  if (isLoading) return <Loading lines={5} />;
  const isIssuer = roles.some((role) => role === "COORDINATOR" || role === "CENTRE" || role === "HUB");
  return (
    <>
      <PageHead title={text("codes.title")} lead={body && text("codes.lead", { body: body.name })} />
      {body !== undefined && isIssuer ? (
        <Issue issuedBy={body.name} />
      ) : (
        <Empty title={text("codes.noBody")} help={text("codes.noBodyHelp")} />
      )}
    </>
  );
};

const Issue = ({ issuedBy }: { issuedBy: string }) => {
  const text = useText();
  const { send, sending } = useChange(IssueCodeDocument);
  // Kept here alone: who leaves the page has seen it for the last time.
  const [code, setCode] = useState<string>();
  const [isHidden, setHidden] = useState(false);
  const issue = async (): Promise<void> => {
    const outcome = await send((idempotencyKey) => ({ idempotencyKey }));
    if ("problems" in outcome) return;
    setCode(outcome.data.issueCode.code);
    setHidden(false);
  };
  return (
    <Box sx={{ display: "grid", gap: 2.5, justifyItems: "start", maxWidth: 620 }}>
      {code === undefined ? (
        <>
          {isHidden && <Alert severity="success">{text("codes.hidden")}</Alert>}
          <Typography>{text("codes.what")}</Typography>
          <Typography>{text("codes.unseen")}</Typography>
          <Alert severity="info">{text("codes.minors")}</Alert>
          <Button variant="contained" size="large" loading={sending} onClick={() => void issue()}>
            {text(isHidden ? "codes.another" : "codes.issue")}
          </Button>
        </>
      ) : (
        <>
          <Alert severity="warning" role="status">
            {text("codes.once")}
          </Alert>
          <CodeCard code={code} issuedBy={issuedBy} />
          <Box sx={{ display: "flex", flexWrap: "wrap", gap: 1.5 }}>
            <Button variant="contained" startIcon={<PrintIcon aria-hidden />} onClick={() => window.print()}>
              {text("codes.print")}
            </Button>
            <Button
              variant="outlined"
              onClick={() => {
                setCode(undefined);
                setHidden(true);
              }}
            >
              {text("codes.hide")}
            </Button>
          </Box>
        </>
      )}
    </Box>
  );
};
