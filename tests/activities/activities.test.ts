/** Activities as organisers publish them, staff keep them fresh, and people find them: through the front door. */
import { beforeAll, describe, expect, test } from "vitest";
import { handler as packCatalogue } from "#handlers/packCatalogue";
import { dayFrom, dayOf } from "#platform/day";
import { activityTold, ask, given, newKey, registered } from "#world";

const redCross = "864139442";
const saveTheChildren = "941296459";
const trondheim = "K5001";

const every = (weekday: string, startsAt = "18:00", endsAt = "20:00") => ({
  startsOn: "2026-09-01",
  startsAt,
  endsAt,
  repeats: { frequency: "WEEKLY", weekdays: [weekday] },
});
const place = { name: "Biblioteket", municipality: "5001", latitude: 63.43, longitude: 10.4 };
const activity = { ...activityTold, place };

type Who = Parameters<typeof ask>[0];
type Made = { readonly id: string; readonly version: number; readonly state: string };

/** Throws what the service refuses with. */
const refuse = (errors: Awaited<ReturnType<typeof ask>>["errors"]): void => {
  const extensions = errors?.[0]?.extensions;
  if (extensions) throw Object.assign(new Error(String(extensions["code"])), { extensions });
};

const change = async (who: Who, name: string, type: string, input: object): Promise<Made> => {
  const { data, errors } = await ask(
    who,
    `mutation ($input: ${type}!, $key: ID!) { ${name}(input: $input, idempotencyKey: $key) { activity { id version state } } }`,
    { input, key: newKey() },
  );
  refuse(errors);
  return (data as Record<string, { activity: Made }>)[name]?.activity as Made;
};
const create = (who: Who, organiser: string, told: object = {}): Promise<Made> =>
  change(who, "createActivity", "CreateActivityInput", {
    organiserId: `organisation:${organiser}`,
    activity: { ...activity, ...told },
  });
const publish = (who: Who, { id, version }: Made, more: object = {}): Promise<Made> =>
  change(who, "publishActivity", "PublishActivityInput", { activityId: id, version, ...more });
const made = async (who: Who, organiser: string, told: object = {}): Promise<Made> =>
  publish(who, await create(who, organiser, told), { whyNotCompeting: "Det trengs flere" });

const read = async (who: Who, document: string, variables: object = {}): Promise<never> => {
  const { data, errors } = await ask(who, document, variables);
  refuse(errors);
  return data as never;
};
const titles = async (who: Who, filter: object, orderBy = "TITLE_ASC"): Promise<string[]> => {
  const { activities } = (await read(
    who,
    "query ($filter: ActivityFilter, $orderBy: ActivityOrder) { activities(filter: $filter, orderBy: $orderBy, first: 100) { nodes { title } } }",
    { filter, orderBy },
  )) as { activities: { nodes: { title: string }[] } };
  return activities.nodes.map(({ title }) => title);
};
type Time = { scheduledAt: string; startsAt: string; isCancelled: boolean; note: string | null };
const timesOf = async (id: string, from: string, until: string): Promise<Time[]> => {
  const { activity: found } = (await read(
    "coordinator",
    "query ($id: ID!, $from: Date!, $until: Date!) { activity(id: $id) { sessions(from: $from, until: $until) { scheduledAt startsAt isCancelled note } } }",
    { id, from, until },
  )) as { activity: { sessions: Time[] } };
  return found.sessions;
};

beforeAll(async () => {
  await given.referenceBodies();
  await given.organisations(
    registered(redCross, "NORGES RØDE KORS"),
    registered(saveTheChildren, "REDD BARNA", { municipalityNumber: "0301", countyNumber: "03" }),
  );
  await given.membership("leader", redCross, "LEADER");
  await given.membership("coordinator", trondheim, "COORDINATOR");
  await given.membership("auditor", "974760746", "AUDITOR");
});

describe("from draft to end", () => {
  test("a draft is its organiser's alone, and published it is everybody's", async () => {
    const draft = await create("leader", redCross, { title: "Kladden" });
    expect(draft.state).toBe("DRAFT");
    const seenBy = async (who: Who) =>
      ((await read(who, "query ($id: ID!) { activity(id: $id) { title } }", { id: draft.id })) as { activity: unknown })
        .activity;
    expect(await seenBy("leader")).toEqual({ title: "Kladden" });
    expect(await seenBy("auditor")).toEqual({ title: "Kladden" });
    expect(await seenBy("volunteer")).toBeNull();
    expect(await titles("leader", { states: ["DRAFT"] })).toContain("Kladden");
    expect(await titles("volunteer", { states: ["DRAFT"] })).not.toContain("Kladden");
    const published = await publish("leader", draft);
    expect(published).toMatchObject({ state: "PUBLISHED", version: 2 });
    expect(await seenBy("volunteer")).toEqual({ title: "Kladden" });
    expect(await titles("volunteer", {})).toContain("Kladden");
  });

  test("ended, it is over, and its coming times are called off", async () => {
    const { id, version } = await made("leader", redCross, { title: "Den som slutter" });
    const ended = await change("leader", "endActivity", "EndActivityInput", { activityId: id, version });
    expect(ended.state).toBe("ENDED");
    expect(await titles("leader", {})).not.toContain("Den som slutter");
    const calledOff = async (from: string, until: string): Promise<boolean[]> =>
      (await timesOf(id, from, until)).map(({ isCancelled }) => isCancelled);
    expect(await calledOff("2037-01-01", "2037-01-07")).toEqual([true]);
    // What was held was held.
    expect(await calledOff("2026-09-01", "2026-09-07")).toEqual([false]);
    await expect(
      change("leader", "confirmActivity", "ConfirmActivityInput", { activityId: id, version: ended.version }),
    ).rejects.toThrow("WRONG_STATE");
  });

  test("what has no more times is over by itself", async () => {
    const { id } = await made("leader", redCross, {
      title: "En gang i fjor",
      schedules: [{ startsOn: "2025-05-01", startsAt: "10:00", endsAt: "12:00" }],
    });
    const { activity: found } = (await read("leader", "query ($id: ID!) { activity(id: $id) { state lastDay } }", {
      id,
    })) as {
      activity: object;
    };
    expect(found).toEqual({ state: "ENDED", lastDay: "2025-05-01" });
  });

  // Weekly, by days from today: its first day, its end, and the last day on which it then takes place.
  test.each<[string, number, { until?: number; count?: number }, number, string]>([
    ["has run for weeks, and goes on for months", -28, { until: 200 }, 196, "PUBLISHED"],
    ["begins next week, and ends on one of its days", 7, { until: 203 }, 203, "PUBLISHED"],
    ["begins next week, and ends before its second time", 7, { until: 13 }, 7, "PUBLISHED"],
    ["takes place five times, today for the last time", -28, { count: 5 }, 0, "PUBLISHED"],
    ["ends today", -28, { until: 3 }, 0, "PUBLISHED"],
    ["ended yesterday", -28, { until: -1 }, -7, "ENDED"],
  ])(
    "a series that %s is there until its last day, and over after it",
    async (_, first, { until, count }, last, state) => {
      const today = dayOf(new Date());
      const startsOn = dayFrom(today, first);
      const repeats = { frequency: "WEEKLY", ...(until === undefined ? { count } : { until: dayFrom(today, until) }) };
      const { id, version } = await made("leader", redCross, {
        schedules: [{ startsOn, startsAt: "18:00", endsAt: "20:00", repeats }],
      });
      const stands = async () =>
        (await read("leader", "query ($id: ID!) { activity(id: $id) { state lastDay } }", { id })) as object;
      const expected = { activity: { state, lastDay: dayFrom(today, last) } };
      expect(await stands()).toEqual(expected);
      if (state === "ENDED") return;
      // What is reckoned anew comes to the same.
      await change("leader", "confirmActivity", "ConfirmActivityInput", { activityId: id, version });
      expect(await stands()).toEqual(expected);
    },
  );

  test("who comes second is told, and nothing is lost", async () => {
    const { id, version } = await made("leader", redCross);
    const edit = (title: string) =>
      change("leader", "editActivity", "EditActivityInput", {
        activityId: id,
        version,
        activity: { ...activity, title },
      });
    await edit("Først");
    await expect(edit("Sist")).rejects.toThrow("VERSION_CONFLICT");
  });

  test("nobody arranges in another's name", async () => {
    await expect(create("leader", saveTheChildren)).rejects.toThrow("FORBIDDEN");
    await expect(create("coordinator", saveTheChildren, { place: { ...place, municipality: "0301" } })).rejects.toThrow(
      "FORBIDDEN",
    );
  });

  test("what cannot be is named, field by field", async () => {
    const refused = create("leader", redCross, {
      category: "NOTHING",
      place: { name: "Et sted", municipality: "9999", latitude: 10.4, longitude: 63.4 },
      ageFrom: 20,
      ageTo: 10,
      capacity: 0,
      schedules: [],
    });
    await expect(refused).rejects.toMatchObject({
      message: "INVALID_INPUT",
      extensions: {
        problems: [
          { field: "category", code: "UNKNOWN_CATEGORY" },
          { field: "ageTo", code: "OUT_OF_RANGE" },
          { field: "capacity", code: "OUT_OF_RANGE" },
          { field: "schedules", code: "REQUIRED" },
          { field: "place.municipality", code: "UNKNOWN_MUNICIPALITY" },
          // They were told the wrong way round.
          { field: "place.latitude", code: "NOT_IN_NORWAY" },
          { field: "place.longitude", code: "NOT_IN_NORWAY" },
        ],
      },
    });
  });
});

describe("not competing", () => {
  test("a public body is shown what the voluntary sector offers near by, and says why before it publishes", async () => {
    const { id: offered } = await made("leader", redCross, { title: "Korets egen", category: "MUSIC" });
    const draft = await create("coordinator", trondheim, { title: "Kommunens kor", category: "MUSIC" });
    const { activity: seen } = (await read(
      "coordinator",
      "query ($id: ID!) { activity(id: $id) { voluntaryOffersNearby { title } } }",
      { id: draft.id },
    )) as { activity: object };
    expect(seen).toEqual({ voluntaryOffersNearby: [{ title: "Korets egen" }] });
    await expect(publish("coordinator", draft)).rejects.toMatchObject({
      message: "SAY_WHY",
      extensions: { nearby: [{ id: offered }] },
    });
    expect(await publish("coordinator", draft, { whyNotCompeting: "De har ikke plass til flere" })).toMatchObject({
      state: "PUBLISHED",
    });
  });

  test.each([
    ["LIBRARY", "Trondheim folkebibliotek"],
    ["CULTURE_SCHOOL", "Trondheim kulturskole"],
  ])("so does a public %s that the municipality has written down", async (kind, name) => {
    const { data } = await ask<{ createOrganisation: { organisation: { id: string } } }>(
      "coordinator",
      `mutation ($input: CreateOrganisationInput!, $key: ID!) {
        createOrganisation(input: $input, idempotencyKey: $key) { organisation { id } }
      }`,
      { input: { kind, record: { name, municipality: "5001" } }, key: newKey() },
    );
    const [, organiser = ""] = data.createOrganisation.organisation.id.split(":");
    await made("leader", redCross, { category: "MUSIC" });
    const draft = await create("coordinator", organiser, { title: `Sang på ${name}`, category: "MUSIC" });
    await expect(publish("coordinator", draft)).rejects.toThrow("SAY_WHY");
    expect(await publish("coordinator", draft, { whyNotCompeting: "For barn på dagtid" })).toMatchObject({
      state: "PUBLISHED",
    });
  });

  test("so does a group that belongs to a municipality; one of volunteers need not", async () => {
    await made("leader", redCross, { category: "MENS_GROUP" });
    const groupOf = async (parentId?: string): Promise<Made> => {
      const record = { name: "Hagegruppa", municipality: "5001" };
      const { data, code } = await ask<{ createOrganisation: { organisation: { id: string } } }>(
        "coordinator",
        `mutation ($input: CreateOrganisationInput!, $key: ID!) {
          createOrganisation(input: $input, idempotencyKey: $key) { organisation { id } }
        }`,
        { input: { kind: "INFORMAL_GROUP", record: { ...record, ...(parentId && { parentId }) } }, key: newKey() },
      );
      expect(code).toBeUndefined();
      const [, organiser = ""] = data.createOrganisation.organisation.id.split(":");
      return create("coordinator", organiser, { category: "MENS_GROUP" });
    };
    expect(await publish("coordinator", await groupOf())).toMatchObject({ state: "PUBLISHED" });
    const ofTheMunicipality = await groupOf(`organisation:${trondheim}`);
    await expect(publish("coordinator", ofTheMunicipality)).rejects.toThrow("SAY_WHY");
  });

  test("near by is within ten kilometres too, whatever the municipality, and never what one's own unit arranges", async () => {
    // On either side of the border between Skien and Porsgrunn, and in Larvik.
    const skien = { name: "Torget", municipality: "4003", latitude: 59.209, longitude: 9.609 };
    const porsgrunn = { name: "Rådhuset", municipality: "4001", latitude: 59.14, longitude: 9.656 };
    const larvik = { name: "Bølgen", municipality: "3909", latitude: 59.053, longitude: 10.035 };
    const unit = "315000033";
    await given.organisations(registered(unit, "KULTURENHETEN", { parentKey: "K4003" }));
    await given.membership("hub", "K4003", "COORDINATOR");
    const arts = { category: "ARTS_CRAFTS" };
    const { id: offered } = await made("leader", redCross, { ...arts, place: porsgrunn });
    await made("leader", redCross, { ...arts, place: larvik });
    await made("leader", redCross, { ...arts, place: { name: "Uten punkt", municipality: "4001" } });
    await given.activity(unit, { ...arts, place: skien });
    await expect(publish("hub", await create("hub", "K4003", { ...arts, place: skien }))).rejects.toMatchObject({
      message: "SAY_WHY",
      extensions: { nearby: [{ id: offered }] },
    });
  });

  test("what is published is asked again when it becomes something else or is taken elsewhere, and not otherwise", async () => {
    const empty = { category: "READING", place: { name: "Biblioteket", municipality: "5001" } };
    const { id: offered } = await made("leader", redCross, { category: "SWIMMING", title: "Svømming" });
    const first = await publish("coordinator", await create("coordinator", trondheim, empty));
    const edit = (version: number, told: object, more: object = {}) =>
      change("coordinator", "editActivity", "EditActivityInput", {
        activityId: first.id,
        version,
        activity: { ...activity, ...empty, ...told },
        ...more,
      });
    const swimming = { category: "SWIMMING" };
    await expect(edit(2, swimming)).rejects.toMatchObject({
      message: "SAY_WHY",
      extensions: { nearby: [{ id: offered }] },
    });
    const { version } = await edit(2, swimming, { whyNotCompeting: "For dem som er redde for vann" });
    // Another title asks nothing; another point does.
    await edit(version, { ...swimming, title: "Svømming for trygge" });
    await expect(edit(version + 1, { ...swimming, place })).rejects.toThrow("SAY_WHY");
    const { activity: told } = (await read(
      "coordinator",
      "query ($id: ID!) { activity(id: $id) { whyNotCompeting } }",
      {
        id: first.id,
      },
    )) as { activity: object };
    expect(told).toEqual({ whyNotCompeting: "For dem som er redde for vann" });
    // A draft is asked when it is published.
    const draft = await create("coordinator", trondheim, empty);
    const input = { activityId: draft.id, version: 1, activity: { ...activity, ...swimming } };
    expect(await change("coordinator", "editActivity", "EditActivityInput", input)).toMatchObject({ state: "DRAFT" });
  });

  test("a voluntary organisation need not, and is shown nothing", async () => {
    const draft = await create("leader", redCross, { category: "MUSIC" });
    const { activity: seen } = (await read(
      "leader",
      "query ($id: ID!) { activity(id: $id) { voluntaryOffersNearby { id } } }",
      { id: draft.id },
    )) as { activity: object };
    expect(seen).toEqual({ voluntaryOffersNearby: [] });
    expect(await publish("leader", draft)).toMatchObject({ state: "PUBLISHED" });
  });
});

describe("single times", () => {
  test("one is called off, one is moved, and one is put back", async () => {
    const { id, version } = await made("leader", redCross);
    const times = await timesOf(id, "2026-12-01", "2026-12-31");
    expect(times.map(({ startsAt }) => startsAt.slice(0, 16))).toEqual([
      "2026-12-03T17:00",
      "2026-12-10T17:00",
      "2026-12-17T17:00",
      "2026-12-24T17:00",
      "2026-12-31T17:00",
    ]);
    const [first, second, , christmas] = times.map(({ scheduledAt }) => scheduledAt);
    const session = (seen: number, more: object) =>
      change("leader", "changeSession", "ChangeSessionInput", { activityId: id, version: seen, ...more });
    await session(version, { scheduledAt: christmas, isCancelled: true, note: "God jul" });
    await session(version + 1, {
      scheduledAt: first,
      startsAt: "2026-12-02T18:00:00+01:00",
      endsAt: "2026-12-02T20:00:00+01:00",
    });
    await session(version + 2, { scheduledAt: second, isCancelled: true });
    await session(version + 3, { scheduledAt: second });
    expect(await timesOf(id, "2026-12-01", "2026-12-31")).toEqual([
      { scheduledAt: first, startsAt: "2026-12-02T17:00:00.000Z", isCancelled: false, note: null },
      expect.objectContaining({ scheduledAt: second, startsAt: second, isCancelled: false }),
      expect.objectContaining({ isCancelled: false }),
      expect.objectContaining({ scheduledAt: christmas, isCancelled: true, note: "God jul" }),
      expect.objectContaining({ isCancelled: false }),
    ]);
    // The moved one stands where it was moved to.
    expect(await timesOf(id, "2026-12-03", "2026-12-03")).toEqual([]);
    await expect(session(version + 4, { scheduledAt: "2026-12-04T17:00:00Z" })).rejects.toMatchObject({
      extensions: { problems: [{ field: "scheduledAt", code: "UNKNOWN_SESSION" }] },
    });
  });

  test("one that was moved and is then called off stays where it was moved to, and is put back from there", async () => {
    const { id, version } = await made("leader", redCross);
    const scheduledAt = "2026-12-03T17:00:00.000Z";
    const session = (seen: number, more: object) =>
      change("leader", "changeSession", "ChangeSessionInput", { activityId: id, version: seen, scheduledAt, ...more });
    const friday = { startsAt: "2026-12-04T18:00:00.000Z", endsAt: "2026-12-04T20:00:00.000Z" };
    await session(version, { ...friday, note: "På torget" });
    await session(version + 1, { isCancelled: true });
    const calledOff = { scheduledAt, startsAt: friday.startsAt, isCancelled: true };
    expect(await timesOf(id, "2026-12-04", "2026-12-04")).toEqual([{ ...calledOff, note: "På torget" }]);
    expect(await timesOf(id, "2026-12-03", "2026-12-03")).toEqual([]);
    await session(version + 2, { isCancelled: true, note: null });
    expect(await timesOf(id, "2026-12-03", "2026-12-04")).toEqual([{ ...calledOff, note: null }]);
    await session(version + 3, {});
    expect(await timesOf(id, "2026-12-03", "2026-12-04")).toEqual([
      { scheduledAt, startsAt: scheduledAt, isCancelled: false, note: null },
    ]);
  });

  test("one and those that follow get another rule, and those before keep theirs", async () => {
    const { id, version } = await made("leader", redCross);
    await change("leader", "changeFollowingSessions", "ChangeFollowingInput", {
      activityId: id,
      version,
      scheduledAt: "2026-12-17T17:00:00Z",
      schedule: { ...every("TUESDAY", "10:00", "12:00"), startsOn: "2026-12-17" },
    });
    expect((await timesOf(id, "2026-12-07", "2026-12-31")).map(({ startsAt }) => startsAt.slice(0, 16))).toEqual([
      "2026-12-10T17:00",
      "2026-12-22T09:00",
      "2026-12-29T09:00",
    ]);
  });

  test.each([
    ["until a day", { until: "2026-12-17" }],
    ["so many times", { count: 16 }],
  ])("of a series %s, this and those that follow are changed, and none is there twice", async (_, end) => {
    const rule = every("THURSDAY");
    const { id, version } = await made("leader", redCross, {
      schedules: [{ ...rule, repeats: { ...rule.repeats, ...end } }],
    });
    await change("leader", "changeFollowingSessions", "ChangeFollowingInput", {
      activityId: id,
      version,
      scheduledAt: "2026-12-03T17:00:00Z",
      schedule: {
        ...rule,
        startsOn: "2026-12-03",
        startsAt: "19:00",
        endsAt: "21:00",
        repeats: { ...rule.repeats, until: "2026-12-17" },
      },
    });
    expect((await timesOf(id, "2026-11-20", "2026-12-31")).map(({ startsAt }) => startsAt.slice(0, 16))).toEqual([
      "2026-11-26T17:00",
      "2026-12-03T18:00",
      "2026-12-10T18:00",
      "2026-12-17T18:00",
    ]);
  });

  test("of several rules the one that gives the time alone is changed, and the others keep their single changes", async () => {
    const { id, version } = await made("leader", redCross, { schedules: [every("THURSDAY"), every("MONDAY")] });
    for (const [n, scheduledAt] of ["2026-12-21T17:00:00Z", "2026-12-24T17:00:00Z"].entries())
      await change("leader", "changeSession", "ChangeSessionInput", {
        activityId: id,
        version: version + n,
        scheduledAt,
        isCancelled: true,
      });
    const follow = (scheduledAt: string) =>
      change("leader", "changeFollowingSessions", "ChangeFollowingInput", {
        activityId: id,
        version: version + 2,
        scheduledAt,
        schedule: { ...every("FRIDAY", "10:00", "12:00"), startsOn: "2026-12-17" },
      });
    await expect(follow("2026-12-16T17:00:00Z")).rejects.toMatchObject({
      extensions: { problems: [{ field: "scheduledAt", code: "UNKNOWN_SESSION" }] },
    });
    await follow("2026-12-17T17:00:00Z");
    const times = await timesOf(id, "2026-12-10", "2026-12-25");
    expect(times.map(({ startsAt, isCancelled }) => [startsAt.slice(0, 16), isCancelled])).toEqual([
      ["2026-12-10T17:00", false],
      ["2026-12-14T17:00", false],
      ["2026-12-18T09:00", false],
      ["2026-12-21T17:00", true],
      ["2026-12-25T09:00", false],
    ]);
  });

  test("a changed whole keeps the single changes its rules still have, and drops the others", async () => {
    const { id, version } = await made("leader", redCross, { schedules: [every("THURSDAY"), every("MONDAY")] });
    for (const [n, at] of ["2026-12-03T17:00:00Z", "2026-12-07T17:00:00Z"].entries())
      await change("leader", "changeSession", "ChangeSessionInput", {
        activityId: id,
        version: version + n,
        scheduledAt: at,
        isCancelled: true,
      });
    await change("leader", "editActivity", "EditActivityInput", { activityId: id, version: version + 2, activity });
    const times = await timesOf(id, "2026-12-01", "2026-12-10");
    expect(times.map(({ startsAt, isCancelled }) => [startsAt.slice(0, 10), isCancelled])).toEqual([
      ["2026-12-03", true],
      ["2026-12-10", false],
    ]);
  });

  test("another time of day keeps what is called off, moved or noted on its day, and what is moved stays there", async () => {
    const { id, version } = await made("leader", redCross, { schedules: [every("THURSDAY")] });
    const changes = [
      { scheduledAt: "2026-12-03T17:00:00Z", isCancelled: true },
      { scheduledAt: "2026-12-10T17:00:00Z", startsAt: "2026-12-11T10:00:00Z", endsAt: "2026-12-11T12:00:00Z" },
      { scheduledAt: "2026-12-17T17:00:00Z", note: "Ta med nisselue" },
    ];
    for (const [n, told] of changes.entries())
      await change("leader", "changeSession", "ChangeSessionInput", { activityId: id, version: version + n, ...told });
    await change("leader", "editActivity", "EditActivityInput", {
      activityId: id,
      version: version + changes.length,
      activity: { ...activity, schedules: [every("THURSDAY", "19:30", "21:00")] },
    });
    const times = await timesOf(id, "2026-12-01", "2026-12-24");
    expect(times.map((one) => [one.startsAt.slice(0, 16), one.isCancelled, one.note])).toEqual([
      ["2026-12-03T18:30", true, null],
      ["2026-12-11T10:00", false, null],
      ["2026-12-17T18:30", false, "Ta med nisselue"],
      ["2026-12-24T18:30", false, null],
    ]);
  });

  test("of so few places that all of them would tell of a few persons, who keeps the count alone is told that it is full", async () => {
    const { id } = await made("leader", redCross, { capacity: 3 });
    const input = { activityId: id, scheduledAt: "2026-12-03T17:00:00Z", taken: 3 };
    await read(
      "leader",
      "mutation ($input: CountPlacesInput!, $key: ID!) { countPlaces(input: $input, idempotencyKey: $key) { session { taken } } }",
      { input, key: newKey() },
    );
    const seenBy = (who: Who) =>
      read(
        who,
        'query ($id: ID!) { activity(id: $id) { sessions(from: "2026-12-03", until: "2026-12-03") { isFull } } }',
        { id },
      );
    expect(await seenBy("leader")).toEqual({ activity: { sessions: [{ isFull: true }] } });
    expect(await seenBy("volunteer")).toEqual({ activity: { sessions: [{ isFull: null }] } });
  });

  test("places are counted, and nobody is named", async () => {
    const { id } = await made("leader", redCross, { capacity: 12 });
    const count = (scheduledAt: string, taken: number) =>
      read(
        "leader",
        `mutation ($input: CountPlacesInput!, $key: ID!) { countPlaces(input: $input, idempotencyKey: $key) { session { taken waiting activity { capacity } } } }`,
        { input: { activityId: id, scheduledAt, taken, waiting: 3 }, key: newKey() },
      );
    expect(await count("2026-12-03T17:00:00Z", 12)).toEqual({
      countPlaces: { session: { taken: 12, waiting: 3, activity: { capacity: 12 } } },
    });
    const seenBy = (who: Who) =>
      read(
        who,
        `query ($id: ID!) { activity(id: $id) { sessions(from: "2026-12-03", until: "2026-12-10") { taken waiting isFull } } }`,
        { id },
      );
    const others = [
      { taken: null, waiting: null, isFull: true },
      { taken: null, waiting: null, isFull: null },
    ];
    // Who comes by, few as they may be, is for who arranges it to know.
    expect(await seenBy("volunteer")).toEqual({ activity: { sessions: others } });
    expect(await seenBy("auditor")).toMatchObject({ activity: { sessions: [{ taken: 12, isFull: true }, {}] } });
    await expect(count("2026-12-03T17:00:00Z", -1)).rejects.toThrow("INVALID_INPUT");
    await expect(count("2026-12-04T17:00:00Z", 1)).rejects.toThrow("INVALID_INPUT");
  });

  test("what is counted goes along when the series is given another time of day", async () => {
    const { id, version } = await made("leader", redCross, { capacity: 12 });
    for (const [scheduledAt, taken] of [
      ["2036-12-04T17:00:00Z", 12],
      ["2036-12-11T17:00:00Z", 7],
    ] as const)
      await read(
        "leader",
        "mutation ($input: CountPlacesInput!, $key: ID!) { countPlaces(input: $input, idempotencyKey: $key) { session { taken } } }",
        { input: { activityId: id, scheduledAt, taken, waiting: 2 }, key: newKey() },
      );
    const edit = (from: number, ...clock: readonly [string, string]): Promise<Made> =>
      change("leader", "editActivity", "EditActivityInput", {
        activityId: id,
        version: from,
        activity: { ...activity, capacity: 12, schedules: [every("THURSDAY", ...clock)] },
      });
    const counted = async () =>
      read(
        "leader",
        'query ($id: ID!) { activity(id: $id) { sessions(from: "2036-12-04", until: "2036-12-18") { startsAt taken waiting } } }',
        { id },
      );
    const at = (clock: string) => ({
      activity: {
        sessions: [
          { startsAt: `2036-12-04T${clock}`, taken: 12, waiting: 2 },
          { startsAt: `2036-12-11T${clock}`, taken: 7, waiting: 2 },
          { startsAt: `2036-12-18T${clock}`, taken: null, waiting: null },
        ],
      },
    });
    const later = await edit(version, "19:30", "21:00");
    expect(await counted()).toEqual(at("18:30:00.000Z"));
    await edit(later.version, "18:00", "20:00");
    expect(await counted()).toEqual(at("17:00:00.000Z"));
  });
});

describe("in other languages", () => {
  type Translation = {
    readonly language: string;
    readonly title: string;
    readonly provenance: string;
    readonly isOutdated: boolean;
  };
  const translationsOf = async (id: string): Promise<Translation[]> => {
    const { activity: found } = (await read(
      "volunteer",
      "query ($id: ID!) { activity(id: $id) { translations { language title provenance isOutdated } } }",
      { id },
    )) as { activity: { translations: Translation[] } };
    return found.translations;
  };
  const english = { language: "en", title: "Language café", summary: "Coffee and Norwegian", provenance: "MACHINE" };
  const translate = (who: Who, { id, version }: Made, more: object = {}): Promise<Made> =>
    change(who, "translateActivity", "TranslateActivityInput", {
      activityId: id,
      version,
      translation: { ...english, ...more },
    });
  const edit = (who: Who, { id, version }: Made, told: object): Promise<Made> =>
    change(who, "editActivity", "EditActivityInput", { activityId: id, version, activity: { ...activity, ...told } });

  test("a machine's translation is read by a person, and stands in its place", async () => {
    const translated = await translate("leader", await made("leader", redCross));
    expect(await translationsOf(translated.id)).toEqual([
      { language: "en", title: "Language café", provenance: "MACHINE", isOutdated: false },
    ]);
    await translate("leader", translated, { title: "Language café at the library", provenance: "HUMAN" });
    expect(await translationsOf(translated.id)).toEqual([
      { language: "en", title: "Language café at the library", provenance: "HUMAN", isOutdated: false },
    ]);
  });

  test("it is out of date once what it was made of is changed, and no longer when it is read again", async () => {
    const told = { title: "Norsk og kaffe", translations: [english] };
    const first = await edit("leader", await made("leader", redCross), told);
    const isOutdated = async () => (await translationsOf(first.id)).map((one) => one.isOutdated);
    const capacity = await edit("leader", first, { ...told, capacity: 30 });
    expect(await isOutdated()).toEqual([false]);
    const retitled = await edit("leader", capacity, { ...told, title: "Kaffe og norsk" });
    expect(await isOutdated()).toEqual([true]);
    await translate("leader", retitled);
    expect(await isOutdated()).toEqual([false]);
  });

  test("the language it is written in has no translation, and who may not change it translates nothing", async () => {
    const theirs = await made("leader", redCross);
    await expect(translate("leader", theirs, { language: "nb" })).rejects.toMatchObject({
      extensions: { problems: [{ field: "translation.language", code: "OWN_LANGUAGE" }] },
    });
    await expect(translate("volunteer", theirs)).rejects.toThrow("FORBIDDEN");
  });
});

describe("finding", () => {
  const told = {
    "Fotball for jenter": {
      category: "BALL_GAMES",
      ageFrom: 10,
      ageTo: 15,
      group: "WOMEN",
      price: { amount: 30_000, per: "SEASON" },
      schedules: [every("SATURDAY", "10:00", "11:30")],
    },
    "Lekselesing med barnepass": {
      category: "HOMEWORK_HELP",
      childcare: true,
      languageLevel: "A2",
      languages: ["nb", "ar"],
      schedules: [every("MONDAY", "15:00", "17:00")],
    },
    "Tur i Bymarka": {
      category: "TRAINING_WALKS",
      accessibility: ["QUIET", "COMPANION"],
      commitment: "TRY",
      trial: true,
      mixesWithLocals: true,
      registeredAt: { platform: "FRISKUS", externalId: "tur-1", url: "https://friskus.example/tur" },
      place: { name: "Skistua", municipality: "5001", latitude: 63.42, longitude: 10.26 },
      schedules: [every("SUNDAY", "11:00", "14:00")],
    },
  };
  const here = (filter: object): Promise<string[]> =>
    titles("volunteer", filter).then((found) => found.filter((title) => title in told));

  beforeAll(async () => {
    for (const [title, more] of Object.entries(told)) await made("leader", redCross, { title, ...more });
  });

  const all = Object.keys(told);
  const [football = "", homework = "", hike = ""] = all;
  test.each<[string, object, string[]]>([
    ["in a municipality", { municipalities: ["5001"] }, all],
    ["in another", { municipalities: ["0301"] }, []],
    ["in a county", { counties: ["50"] }, all],
    ["within some kilometres", { near: { latitude: 63.42, longitude: 10.26, kilometres: 3 } }, [hike]],
    ["of an organiser", { organiserId: `organisation:${redCross}` }, all],
    ["of another", { organiserId: `organisation:${saveTheChildren}` }, []],
    ["of a category", { categories: ["HOMEWORK_HELP"] }, [homework]],
    ["of a family", { families: ["SPORT_OUTDOOR"] }, [football, hike]],
    ["on weekdays", { weekdays: ["SATURDAY", "SUNDAY"] }, [football, hike]],
    ["in the afternoon", { times: ["AFTERNOON"] }, [homework]],
    ["without Norwegian", { languageLevel: "A0" }, [football, hike]],
    ["with some", { languageLevel: "B1" }, all],
    ["in a language", { languages: ["ar"] }, [homework]],
    ["for an age", { age: 20 }, [homework, hike]],
    ["free", { priceAtMost: 0 }, [homework, hike]],
    ["at a price of a time, which what is paid for a season has none of", { priceAtMost: 50_000 }, [homework, hike]],
    ["at a price of a season", { priceAtMost: 30_000, pricePer: "SEASON" }, all],
    ["at a lower one", { priceAtMost: 29_999, pricePer: "SEASON" }, [homework, hike]],
    ["for women", { groups: ["WOMEN"] }, [football]],
    ["quiet", { accessibility: ["QUIET", "COMPANION"] }, [hike]],
    ["to try", { commitments: ["TRY"], trial: true }, [hike]],
    ["with childcare", { childcare: true }, [homework]],
    ["with locals", { mixesWithLocals: true }, [hike]],
    ["by its id elsewhere", { registeredAt: { platform: "FRISKUS", externalId: "tur-1" } }, [hike]],
    ["by its address there", { registeredAt: { platform: "FRISKUS", url: "https://friskus.example/tur" } }, [hike]],
    ["by that id in another system", { registeredAt: { platform: "NYBY", externalId: "tur-1" } }, []],
    [
      "by another's id at the same address",
      { registeredAt: { platform: "FRISKUS", externalId: "tur-2", url: "https://friskus.example/tur" } },
      [],
    ],
    ["by a word of the title", { search: "bymarka" }, [hike]],
    ["by the beginning of two, in any order", { search: "barnep LEKSE" }, [homework]],
    ["by the organiser's name", { search: "røde kors" }, all],
    ["by a word for the category", { search: "homework" }, [homework]],
    ["by all of it at once", { families: ["SPORT_OUTDOOR"], weekdays: ["SUNDAY"], age: 20, priceAtMost: 0 }, [hike]],
  ])("%s", async (_, filter, expected) => {
    expect(await here(filter)).toEqual(expected);
  });

  test("how many there are in each municipality, of those that fit", async () => {
    for (const number of ["1108", "1108", "1103"])
      await made("leader", redCross, { category: "CYCLING", place: { name: "Torget", municipality: number } });
    await create("leader", redCross, { category: "CYCLING", place: { name: "Torget", municipality: "1103" } });
    const countsFor = async (who: Who, filter: object) =>
      (
        (await read(
          who,
          "query ($filter: ActivityFilter) { activityCounts(filter: $filter) { count municipality { number } } }",
          { filter },
        )) as { activityCounts: { count: number; municipality: { number: string } }[] }
      ).activityCounts.map(({ count, municipality }) => [municipality.number, count]);
    const inRogaland = { categories: ["CYCLING"], counties: ["11"] };
    expect(await countsFor("volunteer", inRogaland)).toEqual([
      ["1108", 2],
      ["1103", 1],
    ]);
    expect(await countsFor("leader", { ...inRogaland, states: ["DRAFT"] })).toEqual([["1103", 1]]);
    expect(await countsFor("volunteer", { ...inRogaland, states: ["DRAFT"] })).toEqual([]);
  });

  test("on an evening of a weekday when one rule gives both, and by no rule that has come to its end", async () => {
    await made("leader", redCross, {
      title: "To regler",
      category: "FOOD",
      schedules: [
        every("MONDAY", "10:00", "11:00"),
        every("THURSDAY", "18:00", "19:00"),
        {
          ...every("SATURDAY", "18:00", "19:00"),
          repeats: { frequency: "WEEKLY", weekdays: ["SATURDAY"], until: "2026-09-30" },
        },
      ],
    });
    const fits = async (weekdays: string[], times: string[]): Promise<[number, number]> => {
      const filter = { categories: ["FOOD"], weekdays, times };
      const { activityCounts } = (await read(
        "volunteer",
        "query ($filter: ActivityFilter) { activityCounts(filter: $filter) { count } }",
        { filter },
      )) as { activityCounts: { count: number }[] };
      return [(await titles("volunteer", filter)).length, activityCounts.length];
    };
    expect(await fits(["MONDAY"], ["EVENING"])).toEqual([0, 0]);
    expect(await fits(["THURSDAY"], ["MORNING"])).toEqual([0, 0]);
    expect(await fits(["SATURDAY"], ["EVENING"])).toEqual([0, 0]);
    expect(await fits(["MONDAY"], ["MORNING"])).toEqual([1, 1]);
    expect(await fits(["THURSDAY", "FRIDAY"], ["AFTERNOON", "EVENING"])).toEqual([1, 1]);
    expect(await fits(["THURSDAY"], [])).toEqual([1, 1]);
    expect(await fits([], ["EVENING"])).toEqual([1, 1]);
  });

  test("nearest first", async () => {
    const near = { latitude: 63.42, longitude: 10.26, kilometres: 50 };
    expect((await titles("volunteer", { near }, "NEAREST_FIRST"))[0]).toBe(hike);
  });

  test("page after page, each once", async () => {
    const seen: string[] = [];
    let after: string | null = null;
    do {
      const { activities } = (await read(
        "volunteer",
        "query ($after: String) { activities(first: 2, after: $after) { totalCount nodes { id } pageInfo { hasNextPage endCursor } } }",
        { after },
      )) as {
        activities: {
          totalCount: number;
          nodes: { id: string }[];
          pageInfo: { hasNextPage: boolean; endCursor: string };
        };
      };
      seen.push(...activities.nodes.map(({ id }) => id));
      after = activities.pageInfo.hasNextPage ? activities.pageInfo.endCursor : null;
      if (after === null) expect(seen).toHaveLength(activities.totalCount);
    } while (after !== null);
    expect(new Set(seen).size).toBe(seen.length);
  });

  test("the times of a week, in their order, weekday and time of day asked of each", async () => {
    const sessions = (filter: object) =>
      read(
        "volunteer",
        `query ($filter: ActivityFilter!) { sessions(filter: $filter, from: "2026-12-07", until: "2026-12-13", first: 100) { nodes { startsAt activity { title } } } }`,
        { filter },
      ) as Promise<{ sessions: { nodes: { startsAt: string; activity: { title: string } }[] } }>;
    const { sessions: week } = await sessions({ municipalities: ["5001"] });
    const starts = week.nodes.map(({ startsAt }) => startsAt);
    expect(starts).toEqual(starts.toSorted());
    expect(week.nodes.map(({ activity: { title } }) => title)).toEqual(expect.arrayContaining(all));
    const { sessions: weekend } = await sessions({
      municipalities: ["5001"],
      weekdays: ["SUNDAY"],
      times: ["MORNING"],
    });
    expect(weekend.nodes).toEqual([{ startsAt: "2026-12-13T10:00:00.000Z", activity: { title: hike } }]);
    await expect(sessions({ search: "tur" })).rejects.toThrow("NARROW_FIRST");
  });

  test("a time that was moved to before the first day of its rule is found where it is", async () => {
    const { id, version } = await made("leader", redCross, {
      title: "Den som begynte før",
      schedules: [{ ...every("SATURDAY"), startsOn: "2028-02-05" }],
    });
    await change("leader", "changeSession", "ChangeSessionInput", {
      activityId: id,
      version,
      scheduledAt: "2028-02-05T17:00:00Z",
      startsAt: "2028-01-29T17:00:00Z",
      endsAt: "2028-01-29T19:00:00Z",
    });
    const { sessions } = (await read(
      "volunteer",
      `query ($filter: ActivityFilter!) { sessions(filter: $filter, from: "2028-01-24", until: "2028-01-30", first: 100) { nodes { startsAt activity { title } } } }`,
      { filter: { organiserId: `organisation:${redCross}`, search: "begynte" } },
    )) as { sessions: { nodes: object[] } };
    expect(sessions.nodes).toEqual([
      { startsAt: "2028-01-29T17:00:00.000Z", activity: { title: "Den som begynte før" } },
    ]);
  });

  test("what is folded into the catalogue's chunks at night is found as before", async () => {
    const before = await titles("volunteer", {});
    expect((await packCatalogue()).activities).toBeGreaterThan(all.length);
    expect(await titles("volunteer", {})).toEqual(before);
  });
});
