import {
  aws_apigatewayv2 as apigateway,
  aws_logs as logs,
  aws_secretsmanager as secretsmanager,
  Fn,
  RemovalPolicy,
  Stack,
  Validations,
  type StackProps,
} from "aws-cdk-lib";
import { AccessLogFormat } from "aws-cdk-lib/aws-apigateway";
import { HttpLambdaIntegration } from "aws-cdk-lib/aws-apigatewayv2-integrations";
import type { Construct } from "constructs";
import { functions } from "./functions.ts";
import type { Identity } from "./IdentityStack.ts";
import { ServiceFunction, type Ground } from "./ServiceFunction.ts";
import { apiAudienceOf, type Stage } from "./stage.ts";

export interface ApiStackProps extends StackProps {
  readonly ground: Ground;
  readonly identity: Identity;
}

/** What is written of each request: never an address, a header or a text of people. */
const accessLine = JSON.stringify({
  requestId: "$context.requestId",
  at: "$context.requestTime",
  route: "$context.routeKey",
  status: "$context.status",
  milliseconds: "$context.responseLatency",
  bytes: "$context.responseLength",
  error: "$context.error.message",
  integrationError: "$context.integrationErrorMessage",
});

/** The GraphQL API, the calendars and the pages for all. They answer CloudFront alone: a firewall cannot stand before an HTTP API, so what bypasses is refused. */
export class ApiStack extends Stack {
  readonly graphql: ServiceFunction;
  readonly calendar: ServiceFunction;
  readonly noticeboard: ServiceFunction;
  readonly api: apigateway.HttpApi;
  /** What CloudFront says in `x-origin-verify`. The functions take both, so the one not in use can be changed in peace. */
  readonly originSecret: secretsmanager.Secret;

  constructor(scope: Construct, id: string, { ground, identity, ...props }: ApiStackProps) {
    super(scope, id, props);
    const { stage } = ground;
    const proof = (color: Stage["originSecret"]) =>
      this.secret(
        `OriginSecret-${color}`,
        `samspill-${stage.name}: proof that a request came through CloudFront (${color})`,
      );
    const originSecrets = { blue: proof("blue"), green: proof("green") };
    this.originSecret = originSecrets[stage.originSecret];
    // Both stay told to the console's stack, so that it can go from one to the other while it still holds the first.
    for (const { secretArn } of Object.values(originSecrets)) this.exportValue(secretArn);
    const cursorSecret = this.secret("CursorSecret", `samspill-${stage.name}: signs the cursors of lists`);
    const codeSecret = this.secret("CodeSecret", `samspill-${stage.name}: makes newcomers' codes; never to be changed`);
    const calendarSecret = this.secret(
      "CalendarSecret",
      `samspill-${stage.name}: makes the addresses of reception centres' calendars`,
    );

    const secrets = {
      SAMSPILL_CURSOR_SECRET: [cursorSecret],
      SAMSPILL_CODE_SECRET: [codeSecret],
      SAMSPILL_CALENDAR_SECRET: [calendarSecret],
      SAMSPILL_ORIGIN_SECRET: Object.values(originSecrets),
    };
    this.graphql = new ServiceFunction(this, "graphql", {
      ...ground,
      definition: functions.graphql,
      secrets,
      settings: {
        SAMSPILL_ISSUER: identity.issuer,
        SAMSPILL_JWKS_URL: identity.jwksUrl,
        SAMSPILL_CLIENT_IDS: identity.clientId,
        SAMSPILL_MASKINPORTEN_ISSUER: stage.maskinporten,
        SAMSPILL_MASKINPORTEN_JWKS_URL: `${stage.maskinporten}jwk`,
        SAMSPILL_MASKINPORTEN_AUDIENCE: apiAudienceOf(stage),
      },
    });
    this.calendar = new ServiceFunction(this, "calendar", { ...ground, definition: functions.calendar, secrets });
    this.noticeboard = new ServiceFunction(this, "noticeboard", {
      ...ground,
      definition: functions.noticeboard,
      secrets,
    });

    this.api = new apigateway.HttpApi(this, "Api", { apiName: `samspill-${stage.name}`, createDefaultStage: false });
    const { GET, HEAD, OPTIONS, POST } = apigateway.HttpMethod;
    const routes = [
      ...this.api.addRoutes({
        path: "/graphql",
        methods: [GET, POST, OPTIONS],
        integration: new HttpLambdaIntegration("Graphql", this.graphql.lambda),
      }),
      ...this.api.addRoutes({
        path: "/calendar/{proxy+}",
        methods: [GET, HEAD],
        integration: new HttpLambdaIntegration("Calendar", this.calendar.lambda),
      }),
      ...["/aktiviteter", "/aktiviteter/{proxy+}"].flatMap((path) =>
        this.api.addRoutes({
          path,
          methods: [GET, HEAD],
          integration: new HttpLambdaIntegration("Noticeboard", this.noticeboard.lambda),
        }),
      ),
    ];
    const accessLog = new logs.LogGroup(this, "AccessLog", {
      // The prefix keeps API Gateway's right to write here out of the account's one, short list of such rights.
      logGroupName: `/aws/vendedlogs/samspill-${stage.name}-api`,
      retention: stage.logDays,
      removalPolicy: stage.keepsData ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
    });
    new apigateway.HttpStage(this, "Stage", {
      httpApi: this.api,
      stageName: "$default",
      autoDeploy: true,
      throttle: { rateLimit: stage.api.rate, burstLimit: stage.api.burst },
      detailedMetricsEnabled: true,
      accessLogSettings: {
        destination: new apigateway.LogGroupLogDestination(accessLog),
        format: AccessLogFormat.custom(accessLine),
      },
    });
    for (const route of routes) {
      Validations.of(route).acknowledge({
        id: "AwsSolutions-APIG4",
        reason:
          "Reading is open to all: the API's function checks tokens itself, and every root field says who may ask; calendars and pages for all have what is published.",
      });
    }
  }

  /** The API's own host, which only CloudFront is told. */
  get host(): string {
    return Fn.select(2, Fn.split("/", this.api.apiEndpoint));
  }

  private secret(id: string, description: string): secretsmanager.Secret {
    const secret = new secretsmanager.Secret(this, id, {
      description,
      // 256 bits and more, of letters that need no quoting in a header.
      generateSecretString: { passwordLength: 64, excludePunctuation: true },
    });
    Validations.of(secret).acknowledge({
      id: "AwsSolutions-SMG4",
      reason:
        "Changed by hand, as infra/RUNBOOK.md#rotating-secrets says: CloudFront must learn the new value in a deployment.",
    });
    return secret;
  }
}
