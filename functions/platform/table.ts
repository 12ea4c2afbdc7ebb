/** The only door to DynamoDB and to its mapper (dynamodb-toolbox): the table, named reads, and changes with their conditions as data. */
import {
  type AttributeValue,
  BatchGetItemCommand,
  ConditionalCheckFailedException,
  DeleteItemCommand,
  DynamoDBClient,
  GetItemCommand,
  QueryCommand,
  TransactionCanceledException,
} from "@aws-sdk/client-dynamodb";
import { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { convertToNative, unmarshall } from "@aws-sdk/util-dynamodb";
import { isServerError, isThrottlingError, isTransientError } from "@smithy/core/retry";
import type { Entity, FormattedItem, KeyInputItem } from "dynamodb-toolbox/entity";
import type { Condition } from "dynamodb-toolbox/entity/actions/parseCondition";
import type { PutItemInput } from "dynamodb-toolbox/entity/actions/put";
import { ConditionCheck } from "dynamodb-toolbox/entity/actions/transactCheck";
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
import { env } from "./env.ts";
import { Refusal } from "./refusal.ts";
import { tableShape } from "./tableShape.ts";

export { Entity } from "dynamodb-toolbox/entity";
export type { FormattedItem } from "dynamodb-toolbox/entity";
export { any, binary, item, list as listOf, number, string } from "dynamodb-toolbox/schema";
export { jsonStringify } from "dynamodb-toolbox/transformers/jsonStringify";

/** The SDK's client, for who must count or disturb its calls (bench, fault injection). */
export const client = new DynamoDBClient({ maxAttempts: 4 });

const busy = (): Refusal =>
  new Refusal("TooMany", "BUSY", "There is too much to do here just now: try again in a moment.");

// What stays throttled beyond the SDK's own tries is not what was asked that is wrong. Transactions are tried again by `commit`.
client.middlewareStack.add(
  (next, { commandName }) =>
    async (args) => {
      try {
        return await next(args);
      } catch (error) {
        throw commandName !== "TransactWriteItemsCommand" && isPassing(error) ? busy() : error;
      }
    },
  { step: "initialize", name: "busy" },
);

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

/** An item as DynamoDB writes it. */
type Saved = Record<string, AttributeValue>;

/** An item of one of several kinds, told apart by what it holds. */
type ItemOf<E extends Entity> = E extends Entity ? FormattedItem<E> : never;

/** What the mapper's schema says of an attribute, as far as reading asks. */
type Attribute = {
  readonly props: {
    readonly savedAs?: string;
    readonly hidden?: boolean;
    readonly transform?: { readonly decode: (encoded: unknown) => unknown };
  };
};
type Column = { readonly name: string; readonly savedAs: string; readonly decode: (saved: unknown) => unknown };

const columnsByKind = new WeakMap<Entity, readonly Column[]>();

const columnsOf = (kind: Entity): readonly Column[] => {
  const known = columnsByKind.get(kind);
  if (known) return known;
  const columns = Object.entries(kind.schema.attributes as Record<string, Attribute>).flatMap(([name, { props }]) => {
    const { savedAs = name, hidden = false, transform } = props;
    return hidden ? [] : [{ name, savedAs, decode: (saved: unknown) => (transform ? transform.decode(saved) : saved) }];
  });
  columnsByKind.set(kind, columns);
  return columns;
};

/**
 * An item as its kind declares it. The mapper's own reader does the same by generators within generators, and asks again
 * whether what a declared write has written is as declared: that is half the processor time of a list of fifty.
 */
const itemOf = <E extends Entity>(kinds: readonly E[], saved: Saved): ItemOf<E> => {
  const name = saved[table.entityAttributeSavedAs]?.S;
  const kind = kinds.length === 1 ? kinds[0] : kinds.find(({ entityName }) => entityName === name);
  if (!kind) throw new Error(`An item of the kind ${name} stands where none is expected.`);
  const read: Record<string, unknown> = {};
  for (const { name: attribute, savedAs, decode } of columnsOf(kind)) {
    const value = saved[savedAs];
    if (value !== undefined) read[attribute] = decode(convertToNative(value));
  }
  return read as ItemOf<E>;
};

/** The key under which an item is kept. */
const keyOf = <E extends Entity>(entity: E, key: KeyInputItem<E>): Saved => {
  const { pk, sk } = (entity.computeKey as (input: KeyInputItem<E>) => { readonly pk: string; readonly sk: string })(
    key,
  );
  return { pk: { S: pk }, sk: { S: sk } };
};
const textOfKey = ({ pk, sk }: Saved): string => `${pk?.S}\n${sk?.S}`;

/** The item by its key, read strongly consistent; undefined where there is none. */
export const get = async <E extends Entity>(entity: E, key: KeyInputItem<E>): Promise<FormattedItem<E> | undefined> => {
  const { Item } = await client.send(
    new GetItemCommand({ TableName: env.tableName, Key: keyOf(entity, key), ConsistentRead: true }),
  );
  return Item && itemOf([entity], Item);
};

/** DynamoDB's limit of keys in one BatchGetItem. */
const batchGetLimit = 100;
/** Keys that a busy table leaves aside are asked for again, at most this often. */
const batchGetTries = 5;

/**
 * The items of the keys in their order, undefined where there is none; one round trip for each hundred, all at once. Unless
 * `consistent`, at half the price, an item may be some milliseconds old.
 */
export const getMany = async <E extends Entity>(
  entity: E,
  keys: readonly KeyInputItem<E>[],
  { consistent = false }: { readonly consistent?: boolean } = {},
): Promise<(FormattedItem<E> | undefined)[]> => {
  const wanted = keys.map((key) => keyOf(entity, key));
  const found = new Map<string, FormattedItem<E>>();
  const read = async (batch: Saved[]): Promise<void> => {
    let left = batch;
    for (let tries = 1; left.length > 0; tries++) {
      if (tries > batchGetTries) throw busy();
      const { Responses, UnprocessedKeys } = await client.send(
        new BatchGetItemCommand({ RequestItems: { [env.tableName]: { Keys: left, ConsistentRead: consistent } } }),
      );
      for (const saved of Responses?.[env.tableName] ?? []) found.set(textOfKey(saved), itemOf([entity], saved));
      left = UnprocessedKeys?.[env.tableName]?.Keys ?? [];
    }
  };
  const batches = Array.from({ length: Math.ceil(wanted.length / batchGetLimit) }, (_, n) =>
    wanted.slice(n * batchGetLimit, (n + 1) * batchGetLimit),
  );
  await Promise.all(batches.map(read));
  return wanted.map((key) => found.get(textOfKey(key)));
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

/** Items of one partition, of a kind or of several, in the order of their sort keys; reads on until there are `limit`, or all. */
export const query = async <E extends Entity>(kinds: E | readonly E[], range: Range): Promise<ItemOf<E>[]> => {
  const expected = [kinds].flat() as E[];
  const { partitionKey, sortKey } = range.index === undefined ? tableShape : tableShape.indexes[range.index];
  const [condition, ...bounds] = rangeOf(sortKey.name, range);
  const found: ItemOf<E>[] = [];
  let start: Saved | undefined;
  do {
    const page = await client.send(
      new QueryCommand({
        TableName: env.tableName,
        ...(range.index === undefined ? { ConsistentRead: true } : { IndexName: range.index }),
        KeyConditionExpression: [`${partitionKey.name} = :partition`, condition].filter(Boolean).join(" AND "),
        ExpressionAttributeValues: {
          ":partition": { S: range.partition },
          ...Object.fromEntries(bounds.map((bound, n) => [`:${n}`, { S: bound }])),
        },
        ScanIndexForward: range.newestFirst !== true,
        Limit: range.limit === undefined ? undefined : range.limit - found.length,
        ExclusiveStartKey: start,
      }),
    );
    for (const saved of page.Items ?? []) found.push(itemOf(expected, saved));
    start = page.LastEvaluatedKey;
  } while (start && (range.limit === undefined || found.length < range.limit));
  return found;
};
/** A range's condition on the sort key, and the values that `:0` and `:1` stand for in it. */
const rangeOf = (sk: string, { after, beginsWith: prefix, newestFirst }: Range): [string, ...string[]] => {
  if (after === undefined) return prefix === undefined ? [""] : [`begins_with(${sk}, :0)`, prefix];
  if (prefix === undefined) return [`${sk} ${newestFirst === true ? "<" : ">"} :0`, after];
  const [from, to] = newestFirst === true ? [prefix, before(after)] : [next(after), `${prefix}\u{10ffff}`];
  return [`${sk} BETWEEN :0 AND :1`, from, to];
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

/** Writes nothing, and lets the transaction be only if the condition holds on what stands there. */
export const check = <E extends Entity>(
  entity: E,
  key: KeyInputItem<E>,
  condition: Condition<E>,
  refusal: Change["refusal"],
): Change => ({
  write: new ConditionCheck(entity, key as never, condition, allOld),
  refusal,
});

/** An item whose time runs out, by its key alone. */
export type Expiring = { readonly pk: string; readonly sk: string; readonly expiresAt: number };

/** How items of a kind that run out within a time are asked for, both ends in seconds since 1970 and included. */
const expiringBetween = (kind: string, from: number, until: number) => ({
  TableName: env.tableName,
  IndexName: "expiring" satisfies keyof typeof tableShape.indexes,
  KeyConditionExpression: "#kind = :kind AND #end BETWEEN :from AND :until",
  ExpressionAttributeNames: {
    "#kind": tableShape.indexes.expiring.partitionKey.name,
    "#end": tableShape.indexes.expiring.sortKey.name,
  },
  ExpressionAttributeValues: { ":kind": { S: kind }, ":from": { N: String(from) }, ":until": { N: String(until) } },
});

/** Items of a kind that run out within a time, both ends in seconds since 1970 and included, the first to run out first. */
export const expiringFrom = async (kind: string, from: number, until: number): Promise<Expiring[]> => {
  const found: Expiring[] = [];
  let start: Saved | undefined;
  do {
    const page = await client.send(
      new QueryCommand({ ...expiringBetween(kind, from, until), ...(start && { ExclusiveStartKey: start }) }),
    );
    for (const { pk, sk, expiresAt } of page.Items ?? [])
      found.push({ pk: pk?.S ?? "", sk: sk?.S ?? "", expiresAt: Number(expiresAt?.N) });
    start = page.LastEvaluatedKey;
  } while (start);
  return found;
};

/** Items of a kind that have run out by an instant and stand all the same. */
export const expiredBy = (kind: string, until: number): Promise<Expiring[]> => expiringFrom(kind, 0, until);

/** How many items of a kind run out within a time. */
export const countExpiring = async (kind: string, from: number, until: number): Promise<number> => {
  let count = 0;
  let start: Saved | undefined;
  do {
    const page = await client.send(
      new QueryCommand({
        ...expiringBetween(kind, from, until),
        Select: "COUNT",
        ...(start && { ExclusiveStartKey: start }),
      }),
    );
    count += page.Count ?? 0;
    start = page.LastEvaluatedKey;
  } while (start);
  return count;
};

/** Takes away an item that had run out by an instant; false where it has been given longer, or is gone. */
export const removeExpired = async ({ pk, sk }: Expiring, until: number): Promise<boolean> => {
  try {
    await client.send(
      new DeleteItemCommand({
        TableName: env.tableName,
        Key: { pk: { S: pk }, sk: { S: sk } },
        ConditionExpression: "#end <= :until",
        ExpressionAttributeNames: { "#end": tableShape.expiryAttribute },
        ExpressionAttributeValues: { ":until": { N: String(until) } },
      }),
    );
    return true;
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return false;
    throw error;
  }
};

/** Adds to a number, which begins at 0 where there is no item yet, sets what else is given, and takes off what is named, if the condition holds on what stands there. */
export const add = <E extends Entity>(
  entity: E,
  key: KeyInputItem<E>,
  attribute: string,
  n: number,
  condition: Condition<E> | undefined,
  refusal: Change["refusal"],
  set: Readonly<Record<string, string | number>> = {},
  off: readonly string[] = [],
): Change => ({
  write: new UpdateTransaction(
    entity,
    {
      ...(key as object),
      ...set,
      ...Object.fromEntries(off.map((name) => [name, $remove()])),
      [attribute]: $add(n),
    } as never,
    { ...(condition && { condition, ...allOld }) },
  ),
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

/** An error as the SDK's rules look at it. */
const isThrown = (error: unknown): error is Parameters<typeof isTransientError>[0] => error instanceof Error;

const passing = new Set(["None", "TransactionConflict", "ThrottlingError", "ProvisionedThroughputExceeded"]);

/**
 * Whether it is not what was asked that is wrong: another's transaction was in the way, the table had too much to do, or only
 * the answer was lost. The same, with the same token, may then be asked again. What the SDK itself has tried again is told by
 * the SDK's own rules: server errors, timeouts and lines that were cut among them.
 */
export const isPassing = (error: unknown): boolean =>
  reasonsOf(error)?.every(({ code }) => passing.has(code)) ??
  (isThrown(error) && (isThrottlingError(error) || isTransientError(error) || isServerError(error)));
