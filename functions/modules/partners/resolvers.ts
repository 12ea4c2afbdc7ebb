import { findOrganisation } from "#modules/organisations";
import { connection, pageRequest } from "#platform/page";
import { notFound } from "#platform/refusal";
import type { Resolvers } from "#schema/resolvers";
import * as commands from "./commands.ts";
import { knownScopes, type PartnerDay } from "./partner.ts";
import { actionsFor } from "./policy.ts";
import { dayOf, daysKept, find, lastUseOf, list, usesFrom } from "./store.ts";

/** The days that end with today, in their order, with those on which nothing happened. */
const latestDays = async (orgNumber: string, last: number, now: Date): Promise<PartnerDay[]> => {
  const count = Math.min(Math.max(last, 1), daysKept.days);
  const wanted = Array.from({ length: count }, (_, n) => dayOf(new Date(now.getTime() - (count - 1 - n) * 86_400_000)));
  const { days, refusals } = await usesFrom(orgNumber, wanted[0] ?? dayOf(now));
  return wanted.map((day) => ({
    ...(days.find((one) => one.day === day) ?? { day, calls: 0, cost: 0 }),
    refusals: refusals.filter((one) => one.day === day),
  }));
};

export const resolvers: Resolvers = {
  Query: {
    partners: async (_, args) => {
      const identity = ["partners"];
      const request = pageRequest(identity, args);
      const found = await list(request.first + 1, request.after?.[0]);
      const nodes = found.slice(0, request.first);
      const page = { nodes, positions: nodes.map(({ orgNumber }) => [orgNumber]), more: found.length > nodes.length };
      return connection(identity, page, request);
    },
    partner: async (_, { orgNumber }) => (await find(orgNumber)) ?? null,
    partnerScopes: () => knownScopes,
  },
  Mutation: {
    registerPartner: async (_, { input, idempotencyKey }, ctx) => ({
      partner: await commands.registerPartner(ctx, input, idempotencyKey),
    }),
    changePartner: async (_, { input, idempotencyKey }, ctx) => ({
      partner: await commands.changePartner(ctx, input, idempotencyKey),
    }),
    stopPartner: async (_, { input, idempotencyKey }, ctx) => ({
      partner: await commands.stopPartner(ctx, input, idempotencyKey),
    }),
  },
  Partner: {
    body: async ({ bodyKey }, _, ctx) => {
      const body = await findOrganisation(ctx, bodyKey);
      if (!body) throw notFound();
      return body;
    },
    quota: ({ quota }) => ({ costPerMinute: quota.perMinute, costPerDay: quota.perDay }),
    stoppedBecause: ({ stoppedBecause }) => stoppedBecause ?? null,
    lastUsedAt: async ({ orgNumber }) => (await lastUseOf(orgNumber)) ?? null,
    days: ({ orgNumber }, { last }, ctx) => latestDays(orgNumber, last, ctx.now()),
    viewerMay: (partner, _, ctx) => actionsFor(ctx, partner),
  },
  PartnerDay: {
    refused: ({ refusals }) => refusals.reduce((total, { count }) => total + count, 0),
  },
};
