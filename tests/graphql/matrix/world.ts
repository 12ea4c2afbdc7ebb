/** The world of the matrix: who asks, what is theirs, near them, another's and nobody's; and the same made anew for each change. */
import { randomUUID } from "node:crypto";
import { inject } from "vitest";
import { findOrganisation } from "#modules/organisations";
import { membershipsOf } from "#modules/people";
import { reportErasure } from "#modules/privacy";
import type { Role } from "#platform/actor";
import { commit } from "#platform/commit";
import { dayOf } from "#platform/day";
import { makeContext, systemContext } from "#platform/context";
import type { Change } from "#platform/table";
import { askWith, given, newKey, registered, tokenOf } from "#world";
import { countPlaces, createActivity, publishActivity } from "../../../functions/modules/activities/commands.ts";
import { activityId, activityKey } from "../../../functions/modules/activities/activity.ts";
import {
  find as findActivity,
  get as getActivity,
  putConfirmationLink,
} from "../../../functions/modules/activities/store.ts";
import { recordPosting } from "../../../functions/modules/exchange/commands.ts";
import { putInterest, putSuperior } from "../../../functions/modules/impartiality/store.ts";
import {
  createOrganisation,
  joinOrganisationToRegister,
  saveCapabilityProfile,
  saveLocalKnowledge,
  tagOrganisations,
} from "../../../functions/modules/organisations/commands.ts";
import { codeOf, hashOfCode, newSeed } from "../../../functions/modules/newcomers/code.ts";
import { findProfile, putNewProfile } from "../../../functions/modules/newcomers/store.ts";
import { stopPartner } from "../../../functions/modules/partners/commands.ts";
import { find as findPartner } from "../../../functions/modules/partners/store.ts";
import { findBody } from "../../../functions/modules/people/parties.ts";
import { rolesIn } from "../../../functions/modules/people/person.ts";
import { grantMembership } from "../../../functions/modules/people/members.ts";
import { hashOf, newSecret } from "#platform/secret";
import { findInvitation, putInvitation } from "../../../functions/modules/people/invitationStore.ts";
import { findRequest, putRequest } from "../../../functions/modules/people/requestStore.ts";
import * as store from "../../../functions/modules/people/store.ts";
import { monthFrom, reportId } from "../../../functions/modules/reports/report.ts";
import { noFindings, noTally, type Run } from "../../../functions/modules/registry/registerSync.ts";
import { putRun } from "../../../functions/modules/registry/store.ts";
import { partnerToken } from "../../../infra/local/maskinporten.ts";
import { people, type PersonName } from "../../../infra/local/people.ts";
import { lastStep, bookingId } from "../../../functions/modules/venues/booking.ts";
import { approveVenueBooking, requestVenue } from "../../../functions/modules/venues/bookings.ts";
import { createVenue } from "../../../functions/modules/venues/commands.ts";
import { find as findVenue, findBooking } from "../../../functions/modules/venues/store.ts";
import { venueId } from "../../../functions/modules/venues/venue.ts";
import { orgNumbers } from "../../orgNumbers.ts";
import { systemToken } from "../../systemToken.ts";

/** Where an object stands to who asks: theirs, in their municipality and not theirs, another's elsewhere, and not there at all. */
export const places = ["own", "near", "foreign", "missing"] as const;
export type Place = (typeof places)[number];

export type Actor = {
  readonly name: string;
  readonly role: Role | undefined;
  readonly token: string | undefined;
  /** Of who comes with a code in the token's place. */
  readonly code?: string;
  /** Key of the body the actor acts for; for who acts for none, of a body that others act for. */
  readonly body: string;
  /** Who it is to us, where it is a person. */
  readonly person: { readonly subject: string; readonly ref: string; readonly name: string } | undefined;
};

/** What a question is about: everything its document may want to say of it. */
export type Thing = {
  readonly id: string;
  readonly version?: number;
  readonly body?: string;
  readonly secret?: string;
  readonly number?: string;
  /** Municipality and unit that a record is in. */
  readonly home?: string;
  readonly parent?: string;
  readonly role?: Role;
  /** The body that this once must be acted for. */
  readonly actingFor?: string;
  /** The code that this once must be asked with. */
  readonly code?: string;
};

export type SubjectName =
  | "organisation"
  | "activity"
  | "letterLink"
  | "draft"
  | "organiser"
  | "venue"
  | "lent"
  | "granted"
  | "asked"
  | "posted"
  | "joined"
  | "registered"
  | "body"
  | "ownBody"
  | "bodyToJoin"
  | "bodyToLeave"
  | "otherDirectorate"
  | "member"
  | "invitation"
  | "link"
  | "code"
  | "request"
  | "requestToOthers"
  | "ownRequest"
  | "askedFor"
  | "interest"
  | "partner"
  | "stoppedPartner"
  | "bodyOfPartner"
  | "municipality"
  | "profile"
  | "profileToForget"
  | "report"
  | "centre"
  | "centresActivity";

/** Finds what stands in a place to an actor; a new one where it is going to be changed. */
export type Subject = (actor: Actor, place: Place, isNew: boolean) => Promise<Thing>;

const nobodys = "01ARZ3NDEKTSV4RRFFQ69G5FAV";
const [udi, trondheim, oslo] = ["974760746", "K5001", "K0301"];
/** Røde Kors has its seat, its leader and its member in Trondheim, and so has Folkehjelpen; Redd Barna is in Oslo. */
const [redCross, peoplesAid, saveTheChildren] = ["864139442", "871033552", "941296459"];
const bodies = { own: redCross, near: peoplesAid, foreign: saveTheChildren, missing: nobodys } as const;
const homes = { own: "5001", near: "5001", foreign: "0301", missing: "5001" } as const;
const reachable = { email: "post@example.no", phone: "22 00 00 00" };
const inOslo = { municipalityNumber: "0301", countyNumber: "03" };

/** What is told of an activity, in a municipality. */
export const activityIn = (municipality: string) => ({
  capacity: 20,
  translations: [{ language: "en", title: "Language café", summary: "Coffee", provenance: "HUMAN" as const }],
  description: "Vi møtes hver uke",
  registeredAt: { platform: "NYBY" as const },
  category: "LANGUAGE_CAFE",
  language: "nb",
  title: "Språkkafé",
  summary: "Kaffe og norsk",
  whatToExpect: "Noen tar imot deg",
  place: { name: "Biblioteket", municipality },
  schedules: [{ startsOn: "2030-01-10", startsAt: "18:00", endsAt: "20:00" }],
});
/** When it takes place. */
export const activityTime = "2030-01-10T17:00:00.000Z";

/** What is told of a venue, in a municipality: it is open day and night, for everybody. */
export const venueIn = (municipality: string) => ({
  name: "Grendehuset",
  address: "Torget 1",
  description: "Stort og lyst",
  contact: "Nøkkelen hentes på servicetorget",
  municipality,
  capacity: 50,
  openingHours: (["MONDAY", "TUESDAY", "WEDNESDAY", "THURSDAY", "FRIDAY", "SATURDAY", "SUNDAY"] as const).map(
    (weekday) => ({ weekday, opensAt: "00:00", closesAt: "00:00" }),
  ),
  closedDays: [{ from: "2020-12-24", until: "2020-12-26" }],
  lentTo: "EVERYBODY" as const,
  mustBeApproved: true,
  takesRequests: true,
});
const inAMonth = (hours: number): string =>
  new Date((Math.floor(Date.now() / 86_400_000) + 30) * 86_400_000 + hours * 3_600_000).toISOString();
/** When each is asked for, and when it is free. */
export const venueTime = { startsAt: inAMonth(10), endsAt: inAMonth(12) };
export const freeTime = { startsAt: inAMonth(12), endsAt: inAMonth(14) };

const id = (key: string): string => `organisation:${key}`;
const ctx = systemContext("given");

const write = (changes: readonly Change[]): Promise<void> =>
  commit(ctx, { changes, audit: { subject: `given:${ctx.newId()}`, action: "given.written", fields: {} } });

/** Registered organisations that nobody has a part in yet, by where they are: made together, as one by one takes long. */
const unused: Record<string, string[]> = { "5001": [], "0301": [] };
const takeUnit = (home: string): string => {
  const key = unused[home]?.pop();
  if (key === undefined) throw new Error(`There are no more organisations in ${home}: make some more.`);
  return key;
};
const makeUnits = async (count: number): Promise<void> => {
  const numbers = orgNumbers(93_000_000);
  const made = Array.from({ length: count }, (_, n) => {
    // Near is asked for oftener than elsewhere.
    const home = n % 4 === 0 ? "0301" : "5001";
    const key = numbers.next().value ?? "";
    unused[home]?.push(key);
    return registered(key, `Grendelag ${n}`, home === "0301" ? inOslo : {});
  });
  await given.organisations(...made);
};

const roles = new Map<string, Role>();
/** The role that administers a body; of what is no body, that of the most. */
const administering = async (bodyKey: string): Promise<Role> => {
  const known = roles.get(bodyKey);
  if (known) return known;
  const role = rolesIn[(await findOrganisation(systemContext("given"), bodyKey))?.kind ?? "VOLUNTARY_ORGANISATION"][0];
  roles.set(bodyKey, role);
  return role;
};

/** Someone with a role in a body, or the one who administers it. */
const makeMember = async (bodyKey: string, wanted?: Role) => {
  const role = wanted ?? (await administering(bodyKey));
  const subject = randomUUID();
  await grantMembership(ctx, { subject, name: "Ola Berg", bodyKey, roles: [role] });
  return { subject, ref: (await membershipsOf(subject)).ref ?? "", name: "Ola Berg", role };
};

const makeRecord = async (place: Place, name: string): Promise<string> => {
  const record = {
    name,
    municipality: homes[place],
    parentId: id(bodies[place]),
    email: "lag@example.no",
    phone: "73 00 00 00",
  };
  return (await createOrganisation(ctx, { kind: "LOCAL_BRANCH", record }, newKey()))[0]?.key ?? "";
};

/** A record of which everything is known that can be, the last of it by a person. */
const makeKnownRecord = async (place: Place, name: string, by: Actor | undefined): Promise<Thing> => {
  const organisationId = id(await makeRecord(place, name));
  const local = { tags: ["beredskap"], servesMunicipalities: ["5035"], knownAs: "Laget", note: "Ring først" };
  await saveLocalKnowledge(ctx, { organisationId, version: 1, ...local }, newKey());
  const profile = {
    capabilities: ["LANGUAGE_PRACTICE" as const],
    trainedPeople: 3,
    premises: [{ name: "Grendehuset", places: 40, stepFree: true }],
    vehicles: [{ kind: "minibuss", count: 1 }],
    equipment: ["kaffetrakter"],
    languages: ["nb"],
    emergencyExperience: ["Mottak av evakuerte 2022"],
    contactWindows: [
      {
        weekday: "MONDAY" as const,
        opensAt: "09:00",
        closesAt: "15:00",
        channel: "PHONE" as const,
        phone: "73 00 00 00",
      },
      {
        weekday: "MONDAY" as const,
        opensAt: "09:00",
        closesAt: "15:00",
        channel: "EMAIL" as const,
        email: "post@example.no",
      },
    ],
    note: "Spør etter vaktmesteren",
    confirm: true,
  };
  await saveCapabilityProfile(ctx, { organisationId, version: 2, ...profile }, newKey());
  const { role, body, person } = by ?? {};
  if (!person || !role || !body) throw new Error("There is nobody to do it.");
  const acting = { bodyKey: body, roles: [role] };
  const asPerson = makeContext({ kind: "Person", ...person, memberships: [acting], acting }, ctx.newId());
  await tagOrganisations(asPerson, { organisationIds: [organisationId], add: ["avtale"], remove: [] }, newKey());
  return { id: organisationId, version: 4 };
};

const daysAhead = 30 * 86_400;
const soon = (): number => Math.floor(Date.now() / 1000) + daysAhead;

const makeInvitation = async (bodyKey: string, invitedBy: string): Promise<Thing> => {
  const secret = newSecret();
  const invitationId = ctx.newId();
  const invitation = {
    bodyKey,
    invitationId,
    email: `${invitationId}@example.no`,
    roles: [await administering(bodyKey)],
    language: "nb" as const,
    invitedBy,
    invitedAt: new Date().toISOString(),
    timesSent: 1,
    secretHash: hashOf(secret),
    expiresAt: soon(),
  };
  await write(putInvitation(invitation, new Date()));
  return { id: `invitation:${bodyKey}:${invitationId}`, body: id(bodyKey), secret };
};

const makeRequest = async (bodyKey: string, who: Actor["person"]): Promise<Thing> => {
  const { subject, ref, name } = who ?? { subject: randomUUID(), ref: ctx.newId(), name: "Ola Berg" };
  const secret = newSecret();
  const body = await findBody(systemContext("given"), bodyKey);
  if (!body) throw new Error(`There is no body ${bodyKey}.`);
  const asked = {
    subject,
    ref,
    name,
    bodyKey,
    role: rolesIn[body.kind][0],
    requestedAt: new Date().toISOString(),
    state: "WAITING" as const,
    secretHash: hashOf(secret),
    expiresAt: soon(),
  };
  await write([
    ...(who ? [] : store.keepPerson({ subject, ref, name, isNew: true }, new Date())),
    ...putRequest(body, asked, new Date()),
  ]);
  return { id: `request:${bodyKey}:${ref}`, body: id(bodyKey), secret };
};

const makeInterest = async (ref: string): Promise<Thing> => {
  const interestId = ctx.newId();
  const tie = { ref, interestId, organisationKey: redCross, kind: "OTHER" as const, origin: "DECLARED" as const };
  await write([putInterest({ ...tie, validFrom: "2024-01-01", declaredOn: dayOf(new Date()) }, undefined)]);
  return { id: `interest:${ref}:${interestId}`, version: 1 };
};

const makePartner = async (orgNumber: string, bodyKey: string, isStopped = false): Promise<Thing> => {
  await given.partner(orgNumber, { bodyId: id(bodyKey) });
  if (isStopped) await stopPartner(ctx, { orgNumber, version: 1, reason: "Avsluttet" }, newKey());
  return { id: orgNumber, version: isStopped ? 2 : 1 };
};

/** A profile that likes one category of activities alone; gives its code. */
const makeProfile = async (category: string): Promise<string> => {
  const code = codeOf(newSeed());
  const answers = { interests: [{ category, weight: 2 }] };
  const made = { codeHash: hashOfCode(code), profileId: ctx.newId(), scope: trondheim, answers, version: 1 };
  await write([putNewProfile({ ...made, createdOn: "2026-01-01", reviewedOn: "2026-01-01", expiresAt: soon() })]);
  return code;
};

/** What who comes with a code likes, and what another does. */
const likes = { own: "LANGUAGE_CAFE", foreign: "BUDDY" } as const;

/** Trondheim kommune's number, and that of the one whose system has a scope that opens nothing here. */
const [partnerNumber, otherNumber] = ["942110464", "889640782"];

const roleHolders: readonly PersonName[] = [
  "caseworker",
  "decider",
  "payer",
  "administrator",
  "coordinator",
  "centre",
  "hub",
  "leader",
  "member",
  "auditor",
];

/** Something that a body arranges once, where it is at home. */
const makeActivity = async (organiser: string, isPublished: boolean, told: object = {}): Promise<Thing> => {
  const activity = { ...activityIn(organiser === saveTheChildren ? "0301" : "5001"), ...told };
  const input = { organiserId: id(organiser), activity };
  const { key, version } = await createActivity(ctx, input, newKey());
  const seen = { activityId: activityId(key), version };
  await countPlaces(ctx, { activityId: seen.activityId, scheduledAt: activityTime, taken: 3 }, newKey());
  if (isPublished) await publishActivity(ctx, { ...seen, whyNotCompeting: "Det trengs" }, newKey());
  return { id: seen.activityId, version: isPublished ? 2 : 1, home: input.activity.place.municipality };
};

/** A venue that a body lends, and a booking of it that another waits for an answer to. */
const makeBooking = async (lender: string, asker: string, activity?: string, isGranted = false) => {
  const venue = await createVenue(
    ctx,
    { lenderId: id(lender), venue: venueIn(lender === saveTheChildren ? "0301" : "5001") },
    newKey(),
  );
  const acting = { bodyKey: asker, roles: ["LEADER" as const] };
  const person = { kind: "Person", subject: randomUUID(), ref: ctx.newId(), name: "Ola Berg" } as const;
  const made = await requestVenue(
    makeContext({ ...person, memberships: [acting], acting }, ctx.newId()),
    {
      venueId: venueId(venue.key),
      ...venueTime,
      weeks: 1,
      purpose: "Øving",
      people: 10,
      ...(activity !== undefined && { activityId: activity }),
    },
    newKey(),
  );
  const seen = { bookingId: bookingId(made.key), version: 1 };
  if (isGranted) await approveVenueBooking(ctx, seen, newKey());
  return {
    venue: { id: venueId(venue.key), version: 1, home: venue.facts.municipality },
    booking: { id: seen.bookingId, version: isGranted || lastStep(made).state === "APPROVED" ? 2 : 1 },
  };
};

const makePosted = async (organiser: string): Promise<Thing> => {
  // Of another category, so that it is no offer near by of the others.
  const thing = await makeActivity(organiser, true, { category: "MUSIC" });
  const posting = {
    activityId: thing.id,
    platform: "FRIVILLIG_NO" as const,
    url: "https://www.frivillig.no/oppdrag/1",
  };
  await recordPosting(ctx, posting, newKey());
  return thing;
};

export const makeWorld = async () => {
  await given.referenceBodies();
  await given.organisations(
    registered(redCross, "NORGES RØDE KORS", reachable),
    registered(peoplesAid, "NORSK FOLKEHJELP", reachable),
    registered(saveTheChildren, "REDD BARNA", { ...inOslo, ...reachable }),
  );
  await makeUnits(300);
  const written = async (
    kind: "RECEPTION_CENTRE" | "FRIVILLIGSENTRAL",
    name: string,
    municipality = "5001",
  ): Promise<string> =>
    (await createOrganisation(ctx, { kind, record: { name, municipality } }, newKey()))[0]?.key ?? "";
  const made = {
    centre: await written("RECEPTION_CENTRE", "Trondheim mottak"),
    hub: await written("FRIVILLIGSENTRAL", "Nidelven frivilligsentral"),
  };

  const centres = {
    own: made.centre,
    near: await written("RECEPTION_CENTRE", "Lade mottak"),
    foreign: await written("RECEPTION_CENTRE", "Torshov mottak", "0301"),
    missing: nobodys,
  };
  const lastMonth = monthFrom(dayOf(new Date()).slice(0, 7), -1);
  for (const month of [monthFrom(lastMonth, -1), lastMonth]) await given.reports(month, trondheim, oslo, made.centre);

  const actors: Actor[] = [{ name: "nobody", role: undefined, token: undefined, body: redCross, person: undefined }];
  const stranger = { subject: people.volunteer.sub, ref: ctx.newId(), name: people.volunteer.name };
  await write(store.keepPerson({ ...stranger, isNew: true }, new Date()));
  actors.push({ name: "stranger", role: undefined, token: tokenOf("volunteer"), body: redCross, person: stranger });
  for (const name of roleHolders) {
    const { body, role, sub: subject } = people[name];
    const key = "key" in body ? body.key : "made" in body ? made[body.made] : redCross;
    await given.membership(name, key, role);
    const ref = (await membershipsOf(subject)).ref ?? "";
    actors.push({ name, role, token: tokenOf(name), body: key, person: { subject, ref, name: people[name].name } });
  }
  await reportErasure(ctx);
  await makePartner(partnerNumber, trondheim);
  await makePartner(otherNumber, saveTheChildren);
  const systems = {
    partner: await partnerToken(inject("signIn")),
    "other scope": await systemToken(otherNumber, "samspill:activities.read"),
  };
  for (const [name, token] of Object.entries(systems)) {
    actors.push({ name, role: undefined, token, body: trondheim, person: undefined });
    // So that each has been here once.
    await askWith(token, "{ about { version } }");
  }

  const code = await makeProfile(likes.own);
  await makeProfile(likes.foreign);
  actors.push({ name: "newcomer", role: undefined, token: undefined, code, body: redCross, person: undefined });

  // In each body, others than those who ask: one who administers it, and that one's subordinate.
  const others: Record<string, { readonly ref: string; readonly role: Role }> = {};
  const invitations: Record<string, Thing> = {};
  const requests: Record<string, Thing> = {};
  for (const key of new Set([...actors.map(({ body }) => body), peoplesAid, saveTheChildren, udi])) {
    const superior = await makeMember(key);
    const other = await makeMember(key);
    others[key] = other;
    await write([putSuperior(key, other.ref, superior.ref, "2024-01-01")]);
    await makeInterest(other.ref);
    invitations[key] = await makeInvitation(key, superior.ref);
    requests[key] = await makeRequest(key, undefined);
  }
  /** Nobody administers these yet, so that their municipality or a directorate decides who is the first to. */
  const unadministered = { near: takeUnit("5001"), foreign: takeUnit("0301") };
  for (const key of Object.values(unadministered)) requests[key] = await makeRequest(key, undefined);
  /** Everybody has asked to represent this one. */
  const asked = takeUnit("5001");
  const ownRequests: Record<string, Thing> = {};
  const ownInterests: Record<string, Thing> = {};
  for (const { name, person } of actors)
    if (person) {
      ownRequests[name] = await makeRequest(asked, person);
      ownInterests[name] = await makeInterest(person.ref);
    }
  const anotherPerson = await makeMember(saveTheChildren);
  const anothersRequest = await makeRequest(saveTheChildren, anotherPerson);
  const anothersInterest = await makeInterest(anotherPerson.ref);

  const administrator = actors.find(({ role }) => role === "ADMINISTRATOR");
  const records = {
    own: await makeKnownRecord("own", "Norges Røde Kors", administrator),
    near: await makeKnownRecord("near", "Norsk Folkehjelp", administrator),
    foreign: await makeKnownRecord("foreign", "Redd Barna", administrator),
    missing: { id: id(nobodys), version: 1 },
  };
  const joined: Record<string, Thing> = { missing: records.missing };
  for (const place of ["own", "near", "foreign"] as const) {
    const organisationId = id(await makeRecord(place, "Sanitetslaget"));
    const orgNumber = takeUnit(homes[place]);
    await joinOrganisationToRegister(ctx, { organisationId, version: 1, orgNumber }, newKey());
    joined[place] = { id: organisationId };
  }
  /** By the body that arranges them. */
  const activities: Record<string, Thing> = {};
  const drafts: Record<string, Thing> = {};
  const postedOnes: Record<string, Thing> = {};
  for (const key of new Set([...actors.map(({ body }) => body), peoplesAid, saveTheChildren])) {
    activities[key] = await makeActivity(key, true);
    drafts[key] = await makeActivity(key, false);
    postedOnes[key] = await makePosted(key);
  }
  /** What bodies lend to one that nobody here acts for, and what they borrow of it. */
  const borrower = takeUnit("5001");
  const borrowersActivity = await given.activity(borrower);
  const lent: Record<string, Awaited<ReturnType<typeof makeBooking>>> = {};
  const borrowed: Record<string, Awaited<ReturnType<typeof makeBooking>>> = {};
  for (const key of Object.keys(activities)) {
    lent[key] = await makeBooking(key, borrower, borrowersActivity);
    borrowed[key] = await makeBooking(borrower, key);
  }
  const centresActivities: Record<Place, Thing | undefined> = {
    own: activities[centres.own],
    near: await makeActivity(centres.near, true),
    foreign: await makeActivity(centres.foreign, true, activityIn("0301")),
    missing: { id: activityId(nobodys), version: 1 },
  };
  const openInvitation = await makeInvitation(takeUnit("5001"), anotherPerson.ref);

  const run: Run = {
    id: ctx.newId(),
    kind: "CHANGES",
    state: "FINISHED",
    startedAt: new Date().toISOString(),
    done: 1,
    feeds: { enheter: 1, underenheter: 1 },
    parts: 0,
    findings: {
      ...noFindings,
      refused: 1,
      refusedRows: [{ orgNumber: "1", reason: "MISSING_NAME" }],
      leftOut: { UNKNOWN_MUNICIPALITY: 1 },
    },
    tally: noTally,
    requests: 1,
    handedOn: 0,
  };
  await write([putRun(run, "given", "new")]);

  const bodyAt = (actor: Actor, place: Place): string => (place === "own" ? actor.body : bodies[place]);
  const bodyToAsk = (actor: Actor, place: Place): string =>
    place === "near" || place === "foreign" ? unadministered[place] : bodyAt(actor, place);
  const there = <Value>(value: Value | undefined): Value => {
    if (value === undefined) throw new Error("The world lacks something that a question is about.");
    return value;
  };

  const subjects: Record<SubjectName, Subject> = {
    /** A record written down: own is a branch of Røde Kors in Trondheim, and so everybody's work who has any there. */
    organisation: async (_, place, isNew) =>
      isNew && place !== "missing"
        ? {
            id: id(await makeRecord(place, "Grannelaget")),
            version: 1,
            number: takeUnit(homes[place]),
            home: homes[place],
            parent: id(bodies[place]),
          }
        : { ...records[place], number: redCross, home: "5001", parent: id(redCross) },
    /** What a body arranges: it has been published. */
    activity: async (actor, place, isNew) => {
      if (place === "missing") return { id: activityId(nobodys), version: 1 };
      const key = bodyAt(actor, place);
      return isNew ? makeActivity(key, true) : there(activities[key]);
    },
    /** What a body is about to arrange. */
    draft: async (actor, place, isNew) => {
      if (place === "missing") return { id: activityId(nobodys), version: 1 };
      const key = bodyAt(actor, place);
      return isNew ? makeActivity(key, false) : there(drafts[key]);
    },
    /** Who is to arrange something, where it is at home. */
    organiser: async (actor, place) => {
      const key = place === "missing" ? nobodys : bodyAt(actor, place);
      return { id: id(key), home: key === saveTheChildren ? "0301" : "5001" };
    },
    /** What a body lends. */
    venue: async (actor, place, isNew) => {
      if (place === "missing") return { id: venueId(nobodys), version: 1, home: "5001" };
      const key = bodyAt(actor, place);
      return (isNew ? await makeBooking(key, borrower) : there(lent[key])).venue;
    },
    /** What another has asked of a body. */
    lent: async (actor, place, isNew) => {
      if (place === "missing") return { id: bookingId(nobodys), version: 1 };
      const key = bodyAt(actor, place);
      return (isNew ? await makeBooking(key, borrower) : there(lent[key])).booking;
    },
    /** The same, granted. */
    granted: async (actor, place, isNew) => {
      if (place === "missing") return { id: bookingId(nobodys), version: 1 };
      const key = bodyAt(actor, place);
      return (isNew ? await makeBooking(key, borrower, undefined, true) : there(lent[key])).booking;
    },
    /** What a body has asked of another. */
    asked: async (actor, place, isNew) => {
      if (place === "missing") return { id: bookingId(nobodys), version: 1 };
      const key = bodyAt(actor, place);
      return (isNew ? await makeBooking(borrower, key) : there(borrowed[key])).booking;
    },

    /** What is posted elsewhere too. */
    posted: async (actor, place, isNew) => {
      if (place === "missing") return { id: activityId(nobodys), version: 1 };
      const key = bodyAt(actor, place);
      return isNew ? makePosted(key) : there(postedOnes[key]);
    },
    /** A record that has been joined to the register. */
    joined: async (_, place) => there(joined[place]),
    /** A registered organisation with units. */
    registered: async (_, place) => ({ id: id(bodies[place]) }),
    body: async (actor, place) => {
      const key = bodyAt(actor, place);
      return { id: id(key), body: id(key), role: await administering(key) };
    },
    /** The same, but for bodies that nobody has a part in, near and elsewhere. */
    bodyToJoin: async (actor, place, isNew) => {
      const key =
        place === "own" ? actor.body : place === "missing" ? nobodys : isNew ? takeUnit(homes[place]) : bodies[place];
      return { id: id(key), body: id(key), role: await administering(key) };
    },
    /** The body that is acted for, and somebody to ask into it. */
    ownBody: async (actor) => {
      return { id: id(actor.body), body: id(actor.body), role: await administering(actor.body), number: ctx.newId() };
    },
    otherDirectorate: async () => ({ id: id(udi), body: id(udi) }),
    member: async (actor, place, isNew) => {
      const key = place === "missing" ? actor.body : bodyAt(actor, place);
      const { ref, role } = isNew ? await makeMember(key) : there(others[key]);
      return { id: `member:${key}:${place === "missing" ? nobodys : ref}`, version: 1, body: id(key), role };
    },
    invitation: async (actor, place, isNew) => {
      const key = place === "missing" ? actor.body : bodyAt(actor, place);
      if (place === "missing") return { id: `invitation:${key}:${nobodys}`, body: id(key) };
      return isNew ? makeInvitation(key, anotherPerson.ref) : there(invitations[key]);
    },
    /** The link in a letter to an organiser: whoever holds it. */
    letterLink: async (_, place) => {
      const secret = newSecret();
      if (place === "missing") return { id: secret };
      const { id: activity } = await makeActivity(redCross, true);
      const key = there(activityKey(activity));
      const { confirmedAt = "" } = await getActivity(key);
      await commit(ctx, {
        changes: [putConfirmationLink({ hash: hashOf(secret), key, confirmedAt }, ctx.now())],
        audit: { subject: activity, action: "world.given", fields: {} },
      });
      return { id: secret };
    },
    /** The link in an invitation; foreign is one that opens something else. */
    link: async (_, place, isNew) => {
      if (place === "missing") return { id: newSecret() };
      if (place === "foreign") return { id: there(anothersRequest.secret) };
      const invitation = isNew ? await makeInvitation(takeUnit("5001"), anotherPerson.ref) : openInvitation;
      return { id: there(invitation.secret) };
    },
    /** The code in a letter to an organisation: for who asked to represent it. */
    code: async (actor, place, isNew) => {
      if (place === "missing") return { id: newSecret() };
      const request = place === "own" && isNew ? await makeRequest(takeUnit("5001"), actor.person) : anothersRequest;
      return { id: there(request.secret) };
    },
    /** To a body that nobody administers, but for one's own. */
    request: async (actor, place, isNew) => {
      if (place === "missing") return { id: `request:${actor.body}:${nobodys}`, body: id(actor.body) };
      if (!isNew) return there(requests[bodyToAsk(actor, place)]);
      return makeRequest(place === "own" ? actor.body : takeUnit(homes[place]), undefined);
    },
    /** To a body that others administer. */
    requestToOthers: async (_, place) => there(requests[bodies[place]]),
    ownRequest: async ({ name, person }, place, isNew) => {
      if (place === "missing") return { id: `request:${nobodys}:${person?.ref ?? nobodys}` };
      if (place === "foreign") return anothersRequest;
      return isNew ? makeRequest(takeUnit("5001"), person) : (ownRequests[name] ?? anothersRequest);
    },
    /** An organisation that who asks has asked to represent, and one where he has not. */
    askedFor: async (_, place) => ({ id: id(place === "own" ? asked : bodies[place]) }),
    interest: async ({ name, person }, place, isNew) => {
      if (place === "missing") return { id: `interest:${person?.ref ?? nobodys}:${nobodys}`, version: 1 };
      if (place === "foreign") return anothersInterest;
      return isNew && person ? makeInterest(person.ref) : (ownInterests[name] ?? anothersInterest);
    },
    partner: async (_, place, isNew) => {
      if (place === "missing") return { id: "974760673", version: 1 };
      const body = place === "own" ? trondheim : saveTheChildren;
      return isNew
        ? makePartner(takeUnit("5001"), body)
        : { id: place === "own" ? partnerNumber : otherNumber, version: 1 };
    },
    stoppedPartner: async (_, place) =>
      makePartner(takeUnit("5001"), place === "own" ? trondheim : saveTheChildren, true),
    /** The body a new partner is to act for, and the partner's number. */
    bodyOfPartner: async (actor, place, isNew) => ({
      id: id(bodyAt(actor, place)),
      number: isNew ? takeUnit("5001") : "974760673",
    }),
    /** What it likes, and its version at this moment. */
    profile: async (_, place) => {
      const version = (await findProfile(hashOfCode(code), new Date()))?.version ?? 1;
      return { id: place === "foreign" ? likes.foreign : likes.own, version };
    },
    profileToForget: async (actor) => ({
      id: likes.own,
      ...(actor.code !== undefined && { code: await makeProfile(likes.own) }),
    }),
    /** Of last month: own is the centre's for its staff, and Trondheim's for all others. */
    report: async ({ role }, place) => {
      const [own, near] = role === "CENTRE" ? [made.centre, trondheim] : [trondheim, made.centre];
      return { id: reportId({ month: lastMonth, bodyKey: { own, near, foreign: oslo, missing: nobodys }[place] }) };
    },
    centre: async (_, place) => ({ id: id(centres[place]) }),
    /** What a reception centre arranges: it has been published. */
    centresActivity: async (_, place) => there(centresActivities[place]),
    municipality: async (_, place) => ({ id: place === "missing" ? "9999" : homes[place] }),
    /** A body that who asks is to leave, and another administers. */
    bodyToLeave: async (actor, place, isNew) => {
      if (!isNew || !actor.person) return { id: id(bodies[place]), body: id(bodies[place]) };
      const key = takeUnit("5001");
      await makeMember(key);
      const { subject, name } = actor.person;
      await grantMembership(ctx, { subject, name, bodyKey: key, roles: ["MEMBER"] });
      return { id: id(key), body: id(key), actingFor: id(key) };
    },
  };

  return {
    actors,
    subjects,
    /** What is asked about and was never to be changed, as it stands. */
    standing: async (): Promise<unknown> => {
      const fresh = systemContext("given");
      const at = new Date();
      return Promise.all([
        ...Object.values(records).map((record) => findOrganisation(fresh, record.id.slice(13))),
        ...Object.values(bodies).map((key) => findOrganisation(fresh, key)),
        ...[...Object.values(activities), ...Object.values(drafts)].map(({ id: known }) =>
          findActivity(fresh, partOf(known, 1)),
        ),
        ...[...Object.values(lent), ...Object.values(borrowed)].flatMap(({ venue, booking }) => [
          findVenue(fresh, partOf(venue.id, 1)),
          findBooking(fresh, partOf(booking.id, 1)),
        ]),
        ...Object.entries(others).map(([key, { ref }]) => store.findMember(key, ref)),
        ...Object.values(invitations).map(({ id: known }) => findInvitation(partOf(known, 1), partOf(known, 2), at)),
        ...[...Object.values(requests), anothersRequest].map(({ id: known }) =>
          findRequest(partOf(known, 1), partOf(known, 2), at),
        ),
        findPartner(partnerNumber),
        findPartner(otherNumber),
        findPartner("974760673"),
      ]);
    },
    /** Takes away what has made an actor one of a body's people beside his own. */
    estrange: async ({ person, body, role }: Actor): Promise<void> => {
      if (!person) return;
      for (const { bodyKey } of (await membershipsOf(person.subject)).memberships) {
        const member = bodyKey === body && role !== undefined ? undefined : await store.findMember(bodyKey, person.ref);
        if (member) await write(store.forgetRoles(member, new Date()));
      }
    },
  };
};

const partOf = (known: string, n: number): string => known.split(":")[n] ?? "";

export type World = Awaited<ReturnType<typeof makeWorld>>;
