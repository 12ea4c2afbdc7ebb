import { useId, useState } from "react";
import { Button, Dialog, DialogActions, DialogContent, DialogContentText, DialogTitle, TextField } from "@mui/material";
import { CloseOrganisationDocument, type OrganisationPageFragment } from "#schema/operations";
import { useNotify } from "react-admin";
import { Overtaken } from "../fields/Overtaken.tsx";
import { useText } from "../platform/i18n/index.ts";
import { useChange } from "../platform/useChange.ts";
import { addressOf } from "../routes.ts";

/** Closes a record written here, after one question and with a reason. */
export const CloseRecord = ({ organisation: { id, name, version } }: { organisation: OrganisationPageFragment }) => {
  const text = useText();
  const notify = useNotify();
  const { send, sending, isOvertaken } = useChange(CloseOrganisationDocument);
  const [isOpen, setOpen] = useState(false);
  const [reason, setReason] = useState("");
  const [hasTried, setTried] = useState(false);
  const titleId = useId();
  const formId = useId();
  const lacksReason = reason.trim() === "";

  const close = async (): Promise<void> => {
    setTried(true);
    if (lacksReason) return;
    const outcome = await send((idempotencyKey) => ({
      input: { organisationId: id, version, reason: reason.trim() },
      idempotencyKey,
    }));
    if ("problems" in outcome) return;
    notify("close.done", { type: "success" });
    setOpen(false);
  };

  return (
    <>
      <Button variant="outlined" color="error" onClick={() => setOpen(true)}>
        {text("organisation.closeRecord")}
      </Button>
      <Dialog open={isOpen} onClose={() => setOpen(false)} aria-labelledby={titleId} fullWidth maxWidth="sm">
        <DialogTitle id={titleId}>{text("close.title", { name })}</DialogTitle>
        <DialogContent>
          {isOvertaken && <Overtaken see={addressOf("organisation", { id })} startAgain={() => setOpen(false)} />}
          <DialogContentText sx={{ mb: 2 }}>{text("close.text")}</DialogContentText>
          <form
            id={formId}
            noValidate
            onSubmit={(event) => {
              event.preventDefault();
              void close();
            }}
          >
            <TextField
              autoFocus
              fullWidth
              required
              label={text("close.reason")}
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
            {text("close.button")}
          </Button>
        </DialogActions>
      </Dialog>
    </>
  );
};
