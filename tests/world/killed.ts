/** Functions that are killed while they write. */
import { client } from "#platform/table";

const name = "stopping";

/** The n-th transaction from now on does not happen, or happens and its answer is lost, and no other does: the function was killed. */
export const stopAt = (n: number, isDone: boolean): void => {
  let seen = 0;
  client.middlewareStack.add(
    (next, { commandName }) =>
      async (args) => {
        if (commandName !== "TransactWriteItemsCommand" || ++seen < n) return next(args);
        if (seen === n && isDone) await next(args);
        throw new Error("The function was killed.");
      },
    { step: "initialize", name },
  );
};

/** Another function takes over, which nobody kills. */
export const begunAnew = (): void => {
  client.middlewareStack.remove(name);
};
