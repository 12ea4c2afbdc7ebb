/** Lifecycles as plain tables: in which states something may be done. Buttons, refusals and conditions read the same table. */
import { Refusal } from "./refusal.ts";

export type Lifecycle<State extends string, Action extends string> = Readonly<Record<Action, readonly State[]>>;

/** What may be done in a state. */
export const actionsIn = <State extends string, Action extends string>(
  lifecycle: Lifecycle<State, Action>,
  state: State,
): Action[] => (Object.keys(lifecycle) as Action[]).filter((action) => lifecycle[action].includes(state));

/** Refuses what the state does not allow, and says what it does. */
export const assertState = <State extends string, Action extends string>(
  lifecycle: Lifecycle<State, Action>,
  action: Action,
  state: State,
): void => {
  if (!lifecycle[action].includes(state))
    throw new Refusal("Conflict", "WRONG_STATE", `That cannot be done while it is ${state}.`, {
      state,
      possible: actionsIn(lifecycle, state),
    });
};
