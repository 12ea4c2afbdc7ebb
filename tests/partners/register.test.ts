/** The register of partners: a directorate's administrators keep it, and each change bites at the partner's next request. */
import { beforeAll, beforeEach, describe, expect, inject, it, test } from "vitest";
import { ask, askWith, given, newKey, registered } from "#world";
import type { Role } from "#platform/actor";
import { entriesOf, verifyTrail } from "#platform/audit";
import { commit } from "#platform/commit";
import { systemContext } from "#platform/context";
import type { RegisterPartnerInput } from "#schema/resolvers";
import { find, putPartner } from "../../functions/modules/partners/store.ts";
import { apiAudienceOf, stages } from "../../infra/stage.ts";
import { partnerToken } from "../../infra/local/maskinporten.ts";
import { people, personNames } from "../../infra/local/people.ts";

const trondheim = "942110464";
const scope = "samspill:organisations.read";
const query = "{ counties { number } }";

const terms = (changed: Partial<RegisterPartnerInput> = {}): RegisterPartnerInput => ({
  orgNumber: trondheim,
  name: "Kalenderen",
  bodyId: "organisation:K5001",
  scopes: [scope],
  costPerMinute: 30_000,
  costPerDay: 1_000_000,
  suppliers: [],
  ...changed,
});

const register = `mutation ($input: RegisterPartnerInput!, $key: ID!) {
  registerPartner(input: $input, idempotencyKey: $key) { partner { state version body { name } viewerMay } } }`;
const change = `mutation ($input: ChangePartnerInput!, $key: ID!) {
  changePartner(input: $input, idempotencyKey: $key) { partner { name suppliers version } } }`;
const stop = `mutation ($input: StopPartnerInput!, $key: ID!) {
  stopPartner(input: $input, idempotencyKey: $key) { partner { state stoppedBecause viewerMay } } }`;

/** A body in which the role can be held. */
const bodies = {
  CASEWORKER: "987879696",
  DECIDER: "987879696",
  PAYER: "987879696",
  ADMINISTRATOR: "987879696",
  AUDITOR: "987879696",
  COORDINATOR: "K5001",
  CENTRE: "974760673",
  HUB: "991825827",
  LEADER: "864139442",
  MEMBER: "864139442",
} as const satisfies Record<Role, string>;

let token = "";

beforeAll(async () => {
  await given.referenceBodies();
  await given.organisations(
    registered("864139442", "NORGES RØDE KORS"),
    registered("974760673", "STRINDHEIM MOTTAK", { kind: "RECEPTION_CENTRE" }),
    registered("991825827", "LADEMOEN FRIVILLIGSENTRAL", { kind: "FRIVILLIGSENTRAL" }),
  );
  for (const name of personNames) await given.membership(name, bodies[people[name].role], people[name].role);
  token = await partnerToken(inject("signIn"));
});

it("lets a partner in when it is registered, changes it, stops it and lets it in again, each at once", async () => {
  expect((await askWith(token, query)).code).toBe("CONSUMER_NOT_REGISTERED");
  const first = await ask("administrator", register, { input: terms(), key: newKey() });
  expect(first.data).toEqual({
    registerPartner: {
      partner: { state: "ACTIVE", version: 1, body: { name: "Trondheim kommune" }, viewerMay: ["CHANGE", "STOP"] },
    },
  });
  expect((await askWith(token, query)).status).toBe(200);

  const suppliers = ["991825827"];
  const changing = { ...terms({ name: "Kalenderen 2", suppliers }), version: 1 };
  const changed = await ask("administrator", change, { input: changing, key: newKey() });
  expect(changed.data).toEqual({ changePartner: { partner: { name: "Kalenderen 2", suppliers, version: 2 } } });
  expect((await askWith(token, "{ viewer { name } }")).data).toEqual({ viewer: { name: "Kalenderen 2" } });

  const stopping = { orgNumber: trondheim, version: 2, reason: "The agreement ended" };
  const stopped = await ask("administrator", stop, { input: stopping, key: newKey() });
  expect(stopped.data).toEqual({
    stopPartner: { partner: { state: "STOPPED", stoppedBecause: "The agreement ended", viewerMay: ["REGISTER"] } },
  });
  const refused = await askWith(token, query);
  expect([refused.status, refused.code]).toEqual([403, "CONSUMER_STOPPED"]);
  expect((await ask("administrator", change, { input: { ...changing, version: 3 }, key: newKey() })).code).toBe(
    "WRONG_STATE",
  );

  await ask("administrator", register, { input: terms(), key: newKey() });
  expect((await askWith(token, query)).status).toBe(200);
  expect(await find(trondheim)).toMatchObject({ version: 4, state: "ACTIVE" });
  expect(await find(trondheim)).not.toHaveProperty("stoppedBecause");

  const { data } = await ask(
    "auditor",
    `{ partner(orgNumber: "${trondheim}") { days(last: 2) { calls refusals { code count } } } }`,
  );
  expect(data).toEqual({
    partner: {
      days: [
        { calls: 0, refusals: [] },
        { calls: 3, refusals: [{ code: "CONSUMER_STOPPED", count: 1 }] },
      ],
    },
  });
  const trail = await entriesOf(`partner:${trondheim}`, 10);
  expect(trail.map(({ action }) => action)).toEqual([
    "partner.registered",
    "partner.stopped",
    "partner.changed",
    "partner.registered",
  ]);
  expect(trail[1]).toMatchObject({
    reason: "The agreement ended",
    fields: { state: { before: "ACTIVE", after: "STOPPED" } },
  });
  expect(await verifyTrail(`partner:${trondheim}`)).toBeUndefined();
});

describe("who may", () => {
  const others = personNames.filter((name) => name !== "administrator");
  test.each(others)("not the %s: keep partners", async (name) => {
    const input = terms({ orgNumber: "974760673" });
    expect((await ask(name, register, { input, key: newKey() })).code).toBe("FORBIDDEN");
    const seen = await ask(name, "{ partners { nodes { orgNumber } } }");
    expect(seen.code).toBe(name === "auditor" ? undefined : "FORBIDDEN");
  });

  test("nor a partner: see or keep partners", async () => {
    expect((await askWith(token, "{ partners { nodes { orgNumber } } }")).code).toBe("FORBIDDEN");
    const input = terms({ orgNumber: "974760673" });
    expect((await askWith(token, register, { input, key: newKey() })).code).toBe("FORBIDDEN");
    expect(await find("974760673")).toBeUndefined();
  });
});

describe("what is refused", () => {
  const orgNumber = "974760673";
  test.each<[string, Partial<RegisterPartnerInput>, object]>([
    ["an unknown scope", { scopes: [scope, `${scope}.all`] }, { field: "scopes.1", code: "UNKNOWN_SCOPE" }],
    ["no scope", { scopes: [] }, { field: "scopes", code: "REQUIRED" }],
    ["an unknown body", { bodyId: "organisation:K9999" }, { field: "bodyId", code: "UNKNOWN_ORGANISATION" }],
    ["a body that is none", { bodyId: "county:50" }, { field: "bodyId", code: "UNKNOWN_ORGANISATION" }],
    ["a quota of nothing", { costPerMinute: 0 }, { field: "costPerMinute", code: "QUOTA_OUT_OF_RANGE" }],
    ["a day shorter than a minute", { costPerDay: 20_000 }, { field: "costPerDay", code: "LESS_THAN_PER_MINUTE" }],
  ])("%s", async (_, changed, problem) => {
    const { code, errors } = await ask("administrator", register, {
      input: terms({ orgNumber, ...changed }),
      key: newKey(),
    });
    expect([code, errors[0]?.extensions["problems"]]).toEqual(["INVALID_INPUT", [problem]]);
    expect(await find(orgNumber)).toBeUndefined();
  });

  test("an organisation number that is none", async () => {
    const { status } = await ask("administrator", register, {
      input: terms({ orgNumber: "942110465" }),
      key: newKey(),
    });
    expect(status).toBe(400);
  });
});

describe("twice", () => {
  const orgNumber = "810034882";
  let key = "";
  beforeEach(() => {
    key = newKey();
  });

  it("by the same key is done once, also at once", async () => {
    const input = terms({ orgNumber });
    const answers = await Promise.all(Array.from({ length: 8 }, () => ask("administrator", register, { input, key })));
    expect(new Set(answers.map(({ data }) => JSON.stringify(data))).size).toBe(1);
    expect(await find(orgNumber)).toMatchObject({ version: 1 });
    expect((await entriesOf(`partner:${orgNumber}`, 10)).length).toBe(1);
    const other = await ask("administrator", register, { input: { ...input, name: "Another" }, key });
    expect(other.code).toBe("IDEMPOTENCY_KEY_REUSED");
  });

  it("on the same version, the second hears that it came second", async () => {
    const input = { ...terms({ orgNumber, name: "Kalenderen 3" }), version: 1 };
    const codes = await Promise.all(
      Array.from({ length: 4 }, async () => (await ask("administrator", change, { input, key: newKey() })).code),
    );
    expect(codes.filter((code) => code === undefined)).toHaveLength(1);
    expect(codes.filter((code) => code === "VERSION_CONFLICT")).toHaveLength(3);
    expect((await ask("administrator", register, { input: terms({ orgNumber }), key })).code).toBe("WRONG_STATE");
  });
});

it("gives no more than it is registered for, whatever the token says", async () => {
  const partner = await find(trondheim);
  if (!partner) throw new Error("It was registered above.");
  const narrowed = { ...partner, scopes: ["samspill:something.else"], version: partner.version + 1 };
  await commit(systemContext("given"), {
    changes: [putPartner(narrowed)],
    audit: { subject: `partner:${trondheim}`, action: "partner.narrowed", fields: {} },
  });
  const { code, errors } = await askWith(token, query);
  expect([code, errors[0]?.extensions["scope"]]).toEqual(["FORBIDDEN", scope]);
  await commit(systemContext("given"), {
    changes: [putPartner({ ...partner, version: narrowed.version + 1 })],
    audit: { subject: `partner:${trondheim}`, action: "partner.narrowed", fields: {} },
  });
  expect((await askWith(token, query)).code).toBeUndefined();
});

it("lists partners by pages", async () => {
  const page =
    "query ($after: String) { partners(first: 1, after: $after) { nodes { orgNumber } pageInfo { hasNextPage endCursor } } }";
  type Page = { partners: { nodes: { orgNumber: string }[]; pageInfo: { hasNextPage: boolean; endCursor: string } } };
  const first = (await ask<Page>("administrator", page)).data.partners;
  const second = (await ask<Page>("administrator", page, { after: first.pageInfo.endCursor })).data.partners;
  expect([...first.nodes, ...second.nodes].map(({ orgNumber }) => orgNumber)).toEqual(["810034882", trondheim]);
  expect([first.pageInfo.hasNextPage, second.pageInfo.hasNextPage]).toEqual([true, false]);
});

test("only production takes production's tokens", () => {
  expect(Object.values(stages).map(({ name, maskinporten }) => [name, maskinporten])).toEqual([
    ["dev", "https://test.maskinporten.no/"],
    ["test", "https://test.maskinporten.no/"],
    ["prod", "https://maskinporten.no/"],
  ]);
  expect(new Set(Object.values(stages).map(apiAudienceOf)).size).toBe(3);
  expect(apiAudienceOf({ ...stages.prod, domain: { name: "samspill.example", certificateArn: "x" } })).toBe(
    "https://samspill.example/graphql",
  );
});
