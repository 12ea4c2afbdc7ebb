export { type Made, makeReports } from "./make.ts";
export { findReport, resolvers } from "./resolvers.ts";
