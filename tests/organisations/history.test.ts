import { setTimeout as sleep } from "node:timers/promises";
import { beforeAll, expect, it } from "vitest";
import { ask, given, registered } from "#world";
import { done, does, look } from "./doing.ts";

const number = "974760673";
const id = `organisation:${number}`;

type Version = {
  validFrom: string;
  validUntil: string | null;
  changedFields: string[];
  changedBy: string;
  organisation: { name: string; version: number; viewerMay: string[] };
};
let history: Version[] = [];

beforeAll(async () => {
  await given.everybody();
  await given.organisations(registered(number, "Første navn"));
  await sleep(5);
  await given.organisations(registered(number, "Andre navn", { formerNames: ["Første navn"] }));
  await sleep(5);
  await done(does.saveLocalKnowledge("coordinator", { id, version: 2 }, { knownAs: "Kallenavnet" }));
  await sleep(5);
  await given.organisations(registered(number, "Andre navn", { formerNames: ["Første navn"], status: "BANKRUPT" }));
  const { data } = await ask<{ organisation: { history: { nodes: Version[] } } }>(
    "auditor",
    `{ organisation(orgNumber: "${number}") { history { nodes { validFrom validUntil changedFields changedBy organisation { name version viewerMay } } } } }`,
  );
  history = data.organisation.history.nodes;
}, 120_000);

it("shows who changed what, newest first, each picture until the next", async () => {
  const now = await look("auditor", id);
  expect(
    history.map(({ changedBy, changedFields, organisation }) => [
      organisation.version,
      organisation.name,
      changedBy,
      changedFields,
    ]),
  ).toEqual([
    [3, "Andre navn", "Silje Moen", ["local"]],
    [2, "Andre navn", "register", expect.arrayContaining(["name", "formerNames"])],
    [1, "Første navn", "register", []],
  ]);
  expect(history.map(({ validUntil }) => validUntil)).toEqual([
    now?.validFrom,
    history[0]?.validFrom,
    history[1]?.validFrom,
  ]);
  // What has been cannot be changed.
  expect(history.every(({ organisation }) => organisation.viewerMay.length === 0)).toBe(true);
});

const shifted = (instant: string | undefined, ms: number): string =>
  new Date(Date.parse(instant ?? "") + ms).toISOString();

it("tells how it was at any instant since we first held it", async () => {
  const now = await look("auditor", id);
  const first = history[2]?.validFrom;
  expect(await look("auditor", id, shifted(first, -1))).toBeUndefined();
  expect(await look("auditor", id, "1999-01-01T00:00:00Z")).toBeUndefined();
  for (const [instant, version] of [
    [first, 1],
    [shifted(history[1]?.validFrom, -1), 1],
    [history[1]?.validFrom, 2],
    [shifted(history[0]?.validFrom, -1), 2],
    [history[0]?.validFrom, 3],
    [shifted(now?.validFrom, -1), 3],
    [now?.validFrom, 4],
    ["2100-01-01T00:00:00Z", 4],
  ] as const) {
    const then = await look("auditor", id, instant);
    expect(`${instant}: ${then?.version}`).toBe(`${instant}: ${version}`);
    expect(then?.name).toBe(version === 1 ? "Første navn" : "Andre navn");
    expect(then?.local.knownAs).toBe(version >= 3 ? "Kallenavnet" : null);
    expect(then?.status).toBe(version === 4 ? "BANKRUPT" : "ACTIVE");
  }
});

it("takes an instant with any offset", async () => {
  const instant = history[1]?.validFrom ?? "";
  const local = `${new Date(Date.parse(instant) + 2 * 3_600_000).toISOString().slice(0, -1)}+02:00`;
  expect((await look("auditor", id, local))?.version).toBe(2);
});

it("asks for one of id and number, not for both or neither", async () => {
  for (const args of ["", `(id: "${id}", orgNumber: "${number}")`, '(at: "2026-01-01T00:00:00Z")']) {
    const { code } = await ask("auditor", `{ organisation${args} { name } }`);
    expect(code).toBe("ONE_OF_ID_OR_NUMBER");
  }
});
