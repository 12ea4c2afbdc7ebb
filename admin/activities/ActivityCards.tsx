import { Box, Card, Link, Typography } from "@mui/material";
import { type ActivityFilter, ListActivitiesDocument } from "#schema/operations";
import { Link as RouterLink } from "react-router-dom";
import { Empty } from "../fields/Empty.tsx";
import { Loading } from "../fields/Loading.tsx";
import { More } from "../fields/More.tsx";
import { Refusal } from "../fields/Refusal.tsx";
import { useLanguage, useText } from "../platform/i18n/index.ts";
import { usePagedOperation } from "../platform/useOperation.ts";
import { addressOf } from "../routes.ts";
import { StateChip } from "./StateChip.tsx";
import { useCategoryName } from "./useActivityCategories.ts";
import { usePrice } from "./usePrice.ts";

/** Activities as cards, by title. */
export const ActivityCards = ({ filter }: { filter: ActivityFilter }) => {
  const text = useText();
  const [language] = useLanguage();
  const categoryName = useCategoryName();
  const priceOf = usePrice();
  const paged = usePagedOperation(
    ListActivitiesDocument,
    (after) => ({ filter, after, language }),
    (page) => page.activities.pageInfo,
  );
  const { data, error, refetch } = paged;
  const activities = data?.pages.flatMap((page) => page.activities.nodes) ?? [];
  const total = data?.pages[0]?.activities.totalCount ?? 0;
  if (error !== null) return <Refusal error={error} retry={() => void refetch()} />;
  if (data === undefined) return <Loading lines={8} />;
  return (
    <>
      <Typography role="status" color="textSecondary" sx={{ mb: 1.5 }}>
        {text("activity.count", { smart_count: total })}
      </Typography>
      {activities.length === 0 && <Empty title={text("activity.empty")} help={text("activity.emptyHelp")} />}
      <Box
        component="ul"
        aria-label={text("activity.listTitle")}
        sx={{
          listStyle: "none",
          m: 0,
          p: 0,
          display: "grid",
          gap: 1.5,
          gridTemplateColumns: "repeat(auto-fill, minmax(min(22rem, 100%), 1fr))",
        }}
      >
        {activities.map(({ id, title, summary, state, category, organiser, place, schedules, ...more }) => (
          <Card component="li" key={id} sx={{ p: 2, display: "grid", gap: 0.75, alignContent: "start" }}>
            <Box sx={{ display: "flex", flexWrap: "wrap", gap: 1, alignItems: "center" }}>
              <Typography variant="h2" sx={{ overflowWrap: "anywhere" }}>
                <Link component={RouterLink} to={addressOf("activity", { id })}>
                  {title}
                </Link>
              </Typography>
              {state !== "PUBLISHED" && <StateChip state={state} />}
            </Box>
            <Typography>{summary}</Typography>
            {schedules.map(({ words }) => (
              <Typography key={words} sx={{ fontWeight: 600 }}>
                {words}
              </Typography>
            ))}
            <Typography variant="body2" color="textSecondary">
              {[
                categoryName(category),
                `${place.name}, ${place.municipality.name}`,
                organiser.name,
                priceOf(more.price),
                text(`languageLevel.${more.languageLevel}`),
              ].join(" · ")}
            </Typography>
          </Card>
        ))}
      </Box>
      <More of={paged} />
    </>
  );
};
