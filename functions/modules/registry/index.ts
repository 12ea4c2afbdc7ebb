export { enhetsregisteret } from "./enhetsregisteret.ts";
export { frivillighetsregisteret } from "./frivillighetsregisteret.ts";
export { politeHttp } from "./politeHttp.ts";
export { reportOf } from "./registerSync.ts";
export { resolvers } from "./resolvers.ts";
export { partsKept } from "./store.ts";
export { type Pace, syncRegistry } from "./sync.ts";
