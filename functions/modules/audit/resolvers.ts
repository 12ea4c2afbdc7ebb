import { actionsFor, findOrganisation, organisationId, organisationKey } from "#modules/organisations";
import { maySeeMembers, nameOf } from "#modules/people";
import type { Resolvers } from "#schema/resolvers";
import { fieldsOf, personIn, search, trailOf } from "./trail.ts";

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
  Partner: {
    auditTrail: ({ orgNumber }, args) => trailOf(`partner:${orgNumber}`, args),
  },
  AuditEntry: {
    id: ({ subject, n }) => `audit:${subject}:${n}`,
    number: ({ n }) => n,
    actorName: async ({ actor }, _, ctx) => {
      const [kind, ...rest] = actor.split(":");
      return kind === "person" ? ((await nameOf(ctx, rest.join(":"))) ?? null) : rest.join(" / ");
    },
    organisation: async ({ subject }, _, ctx) => {
      const key = organisationKey(subject);
      return key === undefined ? null : ((await findOrganisation(ctx, key)) ?? null);
    },
    actingFor: async ({ body }, _, ctx) => (body === undefined ? null : ((await findOrganisation(ctx, body)) ?? null)),
    person: async (entry, _, ctx) => {
      const ref = personIn(entry);
      const body = organisationKey(entry.subject);
      if (ref === undefined || (body !== undefined && !(await maySeeMembers(ctx, body)))) return null;
      return (await nameOf(ctx, ref)) ?? null;
    },
    reason: ({ reason }) => reason ?? null,
    fields: fieldsOf,
  },
};
