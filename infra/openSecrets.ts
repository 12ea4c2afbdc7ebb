import { GetSecretValueCommand, SecretsManagerClient } from "@aws-sdk/client-secrets-manager";

/**
 * Puts a function's secrets into its environment before its own code is loaded, so that they stand in no configuration
 * anybody can list. `where` is JSON, from each setting's name to the addresses of its secrets; a setting with several gets
 * them all, by commas. A secret that cannot be had stops the start.
 */
export const openSecrets = async (where: string): Promise<void> => {
  const client = new SecretsManagerClient({});
  const open = async (arn: string): Promise<string> => {
    const { SecretString } = await client.send(new GetSecretValueCommand({ SecretId: arn }));
    if (!SecretString) throw new Error(`The secret ${arn} is empty.`);
    return SecretString;
  };
  const settings = Object.entries(JSON.parse(where) as Record<string, string[]>);
  await Promise.all(
    settings.map(async ([name, arns]) => {
      process.env[name] = (await Promise.all(arns.map(open))).join(",");
    }),
  );
};
