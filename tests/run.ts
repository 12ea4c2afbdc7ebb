/**
 * `npm test`: everything that must hold, as CI runs it; `npm run check`: the part that runs nothing (`--static`).
 * The last line is `N passed, N failed`: the tests as the runner itself reports them, and each check that failed.
 */
import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { z } from "zod";

const root = resolve(import.meta.dirname, "..");

type Check = { readonly name: string; readonly script: string; readonly arguments: readonly string[] };

const checkOf = (name: string, script: string, ...rest: string[]): Check => ({ name, script, arguments: rest });

/** They run nothing of ours, and tell in seconds what is wrong. */
const staticChecks: readonly Check[] = [
  checkOf("Generated code is fresh", "schema/generate.ts", "--check"),
  checkOf("Formatting", "node_modules/prettier/bin/prettier.cjs", "--check", "--cache", "--log-level=warn", "."),
  checkOf("Types", "node_modules/typescript/bin/tsc"),
  checkOf("Lint", "node_modules/oxlint/bin/oxlint", "--type-aware", "--deny-warnings"),
  checkOf("Dead code", "node_modules/knip/bin/knip.js", "--no-progress"),
];

/** The stacks of every stage; the functions they hold are built first. */
const cloud = checkOf("Cloud: bundle and synthesis", "node_modules/aws-cdk/bin/cdk", "synth", "--quiet");

let running: ReturnType<typeof spawn> | undefined;
let isStopped = false;
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const)
  process.on(signal, () => {
    isStopped = true;
    running?.kill(signal);
  });

/** Runs a script with our own Node, its output under our eyes; true where it ended well. */
const succeeds = async (script: string, args: readonly string[]): Promise<boolean> => {
  const child = spawn(process.execPath, [join(root, script), ...args], { cwd: root, stdio: "inherit" });
  running = child;
  const isWell = await new Promise<boolean>((told) => {
    child.once("error", () => told(false));
    child.once("exit", (code) => told(code === 0));
  });
  if (isStopped) process.exit(1);
  return isWell;
};

const failed: string[] = [];

const run = async (check: Check): Promise<void> => {
  const begun = Date.now();
  const isWell = await succeeds(check.script, check.arguments);
  console.log(`${isWell ? "✓" : "✗"} ${check.name} (${((Date.now() - begun) / 1000).toFixed(1)} s)`);
  if (!isWell) failed.push(check.name);
};

const report = z.object({
  numPassedTests: z.number(),
  numFailedTests: z.number(),
  numTotalTests: z.number(),
  testResults: z.array(
    z.object({
      name: z.string(),
      status: z.string(),
      assertionResults: z.array(
        z.object({ fullName: z.string(), status: z.string(), failureMessages: z.array(z.string()) }),
      ),
    }),
  ),
});

/** Runs all tests. What was not run, or broke outside a test, has failed. */
const runTests = async (): Promise<number> => {
  const folder = mkdtempSync(join(tmpdir(), "samspill-tests-"));
  try {
    const file = join(folder, "report.json");
    const vitest = ["run", "--reporter=default", "--reporter=json", `--outputFile.json=${file}`];
    const isWell = await succeeds("node_modules/vitest/vitest.mjs", vitest);
    const tests = report.parse(JSON.parse(readFileSync(file, "utf8")));
    const notRun = tests.numTotalTests - tests.numPassedTests - tests.numFailedTests;
    const broken = tests.testResults.filter(
      ({ status, assertionResults }) =>
        status !== "passed" && !assertionResults.some((assertion) => assertion.status === "failed"),
    );
    failed.push(
      ...Array.from({ length: tests.numFailedTests }, () => "test"),
      ...Array.from({ length: notRun }, () => "test that was not run"),
      ...broken.map(({ name }) => name),
    );
    const atSecond = tests.testResults
      .flatMap(({ assertionResults }) => assertionResults)
      .filter(({ status, failureMessages }) => status === "passed" && failureMessages.length > 0);
    for (const { fullName, failureMessages } of atSecond)
      console.log(`↻ ${fullName} passed only at its second try. At the first:\n${failureMessages.join("\n")}`);
    if (notRun > 0) console.log(`✗ ${notRun} tests were not run.`);
    for (const { name } of broken) console.log(`✗ ${name} broke outside its tests.`);
    if (!isWell && failed.length === 0) failed.push("The runner itself");
    return tests.numPassedTests;
  } catch (error) {
    console.log(`✗ The tests gave no report: ${error instanceof Error ? error.message : String(error)}`);
    failed.push("report");
    return 0;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};

const isStatic = process.argv.includes("--static");
for (const check of staticChecks) await run(check);
if (!isStatic) await run(cloud);
const passed = isStatic ? staticChecks.length - failed.length : await runTests();
console.log(`${passed} passed, ${failed.length} failed`);
process.exitCode = failed.length > 0 || passed === 0 ? 1 : 0;
