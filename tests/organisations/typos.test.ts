/** How well search forgives: a thousand typos in the names of organisations such as there are, asked as people ask, and nationwide. */
import { beforeAll, expect, it } from "vitest";
import { ask, given, registered } from "#world";
import { hitList } from "../../functions/modules/organisations/catalogue.ts";
import { makeColumns, rowOf } from "../../functions/modules/organisations/columns.ts";
import { makeSearch } from "../../functions/modules/organisations/search.ts";
import { associationOf } from "../../infra/local/registers/unitJson.ts";
import { createWorld } from "../../infra/local/registers/world.ts";
import { organisationsOf } from "../bench/organisations.ts";
import { sizes } from "../bench/sizes.ts";
import { mistype, shareFound } from "./mistyping.ts";

const seed = Number(process.env["TYPOS_SEED"] ?? 20260517);
const organisationCount = 2_000;
const typoCount = 1_000;

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
  const asked = mistype(organisations, typoCount, seed);
  const found: ((typeof asked)[number] & { place: number })[] = [];
  const work = async (): Promise<void> => {
    for (let next = asked.pop(); next; next = asked.pop()) {
      const { search, meant } = next;
      const { data } = await ask<{ organisations: { nodes: { id: string }[] } }>(
        "administrator",
        "query ($search: String!) { organisations(filter: { search: $search }, first: 10) { nodes { id } } }",
        { search },
      );
      found.push({ ...next, place: data.organisations.nodes.findIndex(({ id }) => id === meant.id) });
    }
  };
  await Promise.all(Array.from({ length: 4 }, work));
  const { amongTen, text } = shareFound(found);
  console.log(`${typoCount} typos over ${organisationCount} names, seed ${seed}: ${text}`);
  expect(amongTen).toBeGreaterThanOrEqual(0.95);
}, 300_000);

it("does so among as many as the whole country has", () => {
  const rows = organisationsOf(sizes["100×"]).map(rowOf);
  const columns = makeColumns();
  columns.fill(rows);
  const search = makeSearch(columns);
  const found = mistype(rows, typoCount, seed).map((typo) => {
    const { slots } = hitList(
      columns,
      search.find(typo.search, () => true),
    );
    return { ...typo, place: slots.slice(0, 10).findIndex((slot) => columns.rest.keys[slot] === typo.meant.key) };
  });
  const { amongTen, text } = shareFound(found);
  console.log(`${typoCount} typos over ${rows.length} names, seed ${seed}: ${text}`);
  expect(amongTen).toBeGreaterThanOrEqual(0.95);
}, 300_000);
