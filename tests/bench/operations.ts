/** What the bench asks: a name, a document, and variables that may follow from what was answered before. */
import { homeCounty, numberOf } from "./organisations.ts";

export type Operation = {
  readonly name: string;
  readonly document: string;
  /** Of the n-th time it is asked; from the second on with the first answer. */
  readonly variables: (n: number, first: Answer | undefined) => Readonly<Record<string, unknown>>;
  /** Writes are asked for fewer times: the emulator needs tenths of a second for each. */
  readonly writes?: true;
  /** Whether it is a list with one nested level, for which two round trips one after the other are the most. */
  readonly nested?: true;
};
export type Answer = { readonly data: Readonly<Record<string, unknown>> };

const endCursorOf = ({ data }: Answer): string =>
  (data["organisations"] as { readonly pageInfo: { readonly endCursor: string } }).pageInfo.endCursor;

const row = "id orgNumber name kind status municipality { number name }";
const home = { counties: [homeCounty] };

const list = (filter: Record<string, unknown>, first = 50): Operation["variables"] => {
  const variables = { filter, first };
  return () => variables;
};
const organisations = (name: string, filter: Record<string, unknown>, first?: number): Operation => ({
  name,
  document: `query List($filter: OrganisationFilter, $first: Int) { organisations(filter: $filter, first: $first) { totalCount nodes { ${row} } } }`,
  variables: list(filter, first),
});

const activities = (name: string, filter: Record<string, unknown>): Operation => ({
  name,
  document: `query Activities($filter: ActivityFilter, $first: Int) { activities(filter: $filter, first: $first) { totalCount nodes { title category { nameNb } place { municipality { name } } organiser { name } } } }`,
  variables: list(filter),
  nested: true,
});

/** Trondheim. */
const municipality = "5001";
/** Organisations that are written to, all at home and after those the lists read first. */
const profiled = 500;
const tagged = Array.from({ length: 30 }, (_, n) => `organisation:${numberOf(600 + n)}`);

export const operations: readonly Operation[] = [
  {
    name: "viewer",
    document: "{ viewer { name memberships { roles } } }",
    variables: () => ({}),
  },
  {
    name: "organisation by number",
    document: `query One($orgNumber: OrganisationNumber) { organisation(orgNumber: $orgNumber) { ${row} purpose website capabilityProfile { state capabilities } } }`,
    variables: () => ({ orgNumber: numberOf(7) }),
  },
  {
    name: "organisation with history",
    document: `query History($orgNumber: OrganisationNumber) { organisation(orgNumber: $orgNumber) { ${row} history(first: 10) { nodes { validFrom validUntil organisation { activity } } pageInfo { hasNextPage } } } }`,
    variables: () => ({ orgNumber: numberOf(0) }),
    nested: true,
  },
  { ...organisations("50 organisations with municipality", home), nested: true },
  {
    name: "25 organisations with branches",
    document: `query Branches($filter: OrganisationFilter) { organisations(filter: $filter, first: 25) { nodes { id name branches(first: 5) { totalCount nodes { id name } } } } }`,
    variables: list({ ...home, kinds: ["VOLUNTARY_ORGANISATION"] }),
    nested: true,
  },
  organisations("municipality, ICNPO and capability", {
    municipalities: [municipality],
    icnpo: ["1"],
    capabilities: ["SPORT", "CULTURE", "LANGUAGE_PRACTICE"],
  }),
  organisations("county and form", { ...home, forms: ["STI", "BEDR"] }),
  {
    name: "second page by cursor",
    document: `query Page($filter: OrganisationFilter, $after: String) { organisations(filter: $filter, first: 50, after: $after) { nodes { ${row} } pageInfo { hasNextPage endCursor } } }`,
    variables: (_, firstPage) => ({ filter: home, after: firstPage ? endCursorOf(firstPage) : null }),
  },
  organisations("search the whole country, one typo", { search: "skolekorps trondhem" }, 10),
  organisations("search in a municipality", { search: "forening", municipalities: [municipality] }, 25),
  {
    name: "sector of a municipality",
    document: `query Sector($number: MunicipalityNumber!) { municipality(number: $number) { name sector { inVoluntaryRegister byKind { kind count } byIcnpoGroup { category { code nameNb } count } confirmedProfiles unconfirmedProfiles mustBeConfirmedAgain capabilities { capability confirmed } } } }`,
    variables: () => ({ number: municipality }),
  },
  {
    name: "10 municipalities with organisations",
    document: `query Municipalities($county: CountyNumber) { municipalities(county: $county, first: 10) { nodes { name organisations(first: 5) { totalCount nodes { id name } } } } }`,
    variables: () => ({ county: homeCounty }),
    nested: true,
  },
  activities("50 activities with organiser", { counties: [homeCounty] }),
  activities("activities for beginners, free, in the evening", {
    municipalities: [municipality],
    languageLevel: "A1",
    priceAtMost: 0,
    times: ["EVENING"],
  }),
  activities("search activities of a county", { search: "alle vil", counties: [homeCounty] }),
  {
    name: "a week of a county",
    document: `query Week($filter: ActivityFilter!) { sessions(filter: $filter, from: "2026-11-30", until: "2026-12-06", first: 100) { totalCount nodes { startsAt endsAt activity { title place { name } organiser { name } } } } }`,
    variables: list({ counties: [homeCounty] }),
    nested: true,
  },
  {
    name: "save a capability profile",
    document: `mutation Save($input: SaveCapabilityProfileInput!, $key: ID!) { saveCapabilityProfile(input: $input, idempotencyKey: $key) { organisation { id version capabilityProfile { state capabilities trainedPeople } } } }`,
    variables: (n) => ({
      key: `profile-${process.pid}-${n}`,
      input: {
        organisationId: `organisation:${numberOf(profiled)}`,
        version: n + 1,
        capabilities: ["TRANSPORT", "FOOD"],
        trainedPeople: n,
        ...{ premises: [], vehicles: [], equipment: [], languages: ["nb", "ar"], emergencyExperience: [] },
        contactWindows: [{ weekday: "MONDAY", opensAt: "17:00", closesAt: "20:00", channel: "PHONE" }],
        confirm: false,
      },
    }),
    writes: true,
  },
  {
    name: "tag 30 organisations",
    document: `mutation Tag($input: TagOrganisationsInput!, $key: ID!) { tagOrganisations(input: $input, idempotencyKey: $key) { organisations { id local { tags } } } }`,
    variables: (n) => ({
      key: `tagging-${process.pid}-${n}`,
      input: {
        organisationIds: tagged,
        add: n % 2 === 0 ? ["flyktningguide"] : [],
        remove: n % 2 === 0 ? [] : ["flyktningguide"],
      },
    }),
    writes: true,
  },
];
