/** The world of a test: what is given stands in the real table, and what is asked goes through the real front door. */
import { createHash, randomUUID } from "node:crypto";
import type { TypedDocumentNode } from "@graphql-typed-document-node/core";
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from "aws-lambda";
import { print } from "graphql";
import { inject } from "vitest";
import { handler } from "#handlers/graphql/index";
import { activityId, createActivity, publishActivity } from "#modules/activities";
import { type Arrival, newsTest, organisationKey, receive, referenceBodies, takeRows } from "#modules/organisations";
import { grantMembership } from "#modules/people";
import { makeReports } from "#modules/reports";
import type { Role } from "#platform/actor";
import { commit } from "#platform/commit";
import { systemContext } from "#platform/context";
import type { ActivityInput, RegisterPartnerInput, VenueInput } from "#schema/resolvers";
import { createVenue, venueId } from "#modules/venues";
import { registerPartner } from "../../functions/modules/partners/commands.ts";
import { people, type PersonName, personNames } from "../../infra/local/people.ts";

/** What came back: GraphQL's answer, and HTTP's status. */
export type Answered<Data> = {
  readonly status: number;
  readonly headers: Readonly<Record<string, boolean | number | string>>;
  readonly data: Data;
  readonly errors: readonly { readonly message: string; readonly extensions: Readonly<Record<string, unknown>> }[];
  readonly extensions: Readonly<Record<string, unknown>>;
  /** Code of the first error; undefined where there is none. */
  readonly code: string | undefined;
};

/** An HTTP API's event with a body, as it comes from CloudFront. */
export const requestEvent = (
  body: unknown,
  {
    token,
    headers = {},
    method = "POST",
    query = "",
  }: { token?: string | undefined; headers?: Record<string, string>; method?: string; query?: string } = {},
): APIGatewayProxyEventV2 => ({
  version: "2.0",
  routeKey: `${method} /graphql`,
  rawPath: "/graphql",
  rawQueryString: query,
  headers: {
    ...(body !== undefined && { "content-type": "application/json" }),
    "x-origin-verify": process.env["SAMSPILL_ORIGIN_SECRET"] ?? "",
    ...(token !== undefined && { authorization: `Bearer ${token}` }),
    ...headers,
  },
  requestContext: {
    accountId: "000000000000",
    apiId: "test",
    domainName: "localhost",
    domainPrefix: "localhost",
    http: { method, path: "/graphql", protocol: "HTTP/1.1", sourceIp: "127.0.0.1", userAgent: "test" },
    requestId: randomUUID(),
    routeKey: `${method} /graphql`,
    stage: "$default",
    time: "",
    timeEpoch: 0,
  },
  ...(body !== undefined && { body: typeof body === "string" ? body : JSON.stringify(body) }),
  isBase64Encoded: false,
});

/** Sends an event to the API's own handler. */
export const send = (event: unknown): Promise<APIGatewayProxyStructuredResultV2> => handler(event);

export const tokenOf = (who: PersonName): string => inject("tokens")[who];

/** What who holds a code says of himself, from an address that nobody else comes from. */
export const holding = (code: string): Record<string, string> => {
  const [a, b] = createHash("sha256").update(code).digest("hex").match(/.{4}/g) ?? [];
  return { authorization: `Code ${code}`, "x-forwarded-for": `2001:db8:${a}:${b}::1` };
};

/** The holder of a token asks the API; `headers` say what else there is to say, or who it is in the token's place. */
export const askWith = async <Data = Record<string, unknown>, Variables = Record<string, unknown>>(
  token: string | undefined,
  document: string | TypedDocumentNode<Data, Variables>,
  variables?: Variables,
  headers: Record<string, string> = {},
): Promise<Answered<Data>> => {
  const query = typeof document === "string" ? document : print(document);
  const result = await send(requestEvent({ query, variables }, { token, headers }));
  const { data, errors = [], extensions = {} } = JSON.parse(result.body ?? "{}") as Partial<Answered<Data>>;
  const code = errors[0]?.extensions["code"];
  return {
    status: result.statusCode ?? 0,
    headers: result.headers ?? {},
    data: (data ?? {}) as Data,
    errors,
    extensions,
    code: typeof code === "string" ? code : undefined,
  };
};

/** A person (nobody when undefined) asks the API. */
export const ask = <Data = Record<string, unknown>, Variables = Record<string, unknown>>(
  who: PersonName | undefined,
  document: string | TypedDocumentNode<Data, Variables>,
  variables?: Variables,
  headers: Record<string, string> = {},
): Promise<Answered<Data>> => askWith(who && tokenOf(who), document, variables, headers);

/** A fresh idempotency key. */
export const newKey = (): string => randomUUID();

/** Takes in arrivals as the sync does, in as many transactions as they need. */
const takeIn = async (arrivals: readonly Arrival[]): Promise<void> => {
  const ctx = systemContext("given");
  const isNews = await newsTest(ctx);
  let left = arrivals.filter(isNews);
  while (left.length > 0) {
    const { taken, changes, events, rows } = await receive(ctx, "given", left);
    await commit(ctx, {
      changes,
      events,
      audit: { subject: "given", action: "world.given", fields: { count: taken } },
    });
    takeRows(rows);
    left = left.slice(taken);
  }
};

/** A unit in both registers; what is left out is as most have it. */
export const registered = (
  orgNumber: string,
  name: string,
  { kind = "VOLUNTARY_ORGANISATION", ...facts }: Partial<Arrival["facts"]> & { kind?: Arrival["kind"] } = {},
): Arrival => ({
  key: orgNumber,
  kind,
  source: "REGISTER",
  facts: {
    orgNumber,
    name,
    status: "ACTIVE",
    form: { code: "FLI", name: "Forening/lag/innretning" },
    icnpo: ["1100"],
    inVoluntaryRegister: true,
    voluntaryRegisterSince: "2012-03-14",
    municipalityNumber: "5001",
    countyNumber: "50",
    ...facts,
  },
});

/** Writes down an organisation that no register has, as the administrator does; gives its key. */
const writtenDown = async (kind: Arrival["kind"], name: string, municipality: string): Promise<string> => {
  const { data, errors } = await ask<{ createOrganisation: { organisation: { id: string } } }>(
    "administrator",
    `mutation ($input: CreateOrganisationInput!, $key: ID!) {
      createOrganisation(input: $input, idempotencyKey: $key) { organisation { id } }
    }`,
    { input: { kind, record: { name, municipality } }, key: newKey() },
  );
  const key = errors.length === 0 ? organisationKey(data.createOrganisation.organisation.id) : undefined;
  if (key === undefined) throw new Error(`${name} could not be written down: ${JSON.stringify(errors)}`);
  return key;
};

/** What is told of an activity where nothing else is said: every Thursday evening, in Trondheim. */
export const activityTold = {
  category: "LANGUAGE_CAFE",
  title: "Språkkafé på biblioteket",
  summary: "Kaffe og norsk for alle",
  place: { name: "Biblioteket", municipality: "5001" },
  schedules: [
    {
      startsOn: "2026-09-03",
      startsAt: "18:00",
      endsAt: "20:00",
      repeats: { frequency: "WEEKLY", weekdays: ["THURSDAY"] },
    },
  ],
} satisfies ActivityInput;

/** What is told of a venue where nothing else is said: open day and night for everybody, in Trondheim. */
const venueTold = {
  name: "Kantina på rådhuset",
  address: "Munkegata 1",
  municipality: "5001",
  capacity: 60,
  openingHours: (["MONDAY", "TUESDAY", "WEDNESDAY", "THURSDAY", "FRIDAY", "SATURDAY", "SUNDAY"] as const).map(
    (weekday) => ({ weekday, opensAt: "00:00", closesAt: "00:00" }),
  ),
  lentTo: "EVERYBODY",
  mustBeApproved: true,
  takesRequests: true,
} satisfies VenueInput;

export const given = {
  /** Municipalities, counties and directorates. */
  referenceBodies: (): Promise<void> => takeIn(referenceBodies()),
  organisations: (...arrivals: readonly Arrival[]): Promise<void> => takeIn(arrivals),
  /** One directorate, and its administrator: as little as lets somebody do everything. */
  administrator: async (): Promise<void> => {
    await takeIn(referenceBodies().filter(({ key }) => key === "987879696"));
    await given.membership("administrator", "987879696", "ADMINISTRATOR");
  },
  /**
   * Everybody of the demonstration has the role that is theirs: the directorate's in IMDi, the coordinator in Trondheim, the
   * centre's and the hub's in bodies written down there, leader and member in Norges Røde Kors.
   */
  everybody: async (): Promise<void> => {
    await given.referenceBodies();
    await given.organisations(registered("864139442", "NORGES RØDE KORS"));
    await given.membership("administrator", "987879696", "ADMINISTRATOR");
    const made = {
      centre: await writtenDown("RECEPTION_CENTRE", "Trondheim mottak", "5001"),
      hub: await writtenDown("FRIVILLIGSENTRAL", "Nidelven frivilligsentral", "5001"),
    };
    for (const who of personNames) {
      const { body, role } = people[who];
      const key = "key" in body ? body.key : "made" in body ? made[body.made] : "864139442";
      await given.membership(who, key, role);
    }
  },
  /** A person holds roles in a body, in place of those held there before. */
  membership: (who: PersonName, bodyKey: string, ...roles: readonly Role[]): Promise<void> =>
    grantMembership(systemContext("given"), { subject: people[who].sub, name: people[who].name, bodyKey, roles }),
  /** An activity that an organisation has published; gives its id. */
  activity: async (organiserKey: string, told: Partial<ActivityInput> = {}): Promise<string> => {
    const ctx = systemContext("given");
    const input = { organiserId: `organisation:${organiserKey}`, activity: { ...activityTold, ...told } };
    const { key } = await createActivity(ctx, input, newKey());
    const id = activityId(key);
    await publishActivity(ctx, { activityId: id, version: 1, whyNotCompeting: "Det trengs flere" }, newKey());
    return id;
  },
  /** Some bodies' reports of a month (`yyyy-mm`), or of the last that is over. */
  reports: async (month: string | undefined, ...bodies: readonly string[]): Promise<void> => {
    const pace = { mayGoOn: () => true, handOn: () => Promise.resolve() };
    await makeReports(systemContext("given"), { month, bodies }, pace);
  },
  /** A venue that a body lends; gives its id. */
  venue: async (lenderKey: string, told: Partial<VenueInput> = {}): Promise<string> => {
    const input = { lenderId: `organisation:${lenderKey}`, venue: { ...venueTold, ...told } };
    return venueId((await createVenue(systemContext("given"), input, newKey())).key);
  },
  /** Somebody has asked for a venue, for two hours of a day a month from now; gives the booking's id. */
  booking: async (who: PersonName, venue: string, startsAt: number): Promise<string> => {
    const midnight = (Math.floor(Date.now() / 86_400_000) + 30) * 86_400_000;
    const at = (hours: number): string => new Date(midnight + hours * 3_600_000).toISOString();
    const { data, errors } = await ask<{ requestVenue: { booking: { id: string } } }>(
      who,
      "mutation ($input: RequestVenueInput!, $key: ID!) { requestVenue(input: $input, idempotencyKey: $key) { booking { id } } }",
      { input: { venueId: venue, startsAt: at(startsAt), endsAt: at(startsAt + 2), purpose: "Kor" }, key: newKey() },
    );
    if (errors.length > 0) throw new Error(`The venue could not be asked for: ${JSON.stringify(errors)}`);
    return data.requestVenue.booking.id;
  },
  /** A partner of Trondheim kommune is registered, with plenty of quota where nothing else is said. */
  partner: async (orgNumber: string, terms: Partial<RegisterPartnerInput> = {}): Promise<void> => {
    const input: RegisterPartnerInput = {
      orgNumber,
      name: `System of ${orgNumber}`,
      bodyId: "organisation:K5001",
      scopes: ["samspill:organisations.read"],
      costPerMinute: 1_000_000,
      costPerDay: 10_000_000,
      suppliers: [],
      ...terms,
    };
    await registerPartner(systemContext("given"), input, newKey());
  },
};
