/** What every command and read gets to know of the request: who, when, and which; never by a global. */
import type { Actor } from "./actor.ts";
import { newId } from "./identifiers.ts";

export type Context = {
  readonly actor: Actor;
  readonly requestId: string;
  /** The only clock. */
  readonly now: () => Date;
  readonly newId: () => string;
  /** One value per request and key: batching loaders and what a request has read already. */
  readonly once: <Value>(key: symbol, make: () => Value) => Value;
};

export const makeContext = (actor: Actor, requestId: string, now: () => Date = () => new Date()): Context => {
  const kept = new Map<symbol, unknown>();
  return {
    actor,
    requestId,
    now,
    newId: () => newId(now()),
    once: <Value>(key: symbol, make: () => Value): Value => {
      if (!kept.has(key)) kept.set(key, make());
      return kept.get(key) as Value;
    },
  };
};

/** The context of a job. */
export const systemContext = (name: string, now?: () => Date): Context => {
  const start = (now ?? (() => new Date()))();
  return makeContext({ kind: "System", name }, newId(start), now);
};
