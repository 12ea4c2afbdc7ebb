/** A partner: another body's system, what it may do here, and how much of it. */
import type { Quota } from "#platform/actor";
import type { Connection } from "#platform/page";
import type { Problem } from "#platform/refusal";
import type { PartnerState } from "#schema/resolvers";
import { access } from "#schema/access";

/** What is agreed with a partner. */
export type Terms = {
  readonly name: string;
  /** Key of the body it acts for. */
  readonly bodyKey: string;
  readonly scopes: readonly string[];
  readonly quota: Quota;
  /** Organisation numbers of those who may act for it by delegation. */
  readonly suppliers: readonly string[];
};

export type Partner = Terms & {
  /** Of the legal consumer. */
  readonly orgNumber: string;
  readonly state: PartnerState;
  readonly version: number;
  readonly registeredAt: string;
  readonly changedAt: string;
  readonly stoppedBecause?: string;
};

/** What a partner did on a day. */
export type Day = { readonly day: string; readonly calls: number; readonly cost: number };
export type Refused = { readonly day: string; readonly code: string; readonly count: number };
export type PartnerDay = Day & { readonly refusals: readonly Refused[] };

export type PartnerPage = Connection<Partner>;
export type PartnerAnswer = { readonly partner: Partner };

/** Every scope that opens a root field. */
export const knownScopes: readonly string[] = [
  ...new Set(Object.values(access).flatMap(({ scope }) => scope ?? [])),
].toSorted();

/** A quota that lets no page of organisations through is a mistyped one, and one above what the API bears is none. */
const quotaRange = { least: 100, most: 100_000_000 };
const mostSuppliers = 50;

/** What is wrong with terms, by the input's fields. */
export const problemsOf = ({ scopes, quota, suppliers }: Terms): Problem[] => {
  const problems: Problem[] = [];
  const inRange = (cost: number): boolean => cost >= quotaRange.least && cost <= quotaRange.most;
  scopes.forEach((scope, n) => {
    if (!knownScopes.includes(scope)) problems.push({ field: `scopes.${n}`, code: "UNKNOWN_SCOPE" });
  });
  if (scopes.length === 0) problems.push({ field: "scopes", code: "REQUIRED" });
  if (!inRange(quota.perMinute)) problems.push({ field: "costPerMinute", code: "QUOTA_OUT_OF_RANGE" });
  if (!inRange(quota.perDay)) problems.push({ field: "costPerDay", code: "QUOTA_OUT_OF_RANGE" });
  else if (quota.perDay < quota.perMinute) problems.push({ field: "costPerDay", code: "LESS_THAN_PER_MINUTE" });
  if (suppliers.length > mostSuppliers) problems.push({ field: "suppliers", code: "TOO_MANY" });
  return problems;
};
