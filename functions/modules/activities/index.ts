export { findCategory } from "./category.ts";
export { activityId, activityKey } from "./activity.ts";
export { createActivity, publishActivity } from "./commands.ts";
export { calendarAt } from "./calendar.ts";
export { packActivities } from "./catalogue.ts";
export { countsKept, find as findActivity } from "./store.ts";
export { maySee as maySeeActivity } from "./policy.ts";
export { resolvers } from "./resolvers.ts";
