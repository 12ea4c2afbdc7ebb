/** Asking people by e-mail to join a body, and their coming in. */
import { organisationId } from "#modules/organisations";
import { once } from "#platform/commit";
import type { Context } from "#platform/context";
import { queueMail } from "#platform/mail";
import { notFound, Refusal, refuseProblems } from "#platform/refusal";
import { endOf } from "#platform/retention";
import type { AcceptInvitationInput, InviteMemberInput } from "#schema/resolvers";
import { invitationLetter, languageOf } from "./letters.ts";
import { told } from "./members.ts";
import { actingMembership, enter, findBody, getBody, personActing } from "./parties.ts";
import { type Body, type Held, type Invitation, partsOf, problemsOf } from "./person.ts";
import { assertMay } from "./policy.ts";
import { hashOf, newSecret } from "#platform/secret";
import {
  alreadyInvited,
  findInvitation,
  findInvitationBySecret,
  invitationsKept,
  listInvitations,
  putInvitation,
  removeInvitation,
} from "./invitationStore.ts";
import { holdRoles } from "./store.ts";
import { countToday, type DayLimit } from "./tallyStore.ts";

/** More open invitations than this is a list of addresses, and not a body's people. */
const mostOpen = 50;
/** Who has not answered by then does not want to. */
const mostSent = 5;
/** As many as can be open: also where they are withdrawn, or sent again. */
const ofBody: DayLimit = {
  most: mostOpen,
  code: "INVITED_TOO_OFTEN",
  message: `At most ${mostOpen} invitations are sent in a day: wait until tomorrow.`,
};

type Answer = readonly [bodyKey: string, invitationId: string];

/** The invitation that now stands, with its letter on the way, and how it is told: by its id, never by the address. */
const send = (
  ctx: Context,
  body: Body,
  from: string,
  draft: Omit<Invitation, "secretHash" | "expiresAt">,
  before?: Invitation,
) => {
  const secret = newSecret();
  const expiresAt = endOf(invitationsKept, ctx.now());
  const until = new Date(expiresAt * 1000);
  const { email, language } = draft;
  const mail = queueMail(ctx, invitationLetter({ to: email, language, body: body.name, from, secret, until }));
  const invitation: Invitation = {
    ...draft,
    secretHash: hashOf(secret),
    expiresAt,
  };
  return {
    changes: [
      ...putInvitation(invitation, ctx.now(), before),
      countToday(["invitations", body.key], ofBody, ctx.now()),
      mail.change,
    ],
    events: [mail.event],
    audit: {
      subject: organisationId(body.key),
      action: before ? ("invitation.sentAgain" as const) : ("invitation.sent" as const),
      fields: { invitation: draft.invitationId, roles: draft.roles },
    },
    answer: [body.key, draft.invitationId] as const,
  };
};

export const inviteMember = (ctx: Context, input: InviteMemberInput, key: string): Promise<Answer> =>
  once(ctx, "inviteMember", key, input, async () => {
    const body = await getBody(ctx, actingMembership(ctx).bodyKey);
    await assertMay(ctx, "INVITE", body);
    refuseProblems(problemsOf(body.kind, input.offeredRoles, "offeredRoles"));
    const open = await listInvitations(body.key, ctx.now());
    if (open.length >= mostOpen)
      throw new Refusal("Conflict", "TOO_MANY_OPEN", "Withdraw some of the open invitations first.", {
        most: mostOpen,
      });
    if (open.some(({ email }) => email.toLowerCase() === input.email.toLowerCase())) throw alreadyInvited();
    const { ref, name } = personActing(ctx);
    return send(ctx, body, name, {
      bodyKey: body.key,
      invitationId: ctx.newId(),
      email: input.email,
      roles: [...new Set(input.offeredRoles)],
      language: languageOf(input.language, body.writtenNorm),
      invitedBy: ref ?? "",
      invitedAt: ctx.now().toISOString(),
      timesSent: 1,
    });
  });

/** An open invitation of a body that the actor administers. */
const invitationOf = async (
  ctx: Context,
  id: string,
): Promise<{ readonly body: Body; readonly invitation: Invitation }> => {
  const parts = partsOf("invitation", id);
  const body = await getBody(ctx, parts?.bodyKey);
  await assertMay(ctx, "INVITE", body);
  const invitation = parts && (await findInvitation(parts.bodyKey, parts.rest, ctx.now()));
  if (!invitation) throw notFound();
  return { body, invitation };
};

export const resendInvitation = (ctx: Context, id: string, key: string): Promise<Answer> =>
  once(ctx, "resendInvitation", key, id, async () => {
    const { body, invitation } = await invitationOf(ctx, id);
    if (invitation.timesSent >= mostSent)
      throw new Refusal("Conflict", "SENT_TOO_OFTEN", `An invitation is sent at most ${mostSent} times.`, {
        most: mostSent,
      });
    const { secretHash: _, expiresAt: __, ...draft } = invitation;
    return send(ctx, body, personActing(ctx).name, { ...draft, timesSent: draft.timesSent + 1 }, invitation);
  });

export const withdrawInvitation = (ctx: Context, id: string, key: string): Promise<string> =>
  once(ctx, "withdrawInvitation", key, id, async () => {
    const { body, invitation } = await invitationOf(ctx, id);
    return {
      changes: removeInvitation(invitation),
      audit: {
        subject: organisationId(body.key),
        action: "invitation.withdrawn",
        fields: { invitation: invitation.invitationId },
      },
      answer: id,
    };
  });

/** What a link offers; undefined where it opens nothing any more. */
export const findOffer = async (ctx: Context, secret: string): Promise<Invitation | undefined> => {
  const invitation = await findInvitationBySecret(hashOf(secret), ctx.now());
  return invitation && (await findBody(ctx, invitation.bodyKey)) ? invitation : undefined;
};

export const acceptInvitation = (known: Context, input: AcceptInvitationInput, key: string): Promise<Held> => {
  const { ctx, person } = enter(known, input.name);
  return once(ctx, "acceptInvitation", key, input, async () => {
    const invitation = await findInvitationBySecret(hashOf(input.secret), ctx.now());
    const body = await getBody(ctx, invitation?.bodyKey);
    if (!invitation) throw notFound();
    if (invitation.invitedBy === person.ref)
      throw new Refusal("NotAllowed", "YOUR_OWN_INVITATION", "You have invited someone else, and not yourself.");
    const made = holdRoles(body, person, invitation.roles, undefined, ctx.now());
    return {
      changes: [...removeInvitation(invitation), ...made.changes],
      ...told("membership.accepted", made.member),
      answer: { bodyKey: body.key, roles: made.member.roles },
    };
  });
};
