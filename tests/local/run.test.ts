/** What npm's scripts begin with: installs what is missing, and is then as if it were not there. npm itself is played. */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { chmodSync, cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, beforeEach, describe, expect, test } from "vitest";

const root = resolve(import.meta.dirname, "../..");

let folder = "";
const at = (path: string): string => join(folder, path);
const write = (path: string, text: string): void => {
  mkdirSync(join(at(path), ".."), { recursive: true });
  writeFileSync(at(path), text);
};

/** Each part of an installation writes its name here. */
const installations = (): string[] =>
  existsSync(at("installations")) ? readFileSync(at("installations"), "utf8").trim().split("\n") : [];

const lock = (version: string): void =>
  write(
    "package-lock.json",
    JSON.stringify({
      packages: {
        "": { name: "x" },
        "node_modules/left": { version },
        "node_modules/only-elsewhere": { version: "1.0.0", optional: true, os: ["aix"], cpu: ["ppc64"] },
      },
    }),
  );

/**
 * `npm ci` as far as it matters: it clears the folder first, and writes its record of what it installed at the very end.
 * Node's own package is a script that starts the Node we have.
 */
const npm = `
  const { appendFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } = require("node:fs");
  const { dirname } = require("node:path");
  appendFileSync("installations", process.argv.slice(2).join(" ") + "\\n");
  console.log("added 1 package");
  if (process.env.NPM_FAILS) process.exit(7);
  rmSync("node_modules", { recursive: true, force: true });
  const node = "node_modules/node-" + process.platform + "-" + process.arch + "/bin/node";
  mkdirSync(dirname(node), { recursive: true });
  writeFileSync(node, "#!/bin/sh\\nexec " + JSON.stringify(process.execPath) + ' "$@"\\n', { mode: 0o755 });
  setTimeout(() => {
    const { packages } = JSON.parse(readFileSync("package-lock.json", "utf8"));
    const { "": _, "node_modules/only-elsewhere": __, ...installed } = packages;
    writeFileSync("node_modules/.package-lock.json", JSON.stringify({ packages: installed }));
  }, Number(process.env.NPM_TAKES ?? 0));
`;

type Ended = { readonly code: number | null; readonly out: string; readonly err: string };
type Started = { readonly process: ChildProcess; readonly err: () => string; readonly ended: Promise<Ended> };

const start = (args: readonly string[], env: Record<string, string> = {}, input?: string): Started => {
  const child = spawn(process.execPath, [at("infra/local/run.mjs"), ...args], {
    cwd: tmpdir(),
    env: { PATH: process.env["PATH"], npm_execpath: at("npm.cjs"), ...env },
    stdio: "pipe",
    detached: true,
  });
  let [out, err] = ["", ""];
  child.stdout.on("data", (text) => (out += String(text)));
  child.stderr.on("data", (text) => (err += String(text)));
  child.stdin.end(input);
  const ended = once(child, "close").then(([code]): Ended => ({ code: code as number | null, out, err }));
  return { process: child, err: () => err, ended };
};

const run = (...given: Parameters<typeof start>): Promise<Ended> => start(...given).ended;

const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
};

const until = async (isSo: () => boolean): Promise<void> => {
  for (const deadline = Date.now() + 20_000; !isSo(); await sleep(20))
    if (Date.now() > deadline) throw new Error("It did not come to that.");
};

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "samspill-run-"));
  mkdirSync(at("infra/local"), { recursive: true });
  cpSync(join(root, "infra/local/run.mjs"), at("infra/local/run.mjs"));
  write(
    "infra/local/build.ts",
    `console.log("Building"); (await import("node:fs")).appendFileSync("builds", "one\\n");`,
  );
  write("npm.cjs", npm);
  lock("1.0.0");
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const hello = ["-e", "console.log('hello')"];

describe("installing", () => {
  test("is done where nothing is there, what we run built with it, beside what the program prints, and not done again", async () => {
    const first = await run(hello, { NODE_ENV: "production" });
    expect(first).toMatchObject({ code: 0, out: "hello\n" });
    expect(first.err).toMatch(/^Installing Samspill's packages/);
    expect(first.err).toContain("\nBuilding\n");
    expect(installations()).toEqual([expect.stringMatching(/^ci --ignore-scripts --include=dev /)]);
    expect(await run(hello)).toEqual({ code: 0, out: "hello\n", err: "" });
    expect(installations()).toHaveLength(1);
    expect(readFileSync(at("builds"), "utf8")).toBe("one\n");
  });

  test("is done again when the lock file has changed, and not when a person has installed that already", async () => {
    await run(hello);
    lock("1.0.1");
    await run(hello);
    expect(installations()).toHaveLength(2);
    lock("1.0.2");
    const record = JSON.parse(readFileSync(at("node_modules/.package-lock.json"), "utf8")) as {
      packages: Record<string, { version: string }>;
    };
    record.packages["node_modules/left"] = { version: "1.0.2" };
    write("node_modules/.package-lock.json", JSON.stringify(record));
    await run(hello);
    expect(installations()).toHaveLength(2);
    record.packages["node_modules/never-asked-for"] = { version: "1.0.0" };
    write("node_modules/.package-lock.json", JSON.stringify(record));
    await run(hello);
    expect(installations()).toHaveLength(3);
  });

  test("cut off half-way is done again", async () => {
    const cut = start(hello, { NPM_TAKES: "60000" });
    await until(() => existsSync(at("node_modules")));
    process.kill(cut.process.pid ?? 0, "SIGTERM");
    const { code, out } = await cut.ended;
    expect(code).not.toBe(0);
    expect(out).toBe("");
    expect(existsSync(at("node_modules/.package-lock.json"))).toBe(false);
    expect(await run(hello)).toMatchObject({ code: 0, out: "hello\n" });
    expect(installations()).toHaveLength(2);
  });

  test("is done once where several begin at the same time, and one that was killed is not waited for", async () => {
    const killed = start(hello, { NPM_TAKES: "60000" });
    await until(() => installations().length === 1);
    // With npm, as when the machine loses its power.
    process.kill(-(killed.process.pid ?? 0), "SIGKILL");
    await killed.ended;
    const outcomes = await Promise.all([1, 2, 3].map(() => run(hello, { NPM_TAKES: "500" })));
    expect(outcomes.map(({ code, out }) => [code, out])).toEqual([1, 2, 3].map(() => [0, "hello\n"]));
    expect(outcomes.filter(({ err }) => err.includes("waiting for it"))).toHaveLength(2);
    expect(installations()).toHaveLength(2);
  });

  test("that fails is told in a line, and nothing is run", async () => {
    const { code, out, err } = await run(hello, { NPM_FAILS: "yes" });
    expect([code, out]).toEqual([1, ""]);
    expect(err).toContain("The packages could not be installed: npm ci ended with code 7.");
  });
});

describe("running", () => {
  beforeEach(async () => {
    await run(hello);
  });

  test("gives the program's exit code, input and arguments, and Node's own folder first in the path", async () => {
    const program = `process.stdin.on("data", (text) => console.log(String(text), process.argv[1], process.env.PATH));
      process.stdin.on("end", () => process.exit(42));`;
    const { code, out, err } = await run(["-e", program, "argument"], {}, "input");
    expect([code, err]).toEqual([42, ""]);
    const bin = `${at("node_modules")}/node-${process.platform}-${process.arch}/bin:${at("node_modules/.bin")}:`;
    expect(out.startsWith(`input argument ${bin}`)).toBe(true);
  });

  test.each(["SIGINT", "SIGTERM", "SIGHUP"] as const)("hands %s on, and waits for what comes of it", async (signal) => {
    const program = `process.on("${signal}", () => setTimeout(() => { console.log("tidied"); process.exit(3); }, 200));
      setInterval(() => {}, 1000); console.error("up");`;
    const started = start(["-e", program]);
    await until(() => started.err().includes("up"));
    started.process.kill(signal);
    expect(await started.ended).toMatchObject({ code: 3, out: "tidied\n" });
  });

  test("ends as the program was ended", async () => {
    expect(await run(["-e", "process.kill(process.pid, 'SIGKILL')"])).toMatchObject({ code: 137 });
  });

  test("stops the program when the shell between npm and us ends without a word", async () => {
    write("shell.sh", `"$1" "$2" "$3" "$4" & echo $! ; wait`);
    chmodSync(at("shell.sh"), 0o755);
    const program = `console.log(process.pid); setInterval(() => {}, 1000);`;
    const shell = spawn("sh", [at("shell.sh"), process.execPath, at("infra/local/run.mjs"), "-e", program], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    let out = "";
    shell.stdout.on("data", (text) => (out += String(text)));
    await until(() => out.trim().split("\n").length === 2);
    const pids = out.trim().split("\n").map(Number);
    expect(pids.every(isAlive)).toBe(true);
    shell.kill("SIGKILL");
    await until(() => !pids.some(isAlive));
    expect(pids.map(isAlive)).toEqual([false, false]);
  });
});
