/** Reads of the same kind within one request become one round trip. */
import DataLoader from "dataloader";
import type { Context } from "./context.ts";

/** A loader of a request: `read` answers in the order of the keys. */
export const loader =
  <Key, Value, CacheKey = Key>(
    name: string,
    read: (keys: readonly Key[], ctx: Context) => Promise<readonly (Value | Error)[]>,
  ) =>
  (ctx: Context): DataLoader<Key, Value, CacheKey> =>
    ctx.once(
      Symbol.for(`loader:${name}`),
      () => new DataLoader<Key, Value, CacheKey>((keys) => read(keys, ctx), { maxBatchSize: 100 }),
    );
