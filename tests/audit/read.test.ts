import { beforeAll, describe, expect, it } from "vitest";
import { membershipsOf } from "#modules/people";
import { entriesOf } from "#platform/audit";
import { ask, given, newKey, registered } from "#world";
import { people, type PersonName } from "../../infra/local/people.ts";

type Entries = {
  nodes: { subject: string; number: number; action: string; actorName: string | null; fields: object[] }[];
};

const fields = "subject number action actorName fields { field before after }";
const organisation = "organisation:864139442";

beforeAll(async () => {
  await given.referenceBodies();
  await given.organisations(registered("864139442", "NORGES RØDE KORS"));
  await given.membership("coordinator", "K5001", "COORDINATOR");
  await given.membership("hub", "K4601", "COORDINATOR");
  await given.membership("auditor", "987879696", "AUDITOR");
  await ask(
    "coordinator",
    `mutation ($ids: [ID!]!, $key: ID!) {
      tagOrganisations(input: { organisationIds: $ids, add: ["beredskap"], remove: [] }, idempotencyKey: $key) {
        organisations { id }
      }
    }`,
    { ids: [organisation], key: newKey() },
  );
});

const trail = (who: "coordinator" | "hub") =>
  ask<{ organisation: { auditTrail: Entries | null } }>(
    who,
    `{ organisation(id: "${organisation}") { auditTrail { nodes { ${fields} } } } }`,
  );

it("shows on an organisation who did what to it", async () => {
  const { data } = await trail("coordinator");
  expect(data.organisation.auditTrail?.nodes).toEqual([
    {
      subject: organisation,
      number: 1,
      action: "organisation.tagged",
      actorName: "Silje Moen",
      fields: [
        { field: "add", before: null, after: '["beredskap"]' },
        { field: "remove", before: null, after: "[]" },
      ],
    },
  ]);
});

it("shows it to nobody whose work it is not", async () => {
  expect((await trail("hub")).data.organisation.auditTrail).toBeNull();
});

const search = (who: "coordinator" | "auditor", asked: string) =>
  ask<{ auditEntries: Entries }>(who, `{ auditEntries(${asked}, first: 100) { nodes { ${fields} actor } } }`);

it("lets an auditor find it by what, by whom and by day, and notes that he looked", async () => {
  const bySubject = await search("auditor", `subject: "${organisation}"`);
  const [entry] = bySubject.data.auditEntries.nodes as (Entries["nodes"][0] & { actor: string })[];
  expect(entry?.action).toBe("organisation.tagged");
  const byActor = await search("auditor", `actor: "${entry?.actor}"`);
  expect(byActor.data.auditEntries.nodes).toContainEqual(entry);
  const byDay = await search("auditor", `day: "${new Date().toISOString().slice(0, 10)}"`);
  expect(byDay.data.auditEntries.nodes).toContainEqual(entry);
  const looks = byDay.data.auditEntries.nodes.filter(({ action }) => action === "auditTrail.read");
  expect(looks).toHaveLength(2);
  expect(looks[0]?.actorName).toBe("Gro Halvorsen");
});

it("wants one of the three, and lets nobody else search", async () => {
  expect((await search("auditor", `subject: "x", actor: "y"`)).code).toBe("ONE_OF_SUBJECT_ACTOR_DAY");
  expect((await search("coordinator", `subject: "x"`)).code).toBe("FORBIDDEN");
});

const nodesOf = async (who: "coordinator" | "auditor" | "caseworker", asked: string, selection: string) => {
  const { data } = await ask<{ organisation: { auditTrail: { nodes: object[] } } }>(
    who,
    `{ organisation(id: "${asked}") { auditTrail { nodes { ${selection} } } } }`,
  );
  return data.organisation.auditTrail.nodes;
};

it("tells for which body it was done, and what became of each field of a profile", async () => {
  const { errors } = await ask(
    "coordinator",
    `mutation ($input: SaveCapabilityProfileInput!, $key: ID!) {
      saveCapabilityProfile(input: $input, idempotencyKey: $key) { organisation { id } }
    }`,
    {
      input: {
        organisationId: organisation,
        version: 2,
        capabilities: ["SPORT"],
        trainedPeople: 7,
        premises: [],
        vehicles: [],
        equipment: [],
        languages: [],
        emergencyExperience: [],
        contactWindows: [],
        confirm: false,
      },
      key: newKey(),
    },
  );
  expect(errors).toEqual([]);
  const [saved] = await nodesOf("coordinator", organisation, "action actingFor { name } fields { field before after }");
  expect(saved).toEqual({
    action: "organisation.profileSaved",
    actingFor: { name: "Trondheim kommune" },
    fields: [
      { field: "profile.capabilities", before: "[]", after: '["SPORT"]' },
      { field: "profile.trainedPeople", before: null, after: "7" },
    ],
  });
});

it("names the person it was done to, for who may know the body's people alone", async () => {
  await given.membership("caseworker", "987879696", "CASEWORKER");
  await given.membership("leader", "864139442", "LEADER");
  const named = "action actorName actingFor { name } person";
  const granted = { action: "membership.granted", actorName: "given", actingFor: null };
  expect((await nodesOf("coordinator", organisation, named))[0]).toEqual({ ...granted, person: "Per Olav Stene" });
  expect((await nodesOf("auditor", organisation, named))[0]).toEqual({ ...granted, person: "Per Olav Stene" });
  expect((await nodesOf("caseworker", organisation, named))[0]).toEqual({ ...granted, person: null });
});

describe("reading what is others' is noted", () => {
  const readingsOf = async (who: PersonName) => {
    const { ref } = await membershipsOf(people[who].sub);
    return (await entriesOf(`reader:${ref}`, 100)).map(({ action, fields: noted }) => [action, noted]);
  };
  const members = `members(organisationId: "${organisation}") { nodes { id } }`;

  it("once for each thing in a request, however often it is asked for there", async () => {
    const before = (await readingsOf("auditor")).length;
    const trails = ["a", "b"].map((alias) => `${alias}: auditTrail { nodes { id } }`).join(" ");
    const { errors } = await ask(
      "auditor",
      `{ organisation(id: "${organisation}") { ${trails} } invitations(organisationId: "${organisation}") { id } ${members} }`,
    );
    expect(errors).toEqual([]);
    const noted = (await readingsOf("auditor")).slice(0, -before);
    const about = { about: [organisation] };
    expect(noted).toHaveLength(3);
    expect(noted).toEqual(
      expect.arrayContaining([
        ["trail.opened", about],
        ["invitations.read", about],
        ["members.read", about],
      ]),
    );
  });

  it("who is one of its own reads it as his own", async () => {
    const { errors } = await ask(
      "leader",
      `{ organisation(id: "${organisation}") { auditTrail { nodes { id } } } ${members} invitations { id } }`,
    );
    expect(errors).toEqual([]);
    expect(await readingsOf("leader")).toEqual([]);
    await ask("coordinator", `{ ${members} }`);
    expect((await readingsOf("coordinator"))[0]).toEqual(["members.read", { about: [organisation] }]);
  });

  it("a search that names a person is refused, and is not noted", async () => {
    const before = await readingsOf("auditor");
    const { errors } = await search("auditor", 'subject: "01010750160"');
    expect(errors[0]?.extensions["problems"]).toEqual([{ field: "subject", code: "NATIONAL_ID" }]);
    const byActor = await search("auditor", 'actor: "kari@example.no"');
    expect(byActor.errors[0]?.extensions["problems"]).toEqual([{ field: "actor", code: "EMAIL" }]);
    expect(await readingsOf("auditor")).toEqual(before);
    // An id may hold eight digits in a row by chance.
    expect((await search("auditor", 'subject: "activity:01K23456789ABCDEFGHJKMNPQR"')).errors).toEqual([]);
  });
});

it("shows on a partner who let it in, and why it was stopped", async () => {
  await given.membership("administrator", "987879696", "ADMINISTRATOR");
  await given.partner("942110464");
  await ask(
    "administrator",
    `mutation ($input: StopPartnerInput!, $key: ID!) {
      stopPartner(input: $input, idempotencyKey: $key) { partner { state } }
    }`,
    { input: { orgNumber: "942110464", version: 1, reason: "Avtalen er sagt opp." }, key: newKey() },
  );
  const { data } = await ask<{ partner: { auditTrail: { nodes: { fields: { field: string }[] }[] } } }>(
    "auditor",
    `{ partner(orgNumber: "942110464") { auditTrail { nodes { action actorName reason fields { field after } } } } }`,
  );
  const { nodes } = data.partner.auditTrail;
  expect(nodes).toMatchObject([
    { action: "partner.stopped", actorName: "Jonas Haugen", reason: "Avtalen er sagt opp." },
    { action: "partner.registered", actorName: "given", reason: null },
  ]);
  expect(nodes[1]?.fields).toContainEqual({ field: "quota.perMinute", after: "1000000" });
});
