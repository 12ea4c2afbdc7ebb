import { useState } from "react";
import { Box, Button, Card, Typography } from "@mui/material";
import { ShowVenueWeekDocument, type VenuePageFragment } from "#schema/operations";
import { useSearchParams } from "react-router-dom";
import { instantOf } from "../activities/instant.ts";
import { addDays, isDay, mondayOf } from "../activities/days.ts";
import { WeekSteps } from "../activities/WeekSteps.tsx";
import { Loading } from "../fields/Loading.tsx";
import { Refusal } from "../fields/Refusal.tsx";
import { Section } from "../fields/Section.tsx";
import { today, useFormat } from "../platform/format.ts";
import { useText } from "../platform/i18n/index.ts";
import { useOperation } from "../platform/useOperation.ts";
import { AskForVenue } from "./AskForVenue.tsx";

type Span = { readonly startsAt: string; readonly endsAt: string };

/** What of a time is on a day; a night is on two. */
const within = <Time extends Span>(spans: readonly Time[], day: Span): Time[] =>
  spans
    .filter(({ startsAt, endsAt }) => startsAt < day.endsAt && day.startsAt < endsAt)
    .map((span) => ({
      ...span,
      startsAt: span.startsAt < day.startsAt ? day.startsAt : span.startsAt,
      endsAt: span.endsAt > day.endsAt ? day.endsAt : span.endsAt,
    }));

/** A week of a venue: what is free can be asked for, and what is taken is seen to be. */
export const VenueWeek = ({ venue: { id, viewerMay, ...venue } }: { venue: VenuePageFragment }) => {
  const text = useText();
  const { weekday, shortDate, clock } = useFormat();
  const [address, setAddress] = useSearchParams();
  const [asking, setAsking] = useState<Span>();
  const from = address.get("from") ?? undefined;
  const monday = mondayOf(isDay(from) ? from : today());
  const days = Array.from({ length: 7 }, (_, n) => addDays(monday, n));
  const { data, error, refetch } = useOperation(ShowVenueWeekDocument, {
    id,
    from: instantOf(monday, "00:00"),
    until: instantOf(addDays(monday, 7), "00:00"),
  });
  const move = (day: string): void => setAddress({ from: day }, { replace: true });
  const [now] = useState(() => new Date().toISOString());
  const mayAsk = viewerMay.includes("REQUEST");
  return (
    <Section title={text("venue.week")} {...(mayAsk && { help: text("venue.weekHelp") })}>
      <WeekSteps monday={monday} onMove={move} />
      {error !== null && <Refusal error={error} retry={() => void refetch()} />}
      {data === undefined && error === null && <Loading lines={8} />}
      <Box
        sx={{
          display: "grid",
          gap: 1.25,
          gridTemplateColumns: "repeat(auto-fill, minmax(min(11.5rem, 100%), 1fr))",
          alignItems: "start",
        }}
      >
        {data?.venue &&
          days.map((day) => {
            const whole = { startsAt: instantOf(day, "00:00"), endsAt: instantOf(addDays(day, 1), "00:00") };
            const free = within(data.venue?.freeTimes ?? [], whole).map((span) => ({ ...span, taken: undefined }));
            const taken = within(data.venue?.bookings ?? [], whole).map(({ booking, ...span }) => ({
              ...span,
              taken: { by: booking },
            }));
            const times = [...free, ...taken].toSorted((a, b) => (a.startsAt < b.startsAt ? -1 : 1));
            return (
              <Card
                component="section"
                key={day}
                aria-labelledby={`venue-day-${day}`}
                sx={{ p: 1.25, ...(day === today() && { borderTop: "4px solid", borderTopColor: "secondary.main" }) }}
              >
                <Typography variant="h3" id={`venue-day-${day}`} sx={{ mb: 1 }}>
                  {weekday(day)}{" "}
                  <Box component="span" sx={{ whiteSpace: "nowrap" }}>
                    {shortDate(day)}
                  </Box>
                </Typography>
                {times.length === 0 && (
                  <Typography variant="body2" color="textSecondary">
                    {text("venue.notOpen")}
                  </Typography>
                )}
                <Box component="ol" sx={{ listStyle: "none", m: 0, p: 0, display: "grid", gap: 0.75 }}>
                  {times.map(({ taken: held, ...span }) => {
                    const when = `${clock(span.startsAt)}–${clock(span.endsAt)}`;
                    if (held)
                      return (
                        <Box
                          component="li"
                          key={span.startsAt}
                          sx={{ p: 1, borderRadius: 1, bgcolor: "shades.idle.ground", color: "shades.idle.ink" }}
                        >
                          <Typography variant="body2" sx={{ fontWeight: 600 }}>
                            {text(held.by?.state === "REQUESTED" ? "venue.waitingAt" : "venue.takenAt", { when })}
                          </Typography>
                          {held.by && (
                            <Typography variant="body2" sx={{ overflowWrap: "anywhere" }}>
                              {`${held.by.asker.name}: ${held.by.purpose}`}
                            </Typography>
                          )}
                        </Box>
                      );
                    const isOver = span.endsAt <= now;
                    return (
                      <li key={span.startsAt}>
                        {mayAsk && !isOver ? (
                          <Button
                            fullWidth
                            size="small"
                            variant="outlined"
                            aria-label={text("venue.askFor", { day: `${weekday(day)} ${shortDate(day)}`, when })}
                            onClick={() => setAsking(span)}
                          >
                            {text("venue.freeAt", { when })}
                          </Button>
                        ) : (
                          <Typography variant="body2" color="textSecondary" sx={{ py: 0.5 }}>
                            {text("venue.freeAt", { when })}
                          </Typography>
                        )}
                      </li>
                    );
                  })}
                </Box>
              </Card>
            );
          })}
      </Box>
      {asking && (
        <AskForVenue
          key={asking.startsAt}
          venue={{ id, ...venue }}
          free={asking}
          onClose={() => setAsking(undefined)}
        />
      )}
    </Section>
  );
};
