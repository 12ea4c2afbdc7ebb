import { notFound } from "#platform/refusal";
import { any, type Change, Entity, item, jsonStringify, put, query, string, table } from "#platform/table";
import type { ErasureReport } from "./erasure.ts";

/** One a night. */
const partition = "ERASURE";

const reports = new Entity({
  name: "ErasureReport",
  table,
  timestamps: false,
  schema: item({
    at: string().key().savedAs("sk"),
    body: any().castAs<Omit<ErasureReport, "at">>().transform(jsonStringify()),
  }),
  computeKey: ({ at }: { at: string }) => ({ pk: partition, sk: at }),
});

export const putReport = ({ at, ...body }: ErasureReport): Change => put(reports, { at, body }, undefined, notFound);

/** Reports, newest first; `before` is the instant of one. */
export const listReports = async (limit: number, before?: string): Promise<ErasureReport[]> =>
  (await query(reports, { partition, newestFirst: true, limit, after: before })).map(({ at, body }) => ({
    at,
    ...body,
  }));
