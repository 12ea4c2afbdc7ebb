import { useId } from "react";
import { Box, Skeleton, Typography } from "@mui/material";
import { geoMercator, geoPath } from "d3-geo";
import { Attribution } from "../fields/Attribution.tsx";
import { useFormat } from "../platform/format.ts";
import { useText } from "../platform/i18n/index.ts";
import { useOutlines } from "./useOutlines.ts";

type Place = { readonly number: string; readonly name: string };

const size = { width: 480, height: 420 };

type CountyMapProps = {
  readonly municipality: Place & { readonly county: Place };
  /** Other municipalities to show, as far as they are in the county. */
  readonly also?: readonly Place[];
};

/** A county with one municipality raised from the others; its words say the same as its colours. */
export const CountyMap = ({ municipality: { number, name, county }, also = [] }: CountyMapProps) => {
  const text = useText();
  const { list } = useFormat();
  const titleId = useId();
  const { data, isPending } = useOutlines(county.number);
  const words = [
    text("municipality.mapAlt", { county: county.name, name }),
    ...(also.length === 0
      ? []
      : [text("municipality.mapAltServes", { others: list(also.map((other) => other.name)) })]),
  ];
  if (isPending) return <Skeleton variant="rounded" height={260} />;
  // Without its outlines the map says in words what it would have shown.
  if (data === undefined) return <Typography>{words.join(" ")}</Typography>;

  const path = geoPath(
    geoMercator().fitExtent(
      [
        [6, 6],
        [size.width - 6, size.height - 6],
      ],
      data,
    ),
  );
  const numbersAlso = new Set(also.map((other) => other.number));
  const fillOf = (each: string): string => (each === number ? "here" : numbersAlso.has(each) ? "also" : "land");
  // The one that is meant comes last, so that its edge lies over its neighbours'.
  const features = data.features.toSorted(
    (a, b) => Number(a.properties.number === number) - Number(b.properties.number === number),
  );
  return (
    <Box component="figure" sx={{ m: 0 }}>
      <Box
        component="svg"
        viewBox={`0 0 ${size.width} ${size.height}`}
        role="img"
        aria-labelledby={titleId}
        sx={{
          display: "block",
          width: "100%",
          maxHeight: 420,
          "& path": { fill: "var(--land)", stroke: "var(--line)", strokeWidth: 0.8, strokeLinejoin: "round" },
          "& .here": { fill: "var(--here)" },
          "& .also": { fill: "var(--also)" },
          "--land": (theme) => theme.palette.shades.map.land,
          "--line": (theme) => theme.palette.shades.map.line,
          "--here": (theme) => theme.palette.shades.map.here,
          "--also": (theme) => theme.palette.shades.map.also,
        }}
      >
        <title id={titleId}>{words.join(" ")}</title>
        {features.map((feature) => (
          <path key={feature.properties.number} className={fillOf(feature.properties.number)} d={path(feature) ?? ""} />
        ))}
      </Box>
      <Typography component="figcaption" variant="body2" sx={{ mt: 1 }}>
        {words.join(" ")}
      </Typography>
      <Attribution of="mapAttribution" />
    </Box>
  );
};
