import { useId, useState } from "react";
import { Button, Dialog, DialogActions, DialogContent, DialogContentText, DialogTitle, TextField } from "@mui/material";
import { CloseOrganisationDocument, type OrganisationPageFragment } from "#schema/operations";
import { useNotify } from "react-admin";
import { DraftKept } from "../fields/DraftKept.tsx";
import { Overtaken } from "../fields/Overtaken.tsx";
import { useText } from "../platform/i18n/index.ts";
import { useChange } from "../platform/useChange.ts";
import { useDraft } from "../platform/useDraft.ts";
import { addressOf } from "../routes.ts";

/** Closes a record written here, after one question and with a reason. */
export const CloseRecord = ({ organisation: { id, name, version } }: { organisation: OrganisationPageFragment }) => {
  const text = useText();
  const notify = useNotify();
  const { send, sending, isOvertaken } = useChange(CloseOrganisationDocument);
  const [isOpen, setOpen] = useState(false);
  const { values, write, drop, kept } = useDraft(`close ${id}`, { reason: "" });
  const [hasTried, setTried] = useState(false);
  const titleId = useId();
  const formId = useId();
  const reason = values.reason.trim();
  const lacksReason = reason === "";
  const finish = (): void => {
    drop();
    setOpen(false);
  };

  const close = async (): Promise<void> => {
    setTried(true);
    if (lacksReason) return;
    const outcome = await send((idempotencyKey) => ({
      input: { organisationId: id, version, reason },
      idempotencyKey,
    }));
    if ("problems" in outcome) return;
    notify("close.done", { type: "success" });
    finish();
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
          <DraftKept {...kept} />
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
            {text("close.button")}
          </Button>
        </DialogActions>
      </Dialog>
    </>
  );
};
