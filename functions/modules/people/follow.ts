/** The people of an organisation that was written down here go along when it is joined to its record in the register. */
import { type Fate, findOrganisation } from "#modules/organisations";
import type { Role } from "#platform/actor";
import { commit } from "#platform/commit";
import type { Context } from "#platform/context";
import { told } from "./members.ts";
import { bodyOf } from "./parties.ts";
import { administers, type Body, type Member, rolesIn } from "./person.ts";
import { findMember, forgetRoles, holdRoles, listMembers } from "./store.ts";

/** More than any body has. */
const mostMembers = 10_000;

/** What a person is in the other body: who administered the one administers it, where he may. */
const rolesBrought = (from: Body, roles: readonly Role[], to: Body, mayAdminister: boolean): readonly Role[] => {
  const [administering, ...others] = rolesIn[to.kind];
  if (mayAdminister && administers(from.kind, roles)) return [administering];
  const kept = roles.filter((role) => others.includes(role));
  return kept.length > 0 ? kept : others.slice(0, 1);
};

/**
 * Brings people along: all are in the new body before any is taken out of the old one, so that a stop anywhere leaves nobody without,
 * and who came along is known by being in both. They do not come to administer a body that others administer already, who decide
 * over its people themselves. Gives how many there were.
 */
export const followBody = async (ctx: Context, { key, joinedTo }: Fate): Promise<number> => {
  if (joinedTo === undefined) return 0;
  const [record, registered] = await Promise.all([findOrganisation(ctx, key), findOrganisation(ctx, joinedTo)]);
  if (!record || !registered) return 0;
  const [from, to] = await Promise.all([bodyOf(ctx, record), bodyOf(ctx, registered)]);
  const members = await listMembers(key, mostMembers, undefined);
  const refs = new Set(members.map(({ ref }) => ref));
  const isOthers = (await listMembers(joinedTo, mostMembers, undefined)).some(
    ({ ref, roles }) => administers(to.kind, roles) && !refs.has(ref),
  );
  for (const member of members) await bringAlong(ctx, from, to, member, !isOthers);
  for (const member of members)
    await commit(ctx, {
      changes: forgetRoles(member, ctx.now()),
      ...told("membership.revoked", member, member.roles, []),
    });
  return members.length;
};

const bringAlong = async (
  ctx: Context,
  from: Body,
  to: Body,
  member: Member,
  mayAdminister: boolean,
): Promise<void> => {
  const before = await findMember(to.key, member.ref);
  const held = before?.roles ?? [];
  const brought = rolesBrought(from, member.roles, to, mayAdminister);
  if (administers(to.kind, held) || brought.every((role) => held.includes(role))) return;
  const made = holdRoles(to, member, [...held, ...brought], before, ctx.now());
  await commit(ctx, {
    changes: made.changes,
    ...told(before ? "membership.changed" : "membership.granted", made.member, held),
  });
};
