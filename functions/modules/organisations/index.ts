export type { Facts, Organisation, OrganisationKind, RegisterFacts } from "./organisation.ts";
export { findIcnpo } from "./icnpo.ts";
