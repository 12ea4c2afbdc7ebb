import { Box, Button, Typography } from "@mui/material";
import { ConfirmRequestDocument } from "#schema/operations";
import { useNotify } from "react-admin";
import { useNavigate, useParams } from "react-router-dom";
import { actFor } from "../platform/actingFor.ts";
import { useText } from "../platform/i18n/index.ts";
import { PageHead } from "../platform/PageHead.tsx";
import { useChange } from "../platform/useChange.ts";
import { routes } from "../routes.ts";

/** Where the link in the letter to an organisation leads: who asked to represent it shows that the letter was read. */
export const RepresentPage = () => {
  const text = useText();
  const { secret = "" } = useParams();
  const notify = useNotify();
  const navigate = useNavigate();
  const { send, sending } = useChange(ConfirmRequestDocument);

  const confirm = async (): Promise<void> => {
    const outcome = await send((idempotencyKey) => ({ secret, idempotencyKey }));
    if ("problems" in outcome) return;
    actFor(outcome.data.confirmRequest.membership.body.id);
    notify("people.represented", { type: "success" });
    await navigate(routes.people);
  };

  return (
    <>
      <PageHead title={text("people.representTitle")} />
      <Box sx={{ display: "grid", gap: 2.5, justifyItems: "start", maxWidth: 620 }}>
        <Typography>{text("people.representText")}</Typography>
        <Button variant="contained" loading={sending} onClick={() => void confirm()}>
          {text("people.represent")}
        </Button>
      </Box>
    </>
  );
};
