import { expect, test } from "vitest";
import { sizes } from "../../infra/local/registers/index.ts";
import { municipalities, whole } from "../../infra/local/registers/municipalities.ts";
import { createWorld } from "../../infra/local/registers/world.ts";

/** Voluntary organisations by municipality. */
const countedIn = (size: "small" | "full"): Map<string, number> => {
  const world = createWorld(sizes[size]);
  const counts = new Map<string, number>();
  for (const slot of world.standing("enheter")) {
    const { number } = world.municipalityOf(slot);
    if (world.isVoluntary(slot)) counts.set(number, (counts.get(number) ?? 0) + 1);
  }
  return counts;
};

test("who starts on a laptop sees some municipalities as whole as the registers have them, and something of many others", () => {
  const [few, all] = [countedIn("small"), countedIn("full")];
  expect(all.size).toBe(municipalities.length);
  expect(few.size).toBeGreaterThan(120);
  for (const number of whole) {
    const there = all.get(number) ?? 0;
    // Each organisation's municipality is drawn: a dozen more or fewer is chance.
    expect(Math.abs((few.get(number) ?? 0) - there)).toBeLessThan(15);
    expect(there).toBeGreaterThan(20);
  }
});
