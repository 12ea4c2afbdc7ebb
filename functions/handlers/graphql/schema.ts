/** The schema that is asked: the SDL with every module's resolvers, and `@access` asserted before each field that has it. */
import {
  buildASTSchema,
  defaultFieldResolver,
  type DocumentNode,
  type GraphQLArgument,
  GraphQLObjectType,
  type GraphQLSchema,
  GraphQLScalarType,
} from "graphql";
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
  (rule: AccessRule, written: readonly GraphQLArgument[], resolve: Resolve): Resolve =>
  (parent, args, ctx, info) => {
    assertAccess(ctx.actor, rule);
    refusePersonal(written, args);
    return resolve(parent, args, ctx, info);
  };

/** @throws Error when a resolver stands for what the SDL does not have, or a root field has no resolver. */
export const makeSchema = (document: DocumentNode): GraphQLSchema => {
  const schema = buildASTSchema(document, { assumeValid: true });
  for (const [name, scalar] of Object.entries(scalars)) {
    const type = schema.getType(name);
    if (!(type instanceof GraphQLScalarType)) throw new Error(`The schema has no scalar ${name}.`);
    Object.assign(type, {
      parseValue: scalar.parseValue,
      parseLiteral: scalar.parseLiteral,
      serialize: scalar.serialize,
    });
  }
  for (const resolvers of modules)
    for (const [typeName, fields] of Object.entries(resolvers)) {
      const type = schema.getType(typeName);
      if (!(type instanceof GraphQLObjectType)) throw new Error(`The schema has no type ${typeName}.`);
      for (const [fieldName, resolve] of Object.entries(fields)) {
        const field = type.getFields()[fieldName];
        if (!field) throw new Error(`The schema has no field ${typeName}.${fieldName}.`);
        field.resolve = resolve as Resolve;
      }
    }
  for (const root of [schema.getQueryType(), schema.getMutationType()])
    for (const field of Object.values(root?.getFields() ?? {})) {
      const coordinate = `${root?.name}.${field.name}`;
      if (!field.resolve) throw new Error(`Nothing resolves ${coordinate}.`);
      const rule = (access[coordinate] ?? { to: [] }) as AccessRule;
      field.resolve = guarded(rule, root === schema.getMutationType() ? field.args : [], field.resolve as Resolve);
    }
  // Below the roots a rule narrows what the root field has let through.
  for (const [coordinate, rule] of Object.entries(access)) {
    const [typeName = "", fieldName = ""] = coordinate.split(".");
    const type = schema.getType(typeName);
    if (type === schema.getQueryType() || type === schema.getMutationType()) continue;
    const field = type instanceof GraphQLObjectType ? type.getFields()[fieldName] : undefined;
    if (!field) throw new Error(`The schema has no field ${coordinate}.`);
    field.resolve = guarded(rule as AccessRule, [], (field.resolve ?? defaultFieldResolver) as Resolve);
  }
  return schema;
};
