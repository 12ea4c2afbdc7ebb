import { useId, useState } from "react";
import {
  Box,
  Button,
  Dialog,
  DialogActions,
  DialogContent,
  DialogContentText,
  DialogTitle,
  Link,
  TextField,
} from "@mui/material";
import { PublishActivityDocument, type ActivityPageFragment } from "#schema/operations";
import { useNotify } from "react-admin";
import { Link as RouterLink } from "react-router-dom";
import { useText } from "../platform/i18n/index.ts";
import { useChange } from "../platform/useChange.ts";
import { addressOf } from "../routes.ts";

/** Shows an activity to all. Where the voluntary sector offers the same near by, it is seen first, and the reason is asked for. */
export const PublishActivity = ({ activity }: { activity: ActivityPageFragment }) => {
  const text = useText();
  const notify = useNotify();
  const { send, sending } = useChange(PublishActivityDocument);
  const [isOpen, setOpen] = useState(false);
  const [reason, setReason] = useState("");
  const titleId = useId();
  const { id, version, title, voluntaryOffersNearby: nearby } = activity;
  const publish = async (): Promise<void> => {
    const whyNotCompeting = reason.trim() === "" ? null : reason.trim();
    const outcome = await send((idempotencyKey) => ({
      input: { activityId: id, version, whyNotCompeting },
      idempotencyKey,
    }));
    if ("problems" in outcome) return;
    setOpen(false);
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
              <Box component="ul" sx={{ mt: 0.5, pl: 2.5 }}>
                {nearby.map((offer) => (
                  <li key={offer.id}>
                    <Link component={RouterLink} to={addressOf("activity", { id: offer.id })}>
                      {offer.title}
                    </Link>
                    {` · ${offer.organiser.name}`}
                  </li>
                ))}
              </Box>
              <TextField
                fullWidth
                multiline
                minRows={2}
                label={text("activityField.whyNotCompeting")}
                helperText={text("activity.whyHelp")}
                value={reason}
                onChange={(event) => setReason(event.target.value)}
                slotProps={{ htmlInput: { maxLength: 4_000 } }}
                sx={{ mt: 1 }}
              />
            </Box>
          )}
        </DialogContent>
        <DialogActions>
          <Button onClick={() => setOpen(false)}>{text("common.cancel")}</Button>
          <Button variant="contained" loading={sending} onClick={() => void publish()}>
            {text("activity.publish")}
          </Button>
        </DialogActions>
      </Dialog>
    </>
  );
};
