import { beforeAll, expect, it } from "vitest";
import { ask, given, newKey, registered } from "#world";

const redCross = "organisation:864139442";
const branch = "organisation:871033552";

beforeAll(async () => {
  await given.referenceBodies();
  await given.organisations(
    registered("864139442", "NORGES RØDE KORS"),
    registered("871033552", "RØDE KORS UNGDOM", { parentKey: "864139442" }),
    registered("941296459", "REDD BARNA"),
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

const standing = async (who: "caseworker" | "decider" | "administrator", id: string) => {
  const { data } = await ask<{ organisation: { viewerImpartiality: string | null } }>(
    who,
    `{ organisation(id: "${id}") { viewerImpartiality } }`,
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
  const end = await ask(
    "caseworker",
    `mutation ($input: EndInterestInput!, $key: ID!) {
      endInterest(input: $input, idempotencyKey: $key) { interest { validUntil } }
    }`,
    { input: { interestId: data.declareInterest.interest.id, version: 1, until: "2025-12-31" }, key: newKey() },
  );
  expect(end.data).toEqual({ endInterest: { interest: { validUntil: "2025-12-31" } } });
  expect(await standing("caseworker", redCross)).toBe("IMPARTIAL");
});

it("wants an ordinary membership assessed", async () => {
  await declare("caseworker", { organisationId: redCross, kind: "MEMBER", from: "2024-01-01" });
  expect(await standing("caseworker", redCross)).toBe("MUST_BE_ASSESSED");
});

it("knows a tie from a role in the organisation, without anybody declaring it", async () => {
  await given.membership("administrator", "941296459", "LEADER");
  const { data } = await ask<{ viewer: { interests: object[] } }>(
    "administrator",
    "{ viewer { interests { kind origin organisation { name } } } }",
  );
  expect(data.viewer.interests).toEqual([{ kind: "LEADER", origin: "DERIVED", organisation: { name: "REDD BARNA" } }]);
});

it("lets a direct subordinate of who is disqualified prepare the case, and not decide it", async () => {
  await declare("decider", { organisationId: branch, kind: "FAMILY", from: "2024-01-01" });
  const { data } = await ask<{ members: { nodes: { id: string; name: string }[] } }>(
    "decider",
    "{ members { nodes { id name } } }",
  );
  const idOf = (name: string) => data.members.nodes.find((member) => member.name === name)?.id;
  const set = (memberId: string | undefined, superiorId: string | undefined) =>
    ask(
      "caseworker",
      `mutation ($input: SetSuperiorInput!, $key: ID!) {
        setSuperior(input: $input, idempotencyKey: $key) { member { superior { name } } }
      }`,
      { input: { memberId, superiorId, from: "2024-01-01" }, key: newKey() },
    );
  expect((await set(idOf("Ingrid Solheim"), idOf("Magnus Berge"))).code).toBe("FORBIDDEN");
  await given.membership("caseworker", "987879696", "ADMINISTRATOR", "CASEWORKER");
  const done = await set(idOf("Ingrid Solheim"), idOf("Magnus Berge"));
  expect(done.data).toEqual({ setSuperior: { member: { superior: { name: "Magnus Berge" } } } });
  expect(await standing("decider", branch)).toBe("DISQUALIFIED");
  expect(await standing("caseworker", branch)).toBe("MAY_NOT_DECIDE");
  // Nobody stands above himself.
  const circle = await set(idOf("Magnus Berge"), idOf("Ingrid Solheim"));
  expect(circle.errors[0]?.extensions["problems"]).toEqual([{ field: "superiorId", code: "OWN_SUBORDINATE" }]);
});

it("lets nobody end another's tie, nor declare one without a role that handles cases", async () => {
  const { data } = await declare("decider", { organisationId: redCross, kind: "OTHER", from: "2024-01-01" });
  const end = await ask(
    "caseworker",
    `mutation ($input: EndInterestInput!, $key: ID!) {
      endInterest(input: $input, idempotencyKey: $key) { interest { id } }
    }`,
    { input: { interestId: data.declareInterest.interest.id, version: 1, until: "2025-12-31" }, key: newKey() },
  );
  expect(end.code).toBe("NOT_FOUND");
  await given.membership("auditor", "987879696", "AUDITOR");
  expect((await declare("auditor", { organisationId: redCross, kind: "OTHER", from: "2024-01-01" })).code).toBe(
    "FORBIDDEN",
  );
});
