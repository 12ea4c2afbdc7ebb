/** `npm start` from outside, as a person meets it: what it says, what it leaves behind, and what it keeps. */
import { execFileSync, spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { once } from "node:events";
import {
  closeSync,
  globSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
  symlinkSync,
  writeSync,
} from "node:fs";
import { createServer } from "node:net";
import { networkInterfaces, tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { freePort } from "../../infra/local/database.ts";

const root = resolve(import.meta.dirname, "../..");

let folder = "";
let home = "";
let port = 0;
let base = "";

/** As on a person's own command line: none of what npm has told us for this run of the tests. */
const cleanEnvironment = (): NodeJS.ProcessEnv =>
  Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !/^(npm_|SAMSPILL_|VITEST|NODE_|AWS_|PORT$)/i.test(name)),
  );

type Run = {
  readonly pid: number;
  readonly said: () => string;
  /** Waits until it has said this, or is over. */
  readonly hear: (words: string) => Promise<void>;
  readonly ended: Promise<number | null>;
};

const npm = (args: readonly string[], env: NodeJS.ProcessEnv = {}): Run => {
  const child = spawn("npm", args, {
    cwd: root,
    // A process group of its own, as a terminal makes for what is typed there.
    detached: true,
    stdio: ["ignore", "pipe", "pipe"],
    env: { ...cleanEnvironment(), SAMSPILL_HOME: home, PORT: String(port), ...env },
  });
  let said = "";
  let isOver = false;
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (text) => (said += String(text)));
  const ended = once(child, "close").then(([code]) => {
    isOver = true;
    return code as number | null;
  });
  return {
    pid: child.pid ?? 0,
    said: () => said,
    hear: async (words) => {
      while (!said.includes(words)) {
        if (isOver) throw new Error(`It ended without «${words}»:\n${said}`);
        await sleep(50);
      }
    },
    ended,
  };
};

const start = (...args: readonly string[]): Run => npm(["start", ...(args.length > 0 ? ["--", ...args] : [])]);
const isReady = (): string => `Samspill is ready: ${base}`;

/** Processes that were given our folder: npm, the shell, Node, and the database. */
const leftBehind = (): string[] =>
  execFileSync("ps", ["axeww", "-o", "pid=,command="], { encoding: "utf8", maxBuffer: 2 ** 26 })
    .split("\n")
    .filter((line) => line.includes(`SAMSPILL_HOME=${home}`))
    .map((line) => line.trim().slice(0, 120));

/** What is being ended may take a breath more than npm does. */
const leftBehindAtLast = async (): Promise<string[]> => {
  for (let tries = 0; tries < 100 && leftBehind().length > 0; tries++) await sleep(100);
  return leftBehind();
};

const ask = async (query: string, token?: string): Promise<unknown> => {
  const response = await fetch(`${base}/graphql`, {
    method: "POST",
    headers: { "content-type": "application/json", ...(token && { authorization: `Bearer ${token}` }) },
    body: JSON.stringify({ query }),
  });
  return response.json();
};

/** What `npm run --silent token` prints, and how it ends. */
const tokenOf = async (who: string): Promise<{ out: string; err: string; code: number | null }> => {
  const child = spawn("npm", ["run", "--silent", "token", "--", "--as", who], {
    cwd: root,
    stdio: ["ignore", "pipe", "pipe"],
    env: { ...cleanEnvironment(), SAMSPILL_HOME: home, PORT: String(port) },
  });
  let [out, err] = ["", ""];
  child.stdout.on("data", (text) => (out += String(text)));
  child.stderr.on("data", (text) => (err += String(text)));
  const [code] = await once(child, "close");
  return { out, err, code: code as number | null };
};

const count = "{ organisations(first: 1) { totalCount nodes { id } } }";

const databaseFile = (): string => {
  const [name] = globSync("database/*.db", { cwd: home });
  if (name === undefined) throw new Error("There is no database.");
  return join(home, name);
};
const hashOf = (file: string): string => createHash("sha256").update(readFileSync(file)).digest("hex");

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "samspill-start-"));
  home = join(folder, "home");
  port = await freePort();
  base = `http://localhost:${port}`;
});

afterAll(async () => {
  for (const line of leftBehind()) process.kill(Number(line.split(" ")[0]), "SIGKILL");
  await leftBehindAtLast();
  rmSync(folder, { recursive: true, force: true });
});

describe("what stands in the way is told in a line", () => {
  test("a port that is taken", async () => {
    const other = createServer().listen(port, "127.0.0.1");
    await once(other, "listening");
    const run = start();
    expect(await run.ended).toBe(1);
    expect(run.said()).toContain(`Port ${port} is taken by another program.`);
    expect(run.said()).not.toMatch(/^\s+at /m);
    other.close();
    await once(other, "close");
  });

  test("an option it does not know", async () => {
    const run = start("--frish");
    expect(await run.ended).toBe(1);
    expect(run.said()).toContain("See npm start -- --help");
  });

  test("no Java", async () => {
    const bin = join(folder, "bin");
    mkdirSync(bin);
    const where = (program: string): string =>
      realpathSync(execFileSync("sh", ["-c", `command -v ${program}`], { encoding: "utf8" }).trim());
    for (const program of ["sh", "env", "npm"]) symlinkSync(where(program), join(bin, program));
    symlinkSync(process.execPath, join(bin, "node"));
    const run = npm(["start"], { PATH: bin, SAMSPILL_HOME: home });
    expect(await run.ended).toBe(1);
    expect(run.said()).toMatch(/^Samspill's database needs Java 17 or newer\. Install it with .+$/m);
    expect(run.said()).not.toMatch(/^\s+at /m);
    expect(await leftBehindAtLast()).toEqual([]);
  });

  test("no Java does not stop who only asks for help", async () => {
    const run = start("--help");
    expect(await run.ended).toBe(0);
    expect(run.said()).toContain("Usage: npm start");
  });
});

describe("started for the first time", () => {
  let run: Run;
  let held: unknown;

  beforeAll(async () => {
    run = start();
    await run.hear(isReady());
  });

  test("it tells what it does on the way", () => {
    for (const line of ["Starting the database", "Reading the registers", "Setting up"])
      expect(run.said()).toContain(line);
  });

  test("API, console, explorer and sign-in answer at one address", async () => {
    expect(await ask("{ about { attribution } }")).toMatchObject({
      data: { about: { attribution: expect.stringContaining("Brønnøysundregistrene") } },
    });
    for (const path of ["/", "/organisations", "/explorer", "/oidc/.well-known/openid-configuration"])
      expect([path, (await fetch(base + path)).status]).toEqual([path, 200]);
  });

  test("nobody but this machine reaches it", async () => {
    const addresses = Object.values(networkInterfaces())
      .flatMap((each) => each ?? [])
      .filter(({ internal, family }) => !internal && family === "IPv4");
    for (const { address } of addresses)
      await expect(fetch(`http://${address}:${port}/`)).rejects.toThrow("fetch failed");
    // Nor a page of another site whose name leads here.
    const foreign = await fetch(`http://127.0.0.1:${port}/graphql`, { headers: { host: "evil.example" } });
    expect(foreign.status).toBeGreaterThanOrEqual(400);
  });

  test("a token is printed alone, and lets in", async () => {
    const { out, err, code } = await tokenOf("coordinator");
    expect([code, err]).toEqual([0, ""]);
    expect(out).toMatch(/^[\w-]+\.[\w-]+\.[\w-]+\n$/);
    held = await ask(count, out.trim());
    expect(held).toMatchObject({ data: { organisations: { totalCount: expect.any(Number) } } });
    expect(JSON.stringify(held)).not.toContain('"totalCount":0');
  });

  test("nobody of an unknown name gets a token", async () => {
    expect(await tokenOf("the-king")).toMatchObject({ out: "", code: 1 });
  });

  test("a second one on the same data is refused", async () => {
    const second = npm(["start"], { PORT: String(await freePort()) });
    expect(await second.ended).toBe(1);
    expect(second.said()).toContain(`Samspill is running already, at ${base}`);
  });

  test("Ctrl-C stops it, and leaves nothing running", async () => {
    process.kill(-run.pid, "SIGINT");
    await run.ended;
    expect(await leftBehindAtLast()).toEqual([]);
    await expect(fetch(base)).rejects.toThrow("fetch failed");
  });

  describe("and again", () => {
    beforeAll(async () => {
      run = start();
      await run.hear(isReady());
    });

    test("it goes on with its data", async () => {
      expect(run.said()).not.toContain("Reading the registers");
      expect(run.said()).not.toContain("Setting up");
      expect(await ask(count, (await tokenOf("coordinator")).out.trim())).toEqual(held);
    });

    test("npm told to stop stops it too, and leaves nothing running", async () => {
      process.kill(run.pid, "SIGTERM");
      await run.ended;
      expect(await leftBehindAtLast()).toEqual([]);
    });

    test("a broken database is told of and left as it is", async () => {
      const file = databaseFile();
      const handle = openSync(file, "r+");
      // The pages after the first: what a disk loses in the middle.
      for (let page = 1; page < 40; page++)
        writeSync(handle, Buffer.alloc(2_000, 0xa5), 0, 2_000, Math.min(page * 4096, statSync(file).size - 4_096));
      closeSync(handle);
      const broken = hashOf(file);
      run = start();
      expect(await run.ended).toBe(1);
      expect(run.said()).toMatch(
        /The database in .+ is broken .+ To throw its data away and begin anew: npm start -- --fresh/,
      );
      expect(hashOf(file)).toBe(broken);
      expect(await leftBehindAtLast()).toEqual([]);
    });

    test("a database that is gone is told of, and not begun anew in silence", async () => {
      const file = databaseFile();
      for (const ending of ["", "-wal", "-shm"]) rmSync(`${file}${ending}`, { force: true });
      run = start();
      expect(await run.ended).toBe(1);
      expect(run.said()).toContain("The database that was filled here is gone");
      expect(run.said()).toContain("npm start -- --fresh");
    });

    test("--fresh throws it away and begins anew", async () => {
      run = start("--fresh");
      await run.hear(isReady());
      expect(run.said()).toContain("Throwing away all data");
      expect(run.said()).toContain("Reading the registers");
      expect(await ask(count, (await tokenOf("coordinator")).out.trim())).toMatchObject({
        data: {
          organisations: {
            totalCount: (held as { data: { organisations: { totalCount: number } } }).data.organisations.totalCount,
          },
        },
      });
      process.kill(-run.pid, "SIGINT");
      await run.ended;
      expect(await leftBehindAtLast()).toEqual([]);
    });
  });
});
