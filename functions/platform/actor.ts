/** Who acts: what the token proves about the person, and what our own table says the person may be. */
export const roles = [
  "CASEWORKER",
  "DECIDER",
  "PAYER",
  "ADMINISTRATOR",
  "COORDINATOR",
  "CENTRE",
  "HUB",
  "LEADER",
  "MEMBER",
  "AUDITOR",
] as const;
export type Role = (typeof roles)[number];

/** A person's roles in one body, by the body's key. */
export type Membership = { readonly bodyKey: string; readonly roles: readonly Role[] };

export type Actor =
  | { readonly kind: "Nobody" }
  | {
      readonly kind: "Person";
      /** The token's `sub`. */
      readonly subject: string;
      readonly name: string;
      readonly memberships: readonly Membership[];
    }
  /** The service itself, in jobs. */
  | { readonly kind: "System"; readonly name: string };

/** Stable id of an actor, for audit and for the name space of idempotency keys. */
export const actorId = (actor: Actor): string =>
  actor.kind === "Person" ? `person:${actor.subject}` : actor.kind === "System" ? `system:${actor.name}` : "nobody";

/** The bodies in which a person holds one of the roles. */
export const bodiesWith = (actor: Actor, wanted: readonly Role[]): string[] =>
  actor.kind === "Person"
    ? actor.memberships.filter((m) => m.roles.some((role) => wanted.includes(role))).map((m) => m.bodyKey)
    : [];
