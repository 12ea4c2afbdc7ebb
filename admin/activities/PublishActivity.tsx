import { useId, useState } from "react";
import {
  Box,
  Button,
  Dialog,
  DialogActions,
  DialogContent,
  DialogContentText,
  DialogTitle,
  TextField,
} from "@mui/material";
import { PublishActivityDocument, type ActivityPageFragment } from "#schema/operations";
import { useNotify } from "react-admin";
import { DraftKept } from "../fields/DraftKept.tsx";
import { useText } from "../platform/i18n/index.ts";
import { useChange } from "../platform/useChange.ts";
import { useDraft } from "../platform/useDraft.ts";
import { Offers } from "./Offers.tsx";

/** Shows an activity to all. Where the voluntary sector offers the same near by, it is seen first, and the reason is asked for. */
export const PublishActivity = ({ activity }: { activity: ActivityPageFragment }) => {
  const text = useText();
  const notify = useNotify();
  const { send, sending } = useChange(PublishActivityDocument);
  const [isOpen, setOpen] = useState(false);
  const titleId = useId();
  const { id, version, title, voluntaryOffersNearby: nearby } = activity;
  const { values, write, drop, kept } = useDraft(`publish ${id}`, { reason: "" });
  const finish = (): void => {
    drop();
    setOpen(false);
  };
  const publish = async (): Promise<void> => {
    const reason = values.reason.trim();
    const whyNotCompeting = reason === "" ? null : reason;
    const outcome = await send((idempotencyKey) => ({
      input: { activityId: id, version, whyNotCompeting },
      idempotencyKey,
    }));
    if ("problems" in outcome) return;
    finish();
    notify("activity.published", { type: "success" });
  };
  return (
    <>
      <Button variant="contained" onClick={() => setOpen(true)}>
        {text("activity.publish")}
      </Button>
      <Dialog open={isOpen} onClose={() => setOpen(false)} aria-labelledby={titleId} fullWidth maxWidth="sm">
        <DialogTitle id={titleId}>{text("activity.publishTitle", { title })}</DialogTitle>
        <DialogContent>
          <DialogContentText>{text("activity.publishText")}</DialogContentText>
          {nearby.length > 0 && (
            <Box sx={{ mt: 2 }}>
              <DialogContentText sx={{ fontWeight: 650 }}>{text("activity.nearby")}</DialogContentText>
              <Offers offers={nearby.map(({ organiser, ...offer }) => ({ ...offer, organiser: organiser.name }))} />
              <DraftKept {...kept} />
              <TextField
                fullWidth
                multiline
                minRows={2}
                label={text("activityField.whyNotCompeting")}
                helperText={text("activity.whyHelp")}
                value={values.reason}
                onChange={(event) => write({ reason: event.target.value })}
                slotProps={{ htmlInput: { maxLength: 4_000 } }}
                sx={{ mt: 1 }}
              />
            </Box>
          )}
        </DialogContent>
        <DialogActions>
          <Button onClick={finish}>{text("common.cancel")}</Button>
          <Button variant="contained" loading={sending} onClick={() => void publish()}>
            {text("activity.publish")}
          </Button>
        </DialogActions>
      </Dialog>
    </>
  );
};
