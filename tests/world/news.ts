/** News of organisations as the bus hands it on: each event that has been written, to each function that hears its type. */
import { handler } from "#handlers/followOrganisation";
import { functions } from "../../infra/functions.ts";
import { everythingStored } from "./mutations.ts";

/** Hands on the news of an organisation, all that there has been of it, oldest first; again, where it is asked again. */
export const handOnNewsOf = async (organisationKey: string): Promise<void> => {
  const heard: readonly string[] = functions.followOrganisation.hears;
  const news = (await everythingStored())("Event")
    .filter(({ type, subject }) => heard.includes(String(type)) && subject === `organisation:${organisationKey}`)
    .toSorted((a, b) => (String(a["eventId"]) < String(b["eventId"]) ? -1 : 1));
  if (news.length === 0) throw new Error(`Nothing is told of ${organisationKey}.`);
  for (const { data } of news) await handler({ detail: { data: typeof data === "string" ? JSON.parse(data) : data } });
};
