export {
  allCounties,
  allMunicipalities,
  findCounty,
  findMunicipality,
  type Municipality,
  writtenNormOf,
} from "./places.ts";
export { resolvers } from "./resolvers.ts";
