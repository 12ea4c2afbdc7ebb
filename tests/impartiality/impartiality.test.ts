import { beforeAll, expect, it } from "vitest";
import { grantMembership, membershipsOf } from "#modules/people";
import type { Role } from "#platform/actor";
import { entriesOf } from "#platform/audit";
import { commit } from "#platform/commit";
import { makeContext, systemContext } from "#platform/context";
import { dayFrom, dayOf } from "#platform/day";
import { newId } from "#platform/identifiers";
import { ask, given, newKey, registered } from "#world";
import { putInterest } from "../../functions/modules/impartiality/store.ts";
import { people, type PersonName } from "../../infra/local/people.ts";
import { does, done as doneBy } from "../organisations/doing.ts";

const redCross = "organisation:864139442";
const branch = "organisation:871033552";
const scouts = "organisation:974760673";
/** Whom they act for, who act for others as well. */
const directorate = { "samspill-acting-for": "organisation:987879696" };

beforeAll(async () => {
  await given.referenceBodies();
  await given.organisations(
    registered("864139442", "NORGES RØDE KORS"),
    registered("871033552", "RØDE KORS UNGDOM", { parentKey: "864139442" }),
    registered("941296459", "REDD BARNA"),
    registered("974760673", "NORGES SPEIDERFORBUND"),
    registered("971278374", "NIDAROS KOR"),
  );
  await given.membership("administrator", "987879696", "ADMINISTRATOR");
  await given.membership("caseworker", "987879696", "CASEWORKER");
  await given.membership("decider", "987879696", "DECIDER");
});

type Declared = { declareInterest: { interest: { id: string; version: number } } };

const declare = (who: "caseworker" | "decider" | "auditor", input: object) =>
  ask<Declared>(
    who,
    `mutation ($input: DeclareInterestInput!, $key: ID!) {
      declareInterest(input: $input, idempotencyKey: $key) { interest { id version } }
    }`,
    { input, key: newKey() },
  );

const end = (who: "caseworker" | "decider", interestId: string, version: number, until: string) =>
  ask<{ endInterest: object }>(
    who,
    `mutation ($input: EndInterestInput!, $key: ID!) {
      endInterest(input: $input, idempotencyKey: $key) { interest { validUntil } }
    }`,
    { input: { interestId, version, until }, key: newKey() },
  );

const refOf = async (who: PersonName): Promise<string> => (await membershipsOf(people[who].sub)).ref ?? "";

const standing = async (who: PersonName, id: string, headers = {}) => {
  const { data } = await ask<{ organisation: { viewerImpartiality: string | null } }>(
    who,
    `{ organisation(id: "${id}") { viewerImpartiality } }`,
    {},
    headers,
  );
  return data.organisation.viewerImpartiality;
};

it("says that nothing speaks against a caseworker who has no ties", async () => {
  expect(await standing("caseworker", redCross)).toBe("IMPARTIAL");
});

it("disqualifies a board member from cases about the organisation and about its branches, and from no others", async () => {
  const { data } = await declare("caseworker", {
    organisationId: redCross,
    kind: "BOARD_MEMBER",
    from: "2024-01-01",
  });
  expect(await standing("caseworker", redCross)).toBe("DISQUALIFIED");
  expect(await standing("caseworker", branch)).toBe("DISQUALIFIED");
  expect(await standing("caseworker", "organisation:941296459")).toBe("IMPARTIAL");
  // It was only just declared: a case of yesterday was handled while it was not known to be over.
  const yesterday = dayFrom(dayOf(new Date()), -1);
  const early = await end("caseworker", data.declareInterest.interest.id, 1, yesterday);
  expect(early.errors[0]?.extensions["problems"]).toEqual([{ field: "until", code: "TOO_LONG_AGO" }]);
});

it("lets a tie of long ago end some days ago, and not be moved after that", async () => {
  const ref = await refOf("decider");
  const twoMonthsAgo = new Date(Date.now() - 60 * 86_400_000);
  const interestId = newId(new Date());
  const tie = { ref, interestId, organisationKey: "941296459", kind: "BOARD_MEMBER", origin: "DECLARED" } as const;
  await commit(systemContext("given"), {
    changes: [putInterest({ ...tie, validFrom: dayOf(twoMonthsAgo), declaredOn: dayOf(twoMonthsAgo) }, undefined)],
    audit: { subject: `person:${ref}`, action: "world.given", fields: {} },
  });
  const id = `interest:${ref}:${interestId}`;
  const reddBarna = "organisation:941296459";
  expect(await standing("decider", reddBarna)).toBe("DISQUALIFIED");
  const today = dayOf(new Date());
  const backdated = await end("decider", id, 1, dayFrom(today, -31));
  expect(backdated.errors[0]?.extensions["problems"]).toEqual([{ field: "until", code: "TOO_LONG_AGO" }]);
  const done = await end("decider", id, 1, dayFrom(today, -1));
  expect(done.errors).toEqual([]);
  expect(done.data).toEqual({ endInterest: { interest: { validUntil: dayFrom(today, -1) } } });
  expect(await standing("decider", reddBarna)).toBe("IMPARTIAL");
  const again = await end("decider", id, 2, dayFrom(today, -20));
  expect([again.code, again.errors[0]?.extensions["validUntil"]]).toEqual(["ALREADY_ENDED", dayFrom(today, -1)]);
});

it("keeps a tie to what was written down here when that is joined to its record in the register", async () => {
  const written = await doneBy(does.createOrganisation("administrator"));
  const { id: below } = await doneBy(
    does.createOrganisation("administrator", { parentId: written.id }, "LOCAL_BRANCH"),
  );
  await declare("decider", { organisationId: written.id, kind: "BOARD_MEMBER", from: "2024-01-01" });
  expect(await standing("decider", below)).toBe("DISQUALIFIED");
  const choir = "organisation:971278374";
  expect(await standing("decider", choir)).toBe("IMPARTIAL");
  await doneBy(does.joinOrganisationToRegister("administrator", written, "971278374"));
  for (const id of [choir, below, written.id]) expect(await standing("decider", id)).toBe("DISQUALIFIED");
});

it("wants it assessed that one works for a party, and not that one works for the body that decides", async () => {
  const hub = await doneBy(does.createOrganisation("administrator", {}, "FRIVILLIGSENTRAL"));
  const centre = await doneBy(does.createOrganisation("administrator", {}, "RECEPTION_CENTRE"));
  const trondheim = "organisation:K5001";
  const [hubKey = "", centreKey = ""] = [hub, centre].map(({ id }) => id.slice("organisation:".length));
  await given.membership("payer", "987879696", "PAYER");
  await given.membership("payer", hubKey, "HUB");
  await given.membership("payer", centreKey, "CENTRE");
  await given.membership("payer", "K5001", "COORDINATOR");
  for (const id of [hub.id, centre.id, trondheim])
    expect(await standing("payer", id, directorate)).toBe("MUST_BE_ASSESSED");
  expect(await standing("payer", trondheim, { "samspill-acting-for": trondheim })).toBe("IMPARTIAL");
  await given.membership("leader", hubKey, "HUB");
  const left = await ask(
    "payer",
    `mutation ($id: ID!, $key: ID!) { leaveBody(organisationId: $id, idempotencyKey: $key) { organisationId } }`,
    { id: hub.id, key: newKey() },
    directorate,
  );
  expect(left.errors).toEqual([]);
  const { data } = await ask<{ viewer: { interests: { organisation: { id: string } }[] } }>(
    "payer",
    "{ viewer { interests { kind origin validUntil organisation { id } } } }",
    {},
    directorate,
  );
  expect(data.viewer.interests.filter(({ organisation }) => organisation.id === hub.id)).toEqual([
    { kind: "EMPLOYED", origin: "DERIVED", validUntil: dayOf(new Date()), organisation: { id: hub.id } },
  ]);
});

it("wants an ordinary membership assessed", async () => {
  const reddBarna = "organisation:941296459";
  await declare("caseworker", { organisationId: reddBarna, kind: "MEMBER", from: "2024-01-01" });
  expect(await standing("caseworker", reddBarna)).toBe("MUST_BE_ASSESSED");
});

it("knows a tie from a role in the organisation, without anybody declaring it, and for the role's own time when it is gone", async () => {
  const daysAgo = (days: number): Date => new Date(Date.now() - days * 86_400_000);
  const { sub: subject, name } = people.administrator;
  await given.membership("leader", "941296459", "LEADER");
  const roleFrom = (at: Date, ...roles: readonly Role[]) =>
    grantMembership(
      makeContext({ kind: "System", name: "given" }, newKey(), () => at),
      { subject, name, bodyKey: "941296459", roles },
    );
  await roleFrom(daysAgo(60), "LEADER");
  await roleFrom(daysAgo(40), "MEMBER");
  const ties = async () => {
    const { data } = await ask<{ viewer: { interests: object[] } }>(
      "administrator",
      "{ viewer { interests { kind origin validFrom validUntil version organisation { name } } } }",
      {},
      directorate,
    );
    return data.viewer.interests;
  };
  const derived = { origin: "DERIVED", version: null, organisation: { name: "REDD BARNA" } };
  const [began, became, today] = [dayOf(daysAgo(60)), dayOf(daysAgo(40)), dayOf(new Date())];
  const led = { ...derived, kind: "LEADER", validFrom: began, validUntil: became };
  const isMember = { ...derived, kind: "MEMBER", validFrom: became, validUntil: null };
  expect(await ties()).toEqual([isMember, led]);
  const left = await ask(
    "administrator",
    `mutation ($key: ID!) { leaveBody(organisationId: "organisation:941296459", idempotencyKey: $key) { organisationId } }`,
    { key: newKey() },
    directorate,
  );
  expect(left.errors).toEqual([]);
  expect(await ties()).toEqual([{ ...isMember, validUntil: today }, led]);
});

const setSuperior = (who: PersonName, memberId: string | undefined, superiorId: string | undefined, from: string) =>
  ask(
    who,
    `mutation ($input: SetSuperiorInput!, $key: ID!) {
      setSuperior(input: $input, idempotencyKey: $key) { member { superior { name } } }
    }`,
    { input: { memberId, superiorId, from }, key: newKey() },
    directorate,
  );

it("lets a direct subordinate of who is disqualified prepare the case, and not decide it", async () => {
  await declare("decider", { organisationId: scouts, kind: "FAMILY", from: "2024-01-01" });
  const { data } = await ask<{ members: { nodes: { id: string; name: string }[] } }>(
    "decider",
    "{ members { nodes { id name } } }",
  );
  const idOf = (name: string) => data.members.nodes.find((member) => member.name === name)?.id;
  const set = (
    memberId: string | undefined,
    superiorId: string | undefined,
    who: PersonName = "administrator",
    from = dayOf(new Date()),
  ) => setSuperior(who, memberId, superiorId, from);
  expect((await set(idOf("Ingrid Solheim"), idOf("Magnus Berge"), "caseworker")).code).toBe("FORBIDDEN");
  await given.membership("caseworker", "987879696", "ADMINISTRATOR", "CASEWORKER");
  // Nobody chooses his own.
  expect((await set(idOf("Ingrid Solheim"), idOf("Magnus Berge"), "caseworker")).code).toBe("YOUR_OWN_SUPERIOR");
  const done = await set(idOf("Ingrid Solheim"), idOf("Magnus Berge"));
  expect(done.data).toEqual({ setSuperior: { member: { superior: { name: "Magnus Berge" } } } });
  expect(await standing("decider", scouts)).toBe("DISQUALIFIED");
  expect(await standing("caseworker", scouts)).toBe("MAY_NOT_DECIDE");
  // What was said of a day stands, and what was long ago was handled by what was known then.
  expect((await set(idOf("Ingrid Solheim"), undefined)).code).toBe("DAY_TAKEN");
  expect(await standing("caseworker", scouts)).toBe("MAY_NOT_DECIDE");
  const longAgo = await set(idOf("Ingrid Solheim"), undefined, "administrator", dayFrom(dayOf(new Date()), -31));
  expect(longAgo.errors[0]?.extensions["problems"]).toEqual([{ field: "from", code: "OVER_30_DAYS_AGO" }]);
  // Nobody stands above himself.
  const circle = await set(idOf("Magnus Berge"), idOf("Ingrid Solheim"));
  expect(circle.errors[0]?.extensions["problems"]).toEqual([{ field: "superiorId", code: "OWN_SUBORDINATE" }]);
  // Nor from a day that is still to come, however many are in between.
  const later = dayFrom(dayOf(new Date()), 30);
  const toCome = await set(idOf("Magnus Berge"), idOf("Jonas Haugen"), "caseworker", later);
  expect(toCome.errors).toEqual([]);
  const long = await set(idOf("Jonas Haugen"), idOf("Ingrid Solheim"), "caseworker", later);
  expect(long.errors[0]?.extensions["problems"]).toEqual([{ field: "superiorId", code: "OWN_SUBORDINATE" }]);
});

it("lets nobody end another's tie, nor declare one without a role that handles cases", async () => {
  const { data } = await declare("decider", { organisationId: redCross, kind: "OTHER", from: "2024-01-01" });
  const ended = await end("caseworker", data.declareInterest.interest.id, 1, dayOf(new Date()));
  expect(ended.code).toBe("NOT_FOUND");
  await given.membership("auditor", "987879696", "AUDITOR");
  expect((await declare("auditor", { organisationId: redCross, kind: "OTHER", from: "2024-01-01" })).code).toBe(
    "FORBIDDEN",
  );
});

it("shows a member's declared ties to the superior and to auditors, who are noted, and to no other colleague", async () => {
  const seenBy = async (who: PersonName) => {
    const { data } = await ask<{ members: { nodes: { name: string; interests: { kind: string }[] | null }[] } }>(
      who,
      `{ members(organisationId: "organisation:987879696") { nodes { name interests { kind } } } }`,
      {},
      directorate,
    );
    return data.members.nodes.find(({ name }) => name === "Ingrid Solheim")?.interests?.map(({ kind }) => kind);
  };
  expect(await seenBy("administrator")).toBeUndefined();
  const ties = ["MEMBER", "BOARD_MEMBER"];
  expect(await seenBy("decider")).toEqual(ties);
  expect(await seenBy("auditor")).toEqual(ties);
  expect(await seenBy("caseworker")).toEqual(ties);
  const about = [`person:${await refOf("caseworker")}`];
  for (const who of ["decider", "auditor"] as const) {
    const notes = (await entriesOf(`reader:${await refOf(who)}`, 10)).filter(
      ({ action }) => action === "interests.read",
    );
    expect(notes).toHaveLength(1);
    expect(notes[0]?.fields).toEqual({ about: expect.arrayContaining(about) });
  }
  expect(await entriesOf(`reader:${await refOf("caseworker")}`, 10)).toEqual([]);
});
