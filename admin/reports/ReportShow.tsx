import { Alert, Box, Button, Card, Table, TableBody, TableCell, TableHead, TableRow, Typography } from "@mui/material";
import {
  ReadReportDocumentDocument,
  ReadReportTableDocument,
  ShowReportDocument,
  type ShowReportQuery,
} from "#schema/operations";
import { Link as RouterLink, useParams } from "react-router-dom";
import { useCategoryName } from "../activities/useActivityCategories.ts";
import { DownloadButton } from "../fields/DownloadButton.tsx";
import { Empty } from "../fields/Empty.tsx";
import { Facts } from "../fields/Facts.tsx";
import { Loading } from "../fields/Loading.tsx";
import { Refusal } from "../fields/Refusal.tsx";
import { Section } from "../fields/Section.tsx";
import { ToneChip } from "../fields/ToneChip.tsx";
import { GroupChart } from "../places/GroupChart.tsx";
import { request } from "../platform/client.ts";
import { useFormat } from "../platform/format.ts";
import { useText } from "../platform/i18n/index.ts";
import { PageHead } from "../platform/PageHead.tsx";
import { saveAs } from "../platform/saveAs.ts";
import { useOperation } from "../platform/useOperation.ts";
import { addressOf, routes } from "../routes.ts";
import { ChoiceTable } from "./ChoiceTable.tsx";
import { useMonth } from "./useMonth.ts";

type Report = NonNullable<ShowReportQuery["report"]>;

/** One month of a municipality or a reception centre, in numbers. */
export const ReportShow = () => {
  const text = useText();
  const { id = "" } = useParams();
  const { data, error, refetch } = useOperation(ShowReportDocument, { id });
  if (error !== null)
    return (
      <>
        <PageHead title={text("report.listTitle")} />
        <Refusal error={error} retry={() => void refetch()} />
      </>
    );
  if (data === undefined) return <Loading lines={10} />;
  if (data.report) return <Page report={data.report} />;
  return (
    <>
      <PageHead title={text("report.notFound")} crumbs={[{ label: text("report.listTitle"), to: routes.reports }]} />
      <Empty title={text("report.notFoundHelp")}>
        <Button variant="outlined" component={RouterLink} to={routes.reports}>
          {text("report.listTitle")}
        </Button>
      </Empty>
    </>
  );
};

const Page = ({ report }: { report: Report }) => {
  const text = useText();
  const { day, number, list, shortDate } = useFormat();
  const monthOf = useMonth();
  const nameOf = useCategoryName();
  const { body, month, total, monthBefore, places, wishes, gaps, traits, ownArranged, byCategory } = report;
  const isCentre = body.kind === "RECEPTION_CENTRE";
  const none = text("report.nothingMissing");
  const listed = (names: readonly string[]): string => (names.length === 0 ? none : list(names));
  const weekday = (one: Report["gaps"]["weekdays"][number]): string => text(`weekday.${one}`).toLocaleLowerCase();
  const hours = (minutes: number): number => Math.round(minutes / 60);
  return (
    <>
      <PageHead
        title={text("report.title", { name: body.name, month: monthOf(month) })}
        lead={text(isCentre ? "report.aboutCentre" : "report.aboutMunicipality")}
        crumbs={[{ label: text("report.listTitle"), to: routes.reports }]}
      >
        {monthBefore !== null && (
          <Button variant="outlined" component={RouterLink} to={addressOf("report", { id: monthBefore.id })}>
            {text("report.monthBefore")}
          </Button>
        )}
        <DownloadButton
          label={text("report.downloadDocument")}
          load={async () => {
            const { report: file } = await request(ReadReportDocumentDocument, { id: report.id });
            if (!file) return;
            const bytes = Uint8Array.from(atob(file.pdf), (byte) => byte.charCodeAt(0));
            saveAs(`${body.name} ${month.slice(0, 7)}.pdf`, bytes, "application/pdf");
          }}
        />
        <DownloadButton
          label={text("report.downloadTable")}
          load={async () => {
            const { report: file } = await request(ReadReportTableDocument, { id: report.id });
            if (file) saveAs(`${body.name} ${month.slice(0, 7)}.csv`, file.csv);
          }}
        />
        {isCentre && (
          <Button variant="outlined" component={RouterLink} to={addressOf("weeklyPlan", { id: body.id })}>
            {text("plan.open")}
          </Button>
        )}
      </PageHead>
      {total.times === 0 && (
        <Alert severity="info" sx={{ mb: 2.5 }}>
          {text("report.nothing")}
        </Alert>
      )}
      <Box sx={{ display: "grid", gap: 2.5 }}>
        <Box
          component="ul"
          sx={{
            listStyle: "none",
            m: 0,
            p: 0,
            display: "grid",
            gap: 1.5,
            gridTemplateColumns: { xs: "1fr 1fr", md: "repeat(3, 1fr)" },
          }}
        >
          <Number label={text("report.activities")} count={total.activities} before={monthBefore?.total.activities} />
          <Number label={text("report.times")} count={total.times} before={monthBefore?.total.times} />
          <Number
            label={text("report.hours")}
            count={hours(total.minutes)}
            before={monthBefore === null ? undefined : hours(monthBefore.total.minutes)}
          />
        </Box>
        <Section title={text("report.choice")} help={text("report.choiceHelp", { target: report.choiceTarget })}>
          <ChoiceTable
            title={text("report.choice")}
            columns={report.weeks.map(({ week, choice }) => ({
              label: text("report.weekFrom", { day: shortDate(week) }),
              choice,
            }))}
          />
        </Section>
        <Section title={text("report.byFamily")} help={text("report.byTimes")}>
          <GroupChart
            title={text("report.byFamily")}
            bars={report.byFamily.map(({ family, figures }) => ({
              key: family.code,
              label: nameOf(family),
              count: figures.times,
            }))}
          />
        </Section>
        {byCategory !== null && byCategory.length > 0 && (
          <Section title={text("report.byCategory")} help={text("report.byTimes")}>
            <GroupChart
              title={text("report.byCategory")}
              bars={byCategory.map(({ category, figures }) => ({
                key: category.code,
                label: nameOf(category),
                count: figures.times,
              }))}
            />
          </Section>
        )}
        <Box sx={{ display: "grid", gap: 2.5, gridTemplateColumns: { xs: "minmax(0, 1fr)", lg: "1fr 1fr" } }}>
          <Section title={text("report.byWeekday")} help={text("report.byTimes")}>
            <GroupChart
              title={text("report.byWeekday")}
              bars={report.byWeekday.map((one) => ({
                key: one.weekday,
                label: text(`weekday.${one.weekday}`),
                count: one.figures.times,
              }))}
            />
          </Section>
          <Section title={text("report.byTimeOfDay")} help={text("report.byTimes")}>
            <GroupChart
              title={text("report.byTimeOfDay")}
              bars={report.byTimeOfDay.map((one) => ({
                key: one.timeOfDay,
                label: text(`reportTimeOfDay.${one.timeOfDay}`),
                count: one.figures.times,
              }))}
            />
          </Section>
        </Box>
        <Section title={text("report.traits")} help={text("report.traitsHelp")}>
          <Facts
            facts={traits.map(({ trait, times, share }) => ({
              label: text(`offerTrait.${trait}`),
              value:
                share === null
                  ? text("report.noData")
                  : text("report.shareOf", { percent: Math.round(100 * share), times: number(times) }),
            }))}
          />
        </Section>
        <Section title={text("report.gaps")} help={text("report.gapsHelp")}>
          <Facts
            facts={[
              { label: text("report.gapFamilies"), value: listed(gaps.families.map(nameOf)) },
              { label: text("report.gapWeekdays"), value: listed(gaps.weekdays.map(weekday)) },
              { label: text("report.gapEvenings"), value: listed(gaps.evenings.map(weekday)) },
              { label: text("report.gapWishes"), value: listed(gaps.categories.map(nameOf)) },
            ]}
          />
        </Section>
        <Section title={text("report.wishes")} help={text("report.wishesHelp")}>
          {wishes.length === 0 ? (
            <Typography color="textSecondary">{text("report.noWishes")}</Typography>
          ) : (
            <Table size="small" aria-label={text("report.wishes")}>
              <TableHead>
                <TableRow>
                  <TableCell>{text("report.wish")}</TableCell>
                  <TableCell align="right">{text("report.profiles")}</TableCell>
                  <TableCell>{text("report.offered")}</TableCell>
                </TableRow>
              </TableHead>
              <TableBody>
                {wishes.map(({ category, profiles, isOffered }) => (
                  <TableRow key={category.code}>
                    <TableCell component="th" scope="row">
                      {nameOf(category)}
                    </TableCell>
                    <TableCell align="right">{text("report.about", { count: number(profiles) })}</TableCell>
                    <TableCell>
                      <ToneChip
                        tone={isOffered ? "good" : "wait"}
                        label={text(isOffered ? "report.isOffered" : "report.isNotOffered")}
                      />
                    </TableCell>
                  </TableRow>
                ))}
              </TableBody>
            </Table>
          )}
        </Section>
        <Section title={text("report.places")} help={text("report.placesHelp")}>
          {places === null ? (
            <Typography color="textSecondary">{text("report.noPlaces")}</Typography>
          ) : (
            <Facts
              facts={[
                { label: text("report.taken"), value: text("report.about", { count: number(places.taken) }) },
                { label: text("report.waiting"), value: text("report.about", { count: number(places.waiting) }) },
                { label: text("report.timesCounted"), value: number(places.timesCounted) },
              ]}
            />
          )}
        </Section>
        <Section title={text("report.more")}>
          <Facts
            facts={[
              { label: text("report.organisers"), value: number(report.organisers) },
              { label: text("report.ownArranged"), value: number(ownArranged.times) },
              { label: text("report.calledOff"), value: number(report.calledOff) },
              { label: text("report.period"), value: monthOf(month) },
              { label: text("report.madeAt"), value: day(report.madeAt) },
            ]}
          />
        </Section>
      </Box>
    </>
  );
};

/** A number that matters, and what it was the month before. */
const Number = ({ label, count, before }: { label: string; count: number; before: number | undefined }) => {
  const text = useText();
  const { number } = useFormat();
  return (
    <Card component="li" sx={{ p: { xs: 1.5, sm: 2 } }}>
      <Typography
        component="span"
        sx={{ display: "block", typography: "h1", fontVariantNumeric: "tabular-nums lining-nums" }}
      >
        {number(count)}
      </Typography>
      <Typography component="span" sx={{ display: "block" }}>
        {label}
      </Typography>
      <Typography component="span" variant="body2" color="textSecondary" sx={{ display: "block" }}>
        {before === undefined ? text("report.noBefore") : text("report.before", { count: number(before) })}
      </Typography>
    </Card>
  );
};
