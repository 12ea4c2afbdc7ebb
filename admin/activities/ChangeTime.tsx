import { useId, useState } from "react";
import {
  Alert,
  Box,
  Button,
  Dialog,
  DialogActions,
  DialogContent,
  DialogTitle,
  FormControl,
  FormControlLabel,
  FormLabel,
  Radio,
  RadioGroup,
  TextField,
  Typography,
} from "@mui/material";
import {
  type ActivityPageFragment,
  type ActivityTimeFragment,
  ChangeSessionDocument,
  CountPlacesDocument,
} from "#schema/operations";
import { useNotify } from "react-admin";
import { useFormat } from "../platform/format.ts";
import { type MessageKey, useText } from "../platform/i18n/index.ts";
import { useChange } from "../platform/useChange.ts";
import { ChangeFollowing } from "./ChangeFollowing.tsx";
import { instantOf } from "./instant.ts";
import { ruleOf } from "./ruleOf.ts";

type ChangeTimeProps = {
  readonly activity: ActivityPageFragment;
  readonly time: ActivityTimeFragment;
  readonly onClose: () => void;
};

/** A time of an activity, alone or with those that follow it by the same rule. */
export const ChangeTime = ({ activity, time, onClose }: ChangeTimeProps) => {
  const text = useText();
  const { weekday, shortDate, dayOf, clock } = useFormat();
  const [isFollowing, setFollowing] = useState(false);
  const [titleId, reachId] = [useId(), useId()];
  const rule = ruleOf(activity.schedules, dayOf(time.scheduledAt), clock(time.scheduledAt).replace(".", ":"));
  return (
    <Dialog open onClose={onClose} aria-labelledby={titleId} fullWidth maxWidth={isFollowing ? "md" : "sm"}>
      <DialogTitle id={titleId}>
        {`${weekday(dayOf(time.startsAt))} ${shortDate(dayOf(time.startsAt))}, ${clock(time.startsAt)}`}
      </DialogTitle>
      {rule?.repeats != null && (
        <FormControl sx={{ px: 3, pb: 1 }}>
          <FormLabel id={reachId}>{text("activity.reach")}</FormLabel>
          <RadioGroup
            row
            aria-labelledby={reachId}
            value={isFollowing ? "following" : "onlyThis"}
            onChange={(_, chosen) => setFollowing(chosen === "following")}
          >
            {(["onlyThis", "following"] as const).map((reach) => (
              <FormControlLabel key={reach} value={reach} control={<Radio />} label={text(`activity.${reach}`)} />
            ))}
          </RadioGroup>
        </FormControl>
      )}
      {isFollowing && rule !== undefined ? (
        <ChangeFollowing activity={activity} time={time} rule={rule} onClose={onClose} />
      ) : (
        <ChangeOne activity={activity} time={time} onClose={onClose} />
      )}
    </Dialog>
  );
};

/** One single time: called off, moved, put back, or its places counted. */
const ChangeOne = ({ activity: { id, version }, time, onClose }: ChangeTimeProps) => {
  const text = useText();
  const notify = useNotify();
  const { dayOf, clock } = useFormat();
  const change = useChange(ChangeSessionDocument);
  const count = useChange(CountPlacesDocument);
  const [day, setDay] = useState(dayOf(time.startsAt));
  const [from, setFrom] = useState(clock(time.startsAt).replace(".", ":"));
  const [until, setUntil] = useState(clock(time.endsAt).replace(".", ":"));
  const [note, setNote] = useState(time.note ?? "");
  const [taken, setTaken] = useState(String(time.taken ?? ""));
  const [waiting, setWaiting] = useState(String(time.waiting ?? ""));
  const isAsPlanned = !time.isCancelled && time.startsAt === time.scheduledAt && time.note === null;

  const session = async (
    more: { isCancelled?: boolean; startsAt?: string; endsAt?: string; note?: string | null },
    told: MessageKey,
  ): Promise<void> => {
    const outcome = await change.send((idempotencyKey) => ({
      input: { activityId: id, version, scheduledAt: time.scheduledAt, ...more },
      idempotencyKey,
    }));
    if ("problems" in outcome) return;
    notify(told, { type: "success" });
    onClose();
  };
  const written = note.trim() === "" ? null : note.trim();
  const places = async (): Promise<void> => {
    const outcome = await count.send((idempotencyKey) => ({
      input: { activityId: id, scheduledAt: time.scheduledAt, taken: Number(taken), waiting: Number(waiting) },
      idempotencyKey,
    }));
    if ("problems" in outcome) return;
    notify("activity.placesCounted", { type: "success" });
    onClose();
  };

  return (
    <>
      <DialogContent sx={{ display: "grid", gap: 2 }}>
        {change.isOvertaken && <Alert severity="warning">{text("refusal.VERSION_CONFLICT")}</Alert>}
        <TextField
          label={text("activity.note")}
          helperText={text("activity.noteHelp")}
          value={note}
          onChange={(event) => setNote(event.target.value)}
          slotProps={{ htmlInput: { maxLength: 200 } }}
          sx={{ mt: 1 }}
        />
        <Box sx={{ display: "grid", gap: 1.5, gridTemplateColumns: { xs: "1fr", sm: "2fr 1fr 1fr" } }}>
          {(
            [
              ["date", "activity.day", day, setDay],
              ["time", "activity.from", from, setFrom],
              ["time", "activity.until", until, setUntil],
            ] as const
          ).map(([type, label, value, set]) => (
            <TextField
              key={label}
              type={type}
              label={text(label)}
              value={value}
              onChange={(event) => set(event.target.value)}
              slotProps={{ inputLabel: { shrink: true } }}
            />
          ))}
        </Box>
        <Box sx={{ display: "flex", flexWrap: "wrap", gap: 1 }}>
          <Button
            variant="contained"
            loading={change.sending}
            onClick={() =>
              void session(
                { startsAt: instantOf(day, from), endsAt: instantOf(day, until), note: written },
                "activity.timeMoved",
              )
            }
          >
            {text("activity.moveTime")}
          </Button>
          {!time.isCancelled && (
            <Button
              variant="outlined"
              color="error"
              loading={change.sending}
              onClick={() => void session({ isCancelled: true, note: written }, "activity.timeCancelled")}
            >
              {text("activity.cancelTime")}
            </Button>
          )}
          {!isAsPlanned && (
            <Button
              variant="outlined"
              loading={change.sending}
              onClick={() => void session({}, "activity.timeRestored")}
            >
              {text("activity.restoreTime")}
            </Button>
          )}
        </Box>
        <Typography variant="h3" sx={{ mt: 1 }}>
          {text("activity.places")}
        </Typography>
        <Box sx={{ display: "flex", flexWrap: "wrap", gap: 1.5, alignItems: "center" }}>
          <TextField
            type="number"
            label={text("activityField.taken")}
            value={taken}
            onChange={(event) => setTaken(event.target.value)}
            slotProps={{ htmlInput: { min: 0, step: 1 } }}
            sx={{ width: "11rem" }}
          />
          <TextField
            type="number"
            label={text("activityField.waiting")}
            value={waiting}
            onChange={(event) => setWaiting(event.target.value)}
            slotProps={{ htmlInput: { min: 0, step: 1 } }}
            sx={{ width: "11rem" }}
          />
          <Button variant="outlined" disabled={taken === ""} loading={count.sending} onClick={() => void places()}>
            {text("common.save")}
          </Button>
        </Box>
        <Typography variant="body2" color="textSecondary">
          {text("activity.placesHelp")}
        </Typography>
      </DialogContent>
      <DialogActions>
        <Button onClick={onClose}>{text("common.cancel")}</Button>
      </DialogActions>
    </>
  );
};
