/** Runs one bundled Lambda function in a thread of its own, as an instance of it would run in the cloud. */
import { randomUUID } from "node:crypto";
import { parentPort, workerData } from "node:worker_threads";
import type { Call, FunctionSettings } from "./lambda.ts";

const { name, bundle, memoryMb, timeoutSeconds } = workerData as FunctionSettings;
const { handler } = (await import(bundle)) as { handler: (event: unknown, context: object) => Promise<unknown> };

parentPort?.on("message", ({ id, event }: Call) => {
  const awsRequestId = randomUUID();
  const endsAt = Date.now() + timeoutSeconds * 1000;
  const context = {
    awsRequestId,
    functionName: name,
    functionVersion: "$LATEST",
    invokedFunctionArn: `arn:aws:lambda:eu-north-1:000000000000:function:${name}`,
    memoryLimitInMB: String(memoryMb),
    logGroupName: `/aws/lambda/${name}`,
    logStreamName: "local",
    callbackWaitsForEmptyEventLoop: false,
    getRemainingTimeInMillis: () => Math.max(0, endsAt - Date.now()),
  };
  Promise.resolve(handler(event, context)).then(
    // Lambda carries answers as JSON, so here too what is not JSON is lost.
    (answer) => parentPort?.postMessage({ id, answer: answer === undefined ? undefined : JSON.stringify(answer) }),
    (error: unknown) =>
      parentPort?.postMessage({
        id,
        failure: error instanceof Error ? `${error.name}: ${error.message}` : String(error),
      }),
  );
});
parentPort?.postMessage({ ready: true });
