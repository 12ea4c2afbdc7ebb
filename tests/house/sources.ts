/** The project as the house tests read it: its files, what each imports, and who asks the environment. */
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join, posix, resolve } from "node:path";
import { parseSync } from "oxc-parser";

export const root = resolve(import.meta.dirname, "../..");

/** A file, by its path from the project's root. */
export type Source = { readonly path: string; readonly text: string };

/** The project's own files: those in Git, and those that would be with the next commit. */
export const ownPaths = (): string[] =>
  execFileSync("git", ["ls-files", "--cached", "--others", "--exclude-standard"], { cwd: root, encoding: "utf8" })
    .split("\n")
    .filter((path) => path !== "" && existsSync(join(root, path)));

export const readSource = (path: string): Source => ({ path, text: readFileSync(join(root, path), "utf8") });

/** All code of ours. */
export const ownCode = (): Source[] =>
  ownPaths()
    .filter((path) => /\.(ts|tsx|mjs)$/.test(path))
    .map(readSource);

/** One import, re-export or import of a type; `to` is a file of ours by its path, or the package as it is named. */
export type Import = { readonly from: string; readonly specifier: string; readonly to: string };

export type Node = { readonly type: string; readonly [part: string]: unknown };

export const isNode = (value: unknown): value is Node =>
  typeof value === "object" && value !== null && "type" in value && typeof value.type === "string";

/** Calls `see` with every node of a file, by a real parser of TypeScript. */
export const walk = ({ path, text }: Source, see: (node: Node) => void): void => {
  const { program, errors } = parseSync(path, text);
  if (errors.length > 0) throw new Error(`${path} cannot be read: ${errors[0]?.message ?? ""}`);
  const visit = (value: unknown): void => {
    if (Array.isArray(value)) for (const each of value) visit(each);
    else if (isNode(value)) {
      see(value);
      for (const part of Object.values(value)) visit(part);
    }
  };
  visit(program);
};

const importing = new Set([
  "ImportDeclaration",
  "ExportNamedDeclaration",
  "ExportAllDeclaration",
  "ImportExpression",
  "TSImportType",
]);

/** As `package.json#imports` has them. */
const aliases: readonly (readonly [RegExp, string])[] = [
  [/^#platform\/(.+)$/, "functions/platform/$1.ts"],
  [/^#modules\/(.+)$/, "functions/modules/$1/index.ts"],
  [/^#handlers\/(.+)$/, "functions/handlers/$1.ts"],
  [/^#schema\/(.+)$/, "schema/generated/$1.ts"],
  [/^#world$/, "tests/world/index.ts"],
];

const target = (from: string, specifier: string): string => {
  if (specifier.startsWith(".")) return posix.normalize(posix.join(posix.dirname(from), specifier));
  const alias = aliases.find(([pattern]) => pattern.test(specifier));
  return alias ? specifier.replace(...alias) : specifier;
};

/** Everything a file imports, types too. */
export const importsOf = (source: Source): Import[] => {
  const found: Import[] = [];
  walk(source, (node) => {
    if (!importing.has(node.type) || !isNode(node["source"])) return;
    const specifier = node["source"]["value"];
    if (typeof specifier === "string") found.push({ from: source.path, specifier, to: target(source.path, specifier) });
  });
  return found;
};

/** How often a file asks `process.env`. */
export const environmentReads = (source: Source): number => {
  let reads = 0;
  walk(source, (node) => {
    const { object, property } = node;
    if (node.type === "MemberExpression" && isNode(object) && isNode(property))
      if (object["name"] === "process" && (property["name"] ?? property["value"]) === "env") reads++;
  });
  return reads;
};

/** Names a file gives to the rest of the house. */
export const exportedNames = (source: Source): string[] => {
  const found: string[] = [];
  const nameOf = (node: unknown): void => {
    if (isNode(node) && typeof node["name"] === "string") found.push(node["name"]);
  };
  walk(source, (node) => {
    if (node.type === "ExportSpecifier") nameOf(node["exported"]);
    if (node.type !== "ExportNamedDeclaration" || !isNode(node["declaration"])) return;
    const { id, declarations } = node["declaration"];
    nameOf(id);
    if (Array.isArray(declarations)) for (const each of declarations) if (isNode(each)) nameOf(each["id"]);
  });
  return found;
};
