import {
  aws_certificatemanager as certificates,
  aws_cloudfront as cloudfront,
  aws_cloudfront_origins as origins,
  aws_s3 as s3,
  CfnOutput,
  Duration,
  RemovalPolicy,
  Stack,
  Validations,
  type StackProps,
} from "aws-cdk-lib";
import type { Construct } from "constructs";
import type { ApiStack } from "./ApiStack.ts";
import type { Identity } from "./IdentityStack.ts";
import { contentSecurityPolicy, dataSecurityPolicy, permissionsPolicy } from "./securityHeaders.ts";
import type { Stage } from "./stage.ts";

export interface ConsoleStackProps extends StackProps {
  readonly stage: Stage;
  readonly api: ApiStack;
  readonly identity: Identity | undefined;
  readonly firewallArn: string;
}

/** The one address people know: the console, and the API at `/graphql`, behind CloudFront and its firewall. */
export class ConsoleStack extends Stack {
  constructor(scope: Construct, id: string, { stage, api, identity, firewallArn, ...props }: ConsoleStackProps) {
    super(scope, id, props);
    const files = this.bucket("Files", stage, s3.ObjectOwnership.BUCKET_OWNER_ENFORCED);
    // CloudFront writes its log by an access list, which the bucket must then allow.
    const accessLogs = this.bucket("AccessLogs", stage, s3.ObjectOwnership.BUCKET_OWNER_PREFERRED, [
      { expiration: Duration.days(stage.logDays) },
    ]);

    const console: cloudfront.BehaviorOptions = {
      origin: origins.S3BucketOrigin.withOriginAccessControl(files),
      viewerProtocolPolicy: cloudfront.ViewerProtocolPolicy.REDIRECT_TO_HTTPS,
      responseHeadersPolicy: this.headers("ConsoleHeaders", contentSecurityPolicy(identity?.origins)),
      functionAssociations: [
        { eventType: cloudfront.FunctionEventType.VIEWER_REQUEST, function: this.pages(stage, identity) },
      ],
    };
    const graphql: cloudfront.BehaviorOptions = {
      origin: new origins.HttpOrigin(api.host, {
        originSslProtocols: [cloudfront.OriginSslPolicy.TLS_V1_2],
        customHeaders: { "x-origin-verify": api.originSecret.secretValue.unsafeUnwrap() },
      }),
      viewerProtocolPolicy: cloudfront.ViewerProtocolPolicy.HTTPS_ONLY,
      allowedMethods: cloudfront.AllowedMethods.ALLOW_ALL,
      cachePolicy: cloudfront.CachePolicy.CACHING_DISABLED,
      originRequestPolicy: cloudfront.OriginRequestPolicy.ALL_VIEWER_EXCEPT_HOST_HEADER,
      responseHeadersPolicy: this.headers("ApiHeaders", dataSecurityPolicy),
    };
    const distribution = new cloudfront.Distribution(this, "Distribution", {
      comment: `samspill-${stage.name}`,
      defaultBehavior: console,
      additionalBehaviors: { "/graphql": graphql },
      defaultRootObject: "index.html",
      webAclId: firewallArn,
      minimumProtocolVersion: cloudfront.SecurityPolicyProtocol.TLS_V1_2_2021,
      httpVersion: cloudfront.HttpVersion.HTTP2_AND_3,
      // Europe and North America: nobody uses the system from elsewhere often enough to pay for.
      priceClass: cloudfront.PriceClass.PRICE_CLASS_100,
      logBucket: accessLogs,
      logFilePrefix: "cloudfront/",
      ...(stage.domain && {
        domainNames: [stage.domain.name],
        certificate: certificates.Certificate.fromCertificateArn(this, "Certificate", stage.domain.certificateArn),
      }),
    });
    const acknowledged = Validations.of(distribution);
    acknowledged.acknowledge({
      id: "AwsSolutions-CFR1",
      reason: "Newcomers and partners may ask from anywhere; the firewall stops addresses of ill repute.",
    });
    if (!stage.domain) {
      acknowledged.acknowledge({
        id: "AwsSolutions-CFR4",
        reason: "Without a domain of its own a stage has CloudFront's certificate, whose oldest TLS cannot be chosen.",
      });
    }
    new CfnOutput(this, "Address", { value: `https://${stage.domain?.name ?? distribution.distributionDomainName}` });
    new CfnOutput(this, "ConsoleBucket", { value: files.bucketName });
    new CfnOutput(this, "DistributionId", { value: distribution.distributionId });
  }

  private bucket(
    id: string,
    stage: Stage,
    objectOwnership: s3.ObjectOwnership,
    lifecycleRules: s3.LifecycleRule[] = [],
  ): s3.IBucket {
    const bucket = new s3.Bucket(this, id, {
      blockPublicAccess: s3.BlockPublicAccess.BLOCK_ALL,
      enforceSSL: true,
      encryption: s3.BucketEncryption.S3_MANAGED,
      objectOwnership,
      lifecycleRules,
      removalPolicy: stage.keepsData ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
    });
    Validations.of(bucket).acknowledge({
      id: "AwsSolutions-S1",
      reason: "Only CloudFront reads here, and CloudFront keeps the access log.",
    });
    // CDK writes its optional properties otherwise than our compiler asks, so the class does not fit its own interface.
    return bucket as s3.IBucket;
  }

  private headers(id: string, policy: string): cloudfront.ResponseHeadersPolicy {
    return new cloudfront.ResponseHeadersPolicy(this, id, {
      securityHeadersBehavior: {
        contentSecurityPolicy: { contentSecurityPolicy: policy, override: true },
        contentTypeOptions: { override: true },
        frameOptions: { frameOption: cloudfront.HeadersFrameOption.DENY, override: true },
        referrerPolicy: { referrerPolicy: cloudfront.HeadersReferrerPolicy.SAME_ORIGIN, override: true },
        // Two years, as browsers ask of those who mean it.
        strictTransportSecurity: { accessControlMaxAge: Duration.days(730), includeSubdomains: true, override: true },
      },
      customHeadersBehavior: {
        customHeaders: [
          { header: "permissions-policy", value: permissionsPolicy, override: true },
          { header: "cross-origin-opener-policy", value: "same-origin", override: true },
        ],
      },
    });
  }

  /**
   * A page's address is the console's own affair: every path without an ending is answered with its index. By a function on
   * the console alone, as CloudFront's error pages would turn the API's refusals into pages too. The console's settings are
   * answered here as well, so that they are always those of what is deployed.
   */
  private pages(stage: Stage, identity: Identity | undefined): cloudfront.Function {
    const settings = {
      stage: stage.name,
      ...(identity && { authority: identity.issuer, clientId: identity.clientId }),
    };
    return new cloudfront.Function(this, "Pages", {
      runtime: cloudfront.FunctionRuntime.JS_2_0,
      code: cloudfront.FunctionCode.fromInline(`
function handler(event) {
  var request = event.request;
  if (request.uri === "/config.json") return {
    statusCode: 200,
    headers: { "content-type": { value: "application/json" }, "cache-control": { value: "no-cache" } },
    body: '${this.toJsonString(settings)}'
  };
  if (!/\\.[a-z0-9]+$/i.test(request.uri)) request.uri = "/index.html";
  return request;
}`),
    });
  }
}
