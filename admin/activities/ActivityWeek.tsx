import { Box, Card, Typography } from "@mui/material";
import { Loading } from "../fields/Loading.tsx";
import { today, useFormat } from "../platform/format.ts";
import { DaySessions } from "./DaySessions.tsx";
import { addDays, isDay, mondayOf } from "./days.ts";
import { FoundTimes } from "./FoundTimes.tsx";
import { WeekSteps } from "./WeekSteps.tsx";
import { type PeriodProps, useSessions } from "./useSessions.ts";

/** What goes on in a week, day by day. */
export const ActivityWeek = ({ filter, from, onMove }: PeriodProps) => {
  const { weekday, shortDate } = useFormat();
  const monday = mondayOf(isDay(from) ? from : today());
  const days = Array.from({ length: 7 }, (_, n) => addDays(monday, n));
  const { sessionsOn, ...found } = useSessions(filter, monday, addDays(monday, 6));
  return (
    <>
      <WeekSteps isHeading monday={monday} onMove={onMove} />
      <FoundTimes {...found} />
      {found.isLoading && <Loading lines={8} />}
      {!found.isLoading && found.error === null && (
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
                {weekday(day)}{" "}
                <Box component="span" sx={{ whiteSpace: "nowrap" }}>
                  {shortDate(day)}
                </Box>
              </Typography>
              <DaySessions sessions={sessionsOn(day)} />
            </Card>
          ))}
        </Box>
      )}
    </>
  );
};
