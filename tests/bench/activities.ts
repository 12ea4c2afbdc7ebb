/** The activities of the bench: the first 200 are the same in both sizes, and stand alone in their county. */
import type { Organisation } from "../../functions/modules/organisations/organisation.ts";
import { type Activity, readInput } from "../../functions/modules/activities/activity.ts";
import { allCategories } from "../../functions/modules/activities/category.ts";
import { weekdays } from "../../functions/modules/activities/schedule.ts";
import type { ScheduleInput } from "#schema/resolvers";
import { mix } from "../../infra/local/registers/numbers.ts";
import { sizes } from "./sizes.ts";

const [smaller, larger] = [200, 20_000];
const countOf = new Map<number, number>([
  [sizes["1×"], smaller],
  [sizes["100×"], larger],
]);

const at = "2026-11-02T08:00:00.000Z";
const pick = <Value>(values: readonly Value[], n: number, salt: number): Value =>
  values[mix(n, salt) % values.length] as Value;

/** Most are weekly without an end; some end, some are counted, some are of a month. */
const repeatsOf = (n: number): NonNullable<ScheduleInput["repeats"]> => {
  const weekly = { frequency: "WEEKLY" as const, weekdays: [pick(weekdays, n, 64)], interval: 1 + (mix(n, 65) % 2) };
  const kind = mix(n, 67) % 10;
  if (kind < 6) return weekly;
  if (kind < 8) return { ...weekly, until: "2027-06-18" };
  return kind === 8
    ? { ...weekly, count: 40 }
    : { ...weekly, frequency: "MONTHLY", interval: 1, weekOfMonth: 1 + (mix(n, 68) % 4) };
};

/** Activities arranged by some of the organisations: the first ones' by those that both sizes have. */
export const activitiesOf = (organisations: readonly Organisation[]): Activity[] => {
  const home = sizes["1×"];
  return Array.from({ length: countOf.get(organisations.length) ?? 0 }, (_, n): Activity => {
    const isHome = n < smaller;
    const organiser = organisations[
      isHome ? mix(n, 60) % home : home + (mix(n, 61) % (organisations.length - home))
    ] as Organisation;
    const category = pick(allCategories, n, 62);
    const evening = `${String(9 + (mix(n, 63) % 11)).padStart(2, "0")}:00`;
    return {
      key: `01JDB${String(n).padStart(21, "0")}`,
      version: 1,
      stage: "PUBLISHED",
      organiserKey: organiser.key,
      organiser: { name: organiser.facts.name, isPublicBody: false },
      ...readInput({
        category: category.code,
        title: `${category.nameNb} ${n}`,
        summary: `${category.nameNb} for alle som vil være med, hos ${organiser.facts.name}`,
        description: "Vi møtes hver uke, og noen tar imot deg i døra. Du trenger ikke melde deg på.",
        place: { name: `Grendehuset ${n % 40}`, municipality: organiser.facts.municipalityNumber ?? "5001" },
        schedules: [
          {
            startsOn: "2026-08-17",
            startsAt: evening,
            endsAt: evening.replace(":00", ":45"),
            repeats: repeatsOf(n),
            exceptions: ["2026-12-24"],
          },
        ],
        languageLevel: pick(["A0", "A1", "A2", "B1"] as const, n, 66),
        price: { amount: n % 3 === 0 ? 30_000 : 0, per: "SEASON" },
        childcare: n % 7 === 0,
        mixesWithLocals: n % 2 === 0,
      }),
      changes: [],
      changedAt: at,
      confirmedAt: at,
    };
  });
};
