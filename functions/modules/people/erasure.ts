/** Forgets a person who asks for it: what must be kept for long then names nobody. */
import { organisationId } from "#modules/organisations";
import { commit, once } from "#platform/commit";
import type { Context } from "#platform/context";
import { notFound, Refusal } from "#platform/refusal";
import type { Change } from "#platform/table";
import { findBody, personActing } from "./parties.ts";
import { administers } from "./person.ts";
import { removeRequest, requestsBy } from "./requestStore.ts";
import {
  administratorsOf,
  endRoles,
  findMember,
  forgetRoles,
  lastAdministrator,
  membershipsOf,
  removePerson,
} from "./store.ts";

/** Writes of a part: DynamoDB takes a hundred, and the person, the event, the trail and the key have theirs in the last. */
const mostOfPart = 90;

/** What belongs together stays together, in parts that each fit in a transaction. */
const partsOf = (pieces: readonly (readonly Change[])[]): Change[][] => {
  const parts: Change[][] = [[]];
  for (const piece of pieces) {
    if ((parts.at(-1) ?? []).length + piece.length > mostOfPart) parts.push([]);
    parts.at(-1)?.push(...piece);
  }
  return parts;
};

/** What the person is and has asked for, as it stands this moment, and how it is taken away: what is too much for the last part is gone already. */
const planForgetting = async (ctx: Context) => {
  const acting = personActing(ctx);
  const { ref, version, memberships } = await membershipsOf(acting.subject);
  if (ref === undefined || ref !== acting.ref) throw notFound();
  const left = await Promise.all(
    memberships.map(async ({ bodyKey }) => {
      const [body, member] = await Promise.all([findBody(ctx, bodyKey), findMember(bodyKey, ref)]);
      if (!member) return [];
      // A body that is closed needs nobody to administer it.
      if (!body) return forgetRoles(member, ctx.now());
      // Asked before the first part; what holds is the condition in the last.
      if (administers(body.kind, member.roles) && (await administratorsOf(ctx, bodyKey)) === 1)
        throw lastAdministrator();
      return endRoles(body, member, ctx.now());
    }),
  );
  // Also those that have run out, and that the table has not taken yet.
  const requests = await requestsBy(ref, new Date(0));
  const parts = partsOf([...requests.map(removeRequest), ...left]);
  const last = parts.pop() ?? [];
  const subject = `person:${ref}`;
  for (const changes of parts)
    await commit(ctx, { changes, audit: { subject, action: "person.partForgotten", personal: true, fields: {} } });
  const bodies = memberships.map(({ bodyKey }) => organisationId(bodyKey));
  return {
    changes: [...last, ...removePerson(acting.subject, { ref, version })],
    events: [{ type: "person.forgotten", subject, data: { person: ref, bodies } }],
    audit: { subject, action: "person.forgotten" as const, personal: true as const, fields: { name: null, bodies } },
    answer: bodies,
  };
};

/** More than come to one person, or are taken from him, in the moment that it takes. */
const mostTries = 10;
/** Something was not as it had been seen. */
const isOvertaken = (error: unknown): boolean =>
  error instanceof Refusal && ["VERSION_CONFLICT", "NOT_FOUND"].includes(error.code);

/**
 * Answers with the ids of the bodies the person was in. Refuses with LAST_ADMINISTRATOR who administers a body alone. Of more than
 * a transaction takes, requests go first, part by part, and the person last: what is broken off is gone on with when it is asked
 * again, and a role or a request that came in the meantime goes along.
 */
export const forgetMe = async (ctx: Context, key: string): Promise<readonly string[]> => {
  for (let tries = 1; ; tries++) {
    try {
      return await once(ctx, "forgetMe", key, {}, () => planForgetting(ctx));
    } catch (error) {
      if (!isOvertaken(error) || tries === mostTries) throw error;
    }
  }
};
