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

/** What a partner's requests may cost together, in fields asked for. */
export type Quota = { readonly perMinute: number; readonly perDay: number };

export type Actor =
  | { readonly kind: "Nobody" }
  | {
      readonly kind: "Person";
      /** The token's `sub`. */
      readonly subject: string;
      /** What we call the person in what is kept for long, and forget when the person is erased; undefined before the first membership. */
      readonly ref: string | undefined;
      readonly name: string;
      readonly memberships: readonly Membership[];
      /** The one of the memberships the person acts under in this request: the only one, or the one that was chosen. */
      readonly acting: Membership | undefined;
    }
  /** A system of a partner, by its Maskinporten token. */
  | {
      readonly kind: "Partner";
      /** What our register calls it. */
      readonly name: string;
      /** Organisation number of the legal consumer. */
      readonly consumer: string;
      /** Organisation number of who acts for the consumer, by delegation. */
      readonly supplier: string | undefined;
      /** Those of the token's scopes that our register lets it have. */
      readonly scopes: readonly string[];
      /** The body it acts for, by our register of consumers. */
      readonly bodyKey: string;
      readonly quota: Quota;
    }
  /** Somebody new, by a code: of him we know what stands in the profile that it opens, and nothing else. */
  | {
      readonly kind: "Newcomer";
      /** What the trail calls the profile; it leads nowhere once that is forgotten. */
      readonly profileId: string;
      /** By which the profile is found. */
      readonly codeHash: string;
    }
  /** The service itself, in jobs. */
  | { readonly kind: "System"; readonly name: string };

/** Id of an actor in the audit trail: of a partner's supplier beside the partner itself, as both answer for what was done. */
export const actorId = (actor: Actor): string => {
  if (actor.kind === "Person") return `person:${actor.ref ?? "unknown"}`;
  if (actor.kind === "Partner") return ["partner", actor.consumer, actor.supplier].filter(Boolean).join(":");
  if (actor.kind === "Newcomer") return `newcomer:${actor.profileId}`;
  return actor.kind === "System" ? `system:${actor.name}` : "nobody";
};

/** Key of the body an actor acts for. */
export const bodyOf = (actor: Actor): string | undefined =>
  actor.kind === "Person" ? actor.acting?.bodyKey : actor.kind === "Partner" ? actor.bodyKey : undefined;

/** Name space of an actor's idempotency keys: nobody else's key is the same key. */
export const actorSpace = (actor: Actor): string =>
  actor.kind === "Person" ? `person:${actor.subject}` : actorId(actor);

/** The bodies a person acts for under one of the roles: at most one, the body that was chosen. */
export const bodiesWith = (actor: Actor, wanted: readonly Role[]): string[] =>
  actor.kind === "Person" && actor.acting?.roles.some((role) => wanted.includes(role)) === true
    ? [actor.acting.bodyKey]
    : [];
