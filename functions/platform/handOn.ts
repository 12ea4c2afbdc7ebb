/** The only door to Lambda's own client: a job that runs out of time starts itself again where it was. */
import { InvokeCommand, LambdaClient } from "@aws-sdk/client-lambda";
import { env } from "./env.ts";

const client = new LambdaClient({ maxAttempts: 4 });

/** Starts this same function anew with the given input, and does not wait for it. */
export const handOn = async (input: Readonly<Record<string, unknown>>): Promise<void> => {
  if (env.functionName === undefined) throw new Error("Only a Lambda function can hand itself on.");
  await client.send(
    new InvokeCommand({ FunctionName: env.functionName, InvocationType: "Event", Payload: JSON.stringify(input) }),
  );
};
