export {
  allCounties,
  allMunicipalities,
  countyOf,
  findCounty,
  findMunicipality,
  municipalitiesOf,
  type County,
  type Municipality,
} from "./places.ts";
export { resolvers } from "./resolvers.ts";
