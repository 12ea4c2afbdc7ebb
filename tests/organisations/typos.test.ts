/** How well search forgives: a thousand typos in the names of two thousand organisations such as there are. */
import { beforeAll, expect, it } from "vitest";
import { ask, given, registered } from "#world";
import { associationOf } from "../../infra/local/registers/unitJson.ts";
import { createWorld } from "../../infra/local/registers/world.ts";

const seed = Number(process.env["TYPOS_SEED"] ?? 20260517);
const organisationCount = 2_000;
const typoCount = 1_000;

let state = seed >>> 0;
/** A whole number below n, by a seeded chance (xorshift). */
const below = (n: number): number => {
  state ^= state << 13;
  state ^= state >>> 17;
  state ^= state << 5;
  return (state >>> 0) % n;
};

const letters = "abcdefghijklmnopqrstuvwxyzæøå".split("");
const letter = (): string => letters[below(letters.length)] ?? "e";

/** Where one can slip: any letter, not the sign between two words. */
const slipAt = (name: string, until: number): number => {
  for (;;) {
    const at = below(until);
    if (/\p{L}/u.test(name[at] ?? "")) return at;
  }
};

const typos = {
  insert: (name: string): string => {
    const at = slipAt(name, name.length);
    return name.slice(0, at) + letter() + name.slice(at);
  },
  delete: (name: string): string => {
    const at = slipAt(name, name.length);
    return name.slice(0, at) + name.slice(at + 1);
  },
  replace: (name: string): string => {
    const at = slipAt(name, name.length);
    return name.slice(0, at) + letter() + name.slice(at + 1);
  },
  transpose: (name: string): string => {
    const at = slipAt(name, name.length - 1);
    return name.slice(0, at) + (name[at + 1] ?? "") + (name[at] ?? "") + name.slice(at + 2);
  },
} as const;
type Typo = keyof typeof typos;

const organisations: { id: string; name: string }[] = [];

beforeAll(async () => {
  const world = createWorld({ units: organisationCount * 2, voluntary: organisationCount + 200, subUnits: 1_000 });
  const arrivals = [];
  for (const slot of world.voluntaryAfter(-1)) {
    const municipality = world.municipalityOf(slot);
    const { name } = associationOf(world, slot);
    if (world.isReal(slot) || arrivals.length >= organisationCount) break;
    const number = world.orgNumber("enheter", slot);
    arrivals.push(
      registered(number, name, {
        municipalityNumber: municipality.number,
        countyNumber: municipality.number.slice(0, 2),
      }),
    );
    organisations.push({ id: `organisation:${number}`, name });
  }
  await given.administrator();
  await given.organisations(...arrivals);
}, 300_000);

it("finds the right one among the first ten for at least 95 of 100 typos", async () => {
  expect(organisations.length).toBe(organisationCount);
  const counts: Record<Typo, { right: number; of: number }> = {
    insert: { right: 0, of: 0 },
    delete: { right: 0, of: 0 },
    replace: { right: 0, of: 0 },
    transpose: { right: 0, of: 0 },
  };
  const missed: string[] = [];
  let first = 0;
  const kinds = Object.keys(typos) as Typo[];
  const asked = Array.from({ length: typoCount }, (_, n) => {
    const kind = kinds[n % kinds.length] as Typo;
    const organisation = organisations[below(organisations.length)] as (typeof organisations)[number];
    return { kind, organisation, search: typos[kind](organisation.name) };
  });
  const work = async (): Promise<void> => {
    for (let next = asked.pop(); next; next = asked.pop()) {
      const { data } = await ask<{ organisations: { nodes: { id: string }[] } }>(
        "administrator",
        "query ($search: String!) { organisations(filter: { search: $search }, first: 10) { nodes { id } } }",
        { search: next.search },
      );
      const place = data.organisations.nodes.findIndex(({ id }) => id === next.organisation.id);
      counts[next.kind].of++;
      if (place >= 0) counts[next.kind].right++;
      else missed.push(`${next.search} (${next.organisation.name})`);
      if (place === 0) first++;
    }
  };
  await Promise.all(Array.from({ length: 4 }, work));
  const right = Object.values(counts).reduce((sum, count) => sum + count.right, 0);
  console.log(
    [
      `${typoCount} typos over ${organisationCount} names, seed ${seed}: the right one is among the first ten ${((100 * right) / typoCount).toFixed(1)} % of the time, and first ${((100 * first) / typoCount).toFixed(1)} %`,
      Object.entries(counts)
        .map(([kind, count]) => `${kind} ${((100 * count.right) / count.of).toFixed(1)} %`)
        .join(", "),
      `missed, for example: ${missed.slice(0, 12).join(" · ")}`,
    ].join("\n"),
  );
  expect(right / typoCount).toBeGreaterThanOrEqual(0.95);
}, 300_000);
