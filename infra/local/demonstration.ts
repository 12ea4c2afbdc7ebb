/** Sets up the demonstration: people get their roles, and some of them write what they know, through the front door. */
import type {
  Capability,
  CreateActivityInput,
  RegisterPartnerInput,
  SaveCapabilityProfileInput,
  TranslateActivityInput,
  VenueInput,
} from "#schema/resolvers";
import { contributionFor } from "./contributions.ts";
import { activities, type Organiser } from "./demonstrationActivities.ts";
import { contactWindows, venues } from "./demonstrationVenues.ts";
import { type DemonstrationBody, type DemonstrationPerson, people, type PersonName } from "./people.ts";
import { signIn } from "./signIn.ts";

/** Trondheim, where most of the demonstration takes place. */
const trondheim = "5001";
/** Where it goes on: a large and a small municipality in other parts of the country. */
const elsewhere = ["4601", "5501"];

/** Groups in Trondheim that no register has, and what they do. */
const oldFriends = [
  { name: "Språkkafeen på Kolstad", icnpo: "2000", activity: "Kaffe og norsk for alle hver torsdag i kirkekjelleren." },
  { name: "Sykkelkjøkkenet på Svartlamon", icnpo: "5000", activity: "Reparerer sykler sammen, og gir dem bort." },
  { name: "Nabohjelpen på Saupstad", icnpo: "4000", activity: "Følger nye naboer til lege, skole og butikk." },
] as const;

/** Profiles stand for twelve months. */
const monthsSinceConfirmed = 14;

interface Found {
  id: string;
  name: string;
  orgNumber: string | null;
  version: number;
  icnpo: { code: string }[];
  capabilityProfile: { capabilities: Capability[] };
}

/**
 * Gets ready to set it all up; `environment` is that of the functions, since memberships are given by the service itself, as when
 * a new installation is set up. What is given sets it up at a front door's address, makes nothing twice that an earlier,
 * interrupted try has made, and gives the keys of the municipality and the centre whose reports are worth reading.
 */
export const openDemonstration = async (
  environment: Readonly<Record<string, string>>,
): Promise<(base: string) => Promise<readonly string[]>> => {
  Object.assign(process.env, environment);
  const service: Service = {
    ...(await import("#modules/organisations")),
    ...(await import("#modules/activities")),
    ...(await import("#modules/people")),
    ...(await import("#platform/context")),
  };
  return (base) => setUp(base, service);
};

type Service = Pick<
  typeof import("#modules/organisations"),
  "createOrganisation" | "organisationId" | "organisationKey" | "saveCapabilityProfile"
> &
  Pick<typeof import("#modules/activities"), "createActivity" | "publishActivity"> &
  Pick<typeof import("#modules/people"), "grantMembership" | "membershipsOf"> &
  Pick<typeof import("#platform/context"), "makeContext" | "systemContext">;

const setUp = async (base: string, service: Service): Promise<readonly string[]> => {
  const { createOrganisation, organisationId, organisationKey, saveCapabilityProfile } = service;
  const { createActivity, publishActivity } = service;
  const { grantMembership, membershipsOf, makeContext, systemContext } = service;
  const lastYear = new Date();
  lastYear.setUTCMonth(lastYear.getUTCMonth() - monthsSinceConfirmed);
  /** The coordinator has been here since before the others: some of what is written is that old. */
  const clockOf = (name: string): Date => (name === people.coordinator.name ? lastYear : new Date());
  /** Gives people their roles in the bodies whose keys are known by now. */
  const grant = async (keyOf: (body: DemonstrationBody) => string | undefined): Promise<void> => {
    for (const { sub: subject, name, role, body, also } of Object.values<DemonstrationPerson>(people))
      for (const held of [{ role, body }, ...(also ? [also] : [])]) {
        const bodyKey = keyOf(held.body);
        const { memberships } = await membershipsOf(subject);
        if (bodyKey !== undefined && !memberships.some((membership) => membership.bodyKey === bodyKey))
          await grantMembership(
            systemContext("demonstration", () => clockOf(name)),
            { subject, name, bodyKey, roles: [held.role] },
          );
      }
  };

  await grant((body) => ("key" in body ? body.key : undefined));
  const coordinator = await voiceOf(base, "coordinator");
  const caseworker = await voiceOf(base, "caseworker");

  /** The coordinator, at another time. */
  const coordinatorAt = async (at: Date) => {
    const { sub: subject } = people.coordinator;
    const { memberships, ...person } = await membershipsOf(subject);
    const actor = { kind: "Person", subject, ...person, memberships, acting: memberships[0] } as const;
    return makeContext(actor, systemContext("demonstration").requestId, () => at);
  };

  /** Writes down and confirms, as the coordinator did more than a year ago, what nobody has asked about since. */
  const writeLastYear = async ({ name, icnpo, activity }: (typeof oldFriends)[number], n: number): Promise<string> => {
    const ctx = await coordinatorAt(lastYear);
    const record = { name, activity, municipality: trondheim };
    const [made] = await createOrganisation(ctx, { kind: "INFORMAL_GROUP", record }, `demonstration-old-${n}`);
    const id = organisationId(made?.key ?? "");
    const profile = { ...contributionFor(icnpo, n), organisationId: id, version: 1, confirm: true };
    await saveCapabilityProfile(ctx, profile, `demonstration-old-profile-${n}`);
    return id;
  };
  const known = await groupsIn(coordinator);
  const old: { id: string }[] = [];
  for (const [n, friend] of oldFriends.entries())
    old.push({ id: known.get(friend.name) ?? (await writeLastYear(friend, n)) });
  // The catalogue's log is read from where one left off: what is written for a day long past shows with the next change.
  await tag(coordinator, old, "uformell");

  const centre = await create(coordinator, "RECEPTION_CENTRE", {
    name: "Strindheim mottak",
    activity:
      "Bosted for asylsøkere som venter på svar eller på bosetting, med norskopplæring og aktiviteter for barn.",
  });
  const hub = await create(coordinator, "FRIVILLIGSENTRAL", {
    name: "Lademoen frivilligsentral",
    activity: "Møteplass for hele bydelen: språkkafé, leksehjelp, felles middag hver torsdag og utlån av lokaler.",
  });
  await create(coordinator, "INFORMAL_GROUP", {
    name: "Turvenner på Byåsen",
    activity: "Går tur i Bymarka hver søndag klokka 11 fra Skistua. Alle får være med, og noen har alltid med kaffe.",
  });
  const picked = (await organisationsIn(coordinator, trondheim, 30)).filter(({ orgNumber }) => orgNumber !== null);
  const theirOrganisation = picked[0]?.orgNumber;
  if (!theirOrganisation) throw new Error("The registers have no organisation in Trondheim.");
  const made = { centre: organisationKey(centre), hub: organisationKey(hub) };
  await grant((body) => ("made" in body ? made[body.made] : "picked" in body ? theirOrganisation : undefined));

  // Two of three are confirmed, as a busy coordinator would leave them. What is about different things is done side by side.
  await Promise.all([
    ...picked.slice(0, 22).map((organisation, n) => fillIn(coordinator, organisation, n, n % 3 !== 2)),
    ...elsewhere.map(async (municipality) => {
      for (const [n, organisation] of (await organisationsIn(caseworker, municipality, 4)).entries())
        await fillIn(caseworker, organisation, n, false);
    }),
  ]);
  await tag(coordinator, picked.slice(0, 6), "beredskap");
  await tag(coordinator, picked.slice(4, 12), "avtale 2026");
  const organiserOf = (organiser: Organiser): string | undefined =>
    typeof organiser === "number"
      ? picked[organiser]?.id
      : { municipality: "organisation:K5001", centre, hub }[organiser];
  const administrator = await voiceOf(base, "administrator");
  const arrangeAll = activities.map(async ({ organiser, activity, confirmed }, n) => {
    const input = { organiserId: organiserOf(organiser) ?? "organisation:K5001", activity };
    const key = `demonstration-activity-${n}`;
    // A coordinator arranges in her own municipality alone.
    if (!confirmed) await arrange(activity.place.municipality === trondheim ? coordinator : administrator, input, key);
    else {
      const ctx = await coordinatorAt(new Date(Date.now() - confirmed.daysAgo * 86_400_000));
      const { key: activityKey, version: draft } = await createActivity(ctx, input, key);
      const activityId = `activity:${activityKey}`;
      const { version } = await publishActivity(ctx, { activityId, version: draft }, `${key}-published`);
      // As with the organisations: the next change shows what was written so long ago.
      await translate(coordinator, { activityId, version, translation: confirmed.translated }, `${key}-translated`);
    }
  });
  const lendAll = venues.map(async ({ lender, venue, bookings }, n) => {
    const voices = { municipality: coordinator, hub: await voiceOf(base, "hub") };
    const id = await lend(voices[lender], { municipality: "organisation:K5001", hub }[lender], venue, n);
    for (const [m, asked] of bookings.entries())
      await borrow(await voiceOf(base, asked.who), voices[lender], id, asked, `${n}-${m}`);
  });
  await Promise.all([...arrangeAll, ...lendAll, reachTrondheim(coordinator), registerPartner(administrator)]);
  return ["K5001", made.centre ?? ""];
};

/** Someone who asks through the front door. */
type Voice = <Answer>(query: string, variables: object) => Promise<Answer>;

const voiceOf = async (base: string, name: PersonName): Promise<Voice> => {
  const { access_token: token } = await signIn(base, name);
  return async <Answer>(query: string, variables: object) => {
    const response = await fetch(`${base}/graphql`, {
      method: "POST",
      headers: { "content-type": "application/json", authorization: `Bearer ${token}` },
      body: JSON.stringify({ query, variables }),
    });
    const text = await response.text();
    const { data, errors } = JSON.parse(text) as { data?: Answer; errors?: unknown[] };
    if (data == null || errors !== undefined) throw new Error(`${people[name].name} was refused: ${text}`);
    return data;
  };
};

const create = async (voice: Voice, kind: string, record: { name: string; activity: string }): Promise<string> => {
  const { createOrganisation } = await voice<{ createOrganisation: { organisation: { id: string } } }>(
    `mutation ($input: CreateOrganisationInput!, $key: ID!) {
      createOrganisation(input: $input, idempotencyKey: $key) { organisation { id } }
    }`,
    { input: { kind, record: { ...record, municipality: trondheim } }, key: `demonstration-${kind}` },
  );
  return createOrganisation.organisation.id;
};

const organisationsIn = async (voice: Voice, municipality: string, first: number): Promise<Found[]> => {
  const { organisations } = await voice<{ organisations: { nodes: Found[] } }>(
    `query ($filter: OrganisationFilter!, $first: Int!) {
      organisations(filter: $filter, first: $first) {
        nodes { id name orgNumber version icnpo { code } capabilityProfile { capabilities } }
      }
    }`,
    { filter: { municipalities: [municipality], inVoluntaryRegister: true, statuses: ["ACTIVE"] }, first },
  );
  return organisations.nodes;
};

/** Ids of Trondheim's informal groups by their names. */
const groupsIn = async (voice: Voice): Promise<Map<string, string>> => {
  const { organisations } = await voice<{ organisations: { nodes: { id: string; name: string }[] } }>(
    "query ($filter: OrganisationFilter!) { organisations(filter: $filter, first: 100) { nodes { id name } } }",
    { filter: { municipalities: [trondheim], kinds: ["INFORMAL_GROUP"] } },
  );
  return new Map(organisations.nodes.map(({ id, name }) => [name, id]));
};

const fillIn = async (voice: Voice, organisation: Found, n: number, confirm: boolean): Promise<void> => {
  const { id, version, icnpo, capabilityProfile } = organisation;
  if (capabilityProfile.capabilities.length > 0) return;
  const contribution = contributionFor(icnpo[0]?.code, n);
  const input: SaveCapabilityProfileInput = { ...contribution, organisationId: id, version, confirm };
  await voice(
    `mutation ($input: SaveCapabilityProfileInput!, $key: ID!) {
      saveCapabilityProfile(input: $input, idempotencyKey: $key) { organisation { id } }
    }`,
    { input, key: `demonstration-profile-${id}-${version}` },
  );
};

/** Writes an activity and publishes it. */
const arrange = async (voice: Voice, input: CreateActivityInput, key: string): Promise<void> => {
  const { createActivity } = await voice<{ createActivity: { activity: { id: string; version: number } } }>(
    `mutation ($input: CreateActivityInput!, $key: ID!) {
      createActivity(input: $input, idempotencyKey: $key) { activity { id version } }
    }`,
    { input, key },
  );
  const { id: activityId, version } = createActivity.activity;
  await voice(
    `mutation ($input: PublishActivityInput!, $key: ID!) {
      publishActivity(input: $input, idempotencyKey: $key) { activity { id } }
    }`,
    { input: { activityId, version }, key },
  );
};

/** Lends a venue; gives its id. */
const lend = async (voice: Voice, lenderId: string, venue: VenueInput, n: number): Promise<string> => {
  const { createVenue } = await voice<{ createVenue: { venue: { id: string } } }>(
    `mutation ($input: CreateVenueInput!, $key: ID!) {
      createVenue(input: $input, idempotencyKey: $key) { venue { id } }
    }`,
    { input: { lenderId, venue }, key: `demonstration-venue-${n}` },
  );
  return createVenue.venue.id;
};

/** Asks for a venue, and has the lender say yes where that is how it went. */
const borrow = async (
  asker: Voice,
  lender: Voice,
  venueId: string,
  { inDays, at, lasts, isGranted, ...asked }: (typeof venues)[number]["bookings"][number],
  n: string,
): Promise<void> => {
  const begins = (Math.floor(Date.now() / 86_400_000) + inDays) * 86_400_000 + at * 3_600_000;
  const [startsAt, endsAt] = [begins, begins + lasts * 3_600_000].map((moment) => new Date(moment).toISOString());
  const { requestVenue } = await asker<{ requestVenue: { booking: { id: string; version: number } } }>(
    `mutation ($input: RequestVenueInput!, $key: ID!) {
      requestVenue(input: $input, idempotencyKey: $key) { booking { id version } }
    }`,
    {
      input: { venueId, startsAt, endsAt, purpose: asked.purpose, people: asked.people, weeks: asked.weeks },
      key: `demonstration-booking-${n}`,
    },
  );
  const { id: bookingId, version } = requestVenue.booking;
  if (isGranted)
    await lender(
      `mutation ($input: ApproveVenueBookingInput!, $key: ID!) {
        approveVenueBooking(input: $input, idempotencyKey: $key) { booking { id } }
      }`,
      { input: { bookingId, version }, key: `demonstration-approval-${n}` },
    );
};

/** The municipality says when it answers, also outside office hours. */
const reachTrondheim = async (voice: Voice): Promise<void> => {
  const { organisation } = await voice<{ organisation: Found & { capabilityProfile: { confirmedAt: string | null } } }>(
    `query ($id: ID!) { organisation(id: $id) { version capabilityProfile { confirmedAt } } }`,
    { id: "organisation:K5001" },
  );
  if (organisation.capabilityProfile.confirmedAt !== null) return;
  const nothing = {
    capabilities: [],
    premises: [],
    vehicles: [],
    equipment: [],
    languages: [],
    emergencyExperience: [],
  };
  const input = { ...nothing, organisationId: "organisation:K5001", version: organisation.version, contactWindows };
  await voice(
    `mutation ($input: SaveCapabilityProfileInput!, $key: ID!) {
      saveCapabilityProfile(input: $input, idempotencyKey: $key) { organisation { id } }
    }`,
    { input: { ...input, confirm: true }, key: "demonstration-contact" },
  );
};

const translate = async (voice: Voice, input: TranslateActivityInput, key: string): Promise<void> => {
  await voice(
    `mutation ($input: TranslateActivityInput!, $key: ID!) {
      translateActivity(input: $input, idempotencyKey: $key) { activity { id } }
    }`,
    { input, key },
  );
};

const tag = async (voice: Voice, organisations: readonly { readonly id: string }[], word: string): Promise<void> => {
  const organisationIds = organisations.map(({ id }) => id);
  await voice(
    `mutation ($input: TagOrganisationsInput!, $key: ID!) {
      tagOrganisations(input: $input, idempotencyKey: $key) { organisations { id } }
    }`,
    { input: { organisationIds, add: [word], remove: [] }, key: `demonstration-tag-${word.replaceAll(" ", "-")}` },
  );
};

/** Trondheim kommune's own system, by the number that Maskinporten knows the municipality by. */
const registerPartner = async (voice: Voice): Promise<void> => {
  const input: RegisterPartnerInput = {
    orgNumber: "942110464",
    name: "Aktivitetskalenderen i Trondheim",
    bodyId: "organisation:K5001",
    scopes: ["samspill:organisations.read"],
    costPerMinute: 30_000,
    costPerDay: 1_000_000,
    suppliers: [],
  };
  await voice(
    `mutation ($input: RegisterPartnerInput!, $key: ID!) {
      registerPartner(input: $input, idempotencyKey: $key) { partner { orgNumber } }
    }`,
    { input, key: "demonstration-partner" },
  );
};
