import {
  aws_budgets as budgets,
  aws_iam as iam,
  aws_sns as sns,
  aws_sns_subscriptions as subscriptions,
  Stack,
} from "aws-cdk-lib";
import type { Construct } from "constructs";
import type { Stage } from "./stage.ts";

/** Tells when the account's costs are above, or on the way above, what the stage is meant to cost. */
export const addBudget = (scope: Construct, stage: Stage): void => {
  const topic = new sns.Topic(scope, "Costs", { topicName: `samspill-${stage.name}-costs`, enforceSSL: true });
  for (const email of stage.alarmEmails) topic.addSubscription(new subscriptions.EmailSubscription(email));
  topic.addToResourcePolicy(
    new iam.PolicyStatement({
      principals: [new iam.ServicePrincipal("budgets.amazonaws.com")],
      actions: ["sns:Publish"],
      resources: [topic.topicArn],
      conditions: { StringEquals: { "aws:SourceAccount": Stack.of(scope).account } },
    }),
  );
  const tell = (notificationType: "ACTUAL" | "FORECASTED", threshold: number) => ({
    notification: { notificationType, threshold, comparisonOperator: "GREATER_THAN", thresholdType: "PERCENTAGE" },
    subscribers: [{ subscriptionType: "SNS", address: topic.topicArn }],
  });
  new budgets.CfnBudget(scope, "Budget", {
    budget: {
      // A budget has no description: its name is all its message carries.
      budgetName: `samspill-${stage.name} infra/RUNBOOK.md#budget`,
      budgetType: "COST",
      timeUnit: "MONTHLY",
      budgetLimit: { amount: stage.budgetUsd, unit: "USD" },
    },
    notificationsWithSubscribers: [tell("ACTUAL", 80), tell("FORECASTED", 100)],
  });
};
