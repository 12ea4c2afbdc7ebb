/** What of an organisation a partner's system sees, and what stays with the people who work with it. ASVS 8.2.3. */
import { beforeAll, expect, inject, it, test } from "vitest";
import { ask, askWith, given, newKey, registered } from "#world";
import { partnerToken } from "../../infra/local/maskinporten.ts";

const trondheim = "942110464";
const redCross = "864139442";
let token = "";
let writtenHere = "";

type Written = { createOrganisation: { organisation: { id: string } } };

beforeAll(async () => {
  await given.referenceBodies();
  await given.membership("coordinator", "K5001", "COORDINATOR");
  await given.organisations(
    registered(redCross, "NORGES RØDE KORS", { email: "post@redcross.no", phone: "22 05 40 00" }),
  );
  await given.partner(trondheim);
  token = await partnerToken(inject("signIn"));
  const created = await ask<Written>(
    "coordinator",
    `mutation ($input: CreateOrganisationInput!, $key: ID!) {
      createOrganisation(input: $input, idempotencyKey: $key) { organisation { id } } }`,
    {
      input: {
        kind: "INFORMAL_GROUP",
        record: { name: "Turvenner", municipality: "5001", email: "turvenner@example.no", phone: "73 00 00 00" },
      },
      key: newKey(),
    },
  );
  writtenHere = created.data.createOrganisation.organisation.id;
  const local = {
    organisationId: writtenHere,
    version: 1,
    tags: ["beredskap"],
    servesMunicipalities: ["5035"],
    knownAs: "Turgjengen",
    note: "Ring først",
  };
  await ask(
    "coordinator",
    `mutation ($input: SaveLocalKnowledgeInput!, $key: ID!) {
      saveLocalKnowledge(input: $input, idempotencyKey: $key) { organisation { id } } }`,
    { input: local, key: newKey() },
  );
});

const read = (fields: string) => `{ organisation(id: "${writtenHere}") { ${fields} } }`;

it("reads what the registers publish, contact and all", async () => {
  const { status, data } = await askWith(
    token,
    `{ organisation(orgNumber: "${redCross}") { name email phone municipality { name } capabilityProfile { state capabilities } } }`,
  );
  expect([status, data]).toEqual([
    200,
    {
      organisation: {
        name: "NORGES RØDE KORS",
        email: "post@redcross.no",
        phone: "22 05 40 00",
        municipality: { name: "Trondheim" },
        capabilityProfile: { state: "UNCONFIRMED", capabilities: [] },
      },
    },
  ]);
});

it("reads of a record written here its name and where it works, and not how to reach it", async () => {
  const fields = read("name email phone local { knownAs servesMunicipalities { name } } viewerMay");
  expect((await askWith(token, fields)).data).toEqual({
    organisation: {
      name: "Turvenner",
      email: null,
      phone: null,
      local: { knownAs: "Turgjengen", servesMunicipalities: [{ name: "Stjørdal" }] },
      viewerMay: [],
    },
  });
  const { data } = await ask("coordinator", read("email phone local { note tags }"));
  expect(data).toEqual({
    organisation: {
      email: "turvenner@example.no",
      phone: "73 00 00 00",
      local: { note: "Ring først", tags: ["beredskap"] },
    },
  });
});

/** What each field answers a partner stands in the matrix; nor may what a field keeps back be found out by asking for it. */
test.each([
  ['{ organisations(filter: { tags: ["beredskap"] }) { totalCount } }'],
  ['{ municipality(number: "5001") { organisations(filter: { tags: ["beredskap"] }) { totalCount } } }'],
])("may not search by what it may not read: %s", async (query) => {
  const { code, data } = await askWith(token, query);
  expect(code).toBe("FORBIDDEN");
  expect(JSON.stringify(data)).not.toMatch(/\d/);
});

it("is given nothing of an organisation when it asks for a word too much", async () => {
  const { code, data } = await askWith(token, read("name local { tags }"));
  expect(code).toBe("FORBIDDEN");
  expect(JSON.stringify(data)).not.toMatch(/beredskap|Silje/);
});
