import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { DeleteItemCommand, QueryCommand } from "@aws-sdk/client-dynamodb";
import { beforeAll, expect, it } from "vitest";
import { systemContext } from "#platform/context";
import { client } from "#platform/table";
import { grantMembership } from "#modules/people";
import { given, registered } from "#world";
import { people } from "../../infra/local/people.ts";
import { asks, changeRoles, leave, memberNamed, membersOf, revoke } from "./asking.ts";

const redCross = "864139442";
const another = "971278374";

beforeAll(async () => {
  await given.referenceBodies();
  await given.organisations(registered(redCross, "NORGES RØDE KORS"), registered(another, "SKAUN TURLAG"));
  await given.membership("leader", redCross, "LEADER");
  await given.membership("member", redCross, "MEMBER");
  await given.membership("hub", another, "LEADER");
  await given.membership("administrator", "987879696", "ADMINISTRATOR");
  await given.membership("caseworker", "987879696", "CASEWORKER");
  await given.membership("auditor", "987879696", "AUDITOR");
  await given.membership("coordinator", "K5001", "COORDINATOR");
  await given.membership("centre", "K4601", "COORDINATOR");
});

const viewer = "{ viewer { name actingFor { roles body { name } } memberships { roles } } }";

it("tells who belongs to a body to its own people, its municipality's coordinator, directorates and auditors, and to nobody else", async () => {
  for (const who of ["leader", "member", "coordinator", "administrator", "auditor"] as const)
    expect((await membersOf(who, redCross)).map(({ name, roles }) => [name, roles])).toEqual([
      ["Per Olav Stene", ["LEADER"]],
      ["Yusuf Demir", ["MEMBER"]],
    ]);
  const document = "query ($body: ID) { members(organisationId: $body) { nodes { id } } }";
  for (const who of ["centre", "hub", "caseworker"] as const)
    expect((await asks(who, document, { body: `organisation:${redCross}` })).code).toBe("NOT_FOUND");
  expect((await asks("leader", document, { body: "organisation:999999999" })).code).toBe("NOT_FOUND");
});

it("shows each what he may do to whom, by the rules the commands ask", async () => {
  const document = "{ members { bodyRoles viewerMay nodes { name isViewer viewerMay } } }";
  expect((await asks("leader", document)).data["members"]).toEqual({
    bodyRoles: ["LEADER", "MEMBER"],
    viewerMay: ["SEE_MEMBERS", "SEE_INVITATIONS", "INVITE", "CHANGE_ROLES", "REVOKE", "DECIDE_REQUESTS"],
    nodes: [
      { name: "Per Olav Stene", isViewer: true, viewerMay: ["LEAVE"] },
      { name: "Yusuf Demir", isViewer: false, viewerMay: ["CHANGE_ROLES", "REVOKE"] },
    ],
  });
  expect((await asks("member", document)).data["members"]).toMatchObject({
    viewerMay: ["SEE_MEMBERS"],
    nodes: [{ viewerMay: [] }, { viewerMay: ["LEAVE"] }],
  });
});

it("reads a body's people page by page", async () => {
  const document =
    "query ($after: String) { members(first: 1, after: $after) { nodes { name } pageInfo { hasNextPage endCursor } } }";
  const first = (await asks("leader", document)).data["members"] as {
    pageInfo: { hasNextPage: boolean; endCursor: string };
  };
  expect(first).toMatchObject({ nodes: [{ name: "Per Olav Stene" }], pageInfo: { hasNextPage: true } });
  const second = await asks("leader", document, { after: first.pageInfo.endCursor });
  expect(second.data["members"]).toMatchObject({ nodes: [{ name: "Yusuf Demir" }], pageInfo: { hasNextPage: false } });
});

it("lets a role that was taken away bite at the next request", async () => {
  const mayTry = () => asks("member", "{ members { nodes { name } } }");
  expect((await mayTry()).code).toBeUndefined();
  const { id, version } = await memberNamed("leader", redCross, "Yusuf Demir");
  expect(await revoke("leader", { memberId: id, version })).toMatchObject({ code: undefined });
  expect((await mayTry()).code).toBe("NOT_FOUND");
  expect((await asks("member", viewer)).data["viewer"]).toEqual({
    name: "Yusuf Demir",
    actingFor: null,
    memberships: [],
  });
  expect((await membersOf("leader", redCross)).map(({ name }) => name)).toEqual(["Per Olav Stene"]);
  await given.membership("member", redCross, "MEMBER");
});

it("gives other roles, of the body's kind alone, and tells of another's change", async () => {
  const seen = await memberNamed("leader", redCross, "Yusuf Demir");
  const to = (newRoles: string[], version = seen.version) =>
    changeRoles("leader", { memberId: seen.id, version, newRoles });
  expect((await to(["COORDINATOR"])).extensions["problems"]).toEqual([
    { field: "newRoles", code: "NO_ROLE_OF_THIS_BODY" },
  ]);
  expect((await to([])).extensions["problems"]).toEqual([{ field: "newRoles", code: "REQUIRED" }]);
  expect((await to(["LEADER", "MEMBER"])).data["changeRoles"]).toEqual({
    member: { roles: ["LEADER", "MEMBER"], version: seen.version + 1 },
  });
  expect(await to(["MEMBER"])).toMatchObject({ code: "VERSION_CONFLICT", extensions: { version: seen.version + 1 } });
  expect((await to(["MEMBER"], seen.version + 1)).code).toBeUndefined();
});

it("keeps an auditor from any other role", async () => {
  const { id, version } = await memberNamed("administrator", "987879696", "Gro Halvorsen");
  const { extensions } = await changeRoles("administrator", { memberId: id, version, newRoles: ["AUDITOR", "PAYER"] });
  expect(extensions["problems"]).toEqual([{ field: "newRoles", code: "AUDITOR_STANDS_ALONE" }]);
});

it("lets nobody change one's own roles, nor those of another body", async () => {
  const own = await memberNamed("leader", redCross, "Per Olav Stene");
  const change = { memberId: own.id, version: own.version };
  expect((await changeRoles("leader", { ...change, newRoles: ["MEMBER"] })).code).toBe("YOUR_OWN_ROLES");
  expect((await revoke("leader", change)).code).toBe("YOUR_OWN_ROLES");
  // Who sees the body and may not decide is told so; who has no part in it learns nothing.
  expect((await revoke("member", change)).code).toBe("FORBIDDEN");
  expect((await revoke("coordinator", change)).code).toBe("FORBIDDEN");
  expect((await revoke("hub", change)).code).toBe("NOT_FOUND");
  expect(
    (await revoke("hub", { ...change, memberId: own.id.replace(/:.*/, `:${another}:01ARZ3NDEKTSV4RRFFQ69G5FAV`) }))
      .code,
  ).toBe("NOT_FOUND");
});

it("lets who has several bodies choose one by a header, and only among one's own", async () => {
  await given.membership("volunteer", redCross, "MEMBER");
  await given.membership("volunteer", another, "LEADER");
  const open = "{ invitations { id } }";
  expect((await asks("volunteer", viewer)).data["viewer"]).toMatchObject({ actingFor: null });
  expect(await asks("volunteer", open)).toMatchObject({
    code: "CHOOSE_BODY",
    extensions: { bodies: [`organisation:${another}`] },
  });
  expect((await asks("volunteer", open, {}, another)).code).toBeUndefined();
  expect((await asks("volunteer", open, {}, redCross)).code).toBe("CHOOSE_BODY");
  expect((await asks("volunteer", open, {}, "K5001")).code).toBe("NOT_YOUR_BODY");
  expect((await asks("volunteer", viewer, {}, another)).data["viewer"]).toMatchObject({
    actingFor: { roles: ["LEADER"], body: { name: "SKAUN TURLAG" } },
  });
});

it("lets the last one who administers a body neither leave nor go, and the last but one do both", async () => {
  expect((await leave("leader", `organisation:${redCross}`)).code).toBe("LAST_ADMINISTRATOR");
  const { id, version } = await memberNamed("leader", redCross, "Yusuf Demir");
  expect((await changeRoles("leader", { memberId: id, version, newRoles: ["LEADER"] })).code).toBeUndefined();
  expect((await leave("leader", `organisation:${redCross}`)).code).toBeUndefined();
  expect((await leave("leader", `organisation:${redCross}`)).code).toBe("NOT_FOUND");
  expect((await leave("member", `organisation:${redCross}`)).code).toBe("LAST_ADMINISTRATOR");
  await given.membership("leader", redCross, "LEADER");
  await given.membership("member", redCross, "MEMBER");
});

/** A municipality with two coordinators, who are the only ones. */
const twoCoordinators = async (body: string): Promise<void> => {
  await given.membership("payer", body, "COORDINATOR");
  await given.membership("decider", body, "COORDINATOR");
};

it("keeps one when the last two take each other's roles away at once, or both leave", async () => {
  for (const [n, body] of ["K1103", "K3203", "K5501"].entries()) {
    await twoCoordinators(body);
    const [payer, decider] = await Promise.all([
      memberNamed("administrator", body, people.payer.name),
      memberNamed("administrator", body, people.decider.name),
    ]);
    const outcomes = await Promise.all(
      n === 2
        ? [leave("payer", `organisation:${body}`), leave("decider", `organisation:${body}`)]
        : [
            revoke("payer", { memberId: decider.id, version: decider.version }, body),
            revoke("decider", { memberId: payer.id, version: payer.version }, body),
          ],
    );
    expect(outcomes.map(({ code }) => code).toSorted()).toEqual(["LAST_ADMINISTRATOR", undefined]);
    expect(await membersOf("administrator", body)).toHaveLength(1);
    const left = outcomes[0]?.code === undefined ? (n === 2 ? "decider" : "payer") : n === 2 ? "payer" : "decider";
    expect((await leave(left, `organisation:${body}`)).code).toBe("LAST_ADMINISTRATOR");
  }
});

it("would keep none if it read, looked and then wrote, as a naive one does", async () => {
  const body = "K4203";
  await twoCoordinators(body);
  const TableName = process.env["SAMSPILL_TABLE"];
  const held = async () => {
    const { Items: items = [] } = await client.send(
      new QueryCommand({
        TableName,
        KeyConditionExpression: "pk = :pk AND begins_with(sk, :sk)",
        ExpressionAttributeValues: { ":pk": { S: `BODY#${body}` }, ":sk": { S: "MEMBER#" } },
        ConsistentRead: true,
      }),
    );
    return items;
  };
  const naiveLeave = async (n: 0 | 1): Promise<boolean> => {
    const found = await held();
    if (found.length < 2) return false;
    await sleep(50);
    const { pk, sk } = found[n] ?? {};
    if (!pk || !sk) throw new Error("There were two.");
    await client.send(new DeleteItemCommand({ TableName, Key: { pk, sk } }));
    return true;
  };
  expect(await Promise.all([naiveLeave(0), naiveLeave(1)])).toEqual([true, true]);
  expect(await held()).toHaveLength(0);
});

it("counts every administrator once, however many come at once", async () => {
  const body = "K3301";
  const ctx = systemContext("given");
  const subjects = Array.from({ length: 6 }, () => randomUUID());
  await Promise.all(
    subjects.map((subject) =>
      grantMembership(ctx, { subject, name: "Ola Berg", bodyKey: body, roles: ["COORDINATOR"] }),
    ),
  );
  await given.membership("payer", body, "COORDINATOR");
  const others = (await membersOf("administrator", body)).filter(({ name }) => name === "Ola Berg");
  expect(others).toHaveLength(6);
  const outcomes = await Promise.all(others.map(({ id, version }) => revoke("payer", { memberId: id, version }, body)));
  expect(outcomes.map(({ code }) => code)).toEqual(others.map(() => undefined));
  expect((await leave("payer", `organisation:${body}`)).code).toBe("LAST_ADMINISTRATOR");
});
