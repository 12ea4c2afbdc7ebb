export { resolvers } from "./resolvers.ts";
export { countRefusal } from "./store.ts";
export { admit, type Cost, spend } from "./use.ts";
