import type { Context } from "#platform/context";
import { loader } from "#platform/load";
import { Refusal } from "#platform/refusal";
import { any, type Change, Entity, getMany, item, jsonStringify, put, query, string, table } from "#platform/table";
import type { Kind, Report } from "./report.ts";

const reports = new Entity({
  name: "ActivityReport",
  table,
  timestamps: false,
  schema: item({
    bodyKey: string().key(),
    month: string().key(),
    body: any().castAs<Omit<Report, "bodyKey" | "month">>().transform(jsonStringify()),
  }),
  computeKey: ({ bodyKey, month }: { bodyKey: string; month: string }) => ({ pk: `REPORT#${bodyKey}`, sk: month }),
});

/** Which bodies a month has reports of. */
const ofMonths = new Entity({
  name: "ReportOfMonth",
  table,
  timestamps: false,
  schema: item({ month: string().key(), kind: string().key(), bodyKey: string().key() }),
  computeKey: ({ month, kind, bodyKey }: { month: string; kind: string; bodyKey: string }) => ({
    pk: `REPORTS#${month}`,
    sk: placeOf(kind, bodyKey),
  }),
});

/** Where a body's report stands among those of its month. */
export const placeOf = (kind: string, bodyKey: string): string => `${kind}#${bodyKey}`;

const alreadyMade = (): Refusal => new Refusal("Conflict", "REPORT_MADE", "That report has been made already.");

/** A month is told of once. */
export const putReport = ({ bodyKey, month, ...body }: Report): Change[] => [
  put(reports, { bodyKey, month, body }, { attr: "month", exists: false }, alreadyMade),
  put(ofMonths, { month, kind: body.kind, bodyKey }, undefined, alreadyMade),
];

type Stored = { readonly bodyKey: string; readonly month: string; readonly body: Omit<Report, "bodyKey" | "month"> };
const reportOf = ({ bodyKey, month, body }: Stored): Report => ({ ...body, bodyKey, month });

const byName = loader<string, Report | undefined>("reports", async (names) =>
  (
    await getMany(
      reports,
      names.map((name) => {
        const [bodyKey = "", month = ""] = name.split(" ");
        return { bodyKey, month };
      }),
    )
  ).map((stored) => stored && reportOf(stored)),
);

export const find = (ctx: Context, bodyKey: string, month: string): Promise<Report | undefined> =>
  byName(ctx).load(`${bodyKey} ${month}`);

/** A body's reports, newest first; `before` is the month of one. */
export const listOfBody = async (bodyKey: string, limit: number, before?: string): Promise<Report[]> =>
  (await query(reports, { partition: `REPORT#${bodyKey}`, newestFirst: true, limit, after: before })).map(reportOf);

/** Bodies that a month has reports of, municipalities first, by their keys; `after` is the place of one. */
export const listOfMonth = async (
  month: string,
  {
    kind,
    limit,
    after,
  }: { readonly kind?: string | null | undefined; readonly limit?: number; readonly after?: string | undefined },
): Promise<{ readonly bodyKey: string; readonly kind: Kind }[]> =>
  (
    await query(ofMonths, {
      partition: `REPORTS#${month}`,
      limit,
      after,
      ...(kind && { beginsWith: placeOf(kind, "") }),
    })
  ).map((stored) => ({ bodyKey: stored.bodyKey, kind: stored.kind as Kind }));
