/** The schema that is asked: the SDL with every module's resolvers, and `@access` asserted before each field that has it. */
import { defaultFieldResolver, type GraphQLSchema } from "graphql";
import { activityKey, findActivity, maySeeActivity, resolvers as activities } from "#modules/activities";
import { resolvers as exchange } from "#modules/exchange";
import { resolvers as audit } from "#modules/audit";
import { findOrganisation, organisationKey, resolvers as organisations } from "#modules/organisations";
import { resolvers as impartiality } from "#modules/impartiality";
import { resolvers as newcomers } from "#modules/newcomers";
import { resolvers as people } from "#modules/people";
import { resolvers as partners } from "#modules/partners";
import { findCounty, findMunicipality, resolvers as places } from "#modules/places";
import { resolvers as privacy } from "#modules/privacy";
import { resolvers as registry } from "#modules/registry";
import { findReport, resolvers as reports } from "#modules/reports";
import { bookingKey, findBooking, findVenue, maySeeBooking, resolvers as venues, venueKey } from "#modules/venues";
import { type AccessRule, assertAccess } from "#platform/access";
import type { Context } from "#platform/context";
import { scalars } from "#platform/scalars";
import type { Resolvers } from "#schema/resolvers";
import { access } from "#schema/access";
import { types } from "#schema/types";
import { type Fields, LazySchema } from "./lazySchema.ts";
import { refusePersonal } from "./personal.ts";

const base: Resolvers = {
  Query: {
    about: () => ({
      version: "1",
      attribution: "Kilde: Brønnøysundregistrene (Enhetsregisteret og Frivillighetsregisteret), NLOD 2.0",
    }),
    node: async (_, { id }, ctx) => {
      const [, kind, number = ""] = /^(county|municipality):(\d+)$/.exec(id) ?? [];
      if (kind === "county") return named("County", findCounty(number));
      if (kind === "municipality") {
        const municipality = findMunicipality(number);
        // One that has been renumbered is found by its old number, but is known by its new one.
        return named("Municipality", municipality?.number === number ? municipality : undefined);
      }
      const activity = activityKey(id);
      if (activity !== undefined) {
        const found = await findActivity(ctx, activity);
        return named("Activity", found && (await maySeeActivity(ctx, found)) ? found : undefined);
      }
      if (id.startsWith("report:")) return named("ActivityReport", await findReport(ctx, id));
      const venue = venueKey(id);
      if (venue !== undefined) return named("Venue", await findVenue(ctx, venue));
      const booking = bookingKey(id);
      if (booking !== undefined) {
        const found = await findBooking(ctx, booking);
        return named("VenueBooking", found && maySeeBooking(ctx, found) ? found : undefined);
      }
      const key = organisationKey(id);
      return named("Organisation", key === undefined ? undefined : await findOrganisation(ctx, key));
    },
  },
};

/** How GraphQL tells which of the types an object is. */
const named = <Value extends object>(__typename: string, value: Value | undefined) =>
  value === undefined ? null : { __typename, ...value };

const modules: readonly Resolvers[] = [
  base,
  places,
  people,
  organisations,
  registry,
  partners,
  audit,
  impartiality,
  privacy,
  activities,
  exchange,
  newcomers,
  reports,
  venues,
];

type Resolve = (parent: unknown, args: Record<string, unknown>, ctx: Context, info: unknown) => unknown;

/** Asks `@access` first (a root field without the rule lets nobody in), then whether what is written leads to a person. */
const guarded =
  (rule: AccessRule, written: Parameters<typeof refusePersonal>[0], resolve: Resolve): Resolve =>
  (parent, args, ctx, info) => {
    assertAccess(ctx.actor, rule);
    refusePersonal(written, args);
    return resolve(parent, args, ctx, info);
  };

/** All that the modules resolve of a type. */
const resolversOf = (typeName: string): Readonly<Record<string, Resolve>> =>
  Object.assign({}, ...modules.map((resolvers) => resolvers[typeName as keyof Resolvers])) as Record<string, Resolve>;

/**
 * Lays the modules' resolvers into the fields of a type, and what guards them before them.
 * @throws Error when a resolver stands for a field that the SDL does not have, or a root field has no resolver
 */
const resolved = (typeName: string, fields: Fields): Fields => {
  for (const [name, resolve] of Object.entries(resolversOf(typeName))) {
    const field = fields[name];
    if (!field) throw new Error(`The schema has no field ${typeName}.${name}.`);
    field.resolve = resolve as never;
  }
  const isRoot = typeName === "Query" || typeName === "Mutation";
  for (const [name, field] of Object.entries(fields)) {
    const coordinate = `${typeName}.${name}`;
    if (isRoot && !field.resolve) throw new Error(`Nothing resolves ${coordinate}.`);
    // Below the roots a rule narrows what the root field has let through.
    const rule = access[coordinate] ?? (isRoot ? { to: [] } : undefined);
    if (!rule) continue;
    const written =
      typeName === "Mutation" ? Object.entries(field.args ?? {}).map(([arg, { type }]) => ({ name: arg, type })) : [];
    field.resolve = guarded(rule as AccessRule, written, (field.resolve ?? defaultFieldResolver) as Resolve) as never;
  }
  return fields;
};

/**
 * The schema; with descriptions for those who are shown it.
 * @throws Error when there are resolvers of a type that the SDL does not have
 */
export const makeSchema = (descriptions?: Readonly<Record<string, string>>): GraphQLSchema => {
  for (const typeName of modules.flatMap((resolvers) => Object.keys(resolvers)))
    if (!Object.hasOwn(types, typeName)) throw new Error(`The schema has no type ${typeName}.`);
  return new LazySchema(types, { scalars, resolve: resolved, descriptions });
};
