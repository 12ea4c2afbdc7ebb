import { Box, Link, Typography } from "@mui/material";
import type { ListedSessionFragment } from "#schema/operations";
import { Link as RouterLink } from "react-router-dom";
import { useFormat } from "../platform/format.ts";
import { useText } from "../platform/i18n/index.ts";
import { addressOf } from "../routes.ts";

/** What is struck through is called off; words say so too. */
export const calledOff = { textDecoration: "line-through" } as const;

/** What goes on in a day, one time after another. */
export const DaySessions = ({ sessions }: { sessions: readonly ListedSessionFragment[] }) => {
  const text = useText();
  const { clock } = useFormat();
  if (sessions.length === 0)
    return (
      <Typography variant="body2" color="textSecondary">
        {text("activity.nothingOn")}
      </Typography>
    );
  return (
    <Box component="ol" sx={{ listStyle: "none", m: 0, p: 0, display: "grid", gap: 1.25 }}>
      {sessions.map(({ scheduledAt, startsAt, endsAt, isCancelled, note, activity }) => (
        <Box component="li" key={`${activity.id} ${scheduledAt}`}>
          <Typography variant="body2" color="textSecondary">
            {`${clock(startsAt)}–${clock(endsAt)}`}
            {isCancelled && ` · ${text("activity.cancelled")}`}
          </Typography>
          <Link
            component={RouterLink}
            to={addressOf("activity", { id: activity.id })}
            sx={{ overflowWrap: "anywhere", ...(isCancelled && calledOff) }}
          >
            {activity.title}
          </Link>
          <Typography variant="body2" color="textSecondary" sx={{ overflowWrap: "anywhere" }}>
            {[activity.place.name, activity.organiser.name, note].filter(Boolean).join(" · ")}
          </Typography>
        </Box>
      ))}
    </Box>
  );
};
