export { isCategory } from "./category.ts";
export { resolvers } from "./resolvers.ts";
