export type { Facts, Organisation, OrganisationKind, RegisterFacts } from "./organisation.ts";
export { organisationId, organisationKey } from "./organisation.ts";
export { findIcnpo } from "./icnpo.ts";
export { logKept, packCatalogue, takeRows } from "./catalogue.ts";
export { type Arrival, heldFromRegister, newsTest, receive, removal } from "./receive.ts";
export { referenceBodies } from "./reference.ts";
export { find as findOrganisation } from "./store.ts";
export { actionsFor, isStaff } from "./policy.ts";
export { resolvers } from "./resolvers.ts";
