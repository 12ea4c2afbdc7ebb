import { notFound, overtaken } from "#platform/refusal";
import { endOf, type Retention } from "#platform/retention";
import {
  type Change,
  Entity,
  type FormattedItem,
  get as read,
  item,
  listOf,
  number,
  put,
  query,
  string,
  table,
  tally,
} from "#platform/table";
import type { Day, Partner, Refused } from "./partner.ts";

/** All in one partition: some hundred at most, and the API's own throttle is far below what a partition answers. */
const partition = "PARTNERS";

const partners = new Entity({
  name: "Partner",
  table,
  timestamps: false,
  schema: item({
    orgNumber: string().key().savedAs("sk"),
    name: string(),
    state: string().enum("ACTIVE", "STOPPED"),
    bodyKey: string(),
    scopes: listOf(string()),
    perMinute: number(),
    perDay: number(),
    suppliers: listOf(string()),
    version: number(),
    registeredAt: string(),
    changedAt: string(),
    stoppedBecause: string().optional(),
  }),
  computeKey: ({ orgNumber }: { orgNumber: string }) => ({ pk: partition, sk: orgNumber }),
});

const partnerOf = ({ perMinute, perDay, stoppedBecause, ...rest }: FormattedItem<typeof partners>): Partner => ({
  ...rest,
  quota: { perMinute, perDay },
  ...(stoppedBecause !== undefined && { stoppedBecause }),
});

/** The partner as it stands this very moment; undefined where none is registered by that number. */
export const find = async (orgNumber: string): Promise<Partner | undefined> => {
  const stored = await read(partners, { orgNumber });
  return stored && partnerOf(stored);
};

/** The partner, or NOT_FOUND. */
export const get = async (orgNumber: string): Promise<Partner> => {
  const partner = await find(orgNumber);
  if (!partner) throw notFound();
  return partner;
};

/** Partners by number; `after` is the number of one. */
export const list = async (limit: number, after: string | undefined): Promise<Partner[]> =>
  (await query(partners, { partition, limit, after })).map(partnerOf);

/** A partner as it becomes, in place of the version before it; the first version is 1. */
export const putPartner = ({ quota, scopes, suppliers, ...rest }: Partner): Change =>
  put(
    partners,
    { ...rest, ...quota, scopes: [...scopes], suppliers: [...suppliers] },
    rest.version === 1 ? { attr: "version", exists: false } : { attr: "version", eq: rest.version - 1 },
    overtaken,
  );

/** Days are kept this long: enough to see a quarter, and to find out what went wrong. */
export const daysKept: Retention = { kind: "PartnerDay", days: 90, isPersonal: false };
export const refusalsKept: Retention = { kind: "PartnerRefusals", days: 90, isPersonal: false };

/** Midnight to midnight, UTC. */
export const dayOf = (at: Date): string => at.toISOString().slice(0, 10);
/** A day runs out by its beginning, so that no call of it writes the index of what runs out anew. */
const beginningOf = (at: Date): Date => new Date(dayOf(at));

const days = new Entity({
  name: "PartnerDay",
  table,
  timestamps: false,
  schema: item({
    orgNumber: string().key(),
    day: string().key(),
    calls: number(),
    cost: number(),
    /** The minute that the day's latest call began or fell in, and what it has cost so far. */
    minute: string(),
    minuteCost: number(),
    lastAt: string(),
    expiresAt: number(),
  }),
  computeKey: ({ orgNumber, day }: { orgNumber: string; day: string }) => ({
    pk: `PARTNER#${orgNumber}`,
    sk: `DAY#${day}`,
  }),
});

export type StoredDay = FormattedItem<typeof days>;

/** What a call adds, and what the day's and the minute's costs may be before it at most. */
export type Charge = { readonly cost: number; readonly mostInDay: number; readonly mostInMinute: number };

/**
 * Adds a call to its day: into the minute that has begun, or as the first of a minute that has not. One write holds both
 * counts and both bounds, so that no two calls pass where one may. Tells the day as it became, or as it stands when it may not.
 */
export const charge = (
  orgNumber: string,
  at: Date,
  { cost, mostInDay, mostInMinute }: Charge,
  isMinuteBegun: boolean,
): Promise<{ isDone: boolean; item: StoredDay | undefined }> => {
  const minute = at.toISOString().slice(0, 16);
  const key = { orgNumber, day: dayOf(at) };
  const set = { lastAt: at.toISOString(), expiresAt: endOf(daysKept, beginningOf(at)) };
  return isMinuteBegun
    ? tally(days, key, { calls: 1, cost, minuteCost: cost }, set, {
        and: [
          { attr: "minute", gte: minute },
          { attr: "minuteCost", lte: mostInMinute },
          { attr: "cost", lte: mostInDay },
        ],
      } as never)
    : tally(days, key, { calls: 1, cost }, { ...set, minute, minuteCost: cost }, {
        or: [
          { attr: "minute", exists: false },
          {
            and: [
              { attr: "minute", lt: minute },
              { attr: "cost", lte: mostInDay },
            ],
          },
        ],
      } as never);
};

const refusals = new Entity({
  name: "PartnerRefusals",
  table,
  timestamps: false,
  schema: item({
    orgNumber: string().key(),
    day: string().key(),
    code: string().key(),
    count: number(),
    expiresAt: number(),
  }),
  computeKey: ({ orgNumber, day, code }: { orgNumber: string; day: string; code: string }) => ({
    pk: `PARTNER#${orgNumber}`,
    sk: `REFUSED#${day}#${code}`,
  }),
});

/** Counts a refusal of the day, by its code. */
export const countRefusal = async (orgNumber: string, code: string, at: Date): Promise<void> => {
  await tally(
    refusals,
    { orgNumber, day: dayOf(at), code },
    { count: 1 },
    { expiresAt: endOf(refusalsKept, beginningOf(at)) },
  );
};

/** Days with calls, and refusals, from a day on, the oldest first. */
export const usesFrom = async (
  orgNumber: string,
  day: string,
): Promise<{ days: readonly Day[]; refusals: readonly Refused[] }> => {
  const partitionOfUses = `PARTNER#${orgNumber}`;
  // A day sorts after its prefix cut short by a character.
  const since = (prefix: string) => ({ beginsWith: prefix, after: `${prefix}${day.slice(0, -1)}` });
  const [foundDays, foundRefusals] = await Promise.all([
    query(days, { partition: partitionOfUses, ...since("DAY#") }),
    query(refusals, { partition: partitionOfUses, ...since("REFUSED#") }),
  ]);
  return {
    days: foundDays.filter((found) => found.day >= day),
    refusals: foundRefusals.filter((found) => found.day >= day),
  };
};

/** When the partner last was here; undefined where no call of its is kept. */
export const lastUseOf = async (orgNumber: string): Promise<string | undefined> => {
  const [latest] = await query(days, {
    partition: `PARTNER#${orgNumber}`,
    beginsWith: "DAY#",
    newestFirst: true,
    limit: 1,
  });
  return latest?.lastAt;
};
