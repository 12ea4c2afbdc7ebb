import { beforeAll, describe, expect, it, vi } from "vitest";
import type { OrganisationFilter } from "#schema/resolvers";
import { ask, given, newKey, registered } from "#world";

const oslo = { municipalityNumber: "0301", countyNumber: "03" };
const numberOf = {
  norges: "864139442",
  trondheim: "300000007",
  kors: "300000015",
  strinda: "300000023",
  sentral: "300000031",
  alen: "300000058",
  kare: "300000066",
  sanitet: "300000074",
  sentrum: "300000082",
  fourH: "300000090",
} as const;

beforeAll(async () => {
  await given.referenceBodies();
  await given.membership("administrator", "987879696", "ADMINISTRATOR");
  await given.organisations(
    registered(numberOf.norges, "NORGES RØDE KORS", oslo),
    registered(numberOf.trondheim, "Trondheim Røde Kors"),
    registered(numberOf.kors, "Korskirkens venner i Rødekro", { municipalityNumber: "4601" }),
    registered(numberOf.strinda, "Strinda idrettslag", { formerNames: ["Sportsklubben Freidig"] }),
    registered(numberOf.sentral, "Nidelven Frivilligsentral"),
    registered(numberOf.alen, "Ålen bygdekvinnelag", { municipalityNumber: "5026" }),
    registered(numberOf.kare, "Càfé Ærlig – språkkafé & møteplass", oslo),
    registered(numberOf.sanitet, "Sanitetsforeningen på Sørenga", oslo),
    registered(numberOf.sentrum, "Frivillig innsats i sentrum"),
    registered(numberOf.fourH, "Byåsen 4H"),
  );
});

/** Names of those found, best first. */
const found = async (search: string, filter: OrganisationFilter = {}): Promise<string[]> => {
  const { data, errors } = await ask<{ organisations: { nodes: { name: string }[] } }>(
    "administrator",
    "query ($filter: OrganisationFilter!) { organisations(filter: $filter, first: 10) { nodes { name } } }",
    { filter: { search, ...filter } },
  );
  expect(errors).toEqual([]);
  return data.organisations.nodes.map(({ name }) => name);
};
const best = async (search: string, filter?: OrganisationFilter): Promise<string | undefined> =>
  (await found(search, filter))[0];

describe("who searches", () => {
  it.each<[string, string]>([
    ["Røde Kors Norges", "NORGES RØDE KORS"],
    ["kors røde trondheim", "Trondheim Røde Kors"],
    ["rode kors trondheim", "Trondheim Røde Kors"],
    ["RØD KOR TRON", "Trondheim Røde Kors"],
    ["alen bygde", "Ålen bygdekvinnelag"],
    ["cafe aerlig", "Càfé Ærlig – språkkafé & møteplass"],
    ["møteplass språk", "Càfé Ærlig – språkkafé & møteplass"],
    ["  «Byåsen» (4H)! ", "Byåsen 4H"],
    ["ByÅsen", "Byåsen 4H"],
    ["By\u0061\u030asen", "Byåsen 4H"],
  ])("finds by typing `%s`: %s", async (search, name) => {
    expect(await best(search)).toBe(name);
  });

  it.each<[string, string, string]>([
    ["a letter left out", "frivilligsental", "Nidelven Frivilligsentral"],
    ["a syllable swallowed", "frivilgsentral", "Nidelven Frivilligsentral"],
    ["a letter twice", "nidelvven", "Nidelven Frivilligsentral"],
    ["a wrong letter", "bygdekvinnelug", "Ålen bygdekvinnelag"],
    ["a wrong first letter", "vygdekvinnelag", "Ålen bygdekvinnelag"],
    ["the first letter left out", "ygdekvinnelag", "Ålen bygdekvinnelag"],
    ["two letters exchanged", "snaitetsforeningen", "Sanitetsforeningen på Sørenga"],
    ["the first two letters exchanged", "tsrinda", "Strinda idrettslag"],
    ["the last two letters exchanged", "idrettslga strinda", "Strinda idrettslag"],
    ["a typo in one of several words", "norgees røde kors", "NORGES RØDE KORS"],
    ["a typo in a short word", "sanitetsforeningen pb sørenga", "Sanitetsforeningen på Sørenga"],
    ["a space too many", "nidelven frivillig sentral", "Nidelven Frivilligsentral"],
    ["a space too few", "trondheim rødekors", "Trondheim Røde Kors"],
  ])("is forgiven %s: `%s` finds %s", async (_, search, name) => {
    expect(await best(search)).toBe(name);
  });

  it("sees those whose name says just that before those whose name says more", async () => {
    // «røde» begins Rødekro, and «kors» Korskirken.
    expect(await found("røde kors")).toEqual([
      "NORGES RØDE KORS",
      "Trondheim Røde Kors",
      "Korskirkens venner i Rødekro",
    ]);
    expect(await found("kors")).toEqual(["NORGES RØDE KORS", "Trondheim Røde Kors", "Korskirkens venner i Rødekro"]);
  });

  it("gets the best first whatever order is asked for", async () => {
    const { data } = await ask(
      "administrator",
      '{ organisations(filter: { search: "trondheim røde kors" }, orderBy: NAME_DESC) { totalCount nodes { name } } }',
    );
    expect(data).toEqual({ organisations: { totalCount: 1, nodes: [{ name: "Trondheim Røde Kors" }] } });
  });

  it("stays within a municipality, and any other filter", async () => {
    expect(await found("røde kors", { municipalities: ["5001"] })).toEqual(["Trondheim Røde Kors"]);
    expect(await found("røde kors", { counties: ["03"] })).toEqual(["NORGES RØDE KORS"]);
    expect(await found("røde kors", { kinds: ["INFORMAL_GROUP"] })).toEqual([]);
  });

  it("finds by a former name, and by the municipality besides the name", async () => {
    expect(await best("freidig")).toBe("Strinda idrettslag");
    expect(await best("bygdekvinnelag røros")).toBeUndefined();
    expect(await best("bygdekvinnelag holtålen")).toBe("Ålen bygdekvinnelag");
  });

  it.each(["kvartsurverk", "røde kvartsurverk", "!!!", "«»", "\u200b"])(
    "is told plainly when nothing fits `%s`",
    async (search) => {
      const { data, errors } = await ask(
        "administrator",
        "query ($filter: OrganisationFilter!) { organisations(filter: $filter) { totalCount nodes { name } pageInfo { hasNextPage endCursor } } }",
        { filter: { search } },
      );
      expect(errors).toEqual([]);
      expect(data).toEqual({
        organisations: { totalCount: 0, nodes: [], pageInfo: { hasNextPage: false, endCursor: null } },
      });
    },
  );

  it("gets the whole list for words that are only spaces", async () => {
    const names = await found("   ");
    expect(names.length).toBe(10);
    expect(names).toEqual(names.toSorted(new Intl.Collator("nb").compare));
  });

  it.each([
    ["one word of 200,000 letters", "x".repeat(200_000)],
    ["50,000 words", "røde ".repeat(50_000)],
    ["one letter", "r"],
  ])("is answered soon for %s", async (_, search) => {
    const begun = performance.now();
    await found(search);
    // Without its limits the first of these takes all memory there is.
    expect(performance.now() - begun).toBeLessThan(5_000);
  });
});

describe("what is new", () => {
  it("is found at once under the name people use, and under its new name", async () => {
    const { data } = await ask<{ saveLocalKnowledge: { organisation: { version: number } } }>(
      "administrator",
      `mutation ($input: SaveLocalKnowledgeInput!, $key: ID!) { saveLocalKnowledge(input: $input, idempotencyKey: $key) { organisation { version } } }`,
      {
        input: {
          organisationId: `organisation:${numberOf.sentrum}`,
          version: 1,
          tags: [],
          servesMunicipalities: [],
          knownAs: "Gatens varme",
        },
        key: newKey(),
      },
    );
    expect(data.saveLocalKnowledge.organisation.version).toBe(2);
    expect(await best("gatens varme")).toBe("Frivillig innsats i sentrum");
    await given.organisations(
      registered(numberOf.strinda, "Strindheim ballklubb", { formerNames: ["Strinda idrettslag"] }),
    );
    expect(await best("strindheim")).toBe("Strindheim ballklubb");
    expect(await best("strinda")).toBe("Strindheim ballklubb");
    expect(await found("freidig")).toEqual([]);
  });

  it("is found by an instance that was there before, within seconds", async () => {
    expect(await found("nykommer")).toEqual([]);
    // Another instance: its own modules, its own memory, the same table.
    vi.resetModules();
    const elsewhere = await import("#world");
    await elsewhere.given.organisations(registered("300000104", "Nykommerforeningen"));
    const begun = performance.now();
    await vi.waitFor(async () => expect(await found("nykommer")).toEqual(["Nykommerforeningen"]), {
      timeout: 5_000,
      interval: 100,
    });
    // An instance asks the log at most once a second.
    expect(performance.now() - begun).toBeLessThan(3_000);
    // And by one that has only just begun.
    vi.resetModules();
    const young = await import("#world");
    const { data } = await young.ask(
      "administrator",
      '{ organisations(filter: { search: "nykommer" }) { nodes { name } } }',
    );
    expect(data).toEqual({ organisations: { nodes: [{ name: "Nykommerforeningen" }] } });
  });
});
