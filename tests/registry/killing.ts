/** Importers in processes of their own that are killed in the midst of their work, and what they leave behind. */
import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { setTimeout as sleep } from "node:timers/promises";
import { join } from "node:path";
import { z } from "zod";
import { createTable } from "../../infra/local/database.ts";
import type { Registers } from "../../infra/local/registers/index.ts";
import { allItems, organisationsIn, stateHash } from "./held.ts";

const report = z.object({ state: z.string(), added: z.number(), refused: z.number() });
export type Report = z.infer<typeof report>;

export type Import = { readonly endpoint: string; readonly table: string; readonly registers: Registers };

/**
 * Runs the importer; kills it `killAfter` milliseconds after it has begun, where that is given. Gives its report, undefined
 * where it was killed before it had one, and how long it took.
 */
export const runImporter = async (
  { endpoint, table, registers }: Import,
  killAfter?: number,
): Promise<{ report: Report | undefined; milliseconds: number }> => {
  const importer = spawn(process.execPath, [join(import.meta.dirname, "../proof/importer.ts")], {
    stdio: ["ignore", "pipe", "pipe"],
    env: {
      PATH: process.env["PATH"],
      SAMSPILL_STAGE: "test",
      SAMSPILL_TABLE: table,
      SAMSPILL_ENHETSREGISTERET_URL: registers.enhetsregisteretUrl,
      SAMSPILL_FRIVILLIGHETSREGISTERET_URL: registers.frivillighetsregisteretUrl,
      AWS_REGION: "eu-north-1",
      AWS_ACCESS_KEY_ID: "local",
      AWS_SECRET_ACCESS_KEY: "local",
      AWS_ENDPOINT_URL_DYNAMODB: endpoint,
    },
  });
  const complaints: string[] = [];
  importer.stderr.on("data", (text: Buffer) => complaints.push(String(text)));
  const ended = new Promise<number | null>((resolve) => importer.once("exit", resolve));
  let begunAt = Date.now();
  let last: Report | undefined;
  for await (const line of createInterface({ input: importer.stdout })) {
    if (line === "begun") {
      begunAt = Date.now();
      if (killAfter !== undefined) void sleep(killAfter).then(() => importer.kill("SIGKILL"));
    } else if (line.startsWith("report ")) last = report.parse(JSON.parse(line.slice(7)));
  }
  const code = await ended;
  // Killed has no code; an importer that gave up by itself has found something to give up for.
  if (code !== null && last === undefined)
    throw new Error(`The importer gave up: ${complaints.join("").slice(-2_000)}`);
  return { report: last, milliseconds: Date.now() - begunAt };
};

/** What stands in the table, and how often each organisation was written and told of. */
export const stateOf = async (endpoint: string, table: string) => {
  const items = await allItems(endpoint, table);
  const organisations = organisationsIn(items);
  const told = items
    .filter((item) => item["type"] === "organisations.received")
    .flatMap(({ data }) => z.object({ added: z.array(z.string()) }).parse(JSON.parse(data as string)).added);
  const entered = items
    .filter(({ pk }) => pk.startsWith("AUDIT#"))
    .map(({ fields }) => z.object({ added: z.number() }).parse(JSON.parse(fields as string)).added);
  return {
    hash: stateHash(items),
    organisations: organisations.size,
    keys: new Set(organisations.keys()),
    writtenTwice: [...organisations.values()].filter(({ version }) => version > 1).length,
    toldOnce: new Set(told).size === told.length && told.length === organisations.size,
    entered: entered.reduce((sum, added) => sum + added, 0),
  };
};

/** Numbers between 0 and 1 that are the same for the same seed (mulberry32). */
export const chance = (seed: number) => {
  let state = seed >>> 0;
  return (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
};

/** A table of its own for one import. */
export const freshTable = async (endpoint: string, name: string): Promise<string> => {
  await createTable(endpoint, name);
  return name;
};
