/** Organisations that no register has: written down, changed, closed, and joined to the register when they come there. */
import { beforeAll, describe, expect, it } from "vitest";
import { ask, given, newKey, registered } from "#world";
import { done, does, look } from "./doing.ts";

beforeAll(async () => {
  await given.everybody();
  await given.organisations(
    registered("974760673", "Møllenberg nabohjelp"),
    registered("941296459", "REDD BARNA"),
    registered("871033552", "Lokallag"),
  );
}, 120_000);

describe("who writes an organisation down", () => {
  it("finds it again, as it was written", async () => {
    const made = await done(
      does.createOrganisation("coordinator", {
        name: "  Strikkekafeen på Lademoen ",
        website: "https://strikk.example/kafé",
        email: "post@strikk.example",
        phone: "73 00 00 00",
        activity: "Strikking hver tirsdag.",
      }),
    );
    expect(made).toMatchObject({
      name: "Strikkekafeen på Lademoen",
      status: "ACTIVE",
      version: 1,
      municipality: { number: "5001" },
    });
    const { data } = await ask(
      "auditor",
      `{ organisation(id: "${made.id}") { orgNumber source kind website email phone activity inVoluntaryRegister icnpo { code } history { nodes { validFrom } } } }`,
    );
    expect(data).toEqual({
      organisation: {
        orgNumber: null,
        source: "MANUAL",
        kind: "INFORMAL_GROUP",
        website: "https://strikk.example/kaf%C3%A9",
        email: "post@strikk.example",
        phone: "73 00 00 00",
        activity: "Strikking hver tirsdag.",
        inVoluntaryRegister: false,
        icnpo: [],
        history: { nodes: [] },
      },
    });
  });

  it.each<[string, string, Record<string, unknown>, string, string]>([
    ["a municipality", "MUNICIPALITY", {}, "kind", "KEPT_BY_REGISTER"],
    ["a registered organisation", "VOLUNTARY_ORGANISATION", {}, "kind", "KEPT_BY_REGISTER"],
    ["a branch of nothing", "LOCAL_BRANCH", {}, "parentId", "REQUIRED"],
    ["a branch of a place", "LOCAL_BRANCH", { parentId: "municipality:5001" }, "parentId", "UNKNOWN_ORGANISATION"],
    ["a hub nowhere", "FRIVILLIGSENTRAL", { municipality: null }, "municipality", "REQUIRED"],
    [
      "a centre in no municipality there is",
      "RECEPTION_CENTRE",
      { municipality: "9999" },
      "municipality",
      "UNKNOWN_MUNICIPALITY",
    ],
  ])("is told what is wrong with %s", async (_, kind, over, field, code) => {
    const { errors } = await does.createOrganisation("administrator", over, kind);
    expect(errors[0]?.extensions).toMatchObject({ code: "INVALID_INPUT", problems: [{ field, code }] });
  });

  it("does so in their own municipality, and nowhere else", async () => {
    expect((await does.createOrganisation("coordinator", { municipality: "0301" })).code).toBe("FORBIDDEN");
    expect((await does.createOrganisation("coordinator", { municipality: null })).code).toBe("FORBIDDEN");
    expect((await does.createOrganisation("leader")).code).toBe("FORBIDDEN");
    const national = await done(does.createOrganisation("caseworker", { municipality: null }));
    expect(national.municipality).toBeNull();
  });

  it("cannot move it out of their own reach", async () => {
    const made = await done(does.createOrganisation("coordinator"));
    expect((await does.editOrganisation("coordinator", made, { municipality: "0301" })).code).toBe("FORBIDDEN");
    const renamed = await done(does.editOrganisation("coordinator", made, { name: "Nabohjelpen Øst" }));
    expect(renamed).toMatchObject({ name: "Nabohjelpen Øst", version: 2 });
  });

  it.each([
    "http://usikker.example/",
    "javascript:alert(1)",
    "https://en@annen.example/",
    "https://x",
    "ikke en adresse",
  ])("is not let to give `%s` for a website", async (website) => {
    const { status, code } = await does.createOrganisation("administrator", { website });
    expect({ status, code }).toEqual({ status: 400, code: "BAD_USER_INPUT" });
  });
});

it("is in the lists once, however often and at once it was sent", async () => {
  const key = newKey();
  const input = { kind: "INFORMAL_GROUP", record: { name: "Utålmodig nabohjelp", municipality: "5001" } };
  const sent = Array.from({ length: 10 }, () =>
    ask(
      "coordinator",
      `mutation ($input: CreateOrganisationInput!, $key: ID!) { createOrganisation(input: $input, idempotencyKey: $key) { organisation { id } } }`,
      { input, key },
    ),
  );
  expect(new Set((await Promise.all(sent)).map(({ data }) => JSON.stringify(data))).size).toBe(1);
  const { data } = await ask("coordinator", `{ organisations(filter: { search: "utålmodig" }) { totalCount } }`);
  expect(data).toEqual({ organisations: { totalCount: 1 } });
});

describe("a branch", () => {
  it("stands below what it belongs to, and never below itself", async () => {
    const parent = await done(does.createOrganisation("administrator", { name: "Nettverket" }));
    const branch = await done(
      does.createOrganisation("administrator", { name: "Nettverket vest", parentId: parent.id }, "LOCAL_BRANCH"),
    );
    const twig = await done(
      does.createOrganisation("administrator", { name: "Nettverket ytterst", parentId: branch.id }, "LOCAL_BRANCH"),
    );
    const { data } = await ask(
      "hub",
      `{ organisation(id: "${parent.id}") { branches { totalCount nodes { id branches { nodes { id parent { id } } } } } } }`,
    );
    expect(data).toEqual({
      organisation: {
        branches: {
          totalCount: 1,
          nodes: [{ id: branch.id, branches: { nodes: [{ id: twig.id, parent: { id: branch.id } }] } }],
        },
      },
    });
    for (const parentId of [parent.id, branch.id, twig.id]) {
      const { errors } = await does.editOrganisation("administrator", parent, { parentId });
      expect(errors[0]?.extensions).toMatchObject({
        code: "INVALID_INPUT",
        problems: [{ field: "parentId", code: "OWN_BRANCH" }],
      });
    }
  });

  it("of an organisation that is not there is not taken", async () => {
    expect(
      (await does.createOrganisation("administrator", { parentId: "organisation:999999999" }, "LOCAL_BRANCH")).code,
    ).toBe("NOT_FOUND");
  });
});

describe("who closes a record", () => {
  it("takes it out of the lists, and it stays to be read", async () => {
    const made = await done(does.createOrganisation("coordinator", { name: "Nedlagt sykkelverksted" }));
    const closed = await done(does.closeOrganisation("coordinator", made));
    expect(closed).toMatchObject({ status: "DELETED", version: 2, viewerMay: ["READ_AUDIT_TRAIL"] });
    expect(closed.deletedOn).toBe(new Date().toISOString().slice(0, 10));
    const { data } = await ask(
      "coordinator",
      '{ open: organisations(filter: { search: "sykkelverksted" }) { totalCount } all: organisations(filter: { search: "sykkelverksted", statuses: [DELETED] }) { totalCount } }',
    );
    expect(data).toEqual({ open: { totalCount: 0 }, all: { totalCount: 1 } });
    expect((await look("auditor", made.id))?.name).toBe("Nedlagt sykkelverksted");
  });
});

describe("who joins a record to the register", () => {
  it("is shown who it may be", async () => {
    const made = await done(does.createOrganisation("coordinator", { name: "Mollenberg nabohjelp" }));
    const { data } = await ask("coordinator", `{ organisation(id: "${made.id}") { registerCandidates { id name } } }`);
    expect(data).toEqual({
      organisation: { registerCandidates: [{ id: "organisation:974760673", name: "Møllenberg nabohjelp" }] },
    });
  });

  it("brings its knowledge, its profile and its branches along", async () => {
    const made = await done(does.createOrganisation("coordinator", { name: "Møllenberg nabolag" }));
    const known = await done(
      does.saveLocalKnowledge("coordinator", made, {
        tags: ["nabo"],
        servesMunicipalities: ["5029"],
        note: "Fra oss.",
      }),
    );
    const ready = await done(
      does.saveCapabilityProfile("coordinator", known, { capabilities: ["FOOD"], confirm: true }),
    );
    const branch = await done(
      does.createOrganisation("administrator", { name: "Møllenberg nabolag nord", parentId: made.id }, "LOCAL_BRANCH"),
    );
    const inRegister = await done(
      does.saveLocalKnowledge(
        "hub",
        { id: "organisation:974760673", version: 1 },
        { tags: ["register"], note: "Fra registeret." },
      ),
    );

    const joined = await done(does.joinOrganisationToRegister("coordinator", ready, "974760673"));
    expect(joined).toMatchObject({ id: inRegister.id, version: inRegister.version + 1, name: "Møllenberg nabohjelp" });
    expect(joined.local).toEqual({
      tags: ["register", "nabo"],
      servesMunicipalities: [{ number: "5029" }],
      knownAs: "Møllenberg nabolag",
      note: "Fra registeret.\n\nFra oss.",
    });
    expect(joined.capabilityProfile).toMatchObject({
      state: "CONFIRMED",
      capabilities: ["FOOD"],
      confirmedBy: "Silje Moen",
    });
    expect(await look("coordinator", made.id)).toMatchObject({ status: "DELETED", joinedTo: { id: inRegister.id } });
    expect(await look("coordinator", branch.id)).toMatchObject({
      parent: { id: inRegister.id },
      version: branch.version + 1,
    });
    const { data } = await ask(
      "coordinator",
      `{ organisation(id: "${inRegister.id}") { branches { nodes { id } } } organisations(filter: { search: "møllenberg nabolag" }) { nodes { id } } }`,
    );
    expect(data).toMatchObject({
      organisation: { branches: { nodes: [{ id: branch.id }] } },
      // Under the name people use it is found as well, after the one that is called so.
      organisations: { nodes: [{ id: branch.id }, { id: inRegister.id }] },
    });
  });

  it("leaves a profile that somebody stands by, and one that says something, where they are", async () => {
    const register = { id: "organisation:941296459", version: 1 };
    const filled = await done(does.saveCapabilityProfile("hub", register, { capabilities: ["SPORT"] }));
    const empty = await done(does.createOrganisation("coordinator", { name: "Tom" }));
    const joined = await done(does.joinOrganisationToRegister("coordinator", empty, "941296459"));
    expect(joined.capabilityProfile).toMatchObject({ state: "UNCONFIRMED", capabilities: ["SPORT"] });
    expect(joined.version).toBe(filled.version + 1);
    const confirmed = await done(does.confirmCapabilityProfile("hub", joined));
    const other = await done(
      does.saveCapabilityProfile("coordinator", await done(does.createOrganisation("coordinator")), {
        capabilities: ["FOOD"],
        confirm: true,
      }),
    );
    const kept = await done(does.joinOrganisationToRegister("coordinator", other, "941296459"));
    expect(kept.capabilityProfile).toEqual(confirmed.capabilityProfile);
  });

  it("cannot join it to what no register has, nor to what is closed or not there", async () => {
    const made = await done(does.createOrganisation("administrator"));
    const { errors } = await does.joinOrganisationToRegister("administrator", made, "987879696");
    expect(errors[0]?.extensions).toMatchObject({
      code: "INVALID_INPUT",
      problems: [{ field: "orgNumber", code: "NOT_IN_REGISTER" }],
    });
    expect((await does.joinOrganisationToRegister("administrator", made, "889640782")).code).toBe("NOT_FOUND");
    await given.organisations(registered("871033552", "Lokallag", { status: "DELETED", deletedOn: "2026-01-01" }));
    expect((await does.joinOrganisationToRegister("administrator", made, "871033552")).code).toBe("WRONG_STATE");
    expect((await look("administrator", made.id))?.version).toBe(1);
  });
});
