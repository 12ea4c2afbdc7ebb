/** Makes a month's reports: a municipality's and a centre's each by itself, so that whoever stops goes on with those that are missing. */
import { type ActivityRow, findCount, findTimes, stoodAt } from "#modules/activities";
import { countInterests } from "#modules/newcomers";
import { bodiesOfKind, findOrganisation, organisationId } from "#modules/organisations";
import { findMunicipality, writtenNormOf } from "#modules/places";
import { commit } from "#platform/commit";
import { type Context, makeContext } from "#platform/context";
import { dayOf } from "#platform/day";
import { log } from "#platform/log";
import { Refusal } from "#platform/refusal";
import { type Body, reachOf } from "./body.ts";
import { measure, weeksOf, type Wishes } from "./measure.ts";
import { firstDayOf, type Kind, lastDayOf, monthFrom, type Report, reportId } from "./report.ts";
import { listOfMonth, placeOf, putReport } from "./store.ts";

/** Every municipality and every centre with a municipality, by their keys. */
const bodiesAt = async (now: Date): Promise<Body[]> => {
  const ofKind = async (kind: Kind): Promise<Body[]> =>
    (await bodiesOfKind(now, kind)).map(({ key, municipality }) => ({ key, kind, municipality }));
  return [...(await ofKind("MUNICIPALITY")), ...(await ofKind("RECEPTION_CENTRE"))].filter(
    ({ municipality }) => municipality !== "",
  );
};

/** Interests of those who were given codes by a centre; for a municipality also by its hubs and its centres, each by itself. */
const wishesFor = (
  { key, kind, municipality }: Body,
  interests: ReadonlyMap<string, ReadonlyMap<string, number>>,
  homeOf: ReadonlyMap<string, string>,
): Wishes =>
  [...interests].flatMap(([scope, counts]) =>
    scope === key || (kind === "MUNICIPALITY" && homeOf.get(scope) === municipality) ? [counts] : [],
  );

type Ground = {
  readonly interests: ReadonlyMap<string, ReadonlyMap<string, number>>;
  readonly homeOf: ReadonlyMap<string, string>;
};

const reportOn = async (ctx: Context, body: Body, month: string, { interests, homeOf }: Ground): Promise<Report> => {
  const { fits, isOwn } = reachOf(body);
  const all = await findTimes(ctx.now(), weeksOf(month)[0] ?? firstDayOf(month), lastDayOf(month), fits);
  const held = all.map(({ row, times }) => ({ row, times: times.filter(({ startsAt }) => stoodAt(row, startsAt)) }));
  const nameOf = (row: ActivityRow, scheduledAt: string): string => `${row.key} ${scheduledAt}`;
  const counts = new Map(
    await Promise.all(
      held.flatMap(({ row, times }) =>
        times.map(
          async ({ scheduledAt }) => [nameOf(row, scheduledAt), await findCount(ctx, row.key, scheduledAt)] as const,
        ),
      ),
    ),
  );
  const municipality = findMunicipality(body.municipality);
  const { writtenNorm } = (await findOrganisation(ctx, body.key))?.facts ?? {};
  return {
    bodyKey: body.key,
    kind: body.kind,
    month,
    madeAt: ctx.now().toISOString(),
    writtenNorm: writtenNorm ?? (municipality ? writtenNormOf(municipality) : "BOKMAL"),
    ...measure(month, {
      held,
      isOwn,
      countOf: (row, { scheduledAt }) => counts.get(nameOf(row, scheduledAt)),
      wishes: wishesFor(body, interests, homeOf),
    }),
  };
};

export type ReportRequest = {
  /** `yyyy-mm`; the last that is over, where it is left out. */
  readonly month?: string | undefined;
  /** Keys of the bodies; all, where they are left out. */
  readonly bodies?: readonly string[] | undefined;
};

/** How long a call may go on, and what happens when it may not. */
export type Pace = {
  readonly mayGoOn: () => boolean;
  /** Starts another call with this request, and does not wait for it. */
  readonly handOn: (request: ReportRequest) => Promise<void>;
};

export type Made = {
  readonly month: string;
  readonly made: number;
  /** Those that were there before. */
  readonly standing: number;
  readonly isHandedOn: boolean;
};

/** Lines of progress come at most this often, in milliseconds. */
const progressEvery = 200;

/**
 * Makes the reports of a month that are not there yet, until all are or the time is up: then another call goes on. What has been made
 * is itself where the next one begins, so the same request asked twice does no harm. A body that fails keeps none of the others waiting.
 * @throws Refusal MONTH_NOT_OVER; Error when some could not be made
 */
export const makeReports = async (ctx: Context, request: ReportRequest, pace: Pace): Promise<Made> => {
  const began = Date.now();
  const thisMonth = dayOf(ctx.now()).slice(0, 7);
  const month = request.month ?? monthFrom(thisMonth, -1);
  if (month >= thisMonth)
    throw new Refusal("Invalid", "MONTH_NOT_OVER", "A month is told of when it is over.", {
      lastMonth: monthFrom(thisMonth, -1),
    });
  const wanted = (await bodiesAt(ctx.now())).filter(({ key }) => request.bodies?.includes(key) ?? true);
  const standing = new Set((await listOfMonth(month, {})).map(({ kind, bodyKey }) => placeOf(kind, bodyKey)));
  const missing = wanted.filter(({ kind, key }) => !standing.has(placeOf(kind, key)));
  const homes = await Promise.all(
    (["FRIVILLIGSENTRAL", "RECEPTION_CENTRE"] as const).map((kind) => bodiesOfKind(ctx.now(), kind)),
  );
  const ground: Ground = {
    interests: missing.length > 0 ? await countInterests(ctx.now()) : new Map(),
    homeOf: new Map(homes.flat().map(({ key, municipality }) => [key, municipality])),
  };
  const before = wanted.length - missing.length;
  let made = 0;
  let failed = 0;
  let toldAt = 0;
  for (const [n, body] of missing.entries()) {
    // A call always makes one, so that even the shortest comes forward.
    if (n > 0 && !pace.mayGoOn()) {
      await pace.handOn({ ...request, month });
      log.info("REPORTS_HANDED_ON", { count: made, total: missing.length });
      return { month, made, standing: before, isHandedOn: true };
    }
    try {
      await makeReport(ctx, body, month, ground);
      made++;
    } catch (error) {
      // Another call was faster, with the very same report.
      if (error instanceof Refusal && error.code === "REPORT_MADE") continue;
      failed++;
      log.fault(error, { subject: reportId({ month, bodyKey: body.key }) });
    }
    if (Date.now() - toldAt >= progressEvery || n === missing.length - 1) {
      toldAt = Date.now();
      log.info("REPORTS_PROGRESS", { phase: `Reports of ${month}`, done: n + 1, total: missing.length });
    }
  }
  if (failed > 0) {
    log.error("REPORTS_FAILED", { count: failed, total: missing.length });
    throw new Error(`${failed} reports of ${month} could not be made.`);
  }
  log.info("REPORTS_MADE", { count: made, milliseconds: Date.now() - began });
  return { month, made, standing: before, isHandedOn: false };
};

const makeReport = async (ctx: Context, body: Body, month: string, ground: Ground): Promise<void> => {
  // Reads without keeping: a run would else gather all of the country's counts in its memory.
  const report = await reportOn(makeContext(ctx.actor, ctx.requestId, ctx.now), body, month, ground);
  await commit(ctx, {
    changes: putReport(report),
    audit: { subject: organisationId(body.key), action: "report.made", fields: { month } },
  });
};
