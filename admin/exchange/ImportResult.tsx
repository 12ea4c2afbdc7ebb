import { Alert, Box, Button, Link, Typography } from "@mui/material";
import type { ImportActivitiesMutation } from "#schema/operations";
import { Link as RouterLink } from "react-router-dom";
import { Section } from "../fields/Section.tsx";
import { useFormat } from "../platform/format.ts";
import { useText } from "../platform/i18n/index.ts";
import { addressOf, routes } from "../routes.ts";

export type Done = ImportActivitiesMutation["importActivities"]["import"];

/** What has become of each row, when all is done. */
export const ImportResult = ({ done, again }: { done: Done; again: () => void }) => {
  const text = useText();
  const { number } = useFormat();
  const waiting = done.rows.filter(({ awaitsReason }) => awaitsReason).length;
  const overtaken = done.rows.filter(({ outcome }) => outcome === "OVERTAKEN").length;
  return (
    <Section
      title={text("exchange.done", { smart_count: done.total })}
      actions={
        <>
          <Button onClick={again}>{text("exchange.again")}</Button>
          <Button variant="contained" component={RouterLink} to={routes.activities}>
            {text("activity.listTitle")}
          </Button>
        </>
      }
    >
      {waiting > 0 && (
        <Alert severity="info" sx={{ mb: 2 }}>
          {text("exchange.awaitReason", { smart_count: waiting })}
        </Alert>
      )}
      {overtaken > 0 && (
        <Alert severity="warning" sx={{ mb: 2 }}>
          {text("exchange.overtaken", { smart_count: overtaken })}
        </Alert>
      )}
      <Typography role="status" sx={{ mb: 1 }}>
        {text("exchange.progress", { done: number(done.done), total: number(done.total) })}
      </Typography>
      <Box component="ul" sx={{ m: 0, pl: 2.5, columns: { xs: 1, sm: 2 } }}>
        {done.rows.map(({ row, activity, outcome }) => (
          <li key={row}>
            <Link component={RouterLink} to={addressOf("activity", { id: activity.id })}>
              {activity.title}
            </Link>
            {` · ${text(`importOutcome.${outcome}`)}`}
          </li>
        ))}
      </Box>
    </Section>
  );
};
