/** Calendars of activities as a Lambda behind an HTTP API: open to all, as what they tell is published. */
import { calendarAt } from "#modules/activities";
import { keptShortly, openToAll } from "#platform/openHttp";

export const handler = openToAll(async ({ ctx, path }) => {
  const asked = /^\/calendar\/([\w/-]{1,100})\.ics$/.exec(path)?.[1];
  const calendar = asked === undefined ? undefined : await calendarAt(ctx, asked);
  return calendar === undefined
    ? {
        status: 404,
        type: "text/plain; charset=utf-8",
        body: "Denne kalenderen finnes ikke.",
        kept: "public, max-age=60",
      }
    : { status: 200, type: "text/calendar; charset=utf-8", body: calendar, kept: keptShortly };
});
