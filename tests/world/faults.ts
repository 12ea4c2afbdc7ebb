/**
 * What a busy day does to calls of the database: throttling and other transactions in the way before anything is done, and
 * answers that are lost when it is. Drawn by a seeded chance, for those calls alone that are made within `disturbed`.
 */
import { AsyncLocalStorage } from "node:async_hooks";
import { ProvisionedThroughputExceededException, TransactionCanceledException } from "@aws-sdk/client-dynamodb";
import { client } from "#platform/table";
import { chance } from "../registry/killing.ts";

/** Of writes. Reads are throttled too, a fifth as often: they are many, and the SDK waits half a second after each. */
const share = { throttled: 0.1, conflicts: 0.1, lost: 0.05, throttledReads: 0.02 } as const;
const reads: ReadonlySet<string | undefined> = new Set(["GetItemCommand", "BatchGetItemCommand", "QueryCommand"]);

const $metadata = { httpStatusCode: 400 };

const throttled = (): Error =>
  new ProvisionedThroughputExceededException({ message: "The level of throughput was exceeded.", $metadata });
const conflict = (): Error =>
  new TransactionCanceledException({
    message: "Transaction cancelled.",
    $metadata,
    CancellationReasons: [{ Code: "TransactionConflict" }, { Code: "None" }],
  });

/** The ways in which an answer has been seen to be lost. */
const losses: readonly (() => Error)[] = [
  () => Object.assign(new Error("The connection timed out."), { name: "TimeoutError" }),
  () => Object.assign(new Error("socket hang up"), { code: "ECONNRESET" }),
  () =>
    Object.assign(new Error("Internal server error"), {
      name: "InternalServerError",
      $metadata: { httpStatusCode: 500 },
    }),
];

export const makeFaults = (seed: number) => {
  const draw = chance(seed);
  const counts = { calls: 0, throttled: 0, conflicts: 0, lost: 0 };
  const within = new AsyncLocalStorage<true>();
  const lose = (): never => {
    counts.lost++;
    throw losses[counts.lost % losses.length]?.() ?? throttled();
  };
  // Inside the SDK's own tries, where a real table's faults come from.
  client.middlewareStack.add(
    (next, { commandName }) =>
      async (args) => {
        if (!within.getStore()) return next(args);
        counts.calls++;
        const isRead = reads.has(commandName);
        const drawn = draw();
        if (drawn < (isRead ? share.throttledReads : share.throttled)) {
          counts.throttled++;
          throw throttled();
        }
        if (commandName === "TransactWriteItemsCommand" && drawn < share.throttled + share.conflicts) {
          counts.conflicts++;
          throw conflict();
        }
        const answer = await next(args);
        return !isRead && draw() < share.lost / 2 ? lose() : answer;
      },
    { step: "finalizeRequest", priority: "low", name: "faults", override: true },
  );
  // Outside them: what the SDK gives up on, and we must not.
  client.middlewareStack.add(
    (next, { commandName }) =>
      async (args) => {
        const answer = await next(args);
        return within.getStore() && commandName === "TransactWriteItemsCommand" && draw() < share.lost / 2
          ? lose()
          : answer;
      },
    { step: "initialize", name: "faultsOutside", override: true },
  );
  return {
    counts,
    disturbed: <Value>(act: () => Promise<Value>): Promise<Value> => within.run(true, act),
    stop: (): void => {
      client.middlewareStack.remove("faults");
      client.middlewareStack.remove("faultsOutside");
    },
  };
};
