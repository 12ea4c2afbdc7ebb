import type { Resolvers } from "#schema/resolvers";

export const resolvers: Resolvers = {
  Query: {
    viewer: (_, __, { actor }) =>
      actor.kind === "Person" ? { name: actor.name, memberships: actor.memberships } : { name: "", memberships: [] },
  },
};
