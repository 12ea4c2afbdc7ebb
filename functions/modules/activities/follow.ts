/** What organisations arrange follows what becomes of them: it is hidden where nobody holds it, and goes along where they are joined to another. */
import { type Fate, findOrganisation } from "#modules/organisations";
import type { AuditAction } from "#platform/audit";
import { commit } from "#platform/commit";
import type { Context } from "#platform/context";
import { Refusal } from "#platform/refusal";
import type { Change } from "#platform/table";
import type { Activity } from "./activity.ts";
import { eraseRows, logRows, readRows, takeRows } from "./catalogue.ts";
import { asOrganiser, planWrite } from "./commands.ts";
import type { Row } from "./row.ts";
import { getEach, unnamed, unnamePictures } from "./store.ts";

/** Four writes each, and the catalogue's row, keep a transaction below its hundred. */
const activitiesInPart = 24;
/** Pictures may be large, and a transaction takes four megabytes. */
const picturesInPart = 20;

/** What a kind of fate does to which activities, and how the trail calls it. */
type Course = {
  readonly action: AuditAction;
  readonly concerns: (one: Row) => boolean;
  readonly change: (before: Activity) => Partial<Activity>;
  /** The organiser's name goes from all that was, too. */
  readonly isErasing?: boolean;
};

const isShown = ({ stage, withdrawn }: Row): boolean => stage === "PUBLISHED" && !withdrawn;

const hiding = (ctx: Context, { key, gone, isErased = false }: Fate): Course | undefined =>
  gone && {
    action: "activity.withdrawn",
    concerns: (one) => one.organiserKey === key && (isShown(one) || (isErased && one.organiser.name !== "")),
    change: (before) => ({
      ...(isShown(before) && { withdrawn: { at: ctx.now().toISOString(), because: gone } }),
      ...(isErased && { organiser: unnamed(before).organiser }),
    }),
    isErasing: isErased,
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
  // What is erased of one may be as much as a transaction takes.
  const inPart = course.isErasing === true ? 1 : activitiesInPart;
  for (let n = 0; n < rows.length; n += inPart) await carryOutPart(ctx, course, rows.slice(n, n + inPart));
  return rows.length;
};

/** Takes the organiser's name out of what an activity was; gives the changes that take its rows out of what is kept of the catalogue. */
const eraseEarlier = async (ctx: Context, key: string): Promise<Change[]> => {
  const pictures = await unnamePictures(key);
  for (let n = 0; n < pictures.length; n += picturesInPart)
    await commit(ctx, { changes: pictures.slice(n, n + picturesInPart), audit: [] });
  return eraseRows(key);
};

const carryOutPart = async (
  ctx: Context,
  { action, concerns, change, isErasing = false }: Course,
  part: readonly Row[],
): Promise<void> => {
  for (;;) {
    const standing = (await getEach(part.map(({ key }) => key))).filter((one) => one !== undefined).filter(concerns);
    if (standing.length === 0) return;
    const changedAt = ctx.now().toISOString();
    const planned = standing.map((before) =>
      planWrite(action, isErasing ? unnamed(before) : before, {
        ...before,
        ...change(before),
        version: before.version + 1,
        changedAt,
      }),
    );
    const rows = planned.flatMap((one) => one.rows);
    try {
      const erased = isErasing ? await Promise.all(standing.map(({ key }) => eraseEarlier(ctx, key))) : [];
      await commit(ctx, {
        changes: [
          ...planned.flatMap(({ changes }) => changes),
          ...erased.flat(),
          logRows(rows, ctx.now(), ctx.newId()),
        ],
        events: planned.flatMap(({ events = [] }) => events),
        audit: planned.flatMap(({ audit }) => audit),
      });
      takeRows(rows);
      return;
    } catch (error) {
      // Somebody has changed one of them, or the catalogue, in the very meantime: looked at again.
      if (!(error instanceof Refusal && ["VERSION_CONFLICT", "CATALOGUE_PACKED"].includes(error.code))) throw error;
    }
  }
};
