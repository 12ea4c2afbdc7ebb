export { grantMembership } from "./members.ts";
export { membershipsOf } from "./store.ts";
export { resolvers } from "./resolvers.ts";
