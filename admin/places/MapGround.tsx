import { Box } from "@mui/material";
import type { GeoPath } from "d3-geo";
import type { Feature } from "geojson";

type MapGroundProps = {
  readonly size: { readonly width: number; readonly height: number };
  readonly features: readonly Feature[];
  /** Numbers of the areas that are raised from the others. */
  readonly highlit: ReadonlySet<string>;
  readonly path: GeoPath;
};

/** Outlines to put something upon, which says in words what it means: the ground itself says nothing. */
export const MapGround = ({ size, features, highlit, path }: MapGroundProps) => (
  <Box
    component="svg"
    viewBox={`0 0 ${size.width} ${size.height}`}
    aria-hidden
    sx={{
      display: "block",
      width: "100%",
      "& path": { fill: "var(--land)", stroke: "var(--line)", strokeWidth: 0.8, strokeLinejoin: "round" },
      "& .has": { fill: "var(--has)" },
      "--land": (theme) => theme.palette.shades.map.land,
      "--line": (theme) => theme.palette.shades.map.line,
      "--has": (theme) => theme.palette.shades.map.also,
    }}
  >
    {features.map((feature) => {
      const id = String(feature.properties?.["number"]);
      return <path key={id} {...(highlit.has(id) && { className: "has" })} d={path(feature) ?? ""} />;
    })}
  </Box>
);
