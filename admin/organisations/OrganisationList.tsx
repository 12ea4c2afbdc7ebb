import { useState } from "react";
import AddIcon from "@mui/icons-material/Add";
import { Box, Button, Card, LinearProgress, MenuItem, TextField, Typography, useMediaQuery } from "@mui/material";
import { ListBase, RestoreScrollPosition, useListContext, usePermissions } from "react-admin";
import { Link, useLocation } from "react-router-dom";
import { Attribution } from "../fields/Attribution.tsx";
import { Empty } from "../fields/Empty.tsx";
import { FilterDrawer } from "../fields/FilterDrawer.tsx";
import { Loading } from "../fields/Loading.tsx";
import { Refusal } from "../fields/Refusal.tsx";
import { SearchField } from "../fields/SearchField.tsx";
import type { Role } from "../platform/authProvider.ts";
import { useFormat } from "../platform/format.ts";
import { useText } from "../platform/i18n/index.ts";
import { PageHead } from "../platform/PageHead.tsx";
import { isOpenedToSearch } from "../platform/searchKey.ts";
import { routes } from "../routes.ts";
import { ActiveFilters, countFilters } from "./ActiveFilters.tsx";
import { orders } from "./choices.ts";
import { ColumnChoice } from "./ColumnChoice.tsx";
import type { Row } from "./columns.tsx";
import { CsvDownload } from "./CsvDownload.tsx";
import { Filters } from "./Filters.tsx";
import { readOrder } from "./listing.ts";
import { OrganisationCards } from "./OrganisationCards.tsx";
import { OrganisationTable } from "./OrganisationTable.tsx";
import { Pager } from "./Pager.tsx";
import { SavedSearches } from "./SavedSearches.tsx";
import { useSelection } from "./selection.ts";
import { TagDialog } from "./TagDialog.tsx";
import { FilterProvider, useFilter } from "./useFilter.tsx";

/** Wide enough for filters beside the table. */
const roomForFilters = "(min-width: 1420px)";

/** Roles that may write down an organisation; which municipality they may do it in, the server decides. */
const writers: ReadonlySet<Role> = new Set(["COORDINATOR", "HUB", "CENTRE", "ADMINISTRATOR", "CASEWORKER"]);

/** All organisations: searched, filtered, ordered, selected, downloaded. */
export const OrganisationList = () => (
  <RestoreScrollPosition storeKey="organisations.scroll">
    {/* A refusal is shown where the rows would have been. */}
    <ListBase
      resource="organisations"
      perPage={25}
      sort={{ field: "NAME_ASC", order: "ASC" }}
      queryOptions={{ onError: () => undefined }}
    >
      <FilterProvider>
        <ListPage />
      </FilterProvider>
    </ListBase>
  </RestoreScrollPosition>
);

const useMayWrite = (): boolean => {
  const { permissions } = usePermissions<readonly Role[]>();
  return permissions?.some((role) => writers.has(role)) ?? false;
};

const ListPage = () => {
  const text = useText();
  const { number } = useFormat();
  const { state } = useLocation();
  const { filter, change } = useFilter();
  const { total, sort, setSort } = useListContext();
  const mayWrite = useMayWrite();
  const hasRoomForFilters = useMediaQuery(roomForFilters);
  const hasRoomForTable = useMediaQuery((theme) => theme.breakpoints.up("md"));

  return (
    <>
      <PageHead
        title={text("list.title")}
        lead={
          <span role="status">
            {total !== undefined && text("list.total", { smart_count: total, total: number(total) })}
          </span>
        }
      >
        <CsvDownload />
        {mayWrite && (
          <Button variant="contained" startIcon={<AddIcon />} component={Link} to={routes.organisationCreate}>
            {text("list.create")}
          </Button>
        )}
      </PageHead>
      <Box
        sx={{
          display: "grid",
          gap: 3,
          gridTemplateColumns: hasRoomForFilters ? "260px minmax(0, 1fr)" : "minmax(0, 1fr)",
        }}
      >
        {hasRoomForFilters && (
          <Box
            component="section"
            aria-label={text("list.filters")}
            sx={{ display: "grid", gap: 2.5, alignContent: "start" }}
          >
            <SavedSearches />
            <Box>
              <Typography variant="h3" component="h2" sx={{ mb: 1.5 }}>
                {text("list.filters")}
              </Typography>
              <Filters />
            </Box>
          </Box>
        )}
        <Box sx={{ display: "grid", gridTemplateColumns: "minmax(0, 1fr)", gap: 1.5, alignContent: "start" }}>
          <Box sx={{ display: "flex", flexWrap: "wrap", gap: 1.5 }}>
            <Box sx={{ flex: "1 1 16rem" }}>
              <SearchField
                label={text("list.search")}
                value={filter.search ?? ""}
                onSearch={(search) => change({ search })}
                autoFocus={isOpenedToSearch(state)}
              />
            </Box>
            {!hasRoomForFilters && (
              <FilterDrawer active={countFilters(filter)}>
                <SavedSearches />
                <Filters />
              </FilterDrawer>
            )}
            <TextField
              select
              label={text("list.order")}
              value={filter.search === null ? readOrder(sort.field) : "best"}
              disabled={filter.search !== null}
              onChange={(event) => setSort({ field: event.target.value, order: "ASC" })}
              sx={{ minWidth: 190, flex: { xs: "1 1 10rem", md: "0 0 auto" } }}
            >
              {filter.search !== null && <MenuItem value="best">{text("list.orderBySearch")}</MenuItem>}
              {orders.map((order) => (
                <MenuItem key={order} value={order}>
                  {text(`order.${order}`)}
                </MenuItem>
              ))}
            </TextField>
            {hasRoomForTable && <ColumnChoice />}
          </Box>
          <ActiveFilters />
          <Results isTable={hasRoomForTable} mayWrite={mayWrite} />
          <Attribution />
        </Box>
      </Box>
      <SelectionBar />
    </>
  );
};

const Results = ({ isTable, mayWrite }: { isTable: boolean; mayWrite: boolean }) => {
  const text = useText();
  const { data, error, isPending, isFetching, refetch, total } = useListContext<Row>();
  const { filter, clear } = useFilter();
  if (error) return <Refusal error={error} retry={() => void refetch()} />;
  if (isPending || data === undefined) return <Loading lines={8} />;
  if (total === 0 || data.length === 0) {
    const isFiltered = countFilters(filter) > 0 || filter.search !== null;
    return isFiltered ? (
      <Empty title={text("list.emptyTitle")} help={text("list.emptyHelp")}>
        <Button variant="outlined" onClick={clear}>
          {text("list.clear")}
        </Button>
      </Empty>
    ) : (
      <Empty title={text("list.emptyAll")} help={text("list.emptyAllHelp")}>
        {mayWrite && (
          <Button variant="outlined" component={Link} to={routes.organisationCreate}>
            {text("list.create")}
          </Button>
        )}
      </Empty>
    );
  }
  return (
    <Box aria-busy={isFetching}>
      <Box sx={{ height: 4 }}>{isFetching && <LinearProgress aria-label={text("common.loading")} />}</Box>
      {isTable ? (
        <Card>
          <OrganisationTable rows={data} />
        </Card>
      ) : (
        <OrganisationCards rows={data} />
      )}
      <Pager />
    </Box>
  );
};

/** What can be done with those selected; it follows along at the foot of the window. */
const SelectionBar = () => {
  const text = useText();
  const { selected, clear } = useSelection();
  const [isTagging, setTagging] = useState(false);
  return (
    <>
      {selected.size > 0 && (
        <Box
          role="region"
          aria-label={text("list.selected", { smart_count: selected.size })}
          sx={{
            position: "sticky",
            bottom: 12,
            zIndex: "speedDial",
            mt: 2,
            mx: "auto",
            width: "fit-content",
            display: "flex",
            gap: 1.5,
            alignItems: "center",
            px: 2.5,
            py: 1,
            borderRadius: 3,
            bgcolor: "shades.rail.ground",
            color: "shades.rail.ink",
            boxShadow: 6,
            "& :focus-visible": { outlineColor: "#f3c98b" },
          }}
        >
          <Typography role="status" sx={{ fontWeight: 650 }}>
            {text("list.selected", { smart_count: selected.size })}
          </Typography>
          <Button color="inherit" variant="outlined" size="small" onClick={() => setTagging(true)}>
            {text("tagging.button")}
          </Button>
          <Button color="inherit" size="small" onClick={clear}>
            {text("list.unselect")}
          </Button>
        </Box>
      )}
      <TagDialog open={isTagging} onClose={() => setTagging(false)} />
    </>
  );
};
