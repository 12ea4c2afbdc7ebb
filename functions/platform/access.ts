/** May you knock? The rule beside each root field (`@access`), asked before its resolver runs. */
import type { Actor, Role } from "./actor.ts";
import { Refusal } from "./refusal.ts";

export type Audience = "ANYONE" | "SIGNED_IN" | Role;

/** Refuses who is not among those a root field is for. */
export const assertAccess = (actor: Actor, to: readonly Audience[]): void => {
  if (to.includes("ANYONE")) return;
  if (actor.kind === "Nobody")
    throw new Refusal("Unauthenticated", "UNAUTHENTICATED", "Sign in first: this needs a valid access token.");
  if (actor.kind === "System" || to.includes("SIGNED_IN")) return;
  if (!actor.memberships.some((m) => m.roles.some((role) => to.includes(role))))
    throw new Refusal("NotAllowed", "FORBIDDEN", "None of your roles may do this.", { rolesThatMay: to });
};
