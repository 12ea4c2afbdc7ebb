/** What a record written here has with it when it is joined to its registration: people, activities, venues, bookings and when it is reached. */
import { afterEach, beforeAll, describe, expect, test } from "vitest";
import { ask, given, registered } from "#world";
import type { PersonName } from "../../infra/local/people.ts";
import { orgNumbers } from "../orgNumbers.ts";
import { begunAnew, stopAt } from "../world/killed.ts";
import { everythingStored } from "../world/mutations.ts";
import { handOnNewsOf } from "../world/news.ts";
import { done, does, look } from "./doing.ts";

const numbers = orgNumbers(39_000_000);

/** A group that is written down, with an activity, a venue, a booking of it and people; and its registration, which has no people. */
const make = async (leader: PersonName = "leader", member: PersonName = "member") => {
  const number = numbers.next().value ?? "";
  await given.organisations(registered(number, `KORET ${number}`));
  const { id } = await done(does.createOrganisation("coordinator", { name: "Koret" }));
  const key = id.replace("organisation:", "");
  await given.membership(leader, key, "LEADER");
  await given.membership(member, key, "MEMBER");
  const activity = await given.activity(key);
  const venue = await given.venue(key);
  return { id, key, number, activity, venue, booking: await given.booking("coordinator", venue, 10) };
};
type Group = Awaited<ReturnType<typeof make>>;

/** As who acts for the registered body: he is in others besides. */
const actingFor = ({ number }: Group) => ({ "samspill-acting-for": `organisation:${number}` });

const join = async ({ id, number }: Group): Promise<void> => {
  const { version = 0 } = (await look("coordinator", id)) ?? {};
  await done(does.joinOrganisationToRegister("coordinator", { id, version }, number));
};

const standing = async ({ key, number, activity, venue, booking }: Group) => {
  const stored = await everythingStored();
  const roles = (bodyKey: string) =>
    stored("Member")
      .filter((one) => one["bodyKey"] === bodyKey)
      .map(({ name, roles: held }) => `${String(name)}: ${String(held)}`)
      .toSorted();
  const { data } = await ask<Record<string, Record<string, { id: string }>>>(
    "administrator",
    "query ($activity: ID!, $venue: ID!) { activity(id: $activity) { organiser { id } } venue(id: $venue) { lender { id } } }",
    { activity, venue },
  );
  const keyOf = (one: { id: string } | undefined): string => one?.id.replace("organisation:", "") ?? "";
  const lent = stored("VenueBooking").find((one) => booking === `booking:${String(one["key"])}`);
  const lender = /"lenderKey":"(\w+)"/.exec(String(lent?.["body"]))?.[1] ?? "";
  const those = [keyOf(data["activity"]?.["organiser"]), keyOf(data["venue"]?.["lender"]), lender];
  return {
    whose: those.map((one) => (one === number ? "registered" : one === key ? "written" : one)),
    people: roles(number),
    left: roles(key),
  };
};
const whole = {
  whose: ["registered", "registered", "registered"],
  people: ["Per Olav Stene: LEADER", "Yusuf Demir: MEMBER"],
  left: [],
};

beforeAll(async () => {
  await given.administrator();
  await given.referenceBodies();
  await given.membership("coordinator", "K5001", "COORDINATOR");
});
afterEach(begunAnew);

describe("a record that is joined to its registration", () => {
  test("has people, activities, venues and bookings with it, and its people go on with them", async () => {
    const group = await make();
    await join(group);
    await handOnNewsOf(group.key);
    expect(await standing(group)).toEqual(whole);
    const { data } = await ask<{ activity: { viewerMay: string[] } }>(
      "leader",
      "query ($id: ID!) { activity(id: $id) { viewerMay } }",
      { id: group.activity },
      actingFor(group),
    );
    expect(data.activity.viewerMay).toContain("EDIT");
    const { data: found } = await ask<{ venueBookings: { nodes: { id: string }[] } }>(
      "leader",
      "{ venueBookings(list: TO_ANSWER) { nodes { id } } }",
      {},
      actingFor(group),
    );
    expect(found.venueBookings.nodes.map(({ id }) => id)).toContain(group.booking);
    const noted = (await everythingStored())("Audit").filter(({ subject }) => subject === group.activity);
    expect(noted.at(-1)).toMatchObject({ action: "activity.broughtAlong" });
  });

  test.each([1, 2, 3, 4, 5, 6, 7].flatMap((n) => [false, true].map((isDone) => [n, isDone] as const)))(
    "killed in the %i. transaction (which was done: %s) and told again, twice, it is whole",
    async (n, isDone) => {
      const group = await make();
      await join(group);
      stopAt(n, isDone);
      await expect(handOnNewsOf(group.key)).rejects.toThrow("The function was killed.");
      begunAnew();
      await handOnNewsOf(group.key);
      await handOnNewsOf(group.key);
      expect(await standing(group)).toEqual(whole);
    },
  );

  test("brings nobody to administer what others administer already", async () => {
    const group = await make();
    await given.membership("hub", group.number, "LEADER");
    await join(group);
    await handOnNewsOf(group.key);
    const { people } = await standing(group);
    expect(people).toContain("Per Olav Stene: MEMBER");
    expect(people.filter((one) => one.endsWith("LEADER"))).toHaveLength(1);
  });

  test("has what its branches arrange with it: their parent's people look after it still", async () => {
    const group = await make();
    const branch = await done(
      does.createOrganisation("coordinator", { name: "Barnekoret", parentId: group.id }, "LOCAL_BRANCH"),
    );
    const activity = await given.activity(branch.id.replace("organisation:", ""));
    await join(group);
    await handOnNewsOf(group.key);
    const { data } = await ask<{ activity: { viewerMay: string[] } }>(
      "leader",
      "query ($id: ID!) { activity(id: $id) { viewerMay } }",
      { id: activity },
      actingFor(group),
    );
    expect(data.activity.viewerMay).toContain("EDIT");
  });

  test("was joined to one that is deleted before it has followed: it is hidden as that one's is", async () => {
    const group = await make();
    await join(group);
    await given.organisations(registered(group.number, `KORET ${group.number}`, { status: "DELETED" }));
    await handOnNewsOf(group.number);
    await handOnNewsOf(group.key);
    const { data } = await ask<{ activity: object }>(
      "coordinator",
      "query ($id: ID!) { activity(id: $id) { state hiddenBecause } }",
      { id: group.activity },
    );
    expect(data.activity).toEqual({ state: "HIDDEN", hiddenBecause: "ORGANISER_CLOSED" });
  });

  test("says when it is reached, where the registration's own profile does not", async () => {
    const group = await make();
    const windows = [{ weekday: "MONDAY", opensAt: "18:00", closesAt: "20:00", channel: "IN_PERSON", place: "Huset" }];
    const { version = 0 } = (await look("coordinator", group.id)) ?? {};
    await done(does.saveCapabilityProfile("coordinator", { id: group.id, version }, { contactWindows: windows }));
    const id = `organisation:${group.number}`;
    const { version: seen = 0 } = (await look("coordinator", id)) ?? {};
    await done(does.saveCapabilityProfile("coordinator", { id, version: seen }, { confirm: true }));
    await join(group);
    const { data } = await ask<{ organisation: { capabilityProfile: { contactWindows: object[]; state: string } } }>(
      "coordinator",
      "query ($id: ID!) { organisation(id: $id) { capabilityProfile { state contactWindows { weekday place } } } }",
      { id },
    );
    expect(data.organisation.capabilityProfile).toEqual({
      state: "CONFIRMED",
      contactWindows: [{ weekday: "MONDAY", place: "Huset" }],
    });
  });
});
