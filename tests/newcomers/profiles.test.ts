/** A newcomer and his card: what it opens, to whom, and for how long. */
import { afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { ask, given, holding, newKey } from "#world";
import { readCode } from "../../functions/modules/newcomers/code.ts";
import type { PersonName } from "../../infra/local/people.ts";
import { allItems } from "../registry/held.ts";

beforeAll(() => given.everybody());
afterEach(() => vi.useRealTimers());

const issue = (who: PersonName, key = newKey()) =>
  ask<{ issueCode: { code: string; expiresAt: string } }>(
    who,
    "mutation ($key: ID!) { issueCode(idempotencyKey: $key) { code expiresAt } }",
    { key },
  );
const newCode = async (): Promise<string> => (await issue("coordinator")).data.issueCode.code;

type Profile = { version: number; expiresAt: string; reviewOn: string } & Record<string, unknown>;

const everything = `issuedBy ageBand forWhom interests { category weight } languageNb contactLanguages when travel travelTime cost
  needsEquipmentLoan childcare groupPreference access commitment wantsToVolunteer skills consentToReferral
  createdOn reviewOn expiresAt version`;

const open = (code: string, headers: Record<string, string> = holding(code)) =>
  ask<{ interestProfile: Profile }>(undefined, `{ interestProfile { ${everything} } }`, undefined, headers);
const save = (code: string, input: Record<string, unknown>, key = newKey()) =>
  ask<{ saveInterestProfile: { profile: Profile } }>(
    undefined,
    `mutation ($input: SaveInterestProfileInput!, $key: ID!) {
      saveInterestProfile(input: $input, idempotencyKey: $key) { profile { ${everything} } } }`,
    { input, key },
    holding(code),
  );
const forget = (code: string) =>
  ask(
    undefined,
    "mutation ($key: ID!) { forgetInterestProfile(idempotencyKey: $key) { isForgotten } }",
    { key: newKey() },
    holding(code),
  );

const answers = {
  ageBand: "AGE_26_40",
  forWhom: "FAMILY",
  interests: [
    { category: "LANGUAGE_CAFE", weight: 3 },
    { category: "BUDDY", weight: 1 },
  ],
  languageNb: "A1",
  contactLanguages: ["TI", "EN"],
  when: ["EVENING", "WEEKEND"],
  travel: ["WALK", "BUS"],
  travelTime: "UP_TO_30_MINUTES",
  cost: "FREE_ONLY",
  needsEquipmentLoan: true,
  childcare: false,
  groupPreference: "MIXED",
  access: ["QUIET"],
  commitment: "TRY",
  wantsToVolunteer: true,
  skills: ["COOKING"],
  consentToReferral: ["HUB"],
};

describe("a code", () => {
  it.each<[PersonName, string]>([
    ["coordinator", "Trondheim"],
    ["centre", "Trondheim mottak"],
    ["hub", "Nidelven frivilligsentral"],
  ])("that the %s gives out opens an empty profile in %s", async (who, issuedBy) => {
    const { data, code: refusal } = await issue(who);
    expect(refusal).toBeUndefined();
    expect(data.issueCode.code).toMatch(/^[0-9A-HJKMNP-TV-Z]{8}$/);
    const { interestProfile: profile } = (await open(data.issueCode.code)).data;
    expect(profile).toMatchObject({ ageBand: null, interests: [], when: [], childcare: null, version: 1 });
    expect(String(profile["issuedBy"])).toMatch(new RegExp(issuedBy, "i"));
    expect(profile.expiresAt).toBe(data.issueCode.expiresAt);
  });

  it("is another each time, and the same to who asks the same again", async () => {
    const key = newKey();
    const [first, again, other] = [
      await issue("coordinator", key),
      await issue("coordinator", key),
      await issue("coordinator"),
    ];
    expect(again.data).toEqual(first.data);
    expect(other.data.issueCode.code).not.toBe(first.data.issueCode.code);
  });

  it("is read as people type it", async () => {
    const code = await newCode();
    for (const typed of [
      code.toLowerCase(),
      `${code.slice(0, 4)}-${code.slice(4)}`,
      `${code.slice(0, 4)} ${code.slice(4)} `,
    ])
      expect((await open(typed)).code).toBeUndefined();
    const misread = code.replaceAll("0", "o").replaceAll("1", "l");
    expect(readCode(misread)).toBe(code);
  });

  it("is told to be mistyped where one character is wrong, or two have changed places", async () => {
    const code = await newCode();
    for (let at = 0; at < 8; at++)
      for (const wrong of "0123456789ABCDEFGHJKMNPQRSTVWXYZ")
        if (wrong !== code[at]) expect(readCode(code.slice(0, at) + wrong + code.slice(at + 1))).toBeUndefined();
    for (let at = 0; at < 7; at++) {
      const swapped = code.slice(0, at) + code[at + 1] + code[at] + code.slice(at + 2);
      if (swapped !== code) expect(readCode(swapped)).toBeUndefined();
    }
    const { status, code: refusal } = await open(code.slice(0, 7));
    expect([status, refusal]).toEqual([401, "MISTYPED_CODE"]);
  });

  it("stands nowhere in the table, and no member of staff with the profile it opens", async () => {
    const code = await newCode();
    await save(code, { version: 1, ...answers });
    const items = (await allItems()).map((item) => JSON.stringify(item));
    expect(items.filter((item) => item.includes(code))).toEqual([]);
    const ids = items.flatMap((item) => /"profileId":"([\w-]+)"/.exec(item)?.[1] ?? []);
    // Nor does the instant tell: ids and ends are of chance, and of the day.
    const ends = (await allItems())
      .filter(({ _et }) => _et === "InterestProfile")
      .map(({ expiresAt }) => Number(expiresAt));
    expect(ends.filter((end) => end % 86_400 !== 0)).toEqual([]);
    expect(ids.filter((id) => !/^[\da-f]{8}-/.test(id))).toEqual([]);
    const issued = items.filter((item) => item.includes('"newcomer.codeIssued"'));
    expect(Math.min(ids.length, issued.length)).toBeGreaterThan(0);
    expect(issued.filter((item) => ids.some((id) => item.includes(id)))).toEqual([]);
  });

  it("is given out by nobody else, a county's coordinator among them", async () => {
    await given.membership("caseworker", "987879696", "CASEWORKER");
    expect((await issue("caseworker")).code).toBe("FORBIDDEN");
    expect((await issue("leader")).code).toBe("FORBIDDEN");
    await given.membership("volunteer", "F50", "COORDINATOR");
    const acting = { "samspill-acting-for": "organisation:F50" };
    const { code } = await ask(
      "volunteer",
      'mutation { issueCode(idempotencyKey: "as-a-county") { code } }',
      {},
      acting,
    );
    expect(code).toBe("FORBIDDEN");
  });
});

describe("the holder", () => {
  it("answers one question, all of them, and takes answers back", async () => {
    const code = await newCode();
    const one = await save(code, { version: 1, cost: "LOW" });
    expect(one.data.saveInterestProfile.profile).toMatchObject({ cost: "LOW", ageBand: null, version: 2 });
    const all = await save(code, { version: 2, ...answers });
    expect(all.data.saveInterestProfile.profile).toMatchObject({ ...answers, version: 3 });
    const none = await save(code, { version: 3 });
    expect(none.data.saveInterestProfile.profile).toMatchObject({ cost: null, interests: [], version: 4 });
    expect((await open(code)).data.interestProfile).toEqual(none.data.saveInterestProfile.profile);
  });

  it("is told which answers cannot be", async () => {
    const code = await newCode();
    const interests = [
      { category: "LANGUAGE_CAFE", weight: 4 },
      { category: "SITTING", weight: 1 },
      { category: "LANGUAGE_CAFE", weight: 1 },
    ];
    const { errors } = await save(code, { version: 1, interests });
    expect(errors[0]?.extensions["problems"]).toEqual([
      { field: "interests.0.weight", code: "NOT_1_TO_3" },
      { field: "interests.1.category", code: "UNKNOWN_CATEGORY" },
      { field: "interests.2.category", code: "TWICE" },
    ]);
  });

  it("who has the page open twice loses nothing of what was answered on the other", async () => {
    const code = await newCode();
    await save(code, { version: 1, cost: "LOW" });
    expect((await save(code, { version: 1, cost: "ANY" })).code).toBe("VERSION_CONFLICT");
  });

  it("sees what is for everyone, the categories to choose from, and nothing else", async () => {
    const code = await newCode();
    const asks = (document: string) => ask(undefined, document, undefined, holding(code));
    expect((await asks("{ about { version } activityCategories { code } }")).code).toBeUndefined();
    expect((await asks("{ viewer { name } }")).code).toBe("FORBIDDEN");
    expect((await asks('{ organisation(id: "organisation:K5001") { name } }')).code).toBe("FORBIDDEN");
  });

  it("forgets it: the code then opens nothing, and what was answered stands nowhere", async () => {
    const code = await newCode();
    await save(code, { version: 1, groupPreference: "WOMEN_ONLY" });
    expect((await forget(code)).data).toEqual({ forgetInterestProfile: { isForgotten: true } });
    expect((await open(code)).code).toBe("UNAUTHENTICATED");
    expect((await allItems()).filter((item) => JSON.stringify(item).includes("WOMEN_ONLY"))).toEqual([]);
  });

  it("is noted by the questions that were answered, never by the answers", async () => {
    const code = await newCode();
    await save(code, { version: 1, cost: "FREE_ONLY", ageBand: "AGE_6_9" });
    const entries = (await allItems()).filter(({ action }) => action === "newcomer.profileSaved");
    expect(entries.map(({ fields }) => fields)).toContain('{"names":["ageBand","cost"]}');
    expect(JSON.stringify(entries)).not.toMatch(/AGE_6_9|FREE_ONLY/);
  });
});

describe("time", () => {
  const after = (days: number): void => {
    vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + days * 86_400_000 });
  };

  it("asks after half a year, and erases after a year without an answer", async () => {
    const code = await newCode();
    const begun = Date.now();
    after(364);
    const { interestProfile } = (await open(code)).data;
    expect(Date.parse(interestProfile.reviewOn) - begun).toBeLessThan(184 * 86_400_000);
    after(2);
    expect((await open(code)).code).toBe("UNAUTHENTICATED");
  });

  it("begins anew when the holder says that it is still so", async () => {
    const code = await newCode();
    after(364);
    await save(code, { version: 1 });
    after(364);
    expect((await open(code)).code).toBeUndefined();
  });
});

describe("guessing", () => {
  const guess = "00000000";
  const from = (address: string, code = guess) =>
    open(code, { authorization: `Code ${code}`, "x-forwarded-for": `198.51.100.200, ${address}, 127.0.0.1` });

  it("is one try a minute after twenty codes that opened nothing, for who comes from there and nobody else", async () => {
    const code = await newCode();
    for (let n = 0; n < 20; n++) expect((await from("203.0.113.7")).code).toBe("UNAUTHENTICATED");
    const refused = await from("203.0.113.7");
    expect([refused.status, refused.code]).toEqual([429, "TOO_MANY_TRIES"]);
    expect(refused.errors[0]?.extensions["retryAfterSeconds"]).toBeGreaterThan(50);
    expect((await from("203.0.113.8", code)).code).toBeUndefined();
    // The holder beside him waits a minute, and is not shut out.
    expect((await from("203.0.113.7", code)).code).toBe("TOO_MANY_TRIES");
    vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + 61_000 });
    const tried = await Promise.all(Array.from({ length: 5 }, () => from("203.0.113.7", code)));
    expect(tried.map(({ code: refusal }) => refusal ?? "").toSorted()).toEqual([
      "",
      ...Array(4).fill("TOO_MANY_TRIES"),
    ]);
  });

  it("is counted by the network of an IPv6 address", async () => {
    for (let n = 0; n < 20; n++) await from(`2001:db8:1:2::${n}`);
    expect((await from("2001:db8:1:2:3:4:5:6")).code).toBe("TOO_MANY_TRIES");
    expect((await from("2001:db8:1:3::1")).code).toBe("UNAUTHENTICATED");
  });

  it("is not what a slip of the finger is", async () => {
    for (let n = 0; n < 25; n++) expect((await from("203.0.113.9", "00000001")).code).toBe("MISTYPED_CODE");
    expect((await from("203.0.113.9", await newCode())).code).toBeUndefined();
  });
});
