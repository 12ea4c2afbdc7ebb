/** That the bench itself works: it asks what it says, gets rows, and counts. Never how long anything takes. */
import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { beforeAll, describe, expect, it } from "vitest";
import type { Organisation } from "../../functions/modules/organisations/organisation.ts";
import { operations } from "./operations.ts";
import { organisationsOf } from "./organisations.ts";
import type { BenchReport } from "./report.ts";
import type { Measured } from "./requests.ts";
import { sizes } from "./sizes.ts";

let report: BenchReport;
const measured = (name: string): Measured => {
  const found = report.requests["1×"]?.operations.find((one) => one.name === name);
  if (!found) throw new Error(`${name} was not measured.`);
  return found;
};

beforeAll(async () => {
  const bench = join(import.meta.dirname, "index.ts");
  // The settings of this process are those of tests; the bench makes its own.
  const env = { PATH: process.env["PATH"] };
  const { stdout } = await promisify(execFile)(process.execPath, [bench, "--quick", "--json"], { env });
  report = JSON.parse(stdout) as BenchReport;
}, 600_000);

it("measures every operation", () => {
  expect(report.requests["1×"]?.operations.map(({ name }) => name)).toEqual(operations.map(({ name }) => name));
});

describe.each(operations.map(({ name }) => name))("%s", (name) => {
  it("asks the database, and pays for it", () => {
    const { count } = measured(name);
    expect(count.roundTrips).toBeGreaterThan(0);
    expect(count.readUnits).toBeGreaterThan(0);
    expect(count.depth).toBeLessThanOrEqual(count.roundTrips);
    expect(count.depthBeyondMembership).toBeLessThanOrEqual(count.depth);
  });
});

it.each(operations.filter(({ nested }) => nested).map(({ name }) => name))(
  "%s waits for two round trips at most, the membership's apart",
  (name) => expect(measured(name).count.depthBeyondMembership).toBeLessThanOrEqual(2),
);

/** The same by hand: which of the first organisations stand in Trondheim and fit. */
const inTrondheim = (fits: (organisation: Organisation) => boolean): number =>
  organisationsOf(sizes["1×"]).filter((one) => one.facts.municipalityNumber === "5001" && fits(one)).length;
const named =
  (beginning: RegExp) =>
  ({ facts }: Organisation): boolean =>
    beginning.test(facts.name);

it.each([
  ["organisation with history", "validFrom", 10],
  ["50 organisations with municipality", "municipality", 50],
  ["25 organisations with branches", "branches", 25],
  [
    "municipality, ICNPO and capability",
    "municipality",
    inTrondheim(
      ({ facts, profile }) =>
        facts.icnpo.some((code) => ["1100", "1200", "1300"].includes(code)) &&
        profile.capabilities.some((one) => ["SPORT", "CULTURE", "LANGUAGE_PRACTICE"].includes(one)),
    ),
  ],
  ["county and form", "municipality", 50],
  ["second page by cursor", "municipality", 50],
  ["search the whole country, one typo", "municipality", inTrondheim(named(/\bskolekorps/i))],
  ["search in a municipality", "municipality", inTrondheim(named(/\bforening/i))],
  ["10 municipalities with organisations", "organisations", 10],
  ["tag 30 organisations", "tags", 30],
] as const)("%s: the answer has %s %i times", (name, field, times) => {
  expect(times).toBeGreaterThan(0);
  expect(JSON.stringify(measured(name).data).split(`"${field}":`).length - 1).toBe(times);
});

it("writes where it changes something, and nowhere else", () => {
  for (const { name, writes } of operations)
    expect([name, measured(name).count.writeUnits > 0]).toEqual([name, writes ?? false]);
});

it("starts both functions, and tells where the time of a list goes", () => {
  expect(report.starts.graphql).toBeGreaterThan(report.starts.empty);
  expect(report.starts.bundle.all.kilobytes).toBeGreaterThan(report.starts.bundle.read.kilobytes);
  const shares = report.division?.shares.map(({ owner }) => owner) ?? [];
  expect(shares).toEqual(expect.arrayContaining(["SDK", "GraphQL", "our own code"]));
});
