/** `npm start`: all of Samspill on this machine, from nothing to ready. */
import { secretsOfThisLaptop, startBackstage } from "./backstage.ts";
import { buildWhatIsOld } from "./build.ts";
import { startClock } from "./clock.ts";
import { assertJava } from "./database.ts";
import { openDemonstration } from "./demonstration.ts";
import { openDoor } from "./door.ts";
import {
  assertFree,
  claimHome,
  forgetData,
  prepareHome,
  type Progress,
  readJson,
  releaseHome,
  writeJson,
} from "./home.ts";
import { runJob } from "./jobRun.ts";
import type { FunctionName } from "../functions.ts";
import type { Lambda } from "./lambda.ts";
import { makeScreen } from "./screen.ts";
import { help, readStartOptions, type StartOptions } from "./startOptions.ts";
import { StartProblem } from "./startProblem.ts";

/** A stop that takes longer than this is cut short, so that Ctrl-C always ends it. */
const stopLimitMs = 8_000;

/** Ctrl-C reaches us from the terminal, from npm and from the script between: within this time it is the same wish. */
const sameWishMs = 1_000;

const stops: (() => unknown)[] = [];
let stoppingSince: number | undefined;

/** Stops everything, the last started first, and ends the process. */
const end = async (code: number): Promise<void> => {
  if (stoppingSince !== undefined) {
    // Who asks again does not want to wait.
    if (Date.now() - stoppingSince > sameWishMs) process.exit(1);
    return;
  }
  stoppingSince = Date.now();
  setTimeout(() => process.exit(code), stopLimitMs).unref();
  for (const stop of stops.splice(0).toReversed()) await Promise.resolve(stop()).catch(() => {});
  process.exit(code);
};

/** npm hands a SIGTERM to the shell between us, which ends without handing it on: then we are left without a parent. */
const endWithNpm = (): void => {
  if (process.env["npm_lifecycle_event"] === undefined || process.platform === "win32") return;
  const parent = process.ppid;
  const watch = setInterval(() => process.ppid !== parent && void end(0), 500);
  stops.push(() => clearInterval(watch));
};

const screen = makeScreen();

const start = async (options: StartOptions): Promise<void> => {
  prepareHome();
  assertFree();
  const javaFound = assertJava();
  javaFound.catch(() => {});
  if (options.fresh) {
    await javaFound;
    screen.say("Throwing away all data");
    forgetData();
  }
  const progress = readJson<Progress>("progress.json") ?? { register: options.register };
  if (progress.register !== options.register)
    throw new StartProblem(
      `The data here come from the ${progress.register} registers, and cannot be mixed with those of the ${options.register} ones. ` +
        "To throw the data away and begin anew: npm start -- --fresh",
    );

  // oxlint-disable-next-line prefer-const -- the door asks for it before it is there
  let lambda: Lambda | undefined;
  const originSecret = secretsOfThisLaptop().origin;
  const door = await openDoor({ port: options.port, originSecret, lambda: () => lambda });
  stops.push(door.stop);
  claimHome({ port: options.port });
  stops.push(releaseHome);
  endWithNpm();

  const functionsBuilt = buildWhatIsOld(screen.say, ["functions"]);
  // Nobody looks at the console before all is ready: it is built while the database waits for its disk.
  const consoleBuilt = functionsBuilt.then(() => buildWhatIsOld(screen.say, ["console"]));
  // A failure is told when all else is done.
  for (const built of [functionsBuilt, consoleBuilt]) built.catch(() => {});
  await javaFound;
  screen.say("Starting the database");
  const backstage = await startBackstage({
    base: door.base,
    register: options.register,
    first: functionsBuilt.then(() => (progress.isSynced ? ["graphql"] : ["syncRegistry", "graphql"])),
    onLoss: (reason) => {
      console.error(`The database ended unexpectedly. ${reason}`);
      void end(1);
    },
  });
  stops.push(backstage.stop);
  if (backstage.isNew && progress.isSynced)
    throw new StartProblem(
      "The database that was filled here is gone: its file is missing or empty. To begin anew: npm start -- --fresh",
    );
  await functionsBuilt;
  lambda = backstage.lambda;
  claimHome({ port: options.port, cloud: backstage.cloud.endpoint });

  const demonstration = progress.isSeeded ? undefined : openDemonstration(backstage.environment);
  // It is read while the registers are, and a failure told when it is its turn.
  demonstration?.catch(() => {});
  await firstSync(lambda, progress);
  if (demonstration) {
    screen.say("Setting up the demonstration's people and organisations");
    const bodies = await (await demonstration)(door.base);
    await mustSucceed(lambda, "packCatalogue", {});
    // Two months of two bodies, to have something to compare; those of the whole country are the nightly job's.
    for (const month of lastMonths(2)) await mustSucceed(lambda, "monthlyActivityReport", { month, bodies });
    await mustSucceed(lambda, "reportErasure", {});
    writeJson("progress.json", Object.assign(progress, { isSeeded: true }));
  }
  // The first load and the demonstration are written twice as fast while nobody listens.
  await backstage.openStream();
  await consoleBuilt;
  await assertAnswers(door.base);
  const clock = startClock(lambda, screen.say);
  stops.push(clock.stop);
  screen.say(
    `Explorer: ${door.base}/explorer   Mailbox: ${door.base}/mailbox   Token: npm run --silent token -- --as coordinator   Stop: Ctrl-C`,
  );
  screen.say(`Samspill is ready: ${door.base}`);
};

const firstSync = async (lambda: Lambda, progress: Progress): Promise<void> => {
  if (progress.isSynced) return;
  screen.say(progress.register === "live" ? "Reading the registers at data.brreg.no" : "Reading the registers");
  writeJson("progress.json", progress);
  await mustSucceed(lambda, "syncRegistry", { kind: "FULL" });
  writeJson("progress.json", Object.assign(progress, { isSynced: true }));
};

/** So many months that are over, the earliest first. */
const lastMonths = (count: number): string[] => {
  const now = new Date();
  return Array.from({ length: count }, (_, n) =>
    new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - count + n)).toISOString().slice(0, 7),
  );
};

const mustSucceed = async (lambda: Lambda, name: FunctionName, input: object): Promise<void> => {
  const outcome = await runJob(lambda, name, input, screen.progress);
  if (!outcome.isDone)
    throw new StartProblem(`The job ${name} failed: ${outcome.reason}. Start again to go on from here.`);
};

/** Ready means that a question through the front door gets an answer. */
const assertAnswers = async (base: string): Promise<void> => {
  const response = await fetch(`${base}/graphql`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ query: "{ about { version } }" }),
  });
  if (!response.ok)
    throw new StartProblem(`The API answers ${response.status}: ${(await response.text()).slice(0, 500)}`);
};

for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => void end(0));

try {
  const options = readStartOptions(process.argv.slice(2), process.env);
  if (options.help) console.log(help);
  else await start(options);
} catch (error) {
  if (stoppingSince === undefined) {
    console.error(error instanceof StartProblem ? error.message : error);
    await end(1);
  }
}
