import { useContext, useId, useState } from "react";
import { Alert, Button, Dialog, DialogActions, DialogContent, DialogTitle } from "@mui/material";
import { useQueryClient } from "@tanstack/react-query";
import { TagOrganisationsDocument, type TagOrganisationsInput } from "#schema/operations";
import { CloseNotificationContext, useNotify } from "react-admin";
import { DraftKept } from "../fields/DraftKept.tsx";
import { WordsField } from "../fields/WordsField.tsx";
import { request } from "../platform/client.ts";
import { useText } from "../platform/i18n/index.ts";
import { useRefusalText } from "../platform/refusals.ts";
import { useChange } from "../platform/useChange.ts";
import { useDraft } from "../platform/useDraft.ts";
import { useSelection } from "./selection.ts";
import { mostTagged, undoOf } from "./tagging.ts";
import { useVocabulary } from "./useVocabulary.ts";

type Tags = Pick<TagOrganisationsInput, "add" | "remove">;

/** Tags all that are selected, at most 30, and offers to undo it. */
export const TagDialog = ({ open, onClose }: { open: boolean; onClose: () => void }) => {
  const text = useText();
  const titleId = useId();
  const notify = useNotify();
  const { selected, clear } = useSelection();
  const { tags } = useVocabulary();
  const { send, sending } = useChange(TagOrganisationsDocument);
  const { values, write, drop, kept } = useDraft<Tags>("tags", { add: [], remove: [] });
  const { add, remove } = values;
  const [hasTried, setTried] = useState(false);
  const organisations = [...selected.values()];
  const count = organisations.length;
  const nothing = add.length === 0 && remove.length === 0;

  const close = (): void => {
    drop();
    setTried(false);
    onClose();
  };

  const apply = async (): Promise<void> => {
    setTried(true);
    if (nothing || count > mostTagged) return;
    const input: TagOrganisationsInput = { organisationIds: organisations.map(({ id }) => id), add, remove };
    const outcome = await send((idempotencyKey) => ({ input, idempotencyKey }));
    if ("problems" in outcome) return;
    // Until the person closes it: what can be undone should not run away.
    notify(<Tagged count={count} undo={undoOf(organisations, input)} />, { autoHideDuration: null });
    clear();
    close();
  };

  return (
    <Dialog open={open} onClose={close} aria-labelledby={titleId} fullWidth maxWidth="sm">
      <DialogTitle id={titleId}>{text("tagging.title", { smart_count: count })}</DialogTitle>
      <DialogContent sx={{ display: "grid", gap: 2.5, overflow: "visible" }}>
        <DraftKept {...kept} />
        {count > mostTagged && <Alert severity="warning">{text("tagging.tooMany", { max: mostTagged, count })}</Alert>}
        <WordsField
          autoFocus
          label={text("tagging.add")}
          help={text("tagging.help")}
          value={add}
          suggestions={tags.map(({ id }) => id)}
          onChange={(words) => write({ add: words })}
        />
        <WordsField
          label={text("tagging.remove")}
          help={text("tagging.help")}
          value={remove}
          suggestions={[...new Set(organisations.flatMap((organisation) => organisation.tags))]}
          onChange={(words) => write({ remove: words })}
        />
        {hasTried && nothing && <Alert severity="warning">{text("tagging.nothing")}</Alert>}
      </DialogContent>
      <DialogActions>
        <Button onClick={close}>{text("common.cancel")}</Button>
        <Button variant="contained" disabled={count > mostTagged} loading={sending} onClick={() => void apply()}>
          {text("tagging.apply")}
        </Button>
      </DialogActions>
    </Dialog>
  );
};

const Tagged = ({ count, undo }: { count: number; undo: readonly TagOrganisationsInput[] }) => {
  const text = useText();
  const notify = useNotify();
  const refusalText = useRefusalText();
  const queries = useQueryClient();
  const close = useContext(CloseNotificationContext);
  const [isUndoing, setUndoing] = useState(false);

  const undoAll = async (): Promise<void> => {
    setUndoing(true);
    try {
      for (const input of undo) await request(TagOrganisationsDocument, { input, idempotencyKey: crypto.randomUUID() });
      notify("tagging.undone");
    } catch (error) {
      notify(refusalText(error), { type: "error", autoHideDuration: 10_000 });
    }
    close?.();
    await queries.invalidateQueries();
  };

  return (
    <Alert
      severity="success"
      sx={{ boxShadow: 6, alignItems: "center" }}
      action={
        <>
          {undo.length > 0 && (
            <Button color="inherit" size="small" loading={isUndoing} onClick={() => void undoAll()}>
              {text("common.undo")}
            </Button>
          )}
          <Button color="inherit" size="small" onClick={() => close?.()}>
            {text("common.close")}
          </Button>
        </>
      }
    >
      {text("tagging.done", { smart_count: count })}
    </Alert>
  );
};
