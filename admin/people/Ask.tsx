import { useId, useState, type ReactNode } from "react";
import { Button, Dialog, DialogActions, DialogContent, DialogContentText, DialogTitle } from "@mui/material";
import { useText } from "../platform/i18n/index.ts";

type AskProps = {
  /** What opens the question. */
  readonly label: string;
  readonly title: string;
  readonly help?: string;
  readonly confirm: string;
  readonly isDanger?: boolean;
  readonly sending: boolean;
  /** Resolves to whether it was done: then the question closes. */
  readonly onConfirm: () => Promise<boolean>;
  readonly children?: ReactNode;
};

/** A button that asks first, and tells what follows; what is to be filled in stands inside. */
export const Ask = ({ label, title, help, confirm, isDanger = false, sending, onConfirm, children }: AskProps) => {
  const text = useText();
  const [isOpen, setOpen] = useState(false);
  const titleId = useId();
  const formId = useId();
  return (
    <>
      <Button size="small" variant="outlined" color={isDanger ? "error" : "primary"} onClick={() => setOpen(true)}>
        {label}
      </Button>
      <Dialog open={isOpen} onClose={() => setOpen(false)} aria-labelledby={titleId} fullWidth maxWidth="sm">
        <DialogTitle id={titleId}>{title}</DialogTitle>
        <DialogContent>
          {help !== undefined && <DialogContentText sx={{ mb: 2 }}>{help}</DialogContentText>}
          <form
            id={formId}
            noValidate
            onSubmit={(event) => {
              event.preventDefault();
              void onConfirm().then((isDone) => isDone && setOpen(false));
            }}
          >
            {children}
          </form>
        </DialogContent>
        <DialogActions>
          <Button onClick={() => setOpen(false)}>{text("common.cancel")}</Button>
          <Button
            type="submit"
            form={formId}
            variant="contained"
            color={isDanger ? "error" : "primary"}
            loading={sending}
          >
            {confirm}
          </Button>
        </DialogActions>
      </Dialog>
    </>
  );
};
