export { admitNewcomer } from "./admission.ts";
export { resolvers } from "./resolvers.ts";
export { countInterests, retentions } from "./store.ts";
