import { useId, useState } from "react";
import { Button, Dialog, DialogActions, DialogContent, DialogContentText, DialogTitle, TextField } from "@mui/material";
import { StopPartnerDocument } from "#schema/operations";
import { useNotify } from "react-admin";
import { DraftKept } from "../fields/DraftKept.tsx";
import { Overtaken } from "../fields/Overtaken.tsx";
import { useText } from "../platform/i18n/index.ts";
import { useChange } from "../platform/useChange.ts";
import { useDraft } from "../platform/useDraft.ts";
import { addressOf } from "../routes.ts";
import type { ShownPartner } from "./OpenedPartner.tsx";

/** Refuses a partner from now on, after one question and with a reason. */
export const StopPartner = ({ partner: { orgNumber, name, version } }: { partner: ShownPartner }) => {
  const text = useText();
  const notify = useNotify();
  const { send, sending, isOvertaken } = useChange(StopPartnerDocument);
  const [isOpen, setOpen] = useState(false);
  const { values, write, drop, kept } = useDraft(`stop ${orgNumber}`, { reason: "" });
  const [hasTried, setTried] = useState(false);
  const titleId = useId();
  const formId = useId();
  const reason = values.reason.trim();
  const lacksReason = reason === "";
  const finish = (): void => {
    drop();
    setOpen(false);
  };

  const stop = async (): Promise<void> => {
    setTried(true);
    if (lacksReason) return;
    const outcome = await send((idempotencyKey) => ({
      input: { orgNumber, version, reason },
      idempotencyKey,
    }));
    if ("problems" in outcome) return;
    notify("partner.stopped", { type: "success" });
    finish();
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
          <DraftKept {...kept} />
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
              value={values.reason}
              onChange={(event) => write({ reason: event.target.value })}
              error={hasTried && lacksReason}
              helperText={hasTried && lacksReason ? text("problem.REQUIRED") : undefined}
              slotProps={{ htmlInput: { maxLength: 200 } }}
              sx={{ mt: 1 }}
            />
          </form>
        </DialogContent>
        <DialogActions>
          <Button onClick={finish}>{text("common.cancel")}</Button>
          <Button type="submit" form={formId} variant="contained" color="error" loading={sending}>
            {text("partner.stop")}
          </Button>
        </DialogActions>
      </Dialog>
    </>
  );
};
