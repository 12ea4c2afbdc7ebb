/** The only door to EventBridge: events go out here, for whoever has a rule that fits them. */
import { EventBridgeClient, PutEventsCommand, type PutEventsRequestEntry } from "@aws-sdk/client-eventbridge";
import { env } from "./env.ts";
import { log } from "./log.ts";

const client = new EventBridgeClient({ maxAttempts: 4 });

/** EventBridge's limit of entries in one call. */
const putEventsLimit = 10;

type Outgoing = {
  readonly eventId: string;
  readonly type: string;
  readonly subject: string;
  readonly data: unknown;
  readonly at: string;
};

const entryOf = (event: Outgoing): PutEventsRequestEntry => ({
  EventBusName: env.eventBusName,
  Source: "samspill",
  DetailType: event.type,
  Time: new Date(event.at),
  Detail: JSON.stringify({
    specversion: "1.0",
    id: event.eventId,
    source: "samspill",
    type: event.type,
    subject: event.subject,
    time: event.at,
    datacontenttype: "application/json",
    data: event.data,
  }),
});

/** Publishes each as a CloudEvents 1.0 object in the detail; the event's own id lets receivers drop doubles. Returns the ids that failed. */
export const publish = async (events: readonly Outgoing[]): Promise<string[]> => {
  const failed: string[] = [];
  for (let i = 0; i < events.length; i += putEventsLimit) {
    const batch = events.slice(i, i + putEventsLimit);
    try {
      const { Entries: taken = [] } = await client.send(new PutEventsCommand({ Entries: batch.map(entryOf) }));
      failed.push(...batch.filter((_, n) => taken[n]?.EventId === undefined).map(({ eventId }) => eventId));
    } catch (error) {
      // Those of earlier batches are out, and must be marked so.
      log.fault(error);
      failed.push(...batch.map(({ eventId }) => eventId));
    }
  }
  return failed;
};
