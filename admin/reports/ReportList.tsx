import { Box, Card, Link, Typography } from "@mui/material";
import { ListReportsDocument } from "#schema/operations";
import { Link as RouterLink } from "react-router-dom";
import { Empty } from "../fields/Empty.tsx";
import { Loading } from "../fields/Loading.tsx";
import { More } from "../fields/More.tsx";
import { Refusal } from "../fields/Refusal.tsx";
import { useFormat } from "../platform/format.ts";
import { useText } from "../platform/i18n/index.ts";
import { PageHead } from "../platform/PageHead.tsx";
import { usePagedOperation } from "../platform/useOperation.ts";
import { addressOf } from "../routes.ts";
import { useMonth } from "./useMonth.ts";

/** The monthly reports one may read: those of one's own body, or of last month for who reads them all. */
export const ReportList = () => {
  const text = useText();
  const { number } = useFormat();
  const monthOf = useMonth();
  const paged = usePagedOperation(
    ListReportsDocument,
    (after) => ({ after }),
    (page) => page.reports.pageInfo,
  );
  const { data, error, refetch } = paged;
  const reports = data?.pages.flatMap((page) => page.reports.nodes) ?? [];
  return (
    <>
      <PageHead title={text("report.listTitle")} lead={text("report.listHelp")} />
      {error !== null && <Refusal error={error} retry={() => void refetch()} />}
      {data === undefined && error === null && <Loading lines={6} />}
      {data !== undefined && reports.length === 0 && (
        <Empty title={text("report.empty")} help={text("report.emptyHelp")} />
      )}
      {reports.length > 0 && (
        <Box
          component="ul"
          aria-label={text("report.listTitle")}
          sx={{ listStyle: "none", m: 0, p: 0, display: "grid", gap: 1.5 }}
        >
          {reports.map(({ id, month, body, total }) => (
            <Card component="li" key={id} sx={{ p: 2, display: "grid", gap: 0.5 }}>
              <Typography variant="h2">
                <Link component={RouterLink} to={addressOf("report", { id })}>
                  {text("report.title", { name: body.name, month: monthOf(month) })}
                </Link>
              </Typography>
              <Typography variant="body2" color="textSecondary">
                {[
                  text("report.activitiesCount", { smart_count: total.activities }),
                  text("report.timesCount", { smart_count: total.times }),
                  text("report.hoursCount", { hours: number(Math.round(total.minutes / 60)) }),
                ].join(" · ")}
              </Typography>
            </Card>
          ))}
        </Box>
      )}
      <More of={paged} />
    </>
  );
};
