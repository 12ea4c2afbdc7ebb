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
  MenuItem,
  TextField,
} from "@mui/material";
import {
  ListOwnActivitiesDocument,
  RequestVenueDocument,
  type VenuePageFragment,
  ViewerDocument,
} from "#schema/operations";
import { useNotify } from "react-admin";
import { instantOf } from "../activities/instant.ts";
import { DraftKept } from "../fields/DraftKept.tsx";
import { useFormat } from "../platform/format.ts";
import { useLanguage, useText } from "../platform/i18n/index.ts";
import { useRefusalText } from "../platform/refusals.ts";
import { useChange } from "../platform/useChange.ts";
import { useDraft } from "../platform/useDraft.ts";
import { useOperation } from "../platform/useOperation.ts";
import { useVenueText } from "./useVenueText.ts";

type Span = { readonly startsAt: string; readonly endsAt: string };

type AskForVenueProps = {
  readonly venue: Pick<VenuePageFragment, "id" | "name" | "mustBeApproved" | "pricePerHour">;
  /** The free time that was chosen. */
  readonly free: Span;
  readonly onClose: () => void;
};

const hourMs = 3_600_000;
const quarterMs = 900_000;

/** Two hours from where the free time begins, or from the next quarter where it has begun. */
const wishIn = ({ startsAt, endsAt }: Span): Span => {
  const next = Math.ceil((Date.now() + 1) / quarterMs) * quarterMs;
  const begins = Math.max(Date.parse(startsAt), next);
  const ends = Math.min(begins + 2 * hourMs, Date.parse(endsAt));
  return { startsAt: new Date(begins).toISOString(), endsAt: new Date(ends).toISOString() };
};

const isSpan = (value: unknown): value is Span =>
  typeof value === "object" && value !== null && "startsAt" in value && "endsAt" in value;

/** Asks for a venue, for the body one acts for; where a time is taken, the nearest that are free are a click away. */
export const AskForVenue = ({ venue, free, onClose }: AskForVenueProps) => {
  const text = useText();
  const notify = useNotify();
  const [language] = useLanguage();
  const { dayOf, clock } = useFormat();
  const { spanText, priceOf } = useVenueText();
  const refusalText = useRefusalText();
  const titleId = useId();
  const formId = useId();
  const { send, sending } = useChange(RequestVenueDocument, { tells: false });
  const { data: viewed } = useOperation(ViewerDocument, {}, { lasting: true });
  const own = viewed?.viewer.actingFor?.body.id;
  const { data: arranged } = useOperation(ListOwnActivitiesDocument, own === undefined ? null : { id: own });
  const activities = arranged?.organisation?.activities.nodes ?? [];

  const written = (instant: string): string => clock(instant).replace(".", ":");
  const timesOf = ({ startsAt, endsAt }: Span) => ({
    day: dayOf(startsAt),
    from: written(startsAt),
    until: written(endsAt),
  });
  const { values, write, drop, kept } = useDraft(`wish for ${venue.id} ${free.endsAt}`, {
    ...timesOf(wishIn(free)),
    weeks: "1",
    purpose: "",
    people: "",
    activityId: "",
  });
  const { day, from, until, weeks, purpose, people, activityId } = values;
  const [hasTried, setTried] = useState(false);
  const [refused, setRefused] = useState<{ words: string; nearest: Span[]; problems: Record<string, unknown> }>();
  const lacksPurpose = purpose.trim() === "";

  const choose = (span: Span): void => {
    write(timesOf(span));
    setRefused(undefined);
  };
  const finish = (): void => {
    drop();
    onClose();
  };
  const ask = async (): Promise<void> => {
    setTried(true);
    if (lacksPurpose) return;
    const startsAt = instantOf(day, from);
    // What ends at midnight or later ends on the next day.
    const ends = instantOf(day, until);
    const outcome = await send((idempotencyKey) => ({
      input: {
        venueId: venue.id,
        startsAt,
        endsAt: ends > startsAt ? ends : new Date(Date.parse(ends) + 24 * hourMs).toISOString(),
        weeks: Number(weeks),
        purpose: purpose.trim(),
        people: people === "" ? null : Number(people),
        activityId: activityId === "" ? null : activityId,
        language,
      },
      idempotencyKey,
    }));
    if ("problems" in outcome) {
      const nearest = outcome.refused?.details["nearest"];
      setRefused({
        words: refusalText(outcome.refused),
        nearest: Array.isArray(nearest) ? nearest.filter(isSpan) : [],
        problems: outcome.problems,
      });
      return;
    }
    notify(outcome.data.requestVenue.booking.state === "APPROVED" ? "venue.granted" : "venue.asked", {
      type: "success",
    });
    finish();
  };
  const problemOf = (field: string): string | undefined => {
    const problem = refused?.problems[field];
    return typeof problem === "string" ? problem : undefined;
  };
  const checked = (field: string) => {
    const problem = problemOf(field);
    return problem === undefined ? {} : { error: true, helperText: problem };
  };
  return (
    <Dialog open onClose={onClose} aria-labelledby={titleId} fullWidth maxWidth="sm">
      <DialogTitle id={titleId}>{text("venue.askTitle", { name: venue.name })}</DialogTitle>
      <DialogContent>
        <DialogContentText sx={{ mb: 2 }}>
          {[priceOf(venue.pricePerHour), text(venue.mustBeApproved ? "venue.answeredHelp" : "venue.atOnceHelp")].join(
            " · ",
          )}
        </DialogContentText>
        <Box
          component="form"
          id={formId}
          noValidate
          onSubmit={(event) => {
            event.preventDefault();
            void ask();
          }}
          sx={{ display: "grid", gap: 2, pt: 0.5 }}
        >
          <DraftKept {...kept} />
          {refused && (
            <div>
              <Alert severity="warning">{refused.words}</Alert>
              {refused.nearest.length > 0 && (
                <Box sx={{ display: "flex", flexWrap: "wrap", gap: 1, mt: 1 }}>
                  {refused.nearest.map((span) => (
                    <Button key={span.startsAt} size="small" variant="outlined" onClick={() => choose(span)}>
                      {spanText(span)}
                    </Button>
                  ))}
                </Box>
              )}
            </div>
          )}
          <Box sx={{ display: "grid", gap: 1.5, gridTemplateColumns: { xs: "1fr 1fr", sm: "repeat(3, 1fr)" } }}>
            <TextField
              type="date"
              label={text("activity.day")}
              value={day}
              onChange={(event) => write({ day: event.target.value })}
              slotProps={{ inputLabel: { shrink: true } }}
              sx={{ gridColumn: { xs: "1 / -1", sm: "auto" } }}
            />
            <TextField
              type="time"
              label={text("activity.from")}
              value={from}
              onChange={(event) => write({ from: event.target.value })}
              slotProps={{ htmlInput: { step: 900 }, inputLabel: { shrink: true } }}
              {...checked("startsAt")}
            />
            <TextField
              type="time"
              label={text("activity.until")}
              value={until}
              onChange={(event) => write({ until: event.target.value })}
              slotProps={{ htmlInput: { step: 900 }, inputLabel: { shrink: true } }}
              {...checked("endsAt")}
            />
          </Box>
          <TextField
            required
            label={text("venue.purpose")}
            value={purpose}
            onChange={(event) => write({ purpose: event.target.value })}
            error={(hasTried && lacksPurpose) || problemOf("purpose") !== undefined}
            helperText={
              hasTried && lacksPurpose ? text("problem.REQUIRED") : (problemOf("purpose") ?? text("venue.purposeHelp"))
            }
            slotProps={{ htmlInput: { maxLength: 200 } }}
          />
          <Box sx={{ display: "grid", gap: 1.5, gridTemplateColumns: { xs: "1fr", sm: "1fr 1fr" } }}>
            <TextField
              type="number"
              label={text("venue.weeks")}
              helperText={text("venue.weeksHelp")}
              value={weeks}
              onChange={(event) => write({ weeks: event.target.value })}
              slotProps={{ htmlInput: { min: 1, max: 52 } }}
              {...checked("weeks")}
            />
            <TextField
              type="number"
              label={text("bookingField.people")}
              value={people}
              onChange={(event) => write({ people: event.target.value })}
              slotProps={{ htmlInput: { min: 1 } }}
              {...checked("people")}
            />
          </Box>
          {activities.length > 0 && (
            <TextField
              select
              label={text("bookingField.activity")}
              value={activityId}
              onChange={(event) => write({ activityId: event.target.value })}
              slotProps={{ select: { displayEmpty: true }, inputLabel: { shrink: true } }}
            >
              <MenuItem value="">{text("venue.noActivity")}</MenuItem>
              {activities.map(({ id, title }) => (
                <MenuItem key={id} value={id}>
                  {title}
                </MenuItem>
              ))}
            </TextField>
          )}
        </Box>
      </DialogContent>
      <DialogActions>
        <Button onClick={finish}>{text("common.cancel")}</Button>
        <Button type="submit" form={formId} variant="contained" loading={sending}>
          {text(venue.mustBeApproved ? "venue.ask" : "venue.book")}
        </Button>
      </DialogActions>
    </Dialog>
  );
};
