/** Every five minutes: carries out what is left of imports that were accepted and interrupted. */
import { finishImports } from "#modules/exchange";
import { systemContext } from "#platform/context";
import { log } from "#platform/log";

export const handler = async (): Promise<{ organisers: number }> => {
  const organisers = await finishImports(systemContext("finishImports"));
  if (organisers > 0) log.info("IMPORTS_FINISHED", { count: organisers });
  return { organisers };
};
