import { connection, pageRequest } from "#platform/page";
import type { Resolvers } from "#schema/resolvers";
import { listReports } from "./store.ts";

export const resolvers: Resolvers = {
  Query: {
    erasureReports: async (_, args) => {
      const identity = ["erasureReports"];
      const request = pageRequest(identity, args);
      const found = await listReports(request.first + 1, request.after?.[0]);
      const nodes = found.slice(0, request.first);
      const page = { nodes, positions: nodes.map(({ at }) => [at]), more: found.length > nodes.length };
      return connection(identity, page, request);
    },
  },
  ErasureReport: {
    overdue: ({ kinds }) => kinds.reduce((total, { overdue }) => total + overdue, 0),
  },
};
