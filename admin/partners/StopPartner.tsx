import { useId, useState } from "react";
import { Button, Dialog, DialogActions, DialogContent, DialogContentText, DialogTitle, TextField } from "@mui/material";
import { StopPartnerDocument } from "#schema/operations";
import { useNotify } from "react-admin";
import { Overtaken } from "../fields/Overtaken.tsx";
import { useText } from "../platform/i18n/index.ts";
import { useChange } from "../platform/useChange.ts";
import { addressOf } from "../routes.ts";
import type { ShownPartner } from "./OpenedPartner.tsx";

/** Refuses a partner from now on, after one question and with a reason. */
export const StopPartner = ({ partner: { orgNumber, name, version } }: { partner: ShownPartner }) => {
  const text = useText();
  const notify = useNotify();
  const { send, sending, isOvertaken } = useChange(StopPartnerDocument);
  const [isOpen, setOpen] = useState(false);
  const [reason, setReason] = useState("");
  const [hasTried, setTried] = useState(false);
  const titleId = useId();
  const formId = useId();
  const lacksReason = reason.trim() === "";

  const stop = async (): Promise<void> => {
    setTried(true);
    if (lacksReason) return;
    const outcome = await send((idempotencyKey) => ({
      input: { orgNumber, version, reason: reason.trim() },
      idempotencyKey,
    }));
    if ("problems" in outcome) return;
    notify("partner.stopped", { type: "success" });
    setOpen(false);
  };

  return (
    <>
      <Button variant="outlined" color="error" onClick={() => setOpen(true)}>
        {text("partner.stop")}
      </Button>
      <Dialog open={isOpen} onClose={() => setOpen(false)} aria-labelledby={titleId} fullWidth maxWidth="sm">
        <DialogTitle id={titleId}>{text("partner.stopTitle", { name })}</DialogTitle>
        <DialogContent>
          {isOvertaken && <Overtaken see={addressOf("partner", { orgNumber })} startAgain={() => setOpen(false)} />}
          <DialogContentText sx={{ mb: 2 }}>{text("partner.stopText")}</DialogContentText>
          <form
            id={formId}
            noValidate
            onSubmit={(event) => {
              event.preventDefault();
              void stop();
            }}
          >
            <TextField
              autoFocus
              fullWidth
              required
              label={text("partner.stopReason")}
              value={reason}
              onChange={(event) => setReason(event.target.value)}
              error={hasTried && lacksReason}
              helperText={hasTried && lacksReason ? text("problem.REQUIRED") : undefined}
              slotProps={{ htmlInput: { maxLength: 200 } }}
              sx={{ mt: 0.5 }}
            />
          </form>
        </DialogContent>
        <DialogActions>
          <Button onClick={() => setOpen(false)}>{text("common.cancel")}</Button>
          <Button type="submit" form={formId} variant="contained" color="error" loading={sending}>
            {text("partner.stop")}
          </Button>
        </DialogActions>
      </Dialog>
    </>
  );
};
