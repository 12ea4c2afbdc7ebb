import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { client } from "#platform/table";
import type { OrganisationFilter, OrganisationOrder } from "#schema/resolvers";
import { ask, given } from "#world";
import {
  type Known,
  arrivalOf,
  capabilitiesInUse,
  categories,
  directorate,
  expected,
  forms,
  giveMany,
  invent,
  places,
  tagsInUse,
} from "./manyOrganisations.ts";

const seed = Number(process.env["LISTS_SEED"] ?? Date.now() % 1_000_000);
console.log(`Seed of the organisations and of the filters: ${seed} (LISTS_SEED)`);

let all: Known[] = [];

/** Read units that requests have consumed, as DynamoDB itself counts them. */
let unitsRead = 0;
client.middlewareStack.add(
  (next) => async (args) => {
    const { output, response } = await next({ ...args, input: { ...args.input, ReturnConsumedCapacity: "TOTAL" } });
    const { ConsumedCapacity: consumed } = output as { ConsumedCapacity?: Units | Units[] };
    for (const { CapacityUnits = 0 } of [consumed ?? []].flat()) unitsRead += CapacityUnits;
    return { output, response };
  },
  { step: "initialize", name: "countUnits" },
);
type Units = { readonly CapacityUnits?: number };

beforeAll(async () => {
  await given.administrator();
  all = [...(await giveMany(300, seed)), directorate];
}, 300_000);

afterAll(() => {
  vi.useRealTimers();
});

type PageOf = {
  organisations: {
    totalCount: number;
    edges: { cursor: string; node: { id: string } }[];
    pageInfo: { hasNextPage: boolean; hasPreviousPage: boolean; startCursor: string | null; endCursor: string | null };
  };
};

const page = async (filter: OrganisationFilter, orderBy: OrganisationOrder, first: number, after: string | null) => {
  const { data, errors } = await ask<PageOf>(
    "administrator",
    `query ($filter: OrganisationFilter, $orderBy: OrganisationOrder, $first: Int, $after: String) {
      organisations(filter: $filter, orderBy: $orderBy, first: $first, after: $after) {
        totalCount edges { cursor node { id purpose } } pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
      }
    }`,
    { filter, orderBy, first, after },
  );
  expect(errors).toEqual([]);
  return data.organisations;
};

const orders: readonly OrganisationOrder[] = [
  "NAME_ASC",
  "NAME_DESC",
  "NEWEST_IN_VOLUNTARY_REGISTER",
  "PROFILE_OLDEST_FIRST",
];
const part = <Value>(values: readonly Value[]): fc.Arbitrary<Value[]> => fc.subarray([...values], { maxLength: 2 });
const whole: fc.Arbitrary<Required<Omit<OrganisationFilter, "search" | "reachable">>> = fc.record({
  municipalities: part(places.map(([number]) => number)),
  counties: part([...new Set(places.map(([, county]) => county))]),
  icnpo: part([...categories, "1", "4", "10"]),
  forms: part(forms),
  kinds: part(["VOLUNTARY_ORGANISATION", "SUB_UNIT", "INFORMAL_GROUP"] as const),
  statuses: part(["ACTIVE", "BANKRUPT", "LIQUIDATION", "DELETED"] as const),
  capabilities: part(capabilitiesInUse),
  profileStates: part(["UNCONFIRMED", "CONFIRMED", "MUST_BE_CONFIRMED_AGAIN"] as const),
  inVoluntaryRegister: fc.boolean(),
  tags: part(tagsInUse),
});
const names = [
  "municipalities",
  "counties",
  "icnpo",
  "forms",
  "kinds",
  "statuses",
  "capabilities",
  "profileStates",
  "inVoluntaryRegister",
  "tags",
] as const;
/** None to four of the filters at a time: with all of them there is seldom anything left. */
const filters: fc.Arbitrary<OrganisationFilter> = fc
  .tuple(whole, fc.subarray([...names], { maxLength: 4 }))
  .map(([filter, chosen]) => Object.fromEntries(chosen.map((name) => [name, filter[name]])));

describe("a list of organisations", () => {
  it("says the same in outline, from the catalogue alone, as when each organisation is read", async () => {
    const outline = `id orgNumber name kind status inVoluntaryRegister voluntaryRegisterSince version
      municipality { number name } county { number } parent { id name } branches(first: 2) { totalCount nodes { id name } }`;
    const rows = async (fields: string) => {
      const before = unitsRead;
      const { data, errors } = await ask<{ organisations: { nodes: Record<string, unknown>[] } }>(
        "administrator",
        `query { organisations(first: 100) { nodes { ...Row } } } fragment Row on Organisation { __typename ... { ${fields} } }`,
      );
      expect(errors).toEqual([]);
      return { nodes: data.organisations.nodes, read: unitsRead - before };
    };
    const read = await rows(`${outline} purpose`);
    const outlined = await rows(outline);
    expect(outlined.nodes).toHaveLength(100);
    expect(outlined.nodes).toEqual(read.nodes.map(({ purpose: _, ...rest }) => rest));
    expect(outlined.read).toBeLessThan(read.read / 2);
  });

  it("holds exactly those that fit any filters together, each once and in order, whatever the size of the pages", async () => {
    let pages = 0;
    let rows = 0;
    await fc.assert(
      fc.asyncProperty(
        filters,
        fc.constantFrom(...orders),
        fc.integer({ min: 1, max: 110 }),
        async (filter, order, size) => {
          const wanted = expected(all, filter, order).map(({ id }) => id);
          // Small pages of a long list are many requests: never more than some eight.
          const first = Math.max(size, Math.ceil(wanted.length / 8));
          const found: string[] = [];
          let after: string | null = null;
          do {
            const { totalCount, edges, pageInfo }: PageOf["organisations"] = await page(filter, order, first, after);
            expect(totalCount).toBe(wanted.length);
            expect(edges.length).toBeLessThanOrEqual(Math.min(first, 100));
            expect(pageInfo.hasPreviousPage).toBe(after !== null);
            expect([pageInfo.startCursor, pageInfo.endCursor]).toEqual([
              edges.at(0)?.cursor ?? null,
              edges.at(-1)?.cursor ?? null,
            ]);
            found.push(...edges.map(({ node }) => node.id));
            after = pageInfo.hasNextPage ? pageInfo.endCursor : null;
            pages++;
          } while (after !== null);
          expect(found).toEqual(wanted);
          rows += found.length;
        },
      ),
      { seed, numRuns: 60 },
    );
    console.log(`60 combinations of filters and orders: ${pages} pages with ${rows} rows`);
    expect(rows).toBeGreaterThan(500);
  }, 300_000);

  it("counts only what it gives: an empty page still tells how many there are", async () => {
    const { totalCount, edges, pageInfo } = await page({}, "NAME_ASC", 0, null);
    expect({ totalCount, edges, pageInfo }).toEqual({
      totalCount: expected(all, {}, "NAME_ASC").length,
      edges: [],
      pageInfo: { hasNextPage: true, hasPreviousPage: false, startCursor: null, endCursor: null },
    });
  });

  it("gives municipalities the organisations that work there, and takes the number of before 2024", async () => {
    const { data } = await ask<{ municipality: { number: string; organisations: { totalCount: number } } }>(
      "administrator",
      '{ municipality(number: "3018") { number organisations { totalCount } } }',
    );
    expect(data.municipality).toEqual({
      number: "3114",
      organisations: { totalCount: expected(all, { municipalities: ["3114"] }, "NAME_ASC").length },
    });
    expect((await page({ municipalities: ["3018"] }, "NAME_ASC", 1, null)).totalCount).toBe(
      data.municipality.organisations.totalCount,
    );
  });

  it("reads at most three pages' worth of units, whatever the filters, the order and the place in the list", async () => {
    // The writes of a moment ago are read again for ten seconds.
    vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + 20_000 });
    await page({}, "NAME_ASC", 1, null);
    let most = 0;
    await fc.assert(
      fc.asyncProperty(
        filters,
        fc.constantFrom(...orders),
        fc.integer({ min: 20, max: 100 }),
        async (filter, order, first) => {
          let after: string | null = null;
          for (let n = 0; n < 3; n++) {
            unitsRead = 0;
            const { edges, pageInfo }: PageOf["organisations"] = await page(filter, order, first, after);
            // An organisation is smaller than 4 kB, half a unit when it need not be of this very moment.
            const pageWorth = 0.5 * Math.max(edges.length, 1);
            expect(unitsRead).toBeGreaterThan(0);
            most = Math.max(most, unitsRead / pageWorth);
            if (edges.length >= 5) expect(unitsRead).toBeLessThanOrEqual(3 * pageWorth);
            // Who asks (a consistent read) and the log of the last second are all there is besides.
            expect(unitsRead).toBeLessThanOrEqual(pageWorth + 2);
            if (!pageInfo.hasNextPage) break;
            after = pageInfo.endCursor;
          }
        },
      ),
      { seed, numRuns: 40 },
    );
    console.log(`Most read units for a page, against those of its organisations alone: ${most.toFixed(2)}`);
    vi.useRealTimers();
  }, 120_000);
});

describe("a cursor", () => {
  it.each(orders)(
    "stays true in %s while organisations come, change their names and go",
    async (order) => {
      const filter: OrganisationFilter = { kinds: ["VOLUNTARY_ORGANISATION"] };
      const before = expected(all, filter, order);
      const touched = new Set<string>();
      const fresh = invent(30, seed + orders.indexOf(order) + 1);
      const found: string[] = [];
      let after: string | null = null;
      for (let n = 0; ; n++) {
        const { edges, pageInfo }: PageOf["organisations"] = await page(filter, order, 30, after);
        found.push(...edges.map(({ node }) => node.id));
        if (!pageInfo.hasNextPage) break;
        after = pageInfo.endCursor;
        // One comes, one is renamed, one goes; and the very one the cursor stands on, every other time.
        const come = fresh.splice(0, 1);
        const [renamed, gone] = [
          before[(n * 37 + 5) % before.length],
          n % 2 === 0 ? before.find(({ id }) => id === found.at(-1)) : before[(n * 53 + 11) % before.length],
        ];
        if (renamed) renamed.name = `${["Aa", "Øy", "Zz"][n % 3]} ${renamed.name}`;
        if (gone) gone.status = "DELETED";
        const changed = [...come, renamed, gone].filter((one) => one !== undefined);
        for (const { id } of changed) touched.add(id);
        all.push(...come);
        await given.organisations(...changed.map(arrivalOf));
      }
      const untouched = before.map(({ id }) => id).filter((id) => !touched.has(id));
      expect(found.filter((id) => !touched.has(id))).toEqual(untouched);
      expect(untouched.length).toBeGreaterThan(50);
      expect(touched.size).toBeGreaterThan(5);
      // And what was touched has been seen at most where it stood before and where it stands now.
      expect(found.length).toBeLessThanOrEqual(untouched.length + 2 * touched.size);
    },
    120_000,
  );

  it("stays true in a search while organisations come, change their names and go", async () => {
    const filter: OrganisationFilter = { search: "røde kors" };
    const wanted = (await page(filter, "NAME_ASC", 100, null)).edges.map(({ node }) => node.id);
    expect(wanted.length).toBeGreaterThan(15);
    const touched = new Set<string>();
    const found: string[] = [];
    let after: string | null = null;
    for (let n = 0; ; n++) {
      const { edges, pageInfo }: PageOf["organisations"] = await page(filter, "NAME_ASC", 6, after);
      found.push(...edges.map(({ node }) => node.id));
      if (!pageInfo.hasNextPage) break;
      after = pageInfo.endCursor;
      const come = invent(1, seed + 100 + n);
      for (const one of come) one.name = `Røde Kors ${"i bygda ".repeat(n % 3)}`.trim();
      const gone = all.find(({ id }) => id === found.at(-1));
      if (gone) gone.name = gone.name.replace("Røde Kors", "sangforening");
      const changed = [...come, gone].filter((one) => one !== undefined);
      for (const { id } of changed) touched.add(id);
      all.push(...come);
      await given.organisations(...changed.map(arrivalOf));
    }
    expect(found.filter((id) => !touched.has(id))).toEqual(wanted.filter((id) => !touched.has(id)));
  }, 120_000);
});
