import { beforeAll, expect, it } from "vitest";
import { ask, given, newKey, registered } from "#world";
import { type Known, type Report, fuzzDocuments, fuzzEvents } from "./fuzz.ts";

const documents = Number(process.env["FUZZ_DOCUMENTS"] ?? 3_000);
const events = Number(process.env["FUZZ_EVENTS"] ?? 1_000);
const seed = Number(process.env["FUZZ_SEED"] ?? 20260517);

const known: Known & { codes: string[] } = { versions: new Map(), cursors: [], codes: [] };

beforeAll(async () => {
  await given.referenceBodies();
  await given.membership("administrator", "987879696", "ADMINISTRATOR");
  await given.membership("coordinator", "K5001", "COORDINATOR");
  for (let n = 0; n < 40; n++) {
    const { data } = await ask<{ issueCode: { code: string } }>(
      "coordinator",
      "mutation ($key: ID!) { issueCode(idempotencyKey: $key) { code } }",
      { key: newKey() },
    );
    known.codes.push(data.issueCode.code);
  }
  await given.organisations(
    registered("864139442", "NORGES RØDE KORS"),
    registered("974760673", "TRONDHEIM RØDE KORS", { kind: "SUB_UNIT", parentKey: "864139442" }),
    registered("941296459", "REDD BARNA"),
  );
  await given.membership("member", "864139442", "MEMBER");
  for (let n = 1; n <= 8; n++) {
    const { data } = await ask<{ createOrganisation: { organisation: { id: string } } }>(
      "administrator",
      "mutation ($input: CreateOrganisationInput!, $key: ID!) { createOrganisation(input: $input, idempotencyKey: $key) { organisation { id } } }",
      { input: { kind: "INFORMAL_GROUP", record: { name: `Nabohjelpen ${n}`, municipality: "5001" } }, key: newKey() },
    );
    known.versions.set(data.createOrganisation.organisation.id, 1);
  }
  for (const number of ["864139442", "974760673", "941296459"]) known.versions.set(`organisation:${number}`, 1);
});

const print = (what: string, { sent, executed, ran, statuses, seconds, slowestMs }: Report): void => {
  const fields = Object.entries(ran).map(([field, counts]) => `${field} ${counts.ran} (${counts.gave})`);
  console.log(
    [
      `${sent} ${what}, seed ${seed}: ${executed} reached execution (${((100 * executed) / sent).toFixed(1)} %), ${seconds.toFixed(1)} s, the slowest took ${slowestMs.toFixed(0)} ms`,
      `by status: ${Object.entries(statuses)
        .map(([status, count]) => `${status}: ${count}`)
        .join(", ")}`,
      ...(fields.length > 0 ? [`root fields, how often they ran (and gave something): ${fields.join(", ")}`] : []),
    ].join("\n"),
  );
};

it("answers whatever document comes without a fault and without a word of its inside", async () => {
  const report = await fuzzDocuments(documents, seed, known);
  print("documents", report);
  expect(report.faults).toEqual([]);
  expect(report.executed / report.sent).toBeGreaterThanOrEqual(0.25);
  // Every root field ran; what gives something only to who has a letter or a partner in hand gave nothing.
  const fields = Object.entries(report.ran);
  expect(fields.filter(([, { ran }]) => ran === 0).map(([field]) => field)).toEqual([]);
  expect(fields.filter(([, { gave }]) => gave > 0).length).toBeGreaterThan(fields.length / 3);
}, 1_800_000);

it("answers whatever event comes without a fault and without a word of its inside", async () => {
  const report = await fuzzEvents(events, seed, known);
  print("events", report);
  expect(report.faults).toEqual([]);
  expect(report.executed).toBeGreaterThan(0);
}, 1_800_000);
