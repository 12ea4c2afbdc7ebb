import { aws_wafv2 as waf, Stack, type StackProps } from "aws-cdk-lib";
import type { Construct } from "constructs";
import { addBudget } from "./budget.ts";
import type { Stage } from "./stage.ts";

const seen = (metricName: string): waf.CfnWebACL.VisibilityConfigProperty => ({
  cloudWatchMetricsEnabled: true,
  metricName,
  // Samples hold whole requests, with what people wrote.
  sampledRequestsEnabled: false,
});

/** A list of rules AWS keeps up to date. */
const managed = (name: string, priority: number, countOnly: readonly string[] = []): waf.CfnWebACL.RuleProperty => ({
  name,
  priority,
  overrideAction: { none: {} },
  statement: {
    managedRuleGroupStatement: {
      vendorName: "AWS",
      name: `AWSManagedRules${name}`,
      ruleActionOverrides: countOnly.map((rule) => ({ name: rule, actionToUse: { count: {} } })),
    },
  },
  visibilityConfig: seen(name),
});

/** What AWS has in us-east-1 alone: the firewall of console and API, which CloudFront looks for there, and the budget. */
export class EdgeStack extends Stack {
  readonly firewallArn: string;

  constructor(scope: Construct, id: string, { stage, ...props }: StackProps & { readonly stage: Stage }) {
    super(scope, id, props);
    const firewall = new waf.CfnWebACL(this, "Firewall", {
      name: `samspill-${stage.name}`,
      scope: "CLOUDFRONT",
      defaultAction: { allow: {} },
      visibilityConfig: seen("Firewall"),
      rules: [
        {
          name: "RatePerAddress",
          priority: 0,
          action: { block: {} },
          statement: {
            rateBasedStatement: { aggregateKeyType: "IP", evaluationWindowSec: 300, limit: stage.requestsPerAddress },
          },
          visibilityConfig: seen("RatePerAddress"),
        },
        managed("AmazonIpReputationList", 1),
        managed("KnownBadInputsRuleSet", 2),
        // Counted only: documents and imports are often above 8 kB (the function refuses above 256 kB), and what people write
        // is text wherever it is shown, so a sentence that looks like markup must not be lost.
        managed("CommonRuleSet", 3, ["SizeRestrictions_BODY", "CrossSiteScripting_BODY"]),
      ],
    });
    this.firewallArn = firewall.attrArn;
    addBudget(this, stage);
  }
}
