import { roles } from "#platform/actor";
import { notFound, overtaken, Refusal } from "#platform/refusal";
import { holdsAt, type Retention, secondsOf } from "#platform/retention";
import {
  type Change,
  Entity,
  type FormattedItem,
  getMany,
  item,
  number,
  put,
  query,
  remove,
  string,
  table,
} from "#platform/table";
import { type Body, languages, type Request } from "./person.ts";
import { opened, putSecret, removeSecret } from "./secretStore.ts";

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

export const askedKept: Retention = { ...requestsKept, kind: "Asked" };

/** Where a person has asked: the requests themselves stand with the bodies. */
const asked = new Entity({
  name: "Asked",
  table,
  timestamps: false,
  schema: item({ ref: string().key(), bodyKey: string().key(), expiresAt: number() }),
  computeKey: ({ ref, bodyKey }: { ref: string; bodyKey: string }) => ({ pk: `ASKED#${ref}`, sk: bodyKey }),
});

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

/** Takes a request away as it was seen, whatever had become of it by then. */
export const removeRequest = (request: Request): Change[] => [
  remove(
    requests,
    { bodyKey: request.bodyKey, ref: request.ref },
    {
      and: [
        { attr: "state", eq: request.state },
        { attr: "requestedAt", eq: request.requestedAt },
      ],
    },
    overtaken,
  ),
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

/** More than wait at one time in all of Norway: what nobody answers is gone in thirty days. */
const mostWaiting = 10_000;

/** Requests that wait in a municipality, or anywhere, 10,000 at most; the index may be late, so what is told is read anew (`stillWaiting`). */
export const waitingAt = async (municipality: string | undefined, at: Date): Promise<Request[]> => {
  const found = await query(requests, {
    index: "waitingRequests",
    partition: "WAITING",
    limit: mostWaiting,
    ...(municipality !== undefined && { beginsWith: waitingIn(municipality) }),
  });
  return found.filter(holdsAt(at)).map(requestOf);
};

/** Those of the requests that still wait, as they stand. */
export const stillWaiting = async (found: readonly Request[], at: Date): Promise<Request[]> =>
  (
    await those(
      found.map(({ bodyKey, ref }) => ({ bodyKey, ref })),
      at,
    )
  ).filter(isWaiting);
