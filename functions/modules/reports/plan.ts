/** A week of what residents of a reception centre can choose between, as it stands now. */
import {
  type ActivityRow,
  type ActivitySession,
  findTimes,
  knowledgeOf,
  publicStates,
  statesAt,
} from "#modules/activities";
import type { Context } from "#platform/context";
import { dayFrom, wallClockOf } from "#platform/day";
import { type Body, reachOf } from "./body.ts";
import { choiceOf, mondayOf } from "./choice.ts";
import type { Choice } from "./report.ts";

/** As many times as a week on paper can show, and more. */
const mostTimes = 400;

export type Plan = {
  readonly week: string;
  readonly days: readonly { readonly date: string; readonly sessions: readonly ActivitySession[] }[];
  readonly totalCount: number;
  readonly choice: readonly Choice[];
};

export const planOf = async (ctx: Context, body: Body, day: string): Promise<Plan> => {
  const now = ctx.now();
  const week = mondayOf(day);
  const { fits } = reachOf(body);
  const stateOf = statesAt(now);
  const mayKnow = knowledgeOf(ctx);
  const isThere = (row: ActivityRow): boolean => fits(row) && publicStates.has(stateOf(row)) && mayKnow(row);
  const found = await findTimes(now, week, dayFrom(week, 6), isThere);
  const all = found
    .flatMap(({ row, times }) => times.map((time) => ({ row, time })))
    .toSorted((a, b) => (`${a.time.startsAt} ${a.row.key}` < `${b.time.startsAt} ${b.row.key}` ? -1 : 1));
  const shown = all.slice(0, mostTimes);
  const sessions = shown.map(({ row, time }): ActivitySession => ({ activity: row, time }));
  return {
    week,
    days: Array.from({ length: 7 }, (_, n) => {
      const date = dayFrom(week, n);
      return { date, sessions: sessions.filter(({ time }) => wallClockOf(time.startsAt).day === date) };
    }),
    totalCount: all.length,
    choice: choiceOf(all.filter(({ time }) => !time.isCancelled).map(({ row }) => row.facts)),
  };
};
