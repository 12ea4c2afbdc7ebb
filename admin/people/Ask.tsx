import { useId, useState, type ReactNode } from "react";
import { Box, Button, Dialog, DialogActions, DialogContent, DialogContentText, DialogTitle } from "@mui/material";
import { DraftKept } from "../fields/DraftKept.tsx";
import { useText } from "../platform/i18n/index.ts";
import type { Kept } from "../platform/useDraft.ts";

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
  /** What is filled in inside, where words are: gone when it is done or cancelled. */
  readonly kept?: Kept;
  readonly children?: ReactNode;
};

/** A button that asks first, and tells what follows; what is to be filled in stands inside. */
export const Ask = ({
  label,
  title,
  help,
  confirm,
  isDanger = false,
  sending,
  onConfirm,
  kept,
  children,
}: AskProps) => {
  const text = useText();
  const [isOpen, setOpen] = useState(false);
  const titleId = useId();
  const formId = useId();
  const finish = (): void => {
    kept?.drop();
    setOpen(false);
  };
  return (
    <>
      <Button size="small" variant="outlined" color={isDanger ? "error" : "primary"} onClick={() => setOpen(true)}>
        {label}
      </Button>
      <Dialog open={isOpen} onClose={() => setOpen(false)} aria-labelledby={titleId} fullWidth maxWidth="sm">
        <DialogTitle id={titleId}>{title}</DialogTitle>
        <DialogContent>
          {help !== undefined && <DialogContentText sx={{ mb: 2 }}>{help}</DialogContentText>}
          <Box
            component="form"
            id={formId}
            noValidate
            onSubmit={(event) => {
              event.preventDefault();
              void onConfirm().then((isDone) => isDone && finish());
            }}
            sx={{ display: "grid", gap: 2 }}
          >
            {kept && <DraftKept {...kept} />}
            {children}
          </Box>
        </DialogContent>
        <DialogActions>
          <Button onClick={finish}>{text("common.cancel")}</Button>
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
