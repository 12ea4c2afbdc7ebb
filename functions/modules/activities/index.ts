export { findCategory } from "./category.ts";
export { activityId, activityKey } from "./activity.ts";
export { createActivity, publishActivity } from "./commands.ts";
export { calendarAt } from "./calendar.ts";
export { packActivities } from "./catalogue.ts";
export { type Reminded, remindOrganisers } from "./reminders.ts";
export { confirmationLinksKept, countsKept, find as findActivity, remindersKept } from "./store.ts";
export { maySee as maySeeActivity } from "./policy.ts";
export { resolvers } from "./resolvers.ts";
