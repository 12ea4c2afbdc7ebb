import PreviousIcon from "@mui/icons-material/ChevronLeft";
import NextIcon from "@mui/icons-material/ChevronRight";
import { Box, Button, Card, IconButton, Link, Typography } from "@mui/material";
import { type ActivityFilter, ListSessionsDocument } from "#schema/operations";
import { Link as RouterLink } from "react-router-dom";
import { Empty } from "../fields/Empty.tsx";
import { Loading } from "../fields/Loading.tsx";
import { Refusal } from "../fields/Refusal.tsx";
import { today, useFormat } from "../platform/format.ts";
import { useText } from "../platform/i18n/index.ts";
import { useOperation } from "../platform/useOperation.ts";
import { addressOf } from "../routes.ts";
import { addDays, isDay, mondayOf } from "./week.ts";

type ActivityWeekProps = {
  readonly filter: ActivityFilter;
  /** A day of the week that is shown; this week's where it is none. */
  readonly from: string | undefined;
  readonly onMove: (monday: string) => void;
};

/** What goes on in a week, day by day. */
export const ActivityWeek = ({ filter, from, onMove }: ActivityWeekProps) => {
  const text = useText();
  const { weekday, shortDate, clock, dayOf } = useFormat();
  const monday = mondayOf(isDay(from) ? from : today());
  const days = Array.from({ length: 7 }, (_, n) => addDays(monday, n));
  const isNarrow = (filter.municipalities?.length ?? 0) > 0;
  const { data, error, refetch } = useOperation(
    ListSessionsDocument,
    isNarrow ? { filter, from: monday, until: addDays(monday, 6) } : null,
  );
  const sessions = data?.sessions.nodes ?? [];
  const total = data?.sessions.totalCount ?? 0;
  if (!isNarrow) return <Empty title={text("activity.choosePlace")} help={text("activity.choosePlaceHelp")} />;
  return (
    <>
      <Box sx={{ display: "flex", flexWrap: "wrap", gap: 1, alignItems: "center", mb: 2 }}>
        <IconButton aria-label={text("activity.weekBefore")} onClick={() => onMove(addDays(monday, -7))}>
          <PreviousIcon />
        </IconButton>
        <Typography variant="h2" aria-live="polite">
          {text("activity.weekOf", { from: shortDate(monday), until: shortDate(addDays(monday, 6)) })}
        </Typography>
        <IconButton aria-label={text("activity.weekAfter")} onClick={() => onMove(addDays(monday, 7))}>
          <NextIcon />
        </IconButton>
        {monday !== mondayOf(today()) && (
          <Button size="small" onClick={() => onMove(mondayOf(today()))}>
            {text("activity.thisWeek")}
          </Button>
        )}
      </Box>
      {error !== null && <Refusal error={error} retry={() => void refetch()} />}
      {data === undefined && error === null && <Loading lines={8} />}
      {data !== undefined && (
        <>
          <Typography role="status" color="textSecondary" sx={{ mb: 1.5 }}>
            {total > sessions.length
              ? text("activity.firstTimes", { shown: sessions.length, total })
              : text("activity.timesCount", { smart_count: total })}
          </Typography>
          <Box
            sx={{
              display: "grid",
              gap: 1.5,
              gridTemplateColumns: { xs: "minmax(0, 1fr)", lg: "repeat(7, minmax(0, 1fr))" },
              alignItems: "start",
            }}
          >
            {days.map((day) => (
              <Card
                component="section"
                key={day}
                aria-labelledby={`day-${day}`}
                sx={{ p: 1.5, ...(day === today() && { borderTop: "4px solid", borderTopColor: "secondary.main" }) }}
              >
                <Typography variant="h3" id={`day-${day}`} sx={{ mb: 1 }}>
                  {weekday(day)} {shortDate(day)}
                </Typography>
                <Box component="ol" sx={{ listStyle: "none", m: 0, p: 0, display: "grid", gap: 1.25 }}>
                  {sessions
                    .filter(({ startsAt }) => dayOf(startsAt) === day)
                    .map(({ scheduledAt, startsAt, endsAt, isCancelled, note, activity }) => (
                      <Box component="li" key={`${activity.id} ${scheduledAt}`}>
                        <Typography variant="body2" color="textSecondary">
                          {`${clock(startsAt)}–${clock(endsAt)}`}
                          {isCancelled && ` · ${text("activity.cancelled")}`}
                        </Typography>
                        <Link
                          component={RouterLink}
                          to={addressOf("activity", { id: activity.id })}
                          sx={{ overflowWrap: "anywhere", ...(isCancelled && { textDecoration: "line-through" }) }}
                        >
                          {activity.title}
                        </Link>
                        <Typography variant="body2" color="textSecondary" sx={{ overflowWrap: "anywhere" }}>
                          {[activity.place.name, activity.organiser.name, note].filter(Boolean).join(" · ")}
                        </Typography>
                      </Box>
                    ))}
                </Box>
                {!sessions.some(({ startsAt }) => dayOf(startsAt) === day) && (
                  <Typography variant="body2" color="textSecondary">
                    {text("activity.nothingOn")}
                  </Typography>
                )}
              </Card>
            ))}
          </Box>
        </>
      )}
    </>
  );
};
