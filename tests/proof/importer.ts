/** One importer in a process of its own: the first load, from the registers and into the table that its environment names. */
import { env } from "#platform/env";
import { sync, unhurried } from "../registry/syncing.ts";

process.stdout.write("begun\n");
const report = await sync(env, "FULL", { pace: { ...unhurried, leaseMs: 600 } });
process.stdout.write(`report ${JSON.stringify(report)}\n`);
