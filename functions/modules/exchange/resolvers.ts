import {
  activityId,
  asMade,
  findActivities,
  findActivity,
  findCategory,
  getEach,
  inputOf,
  readerOf,
} from "#modules/activities";
import { findOrganisation } from "#modules/organisations";
import { findMunicipality } from "#modules/places";
import { notFound } from "#platform/refusal";
import type { ActivityFilter, Resolvers } from "#schema/resolvers";
import type { Context } from "#platform/context";
import { type GraphQLSchema, isInputObjectType } from "graphql";
import { findPostings } from "./store.ts";

// What reads files and writes them is no part of the API's start: few ask for it.
const commands = () => import("./commands.ts");

/** The type that activities are sent by: files go through the same. */
const activityInput = (schema: GraphQLSchema) => {
  const type = schema.getType("ActivityInput");
  if (!isInputObjectType(type)) throw new Error("The schema has no ActivityInput.");
  return type;
};

const activitiesFile = async (ctx: Context, filter: ActivityFilter) => {
  const [{ writeCsv }, { mostRows }] = await Promise.all([import("./csv.ts"), import("./file.ts")]);
  const { one: rows, totalCount } = await findActivities(
    filter,
    "TITLE_ASC",
    { first: mostRows, after: undefined },
    await readerOf(ctx, filter),
  );
  const activities = (await getEach(rows.map(({ key }) => key))).flatMap((one) => one ?? []);
  const text = await writeCsv(activities.map((one) => ({ id: activityId(one.key), ...inputOf(one) })));
  return { text, count: activities.length, totalCount };
};

export const resolvers: Resolvers = {
  Query: {
    importPreview: async (_, { input }, ctx, { schema }) =>
      (await import("./rows.ts")).previewOf(ctx, activityInput(schema), input),
    importTemplate: async () => (await import("./template.ts")).exampleFile(),
    activitiesFile: (_, { filter }, ctx) => activitiesFile(ctx, filter),
  },
  Mutation: {
    importActivities: async (_, { input, idempotencyKey }, ctx, { schema }) => ({
      import: await (await commands()).importActivities(ctx, activityInput(schema), input, idempotencyKey),
    }),
    recordPosting: async (_, { input, idempotencyKey }, ctx) => ({
      activity: await asMade(await (await commands()).recordPosting(ctx, input, idempotencyKey)),
    }),
    removePosting: async (_, { input, idempotencyKey }, ctx) => ({
      activity: await asMade(await (await commands()).removePosting(ctx, input, idempotencyKey)),
    }),
  },
  ImportRow: {
    title: ({ title }) => title ?? null,
    cells: ({ cells }) => [...cells].map(([column, text]) => ({ column, text })),
    draft: ({ told }) => told ?? null,
  },
  ImportedDraft: {
    title: ({ facts }) => facts.title,
    summary: ({ facts }) => facts.summary,
    category: ({ facts }) => {
      const category = findCategory(facts.category);
      if (!category) throw notFound();
      return category;
    },
    placeName: ({ facts }) => facts.place.name,
    municipality: ({ facts }) => {
      const municipality = findMunicipality(facts.place.municipality);
      if (!municipality) throw notFound();
      return municipality;
    },
    changedTimes: ({ changes }) => changes.length,
    ageFrom: ({ facts }) => facts.ageFrom ?? null,
    ageTo: ({ facts }) => facts.ageTo ?? null,
    price: ({ facts }) => facts.price,
    languageLevel: ({ facts }) => facts.languageLevel,
  },
  ActivityImport: {
    id: ({ importKey }) => `import:${importKey}`,
    organiser: async ({ organiserKey }, _, ctx) => {
      const organiser = await findOrganisation(ctx, organiserKey);
      if (!organiser) throw notFound();
      return organiser;
    },
    total: ({ outcomes }) => outcomes.length,
    done: ({ outcomes, left }) => outcomes.length - left.size,
    rows: ({ outcomes, left }) => outcomes.filter(({ key }) => !left.has(key)),
  },
  ImportedRow: {
    activity: async ({ key, version, outcome }, _, ctx) => {
      const found = await findActivity(ctx, key);
      if (found && (outcome === "OVERTAKEN" || found.version === version)) return found;
      return asMade({ key, version });
    },
  },
  PostingText: {
    longest: ({ longest }) => longest ?? null,
  },
  Activity: {
    postings: ({ key }, _, ctx) => findPostings(ctx, key),
    postingDrafts: async ({ key }, _, ctx) => {
      // Lists hold less of it than there is to post.
      const activity = await findActivity(ctx, key);
      if (!activity) throw notFound();
      const { postingDrafts } = await import("./posting.ts");
      return postingDrafts(activity);
    },
  },
};
