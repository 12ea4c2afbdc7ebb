/** The cloud: one stage of the whole system, chosen by `-c stage=dev|test|prod`. */
import { join } from "node:path";
import { App, Tags, Validations } from "aws-cdk-lib";
import { AwsSolutionsChecks } from "cdk-nag";
import { ApiStack } from "./ApiStack.ts";
import { ConsoleStack } from "./ConsoleStack.ts";
import { DataStack } from "./DataStack.ts";
import { EdgeStack } from "./EdgeStack.ts";
import { EventsStack } from "./EventsStack.ts";
import { IdentityStack } from "./IdentityStack.ts";
import { JobsStack } from "./JobsStack.ts";
import type { Ground } from "./ServiceFunction.ts";
import { stageNamed, type Stage } from "./stage.ts";
import { WatchStack } from "./WatchStack.ts";

/** CloudFront's firewalls and the account's budgets live here, wherever the rest is. */
const edgeRegion = "us-east-1";

/** Lays out the stacks of a stage; `account` is the one whose credentials deploy, if any. */
export const layOut = (app: App, stage: Stage, functionsDir: string, account?: string): void => {
  const named = (part: string) => `samspill-${stage.name}-${part}`;
  const here = { env: { region: stage.region, ...(account && { account }) } };
  const edgeEnv = { env: { region: edgeRegion, ...(account && { account }) } };

  const data = new DataStack(app, named("data"), { ...here, stage });
  const ground: Ground = { stage, data, functionsDir };
  const identity =
    stage.identity && new IdentityStack(app, named("identity"), { ...here, stage, identity: stage.identity }).identity;
  const api = new ApiStack(app, named("api"), { ...here, ground, identity });
  const events = new EventsStack(app, named("events"), { ...here, ground });
  const jobs = new JobsStack(app, named("jobs"), { ...here, ground, bus: events.bus });
  const edge = new EdgeStack(app, named("edge"), { ...edgeEnv, stage, crossRegionReferences: true });
  new ConsoleStack(app, named("console"), {
    ...here,
    stage,
    api,
    identity,
    firewallArn: edge.firewallArn,
    crossRegionReferences: true,
  });
  new WatchStack(app, named("watch"), { ...here, stage, data, api, events, jobs });

  Tags.of(app).add("system", "samspill");
  Tags.of(app).add("stage", stage.name);
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
};

if (import.meta.main) {
  const app = new App({ analyticsReporting: false });
  const stage = stageNamed(String(app.node.tryGetContext("stage") ?? "dev"));
  const functionsDir = join(import.meta.dirname, "../dist/functions");
  layOut(app, stage, functionsDir, process.env["CDK_DEFAULT_ACCOUNT"]);
  app.synth();
}
