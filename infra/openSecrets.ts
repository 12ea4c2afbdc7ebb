import { GetSecretValueCommand, SecretsManagerClient } from "@aws-sdk/client-secrets-manager";

/**
 * Puts a function's secrets into its environment before its own code is loaded, so that they stand in no configuration
 * anybody can list. `SAMSPILL_SECRETS` says where: `NAME=arn` by commas. One call per secret and instance; a secret that
 * cannot be had stops the start.
 */
export const openSecrets = async (where: string): Promise<void> => {
  const client = new SecretsManagerClient({});
  const open = async (pair: string): Promise<void> => {
    const [name = "", arn = ""] = pair.split("=");
    const { SecretString } = await client.send(new GetSecretValueCommand({ SecretId: arn }));
    if (!SecretString) throw new Error(`The secret for ${name} is empty.`);
    process.env[name] = SecretString;
  };
  await Promise.all(where.split(",").map(open));
};
