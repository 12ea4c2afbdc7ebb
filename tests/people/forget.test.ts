import { ScanCommand } from "@aws-sdk/client-dynamodb";
import { beforeAll, expect, it } from "vitest";
import { client } from "#platform/table";
import { ask, given, newKey, registered } from "#world";

beforeAll(async () => {
  await given.referenceBodies();
  await given.organisations(registered("864139442", "NORGES RØDE KORS"), registered("941296459", "REDD BARNA"));
  await given.membership("coordinator", "K5001", "COORDINATOR");
  await given.membership("member", "864139442", "MEMBER");
  await given.membership("leader", "864139442", "LEADER");
});

const forget = (who: "member" | "leader", key = newKey()) =>
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
  expect((await holding("Yusuf Demir")).length).toBeGreaterThan(2);
  const key = newKey();
  const { data } = await forget("member", key);
  expect(data).toEqual({ forgetMe: { organisationIds: ["organisation:864139442"] } });
  expect(await holding("Yusuf Demir")).toEqual([]);
  // The same again is answered as it was: an answer that was lost is no reason to ask who one was.
  expect((await forget("member", key)).data).toEqual(data);
  const { data: after } = await ask("member", "{ viewer { name memberships { roles } } }");
  expect(after).toEqual({ viewer: { name: "", memberships: [] } });
});

it("lets nobody be forgotten who administers a body alone", async () => {
  expect((await forget("leader")).code).toBe("LAST_ADMINISTRATOR");
  expect((await holding("Per Olav Stene")).length).toBeGreaterThan(0);
});
