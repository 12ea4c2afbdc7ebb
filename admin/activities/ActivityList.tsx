import { Box, Button, MenuItem, TextField, ToggleButton, ToggleButtonGroup } from "@mui/material";
import { ViewerDocument } from "#schema/operations";
import { usePermissions } from "react-admin";
import { Link as RouterLink, useSearchParams } from "react-router-dom";
import { ChooseSeveral } from "../fields/ChooseSeveral.tsx";
import { Loading } from "../fields/Loading.tsx";
import { SearchField } from "../fields/SearchField.tsx";
import { usePlaces } from "../places/usePlaces.ts";
import type { Role } from "../platform/authProvider.ts";
import { useText } from "../platform/i18n/index.ts";
import { PageHead } from "../platform/PageHead.tsx";
import { useOperation } from "../platform/useOperation.ts";
import { ActivitiesDownload } from "../exchange/ActivitiesDownload.tsx";
import { routes } from "../routes.ts";
import { ActivityCards } from "./ActivityCards.tsx";
import { ActivityWeek } from "./ActivityWeek.tsx";
import { useActivityCategories } from "./useActivityCategories.ts";

const arrangers: readonly Role[] = ["ADMINISTRATOR", "COORDINATOR", "CENTRE", "HUB", "LEADER", "MEMBER"];

/** What of an organiser's own work is looked at: what all see, what must be looked after, or what is being written. */
const shown = ["PUBLISHED", "TO_BE_CONFIRMED", "HIDDEN", "DRAFT", "ENDED"] as const;

/** What there is to join in a municipality, as a list or week by week; the address keeps what was chosen. */
export const ActivityList = () => {
  const { data, error } = useOperation(ViewerDocument, {}, { lasting: true });
  if (data === undefined && error === null) return <Loading lines={8} />;
  const { actingFor, memberships = [] } = data?.viewer ?? {};
  const acting = memberships.find(({ body }) => body.id === actingFor?.body.id) ?? memberships[0];
  return <Page home={acting?.body.municipality?.number} />;
};

const Page = ({ home }: { home: string | undefined }) => {
  const text = useText();
  const { permissions = [] } = usePermissions<readonly Role[]>();
  const { municipalities } = usePlaces();
  const categories = useActivityCategories();
  const [address, setAddress] = useSearchParams();
  const chosen = address.getAll("municipality");
  const places = chosen.length > 0 || address.has("everywhere") ? chosen : home === undefined ? [] : [home];
  const state = shown.find((one) => one === address.get("state"));
  const isWeek = address.get("view") === "week";
  const change = (name: string, values: readonly string[]): void =>
    setAddress(
      (before) => {
        const after = new URLSearchParams(before);
        after.delete(name);
        for (const value of values) after.append(name, value);
        if (name === "municipality") {
          if (values.length === 0) after.set("everywhere", "");
          else after.delete("everywhere");
        }
        return after;
      },
      { replace: true },
    );
  const filter = {
    ...(address.get("search") && { search: address.get("search") }),
    ...(places.length > 0 && { municipalities: places }),
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
          gridTemplateColumns: { xs: "minmax(0, 1fr)", md: "repeat(2, minmax(0, 1fr))", lg: "2fr 2fr 2fr 1fr" },
          alignItems: "start",
        }}
      >
        <SearchField
          label={text("activity.search")}
          value={address.get("search") ?? ""}
          onSearch={(words) => change("search", words === "" ? [] : [words])}
        />
        <ChooseSeveral
          label={text("field.municipality")}
          choices={municipalities}
          value={places}
          onChange={(value) => change("municipality", value)}
        />
        <ChooseSeveral
          label={text("activity.category")}
          choices={categories}
          value={address.getAll("category")}
          onChange={(value) => change("category", value)}
        />
        <TextField
          select
          size="small"
          label={text("activity.state")}
          value={state ?? ""}
          onChange={(event) => change("state", event.target.value === "" ? [] : [event.target.value])}
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
        value={isWeek ? "week" : "list"}
        onChange={(_, view: string | null) => view !== null && change("view", view === "week" ? ["week"] : [])}
        sx={{ mb: 2, "& .MuiToggleButton-root": { color: "text.primary" } }}
      >
        <ToggleButton value="list">{text("activity.asList")}</ToggleButton>
        <ToggleButton value="week">{text("activity.asWeek")}</ToggleButton>
      </ToggleButtonGroup>
      {isWeek ? (
        <ActivityWeek filter={filter} from={address.get("from") ?? undefined} onMove={(day) => change("from", [day])} />
      ) : (
        <ActivityCards filter={filter} isInbox={state === "TO_BE_CONFIRMED" || state === "HIDDEN"} />
      )}
    </>
  );
};
