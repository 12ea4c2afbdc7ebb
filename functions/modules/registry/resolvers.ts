import type { Resolvers } from "#schema/resolvers";
import { reportOf } from "./registerSync.ts";
import { latestRuns } from "./store.ts";

/** As many as half a year of weekly walks, or seven weeks of days. */
const runsShown = 50;

export const resolvers: Resolvers = {
  Query: {
    registerSyncs: async () => (await latestRuns(runsShown)).map(reportOf),
  },
};
