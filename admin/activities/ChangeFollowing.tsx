import { Alert, Box, Button, DialogActions, DialogContent, Typography } from "@mui/material";
import {
  type ActivityPageFragment,
  type ActivityTimeFragment,
  ChangeFollowingDocument,
  type ScheduleInput,
} from "#schema/operations";
import { Form, useNotify } from "react-admin";
import type { FieldValues } from "react-hook-form";
import { Draft } from "../fields/Draft.tsx";
import { useFormat } from "../platform/format.ts";
import { useText } from "../platform/i18n/index.ts";
import { useChange } from "../platform/useChange.ts";
import { ScheduleInputs } from "./ScheduleInputs.tsx";

type ChangeFollowingProps = {
  readonly activity: ActivityPageFragment;
  readonly time: ActivityTimeFragment;
  /** The rule that gives the time. */
  readonly rule: ActivityPageFragment["schedules"][number];
  readonly onClose: () => void;
};

/** The rule as it goes on from a day. What counts its times would count them anew, and ends on its last day instead. */
const fromDay = ({ words: _, lastDay, ...rule }: ChangeFollowingProps["rule"], startsOn: string): ScheduleInput => ({
  ...rule,
  startsOn,
  repeats:
    rule.repeats === null
      ? null
      : { ...rule.repeats, count: null, until: rule.repeats.count === null ? rule.repeats.until : lastDay },
});

/** A time and those that follow it by the same rule get another; it is said in words before it is saved. */
export const ChangeFollowing = ({ activity, time, rule, onClose }: ChangeFollowingProps) => {
  const text = useText();
  const notify = useNotify();
  const { dayOf } = useFormat();
  const { send, sending, isOvertaken } = useChange(ChangeFollowingDocument, { tells: false });
  const { id, version, schedules } = activity;

  const save = async ({ schedule }: { schedule: ScheduleInput }): Promise<Record<string, unknown> | undefined> => {
    const outcome = await send((idempotencyKey) => ({
      input: { activityId: id, version, scheduledAt: time.scheduledAt, schedule },
      idempotencyKey,
    }));
    if ("problems" in outcome) {
      const { problems } = outcome;
      // What is wrong with the rule is told by its own fields.
      return "root" in problems || "schedule" in problems ? problems : { schedule: problems };
    }
    notify("activity.followingChanged", { type: "success" });
    onClose();
    return undefined;
  };

  return (
    <Form
      defaultValues={{ schedule: fromDay(rule, dayOf(time.scheduledAt)) }}
      onSubmit={(values: FieldValues) => save(values as { schedule: ScheduleInput })}
      noValidate
    >
      <DialogContent sx={{ display: "grid", gap: 2, "& .MuiFormControl-root": { my: 0 } }}>
        <Draft address={`times of ${id} from ${time.scheduledAt}`} />
        {isOvertaken && <Alert severity="warning">{text("refusal.VERSION_CONFLICT")}</Alert>}
        <Box sx={{ pt: 1 }}>
          <ScheduleInputs source="schedule" />
        </Box>
        <Typography variant="body2" color="textSecondary">
          {[text("activity.followingHelp"), ...(schedules.length > 1 ? [text("activity.otherRules")] : [])].join(" ")}
        </Typography>
      </DialogContent>
      <DialogActions>
        <Button onClick={onClose}>{text("common.cancel")}</Button>
        <Button type="submit" variant="contained" loading={sending}>
          {text("activity.saveFollowing")}
        </Button>
      </DialogActions>
    </Form>
  );
};
