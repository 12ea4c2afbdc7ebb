/** The only door to EventBridge: events go out here, for whoever has a rule that fits them. */
import { EventBridgeClient, PutEventsCommand } from "@aws-sdk/client-eventbridge";
import { env } from "./env.ts";

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

/** Publishes each as a CloudEvents 1.0 object in the detail; the event's own id lets receivers drop doubles. Returns the ids that failed. */
export const publish = async (events: readonly Outgoing[]): Promise<string[]> => {
  const failed: string[] = [];
  for (let i = 0; i < events.length; i += putEventsLimit) {
    const batch = events.slice(i, i + putEventsLimit);
    const answer = await client.send(
      new PutEventsCommand({
        Entries: batch.map((event) => ({
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
        })),
      }),
    );
    answer.Entries?.forEach((entry, n) => {
      const event = batch[n];
      if (event && entry.ErrorCode !== undefined) failed.push(event.eventId);
    });
  }
  return failed;
};
