/** Calendar days as the server writes them, `yyyy-mm-dd`, which have no time zone. */
const dayMs = 86_400_000;

const dateOf = (day: string): Date => new Date(`${day}T00:00:00Z`);
const written = (date: Date): string => date.toISOString().slice(0, 10);

export const addDays = (day: string, days: number): string => written(new Date(dateOf(day).getTime() + days * dayMs));

/** How far a day is into its week: 0 is Monday (ISO 8601). */
export const daysIntoWeek = (day: string): number => (dateOf(day).getUTCDay() + 6) % 7;

/** The Monday of a day's week. */
export const mondayOf = (day: string): string => addDays(day, -daysIntoWeek(day));

/** The number of a day's week: that of its Thursday, counted from New Year (ISO 8601). */
export const weekNumberOf = (day: string): number => {
  const thursday = addDays(mondayOf(day), 3);
  return Math.floor((dateOf(thursday).getTime() - dateOf(`${thursday.slice(0, 4)}-01-01`).getTime()) / dayMs / 7) + 1;
};

export const firstOfMonth = (day: string): string => `${day.slice(0, 7)}-01`;

/** The same day so many months later, or the last of a month that is too short. */
export const addMonths = (day: string, months: number): string => {
  const first = dateOf(firstOfMonth(day));
  const [year, month] = [first.getUTCFullYear(), first.getUTCMonth() + months];
  const lastDay = new Date(Date.UTC(year, month + 1, 0)).getUTCDate();
  return written(new Date(Date.UTC(year, month, Math.min(Number(day.slice(8)), lastDay))));
};

/** The weeks of a day's month, Monday first, with the days of others that stand in them. */
export const weeksOf = (day: string): readonly (readonly string[])[] => {
  const weeks: string[][] = [];
  const next = addMonths(firstOfMonth(day), 1);
  for (let monday = mondayOf(firstOfMonth(day)); monday < next; monday = addDays(monday, 7))
    weeks.push(Array.from({ length: 7 }, (_, n) => addDays(monday, n)));
  return weeks;
};

export const isDay = (text: string | null | undefined): text is string =>
  typeof text === "string" && /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(dateOf(text).getTime());
