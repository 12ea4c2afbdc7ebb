import { beforeAll, describe, expect, it } from "vitest";
import { ask, given, registered } from "#world";

beforeAll(async () => {
  await given.referenceBodies();
  await given.organisations(registered("864139442", "NORGES RØDE KORS"));
  await given.membership("member", "864139442", "MEMBER");
});

type Found = { number: string; name: string; county: { name: string } };
const search = async (words: string, county?: string): Promise<string[]> => {
  const { data, errors } = await ask<{ municipalities: { totalCount: number; nodes: Found[] } }>(
    "member",
    "query ($search: Line, $county: CountyNumber) { municipalities(search: $search, county: $county, first: 100) { totalCount nodes { number name county { name } } } }",
    { search: words, county },
  );
  expect(errors).toEqual([]);
  expect(data.municipalities.totalCount).toBe(data.municipalities.nodes.length);
  return data.municipalities.nodes.map(
    ({ number, name, county: { name: countyName } }) => `${number} ${name}, ${countyName}`,
  );
};

describe("who looks for a municipality", () => {
  it("sees both that bear a name, each with its county", async () => {
    expect(await search("våler")).toEqual(["3114 Våler, Østfold", "3419 Våler, Innlandet"]);
    expect(await search("heroy")).toEqual(["1515 Herøy, Møre og Romsdal", "1818 Herøy, Nordland"]);
    expect(await search("HERØY", "18")).toEqual(["1818 Herøy, Nordland"]);
  });

  it.each([
    ["oslo", "0301 Oslo, Oslo"],
    ["guovdag", "5612 Kautokeino, Finnmark"],
    ["kautok", "5612 Kautokeino, Finnmark"],
    ["nordre f", "3207 Nordre Follo, Akershus"],
    ["land nordre", "3448 Nordre Land, Innlandet"],
  ])("finds by `%s`: %s", async (words, found) => {
    expect(await search(words)).toEqual([found]);
  });

  it("is told plainly when there is none", async () => {
    expect(await search("atlantis")).toEqual([]);
    expect(await search("våler", "50")).toEqual([]);
  });

  it("gets them all by name, with Æ, Ø and Å last", async () => {
    const names: string[] = [];
    let after: string | null = null;
    do {
      const {
        data,
      }: {
        data: {
          municipalities: {
            totalCount: number;
            nodes: { name: string }[];
            pageInfo: { hasNextPage: boolean; endCursor: string };
          };
        };
      } = await ask(
        "member",
        "query ($after: String) { municipalities(first: 100, after: $after) { totalCount nodes { name } pageInfo { hasNextPage endCursor } } }",
        { after },
      );
      names.push(...data.municipalities.nodes.map(({ name }) => name));
      expect(data.municipalities.totalCount).toBe(357);
      after = data.municipalities.pageInfo.hasNextPage ? data.municipalities.pageInfo.endCursor : null;
    } while (after !== null);
    expect(names.length).toBe(357);
    expect(names).toEqual(names.toSorted(new Intl.Collator("nb").compare));
    expect(names.at(-1)).toMatch(/^Å/);
  });

  it.each([
    ["3018", { number: "3114", name: "Våler" }],
    ["3114", { number: "3114", name: "Våler" }],
    ["5001", { number: "5001", name: "Trondheim" }],
    ["2100", null],
    ["9999", null],
    ["0000", null],
  ])("gets by the number %s: %j", async (number, municipality) => {
    const { data, errors } = await ask(
      "member",
      "query ($number: MunicipalityNumber!) { municipality(number: $number) { number name } }",
      { number },
    );
    expect(errors).toEqual([]);
    expect(data).toEqual({ municipality });
  });

  it.each(["301", "03011", "abcd", ""])("is refused the number `%s`", async (number) => {
    const { status, code } = await ask(
      "member",
      "query ($number: MunicipalityNumber!) { municipality(number: $number) { name } }",
      { number },
    );
    expect({ status, code }).toEqual({ status: 400, code: "BAD_USER_INPUT" });
  });
});

it("knows the fifteen counties by name, and each municipality in its county", async () => {
  const { data } = await ask<{
    counties: {
      id: string;
      number: string;
      name: string;
      municipalities: { number: string; county: { number: string } }[];
    }[];
  }>("member", "{ counties { id number name municipalities { number county { number } } } }");
  expect(data.counties.map(({ name }) => name)).toEqual([
    "Agder",
    "Akershus",
    "Buskerud",
    "Finnmark",
    "Innlandet",
    "Møre og Romsdal",
    "Nordland",
    "Oslo",
    "Rogaland",
    "Telemark",
    "Troms",
    "Trøndelag",
    "Vestfold",
    "Vestland",
    "Østfold",
  ]);
  const all = data.counties.flatMap(({ number, municipalities }) =>
    municipalities.map(({ county }) => [number, county.number]),
  );
  expect(all.length).toBe(357);
  expect(all.every(([above, own]) => above === own)).toBe(true);
});

describe("an identity", () => {
  it.each([
    ["county:50", { __typename: "County", id: "county:50", name: "Trøndelag" }],
    ["municipality:5001", { __typename: "Municipality", id: "municipality:5001", name: "Trondheim" }],
    ["organisation:864139442", { __typename: "Organisation", id: "organisation:864139442", name: "NORGES RØDE KORS" }],
    ["organisation:K5001", { __typename: "Organisation", id: "organisation:K5001", name: "Trondheim kommune" }],
  ])("leads to its object: %s", async (id, node) => {
    const { data, errors } = await ask(
      "member",
      "query ($id: ID!) { node(id: $id) { __typename id ... on County { name } ... on Municipality { name } ... on Organisation { name } } }",
      { id },
    );
    expect(errors).toEqual([]);
    expect(data).toEqual({ node });
  });

  it.each([
    "county:99",
    "municipality:0000",
    "municipality:3018",
    "organisation:999999999",
    "county:50:x",
    "person:1",
    "organisation:",
    "50",
    "",
  ])("that nothing has leads to nothing: `%s`", async (id) => {
    const { data, errors, status } = await ask("member", "query ($id: ID!) { node(id: $id) { id } }", { id });
    expect({ data, errors, status }).toEqual({ data: { node: null }, errors: [], status: 200 });
  });

  it("is the one that objects have in lists", async () => {
    const { data } = await ask<{ municipalities: { nodes: { id: string }[] } }>(
      "member",
      "{ municipalities(first: 3) { nodes { id } } }",
    );
    for (const { id } of data.municipalities.nodes)
      expect((await ask("member", "query ($id: ID!) { node(id: $id) { id } }", { id })).data).toEqual({ node: { id } });
  });
});
