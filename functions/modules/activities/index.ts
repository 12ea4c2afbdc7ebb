export { type Family, allFamilies, findCategory } from "./category.ts";
export {
  type Activity,
  activityId,
  activityKey,
  type ActivitySession,
  type ActivityTime,
  calendarPath,
  plain,
  publicStates,
  statesAt,
  stoodAt,
  timesBetween,
  toldToAll,
} from "./activity.ts";
export { createActivity, publishActivity } from "./commands.ts";
export { calendarAt } from "./calendar.ts";
export { type Reminded, remindOrganisers } from "./reminders.ts";
export { confirmationLinksKept, countsKept, find as findActivity, findCount, remindersKept } from "./store.ts";
export { countForAll, findForAll, findTimes, packActivities, type RowTimes } from "./catalogue.ts";
export { bandOf, kilometresBetween, type Row as ActivityRow } from "./row.ts";
export { weekdayOf, weekdays } from "./schedule.ts";
export { wallClockOf } from "./sessions.ts";
export { maySee as maySeeActivity } from "./policy.ts";
export { resolvers } from "./resolvers.ts";
