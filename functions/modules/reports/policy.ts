/** Who may read which reports: a municipality's coordinators and a centre's staff those of their own body, a directorate and its auditors all. */
import { type Actor, bodiesWith, type Role } from "#platform/actor";

const everywhere: readonly Role[] = ["ADMINISTRATOR", "CASEWORKER", "DECIDER", "PAYER", "AUDITOR"];
const atHome: readonly Role[] = ["COORDINATOR", "CENTRE"];

/** The one body whose reports the actor may read; `ALL` where that is every body, undefined where it is none. */
export const reachOfReader = (actor: Actor): string | undefined =>
  actor.kind === "System" || bodiesWith(actor, everywhere).length > 0 ? "ALL" : bodiesWith(actor, atHome)[0];

export const mayRead = (actor: Actor, bodyKey: string): boolean => {
  const reach = reachOfReader(actor);
  return reach === "ALL" || reach === bodyKey;
};
