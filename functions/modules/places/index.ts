export { allCounties, allMunicipalities, findCounty, findMunicipality } from "./places.ts";
export { resolvers } from "./resolvers.ts";
