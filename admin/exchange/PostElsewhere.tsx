import { useId, useState } from "react";
import {
  Alert,
  Box,
  Button,
  Dialog,
  DialogActions,
  DialogContent,
  DialogContentText,
  DialogTitle,
  Tab,
  Tabs,
  TextField,
  Typography,
} from "@mui/material";
import {
  type PostingPlatform,
  RecordPostingDocument,
  RemovePostingDocument,
  ShowPostingsDocument,
  type ShowPostingsQuery,
} from "#schema/operations";
import { useNotify } from "react-admin";
import { Loading } from "../fields/Loading.tsx";
import { Refusal } from "../fields/Refusal.tsx";
import { SafeLink } from "../fields/SafeLink.tsx";
import { Section } from "../fields/Section.tsx";
import { useFormat } from "../platform/format.ts";
import { useText } from "../platform/i18n/index.ts";
import { useChange } from "../platform/useChange.ts";
import { useDraft } from "../platform/useDraft.ts";
import { useOperation } from "../platform/useOperation.ts";

type Activity = NonNullable<ShowPostingsQuery["activity"]>;
type Draft = Activity["postingDrafts"][number];

/** Where an activity is posted besides, and what to post there. */
export const PostElsewhere = ({ id, title, mayEdit }: { id: string; title: string; mayEdit: boolean }) => {
  const text = useText();
  const { day } = useFormat();
  const { data, error, refetch } = useOperation(ShowPostingsDocument, { id });
  const [isOpen, setOpen] = useState(false);
  if (error) return <Refusal error={error} retry={() => void refetch()} />;
  const activity = data?.activity ?? null;
  if (activity === null || (!mayEdit && activity.postings.length === 0)) return null;
  return (
    <Section
      title={text("exchange.postings")}
      actions={
        mayEdit && (
          <Button size="small" onClick={() => setOpen(true)}>
            {text("exchange.post")}
          </Button>
        )
      }
    >
      {activity.postings.length === 0 && <Typography color="textSecondary">{text("exchange.noPostings")}</Typography>}
      <Box component="ul" sx={{ listStyle: "none", m: 0, p: 0, display: "grid", gap: 1 }}>
        {activity.postings.map(({ platform, url, recordedAt }) => (
          <li key={platform}>
            <Typography>
              {text(`platform.${platform}`)}: <SafeLink address={url} />
            </Typography>
            <Typography variant="body2" color="textSecondary">
              {text("exchange.recorded", { when: day(recordedAt) })}
            </Typography>
          </li>
        ))}
      </Box>
      {isOpen && <PostDialog id={id} title={title} activity={activity} onClose={() => setOpen(false)} />}
    </Section>
  );
};

type PostDialogProps = {
  readonly id: string;
  readonly title: string;
  readonly activity: Activity;
  readonly onClose: () => void;
};

const PostDialog = ({ id, title, activity, onClose }: PostDialogProps) => {
  const text = useText();
  const titleId = useId();
  const [platform, setPlatform] = useState<PostingPlatform>("FRIVILLIG_NO");
  const draft = activity.postingDrafts.find((one) => one.platform === platform);
  const posted = activity.postings.find((one) => one.platform === platform);
  return (
    <Dialog open onClose={onClose} aria-labelledby={titleId} fullWidth maxWidth="sm">
      <DialogTitle id={titleId}>{text("exchange.postTitle", { title })}</DialogTitle>
      <DialogContent sx={{ display: "grid", gap: 2 }}>
        <DialogContentText>{text("exchange.postHelp")}</DialogContentText>
        <Tabs
          value={platform}
          onChange={(_, chosen: PostingPlatform) => setPlatform(chosen)}
          aria-label={text("exchange.platform")}
        >
          {activity.postingDrafts.map((one) => (
            <Tab key={one.platform} value={one.platform} label={text(`platform.${one.platform}`)} />
          ))}
        </Tabs>
        {draft ? <Texts draft={draft} /> : <Loading lines={6} />}
        <Address key={`${platform} ${posted?.url}`} id={id} platform={platform} posted={posted?.url ?? null} />
      </DialogContent>
      <DialogActions>
        <Button onClick={onClose}>{text("common.close")}</Button>
      </DialogActions>
    </Dialog>
  );
};

const Texts = ({ draft }: { draft: Draft }) => {
  const text = useText();
  const notify = useNotify();
  const copy = async (words: string): Promise<void> => {
    try {
      await navigator.clipboard.writeText(words);
      notify("exchange.copied", { type: "success" });
    } catch {
      notify("exchange.notCopied", { type: "warning" });
    }
  };
  return (
    <>
      {draft.isOutsideAges && <Alert severity="warning">{text("exchange.outsideAges")}</Alert>}
      <Box component="ul" sx={{ listStyle: "none", m: 0, p: 0, display: "grid", gap: 1.5 }}>
        {draft.texts.map(({ field, text: words, longest, isShortened }) => (
          <Box component="li" key={field} sx={{ display: "flex", gap: 1, alignItems: "flex-start" }}>
            <Box sx={{ flex: 1, minWidth: 0 }}>
              <Typography variant="body2" color="textSecondary">
                {text(`postingField.${field}`)}
                {longest !== null && ` (${words.length}/${longest})`}
                {isShortened && ` · ${text("exchange.shortened")}`}
              </Typography>
              <Typography sx={{ whiteSpace: "pre-line", overflowWrap: "anywhere" }}>{words}</Typography>
            </Box>
            <Button
              size="small"
              variant="outlined"
              aria-label={text("exchange.copyOf", { field: text(`postingField.${field}`) })}
              onClick={() => void copy(words)}
            >
              {text("exchange.copy")}
            </Button>
          </Box>
        ))}
      </Box>
      <Typography>
        {text("exchange.open")} <SafeLink address={draft.url} />
      </Typography>
    </>
  );
};

type AddressProps = { readonly id: string; readonly platform: PostingPlatform; readonly posted: string | null };

/** The address of what was posted, noted when it is there and taken away when it is not. */
const Address = ({ id, platform, posted }: AddressProps) => {
  const text = useText();
  const notify = useNotify();
  const record = useChange(RecordPostingDocument, { tells: false });
  const remove = useChange(RemovePostingDocument);
  const { values, write, drop } = useDraft(`posting of ${id} ${platform}`, { url: posted ?? "" });
  const url = values.url.trim();
  const [problem, setProblem] = useState<string | null>(null);
  const save = async (): Promise<void> => {
    const outcome = await record.send((idempotencyKey) => ({
      input: { activityId: id, platform, url },
      idempotencyKey,
    }));
    if ("problems" in outcome) {
      const { url: wrong, root } = outcome.problems as { url?: string; root?: { serverError?: string } };
      return setProblem(wrong ?? root?.serverError ?? text("problem.OTHER"));
    }
    setProblem(null);
    drop();
    notify("exchange.postingSaved", { type: "success" });
  };
  const takeDown = async (): Promise<void> => {
    const outcome = await remove.send((idempotencyKey) => ({ input: { activityId: id, platform }, idempotencyKey }));
    if ("problems" in outcome) return;
    drop();
    notify("exchange.postingRemoved", { type: "success" });
  };
  return (
    <Box sx={{ display: "flex", gap: 1, flexWrap: "wrap", alignItems: "flex-start" }}>
      <TextField
        size="small"
        type="url"
        label={text("exchange.postingUrl")}
        error={problem !== null}
        helperText={problem ?? text("exchange.postingUrlHelp")}
        value={values.url}
        onChange={(event) => write({ url: event.target.value })}
        sx={{ flex: "1 1 16rem" }}
      />
      <Button variant="contained" disabled={url === ""} loading={record.sending} onClick={() => void save()}>
        {text("exchange.record")}
      </Button>
      {posted !== null && (
        <Button loading={remove.sending} onClick={() => void takeDown()}>
          {text("exchange.takenDown")}
        </Button>
      )}
    </Box>
  );
};
