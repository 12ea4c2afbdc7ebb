export { grantMembership } from "./members.ts";
export { membershipsOf, nameOf } from "./store.ts";
export { resolvers } from "./resolvers.ts";
