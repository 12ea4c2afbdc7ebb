import { UpdateItemCommand } from "@aws-sdk/client-dynamodb";
import { afterAll, beforeAll, expect, it } from "vitest";
import { entriesOf } from "#platform/audit";
import { client } from "#platform/table";
import { given, newKey, registered } from "#world";
import { accept, asks, changeRoles, invite, leave, memberNamed, membersOf, resend, withdraw } from "./asking.ts";
import { openPostOffice, queuedEvents, secretTo, storedUnder } from "./postOffice.ts";

const band = "864139442";
const nynorsk = "971278374";
const office = await openPostOffice();
afterAll(office.close);

beforeAll(async () => {
  await given.referenceBodies();
  await given.organisations(
    registered(band, "STRINDA KORPS"),
    registered(nynorsk, "VOLDA MÅLLAG", { writtenNorm: "NYNORSK" }),
  );
  await given.membership("leader", band, "LEADER");
  await given.membership("coordinator", "K5001", "COORDINATOR");
  await given.membership("hub", nynorsk, "LEADER");
});

/** Invites an address to the band, and reads the secret in its letter. */
const invited = async (
  email: string,
  offeredRoles: readonly string[] = ["MEMBER"],
): Promise<{ id: string; secret: string }> => {
  const { data, code } = await invite("leader", { email, offeredRoles });
  if (code !== undefined) throw new Error(code);
  const { id } = (data["inviteMember"] as { invitation: { id: string } }).invitation;
  return { id, secret: secretTo(await office.deliver(), email) };
};

const offer = "query ($secret: ID!) { invitation(secret: $secret) { roles body { name } } }";

it("brings a person in by a letter, once, under the name the person gives", async () => {
  const { secret } = await invited("yusuf@korps.example");
  const letter = office.sent.find(({ to }) => to === "yusuf@korps.example");
  expect(letter).toMatchObject({
    from: "Samspill <hilsen@samspill.example>",
    subject: "Bli med i STRINDA KORPS i Samspill",
  });
  expect(letter?.text).toContain("Per Olav Stene har invitert deg");
  expect(letter?.text).toContain(`\nhttps://samspill.example/invitation/${secret}\n`);
  expect((await asks("member", offer, { secret })).data["invitation"]).toEqual({
    roles: ["MEMBER"],
    body: { name: "STRINDA KORPS" },
  });
  expect((await accept("member", { secret })).extensions["problems"]).toEqual([{ field: "name", code: "REQUIRED" }]);
  expect((await accept("member", { secret, name: "Yusuf Demir" })).data["acceptInvitation"]).toEqual({
    membership: { roles: ["MEMBER"], body: { name: "STRINDA KORPS" } },
  });
  expect((await membersOf("leader", band)).map(({ name, roles }) => [name, roles])).toContainEqual([
    "Yusuf Demir",
    ["MEMBER"],
  ]);
  expect((await asks("member", "{ viewer { name memberships { roles } } }")).data["viewer"]).toEqual({
    name: "Yusuf Demir",
    memberships: [{ roles: ["MEMBER"] }],
  });
  expect((await accept("payer", { secret, name: "Astrid Lunde" })).code).toBe("NOT_FOUND");
  expect((await asks("payer", offer, { secret })).data["invitation"]).toBeNull();
  expect((await asks("leader", "{ invitations { email } }")).data["invitations"]).toEqual([]);
});

it("keeps in the trail who came in, by a ref, and neither name nor address", async () => {
  const [entry] = await entriesOf(`organisation:${band}`, 1);
  const { id } = await memberNamed("leader", band, "Yusuf Demir");
  const ref = id.split(":")[2];
  expect(entry).toMatchObject({
    action: "membership.accepted",
    actor: `person:${ref}`,
    fields: { person: ref, roles: { before: [], after: ["MEMBER"] } },
  });
  const [who] = await storedUnder(`REF#${ref}`);
  expect(who).toMatchObject({ name: { S: "Yusuf Demir" } });
});

it("puts the address and the text of a letter in no event, no entry and no answer that is kept", async () => {
  await invited("kanari.fugl@korps.example");
  const kept = await Promise.all(["OUTBOX#", "AUDIT#", "IDEMPOTENCY#", "SECRET#", "MAIL#"].map(storedUnder));
  expect(kept.map((items) => items.length > 0)).toEqual([true, true, true, true, false]);
  const all = JSON.stringify(kept);
  expect(all).not.toContain("kanari");
  expect(all).not.toContain("/invitation/");
  expect(all).not.toContain("Yusuf");
});

it("writes as the body writes, or as it is asked to", async () => {
  expect((await invite("hub", { email: "a@mal.example", offeredRoles: ["MEMBER"] })).code).toBeUndefined();
  expect(
    (await invite("hub", { email: "b@mal.example", offeredRoles: ["MEMBER"], language: "en" })).code,
  ).toBeUndefined();
  const sent = await office.deliver();
  const textTo = (address: string) => sent.find(({ to }) => to === address)?.text ?? "";
  expect(textTo("a@mal.example")).toContain("Opne lenkja for å bli med");
  expect(textTo("b@mal.example")).toContain("Open the link to join");
  const { extensions } = await invite("hub", { email: "c@mal.example", offeredRoles: ["MEMBER"], language: "ar" });
  expect(extensions["problems"]).toEqual([{ field: "language", code: "UNKNOWN_LANGUAGE" }]);
});

it("lets those who administer a body invite, and nobody else, with the body's own roles", async () => {
  const input = { email: "x@korps.example", offeredRoles: ["MEMBER"] };
  expect((await invite("member", input)).code).toBe("FORBIDDEN");
  expect((await invite("leader", { ...input, offeredRoles: ["COORDINATOR"] })).extensions["problems"]).toEqual([
    { field: "offeredRoles", code: "NO_ROLE_OF_THIS_BODY" },
  ]);
  expect((await invite("leader", { ...input, email: "no address" })).code).toBe("BAD_USER_INPUT");
});

it("sends again with a new link, at most five times, and the old one opens nothing", async () => {
  const { id, secret } = await invited("again@korps.example");
  expect((await invite("leader", { email: "AGAIN@korps.example", offeredRoles: ["MEMBER"] })).code).toBe(
    "ALREADY_INVITED",
  );
  expect((await resend("leader", id)).data["resendInvitation"]).toEqual({ invitation: { id, timesSent: 2 } });
  const renewed = secretTo(await office.deliver(), "again@korps.example");
  expect(renewed).not.toBe(secret);
  expect((await asks("payer", offer, { secret })).data["invitation"]).toBeNull();
  expect((await asks("payer", offer, { secret: renewed })).data["invitation"]).not.toBeNull();
  for (let n = 3; n <= 5; n++) expect((await resend("leader", id)).code).toBeUndefined();
  expect((await resend("leader", id)).code).toBe("SENT_TOO_OFTEN");
  expect((await resend("hub", id)).code).toBe("NOT_FOUND");
});

it("takes an invitation back", async () => {
  const { id, secret } = await invited("back@korps.example");
  expect((await withdraw("hub", id)).code).toBe("NOT_FOUND");
  expect((await withdraw("member", id)).code).toBe("FORBIDDEN");
  expect((await withdraw("leader", id)).data["withdrawInvitation"]).toEqual({ invitationId: id });
  expect((await accept("payer", { secret, name: "Astrid Lunde" })).code).toBe("NOT_FOUND");
  expect((await withdraw("leader", id)).code).toBe("NOT_FOUND");
});

it("forgets an invitation when its time is out, though the table still has it", async () => {
  const { id, secret } = await invited("late@korps.example");
  const aSecondAgo = String(Math.floor(Date.now() / 1000) - 1);
  await client.send(
    new UpdateItemCommand({
      TableName: process.env["SAMSPILL_TABLE"],
      Key: { pk: { S: `BODY#${band}` }, sk: { S: `INVITATION#${id.split(":")[2]}` } },
      UpdateExpression: "SET expiresAt = :then",
      ExpressionAttributeValues: { ":then": { N: aSecondAgo } },
    }),
  );
  expect((await accept("payer", { secret, name: "Astrid Lunde" })).code).toBe("NOT_FOUND");
  const { data } = await asks("leader", "{ invitations { email } }");
  expect(JSON.stringify(data)).not.toContain("late@");
});

it("lets nobody invite oneself to more", async () => {
  const { secret } = await invited("self@korps.example", ["LEADER", "MEMBER"]);
  expect((await accept("leader", { secret })).code).toBe("YOUR_OWN_INVITATION");
  expect((await accept("member", { secret })).code).toBe("ALREADY_MEMBER");
});

it("lets one in by a link that six hold at once", async () => {
  const { secret } = await invited("six@korps.example");
  const six = ["payer", "decider", "auditor", "caseworker", "administrator", "volunteer"] as const;
  const outcomes = await Promise.all(six.map((who) => accept(who, { secret, name: who })));
  expect(outcomes.filter(({ code }) => code === undefined)).toHaveLength(1);
  expect(outcomes.filter(({ code }) => code === "NOT_FOUND")).toHaveLength(5);
  expect(
    (await membersOf("leader", band)).filter(({ name }) => (six as readonly string[]).includes(name)),
  ).toHaveLength(1);
});

it("does once what is sent ten times with the same key, and answers the same each time", async () => {
  const before = (await queuedEvents()).length;
  const document =
    "mutation ($input: InviteMemberInput!, $key: ID!) { inviteMember(input: $input, idempotencyKey: $key) { invitation { id } } }";
  const variables = { key: newKey(), input: { email: "ten@korps.example", offeredRoles: ["MEMBER"] } };
  const outcomes = await Promise.all(Array.from({ length: 10 }, () => asks("leader", document, variables)));
  expect(new Set(outcomes.map(({ data }) => JSON.stringify(data)))).toHaveLength(1);
  expect((await queuedEvents()).length - before).toBe(1);
  const { extensions } = await asks("leader", document, {
    ...variables,
    input: { ...variables.input, email: "other@korps.example" },
  });
  expect(extensions["code"]).toBe("IDEMPOTENCY_KEY_REUSED");
});

it("lets a new leader in by invitation, and the old one go", async () => {
  const { secret } = await invited("new@korps.example", ["LEADER"]);
  expect((await accept("centre", { secret, name: "Amina Warsame" })).code).toBeUndefined();
  expect((await leave("leader", `organisation:${band}`)).code).toBeUndefined();
  const { id, version } = await memberNamed("centre", band, "Yusuf Demir");
  expect((await changeRoles("centre", { memberId: id, version, newRoles: ["LEADER"] })).code).toBeUndefined();
});

it("sends fifty in a day, and no more, though they are withdrawn", async () => {
  for (let n = 0; ; n++) {
    const { data, code, extensions } = await invite("hub", { email: `${n}@mal.example`, offeredRoles: ["MEMBER"] });
    if (code !== undefined) {
      expect(extensions).toMatchObject({ code: "INVITED_TOO_OFTEN", most: 50, againOn: expect.any(String) });
      break;
    }
    const { id } = (data["inviteMember"] as { invitation: { id: string } }).invitation;
    expect((await withdraw("hub", id)).code).toBeUndefined();
    expect(n).toBeLessThan(50);
  }
  const { data } = await asks("hub", "{ invitations { id } }");
  const [open] = data["invitations"] as { id: string }[];
  expect((await resend("hub", open?.id ?? "")).code).toBe("INVITED_TOO_OFTEN");
});
