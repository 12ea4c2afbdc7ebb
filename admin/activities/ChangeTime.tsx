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
import { DraftKept } from "../fields/DraftKept.tsx";
import { useFormat } from "../platform/format.ts";
import { type MessageKey, useText } from "../platform/i18n/index.ts";
import { useChange } from "../platform/useChange.ts";
import { useDraft } from "../platform/useDraft.ts";
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
        {time.isCancelled && ` · ${text("activity.cancelled")}`}
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
  const { values, write, drop, kept } = useDraft(`time of ${id} ${time.scheduledAt}`, {
    day: dayOf(time.startsAt),
    from: clock(time.startsAt).replace(".", ":"),
    until: clock(time.endsAt).replace(".", ":"),
    note: time.note ?? "",
    taken: String(time.taken ?? ""),
    waiting: String(time.waiting ?? ""),
  });
  const { day, from, until, note, taken, waiting } = values;
  const finish = (): void => {
    drop();
    onClose();
  };
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
    finish();
  };
  const written = note.trim() === "" ? null : note.trim();
  const places = async (): Promise<void> => {
    const outcome = await count.send((idempotencyKey) => ({
      input: { activityId: id, scheduledAt: time.scheduledAt, taken: Number(taken), waiting: Number(waiting) },
      idempotencyKey,
    }));
    if ("problems" in outcome) return;
    notify("activity.placesCounted", { type: "success" });
    finish();
  };

  return (
    <>
      <DialogContent sx={{ display: "grid", gap: 2 }}>
        <DraftKept {...kept} />
        {change.isOvertaken && <Alert severity="warning">{text("refusal.VERSION_CONFLICT")}</Alert>}
        <TextField
          label={text("activity.note")}
          helperText={text("activity.noteHelp")}
          value={note}
          onChange={(event) => write({ note: event.target.value })}
          slotProps={{ htmlInput: { maxLength: 200 } }}
          sx={{ mt: 1 }}
        />
        {/* What is called off has no time to move before it is put back. */}
        {!time.isCancelled && (
          <Box sx={{ display: "grid", gap: 1.5, gridTemplateColumns: { xs: "1fr 1fr", sm: "repeat(3, 1fr)" } }}>
            {(
              [
                ["date", "day", day],
                ["time", "from", from],
                ["time", "until", until],
              ] as const
            ).map(([type, name, value]) => (
              <TextField
                key={name}
                type={type}
                label={text(`activity.${name}`)}
                value={value}
                onChange={(event) => write({ [name]: event.target.value })}
                slotProps={{ inputLabel: { shrink: true } }}
                {...(type === "date" && { sx: { gridColumn: { xs: "1 / -1", sm: "auto" } } })}
              />
            ))}
          </Box>
        )}
        <Box sx={{ display: "flex", flexWrap: "wrap", gap: 1 }}>
          <Button
            variant="contained"
            loading={change.sending}
            onClick={() =>
              void session(
                time.isCancelled
                  ? { startsAt: time.startsAt, endsAt: time.endsAt, isCancelled: true, note: written }
                  : { startsAt: instantOf(day, from), endsAt: instantOf(day, until), note: written },
                "activity.timeMoved",
              )
            }
          >
            {text(time.isCancelled ? "activity.saveNote" : "activity.moveTime")}
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
            onChange={(event) => write({ taken: event.target.value })}
            slotProps={{ htmlInput: { min: 0, step: 1 } }}
            sx={{ width: "11rem" }}
          />
          <TextField
            type="number"
            label={text("activityField.waiting")}
            value={waiting}
            onChange={(event) => write({ waiting: event.target.value })}
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
        <Button onClick={finish}>{text("common.close")}</Button>
      </DialogActions>
    </>
  );
};
