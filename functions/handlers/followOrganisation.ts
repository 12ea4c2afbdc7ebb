/** Hears that something has become of an organisation: its people, and what it arranges and lends, follow. */
import * as z from "zod";
import { followOrganiser } from "#modules/activities";
import { fateOf, organisationId } from "#modules/organisations";
import { followBody } from "#modules/people";
import { followLender } from "#modules/venues";
import { systemContext } from "#platform/context";
import { log } from "#platform/log";

/** Our event as EventBridge hands it on. */
const heard = z.object({ detail: z.object({ data: z.object({ key: z.string() }) }) });

/** What has become of it is asked anew: events come late, twice, and in any order. */
export const handler = async (event: unknown): Promise<{ followed: number }> => {
  const { key } = heard.parse(event).detail.data;
  const ctx = systemContext("followOrganisation");
  const fate = await fateOf(key);
  let followed = 0;
  for (const follow of [followBody, followOrganiser, followLender]) followed += await follow(ctx, fate);
  // What was joined to one that is gone by now shares its fate.
  if (fate.joinedTo !== undefined)
    for (const follow of [followOrganiser, followLender]) await follow(ctx, await fateOf(fate.joinedTo));
  if (followed > 0) log.info("ORGANISATION_FOLLOWED", { subject: organisationId(key), count: followed });
  return { followed };
};
