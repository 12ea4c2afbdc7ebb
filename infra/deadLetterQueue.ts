import { aws_sqs as sqs, Duration, Validations } from "aws-cdk-lib";
import type { Construct } from "constructs";

/** A queue for what could not be done, until a person has looked. */
export const deadLetterQueue = (scope: Construct, id: string): sqs.Queue => {
  const queue = new sqs.Queue(scope, id, {
    // The longest SQS offers: a holiday fits.
    retentionPeriod: Duration.days(14),
    encryption: sqs.QueueEncryption.SQS_MANAGED,
    enforceSSL: true,
  });
  Validations.of(queue).acknowledge({ id: "AwsSolutions-SQS3", reason: "It is itself the queue for dead letters." });
  return queue;
};
