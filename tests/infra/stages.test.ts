import { readFileSync } from "node:fs";
import { join } from "node:path";
import { runInNewContext } from "node:vm";
import { aws_s3 as s3, Stack, type App } from "aws-cdk-lib";
import { Match } from "aws-cdk-lib/assertions";
import { describe, expect, it } from "vitest";
import { type FunctionDefinition, functions } from "../../infra/functions.ts";
import { type Job, jobs } from "../../infra/jobs.ts";
import { stageNamed, stages, type Stage } from "../../infra/stage.ts";
import { tableShape } from "#platform/tableShape";
import {
  add,
  breachesIn,
  type Cloud,
  drop,
  propertiesOf,
  resourcesOf,
  spoil,
  synthesise,
  templateOf,
  wordsOf,
} from "./cloud.ts";

const { clouds, app } = synthesise(Object.values(stages));
const breaches = breachesIn(clouds);

const runbook = readFileSync(join(import.meta.dirname, "../../infra/RUNBOOK.md"), "utf8");
/** Headings as the addresses that lead to them. */
const anchors = [...runbook.matchAll(/^#+ (.+)$/gm)].map(([, heading = ""]) =>
  heading
    .toLowerCase()
    .replaceAll(" ", "-")
    .replaceAll(/[^\w-]/g, ""),
);

const definitions: Readonly<Record<string, FunctionDefinition>> = functions;

type Statement = { readonly Effect: string; readonly Action: string | string[]; readonly Resource: unknown };
type Document = { readonly Statement: readonly Statement[] };

const listOf = (value: unknown): unknown[] => (Array.isArray(value) ? (value as unknown[]) : [value]);

/** The system's own functions; CDK's helpers have no name of ours. */
const ownFunctions = (cloud: Cloud) =>
  resourcesOf(cloud, "AWS::Lambda::Function").filter(({ Properties }) => "FunctionName" in Properties);

/** A function's settings as they stand in the template. */
const settingsOf = (cloud: Cloud, name: string): Record<string, unknown> => {
  const found = ownFunctions(cloud).find(({ Properties }) => nameOf(Properties) === name);
  if (!found) throw new Error(`There is no function ${name}.`);
  return (found.Properties["Environment"] as { Variables: Record<string, unknown> }).Variables;
};

const nameOf = (properties: Record<string, unknown>): string =>
  wordsOf(properties["FunctionName"]).split("-").slice(2).join("-");

/** Everything a role may do, by the role. */
const rightsOf = (cloud: Cloud): { role: string; action: string; resource: string }[] => {
  const statements = [
    ...resourcesOf(cloud, "AWS::IAM::Policy").flatMap(({ Properties }) =>
      (Properties["PolicyDocument"] as Document).Statement.map((statement) => ({
        role: wordsOf((Properties["Roles"] as unknown[])[0]),
        statement,
      })),
    ),
    ...resourcesOf(cloud, "AWS::IAM::Role").flatMap(({ id, Properties }) =>
      ((Properties["Policies"] ?? []) as { PolicyDocument: Document }[]).flatMap(({ PolicyDocument }) =>
        PolicyDocument.Statement.map((statement) => ({ role: `<${id}>`, statement })),
      ),
    ),
  ];
  return statements.flatMap(({ role, statement }) =>
    listOf(statement.Action).flatMap((action) =>
      listOf(statement.Resource).map((resource) => ({ role, action: wordsOf(action), resource: wordsOf(resource) })),
    ),
  );
};

const roleOf = (properties: Record<string, unknown>): string => wordsOf(properties["Role"]).replace(".Arn>", ">");

describe("Functions", () => {
  it("every function of the system is there, once, and no other but CDK's five helpers", () => {
    expect(
      breaches(
        (cloud) => {
          const names = ownFunctions(cloud).map(({ Properties }) => nameOf(Properties));
          expect(names.toSorted()).toEqual(Object.keys(definitions).toSorted());
          const helpers = resourcesOf(cloud, "AWS::Lambda::Function").length - names.length;
          expect(helpers).toBe(5);
        },
        drop("jobs", "AWS::Lambda::Function"),
        add("api", { Type: "AWS::Lambda::Function", Properties: {} }),
      ),
    ).toEqual([]);
  });

  it("every function runs on Node 24, on arm64", () => {
    expect(
      breaches(
        (cloud) => {
          for (const { Properties } of ownFunctions(cloud))
            expect(Properties).toMatchObject({
              Runtime: "nodejs24.x",
              Architectures: ["arm64"],
              Handler: "index.handler",
            });
        },
        spoil("jobs", "AWS::Lambda::Function", "Runtime", "nodejs22.x"),
        spoil("api", "AWS::Lambda::Function", "Architectures", ["x86_64"]),
      ),
    ).toEqual([]);
  });

  it("every function has a role that no other has", () => {
    expect(
      breaches(
        (cloud) => {
          const roles = ownFunctions(cloud).map(({ part, Properties }) => `${part} ${roleOf(Properties)}`);
          expect(new Set(roles).size).toBe(Object.keys(definitions).length);
        },
        (cloud) => {
          const [one, other] = resourcesOf(cloud, "AWS::Lambda::Function", "jobs");
          if (one && other) other.Properties["Role"] = one.Properties["Role"];
        },
      ),
    ).toEqual([]);
  });

  it("a function may do with the table what its definition declares, and nothing else", () => {
    expect(
      breaches(
        (cloud) => {
          for (const { Properties } of ownFunctions(cloud)) {
            const rights = rightsOf(cloud).filter(({ role }) => role === roleOf(Properties));
            const actions = rights
              .filter(({ action, resource }) => action.startsWith("dynamodb:") && !/Stream/.test(action + resource))
              .map(({ action }) => action.slice("dynamodb:".length));
            const declared = definitions[nameOf(Properties)]?.tableActions ?? [];
            expect([...new Set(actions)].toSorted(), nameOf(Properties)).toEqual([...declared].toSorted());
          }
        },
        spoil("events", "AWS::IAM::Policy", "PolicyDocument.Statement.1.Action", [
          "dynamodb:UpdateItem",
          "dynamodb:PutItem",
        ]),
        spoil("jobs", "AWS::IAM::Policy", "PolicyDocument.Statement", []),
      ),
    ).toEqual([]);
  });

  it("nobody may scan the table, or change what it is", () => {
    expect(
      breaches(
        (cloud) => {
          const forbidden =
            /^dynamodb:(Scan|PartiQL\w+|CreateTable|UpdateTable|DeleteTable|UpdateContinuousBackups|\*)$/;
          expect(rightsOf(cloud).filter(({ action }) => forbidden.test(action))).toEqual([]);
        },
        spoil("api", "AWS::IAM::Policy", "PolicyDocument.Statement.1.Action.0", "dynamodb:Scan"),
      ),
    ).toEqual([]);
  });

  it("nothing is allowed by wildcard but what is declared here", () => {
    expect(
      breaches(
        (cloud) => {
          const found = rightsOf(cloud)
            .filter(({ action, resource }) => `${action} ${resource}`.includes("*"))
            .map(({ action, resource }) => `${action} ${resource}`);
          const managed = resourcesOf(cloud, "AWS::IAM::Role").flatMap(({ Properties }) =>
            ((Properties["ManagedPolicyArns"] ?? []) as unknown[]).map(wordsOf),
          );
          const declared = [
            // Files of the console, and days of the audit trail: their names are made while the system runs.
            /^s3:PutObject <Files\w+\.Arn>\/\*$/,
            /^s3:(GetObjectVersion|PutObject) <samspill-\w+-data:ExportsOutputFnGetAttVault\w+>\/audit\/\*$/,
            // CDK's helper that tells one region of the other.
            /^ssm:\w+ arn:<AWS::Partition>:ssm:[\w-]+:<AWS::AccountId>:parameter\/cdk\/exports\/(\S+\/)?\*$/,
          ];
          expect(found.filter((right) => !declared.some((one) => one.test(right)))).toEqual([]);
          const own = managed.filter((arn) => !arn.endsWith("/service-role/AWSLambdaBasicExecutionRole"));
          expect(own).toEqual([]);
          // CDK's four helpers between the regions have it, and none of ours.
          expect(managed).toHaveLength(4);
        },
        spoil("events", "AWS::IAM::Policy", "PolicyDocument.Statement.1.Resource", "*"),
        spoil("jobs", "AWS::IAM::Policy", "PolicyDocument.Statement.1.Action", "dynamodb:*"),
        spoil("edge", "AWS::IAM::Role", "ManagedPolicyArns", ["arn:aws:iam::aws:policy/AdministratorAccess"]),
      ),
    ).toEqual([]);
  });

  it("no secret stands in a setting: only where it is kept", () => {
    expect(
      breaches(
        (cloud) => {
          for (const { Properties } of ownFunctions(cloud)) {
            const settings = settingsOf(cloud, nameOf(Properties));
            expect(JSON.stringify(settings)).not.toMatch(/resolve:secretsmanager|SecretString/);
            const { secrets = [] } = definitions[nameOf(Properties)] ?? {};
            for (const secret of secrets) expect(settings).not.toHaveProperty(secret);
            expect("SAMSPILL_SECRETS" in settings, nameOf(Properties)).toBe(secrets.length > 0);
          }
        },
        spoil("api", "AWS::Lambda::Function", "Environment.Variables.SAMSPILL_SECRETS", undefined),
        spoil("api", "AWS::Lambda::Function", "Environment.Variables.SAMSPILL_TABLE", "{{resolve:secretsmanager:x}}"),
      ),
    ).toEqual([]);
  });

  it("where the stage reserves, every function has its own number of instances, so that none takes another's", () => {
    expect(
      breaches(
        (cloud) => {
          for (const { Properties } of ownFunctions(cloud)) {
            const { apiConcurrency } = cloud.stage;
            const wanted = apiConcurrency && (definitions[nameOf(Properties)]?.concurrency ?? apiConcurrency);
            expect(Properties["ReservedConcurrentExecutions"], nameOf(Properties)).toBe(wanted);
          }
        },
        spoil("events", "AWS::Lambda::Function", "ReservedConcurrentExecutions", undefined),
        spoil("api", "AWS::Lambda::Function", "ReservedConcurrentExecutions", 1),
      ),
    ).toEqual([]);
  });

  it("a request is given up after ten seconds, and no function runs without a limit", () => {
    expect(
      breaches(
        (cloud) => {
          for (const { Properties } of ownFunctions(cloud))
            expect(Properties["Timeout"]).toBe(definitions[nameOf(Properties)]?.timeoutSeconds);
          templateOf(cloud, "api").allResourcesProperties("AWS::Lambda::Function", { Timeout: 10 });
        },
        spoil("api", "AWS::Lambda::Function", "Timeout", 30),
      ),
    ).toEqual([]);
  });

  it("a function that calls itself without end is stopped", () => {
    expect(
      breaches(
        (cloud) => {
          for (const { Properties } of ownFunctions(cloud)) expect(Properties["RecursiveLoop"]).toBe("Terminate");
        },
        spoil("jobs", "AWS::Lambda::Function", "RecursiveLoop", "Allow"),
      ),
    ).toEqual([]);
  });

  it("logs are kept as long as the stage says, each function's in a group of its own", () => {
    expect(
      breaches(
        (cloud) => {
          const groups = resourcesOf(cloud, "AWS::Logs::LogGroup");
          for (const { Properties } of groups) expect(Properties["RetentionInDays"]).toBe(cloud.stage.logDays);
          const used = ownFunctions(cloud).map(({ Properties }) =>
            JSON.stringify((Properties["LoggingConfig"] as { LogGroup: unknown }).LogGroup),
          );
          expect(new Set(used).size).toBe(Object.keys(definitions).length);
        },
        spoil("api", "AWS::Logs::LogGroup", "RetentionInDays", undefined),
      ),
    ).toEqual([]);
  });
});

describe("Data", () => {
  const table = "AWS::DynamoDB::GlobalTable";

  it("the table can be brought back to any second of the last 35 days", () => {
    expect(
      breaches(
        (cloud) =>
          templateOf(cloud, "data").allResourcesProperties(table, {
            Replicas: [
              Match.objectLike({
                PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true, RecoveryPeriodInDays: 35 },
              }),
            ],
          }),
        spoil("data", table, "Replicas.0.PointInTimeRecoverySpecification.PointInTimeRecoveryEnabled", false),
        spoil("data", table, "Replicas.0.PointInTimeRecoverySpecification", undefined),
      ),
    ).toEqual([]);
  });

  it("what must be kept refuses to be deleted: the table, its key, the vault, the people and their stacks", () => {
    expect(
      breaches(
        (cloud) => {
          const { keepsData } = cloud.stage;
          const policy = keepsData ? "Retain" : "Delete";
          for (const type of [table, "AWS::KMS::Key", "AWS::S3::Bucket", "AWS::Cognito::UserPool"])
            for (const { DeletionPolicy, id } of resourcesOf(cloud, type)) expect(DeletionPolicy, id).toBe(policy);
          templateOf(cloud, "data").allResourcesProperties(table, {
            Replicas: [Match.objectLike({ DeletionProtectionEnabled: keepsData })],
          });
          templateOf(cloud, "identity").allResourcesProperties("AWS::Cognito::UserPool", {
            DeletionProtection: keepsData ? "ACTIVE" : "INACTIVE",
          });
          expect(cloud.kept.toSorted()).toEqual(keepsData ? ["data", "identity"] : []);
        },
        spoil("data", table, "Replicas.0.DeletionProtectionEnabled", false),
        (cloud) => void cloud.kept.pop(),
        (cloud) => {
          const [found] = resourcesOf(cloud, table);
          if (found) cloud.parts.data.Resources[found.id] = { ...found, DeletionPolicy: "Delete" };
        },
      ),
    ).toEqual([]);
  });

  it("keeps its data in production, and there only", () => {
    expect(Object.values<Stage>(stages).filter(({ keepsData }) => keepsData)).toEqual([stageNamed("prod")]);
  });

  it("an attack or a fault cannot use more of the table, or of an index, than the stage's ceiling", () => {
    expect(
      breaches(
        (cloud) => {
          const { maxReads, maxWrites } = cloud.stage.table;
          const write = { WriteOnDemandThroughputSettings: { MaxWriteRequestUnits: maxWrites } };
          const read = { ReadOnDemandThroughputSettings: { MaxReadRequestUnits: maxReads } };
          const indexes = Object.keys(tableShape.indexes);
          templateOf(cloud, "data").allResourcesProperties(table, {
            BillingMode: "PAY_PER_REQUEST",
            ...write,
            GlobalSecondaryIndexes: indexes.map((IndexName) => Match.objectLike({ IndexName, ...write })),
            Replicas: [
              Match.objectLike({
                ...read,
                GlobalSecondaryIndexes: indexes.map((IndexName) => Match.objectLike({ IndexName, ...read })),
              }),
            ],
          });
        },
        spoil("data", table, "WriteOnDemandThroughputSettings", undefined),
        spoil("data", table, "GlobalSecondaryIndexes.0.WriteOnDemandThroughputSettings", undefined),
        spoil("data", table, "Replicas.0.ReadOnDemandThroughputSettings.MaxReadRequestUnits", 40_000),
      ),
    ).toEqual([]);
  });

  it("the table is encrypted with a key of our own, which is made anew each year", () => {
    expect(
      breaches(
        (cloud) => {
          const data = templateOf(cloud, "data");
          data.allResourcesProperties(table, {
            SSESpecification: { SSEEnabled: true, SSEType: "KMS" },
            Replicas: [Match.objectLike({ SSESpecification: { KMSMasterKeyId: Match.anyValue() } })],
          });
          data.allResourcesProperties("AWS::KMS::Key", { EnableKeyRotation: true, PendingWindowInDays: 30 });
        },
        spoil("data", table, "Replicas.0.SSESpecification", undefined),
        spoil("data", "AWS::KMS::Key", "EnableKeyRotation", false),
      ),
    ).toEqual([]);
  });

  it("the table is the one the functions know: keys, indexes, expiry and stream", () => {
    expect(
      breaches(
        (cloud) =>
          templateOf(cloud, "data").allResourcesProperties(table, {
            KeySchema: [
              { AttributeName: tableShape.partitionKey.name, KeyType: "HASH" },
              { AttributeName: tableShape.sortKey.name, KeyType: "RANGE" },
            ],
            GlobalSecondaryIndexes: Object.entries(tableShape.indexes).map(([IndexName, { partitionKey, sortKey }]) =>
              Match.objectLike({
                IndexName,
                KeySchema: [
                  { AttributeName: partitionKey.name, KeyType: "HASH" },
                  { AttributeName: sortKey.name, KeyType: "RANGE" },
                ],
              }),
            ),
            TimeToLiveSpecification: { AttributeName: tableShape.expiryAttribute, Enabled: true },
            StreamSpecification: { StreamViewType: tableShape.stream },
          }),
        spoil("data", table, "TimeToLiveSpecification.Enabled", false),
        spoil("data", table, "StreamSpecification", undefined),
        spoil("data", table, "GlobalSecondaryIndexes.0.KeySchema.0.AttributeName", "other"),
      ),
    ).toEqual([]);
  });

  it("what the vault has been given stays: in production not even the account's owner can take it away", () => {
    expect(
      breaches(
        (cloud) => {
          const { keepsData, vaultDays } = cloud.stage;
          templateOf(cloud, "data").allResourcesProperties("AWS::S3::Bucket", {
            ObjectLockEnabled: true,
            ObjectLockConfiguration: {
              Rule: { DefaultRetention: { Mode: keepsData ? "COMPLIANCE" : "GOVERNANCE", Days: vaultDays } },
            },
            VersioningConfiguration: { Status: "Enabled" },
          });
          // Nothing is laid over it either: no delete marker, and no newer version.
          const denied = { Effect: "Deny", Principal: { AWS: "*" } };
          templateOf(cloud, "data").hasResourceProperties("AWS::S3::BucketPolicy", {
            PolicyDocument: {
              Statement: Match.arrayWith([
                { ...denied, Action: "s3:DeleteObject*", Resource: Match.anyValue() },
                {
                  ...denied,
                  Action: "s3:PutObject",
                  Resource: Match.anyValue(),
                  Condition: { Null: { "s3:if-none-match": "true" } },
                },
              ]),
            },
          });
        },
        spoil("data", "AWS::S3::BucketPolicy", "PolicyDocument.Statement.1.Effect", "Allow"),
        spoil("data", "AWS::S3::BucketPolicy", "PolicyDocument.Statement.2.Condition.Null", {}),
        spoil("data", "AWS::S3::Bucket", "ObjectLockConfiguration.Rule.DefaultRetention.Mode", "GOVERNANCE"),
        spoil("data", "AWS::S3::Bucket", "ObjectLockEnabled", false),
      ),
    ).toEqual([]);
  });

  it("no bucket is open to the world, or speaks without encryption", () => {
    expect(
      breaches(
        (cloud) => {
          const buckets = resourcesOf(cloud, "AWS::S3::Bucket");
          expect(buckets).toHaveLength(3);
          const closed = {
            BlockPublicAcls: true,
            BlockPublicPolicy: true,
            IgnorePublicAcls: true,
            RestrictPublicBuckets: true,
          };
          for (const { Properties, id, part } of buckets) {
            expect(Properties["PublicAccessBlockConfiguration"], id).toEqual(closed);
            expect(Properties["BucketEncryption"], id).toBeDefined();
            templateOf(cloud, part).hasResourceProperties("AWS::S3::BucketPolicy", {
              Bucket: { Ref: id },
              PolicyDocument: {
                Statement: Match.arrayWith([
                  Match.objectLike({
                    Effect: "Deny",
                    Principal: { AWS: "*" },
                    Condition: { Bool: { "aws:SecureTransport": "false" } },
                  }),
                ]),
              },
            });
          }
        },
        spoil("console", "AWS::S3::Bucket", "PublicAccessBlockConfiguration.BlockPublicPolicy", false),
        drop("data", "AWS::S3::BucketPolicy"),
      ),
    ).toEqual([]);
  });
});

describe("What happens by itself", () => {
  const mapping = "AWS::Lambda::EventSourceMapping";

  it("one bad record does not hold up the stream: it is tried five times, alone at last, and set aside", () => {
    expect(
      breaches(
        (cloud) =>
          templateOf(cloud, "events").allResourcesProperties(mapping, {
            FunctionResponseTypes: ["ReportBatchItemFailures"],
            BisectBatchOnFunctionError: true,
            MaximumRetryAttempts: 5,
            MaximumRecordAgeInSeconds: 3600,
            DestinationConfig: { OnFailure: { Destination: Match.anyValue() } },
          }),
        spoil("events", mapping, "FunctionResponseTypes", undefined),
        spoil("events", mapping, "BisectBatchOnFunctionError", false),
        spoil("events", mapping, "MaximumRetryAttempts", -1),
        spoil("events", mapping, "DestinationConfig", undefined),
      ),
    ).toEqual([]);
  });

  it("only new events of the outbox wake the publisher", () => {
    expect(
      breaches(
        (cloud) => {
          const properties = propertiesOf(cloud, mapping);
          const { Filters } = properties["FilterCriteria"] as { Filters: { Pattern: string }[] };
          expect(Filters.map(({ Pattern }) => JSON.parse(Pattern) as unknown)).toEqual([
            { eventName: ["INSERT"], dynamodb: { Keys: { pk: { S: [{ prefix: "OUTBOX#" }] } } } },
          ]);
        },
        spoil("events", mapping, "FilterCriteria.Filters.0.Pattern", "{}"),
      ),
    ).toEqual([]);
  });

  it("the clock calls every job when it should, in Norway's time", () => {
    expect(
      breaches(
        (cloud) => {
          const planned = Object.fromEntries(
            resourcesOf(cloud, "AWS::Scheduler::Schedule").map(({ Properties }) => [
              Properties["Name"],
              [Properties["ScheduleExpression"], Properties["ScheduleExpressionTimezone"], Properties["State"]],
            ]),
          );
          expect(planned).toEqual({
            "resendOutbox-sweep": ["rate(5 minutes)", "Etc/UTC", "ENABLED"],
            "finishImports-sweep": ["rate(5 minutes)", "Etc/UTC", "ENABLED"],
            "syncRegistry-changes": ["cron(30 4 * * ? *)", "Europe/Oslo", "ENABLED"],
            "syncRegistry-walk": ["cron(0 3 ? * SUN *)", "Europe/Oslo", "ENABLED"],
            "packCatalogue-nightly": ["cron(30 5 * * ? *)", "Europe/Oslo", "ENABLED"],
            "anchorAudit-nightly": ["cron(15 3 * * ? *)", "Europe/Oslo", "ENABLED"],
            "reportErasure-nightly": ["cron(30 3 * * ? *)", "Europe/Oslo", "ENABLED"],
            "remindOrganisers-morning": ["cron(15 8 * * ? *)", "Europe/Oslo", "ENABLED"],
            // In the night to the first of a month, and to each other day for what is missing.
            "monthlyActivityReport-nightly": ["cron(30 1 * * ? *)", "Europe/Oslo", "ENABLED"],
          });
        },
        spoil("jobs", "AWS::Scheduler::Schedule", "ScheduleExpressionTimezone", "America/New_York"),
        spoil("jobs", "AWS::Scheduler::Schedule", "State", "DISABLED"),
      ),
    ).toEqual([]);
  });

  it("no job is left out in the night that has no hour from two to three", () => {
    expect(
      breaches(
        (cloud) => {
          const hours = resourcesOf(cloud, "AWS::Scheduler::Schedule").flatMap(
            ({ Properties }) => /^cron\(\d+ (\S+) /.exec(String(Properties["ScheduleExpression"]))?.[1] ?? [],
          );
          expect(hours.length).toBeGreaterThan(0);
          expect(hours.filter((hour) => !/^\d+$/.test(hour) || hour === "2")).toEqual([]);
        },
        spoil("jobs", "AWS::Scheduler::Schedule", "ScheduleExpression", "cron(30 2 * * ? *)"),
        spoil("jobs", "AWS::Scheduler::Schedule", "ScheduleExpression", "cron(30 * * * ? *)"),
      ),
    ).toEqual([]);
  });

  it("a call the clock cannot make is tried three times more, and then lies in a queue", () => {
    expect(
      breaches(
        (cloud) =>
          templateOf(cloud, "jobs").allResourcesProperties("AWS::Scheduler::Schedule", {
            Target: {
              DeadLetterConfig: { Arn: Match.anyValue() },
              RetryPolicy: { MaximumRetryAttempts: 3, MaximumEventAgeInSeconds: 3600 },
            },
          }),
        spoil("jobs", "AWS::Scheduler::Schedule", "Target.DeadLetterConfig", undefined),
        spoil("jobs", "AWS::Scheduler::Schedule", "Target.RetryPolicy", undefined),
      ),
    ).toEqual([]);
  });

  it("a job that fails is called twice more, and then its call lies in a queue", () => {
    expect(
      breaches(
        (cloud) => {
          const template = templateOf(cloud, "jobs");
          template.resourceCountIs("AWS::Lambda::EventInvokeConfig", Object.keys(jobs).length);
          template.allResourcesProperties("AWS::Lambda::EventInvokeConfig", {
            MaximumRetryAttempts: 2,
            DestinationConfig: { OnFailure: { Destination: Match.anyValue() } },
          });
        },
        spoil("jobs", "AWS::Lambda::EventInvokeConfig", "DestinationConfig", undefined),
        drop("jobs", "AWS::Lambda::EventInvokeConfig"),
      ),
    ).toEqual([]);
  });

  it("whoever is told of events has a queue for those that do not arrive", () => {
    expect(
      breaches(
        (cloud) => {
          for (const { Properties, id } of resourcesOf(cloud, "AWS::Events::Rule"))
            for (const target of listOf(Properties["Targets"])) expect(target, id).toHaveProperty("DeadLetterConfig");
        },
        add("events", { Type: "AWS::Events::Rule", Properties: { Targets: [{ Id: "webhooks", Arn: "x" }] } }),
      ),
    ).toEqual([]);
  });

  it("every queue of dead letters keeps them fourteen days, encrypted, and somebody is told", () => {
    expect(
      breaches(
        (cloud) => {
          const queues = resourcesOf(cloud, "AWS::SQS::Queue");
          expect(queues.length).toBeGreaterThan(1);
          for (const { Properties } of queues)
            expect(Properties).toMatchObject({ MessageRetentionPeriod: 14 * 86_400, SqsManagedSseEnabled: true });
          const watched = resourcesOf(cloud, "AWS::CloudWatch::Alarm").filter(
            ({ Properties }) => Properties["MetricName"] === "ApproximateNumberOfMessagesVisible",
          );
          expect(new Set(watched.map(({ Properties }) => JSON.stringify(Properties["Dimensions"]))).size).toBe(
            queues.length,
          );
        },
        spoil("jobs", "AWS::SQS::Queue", "MessageRetentionPeriod", 345_600),
        spoil("events", "AWS::SQS::Queue", "SqsManagedSseEnabled", false),
        add("api", {
          Type: "AWS::SQS::Queue",
          Properties: { MessageRetentionPeriod: 1_209_600, SqsManagedSseEnabled: true },
        }),
      ),
    ).toEqual([]);
  });

  it("events are kept for as long as the stage says, for a consumer that comes late", () => {
    expect(
      breaches(
        (cloud) =>
          templateOf(cloud, "events").allResourcesProperties("AWS::Events::Archive", {
            RetentionDays: cloud.stage.archiveDays,
          }),
        spoil("events", "AWS::Events::Archive", "RetentionDays", 1),
      ),
    ).toEqual([]);
  });
});

describe("The way in", () => {
  const distribution = "AWS::CloudFront::Distribution";
  const headers = "AWS::CloudFront::ResponseHeadersPolicy";

  it("the API takes no more requests a second than the stage says", () => {
    expect(
      breaches(
        (cloud) =>
          templateOf(cloud, "api").allResourcesProperties("AWS::ApiGatewayV2::Stage", {
            DefaultRouteSettings: {
              ThrottlingRateLimit: cloud.stage.api.rate,
              ThrottlingBurstLimit: cloud.stage.api.burst,
            },
          }),
        spoil("api", "AWS::ApiGatewayV2::Stage", "DefaultRouteSettings.ThrottlingRateLimit", undefined),
      ),
    ).toEqual([]);
  });

  it("the API has one address, and takes GET, POST and OPTIONS; calendars and pages for all have theirs, and are read", () => {
    expect(
      breaches(
        (cloud) => {
          const routes = resourcesOf(cloud, "AWS::ApiGatewayV2::Route").map(({ Properties }) => Properties["RouteKey"]);
          expect(routes.map(wordsOf).toSorted()).toEqual([
            "GET /aktiviteter",
            "GET /aktiviteter/{proxy+}",
            "GET /calendar/{proxy+}",
            "GET /graphql",
            "HEAD /aktiviteter",
            "HEAD /aktiviteter/{proxy+}",
            "HEAD /calendar/{proxy+}",
            "OPTIONS /graphql",
            "POST /graphql",
          ]);
        },
        add("api", { Type: "AWS::ApiGatewayV2::Route", Properties: { RouteKey: "$default" } }),
      ),
    ).toEqual([]);
  });

  it("what CloudFront writes of a request tells nothing of who asked, or what for", () => {
    const tells = /ip|port|forwarded|uri|query|Referer|Cookie|User-Agent|header|country|asn|range/i;
    expect(
      breaches(
        (cloud) => {
          const { RecordFields } = propertiesOf(cloud, "AWS::Logs::Delivery") as { RecordFields: string[] };
          expect(RecordFields).toContain("sc-status");
          expect(RecordFields.filter((field) => tells.test(field))).toEqual([]);
          // The older log writes everything, and cannot be told otherwise.
          const { DistributionConfig } = propertiesOf(cloud, "AWS::CloudFront::Distribution");
          expect(DistributionConfig).not.toHaveProperty("Logging");
        },
        spoil("log", "AWS::Logs::Delivery", "RecordFields", ["sc-status", "c-ip"]),
        spoil("log", "AWS::Logs::Delivery", "RecordFields", ["sc-status", "cs-uri-stem"]),
        spoil("log", "AWS::Logs::Delivery", "RecordFields", ["sc-status", "cs(Referer)"]),
        (cloud) => {
          const { DistributionConfig } = propertiesOf(cloud, "AWS::CloudFront::Distribution");
          Object.assign(DistributionConfig as object, { Logging: { Bucket: "logs" } });
        },
      ),
    ).toEqual([]);
  });

  it("what is written of a request tells nothing of who asked, or what", () => {
    expect(
      breaches(
        (cloud) => {
          const properties = propertiesOf(cloud, "AWS::ApiGatewayV2::Stage");
          const { Format } = properties["AccessLogSettings"] as { Format: string };
          const facts = [...Format.matchAll(/\$context\.([\w.]+)/g)].map(([, fact = ""]) => fact);
          expect(facts.toSorted()).toEqual([
            "error.message",
            "integrationErrorMessage",
            "requestId",
            "requestTime",
            "responseLatency",
            "responseLength",
            "routeKey",
            "status",
          ]);
        },
        spoil("api", "AWS::ApiGatewayV2::Stage", "AccessLogSettings.Format", '{"ip":"$context.identity.sourceIp"}'),
      ),
    ).toEqual([]);
  });

  /** The header by which CloudFront proves itself, and the secrets that each function behind it takes. */
  const proofOf = (cloud: Cloud) => {
    const properties = propertiesOf(cloud, distribution);
    const { Origins } = properties["DistributionConfig"] as { Origins: Record<string, unknown>[] };
    const sent = Origins.flatMap(({ OriginCustomHeaders = [] }) => OriginCustomHeaders as Record<string, unknown>[]);
    const taken = ["graphql", "calendar", "noticeboard"].map(
      (name) => JSON.parse(wordsOf(settingsOf(cloud, name)["SAMSPILL_SECRETS"])) as Record<string, string[]>,
    );
    return { sent, taken };
  };

  it("CloudFront proves by a secret that a request came through it, and the function knows it and its successor", () => {
    expect(
      breaches(
        (cloud) => {
          const { sent, taken } = proofOf(cloud);
          expect(sent.map(({ HeaderName }) => HeaderName)).toEqual(["x-origin-verify"]);
          expect(wordsOf(sent[0]?.["HeaderValue"])).toMatch(
            new RegExp(
              `^{{resolve:secretsmanager:<samspill-.*OriginSecret${cloud.stage.originSecret}.*>:SecretString:::}}$`,
            ),
          );
          for (const { SAMSPILL_ORIGIN_SECRET: known } of taken)
            expect(known).toEqual([
              expect.stringMatching(/^<OriginSecretblue/),
              expect.stringMatching(/^<OriginSecretgreen/),
            ]);
          templateOf(cloud, "api").allResourcesProperties("AWS::SecretsManager::Secret", {
            GenerateSecretString: { PasswordLength: 64 },
          });
        },
        spoil("console", distribution, "DistributionConfig.Origins.1.OriginCustomHeaders", undefined),
        spoil(
          "console",
          distribution,
          "DistributionConfig.Origins.1.OriginCustomHeaders.0.HeaderValue",
          "in plain words",
        ),
        spoil(
          "api",
          "AWS::Lambda::Function",
          "Environment.Variables.SAMSPILL_SECRETS",
          '{"SAMSPILL_ORIGIN_SECRET":["x"]}',
        ),
      ),
    ).toEqual([]);
  });

  it("the firewall stands before console and API alike", () => {
    expect(
      breaches(
        (cloud) => {
          const template = templateOf(cloud, "console");
          template.resourceCountIs(distribution, 1);
          template.allResourcesProperties(distribution, {
            DistributionConfig: {
              WebACLId: Match.anyValue(),
              CacheBehaviors: [
                Match.objectLike({ PathPattern: "/graphql", ViewerProtocolPolicy: "https-only" }),
                Match.objectLike({ PathPattern: "/calendar/*", ViewerProtocolPolicy: "redirect-to-https" }),
                Match.objectLike({ PathPattern: "/aktiviteter*", ViewerProtocolPolicy: "redirect-to-https" }),
              ],
              DefaultCacheBehavior: { ViewerProtocolPolicy: "redirect-to-https" },
            },
          });
          const properties = propertiesOf(cloud, distribution);
          expect(JSON.stringify(properties)).toMatch(/"WebACLId":\{[^}]*FirewallArn/);
        },
        spoil("console", distribution, "DistributionConfig.WebACLId", undefined),
        spoil("console", distribution, "DistributionConfig.CacheBehaviors.0.ViewerProtocolPolicy", "allow-all"),
        spoil("console", distribution, "DistributionConfig.CacheBehaviors.1.ViewerProtocolPolicy", "allow-all"),
        spoil("console", distribution, "DistributionConfig.CacheBehaviors.2.ViewerProtocolPolicy", "allow-all"),
      ),
    ).toEqual([]);
  });

  const firewall = "AWS::WAFv2::WebACL";
  it("an address that asks too often is stopped before anything else looks at it", () => {
    expect(
      breaches(
        (cloud) =>
          templateOf(cloud, "edge").allResourcesProperties(firewall, {
            Scope: "CLOUDFRONT",
            Rules: Match.arrayWith([
              Match.objectLike({
                Priority: 0,
                Action: { Block: {} },
                Statement: {
                  RateBasedStatement: {
                    AggregateKeyType: "IP",
                    EvaluationWindowSec: 300,
                    Limit: cloud.stage.requestsPerAddress,
                  },
                },
              }),
            ]),
          }),
        spoil("edge", firewall, "Rules.0.Action", { Count: {} }),
        spoil("edge", firewall, "Rules.0.Statement.RateBasedStatement.Limit", 2_000_000),
      ),
    ).toEqual([]);
  });

  it("the firewall has AWS's lists of bad addresses and known attacks, and blocks by them", () => {
    expect(
      breaches(
        (cloud) => {
          const properties = propertiesOf(cloud, firewall);
          const rules = properties["Rules"] as { Name: string; OverrideAction?: unknown; Statement: object }[];
          const lists = rules.filter(({ Statement }) => "ManagedRuleGroupStatement" in Statement);
          expect(lists.map(({ Name, OverrideAction }) => [Name, OverrideAction])).toEqual([
            ["AmazonIpReputationList", { None: {} }],
            ["KnownBadInputsRuleSet", { None: {} }],
            ["CommonRuleSet", { None: {} }],
          ]);
        },
        spoil("edge", firewall, "Rules.1.OverrideAction", { Count: {} }),
        spoil("edge", firewall, "Rules.2.Statement", {}),
      ),
    ).toEqual([]);
  });

  it("the firewall keeps no copies of what people send", () => {
    expect(
      breaches(
        (cloud) => {
          const properties = propertiesOf(cloud, firewall);
          expect(JSON.stringify(properties)).not.toContain('"SampledRequestsEnabled":true');
          expect(JSON.stringify(properties)).toContain('"SampledRequestsEnabled":false');
        },
        spoil("edge", firewall, "Rules.3.VisibilityConfig.SampledRequestsEnabled", true),
      ),
    ).toEqual([]);
  });

  const policyIn = ({ Properties }: Pick<ReturnType<typeof resourcesOf>[number], "Properties">): string => {
    const config = Properties["ResponseHeadersPolicyConfig"] as {
      SecurityHeadersConfig: { ContentSecurityPolicy: { ContentSecurityPolicy: unknown } };
    };
    return wordsOf(config.SecurityHeadersConfig.ContentSecurityPolicy.ContentSecurityPolicy);
  };

  /** The console's policy, by directive. */
  const policyOf = (cloud: Cloud): Record<string, string[]> => {
    const policies = resourcesOf(cloud, headers).map(policyIn);
    const ofConsole = policies.find((policy) => policy.includes("script-src")) ?? "";
    return Object.fromEntries(
      ofConsole.split("; ").map((directive) => {
        const [name = "", ...sources] = directive.split(" ");
        return [name, sources];
      }),
    );
  };

  it("the console runs its own scripts alone, and speaks with us and with who signs people in", () => {
    expect(
      breaches(
        (cloud) => {
          const policy = policyOf(cloud);
          expect(policy).toMatchObject({
            "default-src": ["'self'"],
            "script-src": ["'self'"],
            "object-src": ["'none'"],
            "base-uri": ["'none'"],
            "form-action": ["'self'"],
            "frame-ancestors": ["'none'"],
          });
          const { region } = cloud.stage;
          expect(policy["connect-src"]).toEqual([
            "'self'",
            expect.stringMatching(new RegExp(`^https://<.*SignIn.*>\\.auth\\.${region}\\.amazoncognito\\.com$`)),
            `https://cognito-idp.${region}.amazonaws.com`,
          ]);
          expect(JSON.stringify(policy)).not.toMatch(/unsafe|\*/);
        },
        spoil(
          "console",
          headers,
          "ResponseHeadersPolicyConfig.SecurityHeadersConfig.ContentSecurityPolicy.ContentSecurityPolicy",
          "default-src 'self'; script-src 'self' 'unsafe-inline'; connect-src 'self'",
        ),
      ),
    ).toEqual([]);
  });

  it("every answer tells the browser to be careful", () => {
    expect(
      breaches(
        (cloud) => {
          const template = templateOf(cloud, "console");
          template.resourceCountIs(headers, 3);
          template.allResourcesProperties(headers, {
            ResponseHeadersPolicyConfig: {
              SecurityHeadersConfig: {
                ContentSecurityPolicy: { Override: true },
                ContentTypeOptions: { Override: true },
                FrameOptions: { FrameOption: "DENY", Override: true },
                ReferrerPolicy: { ReferrerPolicy: "same-origin", Override: true },
                StrictTransportSecurity: {
                  AccessControlMaxAgeSec: 63_072_000,
                  IncludeSubdomains: true,
                  Override: true,
                },
              },
            },
          });
          template.allResourcesProperties(distribution, {
            DistributionConfig: {
              CacheBehaviors: [
                Match.objectLike({ ResponseHeadersPolicyId: Match.anyValue() }),
                Match.objectLike({ ResponseHeadersPolicyId: Match.anyValue() }),
                Match.objectLike({ ResponseHeadersPolicyId: Match.anyValue() }),
              ],
              DefaultCacheBehavior: { ResponseHeadersPolicyId: Match.anyValue() },
            },
          });
        },
        spoil("console", headers, "ResponseHeadersPolicyConfig.SecurityHeadersConfig.FrameOptions", undefined),
        spoil(
          "console",
          headers,
          "ResponseHeadersPolicyConfig.SecurityHeadersConfig.StrictTransportSecurity",
          undefined,
        ),
        spoil("console", distribution, "DistributionConfig.DefaultCacheBehavior.ResponseHeadersPolicyId", undefined),
      ),
    ).toEqual([]);
  });

  it("answers of the API are never kept at the edge", () => {
    expect(
      breaches(
        (cloud) =>
          templateOf(cloud, "console").allResourcesProperties(distribution, {
            DistributionConfig: {
              // AWS's own "CachingDisabled".
              CacheBehaviors: Match.arrayWith([
                Match.objectLike({ PathPattern: "/graphql", CachePolicyId: "4135ea2d-6df8-44a3-9df3-4b5a84be39ad" }),
              ]),
            },
          }),
        spoil(
          "console",
          distribution,
          "DistributionConfig.CacheBehaviors.0.CachePolicyId",
          "658327ea-f89d-4fab-a63d-7e88639e58f6",
        ),
      ),
    ).toEqual([]);
  });

  const cache = "AWS::CloudFront::CachePolicy";
  it("a calendar is one for all who ask: kept at the edge for as long as it says, and told nothing of who asks", () => {
    expect(
      breaches(
        (cloud) => {
          const template = templateOf(cloud, "console");
          const policy = resourcesOf(cloud, cache).find(({ id }) => id.startsWith("CalendarCache"));
          template.allResourcesProperties(distribution, {
            DistributionConfig: {
              CacheBehaviors: Match.arrayWith([
                Match.objectLike({
                  PathPattern: "/calendar/*",
                  CachePolicyId: { Ref: policy?.id },
                  OriginRequestPolicyId: Match.absent(),
                }),
              ]),
            },
          });
          expect(policy?.Properties).toMatchObject({
            CachePolicyConfig: {
              MinTTL: 0,
              DefaultTTL: 300,
              MaxTTL: 86_400,
              ParametersInCacheKeyAndForwardedToOrigin: {
                CookiesConfig: { CookieBehavior: "none" },
                HeadersConfig: { HeaderBehavior: "none" },
                QueryStringsConfig: { QueryStringBehavior: "none" },
                EnableAcceptEncodingGzip: true,
              },
            },
          });
        },
        spoil("console", distribution, "DistributionConfig.CacheBehaviors.1.CachePolicyId", "another"),
        spoil("console", cache, "CachePolicyConfig.MinTTL", 3600),
        spoil(
          "console",
          cache,
          "CachePolicyConfig.ParametersInCacheKeyAndForwardedToOrigin.QueryStringsConfig.QueryStringBehavior",
          "all",
        ),
      ),
    ).toEqual([]);
  });

  it("a page for all is one for all who choose the same: nothing else of who asks is told, nor makes another page", () => {
    expect(
      breaches(
        (cloud) => {
          const policy = resourcesOf(cloud, cache).find(({ id }) => id.startsWith("NoticeboardCache"));
          const own = resourcesOf(cloud, headers).find(({ id }) => id.startsWith("NoticeboardHeaders"));
          expect(propertiesOf(cloud, distribution)).toMatchObject({
            DistributionConfig: {
              CacheBehaviors: [
                {},
                {},
                {
                  PathPattern: "/aktiviteter*",
                  CachePolicyId: { Ref: policy?.id },
                  ResponseHeadersPolicyId: { Ref: own?.id },
                  Compress: true,
                },
              ],
            },
          });
          const [, , behaviour] = (
            propertiesOf(cloud, distribution)["DistributionConfig"] as { CacheBehaviors: Record<string, unknown>[] }
          ).CacheBehaviors;
          expect(behaviour).not.toHaveProperty("OriginRequestPolicyId");
          // Which is GET and HEAD.
          expect(behaviour).not.toHaveProperty("AllowedMethods");
          expect(policy?.Properties).toMatchObject({
            CachePolicyConfig: {
              MinTTL: 0,
              DefaultTTL: 300,
              // The style is named by its content.
              MaxTTL: 31_536_000,
              ParametersInCacheKeyAndForwardedToOrigin: {
                CookiesConfig: { CookieBehavior: "none" },
                HeadersConfig: { HeaderBehavior: "none" },
                QueryStringsConfig: { QueryStringBehavior: "all" },
                EnableAcceptEncodingGzip: true,
              },
            },
          });
          const rules = own ? policyIn(own).split("; ") : [];
          expect(rules).toEqual(
            expect.arrayContaining(["default-src 'none'", "base-uri 'none'", "form-action 'self'"]),
          );
          expect(rules.join()).not.toMatch(/script-src|unsafe|\*|https:|data:/);
        },
        spoil("console", distribution, "DistributionConfig.CacheBehaviors.2.CachePolicyId", "another"),
        spoil("console", distribution, "DistributionConfig.CacheBehaviors.2.ResponseHeadersPolicyId", "another"),
        (cloud) => {
          const [, policy] = resourcesOf(cloud, cache);
          const config = policy?.Properties["CachePolicyConfig"] as {
            ParametersInCacheKeyAndForwardedToOrigin: { QueryStringsConfig: { QueryStringBehavior: string } };
          };
          config.ParametersInCacheKeyAndForwardedToOrigin.QueryStringsConfig.QueryStringBehavior = "none";
        },
      ),
    ).toEqual([]);
  });

  /** Runs the function that stands before the console, as CloudFront does. */
  const visit = (cloud: Cloud, uri: string): { uri?: string; statusCode?: number; body?: string } => {
    const properties = propertiesOf(cloud, "AWS::CloudFront::Function");
    const code = wordsOf(properties["FunctionCode"]);
    return runInNewContext(`${code}\nhandler({ request: { uri: ${JSON.stringify(uri)} } })`) as { uri?: string };
  };

  it("an address within the console is answered with the console, and a file with the file", () => {
    expect(
      breaches(
        (cloud) => {
          const pages = ["/", "/organisations", "/organisations/923609016/show", "/auth-callback"];
          for (const page of pages) expect(visit(cloud, page).uri).toBe("/index.html");
          for (const file of ["/index.html", "/assets/index-Bx3.js", "/favicon.svg"])
            expect(visit(cloud, file).uri).toBe(file);
        },
        spoil(
          "console",
          "AWS::CloudFront::Function",
          "FunctionCode",
          "function handler(event) { return event.request; }",
        ),
      ),
    ).toEqual([]);
  });

  it("the console is told the stage, and who signs people in", () => {
    expect(
      breaches(
        (cloud) => {
          const { statusCode, body = "" } = visit(cloud, "/config.json");
          expect(statusCode).toBe(200);
          expect(JSON.parse(body)).toEqual({
            stage: cloud.stage.name,
            authority: expect.stringMatching(/^<.*People.*ProviderURL.*>$/) as string,
            clientId: expect.stringMatching(/^<.*PeopleConsole.*>$/) as string,
          });
          const told = JSON.parse(body) as { authority: string; clientId: string };
          const settings = settingsOf(cloud, "graphql");
          expect(wordsOf(settings["SAMSPILL_ISSUER"])).toBe(told.authority);
          expect(wordsOf(settings["SAMSPILL_CLIENT_IDS"])).toBe(told.clientId);
        },
        spoil("api", "AWS::Lambda::Function", "Environment.Variables.SAMSPILL_ISSUER", "https://elsewhere.example"),
        spoil("api", "AWS::Lambda::Function", "Environment.Variables.SAMSPILL_CLIENT_IDS", "another"),
      ),
    ).toEqual([]);
  });

  it("only this distribution reads the console's files, and only the order for its log writes beside them", () => {
    expect(
      breaches(
        (cloud) => {
          const template = templateOf(cloud, "console");
          template.hasResourceProperties("AWS::CloudFront::OriginAccessControl", {
            OriginAccessControlConfig: { SigningBehavior: "always", SigningProtocol: "sigv4" },
          });
          const allowed = resourcesOf(cloud, "AWS::S3::BucketPolicy", "console").flatMap(({ Properties }) =>
            (Properties["PolicyDocument"] as Document).Statement.filter(({ Effect }) => Effect === "Allow"),
          );
          expect(allowed).toHaveLength(2);
          expect(allowed[0]).toMatchObject({
            Action: "s3:GetObject",
            Principal: { Service: "cloudfront.amazonaws.com" },
          });
          expect(JSON.stringify(allowed[0])).toMatch(/AWS:SourceArn.*:distribution\//);
          expect(allowed[1]).toMatchObject({
            Action: "s3:PutObject",
            Principal: { Service: "delivery.logs.amazonaws.com" },
            Condition: { StringEquals: { "aws:SourceAccount": { Ref: "AWS::AccountId" } } },
          });
          expect(JSON.stringify(allowed[1])).toMatch(/aws:SourceArn.*arn:aws:logs:us-east-1:.*:delivery-source:/);
        },
        spoil("console", "AWS::CloudFront::OriginAccessControl", "OriginAccessControlConfig.SigningBehavior", "never"),
        spoil("console", "AWS::S3::BucketPolicy", "PolicyDocument.Statement.1.Condition", {}),
        spoil("console", "AWS::S3::BucketPolicy", "PolicyDocument.Statement.1.Condition.ArnLike", undefined),
      ),
    ).toEqual([]);
  });

  const laid = "Custom::CDKBucketDeployment";
  it("files named by their content may be kept for ever; the index that names them comes after them, and is asked for anew", () => {
    expect(
      breaches(
        (cloud) => {
          const [kept, anew] = resourcesOf(cloud, laid).map(({ Properties }) => Properties["SystemMetadata"]);
          expect(kept).toEqual({ "cache-control": "public, max-age=31536000, immutable" });
          expect(anew).toEqual({ "cache-control": "no-cache" });
          const template = templateOf(cloud, "console");
          template.allResourcesProperties(laid, { Prune: false });
          const [first] = resourcesOf(cloud, laid);
          template.hasResource(laid, { DependsOn: Match.arrayWith([first?.id]) });
        },
        spoil("console", laid, "SystemMetadata.cache-control", "no-store"),
        spoil("console", laid, "Prune", true),
      ),
    ).toEqual([]);
  });
});

describe("Who signs in", () => {
  const client = "AWS::Cognito::UserPoolClient";

  it("nobody signs themselves up, and whoever is made by hand needs a code too", () => {
    expect(
      breaches(
        (cloud) =>
          templateOf(cloud, "identity").allResourcesProperties("AWS::Cognito::UserPool", {
            AdminCreateUserConfig: { AllowAdminCreateUserOnly: true },
            MfaConfiguration: "ON",
            EnabledMfas: ["SOFTWARE_TOKEN_MFA"],
            Policies: { PasswordPolicy: { MinimumLength: 16 } },
          }),
        spoil("identity", "AWS::Cognito::UserPool", "MfaConfiguration", "OFF"),
        spoil("identity", "AWS::Cognito::UserPool", "AdminCreateUserConfig.AllowAdminCreateUserOnly", false),
      ),
    ).toEqual([]);
  });

  it("the console has no secret, and gets its tokens by the code flow alone, for an hour, renewed within the day", () => {
    expect(
      breaches(
        (cloud) =>
          templateOf(cloud, "identity").allResourcesProperties(client, {
            GenerateSecret: false,
            AllowedOAuthFlows: ["code"],
            AllowedOAuthScopes: ["openid", "profile"],
            AccessTokenValidity: 60,
            RefreshTokenValidity: 720,
            EnableTokenRevocation: true,
          }),
        spoil("identity", client, "AllowedOAuthFlows", ["code", "implicit"]),
        spoil("identity", client, "RefreshTokenValidity", 43_200),
      ),
    ).toEqual([]);
  });
});

describe("Watching", () => {
  const alarm = "AWS::CloudWatch::Alarm";

  it("every alarm says what it means to people, and where it stands what to do", () => {
    expect(
      breaches(
        (cloud) => {
          const alarms = resourcesOf(cloud, alarm);
          expect(alarms.length).toBeGreaterThan(20);
          for (const { Properties } of alarms) {
            const said = wordsOf(Properties["AlarmDescription"]);
            const [, means = "", anchor = ""] = /^(.{30,}\.) What to do: infra\/RUNBOOK\.md#([\w-]+)$/.exec(said) ?? [];
            expect(means, said).not.toBe("");
            expect(anchors, said).toContain(anchor);
          }
        },
        spoil("watch", alarm, "AlarmDescription", "Errors > 0"),
        spoil(
          "watch",
          alarm,
          "AlarmDescription",
          "People see errors in the console, all of them. What to do: infra/RUNBOOK.md#nowhere",
        ),
      ),
    ).toEqual([]);
  });

  it("every function's errors, throttling and slowness are watched, and every job's absence", () => {
    expect(
      breaches(
        (cloud) => {
          const watched = resourcesOf(cloud, alarm).map(({ Properties }) =>
            wordsOf(Properties["AlarmName"]).replace(`samspill-${cloud.stage.name}-`, ""),
          );
          const wanted = Object.entries(definitions).flatMap(([name, definition]) => {
            const job = Object.hasOwn(jobs, name) ? (definition as Job) : undefined;
            const slow = job?.handsItselfOn ? [] : [`${name}-slow`];
            return [`${name}-errors`, `${name}-throttles`, ...slow, ...(job ? [`${name}-absent`] : [])];
          });
          const others = [
            "stream-behind",
            "events-dead-letters",
            "mail-dead-letters",
            "news-dead-letters",
            "jobs-dead-letters",
            "api-server-errors",
            "api-refuses",
            "api-slow",
            "table-throttled",
            "table-system-errors",
          ];
          expect(watched).toEqual(expect.arrayContaining([...wanted, ...others]));
        },
        drop("watch", alarm),
      ),
    ).toEqual([]);
  });

  it("an alarm reaches somebody, and so does its end; silence of what should work is an alarm too", () => {
    expect(
      breaches(
        (cloud) => {
          for (const { Properties } of resourcesOf(cloud, alarm)) {
            expect(Properties["AlarmActions"]).toHaveLength(1);
            expect(Properties["OKActions"]).toHaveLength(1);
            const isAbsence = wordsOf(Properties["AlarmName"]).endsWith("-absent");
            expect(Properties["TreatMissingData"]).toBe(isAbsence ? "breaching" : "notBreaching");
          }
        },
        spoil("watch", alarm, "AlarmActions", []),
        spoil("watch", alarm, "TreatMissingData", "missing"),
      ),
    ).toEqual([]);
  });

  const budget = "AWS::Budgets::Budget";
  it("somebody is told when the month's budget is nearly spent, or will be", () => {
    expect(
      breaches(
        (cloud) => {
          const { budgetUsd, name } = cloud.stage;
          const properties = propertiesOf(cloud, budget);
          const told = (type: string, share: number) => ({
            Notification: expect.objectContaining({ NotificationType: type, Threshold: share }) as unknown,
            Subscribers: [expect.objectContaining({ SubscriptionType: "SNS" }) as unknown],
          });
          expect(properties).toMatchObject({
            Budget: { BudgetLimit: { Amount: budgetUsd, Unit: "USD" }, TimeUnit: "MONTHLY", BudgetType: "COST" },
            NotificationsWithSubscribers: [told("ACTUAL", 80), told("FORECASTED", 100)],
          });
          const { BudgetName } = properties["Budget"] as { BudgetName: string };
          expect(BudgetName).toContain(`samspill-${name}`);
          expect(anchors).toContain(BudgetName.split("#")[1]);
        },
        spoil("edge", budget, "NotificationsWithSubscribers", []),
        spoil("edge", budget, "Budget.BudgetLimit.Amount", 1_000_000),
        spoil("edge", budget, "Budget.BudgetName", "samspill-prod infra/RUNBOOK.md#nowhere"),
      ),
    ).toEqual([]);
  });
});

describe("A stage is data", () => {
  const account = "123456789012";
  const decided: Stage = {
    ...stages.prod,
    domain: { name: "samspill.example.no", certificateArn: `arn:aws:acm:us-east-1:${account}:certificate/x` },
    identityProvider: {
      name: "Ansattporten",
      issuer: "https://ansattporten.example.no",
      clientId: "samspill",
      clientSecretName: "samspill-prod-ansattporten",
    },
    contact: "drift@example.no",
    mailDomain: "samspill.example.no",
    originSecret: "green",
    alarmEmails: ["vakt@example.no"],
  };
  const [cloud] = synthesise([decided], { account }).clouds;
  if (!cloud) throw new Error("The stage was not synthesised.");

  it("stands at its own domain, with nothing older than TLS 1.2", () => {
    templateOf(cloud, "console").hasResourceProperties("AWS::CloudFront::Distribution", {
      DistributionConfig: {
        Aliases: ["samspill.example.no"],
        ViewerCertificate: { MinimumProtocolVersion: "TLSv1.2_2021", SslSupportMethod: "sni-only" },
      },
    });
    templateOf(cloud, "console").hasOutput("Address", { Value: "https://samspill.example.no" });
  });

  it("sends people back to exactly where the console says it is", () => {
    templateOf(cloud, "identity").hasResourceProperties("AWS::Cognito::UserPoolClient", {
      CallbackURLs: ["https://samspill.example.no/auth-callback"],
      LogoutURLs: ["https://samspill.example.no/"],
    });
  });

  it("lets the provider alone sign people in, with a secret that stands nowhere", () => {
    const identity = templateOf(cloud, "identity");
    const [provider] = resourcesOf(cloud, "AWS::Cognito::UserPoolIdentityProvider");
    identity.hasResourceProperties("AWS::Cognito::UserPoolClient", {
      SupportedIdentityProviders: [{ Ref: provider?.id }],
      ExplicitAuthFlows: Match.absent(),
    });
    identity.hasResourceProperties("AWS::Cognito::UserPoolIdentityProvider", {
      ProviderDetails: {
        client_secret: "{{resolve:secretsmanager:samspill-prod-ansattporten:SecretString:::}}",
        oidc_issuer: "https://ansattporten.example.no",
      },
    });
  });

  it("proves itself by the other secret once the stage says so, and the function still knows both", () => {
    const properties = propertiesOf(cloud, "AWS::CloudFront::Distribution");
    expect(JSON.stringify(properties)).toMatch(/resolve:secretsmanager:.*OriginSecretgreen/);
    templateOf(cloud, "api").resourceCountIs("AWS::SecretsManager::Secret", 5);
    const exported = Object.keys(templateOf(cloud, "api").findOutputs("*")).filter((id) => id.includes("OriginSecret"));
    expect(exported).toHaveLength(2);
  });

  it("sends its alarms and its costs to the people it names", () => {
    for (const part of ["watch", "edge"] as const)
      templateOf(cloud, part).hasResourceProperties("AWS::SNS::Subscription", {
        Protocol: "email",
        Endpoint: "vakt@example.no",
      });
  });

  it("tells the registers who asks", () => {
    templateOf(cloud, "jobs").hasResourceProperties("AWS::Lambda::Function", {
      FunctionName: "samspill-prod-syncRegistry",
      Environment: { Variables: { SAMSPILL_CONTACT: "drift@example.no" } },
    });
  });

  it("keeps what reads whole registers within half a gigabyte", () => {
    templateOf(cloud, "jobs").hasResourceProperties("AWS::Lambda::Function", {
      FunctionName: "samspill-prod-syncRegistry",
      Environment: { Variables: { NODE_OPTIONS: "--max-old-space-size=320" } },
    });
  });

  it("lets one function write letters, from its own address, and prints what its domain must say of itself", () => {
    const may = rightsOf(cloud).filter(({ action }) => action.startsWith("ses:"));
    expect(may).toEqual([
      {
        role: expect.stringContaining("sendMail") as string,
        action: "ses:SendEmail",
        resource: expect.any(String) as string,
      },
    ]);
    const events = templateOf(cloud, "events");
    events.hasResourceProperties("AWS::Events::Rule", {
      EventPattern: { source: ["samspill"], "detail-type": ["mail.queued"] },
    });
    expect(Object.keys(events.findOutputs("*")).filter((id) => id.startsWith("Dkim"))).toHaveLength(3);
    expect(rightsOf(clouds[0] ?? cloud).filter(({ action }) => action.startsWith("ses:"))).toEqual([]);
  });

  it("is known by name, and a name that is none is refused with those there are", () => {
    expect(Object.entries(stages).map(([name, stage]) => [name, stageNamed(name) === stage])).toEqual([
      ["dev", true],
      ["test", true],
      ["prod", true],
    ]);
    expect(() => stageNamed("production")).toThrow("There is no stage production; there are dev, test, prod.");
  });
});

describe("Good practice", () => {
  it("is checked: a bucket that is open stops the synthesis", () => {
    const open = (planted: App): void => {
      new s3.Bucket(new Stack(planted, "planted"), "Open");
    };
    expect(() => synthesise([], { more: open })).toThrow("AwsSolutions-S10");
    expect(() => synthesise([])).not.toThrow();
  });

  it("is departed from with a reason each time", () => {
    const reasons = app.node
      .findAll()
      .flatMap(({ node }) => node.metadata)
      .filter(({ type }) => type === "aws:cdk:acknowledged-rules")
      .flatMap(({ data }) => Object.entries(data as Record<string, string>));
    expect(reasons.length).toBeGreaterThan(20);
    for (const [rule, reason] of reasons) expect(reason.length, rule).toBeGreaterThan(30);
    expect(new Set(reasons.map(([rule]) => rule.replace("Annotation::", "").split("[")[0]))).toEqual(
      new Set([
        "AwsSolutions-APIG4",
        "AwsSolutions-CFR1",
        "AwsSolutions-CFR3",
        "AwsSolutions-CFR4",
        "AwsSolutions-COG8",
        "AwsSolutions-IAM5",
        "AwsSolutions-L1",
        "AwsSolutions-S1",
        "AwsSolutions-SMG4",
        "AwsSolutions-SQS3",
      ]),
    );
  });
});
