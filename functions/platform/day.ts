const timeZone = "Europe/Oslo";
// Made when first asked for, as all of Intl.
let dayFormat: Intl.DateTimeFormat | undefined;
let clockFormat: Intl.DateTimeFormat | undefined;

/** The day of an instant in Norway, `yyyy-mm-dd`. */
export const dayOf = (at: Date): string => {
  dayFormat ??= new Intl.DateTimeFormat("sv-SE", { timeZone, dateStyle: "short" });
  return dayFormat.format(at);
};

/** The day so many days after another, or before, however long the days are. */
export const dayFrom = (day: string, days: number): string =>
  new Date(Date.parse(day) + days * 86_400_000).toISOString().slice(0, 10);

/** The day after that of an instant. */
export const dayAfter = (at: Date): string => dayFrom(dayOf(at), 1);

/** The day and the time of day of an instant (`yyyy-mm-dd` and `hh:mm`), by the clock on the wall in Norway. */
export const wallClockOf = (moment: string): { readonly day: string; readonly clock: string } => {
  clockFormat ??= new Intl.DateTimeFormat("sv-SE", { timeZone, dateStyle: "short", timeStyle: "short" });
  const [day = "", clock = ""] = clockFormat.format(Date.parse(moment)).split(" ");
  return { day, clock };
};
