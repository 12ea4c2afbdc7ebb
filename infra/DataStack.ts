import {
  aws_dynamodb as dynamodb,
  aws_iam as iam,
  aws_kms as kms,
  aws_s3 as s3,
  CfnOutput,
  Duration,
  RemovalPolicy,
  Stack,
  Validations,
  type StackProps,
} from "aws-cdk-lib";
import type { Construct } from "constructs";
import { tableShape } from "../functions/platform/tableShape.ts";
import type { Stage } from "./stage.ts";

const attribute = (key: { readonly name: string; readonly type: "string" | "number" }): dynamodb.Attribute => ({
  name: key.name,
  type: key.type === "string" ? dynamodb.AttributeType.STRING : dynamodb.AttributeType.NUMBER,
});

/** The one table and its key: what must outlive everything else. */
export class DataStack extends Stack {
  readonly table: dynamodb.TableV2;
  /**
   * A key of our own: reading the table then takes two rights, every use of the key stands in CloudTrail, and access can be
   * cut at one place in an incident.
   */
  readonly tableKey: kms.Key;
  /** The ends of the audit trail's chains: what was written first under a key stays. */
  readonly vault: s3.Bucket;

  constructor(scope: Construct, id: string, { stage, ...props }: StackProps & { readonly stage: Stage }) {
    super(scope, id, { ...props, terminationProtection: stage.keepsData });
    const removalPolicy = stage.keepsData ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY;
    this.tableKey = new kms.Key(this, "TableKey", {
      description: `samspill-${stage.name}: the table`,
      enableKeyRotation: true,
      // The longest KMS offers: the last chance to regret.
      pendingWindow: Duration.days(30),
      removalPolicy,
    });
    const ceiling = { maxReadRequestUnits: stage.table.maxReads, maxWriteRequestUnits: stage.table.maxWrites };
    this.table = new dynamodb.TableV2(this, "Table", {
      partitionKey: attribute(tableShape.partitionKey),
      sortKey: attribute(tableShape.sortKey),
      globalSecondaryIndexes: Object.entries(tableShape.indexes).map(([indexName, index]) => ({
        indexName,
        partitionKey: attribute(index.partitionKey),
        sortKey: attribute(index.sortKey),
        projectionType: dynamodb.ProjectionType["projection" in index ? index.projection : "ALL"],
        ...ceiling,
      })),
      billing: dynamodb.Billing.onDemand(ceiling),
      // 35 days is the longest; it is also how long what was erased can still be brought back.
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true, recoveryPeriodInDays: 35 },
      deletionProtection: stage.keepsData,
      encryption: dynamodb.TableEncryptionV2.customerManagedKey(this.tableKey),
      timeToLiveAttribute: tableShape.expiryAttribute,
      dynamoStream: dynamodb.StreamViewType[tableShape.stream],
      removalPolicy,
    });
    this.vault = this.lockedBucket(stage, removalPolicy);
    new CfnOutput(this, "TableName", { value: this.table.tableName });
  }

  private lockedBucket({ keepsData, vaultDays }: Stage, removalPolicy: RemovalPolicy): s3.Bucket {
    const period = Duration.days(vaultDays);
    const bucket = new s3.Bucket(this, "Vault", {
      versioned: true,
      objectLockEnabled: true,
      objectLockDefaultRetention: keepsData
        ? s3.ObjectLockRetention.compliance(period)
        : s3.ObjectLockRetention.governance(period),
      blockPublicAccess: s3.BlockPublicAccess.BLOCK_ALL,
      enforceSSL: true,
      encryption: s3.BucketEncryption.S3_MANAGED,
      objectOwnership: s3.ObjectOwnership.BUCKET_OWNER_ENFORCED,
      removalPolicy,
    });
    // The lock keeps versions; it does not hold off a delete marker or a newer version, which would hide them.
    const toNobody = (actions: readonly string[], conditions: Record<string, unknown> = {}): void => {
      bucket.addToResourcePolicy(
        new iam.PolicyStatement({
          effect: iam.Effect.DENY,
          principals: [new iam.AnyPrincipal()],
          actions: [...actions],
          resources: [bucket.arnForObjects("*")],
          conditions,
        }),
      );
    };
    toNobody(["s3:DeleteObject*"]);
    toNobody(["s3:PutObject"], { Null: { "s3:if-none-match": "true" } });
    Validations.of(bucket).acknowledge({
      id: "AwsSolutions-S1",
      reason: "One job writes here, one object a day: its log says which, and the lock keeps what was written.",
    });
    return bucket;
  }
}
