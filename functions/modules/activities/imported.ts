/** Activities as they come from other systems, by the same rules as those that people write here; who brings them commits them. */
import { type AuditEntry, differences } from "#platform/audit";
import type { Event } from "#platform/events";
import type { Change } from "#platform/table";
import type { ActivityInput } from "#schema/resolvers";
import { type Activity, activityId } from "./activity.ts";
import { told } from "./commands.ts";
import { create, replace } from "./store.ts";
import type { Schedule } from "./schedule.ts";

/** What is told of an activity, as it would be sent. */
export const inputOf = ({
  facts,
  schedules,
}: Pick<Activity, "facts" | "schedules">): Omit<ActivityInput, "schedules"> & {
  readonly schedules: readonly Schedule[];
} => ({ ...facts, schedules });

/** Everything that one activity's import writes; its row is for the catalogue's log. */
export const planImported = (
  before: Activity | undefined,
  after: Activity,
): { readonly changes: readonly Change[]; readonly event: Event; readonly audit: AuditEntry } => {
  const subject = activityId(after.key);
  const fields = before ? differences(told(before), told(after)) : told(after);
  const { key, version, organiserKey: organiser } = after;
  return {
    changes: before ? replace(before, after) : [create(after)],
    event: {
      type: "activity.imported",
      subject,
      data: { key, version, organiser, stage: after.stage, fields: Object.keys(fields) },
    },
    audit: { subject, action: "activity.imported", fields },
  };
};
