/** Pages for all as a Lambda behind an HTTP API: what goes on, where and when, for who has just come and signs in nowhere. */
import { pageAt } from "#modules/noticeboard";
import { openToAll } from "#platform/openHttp";

export const handler = openToAll(pageAt);
