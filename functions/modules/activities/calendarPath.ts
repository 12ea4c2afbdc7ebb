/** Where calendars stand, from the service's address. */
import { createHmac } from "node:crypto";
import { env } from "#platform/env";
import { isSame } from "#platform/secret";

type Of = "activity" | "organiser";

export const calendarPath = (of: Of | "municipality", key: string): string => `/calendar/${of}/${key}.ics`;

/** What ends the path of a calendar that is not for all: 192 bits, which nobody guesses. */
const closingOf = (of: Of, key: string): string => {
  if (env.calendarSecret === undefined) throw new Error("The setting SAMSPILL_CALENDAR_SECRET is missing.");
  return createHmac("sha256", env.calendarSecret).update(`${of}\n${key}`).digest("base64url").slice(0, 32);
};

/** Whether a path ends as that of the closed calendar does. */
export const isClosedBy = (of: Of, key: string, end: string): boolean => isSame(end, closingOf(of, key));

/** The path of a calendar that only those find who have been given it. */
export const closedCalendarPath = (of: Of, key: string): string => calendarPath(of, `${key}/${closingOf(of, key)}`);
