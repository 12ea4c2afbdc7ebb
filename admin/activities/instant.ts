const oslo = new Intl.DateTimeFormat("sv-SE", {
  timeZone: "Europe/Oslo",
  dateStyle: "short",
  timeStyle: "short",
});

/** The instant at which the clock in Norway shows a time on a day; of an hour that comes twice, the first. */
export const instantOf = (day: string, time: string): string => {
  const wanted = `${day} ${time}`;
  for (const offset of ["+02:00", "+01:00"]) {
    const instant = new Date(`${day}T${time}:00${offset}`);
    if (!Number.isNaN(instant.getTime()) && oslo.format(instant) === wanted) return instant.toISOString();
  }
  // An hour that is passed over in spring: the clock shows the next.
  return new Date(`${day}T${time}:00+01:00`).toISOString();
};
