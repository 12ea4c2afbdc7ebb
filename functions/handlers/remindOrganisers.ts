/** Every morning: asks by letter whether activities that nobody has confirmed for long are still so. */
import { type Reminded, remindOrganisers } from "#modules/activities";
import { systemContext } from "#platform/context";
import { log } from "#platform/log";

export const handler = async (): Promise<Reminded> => {
  const reminded = await remindOrganisers(systemContext("remindOrganisers"));
  log.info("ORGANISERS_REMINDED", { count: reminded.letters, done: reminded.activities });
  return reminded;
};
