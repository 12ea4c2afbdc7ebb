import {
  aws_certificatemanager as certificates,
  aws_cloudfront as cloudfront,
  aws_cloudfront_origins as origins,
  aws_iam as iam,
  aws_logs as logs,
  aws_s3 as s3,
  aws_s3_assets as assets,
  aws_s3_deployment as deployment,
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
import { contentSecurityPolicy, dataSecurityPolicy, pageSecurityPolicy, permissionsPolicy } from "./securityHeaders.ts";
import type { Stage } from "./stage.ts";

export interface ConsoleStackProps extends StackProps {
  readonly stage: Stage;
  readonly api: ApiStack;
  readonly identity: Identity;
  readonly firewallArn: string;
  /** Where the console was built. */
  readonly consoleDir: string;
}

/** The one address people know: the console, the API at `/graphql`, calendars and pages for all, behind CloudFront and its firewall. */
export class ConsoleStack extends Stack {
  readonly distribution: cloudfront.Distribution;
  readonly accessLogs: s3.Bucket;

  constructor(scope: Construct, id: string, props: ConsoleStackProps) {
    super(scope, id, props);
    const { stage, api, identity, firewallArn, consoleDir } = props;
    // CDK writes optional properties otherwise than our compiler asks: its bucket has to be told that it is one.
    const files = this.bucket("Files", stage);
    this.accessLogs = this.bucket("AccessLogs", stage, [{ expiration: Duration.days(stage.logDays) }]);
    this.accessLogs.addToResourcePolicy(
      new iam.PolicyStatement({
        principals: [new iam.ServicePrincipal("delivery.logs.amazonaws.com")],
        actions: ["s3:PutObject"],
        resources: [this.accessLogs.arnForObjects("AWSLogs/*")],
        conditions: {
          StringEquals: { "s3:x-amz-acl": "bucket-owner-full-control", "aws:SourceAccount": this.account },
          ArnLike: { "aws:SourceArn": `arn:aws:logs:us-east-1:${this.account}:delivery-source:*` },
        },
      }),
    );

    const console: cloudfront.BehaviorOptions = {
      origin: origins.S3BucketOrigin.withOriginAccessControl(files as s3.IBucket),
      viewerProtocolPolicy: cloudfront.ViewerProtocolPolicy.REDIRECT_TO_HTTPS,
      responseHeadersPolicy: this.headers("ConsoleHeaders", contentSecurityPolicy(identity.origins)),
      functionAssociations: [
        { eventType: cloudfront.FunctionEventType.VIEWER_REQUEST, function: this.pages(stage, identity) },
      ],
    };
    const functions = new origins.HttpOrigin(api.host, {
      originSslProtocols: [cloudfront.OriginSslPolicy.TLS_V1_2],
      customHeaders: { "x-origin-verify": api.originSecret.secretValue.unsafeUnwrap() },
    });
    const dataHeaders = this.headers("ApiHeaders", dataSecurityPolicy);
    const graphql: cloudfront.BehaviorOptions = {
      origin: functions,
      viewerProtocolPolicy: cloudfront.ViewerProtocolPolicy.HTTPS_ONLY,
      allowedMethods: cloudfront.AllowedMethods.ALLOW_ALL,
      cachePolicy: cloudfront.CachePolicy.CACHING_DISABLED,
      originRequestPolicy: cloudfront.OriginRequestPolicy.ALL_VIEWER_EXCEPT_HOST_HEADER,
      responseHeadersPolicy: dataHeaders,
    };
    const calendar: cloudfront.BehaviorOptions = {
      origin: functions,
      viewerProtocolPolicy: cloudfront.ViewerProtocolPolicy.REDIRECT_TO_HTTPS,
      // One answer for all who ask, kept for as long as it says.
      cachePolicy: new cloudfront.CachePolicy(this, "CalendarCache", {
        minTtl: Duration.seconds(0),
        defaultTtl: Duration.minutes(5),
        maxTtl: Duration.days(1),
        enableAcceptEncodingGzip: true,
      }),
      responseHeadersPolicy: dataHeaders,
    };
    const noticeboard: cloudfront.BehaviorOptions = {
      origin: functions,
      viewerProtocolPolicy: cloudfront.ViewerProtocolPolicy.REDIRECT_TO_HTTPS,
      // As a calendar, and another page for each thing that can be chosen on it: more than CloudFront takes by name in one policy.
      cachePolicy: new cloudfront.CachePolicy(this, "NoticeboardCache", {
        minTtl: Duration.seconds(0),
        defaultTtl: Duration.minutes(5),
        maxTtl: Duration.days(365),
        queryStringBehavior: cloudfront.CacheQueryStringBehavior.all(),
        enableAcceptEncodingGzip: true,
      }),
      responseHeadersPolicy: this.headers("NoticeboardHeaders", pageSecurityPolicy),
    };
    const distribution = new cloudfront.Distribution(this, "Distribution", {
      comment: `samspill-${stage.name}`,
      defaultBehavior: console,
      additionalBehaviors: { "/graphql": graphql, "/calendar/*": calendar, "/aktiviteter*": noticeboard },
      defaultRootObject: "index.html",
      webAclId: firewallArn,
      httpVersion: cloudfront.HttpVersion.HTTP2_AND_3,
      // Europe and North America: nobody uses the system from elsewhere often enough to pay for.
      priceClass: cloudfront.PriceClass.PRICE_CLASS_100,
      ...(stage.domain && {
        domainNames: [stage.domain.name],
        minimumProtocolVersion: cloudfront.SecurityPolicyProtocol.TLS_V1_2_2021,
        certificate: certificates.Certificate.fromCertificateArn(this, "Certificate", stage.domain.certificateArn),
      }),
    });
    this.distribution = distribution;
    const acknowledged = Validations.of(distribution);
    acknowledged.acknowledge({
      id: "AwsSolutions-CFR1",
      reason: "Newcomers and partners may ask from anywhere; the firewall stops addresses of ill repute.",
    });
    acknowledged.acknowledge({
      id: "AwsSolutions-CFR3",
      reason:
        "Its log is ordered in AccessLogStack, which leaves out who asked and what for; this rule knows the older log alone.",
    });
    if (!stage.domain) {
      acknowledged.acknowledge({
        id: "AwsSolutions-CFR4",
        reason: "Without a domain of its own a stage has CloudFront's certificate, whose oldest TLS cannot be chosen.",
      });
    }
    this.lay(files, consoleDir, stage);
    new CfnOutput(this, "Address", { value: `https://${stage.domain?.name ?? distribution.distributionDomainName}` });
  }

  /**
   * Lays out the console's files: first those named by their content, which a browser keeps for ever, then the index that
   * names them, which it asks for anew each time. What was there before stays, for who has an older page open.
   */
  private lay(files: s3.Bucket, consoleDir: string, stage: Stage): void {
    const named = new assets.Asset(this, "NamedByContent", {
      path: consoleDir,
      exclude: ["*", "!assets", "!assets/**"],
    });
    const rest = new assets.Asset(this, "Rest", { path: consoleDir, exclude: ["assets"] });
    const logGroup = new logs.LogGroup(this, "LayLog", {
      logGroupName: `/samspill/${stage.name}/layConsole`,
      retention: stage.logDays,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    const role = new iam.Role(this, "LayRole", { assumedBy: new iam.ServicePrincipal("lambda.amazonaws.com") });
    const allow = (actions: string[], resources: string[]) =>
      role.addToPolicy(new iam.PolicyStatement({ actions, resources }));
    logGroup.grantWrite(role);
    allow(
      ["s3:GetObject"],
      [named, rest].map(({ bucket, s3ObjectKey }) => bucket.arnForObjects(s3ObjectKey)),
    );
    allow(["s3:ListBucket"], [files.bucketArn]);
    allow(["s3:PutObject"], [files.arnForObjects("*")]);
    const put = ({ bucket, s3ObjectKey, node }: assets.Asset, cacheControl: deployment.CacheControl[]) =>
      new deployment.BucketDeployment(this, `Lay${node.id}`, {
        sources: [deployment.Source.bucket(bucket, s3ObjectKey)],
        destinationBucket: files as s3.IBucket,
        prune: false,
        cacheControl,
        // CDK would add rights to delete, and to read all that was ever uploaded.
        role: role.withoutPolicyUpdates(),
        logGroup,
        memoryLimit: 256,
      });
    const { setPublic, maxAge, immutable, noCache } = deployment.CacheControl;
    const kept = put(named, [setPublic(), maxAge(Duration.days(365)), immutable()]);
    put(rest, [noCache()]).node.addDependency(kept);
    const bucketId = this.getLogicalId(files.node.defaultChild as s3.CfnBucket);
    Validations.of(role).acknowledge({
      id: `AwsSolutions-IAM5[Resource::<${bucketId}.Arn>/*]`,
      reason:
        "Which files the console has is known when it is built; the helper that lays them out may write no others' bucket.",
    });
    Validations.of(this).acknowledge({
      id: "AwsSolutions-L1",
      reason: "The helper that lays out the files is CDK's own, and CDK chooses what it runs on.",
    });
  }

  private bucket(id: string, stage: Stage, lifecycleRules: s3.LifecycleRule[] = []): s3.Bucket {
    const bucket = new s3.Bucket(this, id, {
      blockPublicAccess: s3.BlockPublicAccess.BLOCK_ALL,
      enforceSSL: true,
      encryption: s3.BucketEncryption.S3_MANAGED,
      objectOwnership: s3.ObjectOwnership.BUCKET_OWNER_ENFORCED,
      lifecycleRules,
      removalPolicy: stage.keepsData ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
    });
    Validations.of(bucket).acknowledge({
      id: "AwsSolutions-S1",
      reason: "Only CloudFront reads here, and CloudFront keeps the access log.",
    });
    return bucket;
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
  private pages(stage: Stage, identity: Identity): cloudfront.Function {
    const settings = {
      stage: stage.name,
      authority: identity.issuer,
      clientId: identity.clientId,
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
