import { Entity, type Change, item, listOf, put, query, string, table } from "#platform/table";
import type { Membership, Role } from "#platform/actor";
import { roles } from "#platform/actor";
import { Refusal } from "#platform/refusal";

const memberships = new Entity({
  name: "Membership",
  table,
  timestamps: false,
  schema: item({
    subject: string().key(),
    bodyKey: string().key().savedAs("sk"),
    name: string(),
    roles: listOf(string().enum(...roles)),
  }),
  computeKey: ({ subject, bodyKey }: { subject: string; bodyKey: string }) => ({
    pk: `PERSON#${subject}`,
    sk: bodyKey,
  }),
});

/** Everything a person is, and the name it was given under; one round trip. */
export const membershipsOf = async (
  subject: string,
): Promise<{ name: string; ref: string | undefined; memberships: Membership[] }> => {
  const found = await query(memberships, { partition: `PERSON#${subject}` });
  return {
    name: found[0]?.name ?? "",
    ref: undefined,
    memberships: found.map((membership) => ({ bodyKey: membership.bodyKey, roles: membership.roles })),
  };
};

/** Gives a person roles in a body, in place of those held there. */
export const putMembership = (subject: string, name: string, bodyKey: string, held: readonly Role[]): Change =>
  put(memberships, { subject, bodyKey, name, roles: [...held] }, undefined, () => {
    throw new Refusal("Conflict", "MEMBERSHIP_CHANGED", "The membership changed at the same time.");
  });
