/** Forgets a person who asks for it: what must be kept for long then names nobody. */
import { organisationId } from "#modules/organisations";
import { commit, once } from "#platform/commit";
import type { Context } from "#platform/context";
import { notFound } from "#platform/refusal";
import type { Change } from "#platform/table";
import { findBody, personActing } from "./parties.ts";
import { administers } from "./person.ts";
import { removeRequest, requestsBy } from "./requestStore.ts";
import { administratorsOf, endRoles, findMember, forgetRoles, lastAdministrator, removePerson } from "./store.ts";

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

/**
 * Answers with the ids of the bodies the person was in. Refuses with LAST_ADMINISTRATOR who administers a body alone. Of more than
 * a transaction takes, requests go first, part by part, and the person last: what is broken off is gone on with when it is asked again.
 */
export const forgetMe = (ctx: Context, key: string): Promise<readonly string[]> =>
  once(ctx, "forgetMe", key, {}, async () => {
    const { ref, subject, memberships } = personActing(ctx);
    if (ref === undefined) throw notFound();
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
    for (const changes of parts)
      await commit(ctx, {
        changes,
        audit: { subject: `person:${ref}`, action: "person.partForgotten", personal: true, fields: {} },
      });
    const bodies = memberships.map(({ bodyKey }) => organisationId(bodyKey));
    return {
      changes: [...last, ...removePerson(subject, ref)],
      events: [{ type: "person.forgotten", subject: `person:${ref}`, data: { person: ref, bodies } }],
      audit: { subject: `person:${ref}`, action: "person.forgotten", personal: true, fields: { name: null, bodies } },
      answer: bodies,
    };
  });
