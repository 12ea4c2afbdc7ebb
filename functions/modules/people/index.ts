export { grantMembership } from "./commands.ts";
export { membershipsOf } from "./store.ts";
export { resolvers } from "./resolvers.ts";
