/** What people can do to organisations. Each asks: may this person, is it complete, does its state allow it; then commits once. */
import { findMunicipality } from "#modules/places";
import { actorId } from "#platform/actor";
import { type AuditAction, type AuditEntry, differences } from "#platform/audit";
import type { Plan } from "#platform/commit";
import type { Context } from "#platform/context";
import { type Problem, Refusal, refuseProblems, versionConflict } from "#platform/refusal";
import type {
  CloseOrganisationInput,
  ContactWindowInput,
  CreateOrganisationInput,
  EditOrganisationInput,
  JoinOrganisationInput,
  OrganisationAction,
  OrganisationKind,
  OrganisationRecordInput,
  SaveCapabilityProfileInput,
  SaveLocalKnowledgeInput,
  TagOrganisationsInput,
} from "#schema/resolvers";
import { catalogue, writeOnce } from "./catalogue.ts";
import type { Columns, Row } from "./columns.ts";
import {
  type Contribution,
  type Facts,
  type Local,
  type Organisation,
  type Profile,
  noLocal,
  noProfile,
  organisationId,
  organisationKey,
} from "./organisation.ts";
import { assertMay, assertMayCreate } from "./policy.ts";
import { create, get, getAll, type Made, madeOf, replace } from "./store.ts";

/** What a command made of which organisations: the same again is then answered as it was, whatever has come since. */
type Answer = readonly Made[];

type Edit = Pick<Organisation, "changedFields"> &
  Partial<Pick<Organisation, "facts" | "local" | "profile" | "kind" | "joinedTo">>;

/** What the trail is told of: of contact windows not by which number or address. */
const told = ({ facts, local, profile }: Pick<Organisation, "facts" | "local" | "profile">) => ({
  ...facts,
  ...local,
  profile: {
    ...profile,
    contactWindows: profile.contactWindows.map(({ phone: _, email: __, ...window }) => window),
  },
});

/** Nobody can erase the trail, and a number or an address may be one person's: that it was changed stands there, not what it was. */
const withoutReach = (fields: object): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(fields).map(([name, value]) => [name, name === "email" || name === "phone" ? null : value]),
  );

/** The plan of a change to one organisation that the actor has seen in a given version. */
const planEdit = async (
  ctx: Context,
  action: OrganisationAction,
  id: string,
  version: number,
  event: AuditAction,
  edit: (organisation: Organisation) => Edit | Promise<Edit>,
  reason?: string,
): Promise<Plan<Answer> & { rows: Row[] }> => {
  const before = await get(organisationKey(id));
  await assertMay(ctx, action, before);
  if (before.version !== version) throw versionConflict(before.version);
  const changed = { ...before, ...(await edit(before)), changedBy: actorId(ctx.actor) };
  const made = replace(before, changed, ctx.now());
  return {
    changes: made.changes,
    rows: [made.row],
    events: [
      {
        type: event,
        subject: id,
        data: { key: before.key, version: made.organisation.version, fields: changed.changedFields },
      },
    ],
    audit: {
      subject: id,
      action: event,
      fields: withoutReach(differences(told(before), told(changed))),
      reason,
    },
    answer: [madeOf(made.organisation)],
  };
};

const optional = <Key extends string, Value>(key: Key, value: Value | null | undefined): { [K in Key]?: Value } =>
  value === null || value === undefined ? {} : ({ [key]: value } as { [K in Key]?: Value });

/** More than this is a mistyped number. */
const largestCount = 100_000;
const mostEntries = 50;

/** What a way of contact is told by; another way's is a mistake. */
const channelFields = { PHONE: "phone", EMAIL: "email", CHAT: "chatUrl", IN_PERSON: "place" } as const;
const longestPromiseHours = 168;

const windowProblems = (window: ContactWindowInput, field: string): Problem[] => {
  const { opensAt, closesAt, channel, answerWithinHours: hours } = window;
  return [
    ...(closesAt <= opensAt ? [{ field: `${field}.closesAt`, code: "NOT_AFTER_START" }] : []),
    ...Object.values(channelFields)
      .filter((one) => one !== channelFields[channel] && window[one] != null)
      .map((one) => ({ field: `${field}.${one}`, code: "NOT_WITH_THIS_CHANNEL" })),
    ...(hours != null && (hours < 1 || hours > longestPromiseHours)
      ? [{ field: `${field}.answerWithinHours`, code: "NOT_1_TO_168" }]
      : []),
  ];
};

const contributionOf = (input: SaveCapabilityProfileInput): Contribution => {
  const problems: Problem[] = [];
  const count = (field: string, value: number | null | undefined): void => {
    if (value !== null && value !== undefined && (value < 0 || value > largestCount))
      problems.push({ field, code: "OUT_OF_RANGE" });
  };
  count("trainedPeople", input.trainedPeople);
  input.premises.forEach((premises, n) => count(`premises.${n}.places`, premises.places));
  input.vehicles.forEach((vehicles, n) => count(`vehicles.${n}.count`, vehicles.count));
  problems.push(...input.contactWindows.flatMap((window, n) => windowProblems(window, `contactWindows.${n}`)));
  for (const field of [
    "premises",
    "vehicles",
    "equipment",
    "languages",
    "emergencyExperience",
    "contactWindows",
  ] as const)
    if (input[field].length > mostEntries) problems.push({ field, code: "TOO_MANY" });
  refuseProblems(problems);
  return {
    capabilities: [...new Set(input.capabilities)],
    ...optional("trainedPeople", input.trainedPeople),
    premises: input.premises.map(({ name, places, stepFree }) => ({ name, ...optional("places", places), stepFree })),
    vehicles: input.vehicles.map(({ kind, count: number }) => ({ kind, count: number })),
    equipment: input.equipment,
    languages: [...new Set(input.languages)],
    emergencyExperience: input.emergencyExperience,
    contactWindows: input.contactWindows.map(({ weekday, opensAt, closesAt, channel, ...window }) => ({
      ...{ weekday, opensAt, closesAt, channel },
      ...optional("phone", window.phone),
      ...optional("email", window.email),
      ...optional("chatUrl", window.chatUrl),
      ...optional("place", window.place),
      ...optional("answerWithinHours", window.answerWithinHours),
    })),
    ...optional("primaryPlatform", input.primaryPlatform),
    ...optional("note", input.note),
  };
};

const confirmation = (ctx: Context): Pick<Profile, "confirmedAt" | "confirmedBy"> => ({
  confirmedAt: ctx.now().toISOString(),
  confirmedBy: actorId(ctx.actor),
});

export const saveCapabilityProfile = (ctx: Context, input: SaveCapabilityProfileInput, key: string): Promise<Answer> =>
  writeOnce(ctx, "saveCapabilityProfile", key, input, () =>
    planEdit(
      ctx,
      "EDIT_CAPABILITY_PROFILE",
      input.organisationId,
      input.version,
      "organisation.profileSaved",
      async (before) => {
        const contribution = contributionOf(input);
        if (input.confirm) await assertMay(ctx, "CONFIRM_CAPABILITY_PROFILE", before);
        const { confirmedAt, confirmedBy } = before.profile;
        // A changed profile that nobody stands by is no longer the one that was confirmed.
        const unchanged =
          Object.keys(differences({ ...contribution, confirmedAt, confirmedBy }, before.profile)).length === 0;
        return {
          changedFields: ["profile"],
          profile: {
            ...contribution,
            ...(input.confirm
              ? confirmation(ctx)
              : unchanged && confirmedAt !== undefined
                ? { confirmedAt, ...optional("confirmedBy", confirmedBy) }
                : {}),
          },
        };
      },
    ),
  );

export const confirmCapabilityProfile = (ctx: Context, id: string, version: number, key: string): Promise<Answer> =>
  writeOnce(ctx, "confirmCapabilityProfile", key, { id, version }, () =>
    planEdit(ctx, "CONFIRM_CAPABILITY_PROFILE", id, version, "organisation.profileConfirmed", ({ profile }) => ({
      changedFields: ["profile"],
      profile: { ...profile, ...confirmation(ctx) },
    })),
  );

const mostTags = 20;

const localOf = (input: SaveLocalKnowledgeInput): Local => {
  const problems: Problem[] = [];
  const serves = input.servesMunicipalities.map((number) => findMunicipality(number)?.number);
  serves.forEach((number, n) => {
    if (number === undefined) problems.push({ field: `servesMunicipalities.${n}`, code: "UNKNOWN_MUNICIPALITY" });
  });
  if (input.tags.length > mostTags) problems.push({ field: "tags", code: "TOO_MANY" });
  refuseProblems(problems);
  return {
    tags: [...new Set(input.tags)],
    servesMunicipalities: [...new Set(serves as string[])],
    ...optional("knownAs", input.knownAs),
    ...optional("note", input.note),
  };
};

export const saveLocalKnowledge = (ctx: Context, input: SaveLocalKnowledgeInput, key: string): Promise<Answer> =>
  writeOnce(ctx, "saveLocalKnowledge", key, input, () =>
    planEdit(
      ctx,
      "EDIT_LOCAL_KNOWLEDGE",
      input.organisationId,
      input.version,
      "organisation.localKnowledgeSaved",
      () => ({
        changedFields: ["local"],
        local: localOf(input),
      }),
    ),
  );

/** Each organisation takes three writes of a transaction's hundred: the earlier picture, the new one and an audit entry. */
const mostTagged = 30;

export const tagOrganisations = (ctx: Context, input: TagOrganisationsInput, key: string): Promise<Answer> =>
  writeOnce(ctx, "tagOrganisations", key, input, async () => {
    const keys = [...new Set(input.organisationIds.map(organisationKey))];
    if (keys.length === 0 || keys.length > mostTagged)
      throw new Refusal("Invalid", "TOO_MANY", `Tag 1 to ${mostTagged} organisations at a time.`, { most: mostTagged });
    const before = await getAll(keys);
    for (const organisation of before) await assertMay(ctx, "TAG", organisation);
    const made = before.map((organisation) => {
      const kept = organisation.local.tags.filter((tag) => !input.remove.includes(tag));
      const tags = [...new Set([...kept, ...input.add])];
      refuseProblems(tags.length > mostTags ? [{ field: "add", code: "TOO_MANY" }] : []);
      return { organisation, tags };
    });
    const changed = await Promise.all(
      made
        .filter(({ organisation, tags }) => JSON.stringify(tags) !== JSON.stringify(organisation.local.tags))
        .map(async ({ organisation, tags }) =>
          replace(
            organisation,
            {
              ...organisation,
              local: { ...organisation.local, tags },
              changedBy: actorId(ctx.actor),
              changedFields: ["tags"],
            },
            ctx.now(),
          ),
        ),
    );
    const changedKeys = changed.map(({ organisation }) => organisation.key);
    return {
      changes: changed.flatMap(({ changes }) => changes),
      rows: changed.map(({ row }) => row),
      events:
        changedKeys.length > 0
          ? [{ type: "organisations.tagged", subject: "organisations", data: { keys: changedKeys } }]
          : [],
      audit: changedKeys.map((changedKey) => ({
        subject: organisationId(changedKey),
        action: "organisation.tagged",
        fields: { add: input.add, remove: input.remove },
      })),
      answer: before.map((seen) =>
        madeOf(changed.find(({ organisation }) => organisation.key === seen.key)?.organisation ?? seen),
      ),
    };
  });

const written: ReadonlySet<OrganisationKind> = new Set([
  "LOCAL_BRANCH",
  "INFORMAL_GROUP",
  "FRIVILLIGSENTRAL",
  "RECEPTION_CENTRE",
  "CULTURE_SCHOOL",
  "LIBRARY",
]);

/** Whether one belongs, near or far, to the other, or is it. */
const isWithin = ({ rest, slotOf }: Columns, key: string, other: string): boolean => {
  const seen = new Set<string>();
  for (let at = key; at !== "" && !seen.has(at); at = rest.parents[slotOf(at) ?? -1] ?? "") {
    if (at === other) return true;
    seen.add(at);
  }
  return false;
};

/** The facts of a record as written, for one that is new or, with its own key, for one that is changed. */
const factsOf = async (
  ctx: Context,
  input: OrganisationRecordInput,
  kind: OrganisationKind,
  own?: string,
): Promise<Facts> => {
  const problems: Problem[] = [];
  const municipality = input.municipality ? findMunicipality(input.municipality) : undefined;
  if (input.municipality ? !municipality : kind !== "INFORMAL_GROUP")
    problems.push({ field: "municipality", code: input.municipality ? "UNKNOWN_MUNICIPALITY" : "REQUIRED" });
  const parentKey = input.parentId ? organisationKey(input.parentId) : undefined;
  if (kind === "LOCAL_BRANCH" && !input.parentId) problems.push({ field: "parentId", code: "REQUIRED" });
  if (input.parentId && !parentKey) problems.push({ field: "parentId", code: "UNKNOWN_ORGANISATION" });
  if (parentKey !== undefined && own !== undefined) {
    const { columns } = await catalogue(ctx.now());
    if (isWithin(columns, parentKey, own)) problems.push({ field: "parentId", code: "OWN_BRANCH" });
  }
  refuseProblems(problems);
  if (parentKey !== undefined) await get(parentKey);
  return {
    name: input.name,
    status: "ACTIVE",
    icnpo: [],
    inVoluntaryRegister: false,
    ...optional("activity", input.activity),
    ...optional("website", input.website),
    ...optional("email", input.email),
    ...optional("phone", input.phone),
    ...optional("municipalityNumber", municipality?.number),
    ...optional("parentKey", parentKey),
  };
};

export const createOrganisation = (ctx: Context, input: CreateOrganisationInput, key: string): Promise<Answer> =>
  writeOnce(ctx, "createOrganisation", key, input, async () => {
    refuseProblems(written.has(input.kind) ? [] : [{ field: "kind", code: "KEPT_BY_REGISTER" }]);
    const organisation: Organisation = {
      key: ctx.newId(),
      kind: input.kind,
      source: "MANUAL",
      facts: await factsOf(ctx, input.record, input.kind),
      local: noLocal,
      profile: noProfile,
      version: 1,
      validFrom: ctx.now().toISOString(),
      changedBy: actorId(ctx.actor),
      changedFields: [],
    };
    await assertMayCreate(ctx, organisation);
    const made = create(organisation);
    const id = organisationId(organisation.key);
    return {
      changes: made.changes,
      rows: [made.row],
      events: [{ type: "organisation.created", subject: id, data: { key: organisation.key, kind: input.kind } }],
      audit: { subject: id, action: "organisation.created", fields: withoutReach(organisation.facts) },
      answer: [madeOf(organisation)],
    };
  });

export const editOrganisation = (ctx: Context, input: EditOrganisationInput, key: string): Promise<Answer> =>
  writeOnce(ctx, "editOrganisation", key, input, () =>
    planEdit(ctx, "EDIT_RECORD", input.organisationId, input.version, "organisation.edited", async (before) => {
      const facts = await factsOf(ctx, input.record, before.kind, before.key);
      // Nobody moves a record out of his own reach and into another's.
      await assertMayCreate(ctx, { ...before, facts });
      return { facts, changedFields: Object.keys(differences(before.facts, facts)) };
    }),
  );

export const closeOrganisation = (ctx: Context, input: CloseOrganisationInput, key: string): Promise<Answer> =>
  writeOnce(ctx, "closeOrganisation", key, input, () =>
    planEdit(
      ctx,
      "CLOSE",
      input.organisationId,
      input.version,
      "organisation.closed",
      ({ facts }) => ({
        facts: { ...facts, status: "DELETED", deletedOn: ctx.now().toISOString().slice(0, 10) },
        changedFields: ["status"],
      }),
      input.reason,
    ),
  );

/** Branches that follow a record into the register in the same transaction, three writes each. */
const mostBranches = 28;

/**
 * The one somebody stands by, the registered one's first; of two that nobody does, the one that says something. When it can be
 * reached, the other says where that one does not.
 */
const joinedProfile = (registered: Profile, record: Profile): Profile => {
  const saysSomething = Object.keys(differences(noProfile, registered)).length > 0;
  const isRegistered = registered.confirmedAt !== undefined || (record.confirmedAt === undefined && saysSomething);
  const [chosen, other] = isRegistered ? [registered, record] : [record, registered];
  return chosen.contactWindows.length > 0 ? chosen : { ...chosen, contactWindows: other.contactWindows };
};

/** Makes a record written here the registered organisation's local knowledge and profile, and closes the record. */
export const joinOrganisationToRegister = (ctx: Context, input: JoinOrganisationInput, key: string): Promise<Answer> =>
  writeOnce(ctx, "joinOrganisationToRegister", key, input, async () => {
    const registered = await get(input.orgNumber);
    refuseProblems(registered.source === "REGISTER" ? [] : [{ field: "orgNumber", code: "NOT_IN_REGISTER" }]);
    await assertMay(ctx, "EDIT_LOCAL_KNOWLEDGE", registered);
    const closing = await planEdit(
      ctx,
      "JOIN_TO_REGISTER",
      input.organisationId,
      input.version,
      "organisation.joined",
      ({ facts }) => ({
        facts: { ...facts, status: "DELETED", deletedOn: ctx.now().toISOString().slice(0, 10) },
        joinedTo: registered.key,
        changedFields: ["status", "joinedTo"],
      }),
    );
    const record = await get(organisationKey(input.organisationId));
    const { columns } = await catalogue(ctx.now(), true);
    const branchKeys = [...(columns.childrenOf(record.key) ?? [])].map((slot) => columns.rest.keys[slot] as string);
    if (branchKeys.length > mostBranches)
      throw new Refusal(
        "Conflict",
        "TOO_MANY_BRANCHES",
        `At most ${mostBranches} branches can follow: close or move some first.`,
      );
    const changedBy = actorId(ctx.actor);
    const moved = await Promise.all(
      branchKeys.map(async (branchKey) => {
        const branch = await get(branchKey);
        const facts = { ...branch.facts, parentKey: registered.key };
        return replace(branch, { ...branch, facts, changedBy, changedFields: ["parentKey"] }, ctx.now());
      }),
    );
    const joined = replace(
      registered,
      {
        ...registered,
        local: {
          tags: [...new Set([...registered.local.tags, ...record.local.tags])].slice(0, mostTags),
          servesMunicipalities: [
            ...new Set([...registered.local.servesMunicipalities, ...record.local.servesMunicipalities]),
          ],
          knownAs: registered.local.knownAs ?? record.local.knownAs ?? record.facts.name,
          ...optional("note", [registered.local.note, record.local.note].filter(Boolean).join("\n\n") || undefined),
        },
        profile: joinedProfile(registered.profile, record.profile),
        changedBy,
        changedFields: ["local", "profile"],
      },
      ctx.now(),
    );
    const followed = (about: string): AuditEntry => ({
      subject: organisationId(about),
      action: "organisation.joined",
      fields: { record: record.key, registered: registered.key },
    });
    return {
      ...closing,
      audit: [closing.audit, followed(registered.key), ...branchKeys.map(followed)].flat(),
      changes: [...closing.changes, ...joined.changes, ...moved.flatMap(({ changes }) => changes)],
      rows: [...closing.rows, joined.row, ...moved.map(({ row }) => row)],
      answer: [madeOf(joined.organisation)],
    };
  });
