/** A cursor leads on in the list it came from, and nowhere else: not to another's list, nor for another's list, nor with another question. */
import { buildSchema, getNamedType, isObjectType } from "graphql";
import { beforeAll, describe, expect, it, test } from "vitest";
import { sdl } from "#schema/sdl";
import { reportErasure } from "#modules/privacy";
import { systemContext } from "#platform/context";
import { given, newKey, registered } from "#world";
import { approveVenueBooking } from "../../functions/modules/venues/bookings.ts";
import { closeVenue } from "../../functions/modules/venues/commands.ts";
import { stopPartner } from "../../functions/modules/partners/commands.ts";
import type { PersonName } from "../../infra/local/people.ts";
import { asks, request } from "../people/asking.ts";

/** In Trondheim, and in Oslo; each with a leader and a member, a branch, two pictures and two waiting requests. */
const [redCross, saveTheChildren] = ["864139442", "941296459"];
const idOf = (key: string): string => `organisation:${key}`;
const inOslo = { municipalityNumber: "0301", countyNumber: "03" };

/** Each has a trail of two entries. */
const made = { activities: [] as string[], venues: [] as string[], bookings: [] as string[] };

beforeAll(async () => {
  await given.referenceBodies();
  for (const employees of [1, 2, 3])
    await given.organisations(
      registered(redCross, "NORGES RØDE KORS", { employees }),
      registered(saveTheChildren, "REDD BARNA", { employees, ...inOslo }),
    );
  await given.organisations(
    registered("974760673", "RØDE KORS AVDELING 1", { kind: "SUB_UNIT", parentKey: redCross }),
    registered("871033552", "RØDE KORS AVDELING 2", { kind: "SUB_UNIT", parentKey: redCross }),
    registered("971278374", "REDD BARNA AVDELING 1", { kind: "SUB_UNIT", parentKey: saveTheChildren, ...inOslo }),
    registered("970531438", "REDD BARNA AVDELING 2", { kind: "SUB_UNIT", parentKey: saveTheChildren, ...inOslo }),
  );
  for (const _ of [1, 2]) {
    await given.activity(redCross);
    await given.activity(saveTheChildren, { place: { name: "Deichman", municipality: "0301" } });
  }
  await given.membership("leader", redCross, "LEADER");
  for (const lender of [redCross, saveTheChildren])
    for (const _ of [1, 2]) await given.venue(lender, lender === redCross ? {} : { municipality: "0301" });
  await given.membership("member", redCross, "LEADER");
  await given.membership("hub", saveTheChildren, "LEADER");
  await given.membership("centre", saveTheChildren, "MEMBER");
  await given.membership("administrator", "987879696", "ADMINISTRATOR");
  await given.membership("auditor", "987879696", "AUDITOR");
  await given.membership("coordinator", "K5001", "COORDINATOR");
  await given.partner("942110464");
  await given.partner("889640782");
  // Of two nights.
  for (const night of ["2026-05-16T02:00:00Z", "2026-05-17T02:00:00Z"])
    await reportErasure(systemContext("given", () => new Date(night)));
  await given.reports("2026-04", "K5001", "K0301");
  await given.reports("2026-05", "K5001", "K0301");
  const reason = { reason: "Avsluttet", version: 1 };
  await stopPartner(systemContext("given"), { orgNumber: "942110464", ...reason }, newKey());
  for (const who of ["caseworker", "decider"] as const)
    for (const body of [redCross, saveTheChildren])
      await request(who, { organisationId: idOf(body), wishedRole: "MEMBER", name: "Ola Berg" });
  const [ofRedCross, ofSaveTheChildren] = [await given.venue(redCross), await given.venue(saveTheChildren)];
  for (const startsAt of [10, 12]) {
    const booking = await given.booking("leader", ofSaveTheChildren, startsAt);
    made.bookings.push(booking);
    await approveVenueBooking(systemContext("given"), { bookingId: booking, version: 1 }, newKey());
    await given.booking("hub", ofRedCross, startsAt);
  }
  for (const key of [redCross, saveTheChildren]) {
    made.activities.push(await given.activity(key));
    const venue = await given.venue(key);
    made.venues.push(venue);
    await closeVenue(systemContext("given"), { venueId: venue, version: 1 }, newKey());
  }
}, 120_000);

/** A list, as someone asks for it. */
type List = readonly [who: PersonName, ask: (args: string) => string];

const page = "{ edges { cursor } nodes { __typename } }";
const of = (key: string, field: string): ((args: string) => string) => {
  return (args) => `organisation(id: "${idOf(key)}") { ${field}(${args}) ${page} }`;
};
const trailOfPartner = (number: string) => (args: string) =>
  `partner(orgNumber: "${number}") { auditTrail(${args}) ${page} }`;
const trailOf = (field: string, things: readonly string[], n: number) => (args: string) =>
  `${field}(id: "${things[n]}") { auditTrail(${args}) ${page} }`;
const audited = (by: string) => (args: string) => `auditEntries(${by}, ${args}) ${page}`;
const within = (number: string) => (args: string) =>
  `municipality(number: "${number}") { organisations(${args}) ${page} }`;
const listed =
  (field: string, more = "") =>
  (args: string) =>
    `${field}(${[more, args].filter(Boolean).join(", ")}) ${page}`;
const reportsOf = (filter: string) => listed("reports", `filter: { ${filter} }`);
const times = (municipality: string, until: string) =>
  listed("sessions", `filter: { municipalities: ["${municipality}"] }, from: "2026-12-01", until: "${until}"`);
const people = (body: string) => listed("members", `organisationId: "${idOf(body)}"`);

const today = new Date().toISOString().slice(0, 10);

/** Where each list's cursor comes from, and the nearest lists it must not open. */
const moves: Readonly<Record<string, { from: List; to: Readonly<Record<string, List>> }>> = {
  "Query.members": {
    from: ["leader", people(redCross)],
    to: {
      "another body's people, for that body's leader": ["hub", listed("members")],
      "another body's people, for who may see both": ["auditor", people(saveTheChildren)],
      "other rows of the same body": ["leader", listed("membershipRequests")],
    },
  },
  "Query.membershipRequests": {
    from: ["leader", listed("membershipRequests")],
    to: {
      "another body's": ["hub", listed("membershipRequests")],
      "another's who decides for the same body": ["member", listed("membershipRequests")],
    },
  },
  "Query.auditEntries": {
    from: ["auditor", audited(`subject: "${idOf(redCross)}"`)],
    to: {
      "another subject": ["auditor", audited(`subject: "${idOf(saveTheChildren)}"`)],
      "an actor": ["auditor", audited('actor: "system:given"')],
      "a day": ["auditor", audited(`day: "${today}"`)],
    },
  },
  "Organisation.auditTrail": {
    from: ["leader", of(redCross, "auditTrail")],
    to: {
      "another organisation's, for its leader": ["hub", of(saveTheChildren, "auditTrail")],
      "another organisation's, for who may see both": ["auditor", of(saveTheChildren, "auditTrail")],
    },
  },
  "Partner.auditTrail": {
    from: ["administrator", trailOfPartner("942110464")],
    to: {
      "another partner's": ["administrator", trailOfPartner("889640782")],
      "an organisation's": ["administrator", of(redCross, "auditTrail")],
    },
  },
  "Activity.auditTrail": {
    from: ["auditor", trailOf("activity", made.activities, 0)],
    to: {
      "another activity's": ["auditor", trailOf("activity", made.activities, 1)],
      "its organiser's": ["auditor", of(redCross, "auditTrail")],
    },
  },
  "Venue.auditTrail": {
    from: ["auditor", trailOf("venue", made.venues, 0)],
    to: {
      "another venue's": ["auditor", trailOf("venue", made.venues, 1)],
      "its lender's": ["auditor", of(redCross, "auditTrail")],
    },
  },
  "VenueBooking.auditTrail": {
    from: ["leader", trailOf("venueBooking", made.bookings, 0)],
    to: { "another booking's": ["leader", trailOf("venueBooking", made.bookings, 1)] },
  },
  "Query.partners": {
    from: ["administrator", listed("partners")],
    to: { "the people of a body": ["administrator", people(redCross)] },
  },
  "Query.erasureReports": {
    from: ["auditor", listed("erasureReports")],
    to: { "what was done on a day": ["auditor", audited(`day: "${today}"`)] },
  },
  "Query.reports": {
    from: ["auditor", reportsOf('bodyId: "organisation:K5001"')],
    to: {
      "another body's": ["auditor", reportsOf('bodyId: "organisation:K0301"')],
      "a month's": ["auditor", reportsOf('month: "2026-05-17"')],
      "the body's own people's": ["coordinator", reportsOf('bodyId: "organisation:K5001"')],
    },
  },
  "Organisation.branches": {
    from: ["leader", of(redCross, "branches")],
    to: {
      "another organisation's": ["leader", of(saveTheChildren, "branches")],
      "all organisations": ["leader", listed("organisations")],
    },
  },
  "Organisation.history": {
    from: ["leader", of(redCross, "history")],
    to: { "another organisation's": ["leader", of(saveTheChildren, "history")] },
  },
  "Municipality.organisations": {
    from: ["leader", within("5001")],
    to: {
      "another municipality's": ["leader", within("0301")],
      "the whole country's": ["leader", listed("organisations")],
    },
  },
  "Query.activities": {
    from: ["leader", listed("activities", 'filter: { municipalities: ["5001"] }')],
    to: {
      "another filter": ["leader", listed("activities", 'filter: { municipalities: ["0301"] }')],
      "another order": [
        "leader",
        listed("activities", 'filter: { municipalities: ["5001"] }, orderBy: CONFIRMED_OLDEST_FIRST'),
      ],
    },
  },
  "Query.sessions": {
    from: ["leader", times("5001", "2026-12-31")],
    to: {
      "another filter": ["leader", times("0301", "2026-12-31")],
      "another period": ["leader", times("5001", "2026-12-30")],
    },
  },
  "Query.venues": {
    from: ["leader", listed("venues", 'filter: { municipalities: ["5001"] }')],
    to: {
      "another filter": ["leader", listed("venues", 'filter: { municipalities: ["0301"] }')],
      "another order": ["leader", listed("venues", 'filter: { municipalities: ["5001"] }, orderBy: NEAREST_FIRST')],
    },
  },
  "Query.venueBookings": {
    from: ["leader", listed("venueBookings", "list: ASKED")],
    to: {
      "what others ask for": ["leader", listed("venueBookings", "list: LENT")],
      "another body's": ["hub", listed("venueBookings", "list: ASKED")],
    },
  },
  "Organisation.venues": {
    from: ["leader", of(redCross, "venues")],
    to: { "another organisation's": ["leader", of(saveTheChildren, "venues")] },
  },
  "Organisation.activities": {
    from: ["leader", of(redCross, "activities")],
    to: { "another organisation's": ["leader", of(saveTheChildren, "activities")] },
  },
  "Query.organisations": {
    from: ["leader", listed("organisations", 'filter: { municipalities: ["5001"] }')],
    to: {
      "another filter": ["leader", listed("organisations", 'filter: { municipalities: ["0301"] }')],
      "another order": ["leader", listed("organisations", 'filter: { municipalities: ["5001"] }, orderBy: NAME_DESC')],
    },
  },
  "Query.municipalities": {
    from: ["leader", listed("municipalities", 'county: "50"')],
    to: {
      "another county's": ["leader", listed("municipalities", 'county: "46"')],
      "a search": ["leader", listed("municipalities", 'county: "50", search: "trondheim"')],
    },
  },
};

const cursorsIn = (value: unknown): string[] => {
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]) =>
    name === "cursor" && typeof inner === "string" ? [inner] : cursorsIn(inner),
  );
};

const read = async ([who, ask]: List, args: string) => {
  const { data, code } = await asks(who, `{ ${ask(args)} }`);
  return { code, cursors: cursorsIn(data) };
};

test("every list there is has been thought of", () => {
  const lists = Object.values(buildSchema(sdl).getTypeMap()).flatMap((type) =>
    isObjectType(type)
      ? Object.values(type.getFields())
          .filter((field) => getNamedType(field.type).name.endsWith("Connection"))
          .map((field) => `${type.name}.${field.name}`)
      : [],
  );
  expect(Object.keys(moves).toSorted()).toEqual(lists.toSorted());
});

describe.each(Object.entries(moves))("a cursor of %s", (_, { from, to }) => {
  it("leads on in its own list", async () => {
    const { code, cursors } = await read(from, "first: 2");
    expect([code, cursors.length]).toEqual([undefined, 2]);
    const next = await read(from, `first: 1, after: "${cursors[0]}"`);
    expect(next).toEqual({ code: undefined, cursors: [cursors[1]] });
  });

  it.each(Object.entries(to))("does not open %s", async (__, list) => {
    const { cursors } = await read(from, "first: 1");
    // There is something to be had, for who asks in the right way.
    const own = await read(list, "first: 1");
    expect([own.code, own.cursors.length]).toEqual([undefined, 1]);
    expect(await read(list, `first: 1, after: "${cursors[0]}"`)).toEqual({ code: "BAD_CURSOR", cursors: [] });
  });

  it("does not open its own list with a byte of it changed", async () => {
    const bytes = Buffer.from((await read(from, "first: 1")).cursors[0] ?? "", "base64url");
    expect(bytes.length).toBeGreaterThan(20);
    const forged = Array.from(bytes, (byte, n) => {
      const changed = Buffer.from(bytes);
      changed.writeUInt8(byte ^ (1 << (n % 8)), n);
      return changed.toString("base64url");
    });
    const answers = await Promise.all(forged.map((after) => read(from, `first: 1, after: "${after}"`)));
    expect(new Set(answers.map(({ code, cursors }) => `${code} ${cursors.length}`))).toEqual(new Set(["BAD_CURSOR 0"]));
  });
});
