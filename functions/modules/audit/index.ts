export { anchorDays, verifyAll } from "./anchor.ts";
export { resolvers } from "./resolvers.ts";
