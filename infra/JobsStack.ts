import {
  aws_iam as iam,
  aws_scheduler as scheduler,
  type aws_sqs as sqs,
  Duration,
  Stack,
  TimeZone,
  type aws_events as events,
  type StackProps,
} from "aws-cdk-lib";
import type { Construct } from "constructs";
import { deadLetterQueue } from "./deadLetterQueue.ts";
import { jobs, jobZone, type Job, type When } from "./jobs.ts";
import { ServiceFunction, type Ground } from "./ServiceFunction.ts";

export interface JobsStackProps extends StackProps {
  readonly ground: Ground;
  readonly bus: events.EventBus;
}

const expression = (when: When): scheduler.ScheduleExpression => {
  if ("everyMinutes" in when) return scheduler.ScheduleExpression.rate(Duration.minutes(when.everyMinutes));
  const [hour = "", minute = ""] = when.at.split(":");
  return scheduler.ScheduleExpression.cron({
    hour: `${Number(hour)}`,
    minute: `${Number(minute)}`,
    ...(when.weekday && { weekDay: when.weekday }),
    timeZone: TimeZone.of(jobZone),
  });
};

/** What runs by the clock. */
export class JobsStack extends Stack {
  readonly functions: readonly ServiceFunction[];
  readonly deadLetters: sqs.Queue;

  constructor(scope: Construct, id: string, { ground, bus, ...props }: JobsStackProps) {
    super(scope, id, props);
    const { stage } = ground;
    this.deadLetters = deadLetterQueue(this, "DeadLetters");
    const group = new scheduler.ScheduleGroup(this, "Schedules", { scheduleGroupName: `samspill-${stage.name}` });
    this.functions = Object.entries<Job>(jobs).map(([name, job]) => {
      const runs = new ServiceFunction(this, name, {
        ...ground,
        definition: job,
        bus,
        deadLetters: this.deadLetters,
      });
      if (job.handsItselfOn) runs.allowItself();
      const target = this.call(runs);
      for (const schedule of job.schedules) {
        new scheduler.Schedule(this, `${name}-${schedule.name}`, {
          scheduleName: `${name}-${schedule.name}`,
          scheduleGroup: group,
          description: job.failureMeans,
          schedule: expression(schedule.when),
          target: { bind: () => ({ ...target, input: scheduler.ScheduleTargetInput.fromObject(schedule.input) }) },
        });
      }
      return runs;
    });
  }

  /** The clock's call of a function, by a role that may do that and nothing else. */
  private call({ name, lambda }: ServiceFunction): scheduler.ScheduleTargetConfig {
    const role = new iam.Role(this, `${name}-clock`, {
      assumedBy: new iam.ServicePrincipal("scheduler.amazonaws.com", {
        conditions: { StringEquals: { "aws:SourceAccount": this.account } },
      }),
    });
    role.addToPolicy(new iam.PolicyStatement({ actions: ["lambda:InvokeFunction"], resources: [lambda.functionArn] }));
    role.addToPolicy(new iam.PolicyStatement({ actions: ["sqs:SendMessage"], resources: [this.deadLetters.queueArn] }));
    return {
      arn: lambda.functionArn,
      role,
      deadLetterConfig: { arn: this.deadLetters.queueArn },
      retryPolicy: { maximumRetryAttempts: 3, maximumEventAgeInSeconds: 3600 },
    };
  }
}
