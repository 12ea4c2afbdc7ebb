export { languageOf } from "./letters.ts";
export type { Language } from "./person.ts";
export { grantMembership } from "./members.ts";
export { partsOf } from "./person.ts";
export { maySeeMembers } from "./policy.ts";
export { findMember, membershipsOf, nameOf, retentions } from "./store.ts";
export { resolvers } from "./resolvers.ts";
