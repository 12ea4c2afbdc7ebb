import {
  aws_events as events,
  aws_events_targets as targets,
  aws_ses as ses,
  CfnOutput,
  type aws_dynamodb as dynamodb,
  aws_lambda as lambda,
  aws_lambda_event_sources as sources,
  type aws_sqs as sqs,
  Duration,
  Stack,
  type StackProps,
} from "aws-cdk-lib";
import type { Construct } from "constructs";
import { deadLetterQueue } from "./deadLetterQueue.ts";
import { functions } from "./functions.ts";
import { ServiceFunction, type Ground } from "./ServiceFunction.ts";

/** What happened is told: from the table's stream to a bus, at least once. */
export class EventsStack extends Stack {
  readonly bus: events.EventBus;
  readonly publishOutbox: ServiceFunction;
  readonly sendMail: ServiceFunction;
  readonly deadLetters: sqs.Queue;
  readonly followOrganisation: ServiceFunction;
  /** News of organisations that was not acted on. */
  readonly deadNews: sqs.Queue;
  /** Letters that could not be sent: their ids, and not what they say. */
  readonly deadMail: sqs.Queue;

  constructor(scope: Construct, id: string, { ground, ...props }: StackProps & { readonly ground: Ground }) {
    super(scope, id, props);
    const { stage, data } = ground;
    this.bus = new events.EventBus(this, "Bus", { eventBusName: `samspill-${stage.name}` });
    this.bus.archive("Archive", {
      archiveName: `samspill-${stage.name}`,
      description: "All events, for a consumer that was down or came later.",
      eventPattern: { account: [this.account] },
      retention: Duration.days(stage.archiveDays),
    });
    this.deadLetters = deadLetterQueue(this, "DeadLetters");
    this.publishOutbox = new ServiceFunction(this, "publishOutbox", {
      ...ground,
      definition: functions.publishOutbox,
      bus: this.bus,
    });
    this.publishOutbox.lambda.addEventSource(
      // The event source knows the older table only, of which this is all it asks.
      new sources.DynamoEventSource(data.table as dynamodb.ITable, {
        startingPosition: lambda.StartingPosition.TRIM_HORIZON,
        filters: [
          lambda.FilterCriteria.filter({
            eventName: ["INSERT"],
            dynamodb: { Keys: { pk: { S: [{ prefix: "OUTBOX#" }] } } },
          }),
        ],
        batchSize: 100,
        reportBatchItemFailures: true,
        // One bad event must not hold back the others: the batch is halved until it stands alone, tried five times, set aside.
        bisectBatchOnError: true,
        retryAttempts: 5,
        // The sweep sends what is older; without a limit a bad event would hold its shard for a day.
        maxRecordAge: Duration.hours(1),
        onFailure: new sources.SqsDlq(this.deadLetters),
      }),
    );
    this.deadMail = deadLetterQueue(this, "DeadMail");
    this.sendMail = new ServiceFunction(this, "sendMail", {
      ...ground,
      definition: functions.sendMail,
      deadLetters: this.deadMail,
    });
    this.hear(this.sendMail, this.deadMail);
    this.deadNews = deadLetterQueue(this, "DeadNews");
    this.followOrganisation = new ServiceFunction(this, "followOrganisation", {
      ...ground,
      definition: functions.followOrganisation,
      deadLetters: this.deadNews,
    });
    this.hear(this.followOrganisation, this.deadNews);
    if (stage.mailDomain !== undefined) this.letWrite(this.sendMail, stage.mailDomain);
  }

  /** Calls a function with each event of the types it acts on. */
  private hear({ name, lambda: called, definition }: ServiceFunction, deadLetters: sqs.Queue): void {
    new events.Rule(this, `${name}-hears`, {
      eventBus: this.bus,
      description: definition.failureMeans,
      eventPattern: { source: ["samspill"], detailType: [...(definition.hears ?? [])] },
      targets: [
        new targets.LambdaFunction(called as lambda.IFunction, {
          deadLetterQueue: deadLetters,
          // What could not be handed over in six hours is not news; Lambda tries as long from there.
          maxEventAge: Duration.hours(6),
        }),
      ],
    });
  }

  /** Lets a function write from the domain, once its owner has shown by DNS that it is his (DKIM). */
  private letWrite(sender: ServiceFunction, domain: string): void {
    const identity = new ses.EmailIdentity(this, "Letters", { identity: ses.Identity.domain(domain) });
    sender.allow(["ses:SendEmail"], [identity.emailIdentityArn], {
      StringEquals: { "ses:FromAddress": `samspill@${domain}` },
    });
    for (const [n, { name, value }] of identity.dkimRecords.entries())
      new CfnOutput(this, `Dkim${n + 1}`, { value: `${name} CNAME ${value}` });
  }
}
