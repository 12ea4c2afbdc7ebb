import type { Retention } from "#platform/retention";
import { invitationsKept, invitedKept } from "./invitationStore.ts";
import { askedKept, requestsKept } from "./requestStore.ts";
import { secretsKept } from "./secretStore.ts";
import { talliesKept } from "./tallyStore.ts";

export { languageOf } from "./letters.ts";
export type { Language } from "./person.ts";
export { followBody } from "./follow.ts";
export { grantMembership } from "./members.ts";
export { getBody } from "./parties.ts";
export { partsOf } from "./person.ts";
export { assertMay, maySeeMembers } from "./policy.ts";
export { actorName, findMember, membershipsOf, nameOf, tiesOf } from "./store.ts";
export { resolvers } from "./resolvers.ts";

export const retentions: readonly Retention[] = [
  invitationsKept,
  invitedKept,
  requestsKept,
  askedKept,
  talliesKept,
  secretsKept,
];
