/** Every five minutes: publishes the events that the stream has not got out. */
import { publishEvents, unsentEventIds } from "#platform/events";

/** The stream has had this long to publish an event by itself. */
const patienceMs = 60_000;
/** As many as one run can publish in its minute. */
const mostAtATime = 500;

export const handler = async (): Promise<{ published: number; failed: number }> => {
  const ids = await unsentEventIds(new Date(Date.now() - patienceMs), mostAtATime);
  const failed = await publishEvents(ids);
  return { published: ids.length - failed.length, failed: failed.length };
};
