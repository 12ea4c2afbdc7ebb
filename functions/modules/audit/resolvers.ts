import { activityActionsFor, activityId } from "#modules/activities";
import { actionsFor, findOrganisation, organisationId, organisationKey } from "#modules/organisations";
import { actorName, maySeeMembers, nameOf } from "#modules/people";
import { bookingId, venueActionsFor, venueId } from "#modules/venues";
import type { Context } from "#platform/context";
import { noteReadingOfOthers } from "#platform/reading";
import type { Resolvers } from "#schema/resolvers";
import { fieldsOf, personIn, search, trailOf } from "./trail.ts";

type Asked = Parameters<typeof trailOf>[1];

/** The trail of something that belongs to bodies; who reads it from outside is noted. */
const trailFor = async (ctx: Context, subject: string, bodies: readonly (string | undefined)[], args: Asked) => {
  await noteReadingOfOthers(ctx, "trail.opened", subject, bodies);
  return trailOf(subject, args);
};

export const resolvers: Resolvers = {
  Query: {
    auditEntries: (_, args, ctx) => search(ctx, args),
  },
  Organisation: {
    auditTrail: async (organisation, args, ctx) => {
      const { key, facts } = organisation;
      return (await actionsFor(ctx, organisation)).includes("READ_AUDIT_TRAIL")
        ? trailFor(ctx, organisationId(key), [key, facts.parentKey], args)
        : null;
    },
  },
  Activity: {
    auditTrail: async (activity, args, ctx) => {
      const { key, organiserKey, organiser } = activity;
      return (await activityActionsFor(ctx, activity)).includes("READ_AUDIT_TRAIL")
        ? trailFor(ctx, activityId(key), [organiserKey, organiser.parentKey], args)
        : null;
    },
  },
  Venue: {
    auditTrail: async (venue, args, ctx) => {
      const { key, lenderKey, lender } = venue;
      return (await venueActionsFor(ctx, venue)).includes("READ_AUDIT_TRAIL")
        ? trailFor(ctx, venueId(key), [lenderKey, lender.parentKey], args)
        : null;
    },
  },
  VenueBooking: {
    auditTrail: ({ key, lenderKey, lenderParentKey, askerKey, askerParentKey }, args, ctx) =>
      trailFor(ctx, bookingId(key), [lenderKey, lenderParentKey, askerKey, askerParentKey], args),
  },
  Partner: {
    auditTrail: ({ orgNumber, bodyKey }, args, ctx) => trailFor(ctx, `partner:${orgNumber}`, [bodyKey], args),
  },
  AuditEntry: {
    id: ({ subject, n }) => `audit:${subject}:${n}`,
    number: ({ n }) => n,
    actorName: async ({ actor }, _, ctx) => (await actorName(ctx, actor)) ?? null,
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
