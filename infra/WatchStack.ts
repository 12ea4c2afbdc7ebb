import {
  aws_cloudwatch as cloudwatch,
  aws_cloudwatch_actions as actions,
  aws_sns as sns,
  aws_sns_subscriptions as subscriptions,
  Duration,
  Stack,
  type aws_sqs as sqs,
  type StackProps,
} from "aws-cdk-lib";
import type { Construct } from "constructs";
import type { ApiStack } from "./ApiStack.ts";
import type { DataStack } from "./DataStack.ts";
import type { EventsStack } from "./EventsStack.ts";
import { functions } from "./functions.ts";
import { jobs, type Job } from "./jobs.ts";
import type { JobsStack } from "./JobsStack.ts";
import type { ServiceFunction } from "./ServiceFunction.ts";
import type { Stage } from "./stage.ts";

export interface WatchStackProps extends StackProps {
  readonly stage: Stage;
  readonly data: DataStack;
  readonly api: ApiStack;
  readonly events: EventsStack;
  readonly jobs: JobsStack;
}

interface Watched {
  readonly metric: cloudwatch.IMetric;
  readonly above?: number;
  readonly below?: number;
  /** Periods in a row before it sounds; one unless told. */
  readonly periods?: number;
  /** What it means to people. */
  readonly means: string;
  /** The section of infra/RUNBOOK.md that says what to do. */
  readonly runbook: string;
}

const five = Duration.minutes(5);

/** Looks after the rest: each alarm says what is lost and where it is written what to do. */
export class WatchStack extends Stack {
  private readonly topic: sns.Topic;
  private readonly alarms: cloudwatch.Alarm[] = [];
  private readonly stage: Stage;

  constructor(scope: Construct, id: string, { stage, data, api, events, jobs: clock, ...props }: WatchStackProps) {
    super(scope, id, props);
    this.stage = stage;
    this.topic = new sns.Topic(this, "Alarms", { topicName: `samspill-${stage.name}-alarms`, enforceSSL: true });
    for (const email of stage.alarmEmails) this.topic.addSubscription(new subscriptions.EmailSubscription(email));

    const { publishOutbox, sendMail, followOrganisation } = events;
    const people = [api.graphql, api.calendar, api.noticeboard];
    const all = [...people, publishOutbox, sendMail, followOrganisation, ...clock.functions];
    for (const each of all) this.watchFunction(each);
    for (const each of clock.functions) this.watchJob(each);
    this.watchStream(events);
    this.watchQueue("events-dead-letters", events.deadLetters, "Events could not be published in five tries.");
    this.watchQueue("mail-dead-letters", events.deadMail, "Letters could not be sent: people wait for an invitation.");
    this.watchQueue("news-dead-letters", events.deadNews, functions.followOrganisation.failureMeans);
    this.watchQueue("jobs-dead-letters", clock.deadLetters, "A scheduled job was given up, and its work is not done.");
    this.watchApi(api);
    this.watchTable(data);
    this.dashboard(all, data);
  }

  private watch(name: string, { metric, above, below, periods = 1, means, runbook }: Watched): void {
    const alarm = new cloudwatch.Alarm(this, name, {
      alarmName: `samspill-${this.stage.name}-${name}`,
      alarmDescription: `${means} What to do: infra/RUNBOOK.md#${runbook}`,
      metric,
      threshold: above ?? below ?? 0,
      comparisonOperator:
        below === undefined
          ? cloudwatch.ComparisonOperator.GREATER_THAN_THRESHOLD
          : cloudwatch.ComparisonOperator.LESS_THAN_THRESHOLD,
      evaluationPeriods: periods,
      // Silence is good news of errors and bad news of work that should have been done.
      treatMissingData:
        below === undefined ? cloudwatch.TreatMissingData.NOT_BREACHING : cloudwatch.TreatMissingData.BREACHING,
    });
    alarm.addAlarmAction(new actions.SnsAction(this.topic));
    alarm.addOkAction(new actions.SnsAction(this.topic));
    this.alarms.push(alarm);
  }

  private watchFunction({ name, lambda, definition }: ServiceFunction): void {
    const means = definition.failureMeans;
    this.watch(`${name}-errors`, {
      metric: lambda.metricErrors({ period: five }),
      above: 0,
      means,
      runbook: "function-errors",
    });
    this.watch(`${name}-throttles`, {
      metric: lambda.metricThrottles({ period: five }),
      above: 0,
      periods: 3,
      means: `Calls of ${name} are turned away, as too many run at once. ${means}`,
      runbook: "function-throttles",
    });
    // A job that hands itself on works until its time is nearly out; its failing to do so is an error above.
    if ("handsItselfOn" in definition) return;
    const milliseconds = definition.timeoutSeconds * 1000;
    this.watch(`${name}-slow`, {
      metric: lambda.metricDuration({ period: five, statistic: "p99" }),
      // Four fifths leaves time to act before requests are cut off.
      above: 0.8 * milliseconds,
      periods: 3,
      means: `${name} needs nearly all its ${definition.timeoutSeconds} seconds, and will soon be cut off. ${means}`,
      runbook: "function-slow",
    });
  }

  private watchJob({ name, lambda, definition }: ServiceFunction): void {
    const everyFewMinutes = Object.entries<Job>(jobs).some(
      ([job, { schedules }]) => job === name && schedules.some(({ when }) => "everyMinutes" in when),
    );
    this.watch(`${name}-absent`, {
      metric: lambda.metricInvocations({ period: everyFewMinutes ? Duration.minutes(15) : Duration.days(1) }),
      below: 1,
      means: `${name} has not run when it should. ${definition.failureMeans}`,
      runbook: "job-absent",
    });
  }

  private watchStream({ publishOutbox: { lambda, definition } }: EventsStack): void {
    this.watch("stream-behind", {
      metric: lambda.metric("IteratorAge", { period: five, statistic: "max" }),
      // Milliseconds: ten minutes, twice the sweep's interval, so that the sweep has had its chance.
      above: 600_000,
      means: `The table's stream is read too slowly. ${definition.failureMeans}`,
      runbook: "stream-behind",
    });
  }

  private watchQueue(name: string, queue: sqs.Queue, means: string): void {
    this.watch(name, {
      metric: queue.metricApproximateNumberOfMessagesVisible({ period: five, statistic: "max" }),
      above: 0,
      means,
      runbook: name,
    });
  }

  private watchApi({ api }: ApiStack): void {
    this.watch("api-server-errors", {
      metric: api.metricServerError({ period: five, statistic: "sum" }),
      above: 0,
      periods: 2,
      means: "The API answers some requests with a server error: people cannot finish what they do.",
      runbook: "api-server-errors",
    });
    const sums = {
      refused: api.metricClientError({ period: five, statistic: "sum" }),
      asked: api.metricCount({ period: five, statistic: "sum" }),
    };
    this.watch("api-refuses", {
      metric: new cloudwatch.MathExpression({
        // Of a few questions at night, half may well be somebody's mistake.
        expression: "IF(asked > 20, 100 * refused / asked, 0)",
        usingMetrics: sums,
        label: "Refused (%)",
        period: five,
      }),
      above: 50,
      periods: 2,
      means: "The API refuses most of what it is asked: people do not get in, or somebody is trying to.",
      runbook: "api-refuses",
    });
    this.watch("api-slow", {
      metric: api.metricLatency({ period: five, statistic: "p99" }),
      above: 3000,
      periods: 3,
      means: "One request in a hundred takes over three seconds: the console feels broken.",
      runbook: "api-slow",
    });
  }

  private watchTable({ table }: DataStack): void {
    const events = (metricName: string) => table.metric(metricName, { period: five, statistic: "sum" });
    const throttled = new cloudwatch.MathExpression({
      expression: "FILL(reads, 0) + FILL(writes, 0)",
      usingMetrics: { reads: events("ReadThrottleEvents"), writes: events("WriteThrottleEvents") },
      label: "Throttled",
      period: five,
    });
    this.watch("table-throttled", {
      metric: throttled,
      above: 0,
      periods: 3,
      means: "The database turns requests away: the stage's ceiling is reached, or one partition is too busy.",
      runbook: "table-throttled",
    });
    const operations = ["GetItem", "BatchGetItem", "Query", "PutItem", "UpdateItem", "TransactWriteItems"] as const;
    const failing = operations.map((operation, index) => [
      `m${index}`,
      table.metric("SystemErrors", {
        dimensionsMap: { TableName: table.tableName, Operation: operation },
        period: five,
        statistic: "sum",
      }),
    ]);
    this.watch("table-system-errors", {
      metric: new cloudwatch.MathExpression({
        expression: failing.map(([id]) => `FILL(${String(id)}, 0)`).join(" + "),
        usingMetrics: Object.fromEntries(failing) as Record<string, cloudwatch.IMetric>,
        label: "System errors",
        period: five,
      }),
      above: 0,
      periods: 2,
      means: "The database itself fails: writes may have to be tried again, and reading may stop.",
      runbook: "table-system-errors",
    });
  }

  private dashboard(all: readonly ServiceFunction[], { table }: DataStack): void {
    const graph = (title: string, left: cloudwatch.IMetric[]) => new cloudwatch.GraphWidget({ title, left, width: 12 });
    const consumed = (metricName: string) => table.metric(metricName, { period: five, statistic: "sum" });
    new cloudwatch.Dashboard(this, "Dashboard", {
      dashboardName: `samspill-${this.stage.name}`,
      widgets: [
        [new cloudwatch.AlarmStatusWidget({ title: "Alarms", alarms: this.alarms, width: 24 })],
        [
          graph(
            "Calls",
            all.map(({ lambda }) => lambda.metricInvocations({ period: five })),
          ),
          graph(
            "Errors",
            all.map(({ lambda }) => lambda.metricErrors({ period: five })),
          ),
        ],
        [
          graph(
            "Duration (p99)",
            all.map(({ lambda }) => lambda.metricDuration({ period: five, statistic: "p99" })),
          ),
          graph("Table's request units", [
            consumed("ConsumedReadCapacityUnits"),
            consumed("ConsumedWriteCapacityUnits"),
          ]),
        ],
      ],
    });
  }
}
