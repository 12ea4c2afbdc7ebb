import { actionsFor, organisationId } from "#modules/organisations";
import { nameOf } from "#modules/people";
import type { Resolvers } from "#schema/resolvers";
import { fieldsOf, search, trailOf } from "./trail.ts";

export const resolvers: Resolvers = {
  Query: {
    auditEntries: (_, args, ctx) => search(ctx, args),
  },
  Organisation: {
    auditTrail: async (organisation, args, ctx) =>
      (await actionsFor(ctx, organisation)).includes("READ_AUDIT_TRAIL")
        ? trailOf(organisationId(organisation.key), args)
        : null,
  },
  AuditEntry: {
    id: ({ subject, n }) => `audit:${subject}:${n}`,
    number: ({ n }) => n,
    actorName: async ({ actor }, _, ctx) => {
      const [kind, ...rest] = actor.split(":");
      const id = rest.join(":");
      return kind === "person" ? ((await nameOf(ctx, id)) ?? null) : id;
    },
    reason: ({ reason }) => reason ?? null,
    fields: fieldsOf,
  },
};
