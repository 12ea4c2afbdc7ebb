import { notFound, overtaken, Refusal } from "#platform/refusal";
import { daySeconds, endOf, holdsAt, type Retention, secondsOf } from "#platform/retention";
import {
  any,
  type Change,
  Entity,
  expiringFrom,
  get,
  getMany,
  item,
  jsonStringify,
  number,
  put,
  remove,
  string,
  table,
  tally,
} from "#platform/table";
import type { Answers, Profile } from "./profile.ts";

/** From when the holder last saved it: a year. */
export const profilesKept: Retention = { kind: "InterestProfile", days: 365, isPersonal: true };

const profiles = new Entity({
  name: "InterestProfile",
  table,
  timestamps: false,
  schema: item({
    codeHash: string().key(),
    profileId: string(),
    scope: string(),
    answers: any().castAs<Answers>().transform(jsonStringify()),
    createdOn: string(),
    reviewedOn: string(),
    version: number(),
    expiresAt: number(),
  }),
  computeKey: ({ codeHash }: { codeHash: string }) => ({ pk: `PROFILE#${codeHash}`, sk: "-" }),
});

/** Until a day without a failed try has passed. */
export const triesKept: Retention = { kind: "CodeTries", days: 1, isPersonal: true };

/** Failed tries from an address, of which a hash is kept. */
const tries = new Entity({
  name: "CodeTries",
  table,
  timestamps: false,
  schema: item({ addressHash: string().key(), failed: number(), lastAt: number(), expiresAt: number() }),
  computeKey: ({ addressHash }: { addressHash: string }) => ({ pk: `TRIES#${addressHash}`, sk: "-" }),
});

export const retentions: readonly Retention[] = [profilesKept, triesKept];

export const findProfile = async (codeHash: string, at: Date): Promise<Profile | undefined> => {
  const profile = await get(profiles, { codeHash });
  return holdsAt(at)(profile) ? profile : undefined;
};

/**
 * How many profiles of each body have each category of activities among their interests. Numbers as they are: who tells of them
 * does so in fives.
 */
export const countInterests = async (at: Date): Promise<Map<string, Map<string, number>>> => {
  const now = secondsOf(at);
  const standing = await expiringFrom(profilesKept.kind, now + 1, endOf(profilesKept, at) + daySeconds);
  const found = await getMany(
    profiles,
    standing.map(({ pk }) => ({ codeHash: pk.slice("PROFILE#".length) })),
  );
  const counts = new Map<string, Map<string, number>>();
  for (const profile of found) {
    const ofScope = counts.get(profile?.scope ?? "") ?? new Map<string, number>();
    for (const { category } of profile?.answers.interests ?? [])
      ofScope.set(category, (ofScope.get(category) ?? 0) + 1);
    if (profile) counts.set(profile.scope, ofScope);
  }
  return counts;
};

/** An empty profile; of codes drawn alike, the second is drawn anew. */
export const putNewProfile = (profile: Profile): Change =>
  put(
    profiles,
    profile,
    { attr: "profileId", exists: false },
    () => new Refusal("Conflict", "CODE_TAKEN", "That code has just been drawn: try again."),
  );

/** The profile in place of the one that was seen in a version. */
export const replaceProfile = (profile: Profile, seen: number): Change =>
  put(profiles, profile, { attr: "version", eq: seen }, overtaken);

export const removeProfile = ({ codeHash }: Profile): Change =>
  remove(profiles, { codeHash }, { attr: "version", exists: true }, notFound);

export type Tries = { readonly failed: number; readonly lastAt: number };

export const findTries = async (addressHash: string, at: Date): Promise<Tries | undefined> => {
  const found = await get(tries, { addressHash });
  return holdsAt(at)(found) ? found : undefined;
};

/** Notes tries from an address at an instant, in seconds; false where there was another after `unlessSince`. */
export const noteTries = async (
  addressHash: string,
  failed: number,
  at: number,
  expiresAt: number,
  unlessSince?: number,
): Promise<boolean> => {
  const condition = unlessSince === undefined ? undefined : ({ attr: "lastAt", lte: unlessSince } as const);
  return (await tally(tries, { addressHash }, { failed }, { lastAt: at, expiresAt }, condition)).isDone;
};
