/**
 * Builds each Lambda into `dist/functions/<name>/`: the very files that run in the cloud and on a laptop.
 * `node infra/bundle.ts [name …]`
 */
import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { copyFile, rm, writeFile } from "node:fs/promises";
import { builtinModules } from "node:module";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import { type InputOptions, type OutputChunk, type OutputOptions, type Plugin, rolldown } from "rolldown";
import { functions, type FunctionDefinition } from "./functions.ts";

const root = resolve(import.meta.dirname, "..");
const builtins = new Set(builtinModules);

/** Names of files that are nowhere on disk: their beginning, which no path has, and what stands behind it. */
const made = { names: "\0names:", whole: "\0whole:", instead: "\0instead:" } as const;

/**
 * Node's own modules by a plain call: as ES modules each costs tens of milliseconds, since all its getters are evaluated. Who
 * imports names is given those names alone.
 */
const builtinsByCall: Plugin = {
  name: "builtins-by-call",
  resolveId: {
    filter: { id: /^[a-z_:/]+$/ },
    handler: (id, _, { kind }) => {
      const name = id.replace(/^node:/, "");
      if (!builtins.has(name)) return null;
      // What is imported at run time wants the names a call does not give, and is not part of the start.
      if (kind === "dynamic-import") return { id: `node:${name}`, external: true };
      return { id: `${kind === "require-call" ? made.whole : made.names}${name}`, moduleSideEffects: false };
    },
  },
  load: {
    filter: { id: /^\0(names|whole):/ },
    handler: (id) => {
      const path = id.slice(id.indexOf(":") + 1);
      if (id.startsWith(made.whole)) return `module.exports = process.getBuiltinModule("node:${path}");`;
      const names = Object.keys(process.getBuiltinModule(`node:${path}`) ?? {}).filter(
        (name) => name !== "default" && /^[a-z_]\w*$/i.test(name),
      );
      const lines = names.map((name, n) => `const _${n} = /* @__PURE__ */ (() => whole.${name})();`);
      const exported = names.map((name, n) => `_${n} as ${name}`);
      return [
        `const whole = /* @__PURE__ */ process.getBuiltinModule("node:${path}");`,
        ...lines,
        `export { whole as default, ${exported.join(", ")} };`,
      ].join("\n");
    },
  },
};

/** Our own files have no effect by merely being there, nor have the packages we take names from: what is not used is left out. */
const withoutUnused: Plugin = {
  name: "without-unused",
  resolveId: async function (id, importer, { kind }) {
    const isOurs = importer?.startsWith(root) && !importer.includes("node_modules");
    if (!isOurs || kind !== "import-statement") return null;
    const found = await this.resolve(id, importer, { kind, skipSelf: true });
    return found && { ...found, moduleSideEffects: false };
  },
};

/** What packages ask for and get in another shape, or not at all. */
const replaced: readonly {
  readonly id: RegExp;
  readonly importer: RegExp;
  readonly kind?: "dynamic-import";
  /** Code that stands in its place; none, where it is for uses that are not ours. */
  readonly by?: string;
}[] = [
  // For Apollo's own cloud and its pages, all of which are switched off, and for schemas given as text: ours is given ready-made.
  {
    id: /^\.\/plugin\/(?!disableSuggestions)\w+\/index\.js$|^@graphql-tools\/schema$/,
    importer: /\/@apollo\/server\//,
  },
  // To see whether it is a graphql that answers in parts, which ours is not: asked for whole, none of it could be left out.
  { id: /^graphql$/, importer: /\/incrementalDeliveryPolyfill\.js$/, kind: "dynamic-import" },
  // It finds no Node in a bundle, and would compute the hash of each question in JavaScript.
  {
    id: /^@apollo\/utils\.createhash$/,
    importer: /\/@apollo\/server\//,
    by: 'export { createHash } from "node:crypto";',
  },
  // What unpacks the fonts of web pages: ours are not packed.
  { id: /^brotli\//, importer: /\/fontkit\// },
];

const withReplaced: Plugin = {
  name: "with-replaced",
  resolveId: {
    filter: { id: replaced.map(({ id }) => id) },
    handler: (id, importer = "", { kind }) => {
      const found = replaced.findIndex(
        (one) => one.id.test(id) && one.importer.test(importer) && (one.kind ?? kind) === kind,
      );
      return found < 0 ? null : `${made.instead}${found}`;
    },
  },
  load: {
    filter: { id: /^\0instead:/ },
    handler: (id) => replaced[Number(id.slice(made.instead.length))]?.by ?? "module.exports = {};",
  },
};

/** The file Lambda names: compiled code from the last start where there is some, then the secrets if any, then the handler. */
const entryFile = ({ isAwaited, secrets }: FunctionDefinition): string =>
  [
    isAwaited &&
      `process.getBuiltinModule("node:module").enableCompileCache({ directory: import.meta.dirname + "/compiled", portable: true });`,
    secrets && `const where = process.env.SAMSPILL_SECRETS;`,
    secrets && `if (where) await (await import("./secrets.mjs")).openSecrets(where);`,
    `const { handler, started } = await import("./app.mjs");`,
    `await started;`,
    `export { handler };`,
  ]
    .filter(Boolean)
    .join("\n") + "\n";

/**
 * One start in a process of its own, so that the compiled code is laid beside the source. It is taken only by the same Node
 * version on the same processor; elsewhere it is passed over.
 */
const compileAhead = async (folder: string): Promise<void> => {
  const script = `await import(process.argv[1]); process.getBuiltinModule("node:module").flushCompileCache(); process.exit(0);`;
  const settings = { SAMSPILL_STAGE: "test", SAMSPILL_TABLE: "none", AWS_REGION: "eu-north-1" };
  const argv = ["--input-type=module", "--eval", script, join(folder, "index.mjs")];
  await promisify(execFile)(process.execPath, argv, { env: { PATH: process.env["PATH"], ...settings } });
};

/** Code without letters that want two bytes: it is read in half the time. */
const withPlainLetters: Plugin = {
  name: "with-plain-letters",
  generateBundle: (_, files) => {
    for (const file of Object.values(files))
      if (file.type === "chunk")
        file.code = file.code.replaceAll(
          /[^\0-\x7f]/g,
          (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, "0")}`,
        );
  },
};

/** How everything is read. */
const reading = (input: InputOptions["input"]): InputOptions => ({
  cwd: root,
  ...(input && { input }),
  platform: "node",
  resolve: { mainFields: ["module", "main"] },
  moduleTypes: { ".ttf": "binary" },
  transform: { target: "node24", define: { "process.env.NODE_ENV": '"production"' } },
  plugins: [withReplaced, builtinsByCall, withoutUnused, withPlainLetters],
  logLevel: "silent",
});

const writing = {
  format: "esm",
  minify: true,
  comments: { legal: false },
  entryFileNames: "[name].mjs",
  chunkFileNames: ({ name }) => (name === "start" ? "start.mjs" : "[name]-[hash].mjs"),
} as const satisfies OutputOptions;

/** Everything in one file. */
const buildWhole = async (entry: string, dir: string, name = "app"): Promise<void> => {
  await using reader = await rolldown(reading({ [name]: entry }));
  await reader.write({ ...writing, codeSplitting: false, dir });
};

/**
 * What the start needs in one file, since each further one costs it a millisecond; what is imported only when needed stays a
 * file of its own, and costs a start nothing.
 */
const buildParted = async (entry: string, dir: string): Promise<void> => {
  await using reader = await rolldown(reading({ app: entry }));
  const { output } = await reader.generate({ format: "esm" });
  const chunks = new Map(output.filter((one) => one.type === "chunk").map((chunk) => [chunk.fileName, chunk]));
  const needed = new Set<OutputChunk>();
  const need = (chunk: OutputChunk | undefined): void => {
    if (!chunk || needed.has(chunk)) return;
    needed.add(chunk);
    for (const file of chunk.imports) need(chunks.get(file));
  };
  need(output.find((one) => one.type === "chunk" && one.isEntry) as OutputChunk | undefined);
  const modules = new Set([...needed].flatMap(({ moduleIds }) => moduleIds));
  // The bundler's own helpers want this one before all else.
  modules.delete(`${made.names}module`);
  await reader.write({
    ...writing,
    dir,
    codeSplitting: { groups: [{ name: "start", test: (id) => modules.has(id) }] },
  });
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
  const opener = join(outDir, "secrets.mjs");
  await buildWhole(join(root, "infra/openSecrets.ts"), outDir, "secrets");
  for (const [name, definition] of wanted) {
    const dir = join(outDir, name);
    await rm(dir, { recursive: true, force: true });
    await (definition.isAwaited ? buildParted : buildWhole)(resolve(root, definition.entry), dir);
    if (definition.secrets) await copyFile(opener, join(dir, "secrets.mjs"));
    await writeFile(join(dir, "index.mjs"), entryFile(definition));
    if (definition.isAwaited) await compileAhead(dir);
  }
  await rm(opener);
};

if (import.meta.main) {
  const named = process.argv.slice(2);
  await bundle(named.length > 0 ? { only: named } : {});
}
