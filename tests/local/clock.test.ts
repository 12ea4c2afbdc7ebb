import { describe, expect, test } from "vitest";
import { isMissed } from "../../infra/local/clock.ts";
import type { When } from "../../infra/jobs.ts";

const daily: When = { at: "04:30" };
const sundays: When = { at: "03:00", weekday: "SUN" };

describe("a schedule was missed", () => {
  test.each<[string, When, string, string, boolean]>([
    ["not while its time is to come", daily, "2026-05-17T02:30:00Z", "2026-05-18T02:29:59Z", false],
    ["once its time has passed", daily, "2026-05-17T02:30:00Z", "2026-05-18T02:30:01Z", true],
    ["in winter by winter's clock", daily, "2026-01-17T03:30:00Z", "2026-01-18T03:29:59Z", false],
    ["in winter by winter's clock, past it", daily, "2026-01-17T03:30:00Z", "2026-01-18T03:30:01Z", true],
    ["after a week away", daily, "2026-05-10T02:30:00Z", "2026-05-17T12:00:00Z", true],
    ["not on a weekday that is not its own", sundays, "2026-05-17T01:00:00Z", "2026-05-23T12:00:00Z", false],
    ["on its own weekday", sundays, "2026-05-17T01:00:00Z", "2026-05-24T01:00:01Z", true],
    // The night clocks go back, 03:00 comes twice in other zones, and once here.
    ["once in the night the clocks go back", sundays, "2026-10-25T02:00:00Z", "2026-10-25T12:00:00Z", false],
    [
      "never, if it comes every few minutes",
      { everyMinutes: 5 },
      "2026-05-10T00:00:00Z",
      "2026-05-17T00:00:00Z",
      false,
    ],
  ])("%s", (_, when, lastRun, now, missed) => {
    expect(isMissed(when, new Date(lastRun), new Date(now))).toBe(missed);
  });
});
