/** Who may do what to a partner: a directorate's administrators. */
import { bodiesWith } from "#platform/actor";
import type { Context } from "#platform/context";
import { actionsIn, assertState, type Lifecycle } from "#platform/lifecycle";
import { Refusal } from "#platform/refusal";
import type { PartnerAction } from "#schema/resolvers";
import type { Partner } from "./partner.ts";

type State = Partner["state"] | "UNKNOWN";

const lifecycle: Lifecycle<State, PartnerAction> = {
  REGISTER: ["UNKNOWN", "STOPPED"],
  CHANGE: ["ACTIVE"],
  STOP: ["ACTIVE"],
};

const mayKeep = ({ actor }: Context): boolean =>
  actor.kind === "System" || bodiesWith(actor, ["ADMINISTRATOR"]).length > 0;

/** Everything the actor may do with it as it stands. */
export const actionsFor = (ctx: Context, { state }: Partner): PartnerAction[] =>
  mayKeep(ctx) ? actionsIn(lifecycle, state) : [];

/** Refuses with FORBIDDEN who may not, with WRONG_STATE what its state does not allow. */
export const assertMay = (ctx: Context, action: PartnerAction, partner: Partner | undefined): void => {
  if (!mayKeep(ctx))
    throw new Refusal("NotAllowed", "FORBIDDEN", "Partners are kept by a directorate's administrators.", {
      rolesThatMay: ["ADMINISTRATOR"],
    });
  assertState(lifecycle, action, partner?.state ?? "UNKNOWN");
};
