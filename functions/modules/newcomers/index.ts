export { admitNewcomer } from "./admission.ts";
export { resolvers } from "./resolvers.ts";
export { retentions } from "./store.ts";
