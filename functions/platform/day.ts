let oslo: Intl.DateTimeFormat | undefined;

/** The day of an instant in Norway, `yyyy-mm-dd`. */
export const dayOf = (at: Date): string => {
  // Made when first asked for, as all of Intl.
  oslo ??= new Intl.DateTimeFormat("sv-SE", { timeZone: "Europe/Oslo", dateStyle: "short" });
  return oslo.format(at);
};
