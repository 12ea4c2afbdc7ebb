/**
 * Builds each Lambda into `dist/functions/<name>/`: the very files that run in the cloud and on a laptop.
 * `node infra/bundle.ts [name …]`
 */
import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { rm, writeFile } from "node:fs/promises";
import { builtinModules } from "node:module";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import { build, type Plugin } from "esbuild";
import { functions, type FunctionDefinition } from "./functions.ts";

const root = resolve(import.meta.dirname, "..");
const builtins = new Set(builtinModules);

/**
 * Node's own modules by a plain call: as ES modules each costs tens of milliseconds, since all its getters are evaluated. Who
 * imports names is given those names alone.
 */
const builtinsByCall: Plugin = {
  name: "builtins-by-call",
  setup: ({ onResolve, onLoad }) => {
    onResolve({ filter: /^[a-z_:/]+$/ }, ({ path, kind }) => {
      const name = path.replace(/^node:/, "");
      if (!builtins.has(name)) return undefined;
      // What is imported at run time wants the names a call does not give, and is not part of the start.
      if (kind === "dynamic-import") return { path: `node:${name}`, external: true };
      return { path: name, namespace: kind === "import-statement" ? "builtin-names" : "builtin" };
    });
    onLoad({ filter: /.*/, namespace: "builtin" }, ({ path }) => ({
      contents: `module.exports = process.getBuiltinModule("node:${path}");`,
    }));
    onLoad({ filter: /.*/, namespace: "builtin-names" }, ({ path }) => {
      const names = Object.keys(process.getBuiltinModule(`node:${path}`) ?? {}).filter(
        (name) => name !== "default" && /^[a-z_]\w*$/i.test(name),
      );
      const lines = names.map((name, n) => `const _${n} = /* @__PURE__ */ (() => whole.${name})();`);
      const exported = names.map((name, n) => `_${n} as ${name}`);
      return {
        contents: [
          `const whole = /* @__PURE__ */ process.getBuiltinModule("node:${path}");`,
          ...lines,
          `export { whole as default, ${exported.join(", ")} };`,
        ].join("\n"),
      };
    });
  },
};

/** Our own files have no effect by merely being there, nor have the packages we take names from: what is not used is left out. */
const withoutUnused: Plugin = {
  name: "without-unused",
  setup: ({ onResolve, resolve: resolveImport }) => {
    onResolve({ filter: /.*/ }, async ({ path, pluginData, ...from }) => {
      const isOurs = from.importer.startsWith(root) && !from.importer.includes("node_modules");
      if (!isOurs || pluginData === "asked" || from.kind !== "import-statement") return undefined;
      return { ...(await resolveImport(path, { ...from, pluginData: "asked" })), sideEffects: false };
    });
  },
};

/**
 * What Apollo Server loads only for its own cloud, and for schemas given as text; ours is given ready-made. Left out, its
 * start is a third shorter. Our own imports of the same packages are not touched.
 */
const withoutApolloCloud: Plugin = {
  name: "without-apollo-cloud",
  setup: ({ onResolve, onLoad }) => {
    onResolve({ filter: /^@(apollo\/usage-reporting-protobuf|graphql-tools\/schema)$/ }, ({ path, importer }) =>
      /node_modules\/@apollo\/server\//.test(importer) ? { path, namespace: "left-out" } : undefined,
    );
    onLoad({ filter: /.*/, namespace: "left-out" }, () => ({ contents: "module.exports = {};" }));
  },
};

/** The file Lambda names: compiled code from the last start where there is some, then the secrets if any, then the handler. */
const entryFile = ({ isAwaited, secrets }: FunctionDefinition): string =>
  [
    isAwaited &&
      `process.getBuiltinModule("node:module").enableCompileCache({ directory: import.meta.dirname + "/compiled", portable: true });`,
    secrets && `const where = process.env.SAMSPILL_SECRETS;`,
    secrets && `if (where) await (await import("./secrets.mjs")).openSecrets(where);`,
    `export const { handler } = await import("./app.mjs");`,
  ]
    .filter(Boolean)
    .join("\n") + "\n";

/**
 * One start in a process of its own, so that the compiled code is laid beside the source. It is taken only by the same Node
 * version on the same processor; elsewhere it is passed over.
 */
const compileAhead = async (folder: string): Promise<void> => {
  const script = `await import(process.argv[1]); process.getBuiltinModule("node:module").flushCompileCache(); process.exit(0);`;
  const settings = { SAMSPILL_STAGE: "local", SAMSPILL_TABLE: "none", AWS_REGION: "eu-north-1" };
  const argv = ["--input-type=module", "--eval", script, join(folder, "index.mjs")];
  await promisify(execFile)(process.execPath, argv, { env: { PATH: process.env["PATH"], ...settings } });
};

/** Builds some functions with one reading of the files they share. */
const buildTogether = async (
  named: readonly (readonly [string, FunctionDefinition])[],
  outDir: string,
  { splitting }: { readonly splitting: boolean },
): Promise<void> => {
  const entries = named.flatMap(([name, { entry, secrets }]) => [
    [`${name}/app`, resolve(root, entry)],
    ...(secrets ? [[`${name}/secrets`, join(root, "infra/openSecrets.ts")]] : []),
  ]);
  await build({
    absWorkingDir: root,
    entryPoints: Object.fromEntries(entries) as Record<string, string>,
    outdir: outDir,
    outExtension: { ".js": ".mjs" },
    bundle: true,
    splitting,
    chunkNames: `${named[0]?.[0]}/[name]-[hash]`,
    format: "esm",
    platform: "node",
    target: "node24",
    mainFields: ["module", "main"],
    minify: true,
    legalComments: "none",
    // Each file with elements in it names the library that makes them.
    jsx: "automatic",
    define: { "process.env.NODE_ENV": '"production"' },
    plugins: [builtinsByCall, withoutApolloCloud, withoutUnused],
    logLevel: "error",
  });
  for (const [name, definition] of named) await writeFile(join(outDir, name, "index.mjs"), entryFile(definition));
};

export interface BundleOptions {
  /** Folder that gets one folder per function; `dist/functions` unless told. */
  readonly outDir?: string;
  /** Names of the functions to build; all unless told. */
  readonly only?: readonly string[];
  readonly definitions?: Readonly<Record<string, FunctionDefinition>>;
}

/** Builds the functions; throws, naming it, when one is unknown, has no entry or does not start. */
export const bundle = async ({
  outDir = join(root, "dist/functions"),
  definitions = functions,
  only = Object.keys(definitions),
}: BundleOptions = {}): Promise<void> => {
  const wanted = only.map((name) => {
    const definition = definitions[name];
    if (!definition) throw new Error(`There is no function ${name}; there are ${Object.keys(definitions).join(", ")}.`);
    if (!existsSync(resolve(root, definition.entry)))
      throw new Error(`The function ${name} has no entry: ${definition.entry} is missing.`);
    return [name, definition] as const;
  });
  await Promise.all(wanted.map(([name]) => rm(join(outDir, name), { recursive: true, force: true })));
  const others = wanted.filter(([, { isAwaited }]) => !isAwaited);
  await Promise.all([
    ...wanted
      .filter(([, { isAwaited }]) => isAwaited)
      .map(async ([name, definition]) => {
        // What is imported only when needed stays a file of its own, and costs a start nothing.
        await buildTogether([[name, definition]], outDir, { splitting: true });
        await compileAhead(join(outDir, name));
      }),
    ...(others.length > 0 ? [buildTogether(others, outDir, { splitting: false })] : []),
  ]);
};

if (import.meta.main) {
  const named = process.argv.slice(2);
  await bundle(named.length > 0 ? { only: named } : {});
}
