/** Some three hundred organisations of all sorts, given to the table and known to the test as plain data. */
import fc from "fast-check";
import { vi } from "vitest";
import { handler as packCatalogue } from "#handlers/packCatalogue";
import type { Arrival } from "#modules/organisations";
import type { Capability, OrganisationFilter, OrganisationOrder, ProfileState } from "#schema/resolvers";
import { ask, given, newKey, registered } from "#world";
import { orgNumbers } from "../orgNumbers.ts";

/** What a test knows of an organisation without asking the service. */
export type Known = {
  readonly id: string;
  name: string;
  status: "ACTIVE" | "BANKRUPT" | "LIQUIDATION" | "DELETED";
  readonly kind: "VOLUNTARY_ORGANISATION" | "SUB_UNIT" | "DIRECTORATE";
  readonly form: string;
  readonly municipality: string;
  readonly county: string;
  readonly icnpo: readonly string[];
  readonly inVoluntaryRegister: boolean;
  readonly since: string;
  capabilities: readonly Capability[];
  confirmedAt: string;
  state: ProfileState;
  tags: readonly string[];
  serves: readonly string[];
};

/** The administrator's, which is there as well. */
export const directorate: Known = {
  id: "organisation:987879696",
  name: "Integrerings- og mangfoldsdirektoratet (IMDi)",
  status: "ACTIVE",
  kind: "DIRECTORATE",
  form: "",
  municipality: "",
  county: "",
  icnpo: [],
  inVoluntaryRegister: false,
  since: "",
  capabilities: [],
  confirmedAt: "",
  state: "UNCONFIRMED",
  tags: [],
  serves: [],
};

/** Two in Trøndelag, two in Østfold, one in Oslo, one in Innlandet; Våler is in two of the counties. */
export const places = [
  ["5001", "50"],
  ["5021", "50"],
  ["3107", "31"],
  ["3114", "31"],
  ["0301", "03"],
  ["3419", "34"],
] as const;
export const categories = ["1100", "1200", "1300", "2100", "3100", "4100", "4200", "10100"] as const;
export const forms = ["FLI", "STI", "SA", "ANNA"] as const;
export const tagsInUse = ["språkkafé", "beredskap", "nøkkelklubb", "åpen møteplass"] as const;
export const capabilitiesInUse: readonly Capability[] = [
  "LANGUAGE_PRACTICE",
  "SPORT",
  "MEETING_PLACE",
  "EMERGENCY_ACCOMMODATION",
];

const numbers = orgNumbers();
const nextNumber = (): string => numbers.next().value ?? "";

const some = <Value>(values: readonly Value[], from: number, to: number): fc.Arbitrary<Value[]> =>
  fc.subarray([...values], { minLength: from, maxLength: to });

const shape = fc.record({
  name: fc
    .tuple(
      fc.constantFrom("Ås", "Øvre", "Ærfugl", "Våler", "aure", "Zion", "Årdal", "Nidaros", "Ålen", "Herøy"),
      fc.constantFrom("Røde Kors", "Sanitetsforening", "IL", "mannskor", "bygdekvinnelag", "4H", "Speidergruppe"),
      fc.constantFrom("", " 2", " avd. sør", " ungdom"),
    )
    .map((parts) => parts.join(" ").replace("  ", " ")),
  status: fc.constantFrom(
    "ACTIVE" as const,
    "ACTIVE" as const,
    "ACTIVE" as const,
    "BANKRUPT" as const,
    "LIQUIDATION" as const,
    "DELETED" as const,
  ),
  kind: fc.constantFrom("VOLUNTARY_ORGANISATION" as const, "VOLUNTARY_ORGANISATION" as const, "SUB_UNIT" as const),
  form: fc.constantFrom(...forms),
  place: fc.constantFrom(...places),
  icnpo: some(categories, 0, 3),
  inVoluntaryRegister: fc.boolean(),
  since: fc.constantFrom("2009-06-01", "2012-03-14", "2020-11-30", "2026-01-02"),
  profile: fc.constantFrom(
    "none" as const,
    "none" as const,
    "unconfirmed" as const,
    "confirmed" as const,
    "old" as const,
  ),
  capabilities: some(capabilitiesInUse, 0, 3),
  local: fc.constantFrom(true, false, false),
  tags: some(tagsInUse, 0, 2),
  serves: some(
    places.map(([number]) => number),
    0,
    2,
  ),
});

type Shape = typeof shape extends fc.Arbitrary<infer One> ? One : never;

export const arrivalOf = ({
  id,
  name,
  status,
  kind,
  form,
  municipality,
  county,
  icnpo,
  inVoluntaryRegister,
  since,
}: Known): Arrival => {
  const { voluntaryRegisterSince: _, ...arrival } = registered(id.slice("organisation:".length), name).facts;
  return {
    ...registered(id.slice("organisation:".length), name, { kind }),
    facts: {
      ...arrival,
      status,
      form: { code: form, name: form },
      icnpo,
      inVoluntaryRegister,
      municipalityNumber: municipality,
      countyNumber: county,
      ...(inVoluntaryRegister && { voluntaryRegisterSince: since }),
    },
  };
};

const knownOf = (one: Shape): Known => ({
  id: `organisation:${nextNumber()}`,
  name: one.name,
  status: one.status,
  kind: one.kind,
  form: one.form,
  municipality: one.place[0],
  county: one.place[1],
  icnpo: one.icnpo,
  inVoluntaryRegister: one.inVoluntaryRegister,
  since: one.inVoluntaryRegister ? one.since : "",
  capabilities: [],
  confirmedAt: "",
  state: "UNCONFIRMED",
  tags: [],
  serves: [],
});

const saveProfile = /* GraphQL */ `
  mutation ($input: SaveCapabilityProfileInput!, $key: ID!) {
    saveCapabilityProfile(input: $input, idempotencyKey: $key) {
      organisation {
        version
        capabilityProfile {
          confirmedAt
        }
      }
    }
  }
`;
const saveLocal = /* GraphQL */ `
  mutation ($input: SaveLocalKnowledgeInput!, $key: ID!) {
    saveLocalKnowledge(input: $input, idempotencyKey: $key) {
      organisation {
        version
      }
    }
  }
`;

/** Fresh ones, not given yet. */
export const invent = (count: number, seed: number): Known[] => fc.sample(shape, { seed, numRuns: count }).map(knownOf);

/** Gives the world its organisations; what people know of them is written by an administrator through the API. */
export const giveMany = async (count: number, seed: number): Promise<Known[]> => {
  const shapes = fc.sample(shape, { seed, numRuns: count });
  const all = shapes.map(knownOf);
  await given.organisations(...all.map(arrivalOf));
  const empty = {
    premises: [],
    vehicles: [],
    equipment: [],
    languages: [],
    emergencyExperience: [],
    contactWindows: [],
  };
  const write = async (wanted: (one: Shape) => boolean): Promise<void> => {
    const left = [...all.entries()];
    const writer = async (): Promise<void> => {
      for (let next = left.shift(); next; next = left.shift()) {
        const [n, one] = next;
        const { profile, capabilities, local, tags, serves } = shapes[n] as Shape;
        if (one.status === "DELETED" || !wanted(shapes[n] as Shape)) continue;
        let version = 1;
        if (profile !== "none") {
          const input = { organisationId: one.id, version, capabilities, ...empty, confirm: profile !== "unconfirmed" };
          const { data, errors } = await ask<{
            saveCapabilityProfile: {
              organisation: { version: number; capabilityProfile: { confirmedAt: string | null } };
            };
          }>("administrator", saveProfile, { input, key: newKey() });
          if (errors.length > 0) throw new Error(JSON.stringify(errors));
          const { organisation } = data.saveCapabilityProfile;
          version = organisation.version;
          one.capabilities = capabilities;
          one.confirmedAt = organisation.capabilityProfile.confirmedAt ?? "";
          one.state =
            profile === "old" ? "MUST_BE_CONFIRMED_AGAIN" : profile === "confirmed" ? "CONFIRMED" : "UNCONFIRMED";
        }
        if (!local) continue;
        const input = { organisationId: one.id, version, tags, servesMunicipalities: serves };
        const { errors } = await ask("administrator", saveLocal, { input, key: newKey() });
        if (errors.length > 0) throw new Error(JSON.stringify(errors));
        one.tags = tags;
        one.serves = serves;
      }
    };
    await Promise.all(Array.from({ length: 8 }, writer));
  };
  // Thirteen months ago some profiles were confirmed, and the catalogue has been packed since.
  const now = new Date();
  const longAgo = new Date(now);
  longAgo.setUTCMonth(longAgo.getUTCMonth() - 13);
  vi.useFakeTimers({ toFake: ["Date"], now: longAgo });
  await write((one) => one.profile === "old");
  vi.useRealTimers();
  await packCatalogue();
  await write((one) => one.profile !== "old");
  return all;
};

const norwegian = new Intl.Collator("nb");
const byId = (a: Known, b: Known): number => (a.id < b.id ? -1 : 1);
const text = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
const comparisons: Readonly<Record<OrganisationOrder, (a: Known, b: Known) => number>> = {
  NAME_ASC: (a, b) => norwegian.compare(a.name, b.name) || byId(a, b),
  NAME_DESC: (a, b) => norwegian.compare(b.name, a.name) || byId(b, a),
  NEWEST_IN_VOLUNTARY_REGISTER: (a, b) => text(b.since, a.since) || byId(b, a),
  PROFILE_OLDEST_FIRST: (a, b) => text(a.confirmedAt, b.confirmedAt) || byId(a, b),
};

const among = <Value>(wanted: readonly Value[] | null | undefined, fits: (value: Value) => boolean): boolean =>
  wanted === undefined || wanted === null || wanted.length === 0 || wanted.some(fits);

/** The same answer as the API should give, found the slow and simple way. */
export const expected = (all: readonly Known[], filter: OrganisationFilter, order: OrganisationOrder): Known[] => {
  const countyOf = new Map<string, string>(places);
  return all
    .filter(
      (one) =>
        among(filter.municipalities, (number) => one.municipality === number || one.serves.includes(number)) &&
        among(
          filter.counties,
          (number) => one.county === number || one.serves.some((served) => countyOf.get(served) === number),
        ) &&
        among(filter.icnpo, (code) => one.icnpo.some((own) => own === code || own.slice(0, -3) === code)) &&
        among(filter.forms, (form) => one.form === form) &&
        among(filter.kinds, (kind) => one.kind === kind) &&
        (filter.statuses && filter.statuses.length > 0
          ? filter.statuses.includes(one.status)
          : one.status !== "DELETED") &&
        among(filter.capabilities, (capability) => one.capabilities.includes(capability)) &&
        among(filter.profileStates, (state) => one.state === state) &&
        (filter.inVoluntaryRegister === undefined ||
          filter.inVoluntaryRegister === null ||
          one.inVoluntaryRegister === filter.inVoluntaryRegister) &&
        among(filter.tags, (tag) => one.tags.includes(tag)),
    )
    .toSorted(comparisons[order]);
};
