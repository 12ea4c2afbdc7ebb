/** Notes who has read what not everybody may, before it is answered; each reader has a chain of his own in the trail. */
import { bodyOf } from "./actor.ts";
import type { AuditAction } from "./audit.ts";
import { commit } from "./commit.ts";
import type { Context } from "./context.ts";
import { loader } from "./load.ts";

/** Notes a reading as it was asked for. */
export const noteReading = (
  ctx: Context,
  action: AuditAction,
  fields: Readonly<Record<string, unknown>>,
): Promise<void> => {
  const reader = ctx.actor.kind === "Person" ? (ctx.actor.ref ?? "unknown") : ctx.actor.kind;
  return commit(ctx, { changes: [], audit: { subject: `reader:${reader}`, action, fields } });
};

/** What one request reads by one act becomes one entry, however many things it is about. */
const readings = (action: AuditAction) =>
  loader<string, true>(`readings ${action}`, async (about, ctx) => {
    await noteReading(ctx, action, { about });
    return about.map(() => true);
  });

/** Notes that a person reads what is kept of others than the body acted for: of something, by its id, that belongs to `bodies`. */
export const noteReadingOfOthers = async (
  ctx: Context,
  action: AuditAction,
  about: string,
  bodies: readonly (string | undefined)[],
): Promise<void> => {
  const own = bodyOf(ctx.actor);
  if (ctx.actor.kind === "Person" && (own === undefined || !bodies.includes(own)))
    await readings(action)(ctx).load(about);
};
