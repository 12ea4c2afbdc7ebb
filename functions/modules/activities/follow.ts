/** What organisations arrange follows what becomes of them: it is hidden where nobody holds it, and goes along where they are joined to another. */
import { type Fate, findOrganisation } from "#modules/organisations";
import type { AuditAction } from "#platform/audit";
import { commit } from "#platform/commit";
import type { Context } from "#platform/context";
import { Refusal } from "#platform/refusal";
import type { Activity } from "./activity.ts";
import { logRows, readRows, takeRows } from "./catalogue.ts";
import { asOrganiser, planWrite } from "./commands.ts";
import type { Row } from "./row.ts";
import { getEach } from "./store.ts";

/** Four writes each, and the catalogue's row, keep a transaction below its hundred. */
const activitiesInPart = 24;

/** What a kind of fate does to which activities, and how the trail calls it. */
type Course = {
  readonly action: AuditAction;
  readonly concerns: (one: Row) => boolean;
  readonly change: (before: Activity) => Partial<Activity>;
};

const hiding = (ctx: Context, { key, gone }: Fate): Course | undefined =>
  gone && {
    action: "activity.withdrawn",
    concerns: ({ organiserKey, stage, withdrawn }) => organiserKey === key && stage === "PUBLISHED" && !withdrawn,
    change: () => ({ withdrawn: { at: ctx.now().toISOString(), because: gone } }),
  };

/** What its units arrange knows whose units they are. */
const going = async (ctx: Context, { key, joinedTo }: Fate): Promise<Course | undefined> => {
  const joined = joinedTo === undefined ? undefined : await findOrganisation(ctx, joinedTo);
  if (!joined) return undefined;
  const theirs = await asOrganiser(ctx, joined);
  return {
    action: "activity.broughtAlong",
    concerns: ({ organiserKey, organiser }) => organiserKey === key || organiser.parentKey === key,
    change: (before) =>
      before.organiserKey === key
        ? { organiserKey: joined.key, organiser: theirs }
        : { organiser: { ...before.organiser, parentKey: joined.key } },
  };
};

/**
 * Does what an organisation's fate asks for, part by part: what is done fits no longer, so that the same again, or after a stop
 * anywhere, does what is left. Gives the number of activities.
 */
export const followOrganiser = async (ctx: Context, fate: Fate): Promise<number> => {
  const course = (await going(ctx, fate)) ?? hiding(ctx, fate);
  if (!course) return 0;
  const rows = (await readRows(ctx.now(), true)).filter(course.concerns);
  for (let n = 0; n < rows.length; n += activitiesInPart)
    await carryOutPart(ctx, course, rows.slice(n, n + activitiesInPart));
  return rows.length;
};

const carryOutPart = async (
  ctx: Context,
  { action, concerns, change }: Course,
  part: readonly Row[],
): Promise<void> => {
  for (;;) {
    const standing = (await getEach(part.map(({ key }) => key))).filter((one) => one !== undefined).filter(concerns);
    if (standing.length === 0) return;
    const changedAt = ctx.now().toISOString();
    const planned = standing.map((before) =>
      planWrite(action, before, { ...before, ...change(before), version: before.version + 1, changedAt }),
    );
    const rows = planned.flatMap((one) => one.rows);
    try {
      await commit(ctx, {
        changes: [...planned.flatMap(({ changes }) => changes), logRows(rows, ctx.now(), ctx.newId())],
        events: planned.flatMap(({ events = [] }) => events),
        audit: planned.flatMap(({ audit }) => audit),
      });
      takeRows(rows);
      return;
    } catch (error) {
      // Somebody has changed one of them in the very meantime: looked at again.
      if (!(error instanceof Refusal && error.code === "VERSION_CONFLICT")) throw error;
    }
  }
};
