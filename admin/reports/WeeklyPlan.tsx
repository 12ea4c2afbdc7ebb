import PrintIcon from "@mui/icons-material/PrintOutlined";
import { Alert, Box, Button, Card, GlobalStyles, Link, Typography } from "@mui/material";
import { ShowWeeklyPlanDocument, type ShowWeeklyPlanQuery } from "#schema/operations";
import { Link as RouterLink, useParams, useSearchParams } from "react-router-dom";
import { addDays, isDay, mondayOf, weekNumberOf } from "../activities/days.ts";
import { WeekSteps } from "../activities/WeekSteps.tsx";
import { Empty } from "../fields/Empty.tsx";
import { Loading } from "../fields/Loading.tsx";
import { Refusal } from "../fields/Refusal.tsx";
import { Section } from "../fields/Section.tsx";
import { today, useFormat } from "../platform/format.ts";
import { useText } from "../platform/i18n/index.ts";
import { PageHead } from "../platform/PageHead.tsx";
import { useOperation } from "../platform/useOperation.ts";
import { addressOf } from "../routes.ts";
import { ChoiceTable } from "./ChoiceTable.tsx";

type Plan = NonNullable<NonNullable<ShowWeeklyPlanQuery["organisation"]>["weeklyPlan"]>;

/** On paper there is the week and nothing else, black on white. */
const onPaper = {
  "@page": { size: "A4 landscape", margin: "10mm" },
  "@media print": {
    "body *": { visibility: "hidden" },
    "#weekly-plan, #weekly-plan *": { visibility: "visible", color: "black !important", background: "none !important" },
    "#weekly-plan": { position: "absolute", inset: 0, fontSize: "8pt" },
    "#weekly-plan .days": { gridTemplateColumns: "repeat(7, minmax(0, 1fr)) !important", gap: "2mm !important" },
    "#weekly-plan li": { breakInside: "avoid" },
    "#weekly-plan *": { fontSize: "8pt !important", boxShadow: "none !important" },
    "#weekly-plan h2": { fontSize: "14pt !important" },
  },
} as const;

/** What residents of a reception centre can choose between in a week, on screen and on paper. */
export const WeeklyPlan = () => {
  const text = useText();
  const { id = "" } = useParams();
  const [search, setSearch] = useSearchParams();
  const asked = search.get("week") ?? undefined;
  const week = mondayOf(isDay(asked) ? asked : today());
  const { data, error, refetch } = useOperation(ShowWeeklyPlanDocument, { id, week });
  if (error !== null) return <Refusal error={error} retry={() => void refetch()} />;
  if (data === undefined) return <Loading lines={8} />;
  const plan = data.organisation?.weeklyPlan;
  const name = data.organisation?.name ?? text("plan.title");
  const move = (monday: string): void => setSearch({ week: monday }, { replace: true });
  const crumbs = data.organisation === null ? [] : [{ label: name, to: addressOf("organisation", { id }) }];
  if (!plan)
    return (
      <>
        <PageHead title={text("plan.title")} crumbs={crumbs} />
        <Empty title={text("plan.none")} help={text("plan.noneHelp")} />
      </>
    );
  return (
    <>
      <GlobalStyles styles={onPaper} />
      <PageHead title={text("plan.of", { name })} lead={text("plan.lead")} crumbs={crumbs}>
        <Button variant="contained" startIcon={<PrintIcon aria-hidden />} onClick={() => window.print()}>
          {text("plan.print")}
        </Button>
      </PageHead>
      <WeekSteps monday={week} onMove={move} />
      <Box sx={{ display: "grid", gap: 2.5 }}>
        <Days plan={plan} name={name} />
        <Section title={text("report.choice")} help={text("report.choiceHelp", { target: plan.choiceTarget })}>
          <ChoiceTable
            title={text("report.choice")}
            columns={[{ label: text("plan.categories"), choice: plan.choice }]}
          />
        </Section>
      </Box>
    </>
  );
};

const Days = ({ plan, name }: { plan: Plan; name: string }) => {
  const text = useText();
  const { weekday, shortDate, clock } = useFormat();
  const shown = plan.days.reduce((total, { sessions }) => total + sessions.length, 0);
  return (
    <Box component="section" id="weekly-plan" aria-labelledby="weekly-plan-title">
      <Typography variant="h2" id="weekly-plan-title" sx={{ mb: 1.5 }}>
        {text("plan.week", {
          name,
          week: weekNumberOf(plan.week),
          from: shortDate(plan.week),
          until: shortDate(addDays(plan.week, 6)),
        })}
      </Typography>
      {plan.totalCount > shown && (
        <Alert severity="info" sx={{ mb: 1.5 }}>
          {text("activity.firstTimes", { shown, total: plan.totalCount })}
        </Alert>
      )}
      <Box
        className="days"
        sx={{
          display: "grid",
          gap: 1.5,
          gridTemplateColumns: { xs: "minmax(0, 1fr)", lg: "repeat(7, minmax(0, 1fr))" },
          alignItems: "start",
        }}
      >
        {plan.days.map(({ date, sessions }) => (
          <Card component="section" key={date} aria-labelledby={`plan-${date}`} sx={{ p: 1.5 }}>
            <Typography variant="h3" id={`plan-${date}`} sx={{ mb: 1 }}>
              {weekday(date)}{" "}
              <Box component="span" sx={{ whiteSpace: "nowrap" }}>
                {shortDate(date)}
              </Box>
            </Typography>
            {sessions.length === 0 ? (
              <Typography variant="body2" color="textSecondary">
                {text("activity.nothingOn")}
              </Typography>
            ) : (
              <Box component="ol" sx={{ listStyle: "none", m: 0, p: 0, display: "grid", gap: 1.25 }}>
                {sessions.map(({ scheduledAt, startsAt, endsAt, isCancelled, activity }) => (
                  <Box component="li" key={`${activity.id} ${scheduledAt}`}>
                    <Typography variant="body2" color="textSecondary">
                      {`${clock(startsAt)}–${clock(endsAt)}`}
                      {isCancelled && ` · ${text("activity.cancelled")}`}
                    </Typography>
                    <Link
                      component={RouterLink}
                      to={addressOf("activity", { id: activity.id })}
                      sx={{ overflowWrap: "anywhere", ...(isCancelled && { textDecoration: "line-through" }) }}
                    >
                      {activity.title}
                    </Link>
                    <Typography variant="body2" color="textSecondary" sx={{ overflowWrap: "anywhere" }}>
                      {[...new Set([activity.place.name, activity.organiser.name])].join(" · ")}
                    </Typography>
                  </Box>
                ))}
              </Box>
            )}
          </Card>
        ))}
      </Box>
    </Box>
  );
};
