/**
 * Every change there is, each with a fresh piece of world in which it succeeds: what the tests of all changes run over. A
 * change of the schema that has no entry here is told of by `entryOf`, and by the compiler.
 */
import { randomUUID } from "node:crypto";
import { DeleteItemCommand } from "@aws-sdk/client-dynamodb";
import {
  buildSchema,
  type GraphQLNamedType,
  getNamedType,
  getNullableType,
  isCompositeType,
  isListType,
  isObjectType,
} from "graphql";
import { takeRows } from "#modules/organisations";
import { membershipsOf } from "#modules/people";
import type { Role } from "#platform/actor";
import { commit } from "#platform/commit";
import { systemContext } from "#platform/context";
import { dayOf } from "#platform/day";
import { newId } from "#platform/identifiers";
import { Refusal } from "#platform/refusal";
import { client } from "#platform/table";
import type { ActivityInput, MutationResolvers, VenueInput } from "#schema/resolvers";
import { sdl } from "#schema/sdl";
import { given, holding, registered } from "#world";
import { activityId, type Activity, readInput } from "../../functions/modules/activities/activity.ts";
import { logRows as logActivities, takeRows as takeActivities } from "../../functions/modules/activities/catalogue.ts";
import { rowOf as activityRow } from "../../functions/modules/activities/row.ts";
import {
  create as createActivity,
  get as getActivity,
  putConfirmationLink,
} from "../../functions/modules/activities/store.ts";
import { replacePostings } from "../../functions/modules/exchange/store.ts";
import { putInterest } from "../../functions/modules/impartiality/store.ts";
import { logRows } from "../../functions/modules/organisations/catalogue.ts";
import { codeOf, hashOfCode, newSeed } from "../../functions/modules/newcomers/code.ts";
import { putNewProfile } from "../../functions/modules/newcomers/store.ts";
import { noLocal, noProfile } from "../../functions/modules/organisations/organisation.ts";
import { create } from "../../functions/modules/organisations/store.ts";
import { getBody } from "../../functions/modules/people/parties.ts";
import { invitationId, memberId, type Person, type Request, requestId } from "../../functions/modules/people/person.ts";
import { hashOf, newSecret } from "#platform/secret";
import { listInvitations, putInvitation, removeInvitation } from "../../functions/modules/people/invitationStore.ts";
import { decideRequest, putRequest, requestsBy } from "../../functions/modules/people/requestStore.ts";
import { holdRoles, keepPerson } from "../../functions/modules/people/store.ts";
import { type Booking, bookingId } from "../../functions/modules/venues/booking.ts";
import {
  logRows as logVenues,
  rowOf as venueRow,
  takeRows as takeVenues,
} from "../../functions/modules/venues/catalogue.ts";
import { create as createVenue, createBooking, take as takeTimes } from "../../functions/modules/venues/store.ts";
import { readInput as readVenue, type Venue, venueId } from "../../functions/modules/venues/venue.ts";
import { people, type PersonName } from "../../infra/local/people.ts";
import { orgNumbers } from "../orgNumbers.ts";
import { allItems } from "../registry/held.ts";

export type MutationName = keyof MutationResolvers;

/** What stands in the table, by the kinds of items. */
export type Stored = (kind: string) => readonly Readonly<Record<string, unknown>>[];

/** A piece of world in which the change succeeds, once. */
export type Laid = {
  readonly who: PersonName;
  /** Headers of who asks for one of several bodies, or with a code in the token's place. */
  readonly says?: Record<string, string>;
  /** All but the idempotency key. */
  readonly variables: Readonly<Record<string, unknown>>;
  /** How often it has been done, by what stands in the table. */
  readonly effects: (stored: Stored) => number;
};

export type MutationEntry = {
  /** Two who may. What one does disturbs no other, so that all can be at work at once. */
  readonly who: readonly [PersonName, PersonName];
  /** The action that its audit entries tell of, and how many of them one effect has. */
  readonly action: string;
  readonly entries?: number;
  /** The same asked once more under another key: makes `ANOTHER`, leaves `NOTHING` to do, or is refused with one of these codes. */
  readonly again: "ANOTHER" | "NOTHING" | readonly string[];
  /** Who has done it is nobody any more, also to who asks the same again. */
  readonly endsAsker?: true;
  readonly lay: (who: PersonName) => Promise<Laid>;
};

const directorate = "987879696";
const municipality = "K5001";

/** The people who ask, in their bodies: the ground that all entries build on. */
export const layGround = async (): Promise<void> => {
  await given.referenceBodies();
  await given.membership("administrator", directorate, "ADMINISTRATOR");
  await given.membership("caseworker", directorate, "ADMINISTRATOR");
  await given.membership("coordinator", municipality, "COORDINATOR");
  await given.membership("decider", municipality, "COORDINATOR");
};

/** Everything in the table, as it is stored. */
export const everythingStored = async (): Promise<Stored> => {
  const byKind = Map.groupBy(await allItems(), (item) => item["_et"]);
  return (kind) => byKind.get(kind) ?? [];
};

/** Entries of an action, from an instant on; those of the laying are the service's own. */
export const notedAs = (stored: Stored, action: string, since = ""): number =>
  stored("Audit").filter(
    (one) => one["action"] === action && String(one["at"]) >= since && !String(one["actor"]).startsWith("system:"),
  ).length;

const ctx = systemContext("given");

const write = async (changes: Parameters<typeof commit>[1]["changes"]): Promise<void> =>
  commit(ctx, { changes, audit: { subject: `given:${newId(new Date())}`, action: "world.given", fields: {} } });

/** Some laid at once, and given out one by one: each transaction of the laying then serves many. */
const stock = <Value>(lay: () => Promise<readonly Value[]>): (() => Promise<Value>) => {
  const left: Value[] = [];
  let laying: Promise<unknown> | undefined;
  const take = async (): Promise<Value> => {
    const one = left.pop();
    if (one !== undefined) return one;
    laying ??= lay().then((more) => {
      left.push(...more);
      laying = undefined;
    });
    await laying;
    return take();
  };
  return take;
};

const inStock = 20;
const numbers = orgNumbers(31_000_000);
const freshNumber = (): string => numbers.next().value ?? "";

/** Number of an organisation in the registers, in Trondheim, that nobody represents. */
const freshRegistered = stock(async () => {
  const fresh = Array.from({ length: inStock }, freshNumber);
  await given.organisations(...fresh.map((number) => registered(number, `Vellaget ${number}`)));
  return fresh;
});

const layWritten = (kind: "INFORMAL_GROUP" | "FRIVILLIGSENTRAL") => async () => {
  const made = Array.from({ length: inStock }, () =>
    create({
      key: ctx.newId(),
      kind,
      source: "MANUAL",
      facts: {
        name: "Nabohjelpen",
        status: "ACTIVE",
        icnpo: [],
        inVoluntaryRegister: false,
        municipalityNumber: "5001",
      },
      local: noLocal,
      profile: noProfile,
      version: 1,
      validFrom: ctx.now().toISOString(),
      changedBy: "given",
      changedFields: [],
    }),
  );
  const rows = made.map(({ row }) => row);
  await write([...made.flatMap(({ changes }) => changes), logRows(rows, ctx.now(), ctx.newId())]);
  takeRows(rows);
  return rows.map(({ key }) => key);
};

/** Key of a group in Trondheim that was written down here. */
const freshWritten = stock(layWritten("INFORMAL_GROUP"));
/** Key of a frivilligsentral there. */
const freshHub = stock(layWritten("FRIVILLIGSENTRAL"));

/** Every Thursday evening from 7 January 2027, in Trondheim. */
const activity: ActivityInput = {
  category: "LANGUAGE_CAFE",
  title: "Språkkafé",
  registeredAt: { platform: "NYBY" },
  summary: "Kaffe og norsk",
  place: { name: "Biblioteket", municipality: "5001" },
  schedules: [
    {
      startsOn: "2027-01-07",
      startsAt: "18:00",
      endsAt: "20:00",
      repeats: { frequency: "WEEKLY", weekdays: ["THURSDAY"] },
    },
  ],
};
const firstTime = "2027-01-07T17:00:00.000Z";

/** Keys of activities that Trondheim kommune arranges, of each stage. */
const freshActivities = (stage: Activity["stage"]) =>
  stock(async () => {
    const made = Array.from({ length: inStock }, (): Activity => ({
      key: ctx.newId(),
      version: 1,
      stage,
      organiserKey: municipality,
      organiser: { name: "TRONDHEIM KOMMUNE", isPublicBody: true },
      ...readInput(activity),
      changes: [],
      changedAt: ctx.now().toISOString(),
      ...(stage === "PUBLISHED" && { confirmedAt: ctx.now().toISOString() }),
    }));
    const rows = made.map(activityRow);
    await write([...made.map(createActivity), logActivities(rows, ctx.now(), ctx.newId())]);
    takeActivities(rows);
    return made.map(({ key }) => key);
  });
const freshDraft = freshActivities("DRAFT");
const freshPublished = freshActivities("PUBLISHED");

/** How often an activity has been changed. */
const activityEdits =
  (key: string): Laid["effects"] =>
  (stored) =>
    stored("Activity")
      .filter((one) => one["key"] === key)
      .reduce((sum, { version }) => sum + Number(version) - 1, 0);

/** How often it has been noted where an activity is posted. */
const postingsWritten =
  (key: string): Laid["effects"] =>
  (stored) =>
    stored("ActivityPostings")
      .filter((one) => one["key"] === key)
      .reduce((sum, { revision }) => sum + Number(revision), 0);

/** A change to a fresh published activity, which the version that was seen keeps from being done twice. */
const activityEntry = (
  action: string,
  more: Readonly<Record<string, unknown>>,
  fresh = freshPublished,
): MutationEntry => ({
  who: coordinators,
  action,
  again: ["VERSION_CONFLICT", "WRONG_STATE"],
  lay: async (who) => {
    const key = await fresh();
    return {
      who,
      variables: { input: { activityId: activityId(key), version: 1, ...more } },
      effects: activityEdits(key),
    };
  },
});

/** Open day and night, for everybody. */
const venue: VenueInput = {
  name: "Kantina",
  address: "Munkegata 1",
  municipality: "5001",
  capacity: 40,
  openingHours: (["MONDAY", "TUESDAY", "WEDNESDAY", "THURSDAY", "FRIDAY", "SATURDAY", "SUNDAY"] as const).map(
    (weekday) => ({ weekday, opensAt: "00:00", closesAt: "00:00" }),
  ),
  lentTo: "EVERYBODY",
  mustBeApproved: true,
  takesRequests: true,
};

/** Keys of venues, those of Trondheim kommune or of organisations that nobody represents. */
const freshVenues = (lenderOf: () => Promise<string>) =>
  stock(async () => {
    const made = await Promise.all(
      Array.from({ length: inStock }, async (): Promise<Venue> => {
        const lender = { name: "Utlåneren" };
        return { key: ctx.newId(), version: 1, lenderKey: await lenderOf(), lender, ...readVenue(venue) };
      }),
    );
    const rows = made.map(venueRow);
    await write([...made.map(createVenue), logVenues(rows, ctx.now(), ctx.newId())]);
    takeVenues(rows);
    return made.map(({ key }) => key);
  });
const freshVenue = freshVenues(async () => municipality);
const freshVenueOfOthers = freshVenues(() => freshRegistered());

/** Ten o'clock in two months, for two hours: also who asks again after one is not late. */
const inTwoMonths = (): { startsAt: string; endsAt: string } => {
  const midnight = (Math.floor(Date.now() / 86_400_000) + 60) * 86_400_000;
  const at = (hours: number): string => new Date(midnight + hours * 3_600_000).toISOString();
  return { startsAt: at(10), endsAt: at(12) };
};

/** A change to a fresh venue of Trondheim kommune, which the version that was seen keeps from being done twice. */
const venueEntry = (action: string, more: Readonly<Record<string, unknown>>): MutationEntry => ({
  who: coordinators,
  action,
  again: ["VERSION_CONFLICT", "WRONG_STATE"],
  lay: async (who) => {
    const key = await freshVenue();
    return {
      who,
      variables: { input: { venueId: venueId(key), version: 1, ...more } },
      effects: (stored) =>
        stored("Venue")
          .filter((one) => one["key"] === key)
          .reduce((sum, { version }) => sum + Number(version) - 1, 0),
    };
  },
});

/** A step of a fresh booking, of a venue that Trondheim kommune lends, or has asked another for. */
const bookingEntry = (
  action: string,
  state: "REQUESTED" | "APPROVED",
  { asks = false, words }: { asks?: boolean; words?: string } = {},
): MutationEntry => ({
  who: coordinators,
  action,
  again: ["VERSION_CONFLICT", "WRONG_STATE"],
  lay: async (who) => {
    const [venueKey, other] = [await freshVenue(), await freshRegistered()];
    const booking: Booking = {
      key: ctx.newId(),
      venueKey,
      lenderKey: asks ? other : municipality,
      askerKey: asks ? municipality : other,
      occasions: [inTwoMonths()],
      purpose: "Kor",
      priceOre: 0,
      language: "nb",
      steps: [{ state, at: ctx.now().toISOString() }],
    };
    await write([...createBooking(booking), ...takeTimes(booking)]);
    return {
      who,
      variables: { input: { bookingId: bookingId(booking.key), version: 1, ...(words !== undefined && { words }) } },
      effects: (stored) =>
        stored("VenueBooking")
          .filter((one) => one["key"] === booking.key)
          .reduce((sum, { version }) => sum + Number(version) - 1, 0),
    };
  },
});

const idOf = (key: string): string => `organisation:${key}`;

/** Somebody nobody has heard of, in a body where one is named. */
const stranger = async (bodyKey?: string, ...roles: readonly Role[]): Promise<Person> => {
  const person = { subject: randomUUID(), ref: ctx.newId(), name: "Ola Berg" };
  const comes = { ...person, isNew: true };
  await write(
    bodyKey === undefined
      ? keepPerson(comes, ctx.now())
      : holdRoles(await getBody(ctx, bodyKey), comes, roles, undefined, ctx.now()).changes,
  );
  return person;
};

/** The person as known here, and made known where that is not so, by whoever comes first. */
export const known = async (who: PersonName): Promise<Person> => {
  const { sub: subject, name } = people[who];
  for (;;) {
    const { ref } = await membershipsOf(subject);
    if (ref !== undefined) return { subject, ref, name };
    const person = { subject, ref: ctx.newId(), name };
    try {
      await write(keepPerson({ ...person, isNew: true }, ctx.now()));
      return person;
    } catch (error) {
      if (!(error instanceof Refusal && error.code === "PERSON_EXISTS")) throw error;
    }
  }
};

const inAWeek = (): number => Math.floor(Date.now() / 1000) + 7 * 86_400;

const layInvitation = async (bodyKey: string, roles: readonly Role[]): Promise<{ id: string; secret: string }> => {
  const secret = newSecret();
  const invitation = {
    bodyKey,
    invitationId: ctx.newId(),
    email: `${randomUUID()}@example.no`,
    roles,
    language: "nb" as const,
    invitedBy: (await known("administrator")).ref,
    invitedAt: ctx.now().toISOString(),
    timesSent: 1,
    secretHash: hashOf(secret),
    expiresAt: inAWeek(),
  };
  await write(putInvitation(invitation, ctx.now()));
  return { id: invitation.invitationId, secret };
};

/** Somebody waits to become the leader of a fresh organisation; `secret` is what the letter to it says. */
const layRequest = async (person: Person): Promise<{ request: Request; secret: string }> => {
  const [bodyKey, secret] = [await freshRegistered(), newSecret()];
  const request: Request = {
    ...person,
    bodyKey,
    role: "LEADER",
    requestedAt: ctx.now().toISOString(),
    state: "WAITING",
    secretHash: hashOf(secret),
    expiresAt: inAWeek(),
  };
  await write(putRequest(await getBody(ctx, bodyKey), request, ctx.now()));
  return { request, secret };
};

const layInterest = async (who: PersonName): Promise<{ id: string; interestId: string }> => {
  const { ref } = await known(who);
  const interestId = ctx.newId();
  await write([
    putInterest(
      {
        ...{ ref, interestId, organisationKey: municipality, kind: "OTHER", origin: "DECLARED" },
        ...{ validFrom: "2026-01-01", declaredOn: dayOf(ctx.now()) },
      },
      undefined,
    ),
  ]);
  return { id: `interest:${ref}:${interestId}`, interestId };
};

const layPartner = async (): Promise<string> => {
  const orgNumber = freshNumber();
  await given.partner(orgNumber);
  return orgNumber;
};

/** An empty profile that a code opens. */
const layProfile = async (): Promise<{ profileId: string; says: Record<string, string> }> => {
  const [code, profileId] = [codeOf(newSeed()), ctx.newId()];
  const day = ctx.now().toISOString().slice(0, 10);
  const made = { codeHash: hashOfCode(code), profileId, scope: municipality, createdOn: day, reviewedOn: day };
  await write([putNewProfile({ ...made, answers: {}, version: 1, expiresAt: inAWeek() })]);
  return { profileId, says: holding(code) };
};

/** Open invitations are few: those one has sent before make room, and nobody else's, which may yet be asked about. */
const makeRoom = async (bodyKey: string, who: PersonName): Promise<void> => {
  const own = (await listInvitations(bodyKey, ctx.now())).filter(({ email }) => email.startsWith(`${who}.`));
  if (own.length > 15) await write(own.flatMap(removeInvitation));
};

/** So do requests of one person. */
const decideAll = async ({ ref }: Person): Promise<void> => {
  for (const request of (await requestsBy(ref, ctx.now())).filter(({ state }) => state === "WAITING"))
    await write(decideRequest(await getBody(ctx, request.bodyKey), request, { state: "DECLINED" }));
};

/** As if somebody had sent no letter today: more is laid here than a day has room for. */
const beginDay = async (...whose: readonly string[]): Promise<void> => {
  const pk = `TALLY#${hashOf([...whose, dayOf(ctx.now())].join("\n"))}`;
  const key = { pk: { S: pk }, sk: { S: "-" } };
  await client.send(new DeleteItemCommand({ TableName: process.env["SAMSPILL_TABLE"], Key: key }));
};

const count = (found: readonly unknown[]): number => found.length;

/** Changes of organisations since they were laid, in their version 1. */
const editsOf =
  (...keys: readonly string[]): Laid["effects"] =>
  (stored) =>
    stored("Organisation")
      .filter(({ key }) => keys.includes(String(key)))
      .reduce((sum, { version }) => sum + (Number(version) - 1) / keys.length, 0);

const partnerEdits =
  (orgNumber: string, from: number): Laid["effects"] =>
  (stored) =>
    stored("Partner")
      .filter(({ sk }) => sk === orgNumber)
      .reduce((sum, { version }) => sum + Number(version) - from, 0);

const memberCame =
  (bodyKey: string, subject: string): Laid["effects"] =>
  (stored) =>
    count(stored("Member").filter((one) => one["bodyKey"] === bodyKey && one["subject"] === subject));

const memberWent =
  (bodyKey: string, subject: string): Laid["effects"] =>
  (stored) =>
    1 - memberCame(bodyKey, subject)(stored);

const termsOf = (orgNumber: string) => ({
  orgNumber,
  name: "Fagsystemet",
  bodyId: idOf(municipality),
  scopes: ["samspill:organisations.read"],
  costPerMinute: 1_000,
  costPerDay: 10_000,
  suppliers: [],
});

const record = { name: "Nabohjelpen på Møllenberg", municipality: "5001", activity: "Kaffe og prat" };

let days = 0;
let groups = 0;
let saved = 0;
/** Each another day. */
const freshDay = (): string => new Date(Date.UTC(2027, 0, ++days)).toISOString().slice(0, 10);

const staff = ["coordinator", "administrator"] as const;
const directors = ["administrator", "caseworker"] as const;
const coordinators = ["coordinator", "decider"] as const;

export const mutations: Readonly<Record<MutationName, MutationEntry>> = {
  createActivity: {
    who: coordinators,
    action: "activity.created",
    again: "ANOTHER",
    lay: async (who) => {
      const title = `Språkkafé nr. ${++groups}`;
      return {
        who,
        variables: { input: { organiserId: idOf(municipality), activity: { ...activity, title } } },
        effects: (stored) => count(stored("Activity").filter(({ body }) => String(body).includes(`"${title}"`))),
      };
    },
  },
  editActivity: activityEntry("activity.edited", { activity: { ...activity, title: "Norsk og kaffe" } }),
  translateActivity: activityEntry("activity.translated", {
    translation: { language: "en", title: "Language café", summary: "Coffee and Norwegian", provenance: "MACHINE" },
  }),
  publishActivity: activityEntry("activity.published", { whyNotCompeting: "Det trengs mer" }, freshDraft),
  confirmActivity: activityEntry("activity.confirmed", {}),
  confirmByLink: {
    who: coordinators,
    action: "activity.confirmedByLink",
    again: ["ALREADY_CONFIRMED", "VERSION_CONFLICT"],
    lay: async (who) => {
      const key = await freshPublished();
      const [secret, { confirmedAt = "" }] = [newSecret(), await getActivity(key)];
      await write([putConfirmationLink({ hash: hashOf(secret), key, confirmedAt }, ctx.now())]);
      return { who, variables: { input: { secret } }, effects: activityEdits(key) };
    },
  },
  endActivity: activityEntry("activity.ended", {}),
  changeSession: activityEntry("activity.sessionChanged", { scheduledAt: firstTime, isCancelled: true, note: "Ferie" }),
  changeFollowingSessions: activityEntry("activity.followingChanged", {
    scheduledAt: firstTime,
    schedule: { startsOn: "2027-01-08", startsAt: "10:00", endsAt: "12:00" },
  }),
  countPlaces: {
    who: coordinators,
    action: "activity.placesCounted",
    again: "NOTHING",
    lay: async (who) => {
      const key = await freshPublished();
      return {
        who,
        variables: { input: { activityId: activityId(key), scheduledAt: firstTime, taken: 7, waiting: 2 } },
        effects: (stored) => count(stored("SessionCount").filter((one) => one["key"] === key)),
      };
    },
  },
  createVenue: {
    who: coordinators,
    action: "venue.created",
    again: "ANOTHER",
    lay: async (who) => {
      const address = `Storgata ${++groups}`;
      return {
        who,
        variables: { input: { lenderId: idOf(municipality), venue: { ...venue, address } } },
        effects: (stored) => count(stored("Venue").filter(({ body }) => String(body).includes(`"${address}"`))),
      };
    },
  },
  editVenue: venueEntry("venue.edited", { venue: { ...venue, capacity: 80 } }),
  closeVenue: venueEntry("venue.closed", {}),
  requestVenue: {
    who: coordinators,
    action: "venueBooking.requested",
    again: ["TIME_TAKEN"],
    lay: async (who) => {
      const key = await freshVenueOfOthers();
      return {
        who,
        variables: { input: { venueId: venueId(key), ...inTwoMonths(), purpose: "Kor" } },
        effects: (stored) => count(stored("VenueBooking").filter(({ body }) => String(body).includes(key))),
      };
    },
  },
  approveVenueBooking: bookingEntry("venueBooking.approved", "REQUESTED"),
  declineVenueBooking: bookingEntry("venueBooking.declined", "REQUESTED", { words: "Huset males" }),
  withdrawVenueBooking: bookingEntry("venueBooking.withdrawn", "APPROVED", { asks: true }),
  cancelVenueBooking: bookingEntry("venueBooking.cancelled", "APPROVED", { words: "Huset males" }),
  importActivities: {
    who: coordinators,
    action: "organisation.activitiesImported",
    // What it brought is known again.
    again: ["INVALID_INPUT"],
    lay: async (who) => {
      const number = await freshRegistered();
      const rows = [1, 2].map((n) => `Tur ${n};13.01.2027;18:00;20:00;hver onsdag;tur-${n}`);
      const file = ["Tittel;Dato;Starter;Slutter;Gjentas;Ekstern id", ...rows].join("\n");
      return {
        who,
        variables: {
          input: {
            organiserId: idOf(number),
            file: Buffer.from(file).toString("base64"),
            defaults: { category: "TRAINING_WALKS", municipality: "5001", place: "Bymarka" },
            choices: rows.map((_, n) => ({ row: n + 1, choice: "CREATE" })),
          },
        },
        // One that is half done is less than one.
        effects: (stored) =>
          count(stored("Activity").filter(({ body }) => String(body).includes(`"${number}"`))) / rows.length,
      };
    },
  },
  recordPosting: {
    who: coordinators,
    action: "activity.posted",
    again: "ANOTHER",
    lay: async (who) => {
      const key = await freshPublished();
      const url = "https://www.frivillig.no/oppdrag/1";
      return {
        who,
        variables: { input: { activityId: activityId(key), platform: "FRIVILLIG_NO", url } },
        effects: postingsWritten(key),
      };
    },
  },
  removePosting: {
    who: coordinators,
    action: "activity.unposted",
    again: ["NOT_FOUND", "VERSION_CONFLICT"],
    lay: async (who) => {
      const key = await freshPublished();
      const posted = [
        { platform: "FRIVILLIG_NO", url: "https://www.frivillig.no/oppdrag/1", recordedAt: firstTime },
      ] as const;
      await write([replacePostings(key, { posted: [], revision: 0 }, posted)]);
      return {
        who,
        variables: { input: { activityId: activityId(key), platform: "FRIVILLIG_NO" } },
        effects: (stored) => postingsWritten(key)(stored) - 1,
      };
    },
  },
  declareInterest: {
    who: staff,
    action: "interest.declared",
    again: "ANOTHER",
    lay: async (who) => {
      const key = await freshRegistered();
      return {
        who,
        variables: { input: { organisationId: idOf(key), kind: "MEMBER", from: "2026-01-01" } },
        effects: (stored) => count(stored("Interest").filter((one) => one["organisationKey"] === key)),
      };
    },
  },
  endInterest: {
    who: staff,
    action: "interest.ended",
    again: ["VERSION_CONFLICT", "ALREADY_ENDED"],
    lay: async (who) => {
      const { id, interestId } = await layInterest(who);
      return {
        who,
        variables: { input: { interestId: id, version: 1, until: dayOf(new Date()) } },
        effects: (stored) =>
          stored("Interest")
            .filter((one) => one["interestId"] === interestId)
            .reduce((sum, { version }) => sum + Number(version) - 1, 0),
      };
    },
  },
  setSuperior: {
    who: directors,
    action: "superior.set",
    again: ["DAY_TAKEN"],
    lay: async (who) => {
      const [member, superior] = [
        await stranger(directorate, "CASEWORKER"),
        await stranger(directorate, "CASEWORKER"),
      ].map(({ ref }) => ref) as [string, string];
      const from = freshDay();
      return {
        who,
        variables: {
          input: {
            memberId: memberId({ bodyKey: directorate, ref: member }),
            superiorId: memberId({ bodyKey: directorate, ref: superior }),
            from,
          },
        },
        effects: (stored) =>
          count(stored("Superior").filter(({ ref, validFrom }) => ref === member && validFrom === from)),
      };
    },
  },
  saveCapabilityProfile: {
    who: staff,
    action: "organisation.profileSaved",
    again: ["VERSION_CONFLICT"],
    lay: async (who) => {
      const key = await freshRegistered();
      const input = {
        organisationId: idOf(key),
        version: 1,
        capabilities: ["LANGUAGE_PRACTICE"],
        trainedPeople: 4,
        premises: [{ name: "Grendehuset", places: 40, stepFree: true }],
        vehicles: [{ kind: "minibuss", count: 1 }],
        equipment: ["Kaffetrakter"],
        languages: ["nb", "ar"],
        emergencyExperience: ["Mottak av evakuerte"],
        contactWindows: [{ weekday: "MONDAY", opensAt: "17:00", closesAt: "19:00", channel: "CHAT" }],
        note: "Åpent hver mandag.",
        confirm: true,
      };
      return { who, variables: { input }, effects: editsOf(key) };
    },
  },
  confirmCapabilityProfile: {
    who: staff,
    action: "organisation.profileConfirmed",
    again: ["VERSION_CONFLICT"],
    lay: async (who) => {
      const key = await freshRegistered();
      return { who, variables: { organisationId: idOf(key), version: 1 }, effects: editsOf(key) };
    },
  },
  saveLocalKnowledge: {
    who: staff,
    action: "organisation.localKnowledgeSaved",
    again: ["VERSION_CONFLICT"],
    lay: async (who) => {
      const key = await freshRegistered();
      const input = {
        organisationId: idOf(key),
        version: 1,
        tags: ["kafé"],
        servesMunicipalities: ["5001"],
        knownAs: "Vellet",
        note: "Har nøkkel til bydelshuset.",
      };
      return { who, variables: { input }, effects: editsOf(key) };
    },
  },
  tagOrganisations: {
    who: staff,
    action: "organisation.tagged",
    entries: 2,
    again: "NOTHING",
    lay: async (who) => {
      const keys = [await freshRegistered(), await freshRegistered()];
      const input = { organisationIds: keys.map(idOf), add: ["beredskap"], remove: ["kafé"] };
      return { who, variables: { input }, effects: editsOf(...keys) };
    },
  },
  createOrganisation: {
    who: staff,
    action: "organisation.created",
    again: "ANOTHER",
    lay: async (who) => {
      // Counted: a random number has been seen to look like a telephone's.
      const name = `Nabohjelpen nr. ${++groups}`;
      return {
        who,
        variables: { input: { kind: "INFORMAL_GROUP", record: { ...record, name } } },
        effects: (stored) => count(stored("Organisation").filter(({ body }) => String(body).includes(`"${name}"`))),
      };
    },
  },
  editOrganisation: {
    who: staff,
    action: "organisation.edited",
    again: ["VERSION_CONFLICT"],
    lay: async (who) => {
      const key = await freshWritten();
      return {
        who,
        variables: { input: { organisationId: idOf(key), version: 1, record } },
        effects: editsOf(key),
      };
    },
  },
  closeOrganisation: {
    who: staff,
    action: "organisation.closed",
    again: ["WRONG_STATE", "VERSION_CONFLICT"],
    lay: async (who) => {
      const key = await freshWritten();
      return {
        who,
        variables: { input: { organisationId: idOf(key), version: 1, reason: "Lagt ned" } },
        effects: editsOf(key),
      };
    },
  },
  joinOrganisationToRegister: {
    who: staff,
    action: "organisation.joined",
    entries: 2,
    again: ["WRONG_STATE", "VERSION_CONFLICT"],
    lay: async (who) => {
      const [key, orgNumber] = [await freshWritten(), await freshRegistered()];
      return {
        who,
        variables: { input: { organisationId: idOf(key), version: 1, orgNumber } },
        effects: editsOf(key, orgNumber),
      };
    },
  },
  registerPartner: {
    who: directors,
    action: "partner.registered",
    again: ["WRONG_STATE", "VERSION_CONFLICT"],
    lay: async (who) => {
      const orgNumber = freshNumber();
      return { who, variables: { input: termsOf(orgNumber) }, effects: partnerEdits(orgNumber, 0) };
    },
  },
  changePartner: {
    who: directors,
    action: "partner.changed",
    again: ["VERSION_CONFLICT"],
    lay: async (who) => {
      const orgNumber = await layPartner();
      return { who, variables: { input: { ...termsOf(orgNumber), version: 1 } }, effects: partnerEdits(orgNumber, 1) };
    },
  },
  stopPartner: {
    who: directors,
    action: "partner.stopped",
    again: ["WRONG_STATE", "VERSION_CONFLICT"],
    lay: async (who) => {
      const orgNumber = await layPartner();
      return {
        who,
        variables: { input: { orgNumber, version: 1, reason: "Avtalen er over" } },
        effects: partnerEdits(orgNumber, 1),
      };
    },
  },
  inviteMember: {
    who: directors,
    action: "invitation.sent",
    again: ["ALREADY_INVITED"],
    lay: async (who) => {
      await makeRoom(directorate, who);
      await beginDay("invitations", directorate);
      const email = `${who}.${randomUUID()}@example.no`;
      return {
        who,
        variables: { input: { email, offeredRoles: ["CASEWORKER"] } },
        // Nobody fetches the letters: one lies there for each time.
        effects: (stored) => count(stored("Mail").filter(({ to }) => to === email)),
      };
    },
  },
  resendInvitation: {
    who: coordinators,
    action: "invitation.sentAgain",
    again: "ANOTHER",
    lay: async (who) => {
      const { id } = await layInvitation(municipality, ["COORDINATOR"]);
      await beginDay("invitations", municipality);
      return {
        who,
        variables: { invitationId: invitationId({ bodyKey: municipality, invitationId: id }) },
        effects: (stored) =>
          stored("Invitation")
            .filter((one) => one["invitationId"] === id)
            .reduce((sum, { timesSent }) => sum + Number(timesSent) - 1, 0),
      };
    },
  },
  withdrawInvitation: {
    who: coordinators,
    action: "invitation.withdrawn",
    again: ["NOT_FOUND"],
    lay: async (who) => {
      const { id } = await layInvitation(municipality, ["COORDINATOR"]);
      return {
        who,
        variables: { invitationId: invitationId({ bodyKey: municipality, invitationId: id }) },
        effects: (stored) => 1 - count(stored("Invitation").filter((one) => one["invitationId"] === id)),
      };
    },
  },
  acceptInvitation: {
    who: ["volunteer", "auditor"],
    action: "membership.accepted",
    again: ["NOT_FOUND"],
    lay: async (who) => {
      const bodyKey = await freshRegistered();
      const { secret } = await layInvitation(bodyKey, ["MEMBER"]);
      return {
        who,
        variables: { input: { secret, name: people[who].name } },
        effects: memberCame(bodyKey, people[who].sub),
      };
    },
  },
  requestMembership: {
    who: ["centre", "payer"],
    action: "membershipRequest.made",
    again: ["ALREADY_REQUESTED"],
    lay: async (who) => {
      const person = await known(who);
      await decideAll(person);
      await beginDay(person.subject);
      const bodyKey = await freshRegistered();
      return {
        who,
        variables: { input: { organisationId: idOf(bodyKey), wishedRole: "LEADER", name: person.name } },
        effects: (stored) =>
          count(stored("MembershipRequest").filter((one) => one["bodyKey"] === bodyKey && one["ref"] === person.ref)),
      };
    },
  },
  confirmRequest: {
    who: ["hub", "volunteer"],
    action: "membership.confirmed",
    again: ["NOT_FOUND", "WRONG_STATE", "HAS_ADMINISTRATOR"],
    lay: async (who) => {
      const { request, secret } = await layRequest(await known(who));
      return { who, variables: { secret }, effects: memberCame(request.bodyKey, request.subject) };
    },
  },
  approveRequest: {
    who: staff,
    action: "membership.approved",
    // Who is let in administers the body, and others then decide over it no more.
    again: ["WRONG_STATE", "FORBIDDEN"],
    lay: async (who) => {
      const { request } = await layRequest(await stranger());
      return {
        who,
        variables: { requestId: requestId(request) },
        effects: memberCame(request.bodyKey, request.subject),
      };
    },
  },
  declineRequest: {
    who: staff,
    action: "membershipRequest.declined",
    again: ["WRONG_STATE"],
    lay: async (who) => {
      const { request } = await layRequest(await stranger());
      return {
        who,
        variables: { input: { requestId: requestId(request), reason: "Vellaget kjenner deg ikke" } },
        effects: (stored) =>
          count(stored("MembershipRequest").filter(({ ref, state }) => ref === request.ref && state === "DECLINED")),
      };
    },
  },
  withdrawRequest: {
    who: ["hub", "volunteer"],
    action: "membershipRequest.withdrawn",
    again: ["NOT_FOUND"],
    lay: async (who) => {
      const { request } = await layRequest(await known(who));
      return {
        who,
        variables: { requestId: requestId(request) },
        effects: (stored) =>
          1 -
          count(
            stored("MembershipRequest").filter(
              (one) => one["bodyKey"] === request.bodyKey && one["ref"] === request.ref,
            ),
          ),
      };
    },
  },
  changeRoles: {
    who: directors,
    action: "membership.changed",
    again: ["VERSION_CONFLICT"],
    lay: async (who) => {
      const { ref } = await stranger(directorate, "CASEWORKER");
      return {
        who,
        variables: {
          input: { memberId: memberId({ bodyKey: directorate, ref }), version: 1, newRoles: ["DECIDER", "PAYER"] },
        },
        effects: (stored) =>
          stored("Member")
            .filter((one) => one["ref"] === ref)
            .reduce((sum, { version }) => sum + Number(version) - 1, 0),
      };
    },
  },
  revokeMembership: {
    who: directors,
    action: "membership.revoked",
    again: ["NOT_FOUND"],
    lay: async (who) => {
      const { ref, subject } = await stranger(directorate, "CASEWORKER");
      return {
        who,
        variables: { input: { memberId: memberId({ bodyKey: directorate, ref }), version: 1 } },
        effects: memberWent(directorate, subject),
      };
    },
  },
  leaveBody: {
    who: ["payer", "hub"],
    action: "membership.left",
    again: ["NOT_FOUND"],
    lay: async (who) => {
      const bodyKey = await freshRegistered();
      await given.membership(who, bodyKey, "MEMBER");
      return { who, variables: { organisationId: idOf(bodyKey) }, effects: memberWent(bodyKey, people[who].sub) };
    },
  },
  issueCode: {
    who: ["hub", "volunteer"],
    action: "newcomer.codeIssued",
    again: "ANOTHER",
    lay: async (who) => {
      const bodyKey = await freshHub();
      await given.membership(who, bodyKey, "HUB");
      return {
        who,
        says: { "samspill-acting-for": idOf(bodyKey) },
        variables: {},
        effects: (stored) => count(stored("InterestProfile").filter(({ scope }) => scope === bodyKey)),
      };
    },
  },
  saveInterestProfile: {
    who: coordinators,
    action: "newcomer.profileSaved",
    again: ["VERSION_CONFLICT"],
    lay: async (who) => {
      const { profileId, says } = await layProfile();
      const input = {
        version: 1,
        ageBand: "AGE_26_40",
        interests: [{ category: "LANGUAGE_CAFE", weight: (++saved % 3) + 1 }],
        when: ["WEEKEND", "EVENING"],
        needsEquipmentLoan: false,
        consentToReferral: ["HUB"],
      };
      return {
        who,
        says,
        variables: { input },
        effects: (stored) =>
          stored("InterestProfile")
            .filter((one) => one["profileId"] === profileId)
            .reduce((sum, { version }) => sum + Number(version) - 1, 0),
      };
    },
  },
  forgetInterestProfile: {
    who: coordinators,
    action: "newcomer.profileForgotten",
    again: ["UNAUTHENTICATED", "NOT_FOUND", "TOO_MANY_TRIES"],
    endsAsker: true,
    lay: async (who) => {
      const { profileId, says } = await layProfile();
      return {
        who,
        says,
        variables: {},
        effects: (stored) => 1 - count(stored("InterestProfile").filter((one) => one["profileId"] === profileId)),
      };
    },
  },
  forgetMe: {
    who: ["member", "leader"],
    action: "person.forgotten",
    again: ["NOT_FOUND"],
    lay: async (who) => {
      await given.membership(who, await freshRegistered(), "MEMBER");
      const { ref } = await known(who);
      return {
        who,
        variables: {},
        effects: (stored) => 1 - count(stored("PersonRef").filter((one) => one["ref"] === ref)),
      };
    },
  },
};

const schema = buildSchema(sdl);
const fields = schema.getMutationType()?.getFields() ?? {};

/** The schema's changes, whether they have an entry or not. */
export const mutationNames: readonly string[] = Object.keys(fields);

/** @throws Error that says what is missing. */
export const entryOf = (name: string): MutationEntry => {
  const entry = Object.entries(mutations).find(([known_]) => known_ === name)?.[1];
  if (!entry)
    throw new Error(
      `The change ${name} is tested by nobody: give it an entry in tests/world/mutations.ts that lays a world in which it ` +
        "succeeds, says who may, what its audit entries are called, what a second one meets, and how its effect is counted.",
    );
  return entry;
};

/**
 * Everything a type tells without being asked for a page or given an argument, some levels down; but not what it tells of the
 * asker, who may have become another by the very change.
 */
const selectionOf = (type: GraphQLNamedType, depth: number): string => {
  if (!isObjectType(type)) return "";
  const chosen = Object.values(type.getFields()).flatMap((field) => {
    const inner = getNamedType(field.type);
    if (field.args.length > 0 || field.name.startsWith("viewer")) return [];
    if (!isCompositeType(inner)) return [field.name];
    // What a list holds costs as often as it may be long.
    const below = isListType(getNullableType(field.type)) ? depth - 2 : depth - 1;
    return depth > 0 ? [`${field.name} ${selectionOf(inner, below)}`] : [];
  });
  return `{ ${chosen.length > 0 ? chosen.join(" ") : "__typename"} }`;
};

/** The change as a document that asks for much of what it answers; its variables are named as its arguments. */
export const documentOf = (name: string, depth = 2): string => {
  const field = fields[name];
  if (!field) throw new Error(`There is no change ${name}.`);
  const declared = field.args.map((argument) => `$${argument.name}: ${String(argument.type)}`).join(", ");
  const passed = field.args.map((argument) => `${argument.name}: $${argument.name}`).join(", ");
  return `mutation (${declared}) { ${name}(${passed}) ${selectionOf(getNamedType(field.type), depth)} }`;
};
