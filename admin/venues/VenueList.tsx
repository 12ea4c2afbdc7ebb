import {
  Box,
  Button,
  Card,
  Checkbox,
  FormControlLabel,
  Link,
  TextField,
  Typography,
  useMediaQuery,
} from "@mui/material";
import { ListVenuesDocument, type VenueFilter } from "#schema/operations";
import { usePermissions } from "react-admin";
import { Link as RouterLink, useSearchParams } from "react-router-dom";
import { accessibilities } from "../activities/choices.ts";
import { instantOf } from "../activities/instant.ts";
import { isDay } from "../activities/days.ts";
import { ChooseSeveral } from "../fields/ChooseSeveral.tsx";
import { Empty } from "../fields/Empty.tsx";
import { More } from "../fields/More.tsx";
import { FilterDrawer } from "../fields/FilterDrawer.tsx";
import { Loading } from "../fields/Loading.tsx";
import { Refusal } from "../fields/Refusal.tsx";
import { SearchField } from "../fields/SearchField.tsx";
import { ToneChip } from "../fields/ToneChip.tsx";
import { useActing } from "../people/useActing.ts";
import { usePlaces } from "../places/usePlaces.ts";
import type { Role } from "../platform/authProvider.ts";
import { useText } from "../platform/i18n/index.ts";
import { PageHead } from "../platform/PageHead.tsx";
import { usePagedOperation } from "../platform/useOperation.ts";
import { addressOf, routes } from "../routes.ts";
import { askers, equipment, lenders } from "./choices.ts";
import { useVenueText } from "./useVenueText.ts";

/** Premises one may borrow, in one's own municipality at first; the address keeps what was chosen. */
export const VenueList = () => {
  const { home, isLoading } = useActing();
  if (isLoading) return <Loading lines={8} />;
  return <Page home={home?.municipality?.number} />;
};

const time = /^\d{2}:\d{2}$/;

/** Names in the address of what the list is narrowed by, the search apart. */
const narrowedBy = ["municipality", "equipment", "access", "capacity", "day", "from", "until", "free"];

const Page = ({ home }: { home: string | undefined }) => {
  const text = useText();
  const { permissions = [] } = usePermissions<readonly Role[]>();
  const { municipalities } = usePlaces();
  const [address, setAddress] = useSearchParams();
  const chosen = address.getAll("municipality");
  const places = chosen.length > 0 || address.has("everywhere") ? chosen : home === undefined ? [] : [home];
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
  const may = (roles: readonly Role[]): boolean => roles.some((role) => permissions.includes(role));
  const [day, from, until] = ["day", "from", "until"].map((name) => address.get(name) ?? "") as [
    string,
    string,
    string,
  ];
  const isTimed = isDay(day) && time.test(from) && time.test(until) && from < until && places.length > 0;
  const capacity = Number(address.get("capacity") ?? 0);
  const filter: VenueFilter = {
    ...(address.get("search") && { search: address.get("search") }),
    ...(places.length > 0 && { municipalities: places }),
    ...(capacity > 0 && { capacityAtLeast: capacity }),
    ...(address.has("equipment") && {
      equipment: equipment.filter((one) => address.getAll("equipment").includes(one)),
    }),
    ...(address.has("access") && {
      accessibility: accessibilities.filter((one) => address.getAll("access").includes(one)),
    }),
    ...(address.has("free") && { isFree: true }),
    ...(isTimed && { freeFrom: instantOf(day, from), freeUntil: instantOf(day, until) }),
  };
  const isWide = useMediaQuery((theme) => theme.breakpoints.up("md"));
  const active = narrowedBy.reduce((count, name) => count + address.getAll(name).length, 0);
  const rest = (
    <>
      <ChooseSeveral
        label={text("field.municipality")}
        choices={municipalities}
        value={places}
        onChange={(value) => change("municipality", value)}
      />
      <ChooseSeveral
        label={text("venueField.equipment")}
        choices={equipment.map((id) => ({ id, name: text(`venueEquipment.${id}`) }))}
        value={address.getAll("equipment")}
        onChange={(value) => change("equipment", value)}
      />
      <ChooseSeveral
        label={text("venueField.accessibility")}
        choices={accessibilities.map((id) => ({ id, name: text(`accessibility.${id}`) }))}
        value={address.getAll("access")}
        onChange={(value) => change("access", value)}
      />
      <TextField
        type="number"
        label={text("venue.capacityAtLeast")}
        value={address.get("capacity") ?? ""}
        onChange={(event) => change("capacity", event.target.value === "" ? [] : [event.target.value])}
        slotProps={{ htmlInput: { min: 1 }, inputLabel: { shrink: true } }}
      />
      <TextField
        type="date"
        label={text("venue.freeOn")}
        value={day}
        onChange={(event) => change("day", event.target.value === "" ? [] : [event.target.value])}
        slotProps={{ inputLabel: { shrink: true } }}
      />
      <Box sx={{ display: "grid", gap: 2, gridTemplateColumns: "1fr 1fr" }}>
        <TimeField label={text("activity.from")} value={from} onChange={(value) => change("from", value)} />
        <TimeField label={text("activity.until")} value={until} onChange={(value) => change("until", value)} />
      </Box>
      <FormControlLabel
        control={<Checkbox checked={address.has("free")} onChange={(_, on) => change("free", on ? [""] : [])} />}
        label={text("venue.isFree")}
      />
    </>
  );
  return (
    <>
      <PageHead title={text("venue.listTitle")} lead={text("venue.listLead")}>
        {may(lenders) && (
          <Button variant="contained" component={RouterLink} to={routes.venueCreate}>
            {text("venue.create")}
          </Button>
        )}
        {may(askers) && (
          <Button variant="outlined" component={RouterLink} to={routes.venueBookings}>
            {text("venue.ownBookings")}
          </Button>
        )}
        {may(lenders) && (
          <Button variant="outlined" component={RouterLink} to={routes.venueRequests}>
            {text("venue.requests")}
          </Button>
        )}
      </PageHead>
      <Box
        sx={{
          display: "grid",
          gap: 2,
          mb: 2,
          gridTemplateColumns: {
            xs: "minmax(0, 1fr) auto",
            md: "repeat(2, minmax(0, 1fr))",
            lg: "repeat(4, minmax(0, 1fr))",
          },
          alignItems: "start",
        }}
      >
        <SearchField
          label={text("venue.search")}
          value={address.get("search") ?? ""}
          onSearch={(words) => change("search", words === "" ? [] : [words])}
        />
        {isWide ? rest : <FilterDrawer active={active}>{rest}</FilterDrawer>}
      </Box>
      {day !== "" && !isTimed && (
        <Typography role="status" color="textSecondary" sx={{ mb: 2 }}>
          {text(places.length > 0 ? "venue.chooseTimes" : "venue.choosePlace")}
        </Typography>
      )}
      <Cards filter={filter} />
    </>
  );
};

/** Steps of a quarter, as bookings are in. */
const TimeField = (props: { label: string; value: string; onChange: (value: string[]) => void }) => {
  const { label, value, onChange } = props;
  return (
    <TextField
      type="time"
      label={label}
      value={value}
      onChange={(event) => onChange(event.target.value === "" ? [] : [event.target.value])}
      slotProps={{ htmlInput: { step: 900 }, inputLabel: { shrink: true } }}
    />
  );
};

const Cards = ({ filter }: { filter: VenueFilter }) => {
  const text = useText();
  const { priceOf } = useVenueText();
  const paged = usePagedOperation(
    ListVenuesDocument,
    (after) => ({ filter, after }),
    (page) => page.venues.pageInfo,
  );
  const { data, error, refetch } = paged;
  const venues = data?.pages.flatMap((page) => page.venues.nodes) ?? [];
  if (error !== null) return <Refusal error={error} retry={() => void refetch()} />;
  if (data === undefined) return <Loading lines={8} />;
  return (
    <>
      <Typography role="status" color="textSecondary" sx={{ mb: 1.5 }}>
        {text("venue.count", { smart_count: data.pages[0]?.venues.totalCount ?? 0 })}
      </Typography>
      {venues.length === 0 && <Empty title={text("venue.empty")} help={text("venue.emptyHelp")} />}
      <Box
        component="ul"
        aria-label={text("venue.listTitle")}
        sx={{
          listStyle: "none",
          m: 0,
          p: 0,
          display: "grid",
          gap: 1.5,
          gridTemplateColumns: "repeat(auto-fill, minmax(min(22rem, 100%), 1fr))",
        }}
      >
        {venues.map(({ id, name, state, address, municipality, lender, capacity, pricePerHour, ...more }) => (
          <Card component="li" key={id} sx={{ p: 2, display: "grid", gap: 0.75, alignContent: "start" }}>
            <Box sx={{ display: "flex", flexWrap: "wrap", gap: 1, alignItems: "center" }}>
              <Typography variant="h2" sx={{ overflowWrap: "anywhere" }}>
                <Link component={RouterLink} to={addressOf("venue", { id })}>
                  {name}
                </Link>
              </Typography>
              {state !== "OPEN" && <ToneChip tone="idle" label={text(`venueState.${state}`)} />}
            </Box>
            <Typography sx={{ overflowWrap: "anywhere" }}>{`${address}, ${municipality.name}`}</Typography>
            <Typography sx={{ fontWeight: 600 }}>
              {[
                text("venue.holds", { count: capacity }),
                priceOf(pricePerHour),
                text(more.mustBeApproved ? "venue.answered" : "venue.atOnce"),
              ].join(" · ")}
            </Typography>
            <Typography variant="body2" color="textSecondary">
              {[
                lender.name,
                ...more.equipment.map((one) => text(`venueEquipment.${one}`)),
                ...more.accessibility.map((one) => text(`accessibility.${one}`)),
              ].join(" · ")}
            </Typography>
          </Card>
        ))}
      </Box>
      <More of={paged} />
    </>
  );
};
