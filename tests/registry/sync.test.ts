import { gunzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { handler as packCatalogue } from "#handlers/packCatalogue";
import { findOrganisation } from "#modules/organisations";
import { systemContext } from "#platform/context";
import type { RegisterSync } from "#schema/resolvers";
import { ask, given, newKey } from "#world";
import { type DayOfChanges, type Registers, startRegisters } from "../../infra/local/registers/index.ts";
import { handOnNewsOf } from "../world/news.ts";
import { allItems, countWritten, organisationsIn, stateHash } from "./held.ts";
import { sync } from "./syncing.ts";

// A first load is a thousand items, and so long on a machine with much else to do.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 180_000 });

let registers: Registers;
let first: RegisterSync;
beforeAll(async () => {
  registers = await startRegisters({ size: { units: 500, voluntary: 250 }, refuseEvery: 40 });
  first = await sync(registers, "FULL");
  await given.membership("caseworker", "987879696", "CASEWORKER");
});
afterAll(() => registers.stop());

const held = (key: string) => findOrganisation(systemContext("test"), key);

describe("the first load", () => {
  it("takes in all of Frivillighetsregisteret but the rows that cannot be used, and says which those were", () => {
    const { wrongNumber, nameless, unreadableRecord } = registers.known;
    expect(first).toMatchObject({ kind: "FULL", state: "FINISHED", errorCode: null, changed: 0, gone: 0, refused: 3 });
    expect(first.refusedRows).toEqual([
      { orgNumber: unreadableRecord, reason: "UNREADABLE_ROW" },
      { orgNumber: wrongNumber, reason: "INVALID_ORGANISATION_NUMBER" },
      { orgNumber: nameless, reason: "MISSING_NAME" },
    ]);
    expect(first.leftOut).toContainEqual({ what: "UNKNOWN_MUNICIPALITY", rows: 2 });
    expect(first.leftOut).toContainEqual({ what: "MISSING_ICNPO", rows: 1 });
  });

  it("holds the voluntary organisations, their sub-units and the public bodies, and nobody else", async () => {
    const organisations = [...organisationsIn(await allItems()).values()].map(({ body }) => body?.kind);
    const count = (kind: string): number => organisations.filter((other) => other === kind).length;
    expect(count("VOLUNTARY_ORGANISATION")).toBe(247);
    expect(count("MUNICIPALITY")).toBe(357);
    expect(count("COUNTY")).toBe(15);
    expect(count("DIRECTORATE")).toBe(3);
    expect(count("SUB_UNIT")).toBeGreaterThan(300);
    expect(organisations).toHaveLength(first.added);
  });

  it("has Frelsesarmeen's 175 branches, which stand among the sub-units alone", async () => {
    const { data } = await ask<{ organisation: { branches: { totalCount: number } } }>(
      "caseworker",
      '{ organisation(orgNumber: "938498318") { branches(first: 1) { totalCount } } }',
    );
    expect(data.organisation.branches.totalCount).toBe(175);
  });

  it("puts the main category first, in whatever order the register has them", async () => {
    const walked = registers.known.svalbard;
    const response = await fetch(`${registers.frivillighetsregisteretUrl}/frivillige-organisasjoner?size=100`);
    const { _embedded } = (await response.json()) as {
      _embedded: {
        frivilligeOrganisasjoner: {
          organisasjonsnummer: string;
          icnpoKategorier?: { icnpoNummer: string; rekkefoelge: number }[];
        }[];
      };
    };
    const mixed = _embedded.frivilligeOrganisasjoner.find(
      ({ organisasjonsnummer, icnpoKategorier }) =>
        organisasjonsnummer !== walked && Array.isArray(icnpoKategorier) && (icnpoKategorier[0]?.rekkefoelge ?? 1) > 1,
    );
    const inOrder = mixed?.icnpoKategorier?.toSorted((a, b) => a.rekkefoelge - b.rekkefoelge);
    expect((await held(mixed?.organisasjonsnummer ?? ""))?.facts.icnpo).toEqual(
      inOrder?.map(({ icnpoNummer }) => icnpoNummer),
    );
  });

  it("shows its report to whoever is signed in, newest first", async () => {
    const { data } = await ask<{ registerSyncs: RegisterSync[] }>(
      "member",
      "{ registerSyncs { kind state added refused refusedRows { orgNumber reason } finishedAt requests } }",
    );
    expect(data.registerSyncs[0]).toMatchObject({ kind: "FULL", state: "FINISHED", added: first.added, refused: 3 });
    expect(data.registerSyncs[0]?.requests).toBe(first.requests);
  });
});

describe("without news", () => {
  it.each(["FULL", "CHANGES", "WALK"] as const)("%s writes no organisation, event or audit entry", async (kind) => {
    const before = await countWritten();
    const hash = stateHash(await allItems());
    const report = await sync(registers, kind);
    expect(report).toMatchObject({ kind, state: "FINISHED", added: 0, changed: 0, gone: 0 });
    expect(await countWritten()).toEqual(before);
    expect(stateHash(await allItems())).toBe(hash);
  });
});

describe("after a day", () => {
  let day: DayOfChanges;
  let beforeDay: Map<string, { version: number }>;
  let noon: string;
  let confirmed: string;
  let report: RegisterSync;

  beforeAll(async () => {
    day = registers.advanceDay();
    confirmed = day.bankrupt[0] ?? "";
    await given.membership("leader", confirmed, "LEADER");
    const known = await held(confirmed);
    const { errors } = await ask(
      "leader",
      `mutation ($input: SaveCapabilityProfileInput!, $key: ID!) {
        saveCapabilityProfile(input: $input, idempotencyKey: $key) { organisation { id } }
      }`,
      {
        input: {
          organisationId: `organisation:${confirmed}`,
          version: known?.version,
          capabilities: ["LANGUAGE_PRACTICE"],
          premises: [],
          vehicles: [],
          equipment: [],
          languages: ["ti"],
          emergencyExperience: [],
          contactWindows: [],
          confirm: true,
        },
        key: newKey(),
      },
    );
    expect(errors).toEqual([]);
    // What will be removed arranges and lends: it stands in pictures, and in what is packed of the catalogues.
    for (const removed of day.removed) {
      await given.activity(removed);
      await given.venue(removed);
    }
    await packCatalogue();
    for (const removed of day.removed) {
      await given.activity(removed);
      await given.venue(removed);
    }
    beforeDay = organisationsIn(await allItems());
    noon = new Date().toISOString();
    report = await sync(registers, "CHANGES");
  });

  it("exactly the changed ones are written", async () => {
    const now = organisationsIn(await allItems());
    const written = [...now]
      .filter(([key, { version }]) => beforeDay.get(key)?.version !== version)
      .map(([key]) => key);
    const expected = [
      ...day.added,
      ...day.changed,
      ...day.deleted,
      ...day.removed,
      ...day.subUnits.added,
      ...day.subUnits.changed,
      ...day.subUnits.deleted,
    ];
    // Branches of those who were removed or deleted stay: the registers tell of each by itself.
    expect(new Set(written)).toEqual(new Set(expected));
    expect(report).toMatchObject({
      added: day.added.length + day.subUnits.added.length,
      changed: day.changed.length - day.leftVoluntaryRegister.length + day.subUnits.changed.length,
      gone: day.deleted.length + day.removed.length + day.leftVoluntaryRegister.length + day.subUnits.deleted.length,
      refused: 0,
    });
    for (const touched of day.touched) expect(now.get(touched)?.version).toBe(beforeDay.get(touched)?.version);
  });

  it("writes nothing more the second time", async () => {
    const before = await countWritten();
    expect(await sync(registers, "CHANGES")).toMatchObject({ added: 0, changed: 0, gone: 0 });
    expect(await countWritten()).toEqual(before);
  });

  it("a category changed in Frivillighetsregisteret alone comes with the walk", async () => {
    const [quiet = ""] = day.changedInVoluntaryRegisterOnly;
    const before = (await held(quiet))?.facts.icnpo ?? [];
    const walk = await sync(registers, "WALK");
    expect(walk).toMatchObject({ kind: "WALK", added: 0, changed: 1, gone: 0 });
    expect((await held(quiet))?.facts.icnpo).toHaveLength(before.length + 1);
  });

  it("a deleted organisation is kept as what it was, with the day it ended", async () => {
    const [key = ""] = day.deleted;
    const was = beforeDay.get(key);
    const is = await held(key);
    expect(is?.facts).toMatchObject({ status: "DELETED", deletedOn: day.at.slice(0, 10), inVoluntaryRegister: false });
    expect(is?.facts.municipalityNumber).toBeDefined();
    const { data } = await ask<{ organisation: { status: string; version: number } }>(
      "caseworker",
      "query ($n: OrganisationNumber!, $at: DateTime!) { organisation(orgNumber: $n, at: $at) { status version } }",
      { n: key, at: noon },
    );
    expect(data.organisation).toEqual({ status: "ACTIVE", version: was?.version });
  });

  it("what was removed on legal grounds leaves no picture and no name anywhere, and is not taken in again", async () => {
    const [key = ""] = day.removed;
    const was = (beforeDay.get(key) as { body?: { facts: { name: string } } } | undefined)?.body?.facts.name ?? "";
    expect(was).not.toBe("");
    await handOnNewsOf(key);
    const items = await allItems();
    const pictures = items.filter(({ pk }) => pk === `ORG#${key}`);
    expect(pictures.map(({ sk, body }) => [sk, body])).toEqual([["NOW", undefined]]);
    const log = items
      .filter(({ pk }) => pk === "CATALOGUE#LOG")
      .flatMap(({ rows }) => JSON.parse(String(rows)) as unknown[][]);
    expect(log.filter(([of]) => of === key).map((row) => row[3])).toEqual([""]);
    const kept = (item: (typeof items)[number]): string =>
      JSON.stringify(item) + (item["rows"] instanceof Uint8Array ? gunzipSync(item["rows"]).toString() : "");
    const naming = items.filter((item) => [key, was].every((text) => kept(item).includes(text)));
    expect(naming.map(({ pk, sk }) => [pk, sk])).toEqual([]);
    const ofIts = (prefix: string): unknown[] =>
      items.filter(({ pk, sk, body }) => pk.startsWith(prefix) && sk === "NOW" && String(body).includes(key));
    expect([ofIts("ACTIVITY#").length, ofIts("VENUE#").length]).toEqual([2, 2]);
    expect(await held(key)).toBeUndefined();
    expect(await sync(registers, "FULL")).toMatchObject({ added: 0 });
  });

  it("tells others of bankruptcy, deletion, removal and lost registration", async () => {
    const events = (await allItems()).filter(({ pk }) => pk.startsWith("OUTBOX#"));
    const subjects = (type: string): Set<unknown> =>
      new Set(events.filter((event) => event["type"] === type).map(({ subject }) => subject));
    const ids = (keys: readonly string[]): Set<unknown> => new Set(keys.map((key) => `organisation:${key}`));
    expect(subjects("organisation.bankrupt")).toEqual(ids(day.bankrupt));
    expect(subjects("organisation.deleted")).toEqual(ids([...day.deleted, ...day.subUnits.deleted]));
    expect(subjects("organisation.removed")).toEqual(ids(day.removed));
    expect(subjects("organisation.leftVoluntaryRegister")).toEqual(ids([...day.leftVoluntaryRegister, ...day.deleted]));
  });

  it("local knowledge stands, whatever the registers say", async () => {
    const is = await held(confirmed);
    expect(is?.facts.status).toBe("BANKRUPT");
    expect(is?.profile).toMatchObject({ capabilities: ["LANGUAGE_PRACTICE"], languages: ["ti"] });
    expect(is?.profile.confirmedAt).toBeDefined();
  });
});

it("the walk by itself finds who has come and who has left", async () => {
  const day = registers.advanceDay();
  const walk = await sync(registers, "WALK");
  expect(walk.added).toBe(day.added.length);
  for (const key of day.added) expect((await held(key))?.facts.inVoluntaryRegister).toBe(true);
  for (const key of [...day.leftVoluntaryRegister, ...day.deleted])
    expect((await held(key))?.facts.inVoluntaryRegister).toBe(false);
  for (const key of day.removed) expect(await held(key)).toBeUndefined();
});
