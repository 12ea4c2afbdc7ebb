/** `npm run deploy -- <stage> [CDK's own options]`: puts one stage into the account whose credentials are at hand. */
import { spawn } from "node:child_process";
import { join } from "node:path";
import { stageNamed } from "./stage.ts";

const root = join(import.meta.dirname, "..");
const [name = "", ...options] = process.argv.slice(2);
// Never all stages at once: each has an account of its own.
const stage = stageNamed(name);
const cdk = join(root, "node_modules/aws-cdk/bin/cdk");
const argv = [cdk, "deploy", "--all", "-c", `stage=${stage.name}`, ...options];
const code = await new Promise<number>((resolve, reject) => {
  spawn(process.execPath, argv, { cwd: root, stdio: "inherit" })
    .once("error", reject)
    .once("exit", (status) => resolve(status ?? 1));
});
process.exitCode = code;
