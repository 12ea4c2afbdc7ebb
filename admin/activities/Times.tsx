import { useState } from "react";
import CalendarIcon from "@mui/icons-material/EventRepeatOutlined";
import { Box, Button, Typography } from "@mui/material";
import { type ActivityPageFragment, type ActivityTimeFragment, ShowActivityTimesDocument } from "#schema/operations";
import { Loading } from "../fields/Loading.tsx";
import { Refusal } from "../fields/Refusal.tsx";
import { Section } from "../fields/Section.tsx";
import { today, useFormat } from "../platform/format.ts";
import { useText } from "../platform/i18n/index.ts";
import { useOperation } from "../platform/useOperation.ts";
import { ChangeTime } from "./ChangeTime.tsx";
import { addDays } from "./days.ts";

/** So many days at a time. */
const period = 42;

/** When an activity takes place: its rules in words, and the single times to come. */
export const Times = ({ activity }: { activity: ActivityPageFragment }) => {
  const text = useText();
  const { weekday, shortDate, dayOf, clock } = useFormat();
  const [periods, setPeriods] = useState(1);
  const from = today();
  const { data, error, refetch } = useOperation(ShowActivityTimesDocument, {
    id: activity.id,
    from,
    until: addDays(from, period * periods),
  });
  const [changing, setChanging] = useState<ActivityTimeFragment>();
  const times = data?.activity?.sessions ?? [];
  return (
    <Section
      title={text("activity.when")}
      actions={
        activity.state !== "DRAFT" &&
        activity.calendarPath !== null && (
          <Button size="small" startIcon={<CalendarIcon />} href={activity.calendarPath}>
            {text("activity.subscribe")}
          </Button>
        )
      }
    >
      {activity.schedules.map(({ words }) => (
        <Typography key={words} sx={{ fontWeight: 600, mb: 1 }}>
          {words}
        </Typography>
      ))}
      {error !== null && <Refusal error={error} retry={() => void refetch()} />}
      {data === undefined && error === null && <Loading lines={5} />}
      {data !== undefined && times.length === 0 && (
        <Typography color="textSecondary">{text("activity.noTimes")}</Typography>
      )}
      <Box component="ol" aria-label={text("activity.comingTimes")} sx={{ listStyle: "none", m: 0, p: 0 }}>
        {times.map((time) => (
          <Box
            component="li"
            key={time.scheduledAt}
            sx={{ py: 1, borderTop: 1, borderColor: "divider", display: "flex", gap: 1, alignItems: "center" }}
          >
            <Box sx={{ flex: 1, minWidth: 0 }}>
              <Typography sx={time.isCancelled ? { textDecoration: "line-through" } : {}}>
                {`${weekday(dayOf(time.startsAt))} ${shortDate(dayOf(time.startsAt))}, ${clock(time.startsAt)}–${clock(time.endsAt)}`}
              </Typography>
              <Typography variant="body2" color="textSecondary">
                {[
                  time.isCancelled && text("activity.cancelled"),
                  !time.isCancelled &&
                    time.startsAt !== time.scheduledAt &&
                    text("activity.movedFrom", {
                      when: `${shortDate(dayOf(time.scheduledAt))}, ${clock(time.scheduledAt)}`,
                    }),
                  time.note,
                  time.taken !== null &&
                    (activity.capacity === null
                      ? text("activity.taken", { taken: time.taken })
                      : text("activity.takenOf", { taken: time.taken, capacity: activity.capacity })),
                  time.taken === null && time.isFull === true && text("activity.full"),
                  time.waiting !== null && time.waiting > 0 && text("activity.waiting", { waiting: time.waiting }),
                ]
                  .filter(Boolean)
                  .join(" · ")}
              </Typography>
            </Box>
            {activity.viewerMay.includes("CHANGE_SESSIONS") && (
              <Button
                size="small"
                aria-label={text("activity.changeTimeOf", { when: shortDate(dayOf(time.startsAt)) })}
                onClick={() => setChanging(time)}
              >
                {text("activity.changeTime")}
              </Button>
            )}
          </Box>
        ))}
      </Box>
      {times.length > 0 && periods < 8 && (
        <Button size="small" onClick={() => setPeriods(periods + 1)}>
          {text("activity.laterTimes")}
        </Button>
      )}
      {changing && (
        <ChangeTime
          key={changing.scheduledAt}
          activity={activity}
          time={changing}
          onClose={() => setChanging(undefined)}
        />
      )}
    </Section>
  );
};
