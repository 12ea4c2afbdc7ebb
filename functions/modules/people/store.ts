import { type Membership, type Role, roles } from "#platform/actor";
import type { Context } from "#platform/context";
import { dayAfter, dayOf } from "#platform/day";
import { loader } from "#platform/load";
import { notFound, overtaken, Refusal } from "#platform/refusal";
import { endOf, holdsAt, type Retention, secondsOf } from "#platform/retention";
import {
  add,
  type Change,
  Entity,
  type FormattedItem,
  get,
  getMany,
  item,
  listOf,
  number,
  put,
  query,
  remove,
  string,
  table,
} from "#platform/table";
import {
  administers,
  type Body,
  type Invitation,
  languages,
  type Member,
  type Person,
  type Request,
} from "./person.ts";
import { hashOf } from "#platform/secret";

/** From a moment on: LEADER, MEMBER, or nothing more. */
export type RoleTie = FormattedItem<typeof ties>;

const heldRoles = listOf(string().enum(...roles));

const persons = new Entity({
  name: "Person",
  table,
  timestamps: false,
  schema: item({ subject: string().key(), ref: string(), name: string(), createdAt: string() }),
  computeKey: ({ subject }: { subject: string }) => ({ pk: `PERSON#${subject}`, sk: "WHO" }),
});

/** Stands beside the person, so that one read at each request tells all that the person is. */
const memberships = new Entity({
  name: "Membership",
  table,
  timestamps: false,
  schema: item({ subject: string().key(), bodyKey: string().key(), roles: heldRoles, version: number() }),
  computeKey: ({ subject, bodyKey }: { subject: string; bodyKey: string }) => ({
    pk: `PERSON#${subject}`,
    sk: `BODY#${bodyKey}`,
  }),
});

/** The same membership as the body sees it: written wherever the other is, in the same transaction. */
const members = new Entity({
  name: "Member",
  table,
  timestamps: false,
  schema: item({
    bodyKey: string().key(),
    ref: string().key(),
    subject: string(),
    name: string(),
    roles: heldRoles,
    since: string(),
    version: number(),
  }),
  computeKey: ({ bodyKey, ref }: { bodyKey: string; ref: string }) => ({ pk: `BODY#${bodyKey}`, sk: `MEMBER#${ref}` }),
});

/** What ties a person to an organisation by the role held in it, as it became at a moment: kept when the role is gone, for cases of its time. */
const ties = new Entity({
  name: "RoleTie",
  table,
  timestamps: false,
  schema: item({
    ref: string().key(),
    bodyKey: string().key(),
    at: string().key(),
    /** Absent: none from then on. */
    role: string().enum("LEADER", "MEMBER").optional(),
  }),
  computeKey: ({ ref, bodyKey, at }: { ref: string; bodyKey: string; at: string }) => ({
    pk: `TIES#${ref}`,
    sk: `${bodyKey}#${at}`,
  }),
});

/** Who a ref stands for. Erasing a person takes this away, and what is kept for long then names nobody. */
const refs = new Entity({
  name: "PersonRef",
  table,
  timestamps: false,
  schema: item({ ref: string().key(), subject: string(), name: string() }),
  computeKey: ({ ref }: { ref: string }) => ({ pk: `REF#${ref}`, sk: "-" }),
});

/** How many administer a body: what a condition can ask, where a list can not. */
const administrators = new Entity({
  name: "Administrators",
  table,
  timestamps: false,
  schema: item({ bodyKey: string().key(), count: number() }),
  computeKey: ({ bodyKey }: { bodyKey: string }) => ({ pk: `BODY#${bodyKey}`, sk: "ADMINISTRATORS" }),
});

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
    roles: heldRoles,
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

const invitedKept: Retention = { ...invitationsKept, kind: "Invited" };

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

/** So long can who asked see how it was decided. */
export const requestsKept: Retention = { kind: "MembershipRequest", days: 90, isPersonal: true };

const requests = new Entity({
  name: "MembershipRequest",
  table,
  timestamps: false,
  schema: item({
    bodyKey: string().key(),
    ref: string().key(),
    subject: string(),
    name: string(),
    role: string().enum(...roles),
    requestedAt: string(),
    state: string().enum("WAITING", "APPROVED", "DECLINED"),
    reason: string().optional(),
    answerEmail: string().optional(),
    answerLanguage: string()
      .enum(...languages)
      .optional(),
    secretHash: string().optional(),
    /** For the index, while it waits. */
    waiting: string().optional(),
    waitingAt: string().optional(),
    expiresAt: number(),
  }),
  computeKey: ({ bodyKey, ref }: { bodyKey: string; ref: string }) => ({ pk: `BODY#${bodyKey}`, sk: `REQUEST#${ref}` }),
});

const askedKept: Retention = { ...requestsKept, kind: "Asked" };

/** Where a person has asked: the requests themselves stand with the bodies. */
const asked = new Entity({
  name: "Asked",
  table,
  timestamps: false,
  schema: item({ ref: string().key(), bodyKey: string().key(), expiresAt: number() }),
  computeKey: ({ ref, bodyKey }: { ref: string; bodyKey: string }) => ({ pk: `ASKED#${ref}`, sk: bodyKey }),
});

/** As long as the longest wait for an answer. */
const secretsKept: Retention = { kind: "Secret", days: 30, isPersonal: true };

/** What a secret in a letter opens. The secret itself is nowhere but in the letter. */
const secrets = new Entity({
  name: "Secret",
  table,
  timestamps: false,
  schema: item({
    secretHash: string().key(),
    opens: string().enum("INVITATION", "REQUEST"),
    bodyKey: string(),
    /** The invitation's id, or the ref of who asks. */
    of: string(),
    expiresAt: number(),
  }),
  computeKey: ({ secretHash }: { secretHash: string }) => ({ pk: `SECRET#${secretHash}`, sk: "-" }),
});

/** Until no more is asked that day. */
const asksKept: Retention = { kind: "Asks", days: 1, isPersonal: true };

/**
 * How often a person has asked for a body on a day: letters to it are not without end. By a hash of the three, so that who is
 * forgotten, or known anew, does not begin anew, and so that it names nobody.
 */
const asks = new Entity({
  name: "Asks",
  table,
  timestamps: false,
  schema: item({ askHash: string().key(), count: number(), expiresAt: number() }),
  computeKey: ({ askHash }: { askHash: string }) => ({ pk: `ASKS#${askHash}`, sk: "-" }),
});

/** More than two slips in a day are none. */
const mostAsksOfDay = 3;

export const retentions: readonly Retention[] = [
  invitationsKept,
  invitedKept,
  requestsKept,
  askedKept,
  asksKept,
  secretsKept,
];

/** Everything a person is, in one round trip; nobody yet where there is no name. */
export const membershipsOf = async (
  subject: string,
): Promise<{ name: string; ref: string | undefined; memberships: Membership[] }> => {
  const found = await query([persons, memberships], { partition: `PERSON#${subject}` });
  const person = found.find((one) => "ref" in one);
  return {
    name: person?.name ?? "",
    ref: person?.ref,
    memberships: found.flatMap((one) => ("bodyKey" in one ? [{ bodyKey: one.bodyKey, roles: one.roles }] : [])),
  };
};

export const findPerson = (subject: string): Promise<Person | undefined> => get(persons, { subject });

/** The change that makes a person known, and what others can know him by. */
export const putPerson = ({ subject, ref, name }: Person, at: Date): Change[] => {
  const refusal = () =>
    new Refusal("Conflict", "PERSON_EXISTS", "You did something else at the same moment: look again, then try again.");
  return [
    put(persons, { subject, ref, name, createdAt: at.toISOString() }, { attr: "ref", exists: false }, refusal),
    put(refs, { ref, subject, name }, { attr: "subject", exists: false }, refusal),
  ];
};

/** Takes away who a person is and what his ref stands for. */
export const removePerson = (subject: string, ref: string): Change[] => [
  remove(persons, { subject }, { attr: "ref", eq: ref }, notFound),
  remove(refs, { ref }, undefined, notFound),
];

const nameByRef = loader<string, string | undefined>("names", async (keys) =>
  (
    await getMany(
      refs,
      keys.map((ref) => ({ ref })),
    )
  ).map((found) => found?.name),
);

/** Name of who a ref stands for; undefined when the person has been erased. */
export const nameOf = (ctx: Context, ref: string): Promise<string | undefined> => nameByRef(ctx).load(ref);

/** Name of an actor by the id that what is kept for long has; undefined when that person has been erased. */
export const actorName = async (ctx: Context, id: string): Promise<string | undefined> => {
  const [kind = "", ...rest] = id.split(":");
  if (kind === "person") return nameOf(ctx, rest.join(":"));
  return rest.length > 0 ? rest.join(" / ") : kind;
};

const countByBody = loader<string, number>("administrators", async (keys) =>
  (
    await getMany(
      administrators,
      keys.map((bodyKey) => ({ bodyKey })),
      { consistent: true },
    )
  ).map((found) => found?.count ?? 0),
);

/** How many administer a body. */
export const administratorsOf = (ctx: Context, bodyKey: string): Promise<number> => countByBody(ctx).load(bodyKey);

export const hasAdministrator = async (ctx: Context, bodyKey: string): Promise<boolean> =>
  (await administratorsOf(ctx, bodyKey)) > 0;

export const findMember = (bodyKey: string, ref: string): Promise<Member | undefined> => get(members, { bodyKey, ref });

/** Members in the order they came to us; `after` is a ref. */
export const listMembers = (bodyKey: string, limit: number, after: string | undefined): Promise<Member[]> =>
  query(members, {
    partition: `BODY#${bodyKey}`,
    beginsWith: "MEMBER#",
    limit,
    ...(after !== undefined && { after: `MEMBER#${after}` }),
  });

const asSeen = (member: Member | undefined): { attr: "version"; eq: number } | { attr: "version"; exists: false } =>
  member ? { attr: "version", eq: member.version } : { attr: "version", exists: false };

const notAsSeen =
  (member: Member | undefined): Change["refusal"] =>
  (asItWas) =>
    !member
      ? new Refusal("Conflict", "ALREADY_MEMBER", "That person is one of the body's people already.")
      : overtaken(asItWas);

export const lastAdministrator = (): Refusal =>
  new Refusal("Conflict", "LAST_ADMINISTRATOR", "Someone must administer the body: let another do so first.");

/** The count follows: whoever would take away the last one, or be first when another was, loses here. */
const countAdministrators = (body: Body, before: boolean, after: boolean, mustBeFirst: boolean): Change[] => {
  const key = { bodyKey: body.key };
  if (before && !after) return [add(administrators, key, "count", -1, { attr: "count", gt: 1 }, lastAdministrator)];
  if (before || !after) return [];
  const nobody = {
    or: [
      { attr: "count", exists: false },
      { attr: "count", eq: 0 },
    ],
  };
  return [
    add(
      administrators,
      key,
      "count",
      1,
      (mustBeFirst ? nobody : undefined) as never,
      () =>
        new Refusal(
          "Conflict",
          "HAS_ADMINISTRATOR",
          "Someone administers the body now, and decides who else may act for it.",
        ),
    ),
  ];
};

const tieOf = (held: readonly Role[]): RoleTie["role"] =>
  held.includes("LEADER") ? "LEADER" : held.includes("MEMBER") ? "MEMBER" : undefined;

/** Notes what a person is to an organisation from now on, where that changes. */
const putTie = (
  { bodyKey, ref }: Pick<Member, "bodyKey" | "ref">,
  before: readonly Role[],
  after: readonly Role[],
  at: Date,
): Change[] => {
  const role = tieOf(after);
  if (role === tieOf(before)) return [];
  return [put(ties, { ref, bodyKey, at: at.toISOString(), ...(role !== undefined && { role }) }, undefined, notFound)];
};

/** What a person is and has been to organisations by roles in them: body by body, and in each the oldest first. */
export const tiesOf = (ref: string): Promise<RoleTie[]> => query(ties, { partition: `TIES#${ref}` });

/** Gives a person roles in a body in place of those held there, as `before` was seen. */
export const holdRoles = (
  body: Body,
  person: Person,
  wanted: readonly Role[],
  before: Member | undefined,
  at: Date,
  { mustBeFirst = false }: { readonly mustBeFirst?: boolean } = {},
): { readonly changes: Change[]; readonly member: Member } => {
  const { subject, ref, name } = person;
  const held = [...new Set(wanted)];
  const version = (before?.version ?? 0) + 1;
  const member = {
    bodyKey: body.key,
    ref,
    subject,
    name,
    roles: held,
    since: before?.since ?? at.toISOString(),
    version,
  };
  return {
    member,
    changes: [
      put(memberships, { subject, bodyKey: body.key, roles: held, version }, asSeen(before), notAsSeen(before)),
      put(members, member, asSeen(before), notAsSeen(before)),
      ...putTie(member, before?.roles ?? [], held, at),
      ...countAdministrators(
        body,
        before !== undefined && administers(body.kind, before.roles),
        administers(body.kind, held),
        mustBeFirst,
      ),
    ],
  };
};

/** Takes a person's roles away, as `member` was seen, in a body that nobody need administer any more. */
export const forgetRoles = (member: Member, at: Date): Change[] => [
  remove(memberships, { subject: member.subject, bodyKey: member.bodyKey }, asSeen(member), notAsSeen(member)),
  remove(members, { bodyKey: member.bodyKey, ref: member.ref }, asSeen(member), notAsSeen(member)),
  ...putTie(member, member.roles, [], at),
];

/** Takes a person's roles in a body away, as `member` was seen. */
export const endRoles = (body: Body, member: Member, at: Date): Change[] => [
  ...forgetRoles(member, at),
  ...countAdministrators(body, administers(body.kind, member.roles), false, false),
];

const putSecret = (
  secretHash: string,
  opens: "INVITATION" | "REQUEST",
  bodyKey: string,
  of: string,
  expiresAt: number,
) => put(secrets, { secretHash, opens, bodyKey, of, expiresAt }, undefined, notFound);

const removeSecret = (secretHash: string): Change => remove(secrets, { secretHash }, undefined, notFound);

/** What the secret opens, while it holds. */
const opened = async (secretHash: string, opens: "INVITATION" | "REQUEST", at: Date) => {
  const secret = await get(secrets, { secretHash });
  return secret?.opens === opens && holdsAt(at)(secret) ? secret : undefined;
};

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

type StoredRequest = FormattedItem<typeof requests>;

const requestOf = ({ waiting: _, waitingAt: __, ...request }: StoredRequest): Request => {
  const { reason, secretHash, answerEmail, answerLanguage, ...rest } = request;
  return {
    ...rest,
    ...(reason !== undefined && { reason }),
    ...(secretHash !== undefined && { secretHash }),
    ...(answerEmail !== undefined && { answerEmail }),
    ...(answerLanguage !== undefined && { answerLanguage }),
  };
};

/** Waiting requests sort by municipality, then by body. */
const waitingIn = (municipality: string | undefined): string => `${municipality ?? "-"}#`;

const write = (body: Body, request: Request, condition: object, refusal: Change["refusal"]): Change =>
  put(
    requests,
    {
      ...request,
      ...(request.state === "WAITING" && {
        waiting: "WAITING",
        waitingAt: `${waitingIn(body.municipalityNumber)}${body.key}#${request.ref}`,
      }),
    },
    condition as never,
    refusal,
  );

/** A new request in place of an earlier one that is decided or has run out. */
export const putRequest = (body: Body, request: Request, at: Date): Change[] => {
  const { bodyKey, ref, secretHash, expiresAt } = request;
  const isFree = {
    or: [
      { attr: "state", exists: false },
      { attr: "state", ne: "WAITING" },
      { attr: "expiresAt", lte: secondsOf(at) },
    ],
  };
  return [
    write(
      body,
      request,
      isFree,
      () => new Refusal("Conflict", "ALREADY_REQUESTED", "You have asked for this already."),
    ),
    put(asked, { ref, bodyKey, expiresAt }, undefined, notFound),
    ...(secretHash === undefined ? [] : [putSecret(secretHash, "REQUEST", bodyKey, ref, expiresAt)]),
  ];
};

/** Counts that a person asks for a body today; refuses with ASKED_TOO_OFTEN, and tells the day from which it is possible again. */
export const countAsk = ({ subject, bodyKey }: Request, at: Date): Change => {
  const notYet = { attr: "count", exists: false };
  return add(
    asks,
    { askHash: hashOf(`${subject}\n${bodyKey}\n${dayOf(at)}`) },
    "count",
    1,
    { or: [notYet, { attr: "count", lt: mostAsksOfDay }] } as never,
    () =>
      new Refusal(
        "Conflict",
        "ASKED_TOO_OFTEN",
        `You have asked for this ${mostAsksOfDay} times today: wait until tomorrow.`,
        {
          most: mostAsksOfDay,
          againOn: dayAfter(at),
        },
      ),
    { expiresAt: endOf(asksKept, at) },
  );
};

const stillWaits = { attr: "state", eq: "WAITING" } as const;
const waitsNoMore: Change["refusal"] = (asItWas) =>
  asItWas === undefined
    ? notFound()
    : new Refusal("Conflict", "WRONG_STATE", "It has been decided already.", {
        state: asItWas["state"],
        possible: [],
      });

/** The request as it was decided, kept for who asked to see: without the address, to which a letter is on its way. */
export const decideRequest = (
  body: Body,
  { secretHash, answerEmail: _, answerLanguage: __, ...request }: Request,
  decided: Partial<Request>,
): Change[] => [
  write(body, { ...request, ...decided }, stillWaits, waitsNoMore),
  put(
    asked,
    { ref: request.ref, bodyKey: request.bodyKey, expiresAt: decided.expiresAt ?? request.expiresAt },
    undefined,
    notFound,
  ),
  ...(secretHash === undefined ? [] : [removeSecret(secretHash)]),
];

const those = async (
  keys: readonly { readonly bodyKey: string; readonly ref: string }[],
  at: Date,
): Promise<Request[]> =>
  (await getMany(requests, keys, { consistent: true })).flatMap((one) =>
    one && holdsAt(at)(one) ? [requestOf(one)] : [],
  );

export const findRequest = async (bodyKey: string, ref: string, at: Date): Promise<Request | undefined> =>
  (await those([{ bodyKey, ref }], at))[0];

export const findRequestBySecret = async (secretHash: string, at: Date): Promise<Request | undefined> => {
  const secret = await opened(secretHash, "REQUEST", at);
  const request = secret && (await findRequest(secret.bodyKey, secret.of, at));
  return request?.secretHash === secretHash ? request : undefined;
};

/** What a person has asked for, newest first. */
export const requestsBy = async (ref: string, at: Date): Promise<Request[]> => {
  const found = await query(asked, { partition: `ASKED#${ref}` });
  return (await those(found, at)).toSorted((a, b) => (a.requestedAt < b.requestedAt ? 1 : -1));
};

const removeBeside = ({ bodyKey, ref, secretHash }: Request): Change[] => [
  remove(asked, { ref, bodyKey }, undefined, notFound),
  ...(secretHash === undefined ? [] : [removeSecret(secretHash)]),
];

/** Takes a request away, whatever became of it. */
export const removeRequest = (request: Request): Change[] => [
  remove(requests, { bodyKey: request.bodyKey, ref: request.ref }, undefined, notFound),
  ...removeBeside(request),
];

/** Takes a request away while it waits: a link in a letter then opens nothing. */
export const takeBackRequest = (request: Request): Change[] => [
  remove(requests, { bodyKey: request.bodyKey, ref: request.ref }, stillWaits, waitsNoMore),
  ...removeBeside(request),
];

const isWaiting = ({ state }: { readonly state: string }): boolean => state === "WAITING";

/** Requests to a body that wait. */
export const waitingFor = async (bodyKey: string, at: Date): Promise<Request[]> =>
  (await query(requests, { partition: `BODY#${bodyKey}`, beginsWith: "REQUEST#" }))
    .filter(holdsAt(at))
    .filter(isWaiting)
    .map(requestOf);

/** Requests that wait in a municipality, or anywhere; what the index has late is read anew. */
export const waitingAt = async (municipality: string | undefined, limit: number, at: Date): Promise<Request[]> => {
  const found = await query(requests, {
    index: "waitingRequests",
    partition: "WAITING",
    limit,
    ...(municipality !== undefined && { beginsWith: waitingIn(municipality) }),
  });
  return (
    await those(
      found.map(({ bodyKey, ref }) => ({ bodyKey, ref })),
      at,
    )
  ).filter(isWaiting);
};
