import type { Role } from "#platform/actor";
import { commit } from "#platform/commit";
import type { Context } from "#platform/context";
import { Refusal } from "#platform/refusal";
import { putMembership } from "./store.ts";

type Grant = {
  /** The `sub` of the person's tokens. */
  readonly subject: string;
  readonly name: string;
  readonly bodyKey: string;
  readonly roles: readonly Role[];
};

/** Gives a person roles in a body. For the service itself alone: setting up a new installation. */
export const grantMembership = async (ctx: Context, grant: Grant): Promise<void> => {
  if (ctx.actor.kind !== "System")
    throw new Refusal("NotAllowed", "FORBIDDEN", "Memberships are given when a body is set up.");
  await commit(ctx, {
    changes: [putMembership(grant.subject, grant.name, grant.bodyKey, grant.roles)],
    events: [
      { type: "membership.granted", subject: grant.bodyKey, data: { subject: grant.subject, roles: grant.roles } },
    ],
    audit: {
      subject: `body:${grant.bodyKey}`,
      action: "grantMembership",
      fields: { subject: grant.subject, roles: grant.roles },
    },
  });
};
