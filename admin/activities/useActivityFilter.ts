import type { ActivityFilter, ActivityState } from "#schema/operations";
import { useSearchParams } from "react-router-dom";
import { weekdays } from "../organisations/choices.ts";
import { usePlaces } from "../places/usePlaces.ts";
import { accessibilities, commitments, groups, levels, timesOfDay } from "./choices.ts";

/** What of an organiser's own work is looked at: what all see, what must be looked after, or what is being written. */
export const shownStates: readonly ActivityState[] = ["PUBLISHED", "TO_BE_CONFIRMED", "HIDDEN", "DRAFT", "ENDED"];

/** Kilometres from the middle of a municipality. */
export const distances = [10, 25, 50, 100] as const;

/** What is so or is not asked about. */
export const traits = ["trial", "childcare", "mixesWithLocals"] as const;

const oldestAge = 120;

/** What the activities are narrowed by, as the page's address keeps it; without a place, one's own municipality is meant. */
export const useActivityFilter = (home: string | undefined) => {
  const { municipalities } = usePlaces();
  const [address, setAddress] = useSearchParams();
  const chosen = address.getAll("municipality");
  const counties = address.getAll("county");
  const isChosen = chosen.length > 0 || counties.length > 0 || address.has("everywhere");
  const places = isChosen || home === undefined ? chosen : [home];
  const amongst = <Code extends string>(name: string, codes: readonly Code[]): Code[] =>
    codes.filter((code) => address.getAll(name).includes(code));
  const [state] = amongst("state", shownStates);
  const [languageLevel] = amongst("level", levels);
  const age = Number(address.get("age") || Number.NaN);
  const kilometres = distances.find((one) => String(one) === address.get("within"));
  const midpoint = places.length === 1 ? municipalities.find(({ id }) => id === places[0])?.midpoint : undefined;
  const more = {
    weekdays: amongst("weekday", weekdays),
    times: amongst("time", timesOfDay),
    languages: address.getAll("language"),
    groups: amongst("group", groups),
    accessibility: amongst("access", accessibilities),
    commitments: amongst("commitment", commitments),
  };
  const about: ActivityFilter = {
    ...(address.get("search") && { search: address.get("search") }),
    ...(address.has("category") && { categories: address.getAll("category") }),
    ...(state !== undefined && { states: [state] }),
    ...(languageLevel !== undefined && { languageLevel }),
    ...(age >= 0 && age <= oldestAge && { age }),
    ...(address.has("free") && { priceAtMost: 0 }),
    ...Object.fromEntries(Object.entries(more).filter(([, codes]) => codes.length > 0)),
    ...Object.fromEntries(traits.filter((trait) => address.has(trait)).map((trait) => [trait, true])),
  };
  const within: ActivityFilter = {
    ...(places.length > 0 && { municipalities: places }),
    ...(counties.length > 0 && { counties }),
  };
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
  return {
    address,
    change,
    places,
    counties,
    state,
    languageLevel,
    kilometres,
    hasMidpoint: midpoint !== undefined,
    ...more,
    /** Within the places that are chosen: what a map of them shows. */
    placed: { ...about, ...within } satisfies ActivityFilter,
    filter: {
      ...about,
      ...(kilometres !== undefined && midpoint !== undefined ? { near: { ...midpoint, kilometres } } : within),
    } satisfies ActivityFilter,
  };
};

export type ActivityNarrowing = ReturnType<typeof useActivityFilter>;
