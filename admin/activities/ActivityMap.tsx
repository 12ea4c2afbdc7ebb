import { useState } from "react";
import {
  Alert,
  Box,
  Breadcrumbs,
  Link,
  Table,
  TableBody,
  TableCell,
  TableHead,
  TableRow,
  Typography,
} from "@mui/material";
import {
  type ActivityFilter,
  CountActivitiesDocument,
  ListPlacedActivitiesDocument,
  type PlacedActivityFragment,
} from "#schema/operations";
import type { Feature } from "geojson";
import { Link as RouterLink } from "react-router-dom";
import { Attribution } from "../fields/Attribution.tsx";
import { Empty } from "../fields/Empty.tsx";
import { Loading } from "../fields/Loading.tsx";
import { Refusal } from "../fields/Refusal.tsx";
import { useOutlines } from "../places/useOutlines.ts";
import { usePlaces } from "../places/usePlaces.ts";
import { useFormat } from "../platform/format.ts";
import { useLanguage, useText } from "../platform/i18n/index.ts";
import { useAllPages } from "../platform/useAllPages.ts";
import { useOperation } from "../platform/useOperation.ts";
import { addressOf } from "../routes.ts";
import { type Circle, CircleMap, type Point } from "./CircleMap.tsx";
import { StateChip } from "./StateChip.tsx";

/** A place on the way from the country to a municipality; none is the country. */
type Chosen = { readonly county?: string; readonly municipality?: string };

type ActivityMapProps = {
  readonly filter: ActivityFilter;
  readonly onChoose: (chosen: Chosen) => void;
};

/** How many activities there are where: from the country to a county, and to a municipality with its places. */
export const ActivityMap = ({ filter, onChoose }: ActivityMapProps) => {
  const text = useText();
  const { municipalities, countyChoices, municipalityName, isLoading } = usePlaces();
  if (isLoading) return <Loading lines={10} />;
  const inside = filter.municipalities ?? [];
  const countyOf = (number: string) => municipalities.find(({ id }) => id === number)?.county;
  const counties = new Set([...(filter.counties ?? []), ...inside.flatMap((number) => countyOf(number) ?? [])]);
  const [county] = counties.size === 1 ? counties : [];
  const [municipality] = county !== undefined && inside.length === 1 ? inside : [];
  const steps = [
    { name: text("activity.norway"), chosen: {} },
    ...(county === undefined
      ? []
      : [{ name: countyChoices.find(({ id }) => id === county)?.name ?? county, chosen: { county } }]),
    ...(county === undefined || municipality === undefined
      ? []
      : [{ name: municipalityName(municipality), chosen: { county, municipality } }]),
  ];
  return (
    <>
      <Breadcrumbs aria-label={text("activity.mapShows")} sx={{ mb: 1.5 }}>
        {steps.map(({ name, chosen }, n) =>
          n === steps.length - 1 ? (
            <Typography key={name} variant="h2" component="h2" aria-current="location">
              {name}
            </Typography>
          ) : (
            <Link key={name} component="button" type="button" onClick={() => onChoose(chosen)} sx={{ py: 0.5 }}>
              {name}
            </Link>
          ),
        )}
      </Breadcrumbs>
      {county !== undefined && municipality !== undefined ? (
        <PlacesMap key={municipality} filter={filter} county={county} municipality={municipality} />
      ) : (
        <AreasMap filter={filter} county={county} onChoose={onChoose} />
      )}
      <Attribution of="mapAttribution" />
    </>
  );
};

const beside = {
  display: "grid",
  gap: 3,
  gridTemplateColumns: { xs: "minmax(0, 1fr)", md: "minmax(0, 3fr) minmax(17rem, 2fr)" },
  alignItems: "start",
} as const;

type AreasMapProps = ActivityMapProps & { readonly county: string | undefined };

/** The counties of the country, or the municipalities of a county; the table says what the circles do. */
const AreasMap = ({ filter, county, onChoose }: AreasMapProps) => {
  const text = useText();
  const { number } = useFormat();
  const { data, error, refetch } = useOperation(CountActivitiesDocument, { filter });
  const outlines = useOutlines(county ?? "norway");
  if (error !== null) return <Refusal error={error} retry={() => void refetch()} />;
  if (data === undefined || outlines.isPending) return <Loading lines={10} />;

  const areas = new Map<string, { name: string; count: number; chosen: Chosen }>();
  for (const { municipality, count } of data.activityCounts) {
    const area = county === undefined ? municipality.county : municipality;
    const before = areas.get(area.number)?.count ?? 0;
    const chosen = county === undefined ? { county: area.number } : { county, municipality: area.number };
    areas.set(area.number, { name: area.name, count: before + count, chosen });
  }
  const rows = [...areas].map(([id, area]) => ({ id, ...area })).sort((a, b) => b.count - a.count);
  const features = outlines.data?.features ?? [];
  const circles = rows.flatMap(({ id, ...area }): Circle[] => {
    const at = features.find(({ properties }) => properties.number === id);
    return at === undefined ? [] : [{ id, name: area.name, count: area.count, at, isChosen: undefined }];
  });
  return (
    <Box sx={beside}>
      <CircleMap
        features={features}
        fit={features}
        highlit={new Set(areas.keys())}
        circles={circles}
        onChoose={(id) => onChoose(areas.get(id)?.chosen ?? {})}
      />
      {rows.length === 0 ? (
        <Empty title={text("activity.empty")} help={text("activity.emptyHelp")} />
      ) : (
        <Table size="small">
          <TableHead>
            <TableRow>
              <TableCell component="th" scope="col">
                {text(county === undefined ? "field.county" : "field.municipality")}
              </TableCell>
              <TableCell component="th" scope="col" align="right">
                {text("activity.listTitle")}
              </TableCell>
            </TableRow>
          </TableHead>
          <TableBody>
            {rows.map(({ id, name, count, chosen }) => (
              <TableRow key={id}>
                <TableCell component="th" scope="row">
                  <Link component="button" type="button" onClick={() => onChoose(chosen)} sx={{ textAlign: "left" }}>
                    {name}
                  </Link>
                </TableCell>
                <TableCell align="right">{number(count)}</TableCell>
              </TableRow>
            ))}
          </TableBody>
        </Table>
      )}
    </Box>
  );
};

/** Hundreds of activities that a municipality's map has at most. */
const mostPages = 5;

const pointOf = ({ place: { latitude, longitude } }: PlacedActivityFragment): Point | undefined =>
  latitude === null || longitude === null ? undefined : [longitude, latitude];

/** A municipality's activities: those whose place is known on the map, and all of them in the list beside it. */
const PlacesMap = ({
  filter,
  county,
  municipality,
}: {
  filter: ActivityFilter;
  county: string;
  municipality: string;
}) => {
  const text = useText();
  const [language] = useLanguage();
  const outlines = useOutlines(county);
  const { pages, error, refetch, isLoading } = useAllPages(
    ListPlacedActivitiesDocument,
    (after) => ({ filter, after, language }),
    ({ activities }) => activities.pageInfo,
    mostPages,
  );
  const [chosen, setChosen] = useState<readonly string[]>();
  if (error !== null) return <Refusal error={error} retry={() => void refetch()} />;
  if (isLoading || outlines.isPending) return <Loading lines={10} />;

  const activities = pages.flatMap((page) => page.activities.nodes);
  const total = pages[0]?.activities.totalCount ?? 0;
  const points = new Map<string, { at: Point; names: Set<string>; ids: string[] }>();
  for (const activity of activities) {
    const at = pointOf(activity);
    if (at === undefined) continue;
    const point = points.get(at.join()) ?? { at, names: new Set<string>(), ids: [] };
    point.names.add(activity.place.name);
    point.ids.push(activity.id);
    points.set(at.join(), point);
  }
  const features: readonly Feature[] = outlines.data?.features ?? [];
  const here = outlines.data?.features.filter(({ properties }) => properties.number === municipality) ?? [];
  const unplaced = activities.filter((activity) => pointOf(activity) === undefined).length;
  const shown = chosen === undefined ? activities : activities.filter(({ id }) => chosen.includes(id));
  const circles = [...points].map(([id, { at, names, ids }]): Circle => ({
    id,
    name: [...names].join(", "),
    count: ids.length,
    at,
    isChosen: chosen !== undefined && ids.some((one) => chosen.includes(one)),
  }));
  return (
    <Box sx={beside}>
      <CircleMap
        features={features}
        fit={here}
        highlit={new Set([municipality])}
        circles={circles}
        isClustered
        onChoose={(...ids) => {
          const those = ids.flatMap((id) => points.get(id)?.ids ?? []);
          setChosen(chosen?.join() === those.join() ? undefined : those);
        }}
      />
      <Box>
        <Typography role="status" color="textSecondary" sx={{ mb: 1.5 }}>
          {total > activities.length
            ? text("activity.firstOnMap", { shown: activities.length, total })
            : text("activity.count", { smart_count: shown.length })}
          {chosen !== undefined && (
            <Link component="button" type="button" onClick={() => setChosen(undefined)} sx={{ ml: 1.5 }}>
              {text("activity.allPlaces")}
            </Link>
          )}
        </Typography>
        {activities.length === 0 && <Empty title={text("activity.empty")} help={text("activity.emptyHelp")} />}
        {chosen === undefined && unplaced > 0 && (
          <Alert severity="info" sx={{ mb: 1.5 }}>
            {text("activity.unplaced", { smart_count: unplaced })}
          </Alert>
        )}
        <Box
          component="ul"
          aria-label={text("activity.listTitle")}
          sx={{ listStyle: "none", m: 0, p: 0, display: "grid", gap: 1.5 }}
        >
          {shown.map(({ id, title, state, place, schedules }) => (
            <li key={id}>
              <Box sx={{ display: "flex", flexWrap: "wrap", gap: 1, alignItems: "center" }}>
                <Link component={RouterLink} to={addressOf("activity", { id })} sx={{ overflowWrap: "anywhere" }}>
                  {title}
                </Link>
                {state !== "PUBLISHED" && <StateChip state={state} />}
              </Box>
              <Typography variant="body2" color="textSecondary">
                {[place.name, schedules.map(({ words }) => words).join(" ")].join(" · ")}
              </Typography>
            </li>
          ))}
        </Box>
      </Box>
    </Box>
  );
};
