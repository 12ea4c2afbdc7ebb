/** The monthly report as the job makes it and people read it, months with other clocks and shorter ones among them. */
import { parse } from "csv-parse/sync";
import { beforeAll, describe, expect, test } from "vitest";
import { makeReports } from "#modules/reports";
import { commit } from "#platform/commit";
import { systemContext } from "#platform/context";
import type { ActivityInput } from "#schema/resolvers";
import { ask, askWith, given, newKey, registered, tokenOf } from "#world";
import {
  changeSession,
  confirmActivity,
  countPlaces,
  createActivity,
  endActivity,
  publishActivity,
} from "../../functions/modules/activities/commands.ts";
import { activityId } from "../../functions/modules/activities/activity.ts";
import { codeOf, hashOfCode, newSeed } from "../../functions/modules/newcomers/code.ts";
import { putNewProfile } from "../../functions/modules/newcomers/store.ts";
import { monthFrom, type Report } from "../../functions/modules/reports/report.ts";
import { find, putReport } from "../../functions/modules/reports/store.ts";
import { type Heard, hear } from "./tagged.ts";

const redCross = "864139442";
const [trondheim, oslo, vinje] = ["K5001", "K0301", "K4036"];
let centre: string;
let hub: string;

/** The service, as its clock stood then. */
const at = (instant: string) => systemContext("given", () => new Date(instant));

const told = {
  category: "LANGUAGE_CAFE",
  title: "Språkkafé",
  summary: "Kaffe og norsk",
  place: { name: "Biblioteket", municipality: "5001" },
  schedules: [],
} satisfies ActivityInput;

const weekly = (weekday: string, startsOn: string, startsAt = "18:00", endsAt = "20:00") =>
  [
    { startsOn, startsAt, endsAt, repeats: { frequency: "WEEKLY", weekdays: [weekday] } },
  ] as unknown as ActivityInput["schedules"];
const once = (startsOn: string, startsAt = "18:00", endsAt = "20:00"): ActivityInput["schedules"] => [
  { startsOn, startsAt, endsAt },
];

/** Writes an activity and publishes it, on a day. */
const arrange = async (on: string, organiserKey: string, more: Partial<ActivityInput>): Promise<string> => {
  const ctx = at(`${on}T08:00:00Z`);
  const input = { organiserId: `organisation:${organiserKey}`, activity: { ...told, ...more } };
  const id = activityId((await createActivity(ctx, input, newKey())).key);
  await publishActivity(ctx, { activityId: id, version: 1, whyNotCompeting: "Det trengs flere" }, newKey());
  return id;
};

const likes = async (scope: string, category: string, persons: number): Promise<void> => {
  for (let n = 0; n < persons; n++) {
    const ctx = systemContext("given");
    const profile = {
      codeHash: hashOfCode(codeOf(newSeed())),
      profileId: ctx.newId(),
      scope,
      answers: { interests: [{ category, weight: 2 }] },
      createdOn: "2026-10-01",
      reviewedOn: "2026-10-01",
      version: 1,
      expiresAt: Math.floor(Date.now() / 1000) + 100 * 86_400,
    };
    await commit(ctx, {
      changes: [putNewProfile(profile)],
      audit: { subject: `given:${ctx.newId()}`, action: "given.written", fields: {} },
    });
  }
};

const unhurried = { mayGoOn: () => true, handOn: () => Promise.reject(new Error("There was time enough.")) };

/** The job, as it runs in the night after a month. */
const make = (month: string, ...bodies: string[]) =>
  makeReports(at(`${monthFrom(month, 1)}-01T00:30:00Z`), { month, bodies }, unhurried);

const whole = `
  id month writtenNorm calledOff organisers
  total { activities times minutes } ownArranged { activities times minutes }
  weeks { week choice { group categories isReached } } choiceTarget
  byFamily { family { code } figures { activities times minutes } places { timesCounted taken waiting } }
  byCategory { category { code } figures { times } places { timesCounted taken waiting } }
  byWeekday { weekday figures { times } } byTimeOfDay { timeOfDay figures { times } }
  traits { trait times share } places { timesCounted taken waiting }
  wishes { category { code } profiles isOffered }
  gaps { families { code } weekdays evenings categories { code } }
  monthBefore { month total { times } }`;

type Told = {
  readonly id: string;
  readonly month: string;
  readonly writtenNorm: string;
  readonly calledOff: number;
  readonly organisers: number;
  readonly total: { activities: number; times: number; minutes: number };
  readonly ownArranged: { activities: number; times: number; minutes: number };
  readonly weeks: { week: string; choice: { group: string; categories: number; isReached: boolean }[] }[];
  readonly byFamily: { family: { code: string }; figures: { times: number }; places: object | null }[];
  readonly byCategory: { category: { code: string }; figures: { times: number }; places: object | null }[] | null;
  readonly byWeekday: { weekday: string; figures: { times: number } }[];
  readonly byTimeOfDay: { timeOfDay: string; figures: { times: number } }[];
  readonly traits: { trait: string; times: number; share: number | null }[];
  readonly places: { timesCounted: number; taken: number; waiting: number } | null;
  readonly wishes: { category: { code: string }; profiles: number; isOffered: boolean }[];
  readonly gaps: {
    families: { code: string }[];
    weekdays: string[];
    evenings: string[];
    categories: { code: string }[];
  };
  readonly monthBefore: { month: string; total: { times: number } } | null;
};

type Who = Parameters<typeof ask>[0];
const read = async (month: string, bodyKey: string, who: Who = "auditor"): Promise<Told> => {
  const { data, errors } = await ask<{ report: Told }>(who, `query ($id: ID!) { report(id: $id) { ${whole} } }`, {
    id: `report:${month}:${bodyKey}`,
  });
  expect(errors).toEqual([]);
  return data.report;
};

beforeAll(async () => {
  await given.everybody();
  await given.organisations(registered("941296459", "REDD BARNA"));
  const { data } = await ask<{ organisations: { nodes: { id: string; kind: string }[] } }>(
    "administrator",
    "{ organisations(filter: { kinds: [RECEPTION_CENTRE, FRIVILLIGSENTRAL] }) { nodes { id kind } } }",
  );
  const keyOf = (kind: string): string =>
    data.organisations.nodes.find((one) => one.kind === kind)?.id.replace("organisation:", "") ?? "";
  centre = keyOf("RECEPTION_CENTRE");
  hub = keyOf("FRIVILLIGSENTRAL");
});

describe("a month like any other", () => {
  let cafe: string;

  beforeAll(async () => {
    // Five Thursdays in October 2026: one is called off, and one is moved into November.
    cafe = await arrange("2026-08-01", redCross, {
      schedules: weekly("THURSDAY", "2026-09-03"),
      mixesWithLocals: true,
    });
    const change = { activityId: cafe, scheduledAt: "2026-10-08T16:00:00.000Z", isCancelled: true };
    await changeSession(at("2026-10-01T08:00:00Z"), { ...change, version: 2 }, newKey());
    const moved = { startsAt: "2026-11-03T17:00:00.000Z", endsAt: "2026-11-03T19:00:00.000Z" };
    const last = { activityId: cafe, scheduledAt: "2026-10-29T17:00:00.000Z", isCancelled: false };
    await changeSession(at("2026-10-01T09:00:00Z"), { ...last, ...moved, version: 3 }, newKey());
    // What the centre arranges itself, in its municipality and elsewhere.
    await arrange("2026-08-01", centre, {
      category: "CYCLING",
      schedules: once("2026-10-10", "12:00", "13:30"),
      childcare: true,
    });
    await arrange("2026-08-01", centre, {
      category: "FOOD",
      place: { name: "Hytta", municipality: "5035" },
      schedules: once("2026-10-10", "10:00", "11:00"),
      languageLevel: "A2",
      price: { amount: 5_000, per: "EACH_TIME" },
    });
    // A draft is none's, and neither is what takes place elsewhere.
    await createActivity(
      at("2026-08-01T08:00:00Z"),
      {
        organiserId: `organisation:${redCross}`,
        activity: { ...told, category: "SWIMMING", schedules: once("2026-10-02") },
      },
      newKey(),
    );
    await arrange("2026-08-01", redCross, {
      category: "MUSIC",
      place: { name: "Operaen", municipality: "0301" },
      schedules: once("2026-10-03"),
    });
    const counted = at("2026-10-30T08:00:00Z");
    const count = (scheduledAt: string, taken: number, waiting: number) =>
      countPlaces(counted, { activityId: cafe, scheduledAt, taken, waiting }, newKey());
    await count("2026-10-01T16:00:00.000Z", 13, 9);
    await count("2026-10-08T16:00:00.000Z", 50, 0);
    await count("2026-10-15T16:00:00.000Z", 4, 6);
    await count("2026-10-22T16:00:00.000Z", 7, 6);
    // Six of the municipality's own, four of the hub's, five of the centre's.
    await likes(trondheim, "SWIMMING", 6);
    await likes(hub, "SWIMMING", 4);
    await likes(centre, "SWIMMING", 5);
    await likes(centre, "LANGUAGE_CAFE", 8);
    await likes(trondheim, "DANCE_THEATRE", 4);
    await make("2026-09", trondheim, centre);
    await make("2026-10", trondheim, centre, oslo);
  });

  test("is told of a municipality by what took place there", async () => {
    const report = await read("2026-10", trondheim);
    expect(report).toMatchObject({
      id: `report:2026-10:${trondheim}`,
      month: "2026-10-01",
      writtenNorm: "BOKMAL",
      // Three Thursdays and a Saturday.
      total: { activities: 2, times: 4, minutes: 3 * 120 + 90 },
      ownArranged: { activities: 0, times: 0, minutes: 0 },
      organisers: 2,
      calledOff: 1,
      choiceTarget: 3,
      monthBefore: { month: "2026-09-01", total: { times: 4 } },
    });
    expect(report.byWeekday.filter(({ figures }) => figures.times > 0)).toEqual([
      { weekday: "THURSDAY", figures: { times: 3 } },
      { weekday: "SATURDAY", figures: { times: 1 } },
    ]);
    expect(report.byTimeOfDay).toEqual([
      { timeOfDay: "MORNING", figures: { times: 0 } },
      { timeOfDay: "AFTERNOON", figures: { times: 1 } },
      { timeOfDay: "EVENING", figures: { times: 3 } },
    ]);
    expect(report.traits).toEqual([
      { trait: "LOW_LANGUAGE_THRESHOLD", times: 4, share: 1 },
      { trait: "MIXES_WITH_LOCALS", times: 3, share: 0.75 },
      { trait: "FREE", times: 4, share: 1 },
      { trait: "CHILDCARE", times: 1, share: 0.25 },
    ]);
    expect(report.gaps.weekdays).toEqual(["MONDAY", "TUESDAY", "WEDNESDAY", "FRIDAY", "SUNDAY"]);
    expect(report.gaps.evenings).toEqual(["MONDAY", "TUESDAY", "WEDNESDAY", "FRIDAY", "SATURDAY", "SUNDAY"]);
    expect(report.gaps.families.map(({ code }) => code)).toContain("CULTURE");
  });

  test("tells of places in fives, each count by itself, and of no time that was called off", async () => {
    const { places, byFamily, byCategory } = await read("2026-10", trondheim);
    // 13 is 15, 4 is none, 7 is 5; six wait at the last.
    expect(places).toEqual({ timesCounted: 3, taken: 20, waiting: 5 });
    expect(byFamily.find(({ family }) => family.code === "LANGUAGE_INCLUSION")?.places).toEqual(places);
    expect(byFamily.find(({ family }) => family.code === "SPORT_OUTDOOR")?.places).toBeNull();
    expect(byCategory?.find(({ category }) => category.code === "LANGUAGE_CAFE")?.places).toEqual(places);
    expect(byCategory?.filter(({ category }) => category.code !== "LANGUAGE_CAFE").map((one) => one.places)).toEqual([
      null,
    ]);
    expect((await read("2026-09", trondheim)).places).toBeNull();
  });

  test("tells what newcomers would like where enough do, body by body, and what of it there was none of", async () => {
    const { wishes, gaps } = await read("2026-10", trondheim);
    expect(wishes).toEqual([
      // Six of the municipality and five of the centre; four of the hub are too few to count.
      { category: { code: "LANGUAGE_CAFE" }, profiles: 10, isOffered: true },
      { category: { code: "SWIMMING" }, profiles: 10, isOffered: false },
    ]);
    expect(gaps.categories).toEqual([{ code: "SWIMMING" }]);
    expect((await read("2026-10", centre)).wishes).toEqual([
      { category: { code: "LANGUAGE_CAFE" }, profiles: 10, isOffered: true },
      { category: { code: "SWIMMING" }, profiles: 5, isOffered: false },
    ]);
  });

  test("is told of a centre by what its residents could choose between, wherever that was", async () => {
    const report = await read("2026-10", centre);
    expect(report.total).toEqual({ activities: 3, times: 5, minutes: 3 * 120 + 90 + 60 });
    expect(report.ownArranged).toEqual({ activities: 2, times: 2, minutes: 150 });
    // Weeks that end in October: the first has days of September, the last is over before November.
    expect(report.weeks.map(({ week }) => week)).toEqual(["2026-09-28", "2026-10-05", "2026-10-12", "2026-10-19"]);
    expect(report.weeks.map(({ choice }) => choice[0])).toEqual([
      { group: "EVERYBODY", categories: 1, isReached: false },
      { group: "EVERYBODY", categories: 2, isReached: false },
      { group: "EVERYBODY", categories: 1, isReached: false },
      { group: "EVERYBODY", categories: 1, isReached: false },
    ]);
  });

  test("is made once: made again it stays as it is", async () => {
    const before = await read("2026-10", trondheim);
    expect(await make("2026-10", trondheim)).toMatchObject({ made: 0, standing: 1 });
    expect(await read("2026-10", trondheim)).toEqual(before);
  });

  test("stands on the body's trail", async () => {
    const { data } = await ask<{ organisation: { auditTrail: { nodes: object[] } } }>(
      "auditor",
      `{ organisation(id: "organisation:${oslo}") { auditTrail { nodes { action actorName fields { field after } } } } }`,
    );
    expect(data.organisation.auditTrail.nodes).toContainEqual({
      action: "report.made",
      actorName: "given",
      fields: [{ field: "month", after: "2026-10" }],
    });
  });
});

test("a municipality without a single activity has a report that says so", async () => {
  await make("2026-10", vinje);
  const report = await read("2026-10", vinje);
  expect(report.total).toEqual({ activities: 0, times: 0, minutes: 0 });
  expect(report.writtenNorm).toBe("NYNORSK");
  expect(report.places).toBeNull();
  expect(report.traits.map(({ share }) => share)).toEqual([null, null, null, null]);
  expect(report.gaps.families).toHaveLength(11);
  expect(report.gaps.evenings).toHaveLength(7);
  expect(report.monthBefore).toBeNull();
});

describe("by Norway's clock", () => {
  const [bodo, tromso, alta] = ["K1804", "K5501", "K5601"];

  test.each([
    // Clocks go forward in the night to 29 March 2026, and back in that to 25 October.
    ["an hour shorter in March", "1804", "2026-03-29", "2026-03", bodo, 120],
    ["an hour longer in October", "5501", "2026-10-25", "2026-10", tromso, 240],
  ])("a night is %s, and is counted as long as it was", async (_, municipality, day, month, body, minutes) => {
    await arrange("2026-01-10", redCross, {
      place: { name: "Natta", municipality },
      schedules: once(day, "01:00", "04:00"),
    });
    await make(month, body);
    expect((await read(month, body)).total).toEqual({ activities: 1, times: 1, minutes });
  });

  test("the month begins and ends at midnight in Norway, and leap years have a day more", async () => {
    const place = { name: "Huset", municipality: "5601" };
    await arrange("2027-09-01", redCross, { place, schedules: weekly("TUESDAY", "2028-01-04", "00:15", "01:15") });
    await make("2028-02", alta);
    await make("2028-03", alta);
    // The first of February and the 29th are Tuesdays.
    expect((await read("2028-02", alta)).total.times).toBe(5);
    expect((await read("2028-02", alta)).weeks.map(({ week }) => week)).toEqual([
      "2028-01-31",
      "2028-02-07",
      "2028-02-14",
      "2028-02-21",
    ]);
    expect((await read("2028-03", alta)).total.times).toBe(4);
  });

  test("a month that is not over has no report", async () => {
    const early = at("2026-10-31T22:30:00Z");
    await expect(makeReports(early, { month: "2026-10", bodies: [trondheim] }, unhurried)).rejects.toThrow("over");
    // It is November in Norway already.
    const night = at("2026-10-31T23:30:00Z");
    expect(await makeReports(night, { bodies: [trondheim] }, unhurried)).toMatchObject({ month: "2026-10" });
  });
});

describe("what has ended or is hidden", () => {
  const [bergen, molde] = ["K4601", "K1506"];

  test("counts until it was ended", async () => {
    const id = await arrange("2026-08-01", redCross, {
      place: { name: "Torget", municipality: "4601" },
      schedules: weekly("MONDAY", "2026-09-07"),
    });
    await endActivity(at("2026-10-12T12:00:00Z"), { activityId: id, version: 2 }, newKey());
    await make("2026-10", bergen);
    // On the 5th; on the 12th it was ended before it began.
    expect((await read("2026-10", bergen)).total.times).toBe(1);
  });

  test("counts until nobody had stood by it for a year, and again when somebody did", async () => {
    const id = await arrange("2025-10-15", redCross, {
      place: { name: "Torget", municipality: "1506" },
      schedules: weekly("MONDAY", "2025-10-20"),
    });
    await make("2026-10", molde);
    // Hidden from the 15th: the 5th and the 12th.
    expect((await read("2026-10", molde)).total.times).toBe(2);
    await confirmActivity(at("2026-11-10T08:00:00Z"), { activityId: id, version: 2 }, newKey());
    await make("2026-11", molde);
    expect((await read("2026-11", molde)).total.times).toBe(5);
  });

  test("in a month of more than 400 times none is left out", async () => {
    const daily = Array.from({ length: 10 }, (_, n) => ({
      startsOn: "2026-07-01",
      startsAt: `${String(8 + n).padStart(2, "0")}:00`,
      endsAt: `${String(8 + n).padStart(2, "0")}:30`,
      repeats: { frequency: "DAILY" as const },
    }));
    const place = { name: "Hallen", municipality: "3201" };
    await arrange("2026-07-01", redCross, { place, schedules: daily });
    await arrange("2026-07-01", redCross, { place, schedules: daily });
    await make("2026-10", "K3201");
    expect((await read("2026-10", "K3201")).total).toEqual({ activities: 2, times: 620, minutes: 620 * 30 });
  });
});

describe("a run that is cut short", () => {
  test("goes on where it was, makes each once, and lets none that fails keep the others waiting", async () => {
    const bodies = ["K1101", "K1103", "K1106", "K1108", "K1111"];
    const month = "2026-08";
    const handed: object[] = [];
    // Time for two reports a call.
    const call = () => {
      let left = 2;
      return makeReports(
        at("2026-09-01T00:00:00Z"),
        { month, bodies },
        {
          mayGoOn: () => --left > 0,
          handOn: (request) => Promise.resolve(void handed.push(request)),
        },
      );
    };
    expect(await call()).toEqual({ month, made: 2, standing: 0, isHandedOn: true });
    expect(await call()).toEqual({ month, made: 2, standing: 2, isHandedOn: true });
    // Two at once: what one has made the other leaves.
    const [one, other] = await Promise.all([call(), call()]);
    expect(one.made + other.made).toBe(1);
    expect(await call()).toEqual({ month, made: 0, standing: 5, isHandedOn: false });
    expect(handed).toEqual([
      { month, bodies },
      { month, bodies },
    ]);
  });
});

describe("who reads which reports", () => {
  const list = async (who: Who, filter: object = {}, headers: Record<string, string> = {}): Promise<string[]> => {
    const { data, errors } = await askWith<{ reports: { nodes: { id: string }[] } }>(
      who && tokenOf(who),
      "query ($filter: ActivityReportFilter) { reports(filter: $filter, first: 100) { nodes { id } } }",
      { filter },
      headers,
    );
    if (errors.length > 0) throw new Error(String(errors[0]?.extensions["code"]));
    return data.reports.nodes.map(({ id }) => id);
  };

  test("a coordinator and a centre's staff those of their own, newest first, and no others'", async () => {
    expect(await list("coordinator")).toEqual([`report:2026-10:${trondheim}`, `report:2026-09:${trondheim}`]);
    expect(await list("centre")).toEqual([`report:2026-10:${centre}`, `report:2026-09:${centre}`]);
    expect(await list("coordinator", { bodyId: `organisation:${centre}` })).toEqual([]);
    expect(await list("coordinator", { month: "2026-09-17" })).toEqual([`report:2026-09:${trondheim}`]);
    const { data } = await ask("coordinator", `{ report(id: "report:2026-10:${centre}") { id } }`);
    expect(data).toEqual({ report: null });
  });

  test("a directorate and its auditors all, a month's or a body's", async () => {
    for (const who of ["auditor", "caseworker", "payer"] as const) {
      const october = await list(who, { month: "2026-10-01" });
      expect(october).toContain(`report:2026-10:${centre}`);
      expect(october).toContain(`report:2026-10:${vinje}`);
      expect(await list(who, { month: "2026-10-01", kind: "RECEPTION_CENTRE" })).toEqual([`report:2026-10:${centre}`]);
      expect(await list(who, { bodyId: `organisation:${trondheim}` })).toHaveLength(2);
    }
  });

  test("a member of an organisation none", async () => {
    await expect(list("member")).rejects.toThrow("FORBIDDEN");
    await expect(list("hub")).rejects.toThrow("FORBIDDEN");
  });
});

describe("as a document", () => {
  const heardOf = async (month: string, bodyKey: string): Promise<{ heard: Heard; source: string }> => {
    const { data, errors } = await ask<{ report: { pdf: string } }>(
      "auditor",
      "query ($id: ID!) { report(id: $id) { pdf } }",
      { id: `report:${month}:${bodyKey}` },
    );
    expect(errors).toEqual([]);
    const pdf = Buffer.from(data.report.pdf, "base64");
    return { heard: await hear(pdf), source: pdf.toString("latin1") };
  };
  /** The tables under a heading, row by row, as they are read aloud. */
  const rowsUnder = ({ elements }: Heard, heading: string): string[][] => {
    const from = elements.findIndex(({ tag, text }) => tag === "H2" && text === heading);
    const until = elements.findIndex(({ tag }, n) => n > from && tag === "H2");
    const rows: string[][] = [];
    for (const { tag, text } of elements.slice(from, until < 0 ? undefined : until))
      if (tag === "TR") rows.push([]);
      else if (tag === "TH" || tag === "TD") rows.at(-1)?.push(text);
    return rows;
  };

  test("is told to who listens: its language, headings, and tables with titles, in the norm of who it is about", async () => {
    const month = "2026-09";
    await make(month, trondheim, vinje);
    const [report, { heard, source }] = [await read(month, trondheim), await heardOf(month, trondheim)];
    expect(heard.isTagged).toBe(true);
    expect(source).toContain("<pdfuaid:part>1</pdfuaid:part>");
    expect(source).toContain("/Lang (nb-NO)");
    expect(source).toContain("/DisplayDocTitle true");
    expect(heard.elements.filter(({ tag }) => tag === "H1").map(({ text }) => text)).toEqual([
      "Månedsrapport: Trondheim kommune, september 2026",
    ]);
    expect(heard.elements.filter(({ tag }) => tag === "H2").map(({ text }) => text)).toEqual([
      "I alt",
      "Å velge mellom",
      "Slags aktivitet",
      "Kategori",
      "Ukedag",
      "Tid på dagen",
      "Lett å være med",
      "Hva som manglet",
      "Ønsker (i femmere)",
      "Plasser (i femmere)",
    ]);
    expect(
      rowsUnder(heard, "I alt")
        .slice(0, 3)
        .map(([what, count]) => [what, count]),
    ).toEqual([
      ["Hva", "Denne måneden"],
      ["Aktiviteter", String(report.total.activities)],
      ["Ganger", String(report.total.times)],
    ]);
    expect(rowsUnder(heard, "Ukedag").map(([, times]) => times)).toEqual([
      "Ganger",
      ...report.byWeekday.map(({ figures }) => String(figures.times)),
    ]);
    expect(rowsUnder(heard, "Kategori").map(([, times]) => times)).toEqual([
      "Ganger",
      ...(report.byCategory ?? []).map(({ figures }) => String(figures.times)),
    ]);
    const titles = heard.elements.filter(({ tag }) => tag === "TH");
    expect(new Set(titles.map(({ scope }) => scope))).toEqual(new Set(["Column", "Row"]));
    expect(heard.elements.filter(({ tag, text }) => tag !== "TR" && text === "" && /^T[HD]$/.test(tag))).toEqual([]);

    const nynorsk = await heardOf(month, vinje);
    expect(nynorsk.source).toContain("/Lang (nn-NO)");
    expect(nynorsk.heard.elements.find(({ tag }) => tag === "H1")?.text).toBe(
      "Månadsrapport: Vinje kommune, september 2026",
    );
  });
});

test("a report from before categories were counted is read, printed and taken home without them", async () => {
  await make("2026-09", trondheim);
  const ctx = systemContext("given");
  const { byCategory: _, ...kept } = (await find(ctx, trondheim, "2026-09")) ?? {};
  const old = { ...kept, month: "2025-01" } as Report;
  await commit(ctx, {
    changes: putReport(old),
    audit: { subject: `given:${ctx.newId()}`, action: "given.written", fields: {} },
  });
  expect((await read("2025-01", trondheim)).byCategory).toBeNull();
  const { data } = await ask<{ report: { csv: string; pdf: string } }>(
    "auditor",
    "query ($id: ID!) { report(id: $id) { csv pdf } }",
    { id: `report:2025-01:${trondheim}` },
  );
  expect(data.report.csv).toContain("Slags aktivitet");
  expect(data.report.csv).not.toContain("Kategori;");
  expect(Buffer.from(data.report.pdf, "base64").subarray(0, 5).toString()).toBe("%PDF-");
});

describe("as a file", () => {
  type Row = readonly [body: string, month: string, part: string, what: string, measure: string, value: string];
  const fileOf = async (month: string, bodyKey: string): Promise<{ text: string; rows: Row[] }> => {
    const { data } = await ask<{ report: { csv: string } }>("auditor", "query ($id: ID!) { report(id: $id) { csv } }", {
      id: `report:${month}:${bodyKey}`,
    });
    const text = data.report.csv;
    return { text, rows: parse(text, { bom: true, delimiter: ";" }) as unknown as Row[] };
  };
  const numbersOf = (rows: readonly Row[], part: string, measure: string): number[] =>
    rows.filter((row) => row[2] === part && row[4] === measure).map((row) => Number(row[5]));

  test("holds the very numbers that are told, in the norm of who they are about", async () => {
    const month = "2026-09";
    await make(month, trondheim, vinje);
    const [report, { text, rows }] = [await read(month, trondheim), await fileOf(month, trondheim)];
    expect(text.startsWith("\uFEFFVirksomhet;Måned;Del;Hva;Mål;Tall\r\n")).toBe(true);
    expect(new Set(rows.slice(1).map(([body, of]) => `${body} ${of}`))).toEqual(
      new Set([`Trondheim kommune ${month}`]),
    );
    expect(["aktiviteter", "ganger", "minutter"].map((measure) => numbersOf(rows, "I alt", measure))).toEqual([
      [report.total.activities],
      [report.total.times],
      [report.total.minutes],
    ]);
    expect(report.total.times).toBeGreaterThan(0);
    expect(numbersOf(rows, "Slags aktivitet", "ganger")).toEqual(report.byFamily.map(({ figures }) => figures.times));
    expect(numbersOf(rows, "Kategori", "ganger")).toEqual(report.byCategory?.map(({ figures }) => figures.times));
    expect(numbersOf(rows, "Kategori", "ganger")).not.toEqual([]);
    expect(numbersOf(rows, "Ukedag", "ganger")).toEqual(report.byWeekday.map(({ figures }) => figures.times));
    expect(numbersOf(rows, "Å velge mellom", "ulike kategorier")).toEqual(
      report.weeks.flatMap(({ choice }) => choice.map(({ categories }) => categories)),
    );
    expect(numbersOf(rows, "Plasser (i femmere)", "plasser tatt")[0]).toBe(report.places?.taken);
    expect((await fileOf(month, vinje)).text.startsWith("\uFEFFVerksemd;Månad;Del;Kva;Mål;Tal\r\n")).toBe(true);
  });
});
