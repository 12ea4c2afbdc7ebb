/** May you knock? The rule beside each root field, and beside those below that are for fewer (`@access`), asked before its resolver runs. */
import type { Actor, Role } from "./actor.ts";
import { Refusal } from "./refusal.ts";

export type Audience = "ANYONE" | "SIGNED_IN" | "NEWCOMER" | Role;

/** `@access` of a field: the people it is for, and the scope that lets a partner's system in. */
export type AccessRule = { readonly to: readonly Audience[]; readonly scope?: string };

/** Refuses who is not among those a field is for. */
export const assertAccess = (actor: Actor, { to, scope }: AccessRule): void => {
  if (to.includes("ANYONE") || actor.kind === "System") return;
  if (actor.kind === "Nobody")
    throw new Refusal(
      "Unauthenticated",
      "UNAUTHENTICATED",
      "Sign in first: this needs a valid access token, or the code of a profile.",
    );
  if (actor.kind === "Partner") {
    if (scope !== undefined && actor.scopes.includes(scope)) return;
    throw new Refusal(
      "NotAllowed",
      "FORBIDDEN",
      scope === undefined
        ? "This is for people who sign in."
        : "This needs a scope that your token lacks, or that your organisation is not registered for here.",
      scope === undefined ? {} : { scope },
    );
  }
  if (actor.kind === "Newcomer") {
    if (to.includes("NEWCOMER")) return;
    throw new Refusal("NotAllowed", "FORBIDDEN", "Your code opens your own profile, and nothing else.");
  }
  if (to.includes("SIGNED_IN")) return;
  const may = (roles: readonly Role[]): boolean => roles.some((role) => to.includes(role));
  if (actor.acting && may(actor.acting.roles)) return;
  const bodies = actor.memberships.filter(({ roles }) => may(roles)).map(({ bodyKey }) => `organisation:${bodyKey}`);
  if (bodies.length > 0)
    throw new Refusal(
      "NotAllowed",
      "CHOOSE_BODY",
      "Say which of your bodies you act for, in the header `samspill-acting-for`.",
      { bodies },
    );
  throw new Refusal("NotAllowed", "FORBIDDEN", "None of your roles may do this.", { rolesThatMay: to });
};
