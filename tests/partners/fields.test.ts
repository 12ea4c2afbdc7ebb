/** What of an organisation a partner's system sees, and what stays with the people who work with it. ASVS 8.2.3. */
import { type GraphQLObjectType, buildSchema, getNamedType, isObjectType } from "graphql";
import { beforeAll, describe, expect, inject, it, test } from "vitest";
import { access, sdl } from "#schema/sdl";
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

describe("is refused to a partner, and not to a person:", () => {
  test.each([
    "local { note }",
    "local { tags }",
    "capabilityProfile { note }",
    "capabilityProfile { confirmedBy }",
    "changedBy",
    "registerCandidates { name }",
    "joining { roles }",
    "history { nodes { changedBy } }",
  ])("%s", async (fields) => {
    const refused = await askWith(token, read(`name ${fields}`));
    expect(refused.code).toBe("FORBIDDEN");
    expect(JSON.stringify(refused.data)).not.toMatch(/Ring først|beredskap|Silje/);
    expect((await ask("coordinator", read(`name ${fields}`))).code).toBeUndefined();
  });

  test.each([
    ['{ organisations(filter: { tags: ["beredskap"] }) { totalCount } }'],
    ['{ municipality(number: "5001") { organisations(filter: { tags: ["beredskap"] }) { totalCount } } }'],
    ["{ organisationTags }"],
    ["{ registerSyncs { kind } }"],
    ["{ members { totalCount } }"],
  ])("%s", async (query) => {
    const { code, data } = await askWith(token, query);
    expect(["FORBIDDEN", "GRAPHQL_VALIDATION_FAILED"]).toContain(code);
    expect(JSON.stringify(data)).not.toMatch(/\d/);
  });
});

/** Root fields a partner can ask with a scope, and what types can be reached from them without a rule that stops it. */
const openToPartners = (): string[] => {
  const schema = buildSchema(sdl);
  const open = new Set<string>();
  const visit = (type: GraphQLObjectType): void => {
    for (const field of Object.values(type.getFields())) {
      const coordinate = `${type.name}.${field.name}`;
      if (open.has(coordinate) || access[coordinate] !== undefined) continue;
      open.add(coordinate);
      const inner = getNamedType(field.type);
      // The viewer is the partner itself, which has no memberships.
      if (isObjectType(inner) && type.name !== "Viewer") visit(inner);
    }
  };
  for (const [name, field] of Object.entries(schema.getQueryType()?.getFields() ?? {})) {
    if (access[`Query.${name}`]?.scope === undefined) continue;
    const inner = getNamedType(field.type);
    for (const type of isObjectType(inner) ? [inner] : schema.getPossibleTypes(inner as never)) visit(type);
  }
  return [...open].filter((coordinate) => !/^(PageInfo|\w+(Connection|Edge))\./.test(coordinate)).toSorted();
};

test("each field a partner can reach has been thought of", () => {
  expect(openToPartners()).toEqual(
    [
      "CapabilityCount: capability confirmed",
      "CapabilityProfile: capabilities confirmAgainAt confirmedAt contactWindows emergencyExperience equipment languages premises state trainedPeople vehicles",
      "ContactWindow: channel closesAt opensAt weekday",
      "County: id municipalities name names number",
      "IcnpoCategory: code group nameEn nameNb",
      "IcnpoCount: category count",
      "KindCount: count kind",
      "LocalKnowledge: knownAs servesMunicipalities",
      "Municipality: county id latitude longitude name names number organisations sector",
      "Organisation: activity address branches capabilityProfile changedFields county deletedOn email employees form foundedOn grasrotandel history icnpo id inVoluntaryRegister joinedTo kind local municipality name orgNumber parent phone purpose registerChangedAt registeredOn source status validFrom validUntil version viewerMay voluntaryRegisterSince website writtenNorm",
      "OrganisationForm: code name",
      "OrganisationVersion: changedFields organisation validFrom validUntil",
      "PostalAddress: city country lines postalCode",
      "Premises: name places stepFree",
      "SectorOverview: byIcnpoGroup byKind capabilities confirmedProfiles inVoluntaryRegister mustBeConfirmedAgain unconfirmedProfiles",
      "Vehicles: count kind",
      "Viewer: actingFor memberships name requests",
    ].flatMap((line) => {
      const [type = "", fields = ""] = line.split(": ");
      return fields.split(" ").map((field) => `${type}.${field}`);
    }),
  );
});
