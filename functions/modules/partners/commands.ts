/** What a directorate's administrators can do to partners; each bites at the partner's next request. */
import { findOrganisation, organisationKey } from "#modules/organisations";
import { type AuditAction, differences } from "#platform/audit";
import { once, type Plan } from "#platform/commit";
import type { Context } from "#platform/context";
import { type Problem, refuseProblems, versionConflict } from "#platform/refusal";
import type { ChangePartnerInput, RegisterPartnerInput, StopPartnerInput } from "#schema/resolvers";
import { type Partner, problemsOf, type Terms } from "./partner.ts";
import { assertMay } from "./policy.ts";
import { find, get, putPartner } from "./store.ts";

/** The partner as it became: the same again is then answered as it was, whatever has come since. */
type Answer = Partner;

const termsOf = async (ctx: Context, input: RegisterPartnerInput | ChangePartnerInput): Promise<Terms> => {
  const bodyKey = organisationKey(input.bodyId) ?? "";
  const body = bodyKey === "" ? undefined : await findOrganisation(ctx, bodyKey);
  const terms: Terms = {
    name: input.name,
    bodyKey,
    scopes: [...new Set(input.scopes)],
    quota: { perMinute: input.costPerMinute, perDay: input.costPerDay },
    suppliers: [...new Set(input.suppliers)],
  };
  const problems: Problem[] = body ? [] : [{ field: "bodyId", code: "UNKNOWN_ORGANISATION" }];
  refuseProblems([...problems, ...problemsOf(terms)]);
  return terms;
};

/** The plan of a partner becoming another than it was. */
const planChange = (
  event: AuditAction,
  before: Partner | undefined,
  after: Partner,
  reason?: string,
): Plan<Answer> => ({
  changes: [putPartner(after)],
  events: [
    {
      type: event,
      subject: `partner:${after.orgNumber}`,
      data: { orgNumber: after.orgNumber, bodyKey: after.bodyKey, scopes: after.scopes, version: after.version },
    },
  ],
  audit: {
    subject: `partner:${after.orgNumber}`,
    action: event,
    fields: differences(before ?? {}, after),
    reason,
  },
  answer: after,
});

const assertSeen = (partner: Partner, version: number): void => {
  if (partner.version !== version) throw versionConflict(partner.version);
};

export const registerPartner = (ctx: Context, input: RegisterPartnerInput, key: string): Promise<Answer> =>
  once(ctx, "registerPartner", key, input, async () => {
    const before = await find(input.orgNumber);
    assertMay(ctx, "REGISTER", before);
    const at = ctx.now().toISOString();
    return planChange("partner.registered", before, {
      ...(await termsOf(ctx, input)),
      orgNumber: input.orgNumber,
      state: "ACTIVE",
      version: (before?.version ?? 0) + 1,
      registeredAt: at,
      changedAt: at,
    });
  });

export const changePartner = (ctx: Context, input: ChangePartnerInput, key: string): Promise<Answer> =>
  once(ctx, "changePartner", key, input, async () => {
    const before = await get(input.orgNumber);
    assertMay(ctx, "CHANGE", before);
    assertSeen(before, input.version);
    const terms = await termsOf(ctx, input);
    const changed = { ...before, ...terms, version: before.version + 1, changedAt: ctx.now().toISOString() };
    return planChange("partner.changed", before, changed);
  });

export const stopPartner = (ctx: Context, input: StopPartnerInput, key: string): Promise<Answer> =>
  once(ctx, "stopPartner", key, input, async () => {
    const before = await get(input.orgNumber);
    assertMay(ctx, "STOP", before);
    assertSeen(before, input.version);
    const stopped: Partner = {
      ...before,
      state: "STOPPED",
      stoppedBecause: input.reason,
      version: before.version + 1,
      changedAt: ctx.now().toISOString(),
    };
    return planChange("partner.stopped", before, stopped, input.reason);
  });
