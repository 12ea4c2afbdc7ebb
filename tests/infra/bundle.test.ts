import { execFile } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { bundle } from "../../infra/bundle.ts";
import { type FunctionName, functions } from "../../infra/functions.ts";

const outDir = mkdtempSync(join(tmpdir(), "samspill-bundles-"));
beforeAll(() => bundle({ outDir }));
afterAll(() => rmSync(outDir, { recursive: true, force: true }));

const names = Object.keys(functions) as FunctionName[];

/** Files of a bundle that Lambda gets, with their sizes. */
const filesOf = (name: FunctionName) =>
  readdirSync(join(outDir, name))
    .filter((file) => file.endsWith(".mjs"))
    .map((file) => ({ file, path: join(outDir, name, file), bytes: statSync(join(outDir, name, file)).size }));

/** Starts a bundle in a process of its own, as Lambda does, and tells what it exports and which files it read. */
const start = async (name: FunctionName): Promise<{ kind: string; read: string[] }> => {
  const script = `
    const read = [];
    process.getBuiltinModule("node:module").registerHooks({ load: (url, context, next) => { read.push(url); return next(url, context); } });
    const { handler } = await import(process.argv[1]);
    console.log(JSON.stringify({ kind: typeof handler, read }));
    process.exit(0);`;
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ["--input-type=module", "--eval", script, join(outDir, name, "index.mjs")],
    { env: { SAMSPILL_STAGE: "test", SAMSPILL_TABLE: "none", AWS_REGION: "eu-north-1" } },
  );
  return JSON.parse(stdout.trim().split("\n").at(-1) ?? "") as { kind: string; read: string[] };
};

describe.each(names)("The function %s", (name) => {
  it("starts in a fresh process with nothing but its settings, and has a handler", async () => {
    const { kind, read } = await start(name);
    expect(kind).toBe("function");
    expect(read.filter((url) => !url.startsWith(`file://${outDir}/`) && !url.startsWith("node:"))).toEqual([]);
  });

  it("is small: under 3 MB of code in all, what reads spreadsheets and calendars and writes documents with it", () => {
    const bytes = filesOf(name).reduce((sum, file) => sum + file.bytes, 0);
    expect(bytes).toBeGreaterThan(100_000);
    expect(bytes).toBeLessThan(3_000_000);
  });
});

describe("The API", () => {
  it("has its compiled code beside it", () => {
    const compiled = readdirSync(join(outDir, "graphql/compiled"), { recursive: true, encoding: "utf8" });
    expect(compiled.length).toBeGreaterThan(3);
  });

  it("does not read the search library when it starts, and has it at hand", async () => {
    const holdsSearch = (path: string): boolean => readFileSync(path, "utf8").includes("MiniSearch:");
    const files = filesOf("graphql").filter(({ path }) => holdsSearch(path));
    expect(files).toHaveLength(1);
    const { read } = await start("graphql");
    expect(read.length).toBeGreaterThan(2);
    expect(read.filter((url) => files.some(({ file }) => url.endsWith(`/${file}`)))).toEqual([]);
  });

  it("reads 1 MB at most when it starts, in few files", async () => {
    const { read } = await start("graphql");
    const files = read.filter((url) => url.startsWith("file:"));
    const bytes = files.reduce((sum, url) => sum + statSync(new URL(url)).size, 0);
    expect(bytes).toBeLessThan(1_000_000);
    expect(files.length).toBeLessThan(8);
  });

  it("reads its secrets before its own code, and stops when one cannot be had", async () => {
    const index = readFileSync(join(outDir, "graphql/index.mjs"), "utf8");
    expect(index.indexOf("openSecrets")).toBeGreaterThan(0);
    expect(index.indexOf("openSecrets")).toBeLessThan(index.indexOf("./app.mjs"));
    const env = {
      SAMSPILL_STAGE: "test",
      SAMSPILL_TABLE: "none",
      AWS_REGION: "eu-north-1",
      AWS_ACCESS_KEY_ID: "none",
      AWS_SECRET_ACCESS_KEY: "none",
      AWS_MAX_ATTEMPTS: "1",
      AWS_ENDPOINT_URL_SECRETS_MANAGER: "http://127.0.0.1:9",
      SAMSPILL_SECRETS: JSON.stringify({ SAMSPILL_CURSOR_SECRET: ["arn:none"] }),
    };
    const starting = promisify(execFile)(process.execPath, [join(outDir, "graphql/index.mjs")], { env });
    await expect(starting).rejects.toThrow("ECONNREFUSED");
  });
});

describe("Building", () => {
  it("says which function there is none of, and which has no entry", async () => {
    await expect(bundle({ outDir, only: ["nothing"] })).rejects.toThrow("There is no function nothing");
    const definitions = { lost: { ...functions.graphql, entry: "functions/handlers/lost.ts" } };
    await expect(bundle({ outDir, definitions })).rejects.toThrow("functions/handlers/lost.ts is missing");
  });
});
