/** What can be done with those who are members already, and how the first ones of an installation become it. */
import { organisationId, organisationKey } from "#modules/organisations";
import type { Role } from "#platform/actor";
import type { AuditAction } from "#platform/audit";
import { commit, once } from "#platform/commit";
import type { Context } from "#platform/context";
import { notFound, Refusal, refuseProblems } from "#platform/refusal";
import type { ChangeRolesInput, RevokeMembershipInput } from "#schema/resolvers";
import { getBody, personActing } from "./parties.ts";
import { type Body, type Member, partsOf, problemsOf } from "./person.ts";
import { assertMay, assertNotOneself } from "./policy.ts";
import { endRoles, findMember, findPerson, holdRoles } from "./store.ts";

type Grant = {
  /** The `sub` of the person's tokens. */
  readonly subject: string;
  readonly name: string;
  readonly bodyKey: string;
  readonly roles: readonly Role[];
};

/** Gives a person roles in a body, in place of those held there. For the service itself alone: setting up a new installation. */
export const grantMembership = async (ctx: Context, { subject, name, bodyKey, roles }: Grant): Promise<void> => {
  if (ctx.actor.kind !== "System")
    throw new Refusal("NotAllowed", "FORBIDDEN", "Memberships are given when a body is set up.");
  const body = await getBody(ctx, bodyKey);
  refuseProblems(problemsOf(body.kind, roles, "roles"));
  const known = await findPerson(subject);
  const person = known ?? { subject, ref: ctx.newId(), name, isNew: true };
  const before = known && (await findMember(bodyKey, known.ref));
  const { changes, member } = holdRoles(body, person, roles, before, ctx.now());
  await commit(ctx, {
    changes,
    ...told(before ? "membership.changed" : "membership.granted", member, before?.roles),
  });
};

/** How a change of a membership is told and kept: by the person's ref, which names nobody once he is erased. */
export const told = (
  type: AuditAction,
  { bodyKey, ref, roles }: Member,
  before: readonly Role[] = [],
  after = roles,
) => ({
  events: [
    { type, subject: organisationId(bodyKey), data: { body: organisationId(bodyKey), person: ref, roles: after } },
  ],
  audit: {
    subject: organisationId(bodyKey),
    action: type,
    fields: { person: ref, roles: { before, after } },
  },
});

/** A member of a body, by his id and as he was seen; NOT_FOUND to who may not know of him. */
const memberSeen = async (
  ctx: Context,
  action: "CHANGE_ROLES" | "REVOKE",
  id: string,
  version: number,
): Promise<{ readonly body: Body; readonly member: Member }> => {
  const parts = partsOf("member", id);
  const body = await getBody(ctx, parts?.bodyKey);
  await assertMay(ctx, action, body);
  const member = parts && (await findMember(parts.bodyKey, parts.rest));
  if (!member) throw notFound();
  assertNotOneself(ctx, member.ref);
  // What was seen is what the condition asks for: a change since then loses there.
  return { body, member: { ...member, version } };
};

/** Answers with the body's key and the person's ref. */
export const changeRoles = (ctx: Context, input: ChangeRolesInput, key: string): Promise<readonly [string, string]> =>
  once(ctx, "changeRoles", key, input, async () => {
    const { body, member } = await memberSeen(ctx, "CHANGE_ROLES", input.memberId, input.version);
    refuseProblems(problemsOf(body.kind, input.newRoles, "newRoles"));
    const made = holdRoles(body, member, input.newRoles, member, ctx.now());
    return {
      changes: made.changes,
      ...told("membership.changed", made.member, member.roles),
      answer: [body.key, member.ref],
    };
  });

/** Answers with the body's key. */
export const revokeMembership = (ctx: Context, input: RevokeMembershipInput, key: string): Promise<string> =>
  once(ctx, "revokeMembership", key, input, async () => {
    const { body, member } = await memberSeen(ctx, "REVOKE", input.memberId, input.version);
    return {
      changes: endRoles(body, member, ctx.now()),
      ...told("membership.revoked", member, member.roles, []),
      answer: body.key,
    };
  });

/** Answers with the body's key. */
export const leaveBody = (ctx: Context, organisation: string, key: string): Promise<string> =>
  once(ctx, "leaveBody", key, organisation, async () => {
    const { ref } = personActing(ctx);
    const bodyKey = organisationKey(organisation);
    const body = await getBody(ctx, bodyKey);
    const member = ref === undefined ? undefined : await findMember(body.key, ref);
    if (!member) throw notFound();
    return {
      changes: endRoles(body, member, ctx.now()),
      ...told("membership.left", member, member.roles, []),
      answer: body.key,
    };
  });
