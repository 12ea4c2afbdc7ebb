/** The only door to DynamoDB and to its mapper (dynamodb-toolbox): the table, named reads, and changes with their conditions as data. */
import { DynamoDBClient, TransactionCanceledException } from "@aws-sdk/client-dynamodb";
import { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { unmarshall } from "@aws-sdk/util-dynamodb";
import type { Entity, FormattedItem, KeyInputItem } from "dynamodb-toolbox/entity";
import { BatchGetRequest } from "dynamodb-toolbox/entity/actions/batchGet";
import { GetItemCommand } from "dynamodb-toolbox/entity/actions/get";
import type { Condition } from "dynamodb-toolbox/entity/actions/parseCondition";
import type { PutItemInput } from "dynamodb-toolbox/entity/actions/put";
import { DeleteTransaction } from "dynamodb-toolbox/entity/actions/transactDelete";
import { PutTransaction } from "dynamodb-toolbox/entity/actions/transactPut";
import { UpdateTransaction } from "dynamodb-toolbox/entity/actions/transactUpdate";
import { execute as executeTransaction } from "dynamodb-toolbox/entity/actions/transactWrite";
import type {
  ExecuteTransactWriteInput,
  ExecuteTransactWriteOptions,
} from "dynamodb-toolbox/entity/actions/transactWrite";
import { $add, $remove, isConditionCheckFailed, UpdateItemCommand } from "dynamodb-toolbox/entity/actions/update";
import { Table } from "dynamodb-toolbox/table";
import { BatchGetCommand, execute as executeBatchGet } from "dynamodb-toolbox/table/actions/batchGet";
import { QueryCommand } from "dynamodb-toolbox/table/actions/query";
import { env } from "./env.ts";
import type { Refusal } from "./refusal.ts";
import { tableShape } from "./tableShape.ts";

export { Entity } from "dynamodb-toolbox/entity";
export type { FormattedItem } from "dynamodb-toolbox/entity";
export { any, binary, boolean, item, list as listOf, number, string } from "dynamodb-toolbox/schema";
export { jsonStringify } from "dynamodb-toolbox/transformers/jsonStringify";

/** The SDK's client, for who must count or disturb its calls (bench, fault injection). */
export const client = new DynamoDBClient({ maxAttempts: 4 });

export const table = new Table({
  documentClient: DynamoDBDocumentClient.from(client, { marshallOptions: { removeUndefinedValues: true } }),
  name: env.tableName,
  partitionKey: tableShape.partitionKey,
  sortKey: tableShape.sortKey,
  indexes: tableShape.indexes,
});

/** One write of a transaction, and the refusal that follows if its condition fails, told from the item as it was. */
export type Change = {
  readonly write: Exclude<ExecuteTransactWriteInput[number], ExecuteTransactWriteOptions>;
  readonly refusal: (asItWas: Record<string, unknown> | undefined) => Refusal;
};

/** The item by its key, read strongly consistent; undefined where there is none. */
export const get = async <E extends Entity>(entity: E, key: KeyInputItem<E>): Promise<FormattedItem<E> | undefined> => {
  const { Item } = await new GetItemCommand(entity, key as never, { consistent: true }).send();
  return Item as FormattedItem<E> | undefined;
};

/** DynamoDB's limit of keys in one BatchGetItem. */
const batchGetLimit = 100;

/**
 * The items of the keys in their order, undefined where there is none; one round trip for each hundred, all at once. Unless
 * `consistent`, at half the price, an item may be some milliseconds old.
 */
export const getMany = async <E extends Entity>(
  entity: E,
  keys: readonly KeyInputItem<E>[],
  { consistent = false }: { readonly consistent?: boolean } = {},
): Promise<(FormattedItem<E> | undefined)[]> => {
  const batches: KeyInputItem<E>[][] = [];
  for (let i = 0; i < keys.length; i += batchGetLimit) batches.push(keys.slice(i, i + batchGetLimit));
  const answers = await Promise.all(
    batches.map(async (batch) => {
      const { Responses } = await executeBatchGet(
        // Keys left unprocessed are asked for again, at most this often.
        { maxAttempts: 5 },
        new BatchGetCommand(table, [entity], batch.map((key) => new BatchGetRequest(entity, key as never)) as never, {
          consistent,
        }),
      );
      return (Responses as unknown as (FormattedItem<E> | undefined)[][])[0] ?? [];
    }),
  );
  return answers.flat();
};

export type Range = {
  readonly partition: string;
  /** Sort keys after this, or before it in reverse; the key itself left out. */
  readonly after?: string | undefined;
  readonly beginsWith?: string | undefined;
  readonly newestFirst?: boolean | undefined;
  readonly limit?: number | undefined;
  readonly index?: keyof typeof tableShape.indexes | undefined;
};

/** An item of one of several kinds, told apart by what it holds. */
type ItemOf<E extends Entity> = E extends Entity ? FormattedItem<E> : never;

/** Items of one partition, of a kind or of several, in the order of their sort keys; reads on until there are `limit`, or all. */
export const query = async <E extends Entity>(kinds: E | readonly E[], range: Range): Promise<ItemOf<E>[]> => {
  const prefix = range.beginsWith;
  const condition =
    range.after === undefined
      ? prefix === undefined
        ? undefined
        : { beginsWith: prefix }
      : prefix === undefined
        ? range.newestFirst === true
          ? { lt: range.after }
          : { gt: range.after }
        : range.newestFirst === true
          ? { between: [prefix, before(range.after)] }
          : { between: [next(range.after), `${prefix}\u{10ffff}`] };
  const found: ItemOf<E>[] = [];
  let start: Record<string, unknown> | undefined;
  do {
    const page = await new QueryCommand(
      table,
      [kinds].flat() as E[],
      {
        partition: range.partition,
        ...(range.index && { index: range.index }),
        ...(condition && { range: condition }),
      } as never,
      {
        ...(range.limit !== undefined && { limit: range.limit - found.length }),
        ...(start && { exclusiveStartKey: start }),
        reverse: range.newestFirst ?? false,
        ...(range.index === undefined && { consistent: true }),
        entityAttrFilter: false,
      } as never,
    ).send();
    found.push(...((page.Items ?? []) as unknown as ItemOf<E>[]));
    start = page.LastEvaluatedKey;
  } while (start && (range.limit === undefined || found.length < range.limit));
  return found;
};

/** The nearest string after this one. */
const next = (value: string): string => `${value}\u0000`;
/** Near enough before: all but a string that ends in the last character there is. */
const before = (value: string): string =>
  `${value.slice(0, -1)}${String.fromCodePoint((value.codePointAt(value.length - 1) ?? 1) - 1)}\u{10ffff}`;

const allOld = { returnValuesOnConditionFalse: "ALL_OLD" } as const;

/** Writes the whole item, if the condition holds on what stands there. */
export const put = <E extends Entity>(
  entity: E,
  value: PutItemInput<E>,
  condition: Condition<E> | undefined,
  refusal: Change["refusal"],
): Change => ({
  write: new PutTransaction(entity, value as never, { ...(condition && { condition, ...allOld }) }),
  refusal,
});

/** Deletes the item, if the condition holds on what stands there. */
export const remove = <E extends Entity>(
  entity: E,
  key: KeyInputItem<E>,
  condition: Condition<E> | undefined,
  refusal: Change["refusal"],
): Change => ({
  write: new DeleteTransaction(entity, key as never, { ...(condition && { condition, ...allOld }) }),
  refusal,
});

/** Adds to a number, which begins at 0 where there is no item yet, if the condition holds on what stands there. */
export const add = <E extends Entity>(
  entity: E,
  key: KeyInputItem<E>,
  attribute: string,
  n: number,
  condition: Condition<E> | undefined,
  refusal: Change["refusal"],
): Change => ({
  write: new UpdateTransaction(entity, { ...(key as object), [attribute]: $add(n) } as never, {
    ...(condition && { condition, ...allOld }),
  }),
  refusal,
});

/** Takes one attribute off an item that exists; does nothing where there is none. */
export const unset = async <E extends Entity>(entity: E, key: KeyInputItem<E>, attribute: string): Promise<void> => {
  await new UpdateItemCommand(entity, { ...(key as object), [attribute]: $remove() } as never).send();
};

/**
 * Adds to an item's numbers and sets what else is given, all at once, if the condition holds on what stands there; numbers and
 * the item itself begin where there is none. Tells the item as it became, or as it stands where the condition does not hold.
 */
export const tally = async <E extends Entity>(
  entity: E,
  key: KeyInputItem<E>,
  numbers: Readonly<Record<string, number>>,
  set: Readonly<Record<string, string | number>>,
  condition?: Condition<E>,
): Promise<{ readonly isDone: boolean; readonly item: FormattedItem<E> | undefined }> => {
  const added = Object.fromEntries(Object.entries(numbers).map(([name, n]) => [name, $add(n)]));
  try {
    const { Attributes } = await new UpdateItemCommand(entity, { ...(key as object), ...set, ...added } as never, {
      returnValues: "ALL_NEW",
      ...(condition && { condition, ...allOld }),
    }).send();
    return { isDone: true, item: Attributes as FormattedItem<E> | undefined };
  } catch (error) {
    if (!isConditionCheckFailed(error, entity)) throw error;
    return { isDone: false, item: error.FormattedItem as FormattedItem<E> | undefined };
  }
};

/** DynamoDB's limit of writes in one transaction. */
export const transactionLimit = 100;

/** All of the changes or none. Throws what the SDK throws; `reasonsOf` reads it. */
export const transact = async (changes: readonly Change[], token?: string): Promise<void> => {
  await executeTransaction(token === undefined ? {} : { clientRequestToken: token }, ...changes.map((c) => c.write));
};

/** What became of one change of a cancelled transaction: `None` where it was not its fault, and the item its condition failed on. */
export type Reason = { readonly code: string; readonly asItWas: Record<string, unknown> | undefined };

/** Why a transaction was cancelled, in the order of its changes; undefined for any other error. */
export const reasonsOf = (error: unknown): Reason[] | undefined =>
  error instanceof TransactionCanceledException
    ? error.CancellationReasons?.map(({ Code, Item }) => ({ code: Code ?? "None", asItWas: Item && unmarshall(Item) }))
    : undefined;
