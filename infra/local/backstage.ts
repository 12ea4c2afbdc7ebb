/** Everything behind the front door: database, registers, events and functions, wired as the cloud wires them. */
import { randomBytes } from "node:crypto";
import type { FunctionName } from "../functions.ts";
import { type Cloud, startCloud } from "./cloud.ts";
import { createTable, freePort, startDatabase } from "./database.ts";
import { assertSound, writeAhead } from "./databaseFile.ts";
import { inHome, readJson, tableName, writeJson } from "./home.ts";
import { clientId, identityPath } from "./identity.ts";
import { type Lambda, startLambda } from "./lambda.ts";
import { keepLog } from "./log.ts";
import { maskinportenAudience, maskinportenIssuer } from "./maskinporten.ts";
import { type Registers, startRegisters } from "./registers/index.ts";
import { startStream } from "./stream.ts";

export interface Secrets {
  /** Signs the cursors of lists. */
  cursor: string;
  /** Makes newcomers' codes. */
  code: string;
  /** Makes the addresses of calendars that are not for all. */
  calendar: string;
  /** Proves to the API that a request came through the front door. */
  origin: string;
}

const newSecret = (): string => randomBytes(32).toString("base64url");

/** Made once, so that a cursor and a code from before a restart still hold; one that has come since joins those that were kept. */
export const secretsOfThisLaptop = (): Secrets => {
  const kept = readJson<Partial<Secrets>>("secrets.json");
  const secrets = { cursor: newSecret(), code: newSecret(), calendar: newSecret(), origin: newSecret(), ...kept };
  if (kept?.calendar === undefined) writeJson("secrets.json", secrets);
  return secrets;
};

export interface Backstage {
  lambda: Lambda;
  cloud: Cloud;
  /** What every function has in its environment. */
  environment: Readonly<Record<string, string>>;
  /** Whether the database had nothing in it. */
  isNew: boolean;
  /** From now on events go out as they come. What was written before is the sweep's. */
  openStream(): Promise<void>;
  stop(): Promise<void>;
}

export interface BackstageSettings {
  /** Address of the front door. */
  base: string;
  register: "demonstration" | "live";
  /** Called when the database ends without being asked to. */
  onLoss: (reason: string) => void;
  /** Functions that are asked first, once they are built: they are read while the database is on its way. */
  first?: Promise<readonly FunctionName[]>;
}

/** Starts it all. What has been started is stopped again when something fails. @throws StartProblem */
export const startBackstage = async ({ base, register, onLoss, first }: BackstageSettings): Promise<Backstage> => {
  const stops: (() => Promise<unknown>)[] = [];
  const stop = async (): Promise<void> => {
    for (const each of stops.splice(0).toReversed()) await each();
  };
  try {
    const dir = inHome("database");
    assertSound(dir);
    writeAhead(dir);
    const [port, cloud, registers] = await Promise.all([
      freePort(),
      startCloud(() => lambda).then((started) => stopping(stops, started)),
      register === "live" ? undefined : startRegisters({ size: "small" }).then((started) => stopping(stops, started)),
    ]);
    const environment = environmentOf({ base, database: `http://127.0.0.1:${port}`, cloud, registers });
    const lambda: Lambda = startLambda(environment);
    stops.push(lambda.stop, async () => forgetLog());
    const forgetLog = keepLog(lambda);
    first?.then((names) => names.forEach(lambda.start)).catch(() => {});
    const database = stopping(stops, await startDatabase({ port, dir, onExit: onLoss }));
    const isNew = await createTable(database.endpoint, tableName);
    const openStream = async (): Promise<void> => {
      stopping(stops, await startStream(database.endpoint, tableName, lambda));
    };
    return { lambda, cloud, environment, isNew, openStream, stop };
  } catch (error) {
    await stop();
    throw error;
  }
};

const stopping = <Started extends { stop(): Promise<unknown> }>(
  stops: (() => Promise<unknown>)[],
  started: Started,
): Started => {
  stops.push(() => started.stop());
  return started;
};

const environmentOf = (parts: {
  base: string;
  /** Its address. */
  database: string;
  cloud: Cloud;
  registers: Registers | undefined;
}): Record<string, string> => {
  const { base, database, cloud, registers } = parts;
  return {
    SAMSPILL_STAGE: "local",
    SAMSPILL_TABLE: tableName,
    SAMSPILL_ISSUER: `${base}${identityPath}`,
    SAMSPILL_JWKS_URL: `${base}${identityPath}/jwks`,
    SAMSPILL_CLIENT_IDS: clientId,
    SAMSPILL_MASKINPORTEN_ISSUER: maskinportenIssuer(base),
    SAMSPILL_MASKINPORTEN_JWKS_URL: `${maskinportenIssuer(base)}jwks`,
    SAMSPILL_MASKINPORTEN_AUDIENCE: maskinportenAudience(base),
    SAMSPILL_CURSOR_SECRET: secretsOfThisLaptop().cursor,
    SAMSPILL_CODE_SECRET: secretsOfThisLaptop().code,
    SAMSPILL_CALENDAR_SECRET: secretsOfThisLaptop().calendar,
    SAMSPILL_ORIGIN_SECRET: secretsOfThisLaptop().origin,
    SAMSPILL_EVENT_BUS: "samspill-local",
    ...(registers !== undefined && {
      SAMSPILL_ENHETSREGISTERET_URL: registers.enhetsregisteretUrl,
      SAMSPILL_FRIVILLIGHETSREGISTERET_URL: registers.frivillighetsregisteretUrl,
    }),
    AWS_REGION: "eu-north-1",
    AWS_ACCESS_KEY_ID: "local",
    AWS_SECRET_ACCESS_KEY: "local",
    AWS_ENDPOINT_URL_DYNAMODB: database,
    AWS_ENDPOINT_URL_EVENTBRIDGE: cloud.endpoint,
    AWS_ENDPOINT_URL_LAMBDA: cloud.endpoint,
    AWS_ENDPOINT_URL_SESV2: cloud.endpoint,
    SAMSPILL_CONSOLE_URL: base,
    SAMSPILL_MAIL_FROM: "Samspill <samspill@localhost>",
    // Progress of the jobs is on this level; on a laptop the functions themselves would keep to warnings.
    AWS_LAMBDA_LOG_LEVEL: "INFO",
  };
};
