/** Forgets a person who asks for it: what must be kept for long then names nobody. */
import { organisationId } from "#modules/organisations";
import { once } from "#platform/commit";
import type { Context } from "#platform/context";
import { notFound } from "#platform/refusal";
import { findBody, personActing } from "./parties.ts";
import { endRoles, findMember, forgetRoles, removePerson, removeRequest, requestsBy } from "./store.ts";

/** Answers with the ids of the bodies the person was in. Refuses with LAST_ADMINISTRATOR who administers a body alone. */
export const forgetMe = (ctx: Context, key: string): Promise<readonly string[]> =>
  once(ctx, "forgetMe", key, {}, async () => {
    const { ref, subject, memberships } = personActing(ctx);
    if (ref === undefined) throw notFound();
    const left = await Promise.all(
      memberships.map(async ({ bodyKey }) => {
        const [body, member] = await Promise.all([findBody(ctx, bodyKey), findMember(bodyKey, ref)]);
        if (!member) return [];
        // A body that is closed needs nobody to administer it.
        return body ? endRoles(body, member) : forgetRoles(member);
      }),
    );
    const requests = await requestsBy(ref, ctx.now());
    const bodies = memberships.map(({ bodyKey }) => organisationId(bodyKey));
    return {
      changes: [...left.flat(), ...requests.flatMap(removeRequest), ...removePerson(subject, ref)],
      events: [{ type: "person.forgotten", subject: `person:${ref}`, data: { person: ref, bodies } }],
      audit: { subject: `person:${ref}`, action: "person.forgotten", personal: true, fields: { name: null, bodies } },
      answer: bodies,
    };
  });
