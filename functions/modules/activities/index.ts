export { allCategories, allFamilies, type Family, findCategory } from "./category.ts";
export {
  type Activity,
  activityId,
  activityKey,
  type ActivitySession,
  type ActivityTime,
  isFullToOthers,
  isOutdated,
  publicStates,
  readInput,
  statesAt,
  stoodAt,
  timesBetween,
  toldToAll,
} from "./activity.ts";
export {
  assertOrganiserStands,
  createActivity,
  numbered,
  offersMetBy,
  organiserOf,
  publishActivity,
} from "./commands.ts";
export { calendarAt } from "./calendar.ts";
export { calendarPath } from "./calendarPath.ts";
export { followOrganiser } from "./follow.ts";
export { type Reminded, remindOrganisers } from "./reminders.ts";
export { inputOf, planImported } from "./imported.ts";
export {
  asMade,
  confirmationLinksKept,
  countsKept,
  find as findActivity,
  findCount,
  get as getActivity,
  getEach,
  remindersKept,
} from "./store.ts";
export {
  countForAll,
  findActivities,
  findForAll,
  findTimes,
  logRows,
  packActivities,
  readRows,
  type RowTimes,
  takeRows,
  voluntaryOffersLike,
} from "./catalogue.ts";
export { bandOf, isRegisteredAs, kilometresBetween, type Row as ActivityRow, rowOf } from "./row.ts";
export { type Schedule, scheduleOf, weekdayOf, weekdays } from "./schedule.ts";
export { wordsOf } from "./words.ts";
export {
  actionsFor as activityActionsFor,
  assertMay,
  forbidden,
  knowledgeOf,
  maySee as maySeeActivity,
  reachOf,
  readerOf,
  sightOf,
} from "./policy.ts";
export { resolvers } from "./resolvers.ts";

/** The arithmetic of times, which is a library's: loaded when it is first asked for. */
export const loadTimes = () => import("./sessions.ts");
