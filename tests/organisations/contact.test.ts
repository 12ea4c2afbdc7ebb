/** When organisations can be reached, and that volunteers find who answers when offices are closed. */
import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import { entriesOf } from "#platform/audit";
import { ask, given } from "#world";
import {
  isReachedAt,
  minuteOfWeek,
  minutesOutsideOffice,
  reachOf,
} from "../../functions/modules/organisations/contact.ts";
import { does, done, look } from "./doing.ts";

const weekdays = ["MONDAY", "TUESDAY", "WEDNESDAY", "THURSDAY", "FRIDAY", "SATURDAY", "SUNDAY"] as const;

const hub = { id: "", name: "Sentralen som svarer" };
const quiet = { id: "", name: "Sentralen som sover" };

beforeAll(async () => {
  await given.everybody();
  for (const one of [hub, quiet])
    one.id = (await done(does.createOrganisation("coordinator", { name: one.name }, "FRIVILLIGSENTRAL"))).id;
});

const write = async (id: string, contactWindows: readonly object[]) =>
  does.saveCapabilityProfile("coordinator", (await look("coordinator", id)) ?? { id, version: 1 }, {
    contactWindows,
    confirm: true,
  });
const allDay = (weekday: string) => ({ weekday, opensAt: "00:00", closesAt: "23:59" });
const names = async (reachable: string): Promise<string[]> => {
  const { data } = await ask<{ organisations: { nodes: { name: string }[] } }>(
    "leader",
    'query ($reachable: Reachable) { organisations(filter: { municipalities: ["5001"], reachable: $reachable }) { nodes { name } } }',
    { reachable },
  );
  return data.organisations.nodes.map(({ name }) => name);
};

describe("contact windows", () => {
  test("say by what way, where, and how soon one is answered, who stands by it and until when", async () => {
    const windows = [
      { weekday: "MONDAY", opensAt: "16:00", closesAt: "20:00", channel: "PHONE", phone: "73 00 00 00" },
      { weekday: "TUESDAY", opensAt: "16:00", closesAt: "20:00", channel: "EMAIL", email: "vakt@example.no" },
      {
        weekday: "WEDNESDAY",
        opensAt: "15:00",
        closesAt: "17:30",
        channel: "CHAT",
        chatUrl: "https://chat.example.no/",
      },
      { weekday: "SATURDAY", opensAt: "10:00", closesAt: "12:00", channel: "IN_PERSON", place: "Torget" },
    ].map((window) => ({ ...window, answerWithinHours: 24 }));
    expect((await write(hub.id, windows)).code).toBeUndefined();
    const { data } = await ask(
      "leader",
      `{ organisation(id: "${hub.id}") { capabilityProfile { state contactHoursOutsideOffice contactWindows {
        weekday opensAt closesAt channel phone email chatUrl place answerWithinHours } } } }`,
    );
    const nothing = { phone: null, email: null, chatUrl: null, place: null };
    expect(data).toEqual({
      organisation: {
        capabilityProfile: {
          state: "CONFIRMED",
          contactHoursOutsideOffice: 11.5,
          contactWindows: windows.map((window) => ({ ...nothing, ...window })),
        },
      },
    });
  });

  test("hold nothing of another way, and no promise that is none", async () => {
    const wrong = await write(hub.id, [
      { weekday: "MONDAY", opensAt: "16:00", closesAt: "20:00", channel: "PHONE", chatUrl: "https://chat.example.no/" },
      { weekday: "MONDAY", opensAt: "20:00", closesAt: "16:00", channel: "CHAT", answerWithinHours: 169 },
    ]);
    expect(wrong.errors[0]?.extensions["problems"]).toEqual([
      { field: "contactWindows.0.chatUrl", code: "NOT_WITH_THIS_CHANNEL" },
      { field: "contactWindows.1.closesAt", code: "NOT_AFTER_START" },
      { field: "contactWindows.1.answerWithinHours", code: "NOT_1_TO_168" },
    ]);
  });

  test("find who can be reached now, and who can when offices are closed", async () => {
    const here = Math.floor(minuteOfWeek(new Date()) / 1_440);
    await write(
      hub.id,
      weekdays.map((weekday) => ({ ...allDay(weekday), channel: "CHAT" })),
    );
    await write(quiet.id, [{ ...allDay(weekdays[(here + 3) % 7] ?? ""), channel: "CHAT" }]);
    expect(await names("NOW")).toEqual([hub.name]);
    expect(await names("OUTSIDE_OFFICE_HOURS")).toEqual([quiet.name, hub.name]);
    const reached = async (id: string) =>
      (await ask("leader", `{ organisation(id: "${id}") { capabilityProfile { canBeReachedNow } } }`)).data;
    expect(await reached(hub.id)).toEqual({ organisation: { capabilityProfile: { canBeReachedNow: true } } });
    expect(await reached(quiet.id)).toEqual({ organisation: { capabilityProfile: { canBeReachedNow: false } } });
    await write(quiet.id, [{ weekday: "MONDAY", opensAt: "08:00", closesAt: "16:00", channel: "CHAT" }]);
    expect(await names("OUTSIDE_OFFICE_HOURS")).toEqual([hub.name]);
  });
});

describe("minutes of the week", () => {
  test.each([
    ["2026-11-23T00:00:00+01:00", 0],
    ["2026-11-29T23:59:00+01:00", 10_079],
    // The nights when clocks are changed.
    ["2027-03-28T03:00:00+02:00", 6 * 1_440 + 180],
    ["2027-10-31T02:30:00+01:00", 6 * 1_440 + 150],
  ])("%s is the %ith", (at, minute) => expect(minuteOfWeek(new Date(at))).toBe(minute));

  test("outside office hours are counted once, however windows overlap", () => {
    const clock = fc.integer({ min: 0, max: 1_438 });
    const time = (minutes: number) =>
      `${String(Math.floor(minutes / 60)).padStart(2, "0")}:${String(minutes % 60).padStart(2, "0")}`;
    const window = fc
      .tuple(fc.constantFrom(...weekdays), clock, fc.integer({ min: 1, max: 400 }))
      .map(([weekday, from, length]) => ({
        weekday,
        opensAt: time(from),
        closesAt: time(Math.min(from + length, 1_439)),
      }));
    fc.assert(
      fc.property(fc.array(window, { maxLength: 6 }), (windows) => {
        const reach = reachOf(windows);
        const all = Array.from({ length: 7 * 1_440 }, (_, minute) => minute).filter((minute) =>
          isReachedAt(reach, minute),
        );
        const isOffice = (minute: number) => minute < 5 * 1_440 && minute % 1_440 >= 480 && minute % 1_440 < 960;
        expect(minutesOutsideOffice(reach)).toBe(all.filter((minute) => !isOffice(minute)).length);
      }),
      { numRuns: 40 },
    );
  });
});

test("the trail, which nobody can erase, tells that numbers and addresses were written, and not which", async () => {
  const written = { name: "Nabogruppa", email: "nabo@gruppa.example", phone: "73 00 00 01" };
  const made = await done(does.createOrganisation("coordinator", written));
  const edited = { ...written, activity: "Tur hver søndag", email: "styret@gruppa.example", phone: "73 00 00 02" };
  await done(does.editOrganisation("coordinator", made, edited));
  const window = { weekday: "MONDAY", opensAt: "16:00", closesAt: "20:00" };
  const answered = await write(made.id, [
    { ...window, channel: "PHONE", phone: "73 00 00 03" },
    { ...window, channel: "EMAIL", email: "vakt@gruppa.example" },
  ]);
  expect(answered.code).toBeUndefined();
  const { data } = await ask<{ organisation: { email: string; auditTrail: { nodes: { fields: object[] }[] } } }>(
    "auditor",
    `{ organisation(id: "${made.id}") { email auditTrail { nodes { action fields { field before after } } } } }`,
  );
  expect(data.organisation.email).toBe("styret@gruppa.example");
  const [saved, changed, created] = data.organisation.auditTrail.nodes;
  for (const entry of [changed, created])
    expect(entry?.fields).toEqual(
      expect.arrayContaining(["email", "phone"].map((field) => ({ field, before: null, after: null }))),
    );
  expect(changed?.fields).toContainEqual({ field: "activity", before: null, after: "Tur hver søndag" });
  const after = JSON.stringify(["PHONE", "EMAIL"].map((channel) => ({ ...window, channel })));
  expect(saved?.fields).toContainEqual({ field: "profile.contactWindows", before: "[]", after });
  const entries = await entriesOf(made.id, 10);
  expect(entries).toHaveLength(3);
  expect(JSON.stringify(entries)).not.toMatch(/gruppa\.example|73 00 00/);
});
