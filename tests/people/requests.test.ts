import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { membershipsOf } from "#modules/people";
import { entriesOf } from "#platform/audit";
import { makeContext } from "#platform/context";
import { dayOf } from "#platform/day";
import { given, registered } from "#world";
import { requestMembership } from "../../functions/modules/people/requests.ts";
import { people, type PersonName } from "../../infra/local/people.ts";
import { allItems } from "../registry/held.ts";
import { approve, asks, confirm, decline, membersOf, request, takeBack } from "./asking.ts";
import { openPostOffice, secretTo } from "./postOffice.ts";

/** Has an address in the register, has none, and lies in another municipality. */
const [choir, club, elsewhere, later, raced, second, tired, welcoming] = [
  "864139442",
  "971278374",
  "970531438",
  "974707519",
  "971277882",
  "941296459",
  "871033552",
  "923609016",
] as const;
const office = await openPostOffice();
afterAll(office.close);

beforeAll(async () => {
  await given.referenceBodies();
  await given.organisations(
    registered(choir, "NIDAROS KOR", { email: "styret@nidaroskor.example" }),
    registered(club, "BYÅSEN TURN"),
    registered(elsewhere, "BERGEN TURN", { municipalityNumber: "4601", countyNumber: "46" }),
    registered(later, "LADE VEL"),
    registered(raced, "SAUPSTAD VEL", { email: "styret@saupstad.example" }),
    registered(tired, "ILA SANGLAG", { email: "styret@ila.example" }),
    registered(welcoming, "ILA BYDELSLAG"),
    registered(second, "HEIMDAL SANGLAG", { email: "styret@heimdal.example" }),
  );
  await given.membership("coordinator", "K5001", "COORDINATOR");
  await given.membership("administrator", "987879696", "ADMINISTRATOR");
  await given.membership("caseworker", "987879696", "CASEWORKER");
});

const lastToChoir = async () => (await office.deliver()).findLast(({ to }) => to === "styret@nidaroskor.example");
const idOf = (body: string): string => `organisation:${body}`;
const asked = async (
  who: Parameters<typeof request>[0],
  body: string,
  wishedRole: string,
  name: string,
): Promise<string> => {
  const { data, code } = await request(who, { organisationId: idOf(body), wishedRole, name });
  if (code !== undefined) throw new Error(code);
  return (data["requestMembership"] as { request: { id: string } }).request.id;
};
const joining = async (who: Parameters<typeof asks>[0], body: string) => {
  const { data } = await asks(
    who,
    "query ($id: ID!) { organisation(id: $id) { joining { roles isFirst canSendCode viewerRequest { state isCodeSent } } } }",
    { id: idOf(body) },
  );
  return (data["organisation"] as { joining: unknown }).joining;
};
const toDecide = async (who: Parameters<typeof asks>[0]): Promise<string[]> => {
  const { data } = await asks(who, "{ membershipRequests { nodes { name body { name } } } }");
  const { nodes } = data["membershipRequests"] as { nodes: { name: string; body: { name: string } }[] };
  return nodes.map(({ name, body }) => `${name}: ${body.name}`);
};

it.each([
  "Vinn på https://evil.example",
  "Se www.evil",
  "Logg inn på evil.example",
  "Logg inn på evil．example",
  "kari@evil",
  "K".repeat(81),
])("takes no name that a letter would carry further as a link, or that is none: %s", async (name) => {
  const asking = await request("member", { organisationId: idOf(later), wishedRole: "LEADER", name });
  expect(asking.extensions["problems"]).toEqual([{ field: "name", code: "NOT_A_NAME" }]);
});

it("makes the first to represent an organisation its leader by a code in its own mailbox", async () => {
  expect(await joining("leader", choir)).toEqual({
    roles: ["LEADER"],
    isFirst: true,
    canSendCode: true,
    viewerRequest: null,
  });
  expect(
    (await request("leader", { organisationId: idOf(choir), wishedRole: "MEMBER", name: "P" })).extensions["problems"],
  ).toEqual([{ field: "wishedRole", code: "FIRST_MUST_ADMINISTER" }]);
  const asking = await request("leader", { organisationId: idOf(choir), wishedRole: "LEADER", name: "Per Olav Stene" });
  expect(asking.data["requestMembership"]).toMatchObject({ request: { state: "WAITING", isCodeSent: true } });
  expect(JSON.stringify(asking.data)).not.toContain("styret@");
  expect(await joining("leader", choir)).toMatchObject({ viewerRequest: { state: "WAITING", isCodeSent: true } });
  expect((await request("leader", { organisationId: idOf(choir), wishedRole: "LEADER" })).code).toBe(
    "ALREADY_REQUESTED",
  );

  const sent = await office.deliver();
  expect(sent.at(-1)).toMatchObject({
    to: "styret@nidaroskor.example",
    subject: "Vil Per Olav Stene representere NIDAROS KOR i Samspill?",
  });
  const secret = secretTo(sent, "styret@nidaroskor.example");
  // Whoever else has the letter cannot use it, and nobody comes in before it is used.
  expect((await confirm("member", secret)).code).toBe("NOT_FOUND");
  expect((await asks("leader", "{ members { nodes { name } } }")).code).toBe("NOT_FOUND");
  expect((await confirm("leader", secret)).data["confirmRequest"]).toEqual({
    membership: { roles: ["LEADER"], body: { name: "NIDAROS KOR" } },
  });
  expect((await membersOf("leader", choir)).map(({ name }) => name)).toEqual(["Per Olav Stene"]);
  expect((await confirm("leader", secret)).code).toBe("NOT_FOUND");
  expect((await asks("leader", "{ viewer { requests { role state body { name } } } }")).data["viewer"]).toEqual({
    requests: [{ role: "LEADER", state: "APPROVED", body: { name: "NIDAROS KOR" } }],
  });
});

it("lets the organisation's own leader decide over those who come later, and staff no longer", async () => {
  expect(await joining("member", choir)).toEqual({
    roles: ["LEADER", "MEMBER"],
    isFirst: false,
    canSendCode: false,
    viewerRequest: null,
  });
  const id = await asked("member", choir, "MEMBER", "Yusuf Demir");
  // Their own addresses are not ours to have: the organisation is told by the one in the register.
  expect(await lastToChoir()).toMatchObject({
    subject: "Yusuf Demir vil bli med i NIDAROS KOR i Samspill",
    text: expect.stringContaining("\nhttps://samspill.example/people\n"),
  });
  expect(await toDecide("leader")).toEqual(["Yusuf Demir: NIDAROS KOR"]);
  expect(await toDecide("coordinator")).toEqual([]);
  expect((await approve("coordinator", id)).code).toBe("FORBIDDEN");
  expect((await approve("member", id)).code).toBe("FORBIDDEN");
  expect((await approve("leader", id)).data["approveRequest"]).toEqual({ request: { state: "APPROVED" } });
  expect((await approve("leader", id)).code).toBe("WRONG_STATE");
  expect(await toDecide("leader")).toEqual([]);
  expect((await asks("member", "{ viewer { memberships { roles } } }")).data["viewer"]).toEqual({
    memberships: [{ roles: ["MEMBER"] }],
  });
});

it("lets the municipality or a directorate approve the first where the register has no address", async () => {
  expect(await joining("hub", club)).toMatchObject({ isFirst: true, canSendCode: false });
  const id = await asked("hub", club, "LEADER", "Kari Nygård");
  const other = await asked("payer", elsewhere, "LEADER", "Astrid Lunde");
  expect(await toDecide("coordinator")).toEqual(["Kari Nygård: BYÅSEN TURN"]);
  expect(await toDecide("administrator")).toEqual(["Kari Nygård: BYÅSEN TURN", "Astrid Lunde: BERGEN TURN"]);
  expect((await approve("coordinator", other)).code).toBe("NOT_FOUND");
  expect((await approve("leader", id)).code).toBe("NOT_FOUND");
  expect((await approve("caseworker", id)).code).toBe("FORBIDDEN");
  expect((await approve("coordinator", id)).data["approveRequest"]).toEqual({ request: { state: "APPROVED" } });
  expect((await approve("administrator", other)).code).toBeUndefined();
  expect((await membersOf("hub", club)).map(({ roles }) => roles)).toEqual([["LEADER"]]);
});

it("tells who asked why it was declined, and lets that person ask again", async () => {
  const id = await asked("decider", later, "LEADER", "Magnus Berge");
  const reason = "Vellaget kjenner deg ikke.";
  expect((await decline("coordinator", { requestId: id, reason })).data["declineRequest"]).toEqual({
    request: { state: "DECLINED", reason },
  });
  expect((await asks("decider", "{ viewer { requests { state reason } } }")).data["viewer"]).toEqual({
    requests: [{ state: "DECLINED", reason }],
  });
  expect((await decline("coordinator", { requestId: id, reason })).code).toBe("WRONG_STATE");
  await asked("decider", later, "LEADER", "Magnus Berge");
  expect(await toDecide("coordinator")).toEqual(["Magnus Berge: LADE VEL"]);
});

it("notes that staff have seen who waits at another body, and not that a body's own people have", async () => {
  const readingsOf = async (who: PersonName) => {
    const { ref } = await membershipsOf(people[who].sub);
    return (await entriesOf(`reader:${ref}`, 100)).map(({ action, fields }) => [action, fields]);
  };
  expect(await toDecide("coordinator")).toEqual(["Magnus Berge: LADE VEL"]);
  expect((await readingsOf("coordinator"))[0]).toEqual(["membershipRequests.read", { about: [idOf(later)] }]);
  // The leader has decided over those who asked to join the choir.
  expect(await readingsOf("leader")).toEqual([]);
});

it("lets who asked take it back, and nobody else; the code in the letter then opens nothing", async () => {
  const id = await asked("payer", second, "LEADER", "Astrid Lunde");
  const secret = secretTo(await office.deliver(), "styret@heimdal.example");
  const own = async () => {
    const { data } = await asks(
      "payer",
      "query ($id: ID!) { organisation(id: $id) { joining { viewerRequest { state viewerMay } } } }",
      { id: idOf(second) },
    );
    return (data["organisation"] as { joining: { viewerRequest: unknown } }).joining.viewerRequest;
  };
  expect(await own()).toEqual({ state: "WAITING", viewerMay: ["WITHDRAW"] });
  for (const other of ["decider", "coordinator", "administrator"] as const)
    expect((await takeBack(other, id)).code).toBe("NOT_FOUND");
  expect((await takeBack("payer", id)).data["withdrawRequest"]).toEqual({ requestId: id });
  expect(await own()).toBeNull();
  expect((await confirm("payer", secret)).code).toBe("NOT_FOUND");
  expect(await toDecide("coordinator")).not.toContain("Astrid Lunde: HEIMDAL SANGLAG");
  expect((await takeBack("payer", id)).code).toBe("NOT_FOUND");
  const { data } = await asks(
    "coordinator",
    "query ($id: ID!) { organisation(id: $id) { auditTrail { nodes { action actorName } } } }",
    { id: idOf(second) },
  );
  expect(data["organisation"]).toEqual({
    auditTrail: {
      nodes: [
        { action: "membershipRequest.withdrawn", actorName: "Astrid Lunde" },
        { action: "membershipRequest.made", actorName: "Astrid Lunde" },
      ],
    },
  });
  // There is room to ask anew, and what is decided is no longer one's own to take back.
  const again = await asked("payer", second, "LEADER", "Astrid Lunde");
  expect((await decline("coordinator", { requestId: again, reason: "Sanglaget er nedlagt." })).code).toBeUndefined();
  expect(await own()).toEqual({ state: "DECLINED", viewerMay: [] });
  expect((await takeBack("payer", again)).code).toBe("WRONG_STATE");
});

it("lets the first representative of a municipality in by a directorate, and nobody approve oneself", async () => {
  const id = await asked("centre", "K4601", "COORDINATOR", "Amina Warsame");
  expect((await approve("coordinator", id)).code).toBe("NOT_FOUND");
  expect((await approve("administrator", id)).code).toBeUndefined();
  const own = await asked("administrator", later, "LEADER", "Jonas Haugen");
  expect((await approve("administrator", own)).code).toBe("YOUR_OWN_ROLES");
});

it("has room for one first leader when the code and the municipality's yes come at the same moment", async () => {
  await asked("auditor", raced, "LEADER", "Gro Halvorsen");
  const secret = secretTo(await office.deliver(), "styret@saupstad.example");
  const other = await asked("volunteer", raced, "LEADER", "Solveig Aas");
  const outcomes = await Promise.all([confirm("auditor", secret), approve("coordinator", other)]);
  expect(outcomes.map(({ code }) => code)).toContain(undefined);
  // Who comes second loses in the transaction, or finds the first there already.
  const lost = outcomes.map(({ code }) => code).filter((code) => code !== undefined);
  expect(lost).toHaveLength(1);
  expect(["HAS_ADMINISTRATOR", "FORBIDDEN"]).toContain(lost[0]);
  expect(await membersOf("administrator", raced)).toHaveLength(1);
});

it("keeps a person from asking for everything at once", async () => {
  const fromIds = ["K1103", "K3203", "K5501", "K4203", "K3301"];
  for (const body of fromIds) await asked("caseworker", body, "COORDINATOR", "Ingrid Solheim");
  expect((await request("caseworker", { organisationId: idOf("K3407"), wishedRole: "COORDINATOR" })).code).toBe(
    "TOO_MANY_OPEN",
  );
});

it("is asked ten times a day by one person, and not an eleventh, also where each is taken back and who asked is forgotten", async () => {
  const ask = (body: string) =>
    request("caseworker", { organisationId: idOf(body), wishedRole: "COORDINATOR", name: "Ingrid Solheim" });
  // Five stand from before.
  for (const body of ["K1103", "K3203", "K5501", "K4203", "K3301"]) {
    const { data } = await asks("caseworker", "{ viewer { requests { id body { id } } } }");
    const { requests } = data["viewer"] as { requests: { id: string; body: { id: string } }[] };
    await takeBack("caseworker", requests.find((one) => one.body.id === idOf(body))?.id ?? "");
  }
  for (const body of ["K3407", "K1506", "K1804", "K3901", "K4001"]) {
    const { data, code } = await ask(body);
    expect(code).toBeUndefined();
    await takeBack("caseworker", (data["requestMembership"] as { request: { id: string } }).request.id);
  }
  const refused = { code: "ASKED_FOR_TOO_MUCH", most: 10, againOn: dayOf(new Date(Date.now() + 86_400_000)) };
  expect((await ask("K0301")).extensions).toMatchObject(refused);
  expect(
    (await asks("caseworker", 'mutation { forgetMe(idempotencyKey: "forget-me") { organisationIds } }')).code,
  ).toBeUndefined();
  expect((await ask("K0301")).extensions).toMatchObject(refused);
});

it.each([
  ["nb", "Solveig Aas vil bli med i NIDAROS KOR i Samspill", "De av dere som administrerer"],
  ["nn", "Solveig Aas vil bli med i NIDAROS KOR i Samspill", "Dei av dykk som administrerer"],
  ["en", "Solveig Aas wants to join NIDAROS KOR in Samspill", "Those of you who administer"],
])(
  "writes to the organisation that someone wants to join, in %s, without a word it could be entered by",
  async (language, subject, text) => {
    const asking = await request("volunteer", {
      organisationId: idOf(choir),
      wishedRole: "MEMBER",
      name: "Solveig Aas",
      language,
    });
    const { id } = (asking.data["requestMembership"] as { request: { id: string } }).request;
    const letter = await lastToChoir();
    expect(letter?.subject).toBe(subject);
    expect(letter?.text).toContain(text);
    expect(letter?.text).not.toMatch(/represent\/|[\w-]{43}/);
    expect((await takeBack("volunteer", id)).code).toBeUndefined();
  },
);

it("is asked three times a day for the same, and not a fourth: its letters are not without end", async () => {
  const ask = () => request("decider", { organisationId: idOf(tired), wishedRole: "LEADER", name: "Magnus Berge" });
  const letters = async () => (await office.deliver()).filter(({ to }) => to === "styret@ila.example").length;
  for (let n = 1; n <= 3; n++) {
    const { data, code } = await ask();
    expect(code).toBeUndefined();
    await takeBack("decider", (data["requestMembership"] as { request: { id: string } }).request.id);
    expect(await letters()).toBe(n);
  }
  const tomorrow = new Date(Date.now() + 86_400_000);
  const refused = await ask();
  expect(refused.extensions).toMatchObject({ code: "ASKED_TOO_OFTEN", most: 3, againOn: dayOf(tomorrow) });
  expect(await letters()).toBe(3);
  // Another may ask, and the same the day after; who is forgotten and comes back is the same for that day.
  expect((await request("auditor", { organisationId: idOf(tired), wishedRole: "LEADER" })).code).toBeUndefined();
  expect(
    (await asks("decider", 'mutation { forgetMe(idempotencyKey: "forget-me") { organisationIds } }')).code,
  ).toBeUndefined();
  expect((await ask()).code).toBe("ASKED_TOO_OFTEN");
  // A token holds for an hour: the day after is asked behind the door.
  const subject = people.decider.sub;
  const person = { kind: "Person" as const, subject, ...(await membershipsOf(subject)), acting: undefined };
  const input = { organisationId: idOf(tired), wishedRole: "LEADER" as const, name: "Magnus Berge" };
  const [body] = await requestMembership(
    makeContext(person, "tomorrow", () => tomorrow),
    input,
    "the-day-after",
  );
  expect(body).toBe(tired);
});

describe("who left an address for the answer", () => {
  const ask = async (body: string, answer: Record<string, unknown>, who: PersonName = "hub") => {
    const asking = await request(who, {
      organisationId: idOf(body),
      wishedRole: "LEADER",
      name: "Kari Nygård",
      ...answer,
    });
    if (asking.code !== undefined) throw new Error(asking.code);
    return (asking.data["requestMembership"] as { request: { id: string } }).request.id;
  };
  const lettersTo = async (address: string) => (await office.deliver()).filter(({ to }) => to === address);
  const keptOf = async (address: string): Promise<unknown[]> =>
    (await allItems()).filter((item) => JSON.stringify(item).includes(address)).map((item) => item["_et"]);

  it.each([
    ["nb", "Svar fra HEIMDAL SANGLAG i Samspill", "svaret er nei. Begrunnelsen er: Vi kjenner deg ikke"],
    ["nn", "Svar frå HEIMDAL SANGLAG i Samspill", "svaret er nei. Grunngivinga er: Vi kjenner deg ikke"],
    ["en", "An answer from HEIMDAL SANGLAG in Samspill", "the answer is no. The reason is: Vi kjenner deg ikke"],
  ])("is written to when it is declined, in %s, and the address is then gone", async (language, subject, words) => {
    const address = `hub.${language}@example.no`;
    const id = await ask(second, { answerEmail: address, answerLanguage: language });
    expect(await keptOf(address)).toEqual(["MembershipRequest"]);
    expect((await decline("coordinator", { requestId: id, reason: "Vi kjenner deg ikke" })).code).toBeUndefined();
    expect((await keptOf(address)).toSorted()).toEqual(["Mail"]);
    const [letter, ...more] = await lettersTo(address);
    expect(more).toEqual([]);
    expect(letter?.subject).toBe(subject);
    expect(letter?.text).toContain(words);
    expect(letter?.text).toContain("\nhttps://samspill.example/people\n");
    expect(await keptOf(address)).toEqual([]);
  });

  it("is written to when it is approved", async () => {
    const address = "hub.yes@example.no";
    const id = await ask(welcoming, { answerEmail: address });
    expect((await approve("coordinator", id)).code).toBeUndefined();
    expect((await lettersTo(address)).map((letter) => letter.subject)).toEqual([
      "Du er med i ILA BYDELSLAG i Samspill",
    ]);
    expect(await keptOf(address)).toEqual([]);
  });

  it("is not, when it is taken back, and neither is kept then, nor when the person is forgotten", async () => {
    const [withdrawn, forgotten] = ["hub.back@example.no", "hub.gone@example.no"];
    await takeBack("decider", await ask(welcoming, { answerEmail: withdrawn }, "decider"));
    expect(await keptOf(withdrawn)).toEqual([]);
    await ask(later, { answerEmail: forgotten }, "decider");
    expect(await keptOf(forgotten)).toEqual(["MembershipRequest"]);
    const { code } = await asks(
      "decider",
      'mutation { forgetMe(idempotencyKey: "forget-me-too") { organisationIds } }',
    );
    expect(code).toBeUndefined();
    expect(await keptOf(forgotten)).toEqual([]);
    expect(await lettersTo(withdrawn)).toEqual([]);
  });

  it("is told when that is no address, or no language of ours", async () => {
    const asking = (answer: Record<string, unknown>) =>
      request("decider", { organisationId: idOf(later), wishedRole: "LEADER", name: "Magnus Berge", ...answer });
    expect((await asking({ answerEmail: "nowhere" })).code).toBe("BAD_USER_INPUT");
    expect((await asking({ answerEmail: "a@example.no", answerLanguage: "ti" })).extensions["problems"]).toEqual([
      { field: "answerLanguage", code: "UNKNOWN_LANGUAGE" },
    ]);
  });
});
