export { finishImports } from "./commands.ts";
export { importPartsKept, importsKept } from "./store.ts";
export { resolvers } from "./resolvers.ts";
