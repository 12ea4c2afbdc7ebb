/** Every night: folds the catalogues' logs into their chunks, so that the API's new instances start fast. */
import { packActivities } from "#modules/activities";
import { packCatalogue } from "#modules/organisations";
import { packVenues } from "#modules/venues";
import { newId } from "#platform/identifiers";
import { log } from "#platform/log";

export const handler = async (): Promise<{ organisations: number; activities: number; venues: number }> => {
  const now = new Date();
  const organisations = await packCatalogue(now, newId(now));
  const activities = await packActivities(now, newId(now));
  const venues = await packVenues(now, newId(now));
  log.info("CATALOGUE_PACKED", { count: organisations + activities + venues });
  return { organisations, activities, venues };
};
