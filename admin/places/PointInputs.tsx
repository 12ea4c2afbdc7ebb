import { lazy, Suspense, useState } from "react";
import { Box, Button } from "@mui/material";
import { maxValue, minValue, NumberInput } from "react-admin";
import { useFormContext, useWatch } from "react-hook-form";
import { Loading } from "../fields/Loading.tsx";
import { usePlaces } from "./usePlaces.ts";
import { textKey, useText } from "../platform/i18n/index.ts";

/** Outlines are drawn by a library that a form without a point does without. */
const PointMap = lazy(async () => ({ default: (await import("./PointMap.tsx")).PointMap }));

type Place = { readonly municipality?: string; readonly latitude?: number | null; readonly longitude?: number | null };

/** Mainland Norway and its islands, as the server has them. */
const north = [minValue(57.9, "problem.NOT_IN_NORWAY"), maxValue(71.3, "problem.NOT_IN_NORWAY")];
const east = [minValue(4.4, "problem.NOT_IN_NORWAY"), maxValue(31.3, "problem.NOT_IN_NORWAY")];

type PointInputsProps = {
  /** Of the place in the form's values; left out, its fields are the form's own. */
  readonly source?: string;
};

/** Where a place is, in two numbers, or by a press on the map of its municipality. */
export const PointInputs = ({ source }: PointInputsProps) => {
  const text = useText();
  const { municipalities } = usePlaces();
  const { setValue } = useFormContext();
  const at = (name: keyof Place): string => (source === undefined ? name : `${source}.${name}`);
  const [municipality = "", latitude = null, longitude = null] = useWatch({
    name: [at("municipality"), at("latitude"), at("longitude")],
  }) as [Place["municipality"], Place["latitude"], Place["longitude"]];
  const [isOpen, setOpen] = useState(false);
  const county = municipalities.find(({ id }) => id === municipality)?.county;
  const hasPoint = latitude !== null && longitude !== null;
  const put = (point: readonly [longitude: number, latitude: number] | null): void => {
    const set = { shouldDirty: true, shouldValidate: true };
    setValue(at("longitude"), point?.[0] ?? null, set);
    setValue(at("latitude"), point?.[1] ?? null, set);
  };
  return (
    <Box sx={{ display: "grid", gap: 1.5 }}>
      <Box sx={{ display: "grid", gap: 2, gridTemplateColumns: { xs: "1fr", sm: "1fr 1fr" } }}>
        {(
          [
            ["latitude", north],
            ["longitude", east],
          ] as const
        ).map(([name, validate]) => (
          <NumberInput
            key={name}
            source={at(name)}
            label={textKey(`activity.${name}`)}
            helperText={name === "latitude" ? textKey("activity.pointHelp") : false}
            step="any"
            validate={validate}
          />
        ))}
      </Box>
      {county !== undefined && (
        <>
          <Box sx={{ display: "flex", flexWrap: "wrap", gap: 1 }}>
            <Button variant="outlined" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
              {text(isOpen ? "activity.hidePointMap" : "activity.choosePoint")}
            </Button>
            {hasPoint && <Button onClick={() => put(null)}>{text("activity.noPoint")}</Button>}
          </Box>
          {(isOpen || hasPoint) && (
            <Suspense fallback={<Loading lines={isOpen ? 8 : 1} />}>
              <PointMap
                county={county}
                municipality={municipality}
                point={hasPoint ? [longitude, latitude] : null}
                isOpen={isOpen}
                onChoose={put}
              />
            </Suspense>
          )}
        </>
      )}
    </Box>
  );
};
