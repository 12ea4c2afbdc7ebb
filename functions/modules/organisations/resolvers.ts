import type { GraphQLResolveInfo } from "graphql";
import type { Context } from "#platform/context";
import { type ListIdentity, type PageRequest, connection, pageRequest } from "#platform/page";
import { notFound, Refusal } from "#platform/refusal";
import { fieldsOfRows } from "#platform/selection";
import { findCounty, findMunicipality } from "#modules/places";
import type { OrganisationFilter, OrganisationOrder, Resolvers } from "#schema/resolvers";
import { type Found, catalogue, expectPage, findPage, isSearch } from "./catalogue.ts";
import * as commands from "./commands.ts";
import { isReachedAt, minuteOfWeek, minutesOutsideOffice, reachOf } from "./contact.ts";
import { orders } from "./filter.ts";
import { allIcnpo, findIcnpo, type Icnpo } from "./icnpo.ts";
import {
  type Contact,
  openContactOf,
  type Organisation,
  type OrganisationPage,
  confirmAgainAt,
  organisationId,
  organisationKey,
  profileState,
} from "./organisation.ts";
import { isOutlined, outlinesOf } from "./outline.ts";
import { actionsFor, cooperates, isStaff } from "./policy.ts";
import { sectorOf } from "./sector.ts";
import { asMade, asOf, find, findAll, listPictures, type Made } from "./store.ts";

type ListArgs = {
  readonly filter?: OrganisationFilter | null;
  readonly orderBy?: OrganisationOrder | null;
  readonly first?: number | null;
  readonly after?: string | null;
};

/** What people have written down is for those who work together; what registers list is open. */
const contactFor = (ctx: Context, organisation: Organisation): Contact =>
  cooperates(ctx) ? organisation.facts : openContactOf(organisation);

/** A page of a list: its place is found in memory, and what the catalogue does not know of its organisations is read in one round trip. */
const listOrganisations = async (
  ctx: Context,
  args: ListArgs,
  info: GraphQLResolveInfo,
  within: (filter: OrganisationFilter) => OrganisationFilter = (filter) => filter,
): Promise<OrganisationPage> => {
  const filter = within(args.filter ?? {});
  // What may not be read may not be found out by asking for it either.
  if (!cooperates(ctx) && filter.tags)
    throw new Refusal("NotAllowed", "FORBIDDEN", "Tags are for people who act for a body: ask without them.");
  const orderBy = args.orderBy ?? "NAME_ASC";
  const identity = ["organisations", filter, isSearch(filter) ? null : orderBy];
  const request = pageRequest(identity, args);
  // There is seldom news: what is expected on the page is read while the log is asked, and what fails is read again below.
  if (!isOutlined(fieldsOfRows(info)))
    for (const key of expectPage(ctx.now(), filter, orderBy, request)?.keys ?? [])
      find(ctx, key).catch(() => undefined);
  return organisationPage(ctx, identity, request, info, await findPage(ctx.now(), filter, orderBy, request));
};

const organisationPage = async (
  ctx: Context,
  identity: ListIdentity,
  request: PageRequest,
  info: GraphQLResolveInfo,
  found: Found,
): Promise<OrganisationPage> => {
  const rows = isOutlined(fieldsOfRows(info))
    ? await outlinesOf(ctx.now(), found.keys)
    : await Promise.all(found.keys.map((key) => find(ctx, key)));
  // An organisation may have been removed since its row was read.
  const there = rows.flatMap((node, n) => (node ? [{ node, position: found.positions[n] ?? [] }] : []));
  const page = {
    nodes: there.map(({ node }) => node),
    positions: there.map(({ position }) => position),
    more: found.more,
  };
  return { ...connection(identity, page, request), totalCount: found.totalCount };
};

const icnpoOf = (codes: readonly string[]): Icnpo[] =>
  codes.flatMap((code) => {
    const category = findIcnpo(code);
    return category ? [category] : [];
  });

const municipalityOf = (number: string | undefined) =>
  number === undefined ? null : (findMunicipality(number) ?? null);

const answer = async (made: readonly Made[]) => {
  const [organisation] = await asMade(made);
  if (!organisation) throw notFound();
  return { organisation };
};

/** Written here and registered may be the same when a name's words are alike; a person decides. */
const mostCandidates = 5;

export const resolvers: Resolvers = {
  Query: {
    organisation: async (_, { id, orgNumber, at }, ctx) => {
      if ((id === null || id === undefined) === (orgNumber === null || orgNumber === undefined))
        throw new Refusal("Invalid", "ONE_OF_ID_OR_NUMBER", "Give either `id` or `orgNumber`.");
      const key = orgNumber ?? organisationKey(id ?? "");
      if (key === undefined) return null;
      return (await (at ? asOf(ctx, key, at) : find(ctx, key))) ?? null;
    },
    organisations: (_, args, ctx, info) => listOrganisations(ctx, args, info),
    icnpoCategories: () => allIcnpo,
    organisationTags: async (_, __, ctx) => {
      if (!cooperates(ctx)) return [];
      const { columns } = await catalogue(ctx.now());
      const counts = new Map<number, number>();
      for (const tags of columns.tags.values()) for (const tag of tags) counts.set(tag, (counts.get(tag) ?? 0) + 1);
      return [...counts]
        .toSorted((a, b) => b[1] - a[1])
        .slice(0, 100)
        .map(([tag]) => columns.strings.stringOf(tag));
    },
  },
  Mutation: {
    saveCapabilityProfile: async (_, { input, idempotencyKey }, ctx) =>
      answer(await commands.saveCapabilityProfile(ctx, input, idempotencyKey)),
    confirmCapabilityProfile: async (_, { organisationId: id, version, idempotencyKey }, ctx) =>
      answer(await commands.confirmCapabilityProfile(ctx, id, version, idempotencyKey)),
    saveLocalKnowledge: async (_, { input, idempotencyKey }, ctx) =>
      answer(await commands.saveLocalKnowledge(ctx, input, idempotencyKey)),
    tagOrganisations: async (_, { input, idempotencyKey }, ctx) => ({
      organisations: await asMade(await commands.tagOrganisations(ctx, input, idempotencyKey)),
    }),
    createOrganisation: async (_, { input, idempotencyKey }, ctx) =>
      answer(await commands.createOrganisation(ctx, input, idempotencyKey)),
    editOrganisation: async (_, { input, idempotencyKey }, ctx) =>
      answer(await commands.editOrganisation(ctx, input, idempotencyKey)),
    closeOrganisation: async (_, { input, idempotencyKey }, ctx) =>
      answer(await commands.closeOrganisation(ctx, input, idempotencyKey)),
    joinOrganisationToRegister: async (_, { input, idempotencyKey }, ctx) =>
      answer(await commands.joinOrganisationToRegister(ctx, input, idempotencyKey)),
  },
  Organisation: {
    id: ({ key }) => organisationId(key),
    orgNumber: ({ facts }) => facts.orgNumber ?? null,
    name: ({ facts }) => facts.name,
    status: ({ facts }) => facts.status,
    form: ({ facts }) => facts.form ?? null,
    icnpo: ({ facts }) => icnpoOf(facts.icnpo),
    inVoluntaryRegister: ({ facts }) => facts.inVoluntaryRegister,
    voluntaryRegisterSince: ({ facts }) => facts.voluntaryRegisterSince ?? null,
    grasrotandel: ({ facts }) => facts.grasrotandel ?? null,
    purpose: ({ facts }) => facts.purpose ?? null,
    activity: ({ facts }) => facts.activity ?? null,
    website: ({ facts }) => facts.website ?? null,
    email: (organisation, _, ctx) => contactFor(ctx, organisation).email ?? null,
    phone: (organisation, _, ctx) => contactFor(ctx, organisation).phone ?? null,
    address: ({ facts }) => facts.address ?? null,
    municipality: ({ facts }) => municipalityOf(facts.municipalityNumber),
    county: ({ facts }) =>
      findCounty(municipalityOf(facts.municipalityNumber)?.countyNumber ?? facts.countyNumber ?? "") ?? null,
    parent: ({ facts }, _, ctx) =>
      facts.parentKey === undefined ? null : find(ctx, facts.parentKey).then((p) => p ?? null),
    joinedTo: ({ joinedTo }, _, ctx) => (joinedTo === undefined ? null : find(ctx, joinedTo).then((o) => o ?? null)),
    branches: async ({ key }, args, ctx, info) => {
      const identity = ["branches", key];
      const request = pageRequest(identity, args);
      const { columns } = await catalogue(ctx.now());
      const byName = orders.NAME_ASC;
      const all = [...(columns.childrenOf(key) ?? [])]
        .map((slot) => byName.positionOf(columns, slot))
        .toSorted(byName.compare);
      const [name = "", last = ""] = request.after ?? [];
      const left = request.after ? all.filter((position) => byName.compare(position, [name, last]) > 0) : all;
      const positions = left.slice(0, request.first);
      return organisationPage(ctx, identity, request, info, {
        keys: positions.map(([, branch]) => branch),
        positions,
        more: left.length > positions.length,
        totalCount: all.length,
      });
    },
    writtenNorm: ({ facts }) => facts.writtenNorm ?? null,
    employees: ({ facts }) => facts.employees ?? null,
    foundedOn: ({ facts }) => facts.foundedOn ?? null,
    registeredOn: ({ facts }) => facts.registeredOn ?? null,
    deletedOn: ({ facts }) => facts.deletedOn ?? null,
    registerChangedAt: ({ registerChangedAt }) => registerChangedAt ?? null,
    validUntil: ({ validUntil }) => validUntil ?? null,
    capabilityProfile: ({ profile }) => profile,
    history: async ({ key }, args) => {
      const identity = ["history", key];
      const request = pageRequest(identity, args);
      const found = await listPictures(key, request.first + 1, request.after?.[0]);
      const page = found.slice(0, request.first);
      return connection(
        identity,
        {
          nodes: page.map(({ picture }) => picture),
          positions: page.map(({ moment }) => [moment]),
          more: found.length > page.length,
        },
        request,
      );
    },
    registerCandidates: async (organisation, _, ctx) => {
      const { source, facts } = organisation;
      if (source !== "MANUAL" || facts.status === "DELETED" || facts.municipalityNumber === undefined) return [];
      const found = await findPage(
        ctx.now(),
        {
          search: facts.name,
          municipalities: [facts.municipalityNumber],
          kinds: ["VOLUNTARY_ORGANISATION", "SUB_UNIT"],
        },
        "NAME_ASC",
        { first: mostCandidates, after: undefined },
      );
      return findAll(ctx, found.keys);
    },
    viewerMay: (organisation: Organisation, _, ctx) =>
      organisation.validUntil === undefined ? actionsFor(ctx, organisation) : [],
  },
  OrganisationVersion: { organisation: (picture) => picture },
  LocalKnowledge: {
    tags: ({ tags }, _, ctx) => (cooperates(ctx) ? tags : []),
    servesMunicipalities: ({ servesMunicipalities }) =>
      servesMunicipalities.flatMap((number) => {
        const municipality = findMunicipality(number);
        return municipality ? [municipality] : [];
      }),
    knownAs: ({ knownAs }) => knownAs ?? null,
    note: ({ note }, _, ctx) => (isStaff(ctx) ? (note ?? null) : null),
  },
  CapabilityProfile: {
    state: ({ confirmedAt }, _, ctx) => profileState(confirmedAt, ctx.now()),
    confirmedAt: ({ confirmedAt }) => confirmedAt ?? null,
    confirmAgainAt: ({ confirmedAt }) => (confirmedAt === undefined ? null : confirmAgainAt(confirmedAt)),
    premises: ({ premises }) => premises.map((one) => ({ ...one, places: one.places ?? null })),
    trainedPeople: ({ trainedPeople }) => trainedPeople ?? null,
    contactWindows: ({ contactWindows }, _, ctx) =>
      contactWindows.map(({ phone, email, chatUrl, place, answerWithinHours, ...window }) => ({
        ...window,
        phone: (cooperates(ctx) ? phone : undefined) ?? null,
        email: (cooperates(ctx) ? email : undefined) ?? null,
        chatUrl: chatUrl ?? null,
        place: place ?? null,
        answerWithinHours: answerWithinHours ?? null,
      })),
    contactHoursOutsideOffice: ({ contactWindows }) => minutesOutsideOffice(reachOf(contactWindows)) / 60,
    canBeReachedNow: ({ contactWindows }, _, ctx) => isReachedAt(reachOf(contactWindows), minuteOfWeek(ctx.now())),
    primaryPlatform: ({ primaryPlatform }) => primaryPlatform ?? null,
    note: ({ note }, _, ctx) => (cooperates(ctx) ? (note ?? null) : null),
  },
  IcnpoCategory: {
    group: ({ groupCode }) => (groupCode === undefined ? null : (findIcnpo(groupCode) ?? null)),
  },
  Municipality: {
    sector: async ({ number }, _, ctx) => sectorOf((await catalogue(ctx.now())).columns, number, ctx.now()),
    organisations: ({ number }, args, ctx, info) =>
      listOrganisations(ctx, args, info, (filter) => ({ ...filter, municipalities: [number] })),
  },
};
