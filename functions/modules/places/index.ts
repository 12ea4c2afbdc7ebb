export { allCounties, allMunicipalities, findCounty, findMunicipality, writtenNormOf } from "./places.ts";
export { resolvers } from "./resolvers.ts";
