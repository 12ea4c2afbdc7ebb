/** Events: what happened, in the past tense, kept in the transaction that made it happen and published afterwards, at least once. */
import { publish } from "./bus.ts";
import { log } from "./log.ts";
import {
  Entity,
  type Change,
  type FormattedItem,
  any,
  getMany,
  item,
  jsonStringify,
  number,
  put,
  query,
  string,
  table,
  unset,
} from "./table.ts";
import { Refusal } from "./refusal.ts";
import { endOf, type Retention } from "./retention.ts";

export type Event = {
  /** Such as `organisation.bankrupt`. */
  readonly type: string;
  /** What it is about: an object's id, or the run of a job. */
  readonly subject: string;
  /** The whole fact, so that nobody need ask back: ids, codes and names of fields; never what a person wrote. */
  readonly data: Readonly<Record<string, unknown>>;
};

/** Published events are kept this long, for those who ask what was sent. */
export const eventsKept: Retention = { kind: "Event", days: 30, isPersonal: false };
/** The index of unsent events is spread over this many keys, so that a burst does not fall on one partition. */
const shards = 4;

const outbox = new Entity({
  name: "Event",
  table,
  timestamps: false,
  schema: item({
    eventId: string().key().savedAs("sk"),
    type: string(),
    subject: string(),
    data: any().transform(jsonStringify()),
    at: string(),
    requestId: string(),
    unsentShard: string().optional(),
    expiresAt: number(),
  }),
  computeKey: ({ eventId }: { eventId: string }) => ({ pk: `OUTBOX#${eventId}`, sk: eventId }),
});

/** The change that puts an event in the outbox. */
export const putEvent = (event: Event, eventId: string, requestId: string, at: Date, n: number): Change =>
  put(
    outbox,
    {
      eventId,
      type: event.type,
      subject: event.subject,
      data: event.data,
      at: at.toISOString(),
      requestId,
      unsentShard: `UNSENT#${n % shards}`,
      expiresAt: endOf(eventsKept, at),
    },
    { attr: "eventId", exists: false },
    () => new Refusal("Conflict", "EVENT_EXISTS", "That event has been written already."),
  );

export type StoredEvent = FormattedItem<typeof outbox>;

/**
 * Publishes events by their ids and marks them as sent. An event marked already is left alone, so that a second try does
 * nothing. Returns the ids that could not be published.
 */
export const publishEvents = async (eventIds: readonly string[]): Promise<string[]> => {
  const waiting = (
    await getMany(
      outbox,
      eventIds.map((eventId) => ({ eventId })),
      // An event is asked for as soon as the stream tells of it.
      { consistent: true },
    )
  ).filter((event) => event?.unsentShard !== undefined) as StoredEvent[];
  const failed = new Set(await publish(waiting));
  await Promise.all(
    waiting
      .filter((event) => !failed.has(event.eventId))
      .map(async (event) => {
        await unset(outbox, { eventId: event.eventId }, "unsentShard");
        log.info("EVENT_PUBLISHED", { eventId: event.eventId, eventType: event.type });
      }),
  );
  for (const eventId of failed) log.error("EVENT_NOT_PUBLISHED", { eventId });
  return [...failed];
};

/** Ids of events written before an instant and not published yet, oldest first. */
export const unsentEventIds = async (writtenBefore: Date, limit: number): Promise<string[]> => {
  const parts = await Promise.all(
    Array.from({ length: shards }, (_, n) => query(outbox, { index: "unsentEvents", partition: `UNSENT#${n}`, limit })),
  );
  return parts
    .flat()
    .filter((event) => event.at < writtenBefore.toISOString())
    .toSorted((a, b) => (a.eventId < b.eventId ? -1 : 1))
    .slice(0, limit)
    .map((event) => event.eventId);
};
