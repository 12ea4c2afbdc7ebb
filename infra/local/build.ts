/** Builds what `npm start` runs, when it is older than what it is made of. `node infra/local/build.ts` */
import { execFile } from "node:child_process";
import { existsSync, globSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { root } from "./home.ts";
import { StartProblem } from "./startProblem.ts";

interface Product {
  name: "functions" | "console";
  /** Folder under `dist/`. */
  folder: string;
  sources: readonly string[];
  make: () => Promise<unknown>;
}

const products: readonly Product[] = [
  {
    name: "functions",
    folder: "functions",
    sources: ["functions/**/*.{ts,tsx,json,csv}", "schema/**/*", "infra/*.ts", "package-lock.json"],
    make: async () => (await import("../bundle.ts")).bundle(),
  },
  {
    name: "console",
    folder: "console",
    sources: ["admin/**/*", "schema/**/*", "package-lock.json"],
    make: () => {
      const vite = join(root, "node_modules/vite/bin/vite.js");
      return promisify(execFile)(process.execPath, [vite, "build", "admin"], { cwd: root });
    },
  },
];

/** Builds those of the products that are out of date. `tell` hears of each before it begins. @throws StartProblem when a build fails. */
export const buildWhatIsOld = async (
  tell: (line: string) => void,
  wanted: readonly Product["name"][] = products.map(({ name }) => name),
): Promise<void> => {
  for (const { name, folder, sources, make } of products.filter((product) => wanted.includes(product.name))) {
    const stamp = join(root, "dist", `.${folder}-made-of`);
    const isThere = existsSync(join(root, "dist", folder));
    const made = newestOf(sources);
    if (isThere && existsSync(stamp) && readFileSync(stamp, "utf8") === made) continue;
    tell(`Building the ${name}`);
    try {
      await make();
    } catch (error) {
      throw new StartProblem(`The ${name} could not be built: ${wordsOf(error)}`);
    }
    writeFileSync(stamp, made);
  }
};

/** Longer lines are a bundle's own, quoted whole. */
const longestLine = 300;

/** What a failed build said: a program's own output, without the command line and the bundle it quotes. */
const wordsOf = (error: unknown): string => {
  const { message, stderr }: { message: string; stderr?: string } =
    error instanceof Error ? error : new Error(String(error));
  return (stderr || message)
    .split("\n")
    .filter((line) => line.trim() !== "" && line.length <= longestLine)
    .join("\n");
};

/** Number of the files and the time of the newest: enough to see that one was changed, added or removed. */
const newestOf = (patterns: readonly string[]): string => {
  const files = globSync(patterns, { cwd: root, withFileTypes: true }).filter((entry) => entry.isFile());
  const newest = files.reduce(
    (time, { parentPath, name }) => Math.max(time, statSync(join(parentPath, name)).mtimeMs),
    0,
  );
  return `${files.length} files, the newest of ${new Date(newest).toISOString()}\n`;
};

if (import.meta.main) await buildWhatIsOld(console.error);
