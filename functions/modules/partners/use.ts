/** A partner's request: whether its organisation is let in, and what it may still cost. Told by counts, never by contents. */
import type { Actor } from "#platform/actor";
import { Refusal } from "#platform/refusal";
import type { Bearer } from "#platform/tokens";
import type { Partner } from "./partner.ts";
import { charge, countRefusal, find, type StoredDay } from "./store.ts";

type PartnerActor = Extract<Actor, { kind: "Partner" }>;
type PartnerBearer = Extract<Bearer, { kind: "Partner" }>;

const refusalOf = (partner: Partner, { supplier }: PartnerBearer): Refusal | undefined => {
  if (partner.state === "STOPPED")
    return new Refusal(
      "NotAllowed",
      "CONSUMER_STOPPED",
      "This API has been closed to your organisation: ask those who run it.",
    );
  if (supplier !== undefined && !partner.suppliers.includes(supplier))
    return new Refusal(
      "NotAllowed",
      "SUPPLIER_NOT_ACCEPTED",
      `Supplier ${supplier} does not act for ${partner.orgNumber} here: ask those who run this API to accept it.`,
      { supplier, consumer: partner.orgNumber },
    );
  return undefined;
};

/**
 * Who a genuine token stands for, by our register as it is this very moment. Refuses with CONSUMER_NOT_REGISTERED,
 * CONSUMER_STOPPED or SUPPLIER_NOT_ACCEPTED.
 */
export const admit = async (bearer: PartnerBearer, at: Date): Promise<PartnerActor> => {
  const { consumer, supplier, scopes } = bearer;
  const partner = await find(consumer);
  if (!partner)
    throw new Refusal(
      "NotAllowed",
      "CONSUMER_NOT_REGISTERED",
      `${consumer} is not registered as a user of this API: ask those who run it to register your organisation.`,
      { consumer },
    );
  const refusal = refusalOf(partner, bearer);
  if (refusal) {
    await countRefusal(consumer, refusal.code, at);
    throw refusal;
  }
  return {
    kind: "Partner",
    name: partner.name,
    consumer,
    supplier,
    scopes: scopes.filter((scope) => partner.scopes.includes(scope)),
    bodyKey: partner.bodyKey,
    quota: partner.quota,
  };
};

/** What a request cost, and what is left until when: of the minute or of the day, whichever is tighter. */
export type Cost = { readonly requested: number; readonly remaining: number; readonly resetAt: string };

type Left = Pick<Cost, "remaining" | "resetAt">;

const endOfMinute = (minute: string): string => new Date(Date.parse(`${minute}:00Z`) + 60_000).toISOString();
const endOfDay = (day: string): string => new Date(Date.parse(`${day}T00:00:00Z`) + 86_400_000).toISOString();

const leftOf = ({ day, cost, minute, minuteCost }: StoredDay, { quota }: PartnerActor, now: string): Left => {
  const ofDay = { remaining: quota.perDay - cost, resetAt: endOfDay(day) };
  // A minute that is over has given its quota back.
  if (minute < now) return { remaining: Math.min(ofDay.remaining, quota.perMinute), resetAt: ofDay.resetAt };
  const ofMinute = { remaining: quota.perMinute - minuteCost, resetAt: endOfMinute(minute) };
  return ofDay.remaining < ofMinute.remaining ? ofDay : ofMinute;
};

const overQuota = (left: Left, requested: number, at: Date): Refusal => {
  const seconds = Math.max(1, Math.ceil((Date.parse(left.resetAt) - at.getTime()) / 1000));
  return new Refusal("TooMany", "TOO_MANY_REQUESTS", `Your quota is used up: come back in ${seconds} seconds.`, {
    cost: { requested, remaining: Math.max(0, left.remaining), resetAt: left.resetAt } satisfies Cost,
    retryAfterSeconds: seconds,
  });
};

/** The minute that this instance knows to have begun, by partner: the next call of the same minute then goes in at once. */
const begun = new Map<string, string>();

/** A minute begins once, so a call that finds it otherwise than it thought finds it right the second time. */
const mostTries = 4;

/** Takes a request's cost from the partner's quota; refuses with TOO_MANY_REQUESTS, and takes nothing, where it does not suffice. */
export const spend = async (partner: PartnerActor, requested: number, at: Date): Promise<Cost> => {
  const { consumer, quota } = partner;
  const now = at.toISOString().slice(0, 16);
  const most = { cost: requested, mostInDay: quota.perDay - requested, mostInMinute: quota.perMinute - requested };
  for (let tries = 1; tries <= mostTries; tries++) {
    const { isDone, item: day } = await charge(consumer, at, most, begun.get(consumer) === now);
    // Another instance's clock may be a little ahead: its minute is then ours.
    if (day && day.minute >= now) begun.set(consumer, now);
    else begun.delete(consumer);
    if (!day) continue;
    const left = leftOf(day, partner, now);
    if (isDone) return { requested, ...left };
    if (left.remaining < requested) throw overQuota(left, requested, at);
  }
  throw new Refusal("TooMany", "BUSY", "Too many ask at once: try again in a moment.");
};
