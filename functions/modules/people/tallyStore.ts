import { dayAfter, dayOf } from "#platform/day";
import { Refusal } from "#platform/refusal";
import { endOf, type Retention } from "#platform/retention";
import { hashOf } from "#platform/secret";
import { add, type Change, Entity, item, number, string, table } from "#platform/table";

/** Until the day is over. */
export const talliesKept: Retention = { kind: "DayTally", days: 1, isPersonal: true };

/**
 * How often something that sends letters has been done in a day: they are not without end. By a hash of whose it is, so that who
 * is forgotten, or known anew, does not begin anew, and so that it names nobody.
 */
const tallies = new Entity({
  name: "DayTally",
  table,
  timestamps: false,
  schema: item({ tallyHash: string().key(), count: number(), expiresAt: number() }),
  computeKey: ({ tallyHash }: { tallyHash: string }) => ({ pk: `TALLY#${tallyHash}`, sk: "-" }),
});

/** What may be done so often in a day, and how it is refused from then on. */
export type DayLimit = { readonly most: number; readonly code: string; readonly message: string };

/** Counts that something is done today; refuses what is more than the most, and tells the day from which it is possible again. */
export const countToday = (whose: readonly string[], { most, code, message }: DayLimit, at: Date): Change =>
  add(
    tallies,
    { tallyHash: hashOf([...whose, dayOf(at)].join("\n")) },
    "count",
    1,
    {
      or: [
        { attr: "count", exists: false },
        { attr: "count", lt: most },
      ],
    } as never,
    () => new Refusal("Conflict", code, message, { most, againOn: dayAfter(at) }),
    { expiresAt: endOf(talliesKept, at) },
  );
