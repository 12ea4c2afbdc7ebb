import { useState } from "react";
import { Box, Button, MenuItem, TextField, Typography } from "@mui/material";
import { PreviewScheduleDocument, type ScheduleInput } from "#schema/operations";
import { CheckboxGroupInput, NumberInput, required, SelectInput, TextInput, minValue, maxValue } from "react-admin";
import { useFormContext, useWatch } from "react-hook-form";
import { Rows } from "../fields/Rows.tsx";
import { weekdays } from "../organisations/choices.ts";
import { useFormat } from "../platform/format.ts";
import { textKey, useLanguage, useText } from "../platform/i18n/index.ts";
import { useOperation } from "../platform/useOperation.ts";
import { usePause } from "../platform/usePause.ts";
import { frequencies } from "./choices.ts";
import { addDays, isDay } from "./days.ts";
import { ExceptionDays } from "./ExceptionDays.tsx";

type Repeats = NonNullable<ScheduleInput["repeats"]>;

/** A rule made to repeat otherwise: what belongs to the way it repeated before goes. */
const repeating = (frequency: Repeats["frequency"], before: Repeats | null | undefined): Repeats => ({
  ...{ interval: 1, until: null, count: null },
  ...before,
  frequency,
  weekdays: frequency === "WEEKLY" ? (before?.weekdays ?? []) : [],
  weekOfMonth: null,
});

/** When something takes place, and beside it what that means in words, with the first times. */
export const ScheduleInputs = ({ source }: { source: string }) => {
  const text = useText();
  const { setValue } = useFormContext();
  const repeats = useWatch<Record<string, unknown>>({ name: `${source}.repeats` }) as Repeats | null | undefined;
  return (
    <Box sx={{ gridColumn: "1 / -1", display: "grid", gap: 1.5 }}>
      <Box sx={{ display: "grid", gap: 1.5, gridTemplateColumns: { xs: "1fr", sm: "repeat(4, 1fr)" } }}>
        <TextInput
          source={`${source}.startsOn`}
          type="date"
          label={textKey("activity.firstDay")}
          helperText={false}
          validate={required()}
        />
        <TextInput
          source={`${source}.startsAt`}
          type="time"
          label={textKey("activity.from")}
          helperText={false}
          validate={required()}
        />
        <TextInput
          source={`${source}.endsAt`}
          type="time"
          label={textKey("activity.until")}
          helperText={false}
          validate={required()}
        />
        <TextField
          select
          size="small"
          label={text("activity.repeats")}
          value={repeats?.frequency ?? "ONCE"}
          onChange={({ target }) => {
            const chosen = frequencies.find((one) => one === target.value);
            setValue(`${source}.repeats`, chosen ? repeating(chosen, repeats) : null, { shouldDirty: true });
          }}
        >
          {(["ONCE", ...frequencies] as const).map((id) => (
            <MenuItem key={id} value={id}>
              {text(`frequency.${id}`)}
            </MenuItem>
          ))}
        </TextField>
      </Box>
      {repeats && (
        <Box sx={{ display: "grid", gap: 1.5, gridTemplateColumns: { xs: "1fr", sm: "repeat(3, 1fr)" } }}>
          <NumberInput
            source={`${source}.repeats.interval`}
            label={textKey("activity.interval")}
            helperText={textKey("activity.intervalHelp")}
            min={1}
            step={1}
            validate={[required(), minValue(1), maxValue(52)]}
          />
          <TextInput
            source={`${source}.repeats.until`}
            type="date"
            label={textKey("activity.lastDay")}
            helperText={textKey("activity.lastDayHelp")}
            slotProps={{ inputLabel: { shrink: true } }}
            onChange={() => setValue(`${source}.repeats.count`, null)}
          />
          <NumberInput
            source={`${source}.repeats.count`}
            label={textKey("activity.times")}
            helperText={textKey("activity.timesHelp")}
            min={1}
            step={1}
            validate={[minValue(1), maxValue(1_000)]}
            onChange={() => setValue(`${source}.repeats.until`, null)}
          />
          {repeats.frequency === "MONTHLY" && (
            <SelectInput
              source={`${source}.repeats.weekOfMonth`}
              label={textKey("activity.weekOfMonth")}
              helperText={false}
              choices={[1, 2, 3, 4, -1].map((id) => ({ id, name: `weekOfMonth.${id}` }))}
              emptyText={textKey("weekOfMonth.none")}
            />
          )}
        </Box>
      )}
      {(repeats?.frequency === "WEEKLY" || repeats?.frequency === "MONTHLY") && (
        <CheckboxGroupInput
          source={`${source}.repeats.weekdays`}
          label={textKey("activity.weekdays")}
          helperText={false}
          row
          choices={weekdays.map((id) => ({ id, name: `weekday.${id}` }))}
        />
      )}
      {repeats && <Pauses source={source} />}
      <Preview source={source} />
    </Box>
  );
};

/** Holidays and terms, which most rules have none of. */
const Pauses = ({ source }: { source: string }) => {
  const text = useText();
  const [exceptions, seasons] = useWatch({ name: [`${source}.exceptions`, `${source}.seasons`] }) as [
    ScheduleInput["exceptions"],
    ScheduleInput["seasons"],
  ];
  const count = (exceptions?.length ?? 0) + (seasons?.length ?? 0);
  const [isOpen, setOpen] = useState(count > 0);
  return (
    <Box sx={{ display: "grid", gap: 2 }}>
      <Button variant="text" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)} sx={{ justifySelf: "start" }}>
        {count === 0 ? text("activity.pauses") : text("activity.pausesCounted", { count })}
      </Button>
      {isOpen && (
        <>
          <ExceptionDays source={`${source}.exceptions`} />
          <Rows
            source={`${source}.seasons`}
            title={text("activity.seasons")}
            help={text("activity.seasonsHelp")}
            addLabel={text("activity.addSeason")}
            most={20}
            fresh={() => ({ from: "", until: "" })}
          >
            {(row) => (
              <>
                {(["from", "until"] as const).map((name) => (
                  <TextInput
                    key={name}
                    source={`${row}.${name}`}
                    type="date"
                    label={textKey(`activity.${name}`)}
                    helperText={false}
                    validate={required()}
                    slotProps={{ inputLabel: { shrink: true } }}
                  />
                ))}
              </>
            )}
          </Rows>
        </>
      )}
    </Box>
  );
};

const Preview = ({ source }: { source: string }) => {
  const text = useText();
  const [language] = useLanguage();
  const { weekday, shortDate, dayOf, clock, list } = useFormat();
  const written = useWatch<Record<string, unknown>>({ name: source }) as ScheduleInput | undefined;
  // People pause when they have said enough; what is half said is not asked about.
  const schedule = JSON.parse(usePause(JSON.stringify(written ?? {}), 400)) as Partial<ScheduleInput>;
  const { startsOn: from, startsAt: begins, endsAt: ends } = schedule;
  const seasons = schedule.seasons?.filter((season) => isDay(season.from) && isDay(season.until)) ?? [];
  const { data, error } = useOperation(
    PreviewScheduleDocument,
    isDay(from) && begins && ends
      ? {
          schedule: { ...schedule, startsOn: from, startsAt: begins, endsAt: ends, seasons },
          language,
          from,
          until: addDays(from, 120),
        }
      : null,
  );
  const preview = data?.schedulePreview;
  return (
    <Box role="status" sx={{ minHeight: "3rem", borderLeft: "4px solid", borderColor: "primary.main", pl: 1.5 }}>
      {error !== null && <Typography color="error">{text("activity.impossibleRule")}</Typography>}
      {preview && (
        <>
          <Typography sx={{ fontWeight: 650 }}>{preview.words}</Typography>
          <Typography variant="body2" color="textSecondary">
            {preview.sessions.length === 0
              ? text("activity.noTimes")
              : text("activity.firstOnes", {
                  times: list(
                    preview.sessions
                      .slice(0, 3)
                      .map(
                        ({ startsAt }) =>
                          `${weekday(dayOf(startsAt))} ${shortDate(dayOf(startsAt))} ${clock(startsAt)}`,
                      ),
                  ),
                })}
          </Typography>
        </>
      )}
    </Box>
  );
};
