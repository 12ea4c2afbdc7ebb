export { endings, retentions } from "./kept.ts";
export { reportErasure } from "./report.ts";
export { resolvers } from "./resolvers.ts";
