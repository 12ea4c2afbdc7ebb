let oslo: Intl.DateTimeFormat | undefined;

/** The day of an instant in Norway, `yyyy-mm-dd`. */
export const dayOf = (at: Date): string => {
  // Made when first asked for, as all of Intl.
  oslo ??= new Intl.DateTimeFormat("sv-SE", { timeZone: "Europe/Oslo", dateStyle: "short" });
  return oslo.format(at);
};

/** The day after that of an instant, however long the days are. */
export const dayAfter = (at: Date): string => new Date(Date.parse(dayOf(at)) + 86_400_000).toISOString().slice(0, 10);
