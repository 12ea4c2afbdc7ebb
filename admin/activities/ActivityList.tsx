import { lazy, Suspense } from "react";
import { Button, ToggleButton, ToggleButtonGroup } from "@mui/material";
import { usePermissions } from "react-admin";
import { Link as RouterLink } from "react-router-dom";
import { Empty } from "../fields/Empty.tsx";
import { Loading } from "../fields/Loading.tsx";
import { useActing } from "../people/useActing.ts";
import type { Role } from "../platform/authProvider.ts";
import { useText } from "../platform/i18n/index.ts";
import { PageHead } from "../platform/PageHead.tsx";
import { ActivitiesDownload } from "../exchange/ActivitiesDownload.tsx";
import { routes } from "../routes.ts";
import { ActivityCards } from "./ActivityCards.tsx";
import { ActivityFilters } from "./ActivityFilters.tsx";
import { ActivityMonth } from "./ActivityMonth.tsx";
import { ActivityWeek } from "./ActivityWeek.tsx";
import { arrangers } from "./choices.ts";
import { useActivityFilter } from "./useActivityFilter.ts";
import { isNarrow } from "./useSessions.ts";

/** Outlines are drawn by a library of their own, which the other views do without. */
const ActivityMap = lazy(async () => ({ default: (await import("./ActivityMap.tsx")).ActivityMap }));

/** The ways to look at what was found. */
const views = ["list", "week", "month", "map"] as const;

/** What there is to join, as a list, by week or month, or on a map; the address keeps what was chosen. */
export const ActivityList = () => {
  const { home, isLoading } = useActing();
  if (isLoading) return <Loading lines={8} />;
  return <Page home={home?.municipality?.number} />;
};

const Page = ({ home }: { home: string | undefined }) => {
  const text = useText();
  const { permissions = [] } = usePermissions<readonly Role[]>();
  const narrowing = useActivityFilter(home);
  const { address, change, filter, placed } = narrowing;
  const view = views.find((one) => one === address.get("view")) ?? "list";
  const move = (day: string): void => change({ from: [day] });
  return (
    <>
      <PageHead title={text("activity.listTitle")} lead={text("activity.listLead")}>
        {arrangers.some((role) => permissions.includes(role)) && (
          <>
            <Button variant="contained" component={RouterLink} to={routes.activityCreate}>
              {text("activity.create")}
            </Button>
            <Button variant="outlined" component={RouterLink} to={routes.activityImport}>
              {text("exchange.title")}
            </Button>
          </>
        )}
        <ActivitiesDownload filter={filter} />
      </PageHead>
      <ActivityFilters narrowing={narrowing} />
      <ToggleButtonGroup
        exclusive
        size="small"
        aria-label={text("activity.view")}
        value={view}
        onChange={(_, chosenView: string | null) => chosenView !== null && change({ view: [chosenView] })}
        sx={{ mb: 2, "& .MuiToggleButton-root": { color: "text.primary" } }}
      >
        {views.map((one) => (
          <ToggleButton key={one} value={one}>
            {text(`activityView.${one}`)}
          </ToggleButton>
        ))}
      </ToggleButtonGroup>
      {view === "list" && <ActivityCards filter={filter} />}
      {(view === "week" || view === "month") && !isNarrow(filter) && (
        <Empty title={text("activity.choosePlace")} help={text("activity.choosePlaceHelp")} />
      )}
      {view === "week" && isNarrow(filter) && <ActivityWeek filter={filter} from={address.get("from")} onMove={move} />}
      {view === "month" && isNarrow(filter) && (
        <ActivityMonth filter={filter} from={address.get("from")} onMove={move} />
      )}
      {view === "map" && (
        <Suspense fallback={<Loading lines={10} />}>
          <ActivityMap
            filter={placed}
            onChoose={({ county, municipality }) =>
              change({ county: county ? [county] : [], municipality: municipality ? [municipality] : [] }, true)
            }
          />
        </Suspense>
      )}
    </>
  );
};
