import { Alert, Box, Typography, useMediaQuery } from "@mui/material";
import { geoContains, geoDistance, geoMercator, geoPath } from "d3-geo";
import type { Feature, Position } from "geojson";
import { Loading } from "../fields/Loading.tsx";
import { useOutlines } from "./useOutlines.ts";
import { useText } from "../platform/i18n/index.ts";
import { MapGround } from "./MapGround.tsx";

type Point = readonly [longitude: number, latitude: number];

type PointMapProps = {
  readonly county: string;
  readonly municipality: string;
  readonly point: Point | null;
  /** Whether the map is shown; else only what is odd about the point. */
  readonly isOpen: boolean;
  readonly onChoose: (point: Point) => void;
};

const earthRadiusKm = 6_371;
/** Outlines are simplified: a quay may lie outside them, and is no mistake. */
const nearKm = 5;

const cornersOf = ({ geometry }: Feature): readonly Position[] =>
  geometry.type === "Polygon"
    ? geometry.coordinates.flat()
    : geometry.type === "MultiPolygon"
      ? geometry.coordinates.flat(2)
      : [];

const isNear = (feature: Feature, [longitude, latitude]: Point): boolean =>
  geoContains(feature, [longitude, latitude]) ||
  cornersOf(feature).some(
    ([east = 0, north = 0]) => geoDistance([east, north], [longitude, latitude]) * earthRadiusKm < nearKm,
  );

/** Four decimals are some ten metres. */
const rounded = (degrees: number): number => Math.round(degrees * 10_000) / 10_000;

/** The municipality a place is in, to press where it lies; says so where a point lies elsewhere. */
export const PointMap = ({ county, municipality, point, isOpen, onChoose }: PointMapProps) => {
  const text = useText();
  const outlines = useOutlines(county);
  const isWide = useMediaQuery((theme) => theme.breakpoints.up("sm"));
  const here = outlines.data?.features.find(({ properties }) => properties.number === municipality);
  if (outlines.isPending) return <Loading lines={isOpen ? 8 : 1} />;
  if (here === undefined) return null;
  const size = isWide ? { width: 600, height: 480 } : { width: 330, height: 330 };
  const projection = geoMercator().fitExtent(
    [
      [12, 12],
      [size.width - 12, size.height - 12],
    ],
    here,
  );
  const at = point === null ? null : projection([point[0], point[1]]);
  return (
    <>
      {point !== null && !isNear(here, point) && <Alert severity="warning">{text("activity.farAway")}</Alert>}
      {isOpen && (
        <Box>
          <Typography variant="body2" color="textSecondary" sx={{ mb: 1 }}>
            {text("activity.pointMap")}
          </Typography>
          <Box
            onClick={({ currentTarget, clientX, clientY }) => {
              const { left, top, width } = currentTarget.getBoundingClientRect();
              const scale = size.width / width;
              const pressed = projection.invert?.([(clientX - left) * scale, (clientY - top) * scale]);
              if (pressed) onChoose([rounded(pressed[0]), rounded(pressed[1])]);
            }}
            sx={{
              position: "relative",
              overflow: "hidden",
              maxWidth: size.width,
              cursor: "crosshair",
              outline: "1px solid",
              outlineColor: "divider",
              borderRadius: 1.5,
            }}
          >
            <MapGround
              size={size}
              features={outlines.data?.features ?? []}
              highlit={new Set([municipality])}
              path={geoPath(projection)}
            />
            {at !== null && (
              <Box
                aria-hidden
                sx={{
                  position: "absolute",
                  left: `${(100 * at[0]) / size.width}%`,
                  top: `${(100 * at[1]) / size.height}%`,
                  width: 18,
                  height: 18,
                  transform: "translate(-50%, -50%)",
                  borderRadius: "50%",
                  border: "3px solid",
                  borderColor: "background.paper",
                  bgcolor: "secondary.main",
                }}
              />
            )}
          </Box>
        </Box>
      )}
    </>
  );
};
