import type { Resolvers } from "#schema/resolvers";
import { allCategories } from "./category.ts";
import { scheduleOf } from "./schedule.ts";
import { wordsOf } from "./words.ts";

export const resolvers: Resolvers = {
  Query: {
    activityCategories: () => allCategories,
    schedulePreview: (_, { schedule }) => scheduleOf(schedule),
  },
  SchedulePreview: {
    words: (schedule, { language }) => wordsOf(schedule, language),
    sessions: async (schedule, { from, until }) => {
      const { sessionsOf } = await import("./sessions.ts");
      return sessionsOf(schedule, from, until);
    },
  },
};
