import {
  cooperates,
  findOrganisation,
  organisationId,
  organisationKey,
  type Organisation,
} from "#modules/organisations";
import { bodiesWith, type Role } from "#platform/actor";
import type { Context } from "#platform/context";
import { connection, pageRequest } from "#platform/page";
import { noteReadingOfOthers } from "#platform/reading";
import { notFound } from "#platform/refusal";
import type { Resolvers } from "#schema/resolvers";
import { forgetMe } from "./erasure.ts";
import * as invitations from "./invitations.ts";
import * as members from "./members.ts";
import { actingMembership, findBody, getBody, personActing } from "./parties.ts";
import {
  type Body,
  type Invitation,
  invitationId,
  type Member,
  memberId,
  type MemberPage,
  type Request,
  requestId,
  type RequestPage,
  rolesIn,
} from "./person.ts";
import { assertMay, bodyActionsFor, memberActionsFor, requestActionsFor } from "./policy.ts";
import * as requests from "./requests.ts";
import { findInvitation, listInvitations } from "./invitationStore.ts";
import { findRequest, requestsBy, stillWaiting, waitingAt, waitingFor } from "./requestStore.ts";
import { actorName, findMember, listMembers, nameOf } from "./store.ts";

type ListArgs = { readonly first?: number | null; readonly after?: string | null };

const bodyOf = async ({ bodyKey }: { readonly bodyKey: string }, _: unknown, ctx: Context): Promise<Organisation> => {
  const body = await findOrganisation(ctx, bodyKey);
  if (!body) throw notFound();
  return body;
};

/** The body somebody asks about: the one acted for when none is named. */
const bodyNamed = (ctx: Context, organisation: string | null | undefined): Promise<Body> =>
  getBody(ctx, organisation == null ? actingMembership(ctx).bodyKey : organisationKey(organisation));

const listPeople = async (
  ctx: Context,
  organisation: string | null | undefined,
  args: ListArgs,
): Promise<MemberPage> => {
  const body = await bodyNamed(ctx, organisation);
  await assertMay(ctx, "SEE_MEMBERS", body);
  await noteReadingOfOthers(ctx, "members.read", organisationId(body.key), [body.key]);
  const identity = ["members", body.key];
  const request = pageRequest(identity, args);
  const found = await listMembers(body.key, request.first + 1, request.after?.[0]);
  const nodes = found.slice(0, request.first);
  const page = { nodes, positions: nodes.map(({ ref }) => [ref]), more: found.length > nodes.length };
  return { ...connection(identity, page, request), body };
};

/** Oldest first. */
const placeOf = ({ requestedAt, ref, bodyKey }: Request): string => `${requestedAt}#${ref}#${bodyKey}`;

/** So many requests are looked at in one go for whether one may decide them. */
const lookedAtOnce = 100;

/** Requests among which are all that one may decide: staff's are in a municipality or anywhere, an auditor sees all, others' are to their own body. */
const waitingBefore = (ctx: Context, own: Body): Promise<Request[]> => {
  const acts = (...wanted: readonly Role[]): boolean => bodiesWith(ctx.actor, wanted).length > 0;
  if (acts("AUDITOR", "ADMINISTRATOR")) return waitingAt(undefined, ctx.now());
  return acts("COORDINATOR") && own.municipalityNumber !== undefined
    ? waitingAt(own.municipalityNumber, ctx.now())
    : waitingFor(own.key, ctx.now());
};

const listRequests = async (ctx: Context, args: ListArgs): Promise<RequestPage> => {
  const own = await getBody(ctx, actingMembership(ctx).bodyKey);
  // Nobody has one's own before oneself.
  const identity = ["membershipRequests", own.key, personActing(ctx).subject];
  const request = pageRequest(identity, args);
  const rest = (await waitingBefore(ctx, own))
    .filter((one) => placeOf(one) > (request.after?.[0] ?? ""))
    .toSorted((a, b) => (placeOf(a) < placeOf(b) ? -1 : 1));
  const isAuditing = bodiesWith(ctx.actor, ["AUDITOR"]).length > 0;
  const isTheirs = async (one: Request): Promise<boolean> => {
    if (isAuditing) return true;
    const body = await findBody(ctx, one.bodyKey);
    return body !== undefined && (await requestActionsFor(ctx, body, one)).includes("APPROVE");
  };
  const all: Request[] = [];
  for (let n = 0; n < rest.length && all.length <= request.first; n += lookedAtOnce) {
    const found = await stillWaiting(rest.slice(n, n + lookedAtOnce), ctx.now());
    const may = await Promise.all(found.map(isTheirs));
    all.push(...found.filter((_, i) => may[i]));
  }
  const nodes = all.slice(0, request.first);
  await Promise.all(
    nodes.map(({ bodyKey }) => noteReadingOfOthers(ctx, "membershipRequests.read", organisationId(bodyKey), [bodyKey])),
  );
  const positions = nodes.map((one) => [placeOf(one)]);
  return connection(identity, { nodes, positions, more: all.length > nodes.length }, request);
};

/** Who did something; a person's name for those who may know it. */
const nameFor = async (ctx: Context, id: string | undefined): Promise<string | null> =>
  id === undefined || (id.startsWith("person:") && !cooperates(ctx)) ? null : ((await actorName(ctx, id)) ?? null);

const there = async <Value>(found: Promise<Value | undefined>): Promise<Value> => {
  const value = await found;
  if (value === undefined) throw notFound();
  return value;
};

const invitationAnswer = async (ctx: Context, [bodyKey, id]: readonly [string, string]) => ({
  invitation: await there(findInvitation(bodyKey, id, ctx.now())),
});
const requestAnswer = async (ctx: Context, [bodyKey, ref]: readonly [string, string]) => ({
  request: await there(findRequest(bodyKey, ref, ctx.now())),
});

export const resolvers: Resolvers = {
  Query: {
    viewer: (_, __, { actor }) => {
      if (actor.kind !== "Person") return { name: "name" in actor ? actor.name : "", memberships: [], actingFor: null };
      const { name, memberships, acting } = actor;
      return { name, memberships, actingFor: acting ?? null };
    },
    members: (_, { organisationId: organisation, ...args }, ctx) => listPeople(ctx, organisation, args),
    invitations: async (_, { organisationId: organisation }, ctx) => {
      const body = await bodyNamed(ctx, organisation);
      await assertMay(ctx, "SEE_INVITATIONS", body);
      await noteReadingOfOthers(ctx, "invitations.read", organisationId(body.key), [body.key]);
      return listInvitations(body.key, ctx.now());
    },
    invitation: async (_, { secret }, ctx) => (await invitations.findOffer(ctx, secret)) ?? null,
    membershipRequests: (_, args, ctx) => listRequests(ctx, args),
  },
  Mutation: {
    inviteMember: async (_, { input, idempotencyKey }, ctx) =>
      invitationAnswer(ctx, await invitations.inviteMember(ctx, input, idempotencyKey)),
    resendInvitation: async (_, { invitationId: id, idempotencyKey }, ctx) =>
      invitationAnswer(ctx, await invitations.resendInvitation(ctx, id, idempotencyKey)),
    withdrawInvitation: async (_, { invitationId: id, idempotencyKey }, ctx) => ({
      invitationId: await invitations.withdrawInvitation(ctx, id, idempotencyKey),
    }),
    acceptInvitation: async (_, { input, idempotencyKey }, ctx) => ({
      membership: await invitations.acceptInvitation(ctx, input, idempotencyKey),
    }),
    requestMembership: async (_, { input, idempotencyKey }, ctx) =>
      requestAnswer(ctx, await requests.requestMembership(ctx, input, idempotencyKey)),
    confirmRequest: async (_, { secret, idempotencyKey }, ctx) => ({
      membership: await requests.confirmRequest(ctx, secret, idempotencyKey),
    }),
    approveRequest: async (_, { requestId: id, idempotencyKey }, ctx) =>
      requestAnswer(ctx, await requests.approveRequest(ctx, id, idempotencyKey)),
    declineRequest: async (_, { input, idempotencyKey }, ctx) =>
      requestAnswer(ctx, await requests.declineRequest(ctx, input, idempotencyKey)),
    withdrawRequest: async (_, { requestId: id, idempotencyKey }, ctx) => ({
      requestId: await requests.withdrawRequest(ctx, id, idempotencyKey),
    }),
    changeRoles: async (_, { input, idempotencyKey }, ctx) => {
      const [bodyKey, ref] = await members.changeRoles(ctx, input, idempotencyKey);
      return { member: await there(findMember(bodyKey, ref)) };
    },
    revokeMembership: async (_, { input, idempotencyKey }, ctx) => ({
      organisationId: organisationId(await members.revokeMembership(ctx, input, idempotencyKey)),
    }),
    leaveBody: async (_, { organisationId: organisation, idempotencyKey }, ctx) => ({
      organisationId: organisationId(await members.leaveBody(ctx, organisation, idempotencyKey)),
    }),
    forgetMe: async (_, { idempotencyKey }, ctx) => ({ organisationIds: await forgetMe(ctx, idempotencyKey) }),
  },
  Viewer: {
    requests: (_, __, { actor, now }) =>
      actor.kind === "Person" && actor.ref !== undefined ? requestsBy(actor.ref, now()) : [],
  },
  Membership: { body: bodyOf },
  Member: {
    id: memberId,
    isViewer: ({ ref }: Member, _, { actor }) => actor.kind === "Person" && actor.ref === ref,
    viewerMay: async (member: Member, _, ctx) => memberActionsFor(ctx, await getBody(ctx, member.bodyKey), member),
  },
  MemberConnection: {
    body: ({ body }, _, ctx) => bodyOf({ bodyKey: body.key }, _, ctx),
    bodyRoles: ({ body }) => rolesIn[body.kind],
    viewerMay: ({ body }, _, ctx) => bodyActionsFor(ctx, body),
  },
  Invitation: {
    id: (invitation: Invitation) => invitationId(invitation),
    invitedBy: async ({ invitedBy }, _, ctx) => (await nameOf(ctx, invitedBy)) ?? null,
    expiresAt: ({ expiresAt }) => new Date(expiresAt * 1000).toISOString(),
  },
  InvitationOffer: {
    body: bodyOf,
    expiresAt: ({ expiresAt }) => new Date(expiresAt * 1000).toISOString(),
  },
  MembershipRequest: {
    id: (request: Request) => requestId(request),
    body: bodyOf,
    reason: ({ reason }) => reason ?? null,
    isCodeSent: ({ secretHash, state }) => secretHash !== undefined && state === "WAITING",
    viewerMay: async (request: Request, _, ctx) => {
      const body = await findBody(ctx, request.bodyKey);
      return body ? requestActionsFor(ctx, body, request) : [];
    },
  },
  Joining: {
    roles: ({ body }) => (body.hasAdministrator ? rolesIn[body.kind] : [rolesIn[body.kind][0]]),
    isFirst: ({ body }) => !body.hasAdministrator,
    canSendCode: ({ body }) => !body.hasAdministrator && body.registerEmail !== undefined,
    viewerRequest: async ({ body }, _, ctx) => {
      const { actor } = ctx;
      if (actor.kind !== "Person" || actor.ref === undefined) return null;
      return (await findRequest(body.key, actor.ref, ctx.now())) ?? null;
    },
  },
  Organisation: {
    joining: async ({ key, validUntil }, _, ctx) => {
      const body = validUntil === undefined ? await findBody(ctx, key) : undefined;
      return body ? { body } : null;
    },
    changedBy: ({ changedBy }, _, ctx) => nameFor(ctx, changedBy),
  },
  OrganisationVersion: {
    changedBy: ({ changedBy }, _, ctx) => nameFor(ctx, changedBy),
  },
  CapabilityProfile: {
    confirmedBy: ({ confirmedBy }, _, ctx) => (cooperates(ctx) ? nameFor(ctx, confirmedBy) : null),
  },
};
