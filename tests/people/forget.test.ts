import { ScanCommand } from "@aws-sdk/client-dynamodb";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { membershipsOf } from "#modules/people";
import { commit } from "#platform/commit";
import { systemContext } from "#platform/context";
import { client } from "#platform/table";
import { ask, given, newKey, registered } from "#world";
import { getBody } from "../../functions/modules/people/parties.ts";
import { putRequest } from "../../functions/modules/people/requestStore.ts";
import { people, type PersonName } from "../../infra/local/people.ts";
import { does, done, look } from "../organisations/doing.ts";
import { orgNumbers } from "../orgNumbers.ts";
import { accept, approve, invite, request } from "./asking.ts";
import { openPostOffice, secretTo } from "./postOffice.ts";

/** Organisations that have a leader already. */
const welcoming = orgNumbers(32_000_000).take(11).toArray();
let office: Awaited<ReturnType<typeof openPostOffice>>;

beforeAll(async () => {
  office = await openPostOffice();
  await given.referenceBodies();
  await given.organisations(
    registered("864139442", "NORGES RØDE KORS"),
    registered("941296459", "REDD BARNA"),
    registered("971278374", "BYÅSEN TURN"),
    ...welcoming.map((number, n) => registered(number, `VELLAG ${n}`)),
  );
  await given.membership("coordinator", "K5001", "COORDINATOR");
  await given.membership("member", "864139442", "LEADER");
  await given.membership("leader", "864139442", "LEADER");
  await given.membership("auditor", "987879696", "AUDITOR");
  for (const body of welcoming) await given.membership("leader", body, "LEADER");
});

afterAll(() => office.close());

const redCross = "organisation:864139442";

/** What an auditor is told of it: its history, and who has done what to it. */
const told = async () => {
  const { data } = await ask<{
    organisation: {
      changedBy: string | null;
      history: { nodes: { changedBy: string | null }[] };
      auditTrail: {
        nodes: { action: string; actorName: string | null; fields: { field: string; after: string | null }[] }[];
      };
    };
  }>(
    "auditor",
    `{ organisation(id: "${redCross}") {
      changedBy history { nodes { changedBy } } auditTrail { nodes { action actorName fields { field after } } }
    } }`,
  );
  const { changedBy, history, auditTrail } = data.organisation;
  return {
    changedBy: [changedBy, ...history.nodes.map((one) => one.changedBy)],
    confirmedBy: (await look("auditor", redCross))?.capabilityProfile.confirmedBy,
    trail: auditTrail.nodes
      .filter(({ action }) => action.startsWith("organisation."))
      .map(({ action, actorName, fields }) => [
        action,
        actorName,
        fields.find(({ field }) => field === "profile.confirmedBy")?.after,
      ]),
  };
};

const forget = (who: PersonName, key = newKey()) =>
  ask(who, "mutation ($key: ID!) { forgetMe(idempotencyKey: $key) { organisationIds } }", { key });

/** Items of the table that hold a text. */
const holding = async (text: string): Promise<string[]> => {
  const { Items = [] } = await client.send(new ScanCommand({ TableName: process.env["SAMSPILL_TABLE"] }));
  return Items.filter((item) => JSON.stringify(item).includes(text)).map((item) => item["pk"]?.S ?? "");
};

it("forgets who asks to be forgotten: nothing that is kept names him", async () => {
  await ask(
    "member",
    `mutation ($key: ID!) {
      requestMembership(
        input: { organisationId: "organisation:941296459", wishedRole: LEADER }
        idempotencyKey: $key
      ) { request { id } }
    }`,
    { key: newKey() },
  );
  const saved = await done(does.saveCapabilityProfile("member", { id: redCross, version: 1 }, { confirm: true }));
  await done(does.confirmCapabilityProfile("member", saved));
  const others = await done(does.saveLocalKnowledge("coordinator", { ...saved, version: 3 }));
  await done(does.saveCapabilityProfile("member", others, { confirm: true, trainedPeople: 4 }));
  expect((await holding("Yusuf Demir")).length).toBeGreaterThan(2);
  // No history or trail has the name, and those who read them are told it.
  const kept = (await holding("Yusuf Demir")).filter((pk) => !/^(PERSON|BODY|REF)#/.test(pk));
  expect(kept).toEqual([]);
  const tellsOf = (name: string | null) => ({
    changedBy: [name, "Silje Moen", name, name, "register"],
    confirmedBy: name,
    trail: [
      // The same person stood by it before.
      ["organisation.profileSaved", name, undefined],
      ["organisation.localKnowledgeSaved", "Silje Moen", undefined],
      ["organisation.profileConfirmed", name, undefined],
      ["organisation.profileSaved", name, name],
    ],
  });
  expect(await told()).toEqual(tellsOf("Yusuf Demir"));
  const key = newKey();
  const { data } = await forget("member", key);
  expect(data).toEqual({ forgetMe: { organisationIds: ["organisation:864139442"] } });
  expect(await holding("Yusuf Demir")).toEqual([]);
  expect(await told()).toEqual(tellsOf(null));
  // The same again is answered as it was: an answer that was lost is no reason to ask who one was.
  expect((await forget("member", key)).data).toEqual(data);
  const { data: after } = await ask("member", "{ viewer { name memberships { roles } } }");
  expect(after).toEqual({ viewer: { name: "", memberships: [] } });
});

/** Somebody has asked for this many things, and not been answered, or by now is. */
const askedFor = async (who: "member" | "volunteer", count: number): Promise<void> => {
  const { sub: subject, name } = people[who];
  await given.membership(who, "941296459", "MEMBER");
  const { ref = "" } = await membershipsOf(subject);
  const ctx = systemContext("given");
  const requests = Array.from({ length: count }, (_, n) => ({
    ...{ subject, ref, name, role: "LEADER" as const, requestedAt: ctx.now().toISOString() },
    bodyKey: ctx.newId(),
    state: n % 2 === 0 ? ("WAITING" as const) : ("DECLINED" as const),
    secretHash: ctx.newId(),
    expiresAt: Math.floor(Date.now() / 1000) + 86_400,
  }));
  const body = await getBody(ctx, "941296459");
  for (let n = 0; n < count; n += 30)
    await commit(ctx, {
      changes: requests.slice(n, n + 30).flatMap((one) => putRequest(body, one, ctx.now())),
      audit: { subject: "given", action: "world.given", fields: {} },
    });
};

it("forgets who has asked for more than one transaction takes, and goes on where it was broken off", async () => {
  await askedFor("volunteer", 150);
  const { name } = people.volunteer;
  expect((await holding(name)).length).toBeGreaterThan(150);
  const key = newKey();
  let transactions = 0;
  client.middlewareStack.add(
    (next, { commandName }) =>
      (args) => {
        if (commandName === "TransactWriteItemsCommand" && ++transactions === 3)
          throw new Error("The lights went out.");
        return next(args);
      },
    { step: "initialize", name: "darkness" },
  );
  expect((await forget("volunteer", key)).code).toBe("INTERNAL_SERVER_ERROR");
  const left = (await holding(name)).length;
  expect(left).toBeGreaterThan(50);
  expect(left).toBeLessThan(120);
  const { data, code } = await forget("volunteer", key);
  client.middlewareStack.remove("darkness");
  expect([code, data]).toEqual([undefined, { forgetMe: { organisationIds: ["organisation:941296459"] } }]);
  expect(await holding(name)).toEqual([]);
  expect((await forget("volunteer", key)).data).toEqual(data);
});

it("takes nothing from who administers a body alone, however much there is", async () => {
  await askedFor("volunteer", 50);
  await given.membership("volunteer", "971278374", "LEADER");
  const before = await holding(people.volunteer.name);
  expect((await forget("volunteer")).code).toBe("LAST_ADMINISTRATOR");
  expect(await holding(people.volunteer.name)).toEqual(before);
});

it("lets nobody be forgotten who administers a body alone", async () => {
  expect((await forget("leader")).code).toBe("LAST_ADMINISTRATOR");
  expect((await holding("Per Olav Stene")).length).toBeGreaterThan(0);
});

describe("what comes to a person while he is being forgotten", () => {
  const who = "hub";
  const { name } = people[who];
  const [own = "", first = "", second = "", ...rest] = welcoming;

  /** Something is about to be written, and is held back until something else has been done. */
  const justBefore = async <Answer>(write: () => Promise<Answer>, other: () => Promise<unknown>): Promise<Answer> => {
    let isHeld = false;
    client.middlewareStack.add(
      (next, { commandName }) =>
        async (args) => {
          if (commandName === "TransactWriteItemsCommand" && !isHeld) {
            isHeld = true;
            await other();
          }
          return next(args);
        },
      { step: "initialize", name: "held" },
    );
    const answer = await write();
    client.middlewareStack.remove("held");
    return answer;
  };

  const asksFor = (body: string) => request(who, { organisationId: `organisation:${body}`, wishedRole: "MEMBER" });
  const isWaiting = async (body: string): Promise<string> => {
    const { data, code } = await asksFor(body);
    expect(code).toBeUndefined();
    return (data["requestMembership"] as { request: { id: string } }).request.id;
  };
  const isInvited = async (body: string): Promise<string> => {
    const email = `${newKey()}@example.no`;
    expect((await invite("leader", { email, offeredRoles: ["MEMBER"] }, body)).code).toBeUndefined();
    return secretTo(await office.deliver(), email);
  };

  /** How each is refused when it comes second; and what makes it ready to be done. */
  const coming: readonly (readonly [string, string, () => Promise<() => Promise<{ code: string | undefined }>>])[] = [
    [
      "a role that another gives him",
      "NOT_FOUND",
      async () => {
        const id = await isWaiting(first);
        return () => approve("leader", id, first);
      },
    ],
    [
      "an invitation that he accepts",
      "PERSON_FORGOTTEN",
      async () => {
        const secret = await isInvited(first);
        return () => accept(who, { secret });
      },
    ],
    ["something that he asks for", "PERSON_FORGOTTEN", async () => () => asksFor(second)],
  ];

  it.each(coming)("%s goes along, where it comes first", async (_, __, lay) => {
    await given.membership(who, own, "MEMBER");
    const comes = await lay();
    let code: string | undefined = "NOT_DONE";
    const forgotten = await justBefore(
      () => forget(who),
      async () => void ({ code } = await comes()),
    );
    expect([code, forgotten.code]).toEqual([undefined, undefined]);
    expect(await holding(name)).toEqual([]);
    expect(await membershipsOf(people[who].sub)).toMatchObject({ ref: undefined, memberships: [] });
  });

  it.each(coming)("%s is refused, where it comes second", async (_, refusal, lay) => {
    await given.membership(who, own, "MEMBER");
    const comes = await lay();
    let forgotten: string | undefined = "NOT_DONE";
    const { code } = await justBefore(comes, async () => void ({ code: forgotten } = await forget(who)));
    expect([forgotten, code]).toEqual([undefined, refusal]);
    expect(await holding(name)).toEqual([]);
    expect(await membershipsOf(people[who].sub)).toMatchObject({ ref: undefined, memberships: [] });
  });

  it("leaves nothing of him, however much comes at the same moment", async () => {
    await given.membership(who, own, "MEMBER");
    const waiting: [string, string][] = [];
    for (const body of rest.slice(0, 4)) waiting.push([body, await isWaiting(body)]);
    const invited: string[] = [];
    for (const body of rest.slice(4)) invited.push(await isInvited(body));
    const [forgotten] = await Promise.all([
      forget(who),
      ...waiting.map(([body, id]) => approve("leader", id, body)),
      ...invited.map((secret) => accept(who, { secret })),
    ]);
    expect(forgotten.code).toBeUndefined();
    expect(await holding(name)).toEqual([]);
    expect((await membershipsOf(people[who].sub)).memberships).toEqual([]);
  });
});
