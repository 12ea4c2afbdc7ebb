/**
 * What a reception centre arranges would tell where its residents live: a partner's system, which shows others what it reads, finds none
 * of it, nor does who signs in and acts for nobody.
 */
import { beforeAll, describe, expect, test } from "vitest";
import { ask, askWith, given, newKey, registered } from "#world";
import { systemToken } from "../systemToken.ts";

const redCross = "864139442";
const scope = "samspill:activities.read";
/** Of Trondheim's calendar, and of the system that the centre has. */
const [calendar, centres] = ["942110464", "889640782"];

type Seen = {
  readonly activity: { readonly title: string } | null;
  readonly activities: { readonly totalCount: number; readonly nodes: readonly { readonly title: string }[] };
  readonly sessions: { readonly totalCount: number };
  readonly activityCounts: readonly { readonly count: number }[];
  readonly organisation: {
    readonly activities: { readonly totalCount: number };
    readonly weeklyPlan: { readonly totalCount: number; readonly choice: readonly object[] };
  };
};

let [centre, kitchen] = ["", ""];
const tokens: Record<string, string> = {};

const document = `query ($id: ID!, $centre: ID!) {
  activity(id: $id) { title }
  activities(filter: { municipalities: ["5001"], states: [DRAFT, PUBLISHED] }) { totalCount nodes { title } }
  sessions(filter: { municipalities: ["5001"] }, from: "2026-12-07", until: "2026-12-13") { totalCount }
  activityCounts(filter: { counties: ["50"] }) { count }
  organisation(id: $centre) { activities { totalCount } weeklyPlan(week: "2026-12-07") { totalCount choice { group } } }
}`;
const variables = () => ({ id: kitchen, centre: `organisation:${centre}` });

beforeAll(async () => {
  await given.referenceBodies();
  await given.organisations(registered(redCross, "NORGES RØDE KORS"));
  await given.membership("administrator", "987879696", "ADMINISTRATOR");
  const { data } = await ask<{ createOrganisation: { organisation: { id: string } } }>(
    "administrator",
    `mutation ($input: CreateOrganisationInput!, $key: ID!) {
      createOrganisation(input: $input, idempotencyKey: $key) { organisation { id } } }`,
    { input: { kind: "RECEPTION_CENTRE", record: { name: "Trondheim mottak", municipality: "5001" } }, key: newKey() },
  );
  centre = data.createOrganisation.organisation.id.replace("organisation:", "");
  kitchen = await given.activity(centre, { title: "Kjøkkenet på mottaket" });
  await given.activity(redCross, { title: "Språkkafé" });
  await given.partner(calendar, { scopes: [scope, "samspill:organisations.read"] });
  await given.partner(centres, {
    scopes: [scope, "samspill:organisations.read"],
    bodyId: `organisation:${centre}`,
  });
  for (const number of [calendar, centres])
    tokens[number] = await systemToken(number, `${scope} samspill:organisations.read`);
});

const seenBy = async (number: string): Promise<Seen> => {
  const { status, data, errors } = await askWith<Seen>(tokens[number] ?? "", document, variables());
  expect([status, errors]).toEqual([200, []]);
  return data;
};

describe("what Trondheim mottak arranges", () => {
  test("is not there for the system of another, the municipality's calendar too, by itself nor in any list, count or plan", async () => {
    expect(await seenBy(calendar)).toEqual({
      activity: null,
      activities: { totalCount: 1, nodes: [{ title: "Språkkafé" }] },
      sessions: { totalCount: 1 },
      activityCounts: [{ count: 1 }],
      organisation: {
        activities: { totalCount: 0 },
        weeklyPlan: { totalCount: 1, choice: expect.any(Array) },
      },
    });
  });

  test("is there for the centre's own", async () => {
    expect(await seenBy(centres)).toMatchObject({
      activity: { title: "Kjøkkenet på mottaket" },
      activities: { totalCount: 2 },
      sessions: { totalCount: 2 },
      activityCounts: [{ count: 2 }],
      organisation: { activities: { totalCount: 1 }, weeklyPlan: { totalCount: 2 } },
    });
  });

  test("is not there for who has signed in and acts for nobody, which anybody may do", async () => {
    const { data } = await ask<Seen>("volunteer", document, variables());
    expect(data).toEqual({
      activity: null,
      activities: { totalCount: 1, nodes: [{ title: "Språkkafé" }] },
      sessions: { totalCount: 1 },
      activityCounts: [{ count: 1 }],
      organisation: {
        activities: { totalCount: 0 },
        weeklyPlan: { totalCount: 1, choice: expect.any(Array) },
      },
    });
  });

  test("is there for people who act for a body, wherever that is", async () => {
    await given.membership("volunteer", "K0301", "COORDINATOR");
    const { data } = await ask<Seen>("volunteer", document, variables());
    expect(data).toMatchObject({
      activity: { title: "Kjøkkenet på mottaket" },
      activities: { totalCount: 2 },
      activityCounts: [{ count: 2 }],
    });
  });
});
