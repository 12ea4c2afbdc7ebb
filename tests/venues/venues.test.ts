/** Venues as bodies lend them and organisations find them: through the front door. */
import { beforeAll, describe, expect, test } from "vitest";
import { handler as packCatalogue } from "#handlers/packCatalogue";
import { given, registered } from "#world";
import {
  close,
  create,
  edit,
  freeOf,
  hour,
  read,
  redCross,
  request,
  saveTheChildren,
  trondheim,
  venueTold,
  type Who,
} from "./lending.ts";

beforeAll(async () => {
  await given.referenceBodies();
  await given.organisations(
    registered(redCross, "NORGES RØDE KORS"),
    registered(saveTheChildren, "REDD BARNA", { municipalityNumber: "0301", countyNumber: "03" }),
  );
  await given.membership("coordinator", trondheim, "COORDINATOR");
  await given.membership("leader", redCross, "LEADER");
  await given.membership("member", redCross, "MEMBER");
  await given.membership("hub", saveTheChildren, "LEADER");
  await given.membership("administrator", "987879696", "ADMINISTRATOR");
});

const names = async (who: Who, filter: object, orderBy = "NAME_ASC"): Promise<string[]> => {
  const { venues }: { venues: { nodes: { name: string }[] } } = await read(
    who,
    "query ($filter: VenueFilter, $orderBy: VenueOrder) { venues(filter: $filter, orderBy: $orderBy, first: 100) { nodes { name } } }",
    { filter, orderBy },
  );
  return venues.nodes.map(({ name }) => name);
};
const mayOf = async (who: Who, id: string): Promise<string[]> => {
  const { venue }: { venue: { viewerMay: string[] } } = await read(
    who,
    "query ($id: ID!) { venue(id: $id) { viewerMay } }",
    { id },
  );
  return venue.viewerMay;
};

describe("from the first day to the last", () => {
  test("a municipality lends its canteen, changes it, pauses it and closes it for good", async () => {
    const made = await create("coordinator", trondheim, { name: "Den som stenges" });
    expect(made).toMatchObject({ version: 1, state: "OPEN" });
    expect(await names("volunteer", { search: "stenges" })).toEqual(["Den som stenges"]);
    const paused = await edit("coordinator", made, { name: "Den som stenges", takesRequests: false });
    expect(paused).toMatchObject({ version: 2, state: "PAUSED" });
    await expect(request("leader", made, hour(3, "10:00", "11:00"))).rejects.toThrow("TAKES_NO_REQUESTS");
    expect(await close("coordinator", paused)).toMatchObject({ version: 3, state: "CLOSED" });
    expect(await names("volunteer", { search: "stenges" })).toEqual([]);
    await expect(edit("coordinator", { ...made, version: 3 })).rejects.toThrow("WRONG_STATE");
  });

  test("nobody lends in another's name, and who comes second is told", async () => {
    await expect(create("leader", trondheim)).rejects.toThrow("FORBIDDEN");
    await expect(create("coordinator", redCross)).rejects.toThrow("FORBIDDEN");
    const own = await create("leader", redCross, { name: "Korsets eget" });
    await expect(edit("coordinator", own)).rejects.toThrow("FORBIDDEN");
    await edit("leader", own, { name: "Korsets eget" });
    await expect(edit("leader", own, { name: "Korsets eget" })).rejects.toThrow("VERSION_CONFLICT");
  });

  test("what one may do is told beforehand", async () => {
    const { id } = await create("coordinator", trondheim, { name: "For de lokale", lentTo: "LOCAL_VOLUNTARY" });
    expect(await mayOf("coordinator", id)).toEqual(["EDIT", "CLOSE", "REQUEST", "READ_AUDIT_TRAIL"]);
    expect(await mayOf("leader", id)).toEqual(["REQUEST"]);
    expect(await mayOf("member", id)).toEqual(["REQUEST"]);
    expect(await mayOf("hub", id)).toEqual([]);
    expect(await mayOf("administrator", id)).toEqual(["EDIT", "CLOSE", "READ_AUDIT_TRAIL"]);
    expect(await mayOf("volunteer", id)).toEqual([]);
    await expect(request("hub", { id }, hour(3, "10:00", "11:00"))).rejects.toMatchObject({
      message: "NOT_LENT_TO_YOU",
      extensions: { lentTo: "LOCAL_VOLUNTARY" },
    });
  });

  test("what cannot be is named, field by field", async () => {
    const refused = create("coordinator", trondheim, {
      municipality: "9999",
      latitude: 91,
      longitude: null,
      capacity: 0,
      pricePerHour: -1,
      openingHours: [
        { weekday: "MONDAY", opensAt: "08:00", closesAt: "12:00" },
        { weekday: "MONDAY", opensAt: "11:00", closesAt: "00:00" },
        { weekday: "TUESDAY", opensAt: "08:10", closesAt: "08:00" },
      ],
      closedDays: [{ from: "2027-07-31", until: "2027-07-01" }],
    });
    await expect(refused).rejects.toMatchObject({
      message: "INVALID_INPUT",
      extensions: {
        problems: [
          { field: "municipality", code: "UNKNOWN_MUNICIPALITY" },
          { field: "capacity", code: "OUT_OF_RANGE" },
          { field: "pricePerHour", code: "OUT_OF_RANGE" },
          { field: "longitude", code: "REQUIRED" },
          { field: "latitude", code: "NOT_IN_NORWAY" },
          { field: "openingHours.1.opensAt", code: "OVERLAPS" },
          { field: "openingHours.2.opensAt", code: "NOT_A_QUARTER" },
          { field: "openingHours.2.closesAt", code: "NOT_AFTER_START" },
          { field: "closedDays.0.until", code: "NOT_AFTER_START" },
        ],
      },
    });
  });
});

describe("finding one", () => {
  test("by place, size, what stands ready, price and words, and by what is free then", async () => {
    const hall = await create("coordinator", trondheim, {
      name: "Finnes: idrettshallen",
      capacity: 300,
      equipment: ["SPORTS_FLOOR", "CHANGING_ROOMS"],
      accessibility: [],
      pricePerHour: 25_000,
      mustBeApproved: false,
    });
    await create("coordinator", trondheim, { name: "Finnes: møterommet", capacity: 12, address: "Kongens gate 9" });
    await create("hub", saveTheChildren, {
      name: "Finnes: i Oslo",
      municipality: "0301",
      latitude: 59.91,
      longitude: 10.75,
    });
    const found = (filter: object, orderBy?: string) => names("volunteer", { search: "finnes", ...filter }, orderBy);
    const [gym, room, oslo] = ["Finnes: idrettshallen", "Finnes: møterommet", "Finnes: i Oslo"];
    expect(await found({})).toEqual([oslo, gym, room]);
    expect(await found({ municipalities: ["5001"] })).toEqual([gym, room]);
    expect(await found({ counties: ["03"] })).toEqual([oslo]);
    expect(await found({ near: { latitude: 63.4, longitude: 10.4, kilometres: 20 } })).toEqual([gym, room]);
    expect(await found({ near: { latitude: 59.9, longitude: 10.7, kilometres: 500 } }, "NEAREST_FIRST")).toEqual([
      oslo,
      gym,
      room,
    ]);
    expect(await found({ lenderId: `organisation:${saveTheChildren}` })).toEqual([oslo]);
    expect(await found({ capacityAtLeast: 100 })).toEqual([gym]);
    expect(await found({ equipment: ["SPORTS_FLOOR", "CHANGING_ROOMS"] })).toEqual([gym]);
    expect(await found({ accessibility: ["STEP_FREE"] })).toEqual([oslo, room]);
    expect(await found({ isFree: false })).toEqual([gym]);
    expect(await found({ search: "finnes kongens" })).toEqual([room]);
    const span = hour(4, "10:00", "12:00");
    await request("leader", hall, span);
    const free = (startsAt: string, endsAt: string) =>
      found({ municipalities: ["5001"], freeFrom: startsAt, freeUntil: endsAt });
    expect(await free(span.startsAt, span.endsAt)).toEqual([room]);
    expect(await free(span.endsAt, hour(4, "13:00", "14:00").endsAt)).toEqual([gym, room]);
    // Nothing is open at night.
    expect(await free(hour(4, "01:00", "02:00").startsAt, hour(4, "01:00", "02:00").endsAt)).toEqual([]);
    await expect(found({ freeFrom: span.startsAt, freeUntil: span.endsAt })).rejects.toThrow("NARROW_FIRST");
    await expect(found({ municipalities: ["5001"], freeFrom: span.startsAt })).rejects.toThrow("NARROW_FIRST");
  });

  test("on its lender's page, and in what is folded for the next instance", async () => {
    const { organisation }: { organisation: { venues: { nodes: object[]; totalCount: number } } } = await read(
      "volunteer",
      `{ organisation(id: "organisation:K5001") { venues(first: 1) { nodes { name } totalCount } } }`,
    );
    expect(organisation.venues.nodes).toHaveLength(1);
    expect(organisation.venues.totalCount).toBeGreaterThan(2);
    expect((await packCatalogue()).venues).toBeGreaterThan(organisation.venues.totalCount);
  });
});

describe("when it is open", () => {
  test("is by the clock on the wall, also in the nights when clocks are changed", async () => {
    const night = await create("coordinator", trondheim, {
      name: "Åpent hele helgen",
      openingHours: [
        { weekday: "SATURDAY", opensAt: "18:00", closesAt: "00:00" },
        { weekday: "SUNDAY", opensAt: "00:00", closesAt: "06:00" },
      ],
    });
    // Eleven hours from six to six where a clock is put forward, thirteen where it is put back.
    expect(await freeOf(night, "2027-03-27T00:00:00Z", "2027-03-29T00:00:00Z")).toEqual([
      { startsAt: "2027-03-27T17:00:00.000Z", endsAt: "2027-03-28T04:00:00.000Z" },
    ]);
    expect(await freeOf(night, "2027-10-30T00:00:00Z", "2027-11-01T00:00:00Z")).toEqual([
      { startsAt: "2027-10-30T16:00:00.000Z", endsAt: "2027-10-31T05:00:00.000Z" },
    ]);
  });

  test("has no closed days in it, and is asked for two months at a time", async () => {
    const summer = await create("coordinator", trondheim, {
      name: "Stengt i juli",
      closedDays: [{ from: "2027-07-01", until: "2027-07-30" }],
    });
    expect(await freeOf(summer, "2027-06-30T12:00:00Z", "2027-07-31T12:00:00Z")).toEqual([
      { startsAt: "2027-06-30T12:00:00.000Z", endsAt: "2027-06-30T20:00:00.000Z" },
      { startsAt: "2027-07-31T06:00:00.000Z", endsAt: "2027-07-31T12:00:00.000Z" },
    ]);
    await expect(freeOf(summer, "2027-06-01T00:00:00Z", "2027-09-01T00:00:00Z")).rejects.toThrow("WRONG_PERIOD");
    await expect(freeOf(summer, "2027-06-02T00:00:00Z", "2027-06-01T00:00:00Z")).rejects.toThrow("WRONG_PERIOD");
  });

  test("costs nothing to say of one that has no coordinates", async () => {
    const { latitude: _, longitude: __, ...without } = venueTold;
    await create("coordinator", trondheim, { ...without, name: "Uten kart", latitude: null, longitude: null });
    expect(await names("volunteer", { search: "kart" })).toEqual(["Uten kart"]);
    expect(
      await names("volunteer", { search: "kart", near: { latitude: 63.4, longitude: 10.4, kilometres: 500 } }),
    ).toEqual([]);
  });
});
