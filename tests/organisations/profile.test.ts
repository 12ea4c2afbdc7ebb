import { afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { ask, given, registered } from "#world";
import { done, does, look } from "./doing.ts";

const id = "organisation:974760673";

beforeAll(async () => {
  await given.everybody();
  await given.organisations(
    registered("974760673", "Trondheim Sanitetsforening"),
    registered("941296459", "REDD BARNA"),
  );
}, 120_000);

afterEach(() => {
  vi.useRealTimers();
});

const monthsAgo = (months: number, plusHours: number): Date => {
  const at = new Date(Date.now() + plusHours * 3_600_000);
  at.setUTCMonth(at.getUTCMonth() - months);
  return at;
};
const at = (now: Date): void => {
  vi.useFakeTimers({ toFake: ["Date"], now });
};

describe("a capability profile", () => {
  it("is nobody's word until somebody confirms it, and then bears a name and a date", async () => {
    const before = await look("coordinator", id);
    expect(before?.capabilityProfile).toMatchObject({
      state: "UNCONFIRMED",
      capabilities: [],
      confirmedAt: null,
      confirmedBy: null,
    });
    const saved = await done(
      does.saveCapabilityProfile(
        "centre",
        { id, version: 1 },
        { capabilities: ["FOOD", "FOOD", "TRANSPORT"], trainedPeople: 7 },
      ),
    );
    expect(saved.capabilityProfile).toMatchObject({
      state: "UNCONFIRMED",
      capabilities: ["FOOD", "TRANSPORT"],
      trainedPeople: 7,
    });
    const confirmed = await done(does.confirmCapabilityProfile("coordinator", saved));
    expect(confirmed.capabilityProfile).toMatchObject({
      state: "CONFIRMED",
      confirmedBy: "Silje Moen",
      trainedPeople: 7,
    });
    const { confirmedAt, confirmAgainAt } = confirmed.capabilityProfile;
    expect(Math.abs(Date.now() - Date.parse(confirmedAt ?? ""))).toBeLessThan(60_000);
    expect(Number(confirmAgainAt?.slice(0, 4)) - Number(confirmedAt?.slice(0, 4))).toBe(1);
  });

  it("keeps its confirmation when it is saved as it was, and loses it when it is changed", async () => {
    const seen = await done(
      does.saveCapabilityProfile("coordinator", (await look("coordinator", id)) ?? { id, version: 0 }, {
        trainedPeople: 3,
        confirm: true,
      }),
    );
    expect(seen.capabilityProfile.state).toBe("CONFIRMED");
    const same = await done(does.saveCapabilityProfile("centre", seen, { trainedPeople: 3 }));
    expect(same.capabilityProfile).toMatchObject({
      state: "CONFIRMED",
      confirmedBy: "Silje Moen",
      confirmedAt: seen.capabilityProfile.confirmedAt,
    });
    const changed = await done(does.saveCapabilityProfile("centre", same, { trainedPeople: 4 }));
    expect(changed.capabilityProfile).toMatchObject({
      state: "UNCONFIRMED",
      confirmedAt: null,
      confirmedBy: null,
      confirmAgainAt: null,
    });
  });

  it("is not confirmed in passing by who may only fill it in", async () => {
    const seen = await look("centre", id);
    const { code } = await does.saveCapabilityProfile("centre", seen ?? { id, version: 0 }, { confirm: true });
    expect(code).toBe("FORBIDDEN");
    expect((await look("centre", id))?.version).toBe(seen?.version);
  });

  it("must be confirmed again after twelve months, to the hour", async () => {
    const other = { id: "organisation:941296459", version: 1 };
    at(monthsAgo(12, 1));
    const young = await done(does.saveCapabilityProfile("coordinator", other, { confirm: true }));
    vi.useRealTimers();
    expect((await look("coordinator", other.id))?.capabilityProfile.state).toBe("CONFIRMED");
    at(monthsAgo(12, -1));
    const old = await done(does.confirmCapabilityProfile("coordinator", young));
    expect(old.capabilityProfile.state).toBe("CONFIRMED");
    vi.useRealTimers();
    expect((await look("coordinator", other.id))?.capabilityProfile).toMatchObject({
      state: "MUST_BE_CONFIRMED_AGAIN",
      confirmedBy: "Silje Moen",
      confirmedAt: old.capabilityProfile.confirmedAt,
    });
    const again = await done(does.confirmCapabilityProfile("hub", old));
    expect(again.capabilityProfile).toMatchObject({ state: "CONFIRMED", confirmedBy: "Kari Nygård" });
  });

  it("tells everything that is wrong with it, by field", async () => {
    const seen = (await look("coordinator", id)) ?? { id, version: 0 };
    const window = { weekday: "MONDAY", opensAt: "16:00", closesAt: "15:00", channel: "PHONE" };
    const { errors, code } = await does.saveCapabilityProfile("coordinator", seen, {
      trainedPeople: -1,
      premises: [
        { name: "Sal", places: 10, stepFree: true },
        { name: "Kjeller", places: 100_001, stepFree: false },
      ],
      vehicles: [{ kind: "minibuss", count: -2 }],
      equipment: Array.from({ length: 51 }, () => "telt"),
      contactWindows: [window, { ...window, closesAt: "16:00" }, { ...window, closesAt: "16:01" }],
    });
    expect(code).toBe("INVALID_INPUT");
    expect(errors[0]?.extensions["problems"]).toEqual([
      { field: "trainedPeople", code: "OUT_OF_RANGE" },
      { field: "premises.1.places", code: "OUT_OF_RANGE" },
      { field: "vehicles.0.count", code: "OUT_OF_RANGE" },
      { field: "contactWindows.0.closesAt", code: "NOT_AFTER_START" },
      { field: "contactWindows.1.closesAt", code: "NOT_AFTER_START" },
      { field: "equipment", code: "TOO_MANY" },
    ]);
  });

  it.each<[string, Record<string, unknown>]>([
    ["an empty line", { equipment: ["  "] }],
    ["a line with a break in it", { equipment: ["telt\nsoveposer"] }],
    ["a line that turns the writing round", { equipment: ["telt \u202esoveposer"] }],
    [
      "an hour there is not",
      { contactWindows: [{ weekday: "MONDAY", opensAt: "24:00", closesAt: "25:00", channel: "PHONE" }] },
    ],
    ["a language there is not", { languages: ["norsk"] }],
    ["a capability there is not", { capabilities: ["MAGIC"] }],
    ["a field there is not", { confirmedBy: "Meg selv" }],
    ["half a person", { trainedPeople: 1.5 }],
  ])("does not take %s", async (_, over) => {
    const { status, code, organisation } = await does.saveCapabilityProfile("coordinator", { id, version: 1 }, over);
    expect({ status, code, organisation }).toEqual({ status: 400, code: "BAD_USER_INPUT", organisation: undefined });
  });

  it("is given back as it was written, whole", async () => {
    const seen = (await look("coordinator", id)) ?? { id, version: 0 };
    const contribution = {
      capabilities: ["EMERGENCY_ACCOMMODATION", "FIRST_AID_AND_RESCUE"],
      trainedPeople: 0,
      premises: [
        { name: "Storsalen på Møllenberg", places: 120, stepFree: true },
        { name: "Lavvo", places: null, stepFree: false },
      ],
      vehicles: [{ kind: "minibuss", count: 2 }],
      equipment: ["Feltsenger", "Aggregat"],
      languages: ["nb", "ar", "ti"],
      emergencyExperience: ["Mottak av evakuerte 2022"],
      contactWindows: [{ weekday: "SUNDAY", opensAt: "18:00", closesAt: "23:59", channel: "PHONE" }],
      note: "Ring først.\nVi har nøkkel.",
    };
    await done(does.saveCapabilityProfile("coordinator", seen, contribution));
    const { data } = await ask(
      "member",
      `{ organisation(id: "${id}") { capabilityProfile {
        capabilities trainedPeople premises { name places stepFree } vehicles { kind count } equipment languages
        emergencyExperience contactWindows { weekday opensAt closesAt channel } note } } }`,
    );
    expect(data).toEqual({ organisation: { capabilityProfile: contribution } });
  });
});

describe("a municipality's voluntary sector", () => {
  it("is counted: who has confirmed what, and what nobody has", async () => {
    type Sector = {
      confirmedProfiles: number;
      unconfirmedProfiles: number;
      mustBeConfirmedAgain: number;
      inVoluntaryRegister: number;
      byIcnpoGroup: { category: { code: string }; count: number }[];
      capabilities: { capability: string; confirmed: number }[];
    };
    const { data, errors } = await ask<{ municipality: { sector: Sector; organisations: { totalCount: number } } }>(
      "coordinator",
      `{ municipality(number: "5001") { organisations(filter: { kinds: [VOLUNTARY_ORGANISATION, FRIVILLIGSENTRAL, RECEPTION_CENTRE, INFORMAL_GROUP, LOCAL_BRANCH, SUB_UNIT] }) { totalCount }
        sector { confirmedProfiles unconfirmedProfiles mustBeConfirmedAgain inVoluntaryRegister byIcnpoGroup { category { code } count } capabilities { capability confirmed } } } }`,
    );
    expect(errors).toEqual([]);
    const { sector, organisations } = data.municipality;
    expect(sector.confirmedProfiles + sector.unconfirmedProfiles + sector.mustBeConfirmedAgain).toBe(
      organisations.totalCount,
    );
    expect(sector.inVoluntaryRegister).toBe(3);
    expect(sector.byIcnpoGroup.length).toBe(14);
    expect(sector.byIcnpoGroup.find(({ category }) => category.code === "1")?.count).toBe(3);
    expect(sector.capabilities.length).toBe(20);
    expect(sector.capabilities.filter(({ confirmed }) => confirmed > 0)).toEqual([
      { capability: "LANGUAGE_PRACTICE", confirmed: 1 },
    ]);
  });
});
