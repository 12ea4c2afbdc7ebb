import { beforeAll, describe, expect, it } from "vitest";
import { ask, given, registered } from "#world";
import { done, does, look } from "./doing.ts";
import { people } from "../../infra/local/people.ts";
import { orgNumbers } from "../orgNumbers.ts";

const number = "974760673";
const id = `organisation:${number}`;
const numbers = orgNumbers(32_000_000);
const many = Array.from({ length: 31 }, () => numbers.next().value ?? "");

beforeAll(async () => {
  await given.everybody();
  await given.organisations(
    registered(number, "Trondheim Sanitetsforening"),
    ...many.map((one, n) => registered(one, `Speidergruppe ${n}`)),
  );
}, 120_000);

describe("local knowledge", () => {
  it("stays when the registers tell something new", async () => {
    const saved = await done(
      does.saveLocalKnowledge(
        "coordinator",
        { id, version: 1 },
        {
          tags: ["beredskap", "beredskap", "kafé"],
          servesMunicipalities: ["3018", "3114", "0301"],
          knownAs: "Sanitetsdamene",
          note: "Har nøkkel til bydelshuset.",
        },
      ),
    );
    // A number of before 2024 is that of today.
    expect(saved.local).toEqual({
      tags: ["beredskap", "kafé"],
      servesMunicipalities: [{ number: "3114" }, { number: "0301" }],
      knownAs: "Sanitetsdamene",
      note: "Har nøkkel til bydelshuset.",
    });
    const confirmed = await done(does.saveCapabilityProfile("hub", saved, { trainedPeople: 12, confirm: true }));
    await given.organisations(
      registered(number, "Trondheim Sanitetsforening (N.K.S.)", { purpose: "Noe nytt", status: "LIQUIDATION" }),
    );
    const now = await look("coordinator", id);
    expect(now).toMatchObject({
      name: "Trondheim Sanitetsforening (N.K.S.)",
      status: "LIQUIDATION",
      version: confirmed.version + 1,
    });
    expect(now?.local).toEqual(saved.local);
    expect(now?.capabilityProfile).toEqual(confirmed.capabilityProfile);
  });

  it("has a note for staff, which who is staff elsewhere does not see while acting as a leader", async () => {
    await given.membership("payer", number, "LEADER");
    const noteFor = async (body: string) => {
      const { data } = await ask<{ organisation: { local: { note: string | null } } }>(
        "payer",
        `{ organisation(id: "${id}") { local { note } } }`,
        {},
        body === "" ? {} : { "samspill-acting-for": `organisation:${body}` },
      );
      return data.organisation.local.note;
    };
    expect(await noteFor("987879696")).toBe("Har nøkkel til bydelshuset.");
    expect(await noteFor(number)).toBeNull();
    // Nobody has been chosen, so nobody is acted for.
    expect(await noteFor("")).toBeNull();
  });

  it("has tags, and names of who wrote and confirmed, for who acts for a body, and not for who has chosen none", async () => {
    const seen = async (who: "hub" | "volunteer"): Promise<unknown> =>
      (
        await ask(
          who,
          `{ organisationTags
             organisation(id: "${id}") {
               changedBy local { tags } capabilityProfile { confirmedBy } history(first: 1) { nodes { changedBy } } } }`,
        )
      ).data;
    const { name } = people.hub;
    await given.membership("volunteer", "K0301", "COORDINATOR");
    expect(await seen("hub")).toEqual({
      organisationTags: ["beredskap", "kafé"],
      organisation: {
        changedBy: "register",
        local: { tags: ["beredskap", "kafé"] },
        capabilityProfile: { confirmedBy: name },
        history: { nodes: [{ changedBy: name }] },
      },
    });
    expect(await seen("volunteer")).toEqual({
      organisationTags: [],
      organisation: {
        changedBy: "register",
        local: { tags: [] },
        capabilityProfile: { confirmedBy: null },
        history: { nodes: [{ changedBy: null }] },
      },
    });
    const query = '{ organisations(filter: { tags: ["beredskap"] }) { totalCount } }';
    expect((await ask("hub", query)).data).toEqual({ organisations: { totalCount: 1 } });
    expect(await ask("volunteer", query)).toMatchObject({ code: "FORBIDDEN", data: {} });
  });

  it("is written by who was not overtaken by the registers", async () => {
    const seen = (await look("coordinator", id)) ?? { id, version: 0 };
    await given.organisations(registered(number, "Trondheim Sanitetsforening", { purpose: "Enda noe nytt" }));
    const { errors } = await does.saveLocalKnowledge("coordinator", seen, { note: "På gammelt grunnlag" });
    expect(errors[0]?.extensions).toMatchObject({ code: "VERSION_CONFLICT", version: seen.version + 1 });
  });

  it("tells which municipality there is not, and how many tags are too many", async () => {
    const seen = (await look("coordinator", id)) ?? { id, version: 0 };
    const { errors } = await does.saveLocalKnowledge("coordinator", seen, {
      tags: Array.from({ length: 21 }, (_, n) => `ord ${n}`),
      servesMunicipalities: ["5001", "9999", "0000"],
    });
    expect(errors[0]?.extensions).toMatchObject({
      code: "INVALID_INPUT",
      problems: [
        { field: "servesMunicipalities.1", code: "UNKNOWN_MUNICIPALITY" },
        { field: "servesMunicipalities.2", code: "UNKNOWN_MUNICIPALITY" },
        { field: "tags", code: "TOO_MANY" },
      ],
    });
  });

  it("is shown where it works: in the list of each municipality it serves", async () => {
    const seen = (await look("coordinator", id)) ?? { id, version: 0 };
    await done(does.saveLocalKnowledge("coordinator", seen, { servesMunicipalities: ["1103"] }));
    const { data } = await ask(
      "coordinator",
      '{ organisations(filter: { municipalities: ["1103"], kinds: [VOLUNTARY_ORGANISATION] }) { nodes { id } } }',
    );
    expect(data).toEqual({ organisations: { nodes: [{ id }] } });
  });
});

describe("tags", () => {
  const ids = many.map((one) => `organisation:${one}`);
  const tagged = async (): Promise<number> => {
    const { data } = await ask<{ organisations: { totalCount: number } }>(
      "hub",
      '{ organisations(filter: { tags: ["speider"] }) { totalCount } }',
    );
    return data.organisations.totalCount;
  };

  it("are laid to thirty at a time, and to none of thirty-one", async () => {
    const { errors } = await does.tagOrganisations("coordinator", { id }, { organisationIds: ids, add: ["speider"] });
    expect(errors[0]?.extensions).toMatchObject({ code: "TOO_MANY", most: 30 });
    expect(await tagged()).toBe(0);
    const { errors: none } = await does.tagOrganisations(
      "coordinator",
      { id },
      { organisationIds: [], add: ["speider"] },
    );
    expect(none[0]?.extensions).toMatchObject({ code: "TOO_MANY" });
    await done(
      does.tagOrganisations("coordinator", { id }, { organisationIds: ids.slice(0, 30), add: ["speider", "barn"] }),
    );
    expect(await tagged()).toBe(30);
    const { data } = await ask<{ organisationTags: string[] }>("hub", "{ organisationTags }");
    expect(data.organisationTags.slice(0, 2).toSorted()).toEqual(["barn", "speider"]);
  });

  it("are laid to all or none: one that is not theirs to tag stops them all", async () => {
    const before = await tagged();
    const elsewhere = await done(does.createOrganisation("administrator", { municipality: "0301" }));
    const { code } = await does.tagOrganisations(
      "coordinator",
      { id },
      { organisationIds: [ids[30], elsewhere.id], add: ["speider"] },
    );
    expect(code).toBe("FORBIDDEN");
    const missing = await does.tagOrganisations(
      "coordinator",
      { id },
      { organisationIds: [ids[30], "organisation:999999999"], add: ["speider"] },
    );
    expect(missing.code).toBe("NOT_FOUND");
    expect(await tagged()).toBe(before);
  });

  it("that are there already change nothing; taken away, they are gone from the list of tags", async () => {
    const one = ids[0] ?? "";
    const before = await look("hub", one);
    const same = await done(does.tagOrganisations("hub", { id: one }, { add: ["speider"] }));
    expect(same.version).toBe(before?.version);
    await done(
      does.tagOrganisations(
        "hub",
        { id: one },
        { organisationIds: ids.slice(0, 30), remove: ["speider", "barn"], add: ["alene"] },
      ),
    );
    expect(await tagged()).toBe(0);
    const { data } = await ask<{ organisationTags: string[] }>("hub", "{ organisationTags }");
    expect(data.organisationTags).toContain("alene");
    expect(data.organisationTags).not.toContain("speider");
  });

  it("are twenty at most", async () => {
    const { errors } = await does.tagOrganisations(
      "hub",
      { id: ids[0] ?? "" },
      { add: Array.from({ length: 20 }, (_, n) => `nytt ${n}`) },
    );
    expect(errors[0]?.extensions).toMatchObject({
      code: "INVALID_INPUT",
      problems: [{ field: "add", code: "TOO_MANY" }],
    });
  });
});
