import { useId, useState } from "react";
import { Button, Dialog, DialogActions, DialogContent, DialogContentText, DialogTitle } from "@mui/material";
import { EndActivityDocument, type ActivityPageFragment } from "#schema/operations";
import { useNotify } from "react-admin";
import { useText } from "../platform/i18n/index.ts";
import { useChange } from "../platform/useChange.ts";

/** Ends an activity for good, after one question. */
export const EndActivity = ({ activity: { id, version, title } }: { activity: ActivityPageFragment }) => {
  const text = useText();
  const notify = useNotify();
  const { send, sending } = useChange(EndActivityDocument);
  const [isOpen, setOpen] = useState(false);
  const titleId = useId();
  const end = async (): Promise<void> => {
    const outcome = await send((idempotencyKey) => ({ input: { activityId: id, version }, idempotencyKey }));
    setOpen(false);
    if (!("problems" in outcome)) notify("activity.ended", { type: "success" });
  };
  return (
    <>
      <Button variant="outlined" color="error" onClick={() => setOpen(true)}>
        {text("activity.end")}
      </Button>
      <Dialog open={isOpen} onClose={() => setOpen(false)} aria-labelledby={titleId}>
        <DialogTitle id={titleId}>{text("activity.endTitle", { title })}</DialogTitle>
        <DialogContent>
          <DialogContentText>{text("activity.endText")}</DialogContentText>
        </DialogContent>
        <DialogActions>
          <Button onClick={() => setOpen(false)}>{text("common.cancel")}</Button>
          <Button variant="contained" color="error" loading={sending} onClick={() => void end()}>
            {text("activity.end")}
          </Button>
        </DialogActions>
      </Dialog>
    </>
  );
};
