/** What the measured processes stand in: a database in memory, one signed-in caseworker, and bundles as Lambda gets them. */
import { type ChildProcess, fork } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { exportJWK, generateKeyPair, SignJWT } from "jose";
import { bundle } from "../../infra/bundle.ts";
import { functions } from "../../infra/functions.ts";
import { createTable, freePort, startDatabase } from "../../infra/local/database.ts";
import { people } from "../../infra/local/people.ts";
import { originSecret } from "./event.ts";

export type BundleName = "graphql" | "empty" | "door" | "syncRegistry";

export type Surroundings = {
  /** Makes a table, and gives the settings of functions that use it. */
  readonly table: (name: string) => Promise<NodeJS.ProcessEnv>;
  /** Folder of a function built as for Lambda. */
  readonly bundle: (name: BundleName) => string;
  /** Runs a file of the bench in a process of its own, and gives what it sends. */
  readonly run: <Result>(file: string, args: readonly string[], settings: NodeJS.ProcessEnv) => Promise<Result>;
  /** An empty database in place of the one that is there. */
  readonly renewDatabase: () => Promise<void>;
  readonly stop: () => Promise<void>;
};

/** Longer than any run takes. */
const tokenHours = 2;

export const startSurroundings = async (bundles: readonly BundleName[]): Promise<Surroundings> => {
  const folder = mkdtempSync(join(tmpdir(), "samspill-bench-"));
  const [firstDatabase, port, { privateKey, publicKey }] = await Promise.all([
    startDatabase(),
    freePort(),
    generateKeyPair("RS256"),
  ]);
  let database = firstDatabase;
  const keys = JSON.stringify({ keys: [{ ...(await exportJWK(publicKey)), kid: "bench", alg: "RS256", use: "sig" }] });
  const server = createServer((_, response) => response.setHeader("content-type", "application/json").end(keys));
  await new Promise<void>((listening) => server.listen(port, "127.0.0.1", listening));
  const issuer = `http://127.0.0.1:${port}`;
  const token = await new SignJWT({ client_id: "bench", token_use: "access" })
    .setProtectedHeader({ alg: "RS256", kid: "bench" })
    .setSubject(people.caseworker.sub)
    .setIssuer(issuer)
    .setIssuedAt()
    .setExpirationTime(`${tokenHours}h`)
    .sign(privateKey);

  const empty = join(folder, "empty.ts");
  writeFileSync(empty, "export const handler = async () => ({ statusCode: 200 });\n");
  const { graphql, syncRegistry } = functions;
  const definitions = {
    graphql,
    syncRegistry,
    empty: { ...syncRegistry, entry: empty, isAwaited: true as const },
    // The very same function, with its database client in sight.
    door: { ...graphql, entry: "tests/bench/door.ts" },
  };
  const outDir = join(folder, "functions");
  await bundle({ outDir, definitions, only: bundles });

  const running = new Set<ChildProcess>();
  return {
    table: async (name) => {
      await createTable(database.endpoint, name);
      return {
        SAMSPILL_STAGE: "test",
        SAMSPILL_TABLE: name,
        SAMSPILL_ISSUER: issuer,
        SAMSPILL_JWKS_URL: issuer,
        SAMSPILL_CLIENT_IDS: "bench",
        SAMSPILL_CURSOR_SECRET: "signs the cursors of the bench",
        SAMSPILL_CODE_SECRET: "makes the codes of the bench",
        SAMSPILL_CALENDAR_SECRET: "closes the calendars of the bench",
        SAMSPILL_ORIGIN_SECRET: originSecret,
        SAMSPILL_EVENT_BUS: "bench",
        AWS_REGION: "eu-north-1",
        AWS_ACCESS_KEY_ID: "local",
        AWS_SECRET_ACCESS_KEY: "local",
        AWS_ENDPOINT_URL_DYNAMODB: database.endpoint,
        POWERTOOLS_LOG_LEVEL: "CRITICAL",
        NODE_ENV: "production",
        BENCH_TOKEN: token,
      };
    },
    bundle: (name) => join(outDir, name),
    run: (file, args, settings) =>
      new Promise((resolve, reject) => {
        const child = fork(join(import.meta.dirname, file), args, {
          // The memory that something keeps is seen only after a collection.
          execArgv: ["--expose-gc"],
          // Our own output is the figures alone.
          stdio: ["ignore", 2, 2, "ipc"],
          env: { PATH: process.env["PATH"], ...settings },
        });
        running.add(child);
        child.once("message", (result) => resolve(result as never));
        child.once("exit", (code) => {
          running.delete(child);
          reject(new Error(`${file} ended with code ${code}, and told nothing.`));
        });
      }),
    renewDatabase: async () => {
      await database.stop();
      database = await startDatabase();
    },
    stop: async () => {
      for (const child of running) child.kill();
      server.closeAllConnections();
      server.close();
      await database.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
};
