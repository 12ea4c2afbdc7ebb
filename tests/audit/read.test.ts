import { beforeAll, expect, it } from "vitest";
import { ask, given, newKey, registered } from "#world";

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
