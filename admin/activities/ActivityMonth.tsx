import { useEffect, useId, useRef, useState, type KeyboardEvent } from "react";
import {
  Box,
  Button,
  Card,
  Dialog,
  DialogActions,
  DialogContent,
  DialogTitle,
  Link,
  Typography,
  useMediaQuery,
} from "@mui/material";
import { visuallyHidden } from "@mui/utils";
import type { ListedSessionFragment } from "#schema/operations";
import { Link as RouterLink } from "react-router-dom";
import { Loading } from "../fields/Loading.tsx";
import { today, useFormat } from "../platform/format.ts";
import { useText } from "../platform/i18n/index.ts";
import { addressOf } from "../routes.ts";
import { calledOff, DaySessions } from "./DaySessions.tsx";
import { addDays, addMonths, firstOfMonth, isDay, mondayOf, weekNumberOf, weeksOf } from "./days.ts";
import { FoundTimes } from "./FoundTimes.tsx";
import { PeriodSteps } from "./PeriodSteps.tsx";
import { type PeriodProps, useSessions } from "./useSessions.ts";

/** A day of a month has room for so many times; the others are counted. */
const mostInDay = 3;

type SessionsOn = (day: string) => readonly ListedSessionFragment[];

/** What goes on in a month: a grid of days on a wide screen, a list of them on a narrow one. */
export const ActivityMonth = ({ filter, from, onMove }: PeriodProps) => {
  const text = useText();
  const { month: monthName, longDate } = useFormat();
  const isWide = useMediaQuery((theme) => theme.breakpoints.up("md"));
  const titleId = useId();
  const asked = isDay(from) ? from : today();
  const month = firstOfMonth(asked);
  const weeks = weeksOf(month);
  const days = weeks.flat();
  const { sessionsOn, ...found } = useSessions(filter, days.at(0) ?? month, days.at(-1) ?? month);
  const [opened, setOpened] = useState<string>();
  const dialogId = useId();
  const close = (): void => setOpened(undefined);
  return (
    <>
      <PeriodSteps
        isHeading
        id={titleId}
        title={monthName(month)}
        before={{ label: text("activity.monthBefore"), go: () => onMove(addMonths(month, -1)) }}
        after={{ label: text("activity.monthAfter"), go: () => onMove(addMonths(month, 1)) }}
        now={
          month === firstOfMonth(today()) ? undefined : { label: text("activity.thisMonth"), go: () => onMove(today()) }
        }
      />
      <FoundTimes {...found} />
      {isWide ? (
        <MonthGrid
          labelledBy={titleId}
          asked={asked}
          isLoading={found.isLoading}
          sessionsOn={sessionsOn}
          onMove={onMove}
          onOpen={setOpened}
        />
      ) : found.isLoading ? (
        <Loading lines={8} />
      ) : (
        <MonthList days={days.filter((day) => firstOfMonth(day) === month)} sessionsOn={sessionsOn} />
      )}
      <Dialog open={opened !== undefined} onClose={close} aria-labelledby={dialogId} fullWidth maxWidth="sm">
        <DialogTitle id={dialogId} sx={{ "&::first-letter": { textTransform: "uppercase" } }}>
          {opened !== undefined && longDate(opened)}
        </DialogTitle>
        <DialogContent>{opened !== undefined && <DaySessions sessions={sessionsOn(opened)} />}</DialogContent>
        <DialogActions>
          <Button onClick={close}>{text("common.close")}</Button>
        </DialogActions>
      </Dialog>
    </>
  );
};

/** Days of a month with something on them, one under the other. */
const MonthList = ({ days, sessionsOn }: { days: readonly string[]; sessionsOn: SessionsOn }) => {
  const { longDate } = useFormat();
  return (
    <Box sx={{ display: "grid", gap: 1.5 }}>
      {days
        .filter((day) => sessionsOn(day).length > 0)
        .map((day) => (
          <Card component="section" key={day} aria-labelledby={`day-${day}`} sx={{ p: 1.5 }}>
            <Typography variant="h3" id={`day-${day}`} sx={{ mb: 1 }}>
              {longDate(day)}
            </Typography>
            <DaySessions sessions={sessionsOn(day)} />
          </Card>
        ))}
    </Box>
  );
};

type MonthGridProps = {
  readonly labelledBy: string;
  /** The day the month was asked for by. */
  readonly asked: string;
  readonly isLoading: boolean;
  readonly sessionsOn: SessionsOn;
  readonly onMove: (day: string) => void;
  readonly onOpen: (day: string) => void;
};

/** Where a key leads from a day (ARIA Authoring Practices, grid of dates). */
const ways: Readonly<Record<string, (day: string) => string>> = {
  ArrowLeft: (day) => addDays(day, -1),
  ArrowRight: (day) => addDays(day, 1),
  ArrowUp: (day) => addDays(day, -7),
  ArrowDown: (day) => addDays(day, 7),
  Home: mondayOf,
  End: (day) => addDays(mondayOf(day), 6),
  PageUp: (day) => addMonths(day, -1),
  PageDown: (day) => addMonths(day, 1),
};

/** The days of a month, one of which the keyboard is at; what stands in a day is also behind Enter, for who has no mouse. */
const MonthGrid = ({ labelledBy, asked, isLoading, sessionsOn, onMove, onOpen }: MonthGridProps) => {
  const text = useText();
  const { longDate, weekday, shortWeekday } = useFormat();
  const [at, setAt] = useState(asked);
  const here = useRef<HTMLTableCellElement>(null);
  const movingTo = useRef<string>(undefined);
  const month = firstOfMonth(asked);
  const weeks = weeksOf(month);
  const day = firstOfMonth(at) === month ? at : asked;

  useEffect(() => {
    if (movingTo.current !== day) return;
    movingTo.current = undefined;
    here.current?.focus();
  }, [day]);

  const press = (event: KeyboardEvent<HTMLTableElement>): void => {
    // A link in a day has its own keys.
    if (event.ctrlKey || event.metaKey || event.altKey || event.target !== here.current) return;
    if (event.key === "Enter" || event.key === " ") {
      event.preventDefault();
      onOpen(day);
      return;
    }
    const next = ways[event.key]?.(day);
    if (next === undefined) return;
    event.preventDefault();
    movingTo.current = next;
    setAt(next);
    if (firstOfMonth(next) !== month) onMove(next);
  };

  return (
    <Box
      component="table"
      role="grid"
      aria-labelledby={labelledBy}
      aria-busy={isLoading}
      onKeyDown={press}
      sx={{
        width: "100%",
        tableLayout: "fixed",
        borderCollapse: "collapse",
        bgcolor: "background.paper",
        "& th, & td": { border: 1, borderColor: "divider", p: 0.75, textAlign: "left", verticalAlign: "top" },
        "& th": { color: "text.secondary", fontWeight: 650, typography: "body2" },
        "& td": { height: "7.5rem", cursor: "pointer" },
        "& td:hover": { bgcolor: "action.hover" },
      }}
    >
      <thead>
        <tr>
          <Box component="th" scope="col" sx={{ width: "2.75rem" }}>
            {text("activityView.week")}
          </Box>
          {weeks[0]?.map((one) => (
            <th key={one} scope="col" abbr={weekday(one)}>
              {shortWeekday(one)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {weeks.map((week) => (
          <tr key={week[0]}>
            <th scope="row">{weekNumberOf(week[0] ?? month)}</th>
            {week.map((one) => (
              <Box
                component="td"
                role="gridcell"
                key={one}
                ref={one === day ? here : undefined}
                tabIndex={one === day ? 0 : -1}
                aria-current={one === today() ? "date" : undefined}
                onFocus={() => firstOfMonth(one) === month && setAt(one)}
                onClick={() => onOpen(one)}
                sx={{
                  ...(firstOfMonth(one) !== month && { bgcolor: "background.default" }),
                  ...(one === today() && { borderTop: "4px solid !important", borderTopColor: "secondary.main" }),
                }}
              >
                <Typography
                  variant="body2"
                  aria-hidden
                  sx={{
                    fontWeight: one === today() ? 700 : 600,
                    ...(firstOfMonth(one) !== month && { color: "text.secondary", fontWeight: 400 }),
                  }}
                >
                  {Number(one.slice(8))}
                </Typography>
                <span style={visuallyHidden}>{longDate(one)}</span>
                <DayInGrid sessions={sessionsOn(one)} />
              </Box>
            ))}
          </tr>
        ))}
      </tbody>
    </Box>
  );
};

/** The first times of a day, and how many more there are. */
const DayInGrid = ({ sessions }: { sessions: readonly ListedSessionFragment[] }) => {
  const text = useText();
  const { clock } = useFormat();
  return (
    <>
      {sessions.slice(0, mostInDay).map(({ scheduledAt, startsAt, isCancelled, activity }) => (
        <Typography
          variant="body2"
          key={`${activity.id} ${scheduledAt}`}
          noWrap
          title={activity.title}
          sx={{ fontSize: "0.8125rem", lineHeight: 1.8, ...(isCancelled && { ...calledOff, color: "text.secondary" }) }}
        >
          {clock(startsAt)}{" "}
          <Link
            component={RouterLink}
            to={addressOf("activity", { id: activity.id })}
            tabIndex={-1}
            onClick={(event) => event.stopPropagation()}
          >
            {activity.title}
          </Link>
          {isCancelled && <span style={visuallyHidden}>{` (${text("activity.cancelled")})`}</span>}
        </Typography>
      ))}
      {sessions.length > mostInDay && (
        <Typography variant="body2" sx={{ fontWeight: 650 }}>
          <span aria-hidden>{`+${sessions.length - mostInDay}`}</span>
          <span style={visuallyHidden}>{text("activity.moreTimes", { smart_count: sessions.length - mostInDay })}</span>
        </Typography>
      )}
    </>
  );
};
