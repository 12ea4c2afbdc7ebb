/** The commands as people give them, with what is left out as most would have it. */
import { type Answered, ask, newKey } from "#world";
import type { PersonName } from "../../infra/local/people.ts";

export type Seen = { readonly id: string; readonly version: number };

export type Organisation = Seen & {
  readonly name: string;
  readonly status: string;
  readonly kind: string;
  readonly deletedOn: string | null;
  readonly validFrom: string;
  readonly viewerMay: readonly string[];
  readonly municipality: { readonly number: string } | null;
  readonly parent: { readonly id: string } | null;
  readonly joinedTo: { readonly id: string } | null;
  readonly local: {
    readonly tags: readonly string[];
    readonly knownAs: string | null;
    readonly note: string | null;
    readonly servesMunicipalities: readonly { readonly number: string }[];
  };
  readonly capabilityProfile: {
    readonly state: string;
    readonly capabilities: readonly string[];
    readonly trainedPeople: number | null;
    readonly note: string | null;
    readonly confirmedAt: string | null;
    readonly confirmedBy: string | null;
    readonly confirmAgainAt: string | null;
  };
};

const selection = /* GraphQL */ `
  {
    id
    version
    name
    status
    kind
    deletedOn
    validFrom
    viewerMay
    municipality {
      number
    }
    parent {
      id
    }
    joinedTo {
      id
    }
    local {
      tags
      knownAs
      note
      servesMunicipalities {
        number
      }
    }
    capabilityProfile {
      state
      capabilities
      trainedPeople
      note
      confirmedAt
      confirmedBy
      confirmAgainAt
    }
  }
`;

export type Done = Omit<Answered<unknown>, "data"> & { readonly organisation: Organisation | undefined };

const command = async (
  who: PersonName,
  name: string,
  type: string,
  input: Record<string, unknown>,
  key: string,
): Promise<Done> => {
  const { data, ...answer } = await ask<
    Record<string, { organisation?: Organisation; organisations?: Organisation[] } | null>
  >(
    who,
    `mutation ($input: ${type}!, $key: ID!) { ${name}(input: $input, idempotencyKey: $key) { organisation${name === "tagOrganisations" ? "s" : ""} ${selection} } }`,
    { input, key },
  );
  return { ...answer, organisation: data[name]?.organisation ?? data[name]?.organisations?.[0] };
};

const record = (over: Record<string, unknown>): Record<string, unknown> => ({
  name: "Nabohjelpen",
  municipality: "5001",
  ...over,
});

export const does = {
  saveCapabilityProfile: (who: PersonName, { id, version }: Seen, over: Record<string, unknown> = {}, key = newKey()) =>
    command(
      who,
      "saveCapabilityProfile",
      "SaveCapabilityProfileInput",
      {
        organisationId: id,
        version,
        capabilities: ["LANGUAGE_PRACTICE"],
        premises: [],
        vehicles: [],
        equipment: [],
        languages: [],
        emergencyExperience: [],
        contactWindows: [],
        confirm: false,
        ...over,
      },
      key,
    ),
  confirmCapabilityProfile: async (
    who: PersonName,
    { id, version }: Seen,
    over: Record<string, unknown> = {},
    key = newKey(),
  ): Promise<Done> => {
    const { data, ...answer } = await ask<{ confirmCapabilityProfile: { organisation: Organisation } | null }>(
      who,
      `mutation ($id: ID!, $version: Int!, $key: ID!) {
        confirmCapabilityProfile(organisationId: $id, version: $version, idempotencyKey: $key) { organisation ${selection} }
      }`,
      { id, version, key, ...over },
    );
    return { ...answer, organisation: data.confirmCapabilityProfile?.organisation };
  },
  saveLocalKnowledge: (who: PersonName, { id, version }: Seen, over: Record<string, unknown> = {}, key = newKey()) =>
    command(
      who,
      "saveLocalKnowledge",
      "SaveLocalKnowledgeInput",
      { organisationId: id, version, tags: [], servesMunicipalities: [], ...over },
      key,
    ),
  tagOrganisations: (who: PersonName, { id }: Pick<Seen, "id">, over: Record<string, unknown> = {}, key = newKey()) =>
    command(
      who,
      "tagOrganisations",
      "TagOrganisationsInput",
      { organisationIds: [id], add: [], remove: [], ...over },
      key,
    ),
  createOrganisation: (who: PersonName, over: Record<string, unknown> = {}, kind = "INFORMAL_GROUP", key = newKey()) =>
    command(who, "createOrganisation", "CreateOrganisationInput", { kind, record: record(over) }, key),
  editOrganisation: (who: PersonName, { id, version }: Seen, over: Record<string, unknown> = {}, key = newKey()) =>
    command(
      who,
      "editOrganisation",
      "EditOrganisationInput",
      { organisationId: id, version, record: record(over) },
      key,
    ),
  closeOrganisation: (who: PersonName, { id, version }: Seen, over: Record<string, unknown> = {}, key = newKey()) =>
    command(
      who,
      "closeOrganisation",
      "CloseOrganisationInput",
      { organisationId: id, version, reason: "Lagt ned", ...over },
      key,
    ),
  joinOrganisationToRegister: (who: PersonName, { id, version }: Seen, orgNumber: string, key = newKey()) =>
    command(
      who,
      "joinOrganisationToRegister",
      "JoinOrganisationInput",
      { organisationId: id, version, orgNumber },
      key,
    ),
};

/** What was done, or the reason it was not. */
export const done = async (doing: Promise<Done>): Promise<Organisation> => {
  const { organisation, errors } = await doing;
  if (!organisation) throw new Error(`It was refused: ${JSON.stringify(errors)}`);
  return organisation;
};

/** The organisation as somebody sees it; undefined where there is none. */
export const look = async (who: PersonName, id: string, at?: string): Promise<Organisation | undefined> => {
  const { data, errors } = await ask<{ organisation: Organisation | null }>(
    who,
    `query ($id: ID!, $at: DateTime) { organisation(id: $id, at: $at) ${selection} }`,
    { id, at },
  );
  if (errors.length > 0) throw new Error(JSON.stringify(errors));
  return data.organisation ?? undefined;
};
