/** Asking to represent a body: the first by the register's own address or by staff, later ones by those who administer it. */
import { organisationId, organisationKey } from "#modules/organisations";
import type { AuditAction } from "#platform/audit";
import { once } from "#platform/commit";
import type { Context } from "#platform/context";
import type { Event } from "#platform/events";
import { type Letter, queueMail } from "#platform/mail";
import { notFound, Refusal, refuseProblems } from "#platform/refusal";
import { endOf } from "#platform/retention";
import type { Change } from "#platform/table";
import type { DeclineRequestInput, RequestMembershipInput } from "#schema/resolvers";
import { answerLetter, codeLetter, languageOf, waitingLetter } from "./letters.ts";
import { told } from "./members.ts";
import { enter, getBody, personActing } from "./parties.ts";
import { administers, type Body, type Held, type Language, partsOf, problemsOf, type Request } from "./person.ts";
import { assertMay, assertNotOneself, assertRequest } from "./policy.ts";
import { hashOf, newSecret } from "#platform/secret";
import {
  decideRequest,
  findRequest,
  findRequestBySecret,
  putRequest,
  requestsBy,
  requestsKept,
  takeBackRequest,
  waitingFor,
} from "./requestStore.ts";
import { findMember, holdRoles, keepPerson } from "./store.ts";
import { countToday, type DayLimit } from "./tallyStore.ts";

/** So long do people wait for an answer before they ask again. */
const openDays = 30;
/** Who asks for more at once does not represent them all. */
const mostOpenOfPerson = 5;
/** An organisation's mailbox is not to be filled by strangers. */
const mostOpenOfBody = 10;
/** More than two slips in a day are none. */
const ofOneBody: DayLimit = {
  most: 3,
  code: "ASKED_TOO_OFTEN",
  message: "You have asked for this three times today: wait until tomorrow.",
};
/** Letters go to as many mailboxes as are asked for, also where it is taken back at once. */
const ofAllBodies: DayLimit = {
  most: 10,
  code: "ASKED_FOR_TOO_MUCH",
  message: "You have asked ten times today: wait until tomorrow.",
};

type Answer = readonly [bodyKey: string, ref: string];

const toldOfRequest = (action: AuditAction, { bodyKey, ref, role }: Request, reason?: string) => ({
  events: [
    { type: action, subject: organisationId(bodyKey), data: { body: organisationId(bodyKey), person: ref, role } },
  ],
  audit: { subject: organisationId(bodyKey), action, fields: { person: ref, role }, reason },
});

const assertRoom = async (ctx: Context, body: Body, ref: string): Promise<void> => {
  const [ofPerson, ofBody] = await Promise.all([requestsBy(ref, ctx.now()), waitingFor(body.key, ctx.now())]);
  const most =
    ofPerson.filter(({ state }) => state === "WAITING").length >= mostOpenOfPerson ? mostOpenOfPerson : undefined;
  if (most !== undefined || ofBody.length >= mostOpenOfBody)
    throw new Refusal("Conflict", "TOO_MANY_OPEN", "There are too many open requests: wait until some are decided.", {
      most: most ?? mostOpenOfBody,
    });
};

/** To the organisation by the register's address, where there is one: with a code for its first, and word of those who come later. */
const letterOf = (
  { name: body, registerEmail: to }: Body,
  { name: from, expiresAt }: Request,
  language: Language,
  secret: string | undefined,
): Letter | undefined => {
  if (to === undefined) return undefined;
  const occasion = { to, language, body, from, until: new Date(expiresAt * 1000) };
  return secret === undefined ? waitingLetter(occasion) : codeLetter({ ...occasion, secret });
};

export const requestMembership = (known: Context, input: RequestMembershipInput, key: string): Promise<Answer> => {
  const { ctx, person } = enter(known, input.name);
  return once(ctx, "requestMembership", key, input, async () => {
    const body = await getBody(ctx, organisationKey(input.organisationId));
    const { wishedRole } = input;
    const isFirst = !body.hasAdministrator;
    refuseProblems([
      ...problemsOf(body.kind, [wishedRole], "wishedRole"),
      ...(isFirst && !administers(body.kind, [wishedRole])
        ? [{ field: "wishedRole", code: "FIRST_MUST_ADMINISTER" }]
        : []),
    ]);
    if (await findMember(body.key, person.ref))
      throw new Refusal("Conflict", "ALREADY_MEMBER", "You are one of the body's people already.");
    await assertRoom(ctx, body, person.ref);
    const secret = isFirst && body.registerEmail !== undefined ? newSecret() : undefined;
    const { subject, ref, name } = person;
    const request: Request = {
      ...{ subject, ref, name },
      bodyKey: body.key,
      role: wishedRole,
      requestedAt: ctx.now().toISOString(),
      state: "WAITING",
      ...(secret !== undefined && { secretHash: hashOf(secret) }),
      ...(input.answerEmail != null && {
        answerEmail: input.answerEmail,
        answerLanguage: languageOf(input.answerLanguage ?? "nb", undefined, "answerLanguage"),
      }),
      expiresAt: endOf(requestsKept, ctx.now(), openDays),
    };
    const letter = letterOf(body, request, languageOf(input.language, body.writtenNorm), secret);
    const mail = letter && queueMail(ctx, letter);
    const { events, audit } = toldOfRequest("membershipRequest.made", request);
    return {
      changes: [
        ...keepPerson(person, ctx.now()),
        ...putRequest(body, request, ctx.now()),
        countToday([subject, body.key], ofOneBody, ctx.now()),
        countToday([subject], ofAllBodies, ctx.now()),
        ...(mail ? [mail.change] : []),
      ],
      events: [...events, ...(mail ? [mail.event] : [])],
      audit,
      answer: [body.key, person.ref],
    };
  });
};

/** Gives what was asked for: to the first only while nobody administers the body. */
const fulfil = (ctx: Context, body: Body, request: Request, by: AuditAction) => {
  const { subject, ref, name } = request;
  const made = holdRoles(body, { subject, ref, name }, [request.role], undefined, ctx.now(), {
    mustBeFirst: !body.hasAdministrator,
  });
  const decided = decideRequest(body, request, { state: "APPROVED", expiresAt: endOf(requestsKept, ctx.now()) });
  return { changes: [...decided, ...made.changes], ...told(by, made.member) };
};

/** The code has been read in the organisation's own mailbox; of use to who asked, and to nobody else. */
export const confirmRequest = (ctx: Context, secret: string, key: string): Promise<Held> =>
  once(ctx, "confirmRequest", key, secret, async () => {
    const request = await findRequestBySecret(hashOf(secret), ctx.now());
    if (!request || request.ref !== personActing(ctx).ref) throw notFound();
    const body = await getBody(ctx, request.bodyKey);
    assertRequest("CONFIRM", request);
    if (body.hasAdministrator)
      throw new Refusal(
        "Conflict",
        "HAS_ADMINISTRATOR",
        "Someone administers the body now, and decides who else may act for it.",
      );
    return {
      ...fulfil(ctx, body, request, "membership.confirmed"),
      answer: { bodyKey: body.key, roles: [request.role] },
    };
  });

const requestToDecide = async (
  ctx: Context,
  action: "APPROVE" | "DECLINE",
  id: string,
): Promise<{ readonly body: Body; readonly request: Request }> => {
  const parts = partsOf("request", id);
  const body = await getBody(ctx, parts?.bodyKey);
  await assertMay(ctx, "DECIDE_REQUESTS", body);
  const request = parts && (await findRequest(parts.bodyKey, parts.rest, ctx.now()));
  if (!request) throw notFound();
  assertNotOneself(ctx, request.ref);
  assertRequest(action, request);
  return { body, request };
};

/** What a decision does besides: a letter to who asked, where an address was left for it. */
const withAnswer = <Made extends { readonly changes: readonly Change[]; readonly events: readonly Event[] }>(
  ctx: Context,
  { name: body }: Body,
  { answerEmail: to, answerLanguage: language = "nb" }: Request,
  reason: string | undefined,
  made: Made,
): Made => {
  if (to === undefined) return made;
  const mail = queueMail(ctx, answerLetter({ to, language, body, reason }));
  return { ...made, changes: [...made.changes, mail.change], events: [...made.events, mail.event] };
};

export const approveRequest = (ctx: Context, id: string, key: string): Promise<Answer> =>
  once(ctx, "approveRequest", key, id, async () => {
    const { body, request } = await requestToDecide(ctx, "APPROVE", id);
    const made = { ...fulfil(ctx, body, request, "membership.approved"), answer: [body.key, request.ref] as const };
    return withAnswer(ctx, body, request, undefined, made);
  });

export const declineRequest = (ctx: Context, input: DeclineRequestInput, key: string): Promise<Answer> =>
  once(ctx, "declineRequest", key, input, async () => {
    const { body, request } = await requestToDecide(ctx, "DECLINE", input.requestId);
    const expiresAt = endOf(requestsKept, ctx.now());
    return withAnswer(ctx, body, request, input.reason, {
      changes: decideRequest(body, request, { state: "DECLINED", reason: input.reason, expiresAt }),
      ...toldOfRequest("membershipRequest.declined", request),
      answer: [body.key, request.ref] as const,
    });
  });

/** Takes back what one has asked for, while nobody has decided it. Answers with the request's id. */
export const withdrawRequest = (ctx: Context, id: string, key: string): Promise<string> =>
  once(ctx, "withdrawRequest", key, id, async () => {
    const { ref } = personActing(ctx);
    const parts = partsOf("request", id);
    // Also of a body that is closed by now.
    const request = parts && parts.rest === ref ? await findRequest(parts.bodyKey, ref, ctx.now()) : undefined;
    if (!request) throw notFound();
    assertRequest("WITHDRAW", request);
    return { changes: takeBackRequest(request), ...toldOfRequest("membershipRequest.withdrawn", request), answer: id };
  });
