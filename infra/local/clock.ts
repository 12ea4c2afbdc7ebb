/** The clock of a laptop: runs the scheduled jobs at their times, and first those missed while it was switched off. */
import { Cron } from "croner";
import type { FunctionName } from "../functions.ts";
import { type Job, jobs, jobZone, type Schedule, type When } from "../jobs.ts";
import { readJson, writeJson } from "./home.ts";
import { runJob } from "./jobRun.ts";
import type { Lambda } from "./lambda.ts";

/** When each schedule last ran, by `<job>/<schedule>`. */
type LastRuns = Record<string, string>;

const cronOf = (when: When): string => {
  if ("everyMinutes" in when) return `*/${when.everyMinutes} * * * *`;
  const [hour, minute] = when.at.split(":").map(Number);
  return `${minute} ${hour} * * ${when.weekday ?? "*"}`;
};

/** Whether a schedule's latest time has passed without a run; one that comes every few minutes is soon here anyway. */
export const isMissed = (when: When, lastRun: Date, now: Date): boolean => {
  if ("everyMinutes" in when) return false;
  const [latest] = new Cron(cronOf(when), { timezone: jobZone }).previousRuns(1, now);
  return latest !== undefined && latest > lastRun;
};

/** Starts the clock. Failures are told by `tell`, and the clock goes on. */
export const startClock = (lambda: Lambda, tell: (line: string) => void): { stop(): void } => {
  const lastRuns: LastRuns = readJson<LastRuns>("clock.json") ?? {};
  const run = async (name: FunctionName, schedule: Schedule): Promise<void> => {
    lastRuns[`${name}/${schedule.name}`] = new Date().toISOString();
    writeJson("clock.json", lastRuns);
    const outcome = await runJob(lambda, name, schedule.input);
    if (!outcome.isDone) tell(`The job ${name} (${schedule.name}) failed: ${outcome.reason}`);
  };

  const missed: (() => Promise<void>)[] = [];
  const now = new Date();
  const crons = Object.entries<Job>(jobs).flatMap(([name, job]) =>
    job.schedules.map((schedule) => {
      const key = `${name}/${schedule.name}`;
      const lastRun = lastRuns[key];
      // On the first day there is nothing to catch up: everything has just been read.
      if (lastRun === undefined) lastRuns[key] = now.toISOString();
      else if (isMissed(schedule.when, new Date(lastRun), now)) {
        tell(`Catching up the job ${name} (${schedule.name}), missed while Samspill was off.`);
        missed.push(() => run(name as FunctionName, schedule));
      }
      const options = { timezone: jobZone, protect: true };
      return new Cron(cronOf(schedule.when), options, () => run(name as FunctionName, schedule));
    }),
  );
  writeJson("clock.json", lastRuns);
  void (async () => {
    for (const catchUp of missed) await catchUp();
  })();
  return {
    stop: () => {
      for (const cron of crons) cron.stop();
    },
  };
};
