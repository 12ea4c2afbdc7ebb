/** How long things are kept: declared once for each kind of item, beside it, for its writing, its reading and the report on erasure. */

export type Retention = {
  /** The kind's name in the table. */
  readonly kind: string;
  /** The longest that one is kept, from when it was last written, or from a later instant that it is about. */
  readonly days: number;
  /** How far ahead of its writing that instant may lie; left out where it is the writing itself. */
  readonly daysAhead?: number;
  /** It can lead to a person. */
  readonly isPersonal: boolean;
};

export const daySeconds = 86_400;

/** Seconds since 1970, as the table counts. */
export const secondsOf = (at: Date): number => Math.floor(at.getTime() / 1000);

/** When something written at an instant runs out; sooner than its kind at the latest, where `days` say so. */
export const endOf = ({ kind, days: most }: Retention, at: Date, days = most): number => {
  if (days > most) throw new Error(`${kind} is kept for ${most} days, and not for ${days}.`);
  return secondsOf(at) + days * daySeconds;
};

/** Whether it has not run out. The table takes away what has some days late: until then nobody sees it. */
export const holdsAt =
  (at: Date) =>
  (one: { readonly expiresAt: number } | undefined): boolean =>
    one !== undefined && one.expiresAt > secondsOf(at);
