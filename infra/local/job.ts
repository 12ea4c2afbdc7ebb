/** `npm run job -- <name> [--kind FULL] [--month 2026-10]`: runs a job now, in the Samspill that runs or by itself; alone it lists them. */
import { createInterface } from "node:readline";
import { Readable } from "node:stream";
import { parseArgs } from "node:util";
import { type Job, jobs, jobZone, type When } from "../jobs.ts";
import { startBackstage } from "./backstage.ts";
import { buildWhatIsOld } from "./build.ts";
import { claimHome, findRunning, prepareHome, type Progress, readJson, releaseHome } from "./home.ts";
import { type JobOutcome, runJob } from "./jobRun.ts";
import type { LogLine } from "./lambda.ts";
import { makeScreen } from "./screen.ts";
import { defaultPort } from "./startOptions.ts";
import { StartProblem } from "./startProblem.ts";

type JobName = keyof typeof jobs;

const screen = makeScreen();

const timeOf = (when: When): string =>
  "everyMinutes" in when ? `every ${when.everyMinutes} minutes` : `${when.weekday ?? "daily"} ${when.at} ${jobZone}`;

const nameWidth = Math.max(...Object.keys(jobs).map(({ length }) => length));

const list = (): string =>
  [
    "Usage: npm run job -- <name> [--kind FULL|CHANGES|WALK] [--month yyyy-mm]",
    ...Object.entries<Job>(jobs).flatMap(([name, { schedules }]) =>
      schedules.map(({ when, input }) => {
        const kind = input["kind"] === undefined ? "" : `--kind ${JSON.stringify(input["kind"])}`;
        return `  ${name.padEnd(nameWidth)} ${kind.padEnd(16)} ${timeOf(when)}`;
      }),
    ),
    `  ${"syncRegistry".padEnd(nameWidth)} ${"--kind FULL".padEnd(16)} by hand, and at the first start`,
    `  ${"monthlyActivityReport".padEnd(nameWidth)} ${"--month 2026-10".padEnd(16)} by hand: an earlier month`,
  ].join("\n");

/** In the Samspill that runs: its answer is what the job logs, line by line, and at last how it went. */
const runThere = async (cloud: string, name: JobName, input: object): Promise<JobOutcome> => {
  const response = await fetch(`${cloud}/jobs/${name}`, { method: "POST", body: JSON.stringify(input) });
  if (response.body === null) return { isDone: false, reason: `status ${response.status}` };
  let outcome: JobOutcome = { isDone: false, reason: "Samspill was stopped" };
  for await (const text of createInterface({ input: Readable.from(response.body) })) {
    const line = JSON.parse(text) as LogLine & { outcome?: JobOutcome };
    if (line.outcome) ({ outcome } = line);
    else screen.progress(line);
  }
  return outcome;
};

const runAlone = async (name: JobName, input: object): Promise<JobOutcome> => {
  prepareHome();
  claimHome({ port: defaultPort });
  process.once("exit", releaseHome);
  await buildWhatIsOld(screen.say);
  const register = readJson<Progress>("progress.json")?.register ?? "demonstration";
  const base = `http://localhost:${defaultPort}`;
  const backstage = await startBackstage({ base, register, onLoss: (reason) => screen.say(reason) });
  try {
    return await runJob(backstage.lambda, name, input, screen.progress);
  } finally {
    await backstage.stop();
  }
};

const main = async (): Promise<number> => {
  const { values, positionals } = parseArgs({
    options: { kind: { type: "string" }, month: { type: "string" } },
    allowPositionals: true,
  });
  const [name] = positionals;
  if (name === undefined) {
    console.log(list());
    return 0;
  }
  if (!Object.hasOwn(jobs, name)) throw new StartProblem(`There is no job ${name}.\n${list()}`);
  const job: Job = jobs[name as JobName];
  const input = Object.keys(values).length === 0 ? (job.schedules[0]?.input ?? {}) : { ...values };
  const running = findRunning();
  if (running !== undefined && running.cloud === undefined)
    throw new StartProblem("Samspill is just starting: try again when it is ready.");
  screen.say(`Running ${name} ${JSON.stringify(input)}`);
  const begun = Date.now();
  const outcome = await (running?.cloud === undefined
    ? runAlone(name as JobName, input)
    : runThere(running.cloud, name as JobName, input));
  const seconds = ((Date.now() - begun) / 1000).toFixed(1);
  if (!outcome.isDone) throw new StartProblem(`The job ${name} failed after ${seconds} s: ${outcome.reason}`);
  screen.say(
    `The job ${name} is done, in ${seconds} s.${outcome.answer == null ? "" : ` ${JSON.stringify(outcome.answer)}`}`,
  );
  return 0;
};

try {
  process.exit(await main());
} catch (error) {
  console.error(error instanceof StartProblem || error instanceof TypeError ? error.message : error);
  process.exit(1);
}
