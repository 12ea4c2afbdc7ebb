import CalendarIcon from "@mui/icons-material/EventOutlined";
import { Box, Button, Link, Typography } from "@mui/material";
import { ListOrganisedActivitiesDocument } from "#schema/operations";
import { Link as RouterLink } from "react-router-dom";
import { Refusal } from "../fields/Refusal.tsx";
import { More } from "../fields/More.tsx";
import { Section } from "../fields/Section.tsx";
import { useFormat } from "../platform/format.ts";
import { useLanguage, useText } from "../platform/i18n/index.ts";
import { usePagedOperation } from "../platform/useOperation.ts";
import { addressOf } from "../routes.ts";

/** What an organisation arranges and has published; nothing where it arranges nothing. */
export const OrganisedActivities = ({ id }: { id: string }) => {
  const text = useText();
  const [language] = useLanguage();
  const { number } = useFormat();
  const paged = usePagedOperation(
    ListOrganisedActivitiesDocument,
    (after) => ({ id, after, language }),
    (page) => page.organisation?.activities.pageInfo,
  );
  const { data, error, refetch } = paged;
  const pages = data?.pages.flatMap(({ organisation }) => (organisation === null ? [] : [organisation])) ?? [];
  const [first] = pages;
  if (error === null && (first === undefined || first.activities.totalCount === 0)) return null;
  return (
    <Section
      title={`${text("activity.listTitle")}${first ? ` (${number(first.activities.totalCount)})` : ""}`}
      icon={<CalendarIcon aria-hidden fontSize="small" />}
      actions={
        first?.calendarPath != null && (
          <Button size="small" href={first.calendarPath}>
            {text("activity.subscribe")}
          </Button>
        )
      }
    >
      {error !== null && <Refusal error={error} retry={() => void refetch()} />}
      <Box component="ul" sx={{ listStyle: "none", m: 0, p: 0, display: "grid", gap: 1 }}>
        {pages.flatMap(({ activities }) =>
          activities.nodes.map((activity) => (
            <li key={activity.id}>
              <Link component={RouterLink} to={addressOf("activity", { id: activity.id })}>
                {activity.title}
              </Link>
              {activity.schedules.map(({ words }) => (
                <Typography key={words} variant="body2" color="textSecondary">
                  {words}
                </Typography>
              ))}
            </li>
          )),
        )}
      </Box>
      <More of={paged} />
    </Section>
  );
};
