import { join } from "node:path";
import {
  ArnFormat,
  type aws_events as events,
  aws_iam as iam,
  aws_lambda as lambda,
  aws_lambda_destinations as destinations,
  aws_logs as logs,
  type aws_secretsmanager as secretsmanager,
  type aws_sqs as sqs,
  Duration,
  FileSystem,
  RemovalPolicy,
  Stack,
  Validations,
} from "aws-cdk-lib";
import { Construct } from "constructs";
import { tableShape } from "../functions/platform/tableShape.ts";
import type { DataStack } from "./DataStack.ts";
import { type FunctionDefinition, nodeOptionsOf, type SecretSetting, type Setting } from "./functions.ts";
import { consoleUrlOf, mailFromOf, type Stage } from "./stage.ts";

/** What every function of a stage is made from. */
export interface Ground {
  readonly stage: Stage;
  readonly data: DataStack;
  /** Where `infra/bundle.ts` laid the functions. */
  readonly functionsDir: string;
}

export interface ServiceFunctionProps extends Ground {
  readonly definition: FunctionDefinition;
  readonly settings?: Partial<Record<Setting, string>>;
  /** A setting may have several secrets, and then is all their values, by commas: the new beside the old. */
  readonly secrets?: Record<SecretSetting, readonly secretsmanager.Secret[]>;
  readonly bus?: events.EventBus;
  /** Where an event goes that an asynchronous call could not get done; required of what is called so. */
  readonly deadLetters?: sqs.Queue;
}

const decided = <T>(value: T | undefined, of: string): T => {
  if (value === undefined) throw new Error(`${of} is not decided for this stage.`);
  return value;
};

/** One Lambda, with a role, a log and rights of its own: exactly what its definition says, and nothing by wildcard. */
export class ServiceFunction extends Construct {
  readonly name: string;
  readonly definition: FunctionDefinition;
  readonly lambda: lambda.Function;
  private readonly functionName: string;
  private readonly role: iam.Role;

  constructor(scope: Construct, name: string, props: ServiceFunctionProps) {
    super(scope, name);
    const { stage, definition, data, functionsDir, settings = {}, bus, deadLetters } = props;
    this.name = name;
    this.definition = definition;
    this.functionName = `samspill-${stage.name}-${name}`;

    const logGroup = new logs.LogGroup(this, "Log", {
      logGroupName: `/samspill/${stage.name}/${name}`,
      retention: stage.logDays,
      removalPolicy: stage.keepsData ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
    });
    this.role = new iam.Role(this, "Role", {
      assumedBy: new iam.ServicePrincipal("lambda.amazonaws.com"),
      description: `${this.functionName}: ${definition.failureMeans}`.slice(0, 1000),
    });
    logGroup.grantWrite(this.role);

    const has: Partial<Record<Setting, string>> = {
      ...settings,
      SAMSPILL_TABLE: data.table.tableName,
      SAMSPILL_VAULT: data.vault.bucketName,
      SAMSPILL_CONTACT: stage.contact ?? "not decided yet",
      SAMSPILL_CONSOLE_URL: consoleUrlOf(stage) ?? "",
      SAMSPILL_MAIL_FROM: mailFromOf(stage),
      ...(bus && { SAMSPILL_EVENT_BUS: bus.eventBusName }),
    };
    const environment = Object.fromEntries(
      definition.settings.map((setting) => [setting, decided(has[setting], setting)]),
    );
    const secrets = (definition.secrets ?? []).map(
      (setting) => [setting, decided(props.secrets, setting)[setting]] as const,
    );

    const code = join(functionsDir, name);
    this.lambda = new lambda.Function(this, "Function", {
      functionName: this.functionName,
      description: definition.failureMeans.slice(0, 256),
      code: lambda.Code.fromAsset(code, {
        // Compiled code differs from build to build, and is of use on the processor it was compiled on alone.
        assetHash: FileSystem.fingerprint(code, { exclude: ["compiled"] }),
        exclude: process.arch === "arm64" ? [] : ["compiled"],
      }),
      handler: "index.handler",
      runtime: lambda.Runtime.NODEJS_24_X,
      architecture: lambda.Architecture.ARM_64,
      memorySize: definition.memoryMb,
      timeout: Duration.seconds(definition.timeoutSeconds),
      role: this.role,
      environment: {
        SAMSPILL_STAGE: stage.name,
        ...environment,
        ...nodeOptionsOf(definition),
        ...(secrets.length > 0 && {
          SAMSPILL_SECRETS: JSON.stringify(
            Object.fromEntries(secrets.map(([setting, some]) => [setting, some.map(({ secretArn }) => secretArn)])),
          ),
        }),
      },
      logGroup,
      loggingFormat: lambda.LoggingFormat.JSON,
      // A chain of calls that does not end is a fault: Lambda stops it after some sixteen rounds, four hours of work.
      recursiveLoop: lambda.RecursiveLoop.TERMINATE,
      ...(stage.apiConcurrency !== undefined && {
        reservedConcurrentExecutions: definition.concurrency ?? stage.apiConcurrency,
      }),
      ...(deadLetters && {
        onFailure: new destinations.SqsDestination(deadLetters),
        retryAttempts: 2,
        // A job that is six hours late is better left to its next turn.
        maxEventAge: Duration.hours(6),
      }),
    });

    this.allowTable(data);
    const arns = secrets.flatMap(([, some]) => some.map(({ secretArn }) => secretArn));
    if (arns.length > 0) this.allow(["secretsmanager:GetSecretValue"], arns);
    if (definition.keeps) this.allowVault(data);
    if (definition.publishes) this.allow(["events:PutEvents"], [decided(bus, "The event bus").eventBusArn]);
  }

  allow(actions: readonly string[], resources: readonly string[], conditions: Record<string, unknown> = {}): void {
    this.role.addToPolicy(new iam.PolicyStatement({ actions: [...actions], resources: [...resources], conditions }));
  }

  /** Lets the function call itself again; its address is written out, as it cannot depend on itself. */
  allowItself(): void {
    const stack = Stack.of(this);
    const arn = stack.formatArn({
      service: "lambda",
      resource: "function",
      resourceName: this.functionName,
      arnFormat: ArnFormat.COLON_RESOURCE_NAME,
    });
    this.allow(["lambda:InvokeFunction"], [arn]);
  }

  private allowTable({ table, tableKey }: DataStack): void {
    const indexes = Object.keys(tableShape.indexes).map((index) => `${table.tableArn}/index/${index}`);
    this.allow(
      this.definition.tableActions.map((action) => `dynamodb:${action}`),
      [table.tableArn, ...indexes],
    );
    this.allow(
      ["kms:Decrypt", "kms:Encrypt", "kms:GenerateDataKey", "kms:ReEncryptFrom", "kms:ReEncryptTo", "kms:DescribeKey"],
      [tableKey.keyArn],
      { StringEquals: { "kms:ViaService": `dynamodb.${Stack.of(this).region}.amazonaws.com` } },
    );
  }

  private allowVault({ vault }: DataStack): void {
    this.allow(["s3:ListBucketVersions"], [vault.bucketArn]);
    this.allow(["s3:GetObjectVersion", "s3:PutObject"], [vault.arnForObjects("audit/*")]);
    const shared = Stack.of(vault).exportValue(vault.bucketArn);
    const { "Fn::ImportValue": arn } = Stack.of(this).resolve(shared) as Record<"Fn::ImportValue", string>;
    Validations.of(this.role).acknowledge({
      id: `AwsSolutions-IAM5[Resource::${arn}/audit/*]`,
      reason:
        "Each day has an object of its own. None is written twice: the bucket's policy asks for a free key, and its lock keeps the first version.",
    });
  }
}
