import { roles } from "#platform/actor";
import { notFound, Refusal } from "#platform/refusal";
import { holdsAt, type Retention, secondsOf } from "#platform/retention";
import { hashOf } from "#platform/secret";
import { type Change, Entity, get, item, listOf, number, put, query, remove, string, table } from "#platform/table";
import { type Invitation, languages } from "./person.ts";
import { opened, putSecret, removeSecret } from "./secretStore.ts";

/** A holiday fits, and a letter forgotten in a drawer does not. */
export const invitationsKept: Retention = { kind: "Invitation", days: 14, isPersonal: true };

const invitations = new Entity({
  name: "Invitation",
  table,
  timestamps: false,
  schema: item({
    bodyKey: string().key(),
    invitationId: string().key(),
    email: string(),
    roles: listOf(string().enum(...roles)),
    language: string().enum(...languages),
    invitedBy: string(),
    invitedAt: string(),
    timesSent: number(),
    secretHash: string(),
    expiresAt: number(),
  }),
  computeKey: ({ bodyKey, invitationId }: { bodyKey: string; invitationId: string }) => ({
    pk: `BODY#${bodyKey}`,
    sk: `INVITATION#${invitationId}`,
  }),
});

export const invitedKept: Retention = { ...invitationsKept, kind: "Invited" };

/** That an address has an open invitation to the body, so that of several made at once there is one. The address is not in it. */
const invited = new Entity({
  name: "Invited",
  table,
  timestamps: false,
  schema: item({ bodyKey: string().key(), addressHash: string().key(), expiresAt: number() }),
  computeKey: ({ bodyKey, addressHash }: { bodyKey: string; addressHash: string }) => ({
    pk: `BODY#${bodyKey}`,
    sk: `INVITED#${addressHash}`,
  }),
});

/** People write one address in several ways. */
const invitedKey = ({ bodyKey, email }: Pick<Invitation, "bodyKey" | "email">) => ({
  bodyKey,
  addressHash: hashOf(`${bodyKey}#${email.toLowerCase()}`),
});

/** A first invitation of its address, or one in place of the one before it, whose link then opens nothing. */
export const putInvitation = (invitation: Invitation, at: Date, before?: Invitation): Change[] => {
  const { bodyKey, invitationId, secretHash, expiresAt } = invitation;
  const isFree = {
    or: [
      { attr: "expiresAt", exists: false },
      { attr: "expiresAt", lte: secondsOf(at) },
    ],
  };
  return [
    put(
      invitations,
      { ...invitation, roles: [...invitation.roles] },
      before ? { attr: "secretHash", eq: before.secretHash } : { attr: "secretHash", exists: false },
      notFound,
    ),
    put(invited, { ...invitedKey(invitation), expiresAt }, (before ? undefined : isFree) as never, alreadyInvited),
    ...(before ? [removeSecret(before.secretHash)] : []),
    putSecret(secretHash, "INVITATION", bodyKey, invitationId, expiresAt),
  ];
};

export const alreadyInvited = (): Refusal =>
  new Refusal("Conflict", "ALREADY_INVITED", "That address has an open invitation: send it again instead.");

/** Takes an invitation away as it was seen: of two who use the same link, the second finds nothing. */
export const removeInvitation = (invitation: Invitation): Change[] => [
  remove(
    invitations,
    { bodyKey: invitation.bodyKey, invitationId: invitation.invitationId },
    { attr: "secretHash", eq: invitation.secretHash },
    notFound,
  ),
  remove(invited, invitedKey(invitation), undefined, notFound),
  removeSecret(invitation.secretHash),
];

export const findInvitation = async (bodyKey: string, id: string, at: Date): Promise<Invitation | undefined> => {
  const invitation = await get(invitations, { bodyKey, invitationId: id });
  return holdsAt(at)(invitation) ? invitation : undefined;
};

export const findInvitationBySecret = async (secretHash: string, at: Date): Promise<Invitation | undefined> => {
  const secret = await opened(secretHash, "INVITATION", at);
  const invitation = secret && (await findInvitation(secret.bodyKey, secret.of, at));
  return invitation?.secretHash === secretHash ? invitation : undefined;
};

/** Open invitations of a body, newest first. */
export const listInvitations = async (bodyKey: string, at: Date): Promise<Invitation[]> =>
  (await query(invitations, { partition: `BODY#${bodyKey}`, beginsWith: "INVITATION#", newestFirst: true })).filter(
    holdsAt(at),
  );
