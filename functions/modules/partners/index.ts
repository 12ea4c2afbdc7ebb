export { resolvers } from "./resolvers.ts";
export { countRefusal, daysKept, refusalsKept } from "./store.ts";
export { admit, type Cost, spend } from "./use.ts";
