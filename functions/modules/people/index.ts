export { languageOf } from "./letters.ts";
export type { Language } from "./person.ts";
export { followBody } from "./follow.ts";
export { grantMembership } from "./members.ts";
export { getBody } from "./parties.ts";
export { partsOf } from "./person.ts";
export { assertMay, maySeeMembers } from "./policy.ts";
export { actorName, findMember, membershipsOf, nameOf, retentions, tiesOf } from "./store.ts";
export { resolvers } from "./resolvers.ts";
