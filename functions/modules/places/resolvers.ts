import { connection, pageRequest } from "#platform/page";
import { folded } from "#platform/words";
import type { Resolvers } from "#schema/resolvers";
import { allCounties, allMunicipalities, countyOf, findMunicipality, municipalitiesOf } from "./places.ts";

export const resolvers: Resolvers = {
  Query: {
    municipality: (_, { number }) => findMunicipality(number) ?? null,
    counties: () => allCounties,
    municipalities: (_, args) => {
      const identity = ["municipalities", args.county ?? null, args.search ?? null];
      const request = pageRequest(identity, args);
      const words = folded(args.search ?? "")
        .split(" ")
        .filter(Boolean);
      const found = (args.county ? municipalitiesOf(args.county) : allMunicipalities).filter((municipality) => {
        const names = folded(municipality.names.join(" ")).split(" ");
        return words.every((word) => names.some((name) => name.startsWith(word)));
      });
      const start = request.after ? found.findIndex((m) => m.number === request.after?.[0]) + 1 : 0;
      const nodes = found.slice(start, start + request.first);
      const page = connection(
        identity,
        {
          nodes,
          positions: nodes.map((municipality) => [municipality.number]),
          more: start + nodes.length < found.length,
        },
        request,
      );
      return { ...page, totalCount: found.length };
    },
  },
  County: {
    id: (county) => `county:${county.number}`,
    municipalities: (county) => municipalitiesOf(county.number),
  },
  Municipality: {
    id: (municipality) => `municipality:${municipality.number}`,
    county: countyOf,
  },
};
