/** The one way anything is changed: changes, event, audit entry and idempotency record in one transaction. */
import { createHash } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { actorSpace, bodyOf } from "./actor.ts";
import { type AuditEntry, headOf, putAudit } from "./audit.ts";
import type { Context } from "./context.ts";
import { type Event, putEvent } from "./events.ts";
import { log } from "./log.ts";
import { Refusal } from "./refusal.ts";
import { endOf, holdsAt, type Retention, secondsOf } from "./retention.ts";
import {
  Entity,
  type Change,
  any,
  get,
  isPassing,
  item,
  jsonStringify,
  number,
  put,
  reasonsOf,
  string,
  table,
  transact,
} from "./table.ts";

/** What a command wants to happen. */
export type Plan<Answer> = {
  readonly changes: readonly Change[];
  readonly events?: readonly Event[];
  /** One entry for each subject that something was done to. */
  readonly audit: AuditEntry | readonly AuditEntry[];
  readonly answer: Answer;
};

/** Keys are remembered this long; AWS and Stripe remember theirs for a day or a month, we as long as the longest of them. */
export const idempotencyKept: Retention = { kind: "Idempotency", days: 30, isPersonal: false };
const maxTries = 16;
/** Longest time spent on trying again, in milliseconds: a request should answer, or say that it could not. */
const patience = 6_000;

const idempotency = new Entity({
  name: "Idempotency",
  table,
  timestamps: false,
  schema: item({
    scope: string().key(),
    payloadHash: string(),
    /** Whom the actor acted for, where that was chosen. */
    bodyKey: string().optional(),
    answer: any().transform(jsonStringify()),
    expiresAt: number(),
  }),
  computeKey: ({ scope }: { scope: string }) => ({ pk: `IDEMPOTENCY#${scope}`, sk: "-" }),
});

const sha256 = (value: string): string => createHash("sha256").update(value).digest("base64url");

/**
 * Carries out a command once. The same key and payload by the same actor give the first answer again; another payload, or
 * the same for another body, refuses with IDEMPOTENCY_KEY_REUSED; another actor has a name space of his own.
 */
export const once = async <Answer>(
  ctx: Context,
  operation: string,
  key: string,
  payload: unknown,
  plan: () => Promise<Plan<Answer>>,
): Promise<Answer> => {
  if (!/^[\x21-\x7e]{8,100}$/.test(key))
    throw new Refusal(
      "Invalid",
      "INVALID_IDEMPOTENCY_KEY",
      "`idempotencyKey` is 8 to 100 visible ASCII characters, such as a UUID.",
    );
  const scope = sha256(`${actorSpace(ctx.actor)}\n${operation}\n${key}`);
  const payloadHash = sha256(JSON.stringify(payload));
  const bodyKey = bodyOf(ctx.actor);
  const earlier = await answered<Answer>(ctx, scope, payloadHash);
  if (earlier) return earlier.answer;
  try {
    const { answer, ...rest } = await plan();
    const record = put(
      idempotency,
      {
        scope,
        payloadHash,
        ...(bodyKey !== undefined && { bodyKey }),
        answer,
        expiresAt: endOf(idempotencyKept, ctx.now()),
      },
      {
        or: [
          { attr: "scope", exists: false },
          { attr: "expiresAt", lte: secondsOf(ctx.now()) },
        ],
      } as never,
      () => new Refusal("Conflict", "ALREADY_DONE", "This has been done."),
    );
    await commit(ctx, { ...rest, changes: [record, ...rest.changes] });
    return answer;
  } catch (error) {
    // Another try with the same key may have come first, before the plan looked or after it: its answer goes before any rule
    // that its own effect now breaks.
    const first = error instanceof Refusal ? await answered<Answer>(ctx, scope, payloadHash) : undefined;
    if (first) return first.answer;
    throw error;
  }
};

const answered = async <Answer>(
  ctx: Context,
  scope: string,
  payloadHash: string,
): Promise<{ answer: Answer } | undefined> => {
  const record = await get(idempotency, { scope });
  if (!record || !holdsAt(ctx.now())(record)) return undefined;
  const bodyKey = bodyOf(ctx.actor);
  // Who acts for no body any more has perhaps just left it by this very command.
  const isForAnother = bodyKey !== undefined && record.bodyKey !== undefined && bodyKey !== record.bodyKey;
  if (record.payloadHash !== payloadHash || isForAnother)
    throw new Refusal(
      "Conflict",
      "IDEMPOTENCY_KEY_REUSED",
      "That idempotency key was used for something else: take a new one.",
    );
  return { answer: record.answer as Answer };
};

/**
 * Writes a plan in one transaction, at most 100 writes with events and audit entries. What passes (conflicts, throttling, answers
 * that were lost) is tried again with full jitter, and so is an audit entry that came second; a condition that fails is the
 * change's own refusal.
 */
export const commit = async (ctx: Context, plan: Omit<Plan<unknown>, "answer">): Promise<void> => {
  const at = ctx.now();
  const entries: readonly AuditEntry[] = "subject" in plan.audit ? [plan.audit] : plan.audit;
  const planned = [
    ...plan.changes,
    ...(plan.events ?? []).map((event, n) => putEvent(event, ctx.newId(), ctx.requestId, at, n)),
  ];
  const withAudit = async (): Promise<Change[]> => {
    const heads = await Promise.all(entries.map(({ subject }) => headOf(subject)));
    return [
      ...planned,
      ...entries.map((entry, n) => putAudit(entry, heads[n] ?? { n: 0, hash: "" }, ctx.actor, ctx.requestId, at)),
    ];
  };
  const started = Date.now();
  let changes = await withAudit();
  // The same token at each try of the same: an answer that was lost on the way is then answered again, not done again.
  let token = ctx.newId();
  for (let attempt = 1; ; attempt++) {
    try {
      return await transact(changes, token);
    } catch (error) {
      const reasons = reasonsOf(error);
      const failed = reasons?.findIndex(({ code }) => code === "ConditionalCheckFailed") ?? -1;
      if (failed >= 0 && failed < planned.length) throw changes[failed]?.refusal(reasons?.[failed]?.asItWas) ?? error;
      if (failed < 0 && !isPassing(error)) throw error;
      if (attempt >= maxTries || Date.now() - started > patience)
        throw new Refusal(
          "TooMany",
          "BUSY",
          // An answer may have been lost with the change done: the same key then finds it.
          "Too many are changing this at once: try again in a moment, with the same idempotency key.",
        );
      log.info("COMMIT_RETRIED", { requestId: ctx.requestId, attempt });
      await sleep(Math.random() * Math.min(1_000, 25 * 2 ** attempt));
      if (failed >= 0) {
        changes = await withAudit();
        token = ctx.newId();
      }
    }
  }
};
