/**
 * Anchors of the audit trail: each day's ends of chains, kept where what was written first stays, each day with the hash of the day
 * before it. Whoever forges the trail, or cuts off its tail, is shown up by them.
 */
import { createHash } from "node:crypto";
import * as z from "zod";
import { type Broken, entriesOn, type Head, verifyTrail } from "#platform/audit";
import { dayFrom } from "#platform/day";
import { keptUnder, putOnce, read } from "#platform/vault";

const anchor = z.object({
  /** Calendar day in UTC. */
  day: z.string(),
  /** SHA-256 of the day before it as it is kept; empty in the first. */
  previous: z.string(),
  /** By subject: number and hash of its last entry of the day. */
  heads: z.record(z.string(), z.object({ n: z.number().int().positive(), hash: z.string() })),
});

const prefix = "audit/";
const keyOf = (day: string): string => `${prefix}${day}.json`;
const dayOf = (key: string): string => key.slice(prefix.length, -".json".length);
const sha256 = (text: string): string => createHash("sha256").update(text).digest("base64url");

/** More days than this without a run have never been; it keeps a first run from going back to the beginning of time. */
const furthestBack = 60;

/** Anchors every day that is over and not anchored yet. Safe to run again, and twice at once. Gives the days. */
export const anchorDays = async (now: Date): Promise<string[]> => {
  const today = now.toISOString().slice(0, 10);
  const last = (await keptUnder(prefix)).at(-1);
  let text = last === undefined ? undefined : await read(last);
  let day =
    last === undefined
      ? new Date(now.getTime() - furthestBack * 86_400_000).toISOString().slice(0, 10)
      : dayFrom(dayOf(last.key), 1);
  const anchored: string[] = [];
  for (; day < today; day = dayFrom(day, 1)) {
    const heads: Record<string, Head> = {};
    // Newest first: the first entry seen of a subject is its last of the day.
    for (const { subject, n, hash } of await entriesOn(day, undefined)) {
      const known = heads[subject];
      if (known === undefined || known.n < n) heads[subject] = { n, hash };
    }
    if (text === undefined && Object.keys(heads).length === 0) continue;
    const made = JSON.stringify({ day, previous: text === undefined ? "" : sha256(text), heads });
    if (await putOnce(keyOf(day), made)) anchored.push(day);
    // Another run may have been first, with what it saw.
    const [kept] = await keptUnder(keyOf(day));
    text = kept && (await read(kept));
  }
  return anchored;
};

export type Verdict = {
  readonly days: number;
  readonly subjects: number;
  /** Chains that are not as they were, each with its first broken entry. */
  readonly broken: readonly Broken[];
  /** Days whose anchor does not fit the day before it, or cannot be read. */
  readonly brokenDays: readonly string[];
};

/** What a text holds; undefined where it is no JSON. */
const jsonIn = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

/** Chains looked over at a time. */
const atATime = 8;

/** Looks over every chain that was ever anchored, by its newest anchor. */
export const verifyAll = async (): Promise<Verdict> => {
  const heads = new Map<string, Head>();
  const brokenDays: string[] = [];
  const days = await keptUnder(prefix);
  let before = "";
  for (const kept of days) {
    const { key } = kept;
    const text = await read(kept);
    const parsed = anchor.safeParse(jsonIn(text));
    if (!parsed.success || parsed.data.day !== dayOf(key) || parsed.data.previous !== before)
      brokenDays.push(dayOf(key));
    else for (const [subject, head] of Object.entries(parsed.data.heads)) heads.set(subject, head);
    before = sha256(text);
  }
  const broken: Broken[] = [];
  const waiting = heads.entries();
  const look = async (): Promise<void> => {
    for (const [subject, head] of waiting) {
      const found = await verifyTrail(subject, head);
      if (found) broken.push(found);
    }
  };
  await Promise.all(Array.from({ length: atATime }, look));
  return { days: days.length, subjects: heads.size, broken, brokenDays };
};
