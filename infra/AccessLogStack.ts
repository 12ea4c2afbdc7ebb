import {
  type aws_cloudfront as cloudfront,
  aws_logs as logs,
  type aws_s3 as s3,
  Stack,
  type StackProps,
} from "aws-cdk-lib";
import type { Construct } from "constructs";
import type { Stage } from "./stage.ts";

/**
 * What is written of a request to CloudFront: enough to see what fails, how often, how slow and in which part of the site.
 * Left out is who asked (addresses, port, browser) and what for: paths hold the secrets of letters, and so does the page a
 * request came from. https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/standard-logs-reference.html
 */
const recordFields = [
  "date",
  "time",
  "x-edge-location",
  "x-edge-request-id",
  "cache-behavior-path-pattern",
  "cs-method",
  "cs-protocol",
  "cs-protocol-version",
  "ssl-protocol",
  "cs-bytes",
  "sc-status",
  "sc-bytes",
  "sc-content-type",
  "x-edge-result-type",
  "x-edge-response-result-type",
  "x-edge-detailed-result-type",
  "time-taken",
  "time-to-first-byte",
];

export interface AccessLogStackProps extends StackProps {
  readonly stage: Stage;
  readonly distribution: cloudfront.Distribution;
  /** Where the log is written, in the stage's own region. */
  readonly bucket: s3.Bucket;
}

/** What CloudFront writes of requests, and where: AWS takes that in us-east-1 alone, wherever the log itself lies. */
export class AccessLogStack extends Stack {
  constructor(scope: Construct, id: string, { stage, distribution, bucket, ...props }: AccessLogStackProps) {
    super(scope, id, props);
    const name = `samspill-${stage.name}-access`;
    const source = new logs.CfnDeliverySource(this, "Source", {
      name,
      logType: "ACCESS_LOGS",
      // An address of all regions, as a distribution is; CDK would put its own region into it.
      resourceArn: `arn:aws:cloudfront::${this.account}:distribution/${distribution.distributionId}`,
    });
    const destination = new logs.CfnDeliveryDestination(this, "Destination", {
      name,
      outputFormat: "json",
      destinationResourceArn: `arn:aws:s3:::${bucket.bucketName}`,
    });
    new logs.CfnDelivery(this, "Delivery", {
      deliverySourceName: name,
      deliveryDestinationArn: destination.attrArn,
      recordFields,
    }).addResourceDependency(source);
  }
}
