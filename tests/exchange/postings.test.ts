/** Activities on Frivillig.no and Ungfritid.no besides, and where an organisation registers first: through the front door. */
import { beforeAll, describe, expect, test } from "vitest";
import { ask, given, newKey, registered } from "#world";

const redCross = "864139442";

beforeAll(async () => {
  await given.referenceBodies();
  await given.organisations(registered(redCross, "NORGES RØDE KORS"));
  await given.membership("leader", redCross, "LEADER");
});

type Text = {
  readonly field: string;
  readonly text: string;
  readonly longest: number | null;
  readonly isShortened: boolean;
};
type Draft = { readonly platform: string; readonly isOutsideAges: boolean; readonly texts: readonly Text[] };

const draftsOf = async (id: string): Promise<Readonly<Record<string, Draft>>> => {
  const { data } = await ask<{ activity: { postingDrafts: Draft[] } }>(
    "leader",
    "query ($id: ID!) { activity(id: $id) { postingDrafts { platform isOutsideAges texts { field text longest isShortened } } } }",
    { id },
  );
  return Object.fromEntries(data.activity.postingDrafts.map((draft) => [draft.platform, draft]));
};
const textIn = (draft: Draft | undefined, field: string): Text | undefined =>
  draft?.texts.find((one) => one.field === field);

describe("what to post", () => {
  test("fits the fields there, and says where it was shortened", async () => {
    const title = "Språkkafé for alle som vil snakke norsk sammen med andre på biblioteket i sentrum";
    const drafts = await draftsOf(await given.activity(redCross, { title, price: { amount: 15_000, per: "SEASON" } }));
    const posted = textIn(drafts["FRIVILLIG_NO"], "TITLE");
    expect(posted).toMatchObject({ isShortened: true, longest: 60 });
    expect(posted?.text.length).toBeLessThanOrEqual(60);
    expect(posted?.text).toMatch(/^Språkkafé for alle .*…$/);
    expect(textIn(drafts["FRIVILLIG_NO"], "TIME")?.text).toMatch(/^Hver torsdag kl\. 18\.00–20\.00/);
    expect(textIn(drafts["FRIVILLIG_NO"], "PLACE")?.text).toBe("Biblioteket, Trondheim");
    expect(textIn(drafts["FRIVILLIG_NO"], "PRICE")?.text).toMatch(/150\s*.* per sesong/);
    expect(textIn(drafts["FRIVILLIG_NO"], "AGE")?.text).toBe("Alle aldre");
  });

  test.each([
    ["nb", "EACH_TIME", "LENT", "per gang", "Utstyr lånes ut", "fra 13 år", "Hver torsdag"],
    ["nn", "EACH_TIME", "LENT", "per gong", "Utstyr blir lånt ut", "frå 13 år", "Kvar torsdag"],
    ["nn", "MONTH", "OWN", "per månad", "Ta med eige utstyr", "frå 13 år", "Kvar torsdag"],
  ] as const)("is in the norm of its texts: %s, %s", async (language, per, equipment, price, lent, age, when) => {
    const told = { language, equipment, price: { amount: 5_000, per }, ageFrom: 13 };
    const { FRIVILLIG_NO: draft } = await draftsOf(await given.activity(redCross, told));
    expect(textIn(draft, "PRICE")?.text).toMatch(new RegExp(`^50.* ${price}$`));
    expect(textIn(draft, "EQUIPMENT")?.text).toBe(lent);
    expect(textIn(draft, "AGE")?.text).toBe(age);
    expect(textIn(draft, "TIME")?.text).toContain(when);
  });

  test.each([
    [{}, "0–26 år", false],
    [{ ageFrom: 13, ageTo: 18 }, "13–18 år", false],
    [{ ageFrom: 16 }, "16–26 år", false],
    [{ ageFrom: 60 }, "60–26 år", true],
  ])("for Ungfritid, which is for those up to 26: %j", async (ages, words, isOutsideAges) => {
    const draft = (await draftsOf(await given.activity(redCross, ages)))["UNGFRITID_NO"];
    expect(draft?.isOutsideAges).toBe(isOutsideAges);
    if (!isOutsideAges) expect(textIn(draft, "AGE")?.text).toBe(words);
  });
});

describe("where it is posted", () => {
  const change = async (name: "recordPosting" | "removePosting", input: object): Promise<string | undefined> => {
    const type = name === "recordPosting" ? "RecordPostingInput" : "RemovePostingInput";
    const { code } = await ask(
      "leader",
      `mutation ($input: ${type}!, $key: ID!) { ${name}(input: $input, idempotencyKey: $key) { activity { id } } }`,
      { input, key: newKey() },
    );
    return code;
  };
  const postingsOf = async (id: string): Promise<object[]> => {
    const { data } = await ask<{ activity: { postings: object[] } }>(
      "leader",
      "query ($id: ID!) { activity(id: $id) { postings { platform url } } }",
      { id },
    );
    return data.activity.postings;
  };

  test("is noted, changed, and taken away when it is taken down", async () => {
    const activityId = await given.activity(redCross);
    const first = { activityId, platform: "FRIVILLIG_NO", url: "https://frivillig.no/oppdrag/1" };
    expect(await change("recordPosting", first)).toBeUndefined();
    const url = "https://www.frivillig.no/oppdrag/2";
    expect(await change("recordPosting", { ...first, url })).toBeUndefined();
    expect(await postingsOf(activityId)).toEqual([{ platform: "FRIVILLIG_NO", url }]);
    expect(await change("removePosting", { activityId, platform: "FRIVILLIG_NO" })).toBeUndefined();
    expect(await postingsOf(activityId)).toEqual([]);
    expect(await change("removePosting", { activityId, platform: "FRIVILLIG_NO" })).toBe("NOT_FOUND");
  });

  test.each([
    ["FRIVILLIG_NO", "https://www.ungfritid.no/tilbud/1"],
    ["FRIVILLIG_NO", "https://frivillig.no.example.no/oppdrag/1"],
    ["UNGFRITID_NO", "https://notungfritid.no/tilbud/1"],
  ])("is at %s's own address, which %s is not", async (platform, url) => {
    expect(await change("recordPosting", { activityId: await given.activity(redCross), platform, url })).toBe(
      "INVALID_INPUT",
    );
  });
});

test("an organisation says where it registers its activities first", async () => {
  const { data } = await ask<{ organisation: { version: number } }>(
    "leader",
    "query ($id: ID!) { organisation(id: $id) { version } }",
    { id: `organisation:${redCross}` },
  );
  const { data: saved, errors } = await ask<{
    saveCapabilityProfile: { organisation: { capabilityProfile: { primaryPlatform: string | null } } };
  }>(
    "leader",
    `mutation ($input: SaveCapabilityProfileInput!, $key: ID!) {
      saveCapabilityProfile(input: $input, idempotencyKey: $key) { organisation { capabilityProfile { primaryPlatform } } }
    }`,
    {
      input: {
        organisationId: `organisation:${redCross}`,
        version: data.organisation.version,
        ...{ capabilities: [], premises: [], vehicles: [], equipment: [], languages: [], emergencyExperience: [] },
        ...{ contactWindows: [], primaryPlatform: "FRISKUS", confirm: false },
      },
      key: newKey(),
    },
  );
  expect(errors).toEqual([]);
  expect(saved.saveCapabilityProfile.organisation.capabilityProfile.primaryPlatform).toBe("FRISKUS");
});
