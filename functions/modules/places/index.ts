export {
  allCounties,
  allMunicipalities,
  findCounty,
  findMunicipality,
  type Municipality,
  pointProblems,
  writtenNormOf,
} from "./places.ts";
export { resolvers } from "./resolvers.ts";
