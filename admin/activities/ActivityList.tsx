import { lazy, Suspense } from "react";
import { Box, Button, MenuItem, TextField, ToggleButton, ToggleButtonGroup } from "@mui/material";
import type { ActivityFilter } from "#schema/operations";
import { usePermissions } from "react-admin";
import { Link as RouterLink, useSearchParams } from "react-router-dom";
import { ChooseSeveral } from "../fields/ChooseSeveral.tsx";
import { Empty } from "../fields/Empty.tsx";
import { Loading } from "../fields/Loading.tsx";
import { SearchField } from "../fields/SearchField.tsx";
import { useActing } from "../people/useActing.ts";
import { usePlaces } from "../places/usePlaces.ts";
import type { Role } from "../platform/authProvider.ts";
import { useText } from "../platform/i18n/index.ts";
import { PageHead } from "../platform/PageHead.tsx";
import { ActivitiesDownload } from "../exchange/ActivitiesDownload.tsx";
import { routes } from "../routes.ts";
import { ActivityCards } from "./ActivityCards.tsx";
import { ActivityMonth } from "./ActivityMonth.tsx";
import { ActivityWeek } from "./ActivityWeek.tsx";
import { useActivityCategories } from "./useActivityCategories.ts";
import { isNarrow } from "./useSessions.ts";

/** Outlines are drawn by a library of their own, which the other views do without. */
const ActivityMap = lazy(async () => ({ default: (await import("./ActivityMap.tsx")).ActivityMap }));

const arrangers: readonly Role[] = ["ADMINISTRATOR", "COORDINATOR", "CENTRE", "HUB", "LEADER", "MEMBER"];

/** What of an organiser's own work is looked at: what all see, what must be looked after, or what is being written. */
const shown = ["PUBLISHED", "TO_BE_CONFIRMED", "HIDDEN", "DRAFT", "ENDED"] as const;

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
  const { municipalities, countyChoices } = usePlaces();
  const categories = useActivityCategories();
  const [address, setAddress] = useSearchParams();
  const chosen = address.getAll("municipality");
  const counties = address.getAll("county");
  const isChosen = chosen.length > 0 || counties.length > 0 || address.has("everywhere");
  const places = isChosen || home === undefined ? chosen : [home];
  const state = shown.find((one) => one === address.get("state"));
  const view = views.find((one) => one === address.get("view")) ?? "list";
  const change = (parts: Readonly<Record<string, readonly string[]>>, isStep = false): void =>
    setAddress(
      (before) => {
        const after = new URLSearchParams(before);
        for (const [name, values] of Object.entries(parts)) {
          after.delete(name);
          for (const value of values) after.append(name, value);
        }
        // Without a place, one's own is meant: who wants all of Norway has said so.
        if ("municipality" in parts || "county" in parts) {
          if (after.has("municipality") || after.has("county")) after.delete("everywhere");
          else after.set("everywhere", "");
        }
        return after;
      },
      { replace: !isStep },
    );
  const move = (day: string): void => change({ from: [day] });
  const filter: ActivityFilter = {
    ...(address.get("search") && { search: address.get("search") }),
    ...(places.length > 0 && { municipalities: places }),
    ...(counties.length > 0 && { counties }),
    ...(address.has("category") && { categories: address.getAll("category") }),
    ...(state !== undefined && { states: [state] }),
  };
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
      <Box
        sx={{
          display: "grid",
          gap: 2,
          mb: 3,
          gridTemplateColumns: { xs: "minmax(0, 1fr)", md: "repeat(2, minmax(0, 1fr))", lg: "3fr 3fr 3fr 3fr 2fr" },
          alignItems: "start",
        }}
      >
        <SearchField
          label={text("activity.search")}
          value={address.get("search") ?? ""}
          onSearch={(words) => change({ search: words === "" ? [] : [words] })}
        />
        <ChooseSeveral
          label={text("field.county")}
          choices={countyChoices}
          value={counties}
          onChange={(value) => change({ county: value })}
        />
        <ChooseSeveral
          label={text("field.municipality")}
          choices={municipalities}
          value={places}
          onChange={(value) => change({ municipality: value })}
        />
        <ChooseSeveral
          label={text("activity.category")}
          choices={categories}
          value={address.getAll("category")}
          onChange={(value) => change({ category: value })}
        />
        <TextField
          select
          size="small"
          label={text("activity.state")}
          value={state ?? ""}
          onChange={(event) => change({ state: event.target.value === "" ? [] : [event.target.value] })}
          slotProps={{ select: { displayEmpty: true }, inputLabel: { shrink: true } }}
        >
          <MenuItem value="">{text("activity.allPublished")}</MenuItem>
          {shown.map((one) => (
            <MenuItem key={one} value={one}>
              {text(`activityState.${one}`)}
            </MenuItem>
          ))}
        </TextField>
      </Box>
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
            filter={filter}
            onChoose={({ county, municipality }) =>
              change({ county: county ? [county] : [], municipality: municipality ? [municipality] : [] }, true)
            }
          />
        </Suspense>
      )}
    </>
  );
};
