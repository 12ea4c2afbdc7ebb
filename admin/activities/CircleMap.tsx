import { Box, ButtonBase, Tooltip, useMediaQuery } from "@mui/material";
import { type GeoPermissibleObjects, geoMercator, geoPath } from "d3-geo";
import type { Feature } from "geojson";
import { useFormat } from "../platform/format.ts";
import { useText } from "../platform/i18n/index.ts";
import { MapGround } from "../places/MapGround.tsx";

/** Degrees east and north (WGS 84). */
export type Point = readonly [longitude: number, latitude: number];

export type Circle = {
  readonly id: string;
  /** What is counted, in words. */
  readonly name: string;
  readonly count: number;
  /** In the middle of an area, or at a point. */
  readonly at: Feature | Point;
  /** Whether it is the one that was chosen; undefined where a choice leads elsewhere. */
  readonly isChosen: boolean | undefined;
};

type CircleMapProps = {
  readonly features: readonly Feature[];
  /** What the map is drawn around; points are added to it. */
  readonly fit: readonly Feature[];
  /** Numbers of the areas that have something. */
  readonly highlit: ReadonlySet<string>;
  readonly circles: readonly Circle[];
  /** Circles that would lie upon each other are one; else they are moved apart. */
  readonly isClustered?: boolean;
  readonly onChoose: (...ids: readonly string[]) => void;
};

/** Least distance of two circles' middles, in pixels: they can be told apart, and hit with a finger. */
const distance = 40;

type Drawn = { readonly ids: readonly string[]; readonly circle: Circle; x: number; y: number };

/** Those that lie upon each other as one, which says what all of them do. */
const clustered = (all: readonly Drawn[]): Drawn[] => {
  const found: Drawn[] = [];
  for (const one of all) {
    const near = found.findIndex(({ x, y }) => Math.hypot(x - one.x, y - one.y) < distance);
    const other = found[near];
    if (other === undefined) found.push(one);
    else
      found[near] = {
        ...other,
        ids: [...other.ids, ...one.ids],
        circle: {
          ...other.circle,
          name: `${other.circle.name}, ${one.circle.name}`,
          count: other.circle.count + one.circle.count,
          isChosen: other.circle.isChosen || one.circle.isChosen,
        },
      };
  }
  return found;
};

/** Pushes circles apart until none lies upon another, or for as long as it is worth the while. */
const apart = (all: readonly Drawn[]): Drawn[] => {
  const moved = all.map((one) => ({ ...one }));
  for (let round = 0; round < 60; round++)
    for (const [n, a] of moved.entries())
      for (const b of moved.slice(n + 1)) {
        const [dx, dy] = [b.x - a.x || 0.1, b.y - a.y];
        const between = Math.hypot(dx, dy);
        const push = (distance - between) / 2 / between;
        if (push <= 0) continue;
        a.x -= dx * push;
        a.y -= dy * push;
        b.x += dx * push;
        b.y += dy * push;
      }
  return moved;
};

const isPoint = (at: Circle["at"]): at is Point => Array.isArray(at);

/** A map of areas with circles that count; each circle is a button, so that keys reach them in the order they are given. */
export const CircleMap = ({ features, fit, highlit, circles, isClustered = false, onChoose }: CircleMapProps) => {
  const text = useText();
  const { number } = useFormat();
  const isWide = useMediaQuery((theme) => theme.breakpoints.up("sm"));
  const size = isWide ? { width: 600, height: 640 } : { width: 350, height: 440 };
  const points = circles.flatMap(({ at }) => (isPoint(at) ? [[at[0], at[1]]] : []));
  const around: GeoPermissibleObjects = {
    type: "GeometryCollection",
    geometries: [...fit.map(({ geometry }) => geometry), { type: "MultiPoint", coordinates: points }],
  };
  const projection = geoMercator().fitExtent(
    [
      [distance / 2, distance / 2],
      [size.width - distance / 2, size.height - distance / 2],
    ],
    around,
  );
  const path = geoPath(projection);
  const placed = circles.flatMap((circle): Drawn[] => {
    const at = isPoint(circle.at) ? projection([circle.at[0], circle.at[1]]) : path.centroid(circle.at);
    return at === null ? [] : [{ ids: [circle.id], circle, x: at[0], y: at[1] }];
  });
  const drawn = isClustered ? clustered(placed) : apart(placed);
  const largest = Math.max(...drawn.map(({ circle }) => circle.count), 1);
  return (
    <Box
      role="group"
      aria-label={text("activityView.map")}
      sx={{
        position: "relative",
        overflow: "hidden",
        width: "100%",
        maxWidth: size.width,
        mx: "auto",
        border: 1,
        borderColor: "divider",
        borderRadius: 1.5,
      }}
    >
      <MapGround size={size} features={features} highlit={highlit} path={path} />
      {drawn.map(({ ids, circle: { name, count, isChosen }, x, y }) => {
        // What is seen, the number, is part of the name, for those who speak to their browser.
        const label = text("activity.counted", { smart_count: count, name, n: number(count) });
        const across = 30 + 14 * Math.sqrt(count / largest);
        return (
          <Tooltip key={ids.join()} title={label} describeChild={false}>
            <ButtonBase
              aria-label={label}
              {...(isChosen !== undefined && { "aria-pressed": isChosen })}
              onClick={() => onChoose(...ids)}
              sx={{
                position: "absolute",
                left: `${(100 * x) / size.width}%`,
                top: `${(100 * y) / size.height}%`,
                width: across,
                height: across,
                transform: "translate(-50%, -50%)",
                borderRadius: "50%",
                border: "2px solid",
                borderColor: "background.paper",
                bgcolor: isChosen ? "primary.main" : "secondary.main",
                color: isChosen ? "primary.contrastText" : "secondary.contrastText",
                typography: "body2",
                fontWeight: 700,
                "&:hover": { zIndex: 1, filter: "brightness(1.15)" },
              }}
            >
              {number(count)}
            </ButtonBase>
          </Tooltip>
        );
      })}
    </Box>
  );
};
