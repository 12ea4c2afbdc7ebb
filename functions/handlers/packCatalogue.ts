/** Every night: folds the catalogue's log into its chunks, so that the API's new instances start fast. */
import { packCatalogue } from "#modules/organisations";
import { newId } from "#platform/identifiers";
import { log } from "#platform/log";

export const handler = async (): Promise<{ organisations: number }> => {
  const now = new Date();
  const organisations = await packCatalogue(now, newId(now));
  log.info("CATALOGUE_PACKED", { count: organisations });
  return { organisations };
};
