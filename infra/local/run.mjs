/**
 * `node infra/local/run.mjs <file.ts> [arguments]`: what every npm script begins with. Installs the project's packages where
 * they are missing or old, then runs the file on the project's own Node 24, whatever Node the machine has. It is started
 * before anything is installed, perhaps by Node 20: so plain JavaScript, and nothing but Node's own modules.
 */
import { spawn } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../..", import.meta.url));
const neededMajor = 24;

/** Makes what we run from our sources. */
const builder = "infra/local/build.ts";

const fail = (line) => {
  console.error(line);
  process.exit(1);
};

/** Node comes with the packages where its makers publish it so; elsewhere the machine's own is used. */
const isWindows = process.platform === "win32";
const comesWithNode = ["linux-x64", "linux-arm64", "win32-x64"].includes(`${process.platform}-${process.arch}`);
const nodeFolder = `node-${isWindows ? "win" : process.platform}-${process.arch}`;
const node = comesWithNode
  ? join(root, "node_modules", nodeFolder, "bin", isWindows ? "node.exe" : "node")
  : process.execPath;

const readPackages = (path) => {
  try {
    return JSON.parse(readFileSync(join(root, path), "utf8")).packages;
  } catch {
    return undefined;
  }
};

/**
 * Compares the lock file with npm's own record of what it has installed. npm removes the record before it begins and writes
 * it when it is done, so an installation cut off half-way has none; what a person installed by hand is in it too.
 */
const isInstalled = () => {
  const wanted = readPackages("package-lock.json");
  const there = readPackages("node_modules/.package-lock.json");
  if (wanted === undefined || there === undefined || !existsSync(node)) return false;
  const isForHere = ({ optional, os, cpu, libc }) =>
    !optional || (os?.includes(process.platform) && cpu?.includes(process.arch) && !libc);
  const isThere = ([path, { version, integrity, ...entry }]) =>
    there[path] ? there[path].version === version && there[path].integrity === integrity : !isForHere(entry);
  return (
    Object.entries(wanted)
      .filter(([path]) => path !== "")
      .every(isThere) && Object.keys(there).every((path) => path in wanted)
  );
};

const isAlive = (pid) => {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === "EPERM";
  }
};

const parent = process.ppid;
const signalNumbers = { SIGHUP: 1, SIGINT: 2, SIGKILL: 9, SIGTERM: 15 };

/**
 * Runs a program to its end, and gives its exit code. It is asked to stop when we are; and when npm is, which tells only the
 * shell between us, so that we lose our parent.
 */
const run = async (command, args, options) => {
  const child = spawn(command, args, { cwd: root, ...options });
  let asked = false;
  const stop = (signal) => {
    asked = true;
    child.kill(signal);
  };
  const signals = ["SIGINT", "SIGTERM", "SIGHUP"];
  for (const signal of signals) process.on(signal, stop);
  const watch = setInterval(() => process.ppid !== parent && stop("SIGTERM"), 500);
  const code = await new Promise((resolve) => {
    child.once("error", (error) => fail(`${command} could not be started: ${error.message}`));
    child.once("exit", (status, signal) => resolve(status ?? 128 + (signalNumbers[signal] ?? 0)));
  });
  clearInterval(watch);
  for (const signal of signals) process.off(signal, stop);
  return { code, asked };
};

/**
 * Calls `act` when it is our turn among all that want to install here at once. It is a queue and no lock: one that was
 * killed leaves a place behind that everybody passes over.
 */
const inTurn = async (act) => {
  const queue = join(root, ".samspill", "installing");
  const placeOf = (pid) => join(queue, String(pid));
  const leave = (pid) => rmSync(placeOf(pid), { force: true });
  const arrivalOf = (pid) => statSync(placeOf(pid), { throwIfNoEntry: false })?.mtimeMs ?? Infinity;
  mkdirSync(queue, { recursive: true, mode: 0o700 });
  writeFileSync(placeOf(process.pid), "");
  process.once("exit", () => leave(process.pid));
  const arrived = arrivalOf(process.pid);
  const isBeforeUs = (pid) => {
    if (!isAlive(pid)) leave(pid);
    const theirs = arrivalOf(pid);
    return theirs < arrived || (theirs === arrived && pid < process.pid);
  };
  // Who came in the same moment is then seen by us as we are by them.
  await sleep(100);
  for (let told = false; ; await sleep(200)) {
    const first = readdirSync(queue).map(Number).find(isBeforeUs);
    if (first === undefined) break;
    if (!told) console.error(`Process ${first} is installing Samspill's packages: waiting for it.`);
    told = true;
  }
  await act();
  leave(process.pid);
};

const install = async () => {
  if (isInstalled()) return;
  console.error("Installing Samspill's packages; the first time takes some minutes ...");
  const started = Date.now();
  const npm = process.env.npm_execpath;
  // Development packages are needed whatever NODE_ENV says; no package runs a script of its own.
  const flags = "ci --ignore-scripts --include=dev --include=optional --no-audit --no-fund --loglevel=error".split(" ");
  const { code, asked } = await run(npm ? process.execPath : "npm", npm ? [npm, ...flags] : flags, {
    // What a script prints is its own: npm's words go beside it.
    stdio: ["ignore", 2, 2],
    shell: !npm && isWindows,
  });
  if (asked) process.exit(code || 1);
  if (code !== 0) fail(`The packages could not be installed: npm ci ended with code ${code}.`);
  if (!isInstalled()) fail("npm ci ended, and yet packages are missing. Remove node_modules and try again.");
  // Part of the long wait, so that the first start is as quick as the next ones; who needs it builds what this did not.
  const built = await run(node, [join(root, builder)], { stdio: ["ignore", 2, 2] });
  if (built.asked) process.exit(built.code || 1);
  console.error(`Installed in ${Math.round((Date.now() - started) / 1000)} s.`);
};

if (!comesWithNode && Number(process.versions.node.split(".")[0]) < neededMajor)
  fail(
    `Samspill runs on Node ${neededMajor}, and this is ${process.version}. ` +
      `Install it from https://nodejs.org, or with \`nvm install ${neededMajor}\`, and try again.`,
  );
if (!isInstalled()) await inTurn(install);

const pathName = Object.keys(process.env).find((name) => name.toUpperCase() === "PATH") ?? "PATH";
const path = [dirname(node), join(root, "node_modules/.bin"), process.env[pathName]].join(delimiter);
const { code } = await run(node, process.argv.slice(2), {
  stdio: "inherit",
  env: { ...process.env, [pathName]: path },
});
process.exit(code);
