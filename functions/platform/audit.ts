/**
 * The audit trail: who did what, to what, for what reason, written in the transaction that did it and never changed. Each
 * subject's entries are a chain: an entry holds the hash of the one before it, so that an edit, a gap or a swap shows.
 */
import { createHash } from "node:crypto";
import { type Actor, actorId, bodyOf } from "./actor.ts";
import {
  Entity,
  type Change,
  type FormattedItem,
  any,
  item,
  jsonStringify,
  number,
  put,
  query,
  string,
  table,
} from "./table.ts";
import { Refusal } from "./refusal.ts";

/** What was done, such as `organisation.tagged`: people read it in words, so it stands in the code as it is. */
export type AuditAction = `${string}.${string}`;

export type AuditEntry = {
  /** The object's id, or the run of a job. */
  readonly subject: string;
  readonly action: AuditAction;
  /** What changed, by field: before and after. */
  readonly fields: Readonly<Record<string, unknown>>;
  /** The subject is a person, or holds what is known of one: names of fields are kept, never what stood in them. */
  readonly personal?: true;
  readonly reason?: string | undefined;
};

/** Fields as the trail names them, among those of other objects. */
export const fieldsOf = (object: string, fields: object): Record<string, unknown> =>
  Object.fromEntries(Object.entries(fields).map(([name, value]) => [`${object}.${name}`, value as unknown]));

/** Where a subject's chain ends: its number of entries, and the hash of the last. */
export type Head = { readonly n: number; readonly hash: string };

const noHead: Head = { n: 0, hash: "" };

const trail = new Entity({
  name: "Audit",
  table,
  timestamps: false,
  schema: item({
    subject: string().key(),
    n: number().key(),
    actor: string(),
    /** Key of the body it was done for; absent where none was acted for. */
    body: string().optional(),
    action: string(),
    fields: any().transform(jsonStringify()),
    reason: string().optional(),
    requestId: string(),
    at: string(),
    /** Hash of the entry before it; empty in the first. */
    previous: string(),
    hash: string(),
    /** For the indexes: the day, and the instant made unique. */
    auditDay: string(),
    auditAt: string(),
  }),
  computeKey: ({ subject, n }: { subject: string; n: number }) => ({ pk: `AUDIT#${subject}`, sk: sortKeyOf(n) }),
});

export type StoredEntry = FormattedItem<typeof trail>;

/** Entries sort by number: a billion of one subject is more than there will be. */
const sortKeyOf = (n: number): string => String(n).padStart(9, "0");

type Hashed = Omit<StoredEntry, "hash" | "auditDay" | "auditAt">;

/** Where the indexes have an entry: it follows from the entry, so that it need not be in its hash. */
const placesOf = ({ at, subject, n }: Hashed): Pick<StoredEntry, "auditDay" | "auditAt"> => ({
  auditDay: `AUDIT#${at.slice(0, 10)}`,
  auditAt: `${at}#${subject}#${sortKeyOf(n)}`,
});

const hashOf = (entry: Hashed): string =>
  createHash("sha256")
    .update(
      JSON.stringify([
        entry.previous,
        entry.subject,
        entry.n,
        entry.actor,
        entry.action,
        entry.fields,
        entry.reason ?? null,
        entry.requestId,
        entry.at,
        // Absent and not null, so that an entry from before it was kept is what its hash says.
        ...(entry.body === undefined ? [] : [entry.body]),
      ]),
    )
    .digest("base64url");

/** Where the subject's chain ends at this moment. */
export const headOf = async (subject: string): Promise<Head> => {
  const [last] = await query(trail, { partition: `AUDIT#${subject}`, newestFirst: true, limit: 1 });
  return last ?? noHead;
};

/** The change that lays an entry after the head; it fails when another was faster. */
export const putAudit = (entry: AuditEntry, after: Head, actor: Actor, requestId: string, at: Date): Change => {
  const body = bodyOf(actor);
  const hashed: Hashed = {
    subject: entry.subject,
    n: after.n + 1,
    actor: actorId(actor),
    ...(body !== undefined && { body }),
    action: entry.action,
    // As it will be read again: what JSON leaves out is in no hash.
    fields: JSON.parse(JSON.stringify(entry.personal ? { names: Object.keys(entry.fields).sort() } : entry.fields)),
    ...(entry.reason !== undefined && { reason: entry.reason }),
    requestId,
    at: at.toISOString(),
    previous: after.hash,
  };
  return put(
    trail,
    { ...hashed, hash: hashOf(hashed), ...placesOf(hashed) },
    { attr: "n", exists: false },
    () => new Refusal("Conflict", "AUDIT_ENTRY_EXISTS", "That audit entry has been written already."),
  );
};

/** Entries of a subject, newest first; `before` is an entry's number. */
export const entriesOf = (subject: string, limit: number, before?: number): Promise<StoredEntry[]> =>
  query(trail, {
    partition: `AUDIT#${subject}`,
    newestFirst: true,
    limit,
    ...(before !== undefined && { after: sortKeyOf(before) }),
  });

/** Entries by an actor, newest first; `before` is an entry's `auditAt`. */
export const entriesBy = (actor: string, limit: number, before?: string): Promise<StoredEntry[]> =>
  query(trail, { index: "auditOfActor", partition: actor, newestFirst: true, limit, after: before });

/** Entries of a day (`yyyy-mm-dd`, UTC), newest first; `before` is an entry's `auditAt`. */
export const entriesOn = (day: string, limit: number | undefined, before?: string): Promise<StoredEntry[]> =>
  query(trail, { index: "auditOfDay", partition: `AUDIT#${day}`, newestFirst: true, limit, after: before });

/** The first entry that is not as it was written, and what is wrong with it. */
export type Broken = {
  readonly subject: string;
  readonly n: number;
  /** CHANGED: not what its hash says, or not where searches look for it. UNLINKED: does not follow the one before it. MISSING: not there. */
  readonly why: "CHANGED" | "UNLINKED" | "MISSING";
};

/** Looks a subject's whole chain over; `anchored` is a head kept elsewhere, without which a tail cut off does not show. */
export const verifyTrail = async (subject: string, anchored: Head = noHead): Promise<Broken | undefined> => {
  const entries = await query(trail, { partition: `AUDIT#${subject}` });
  let before = noHead;
  for (const entry of entries) {
    const n = before.n + 1;
    if (entry.n !== n) return { subject, n, why: "MISSING" };
    const { auditDay, auditAt } = placesOf(entry);
    if (entry.hash !== hashOf(entry) || entry.auditDay !== auditDay || entry.auditAt !== auditAt)
      return { subject, n, why: "CHANGED" };
    if (entry.previous !== before.hash) return { subject, n, why: "UNLINKED" };
    // The whole chain can be forged anew from here on, but not to the hash that was kept elsewhere.
    if (n === anchored.n && entry.hash !== anchored.hash) return { subject, n, why: "CHANGED" };
    before = entry;
  }
  return before.n < anchored.n ? { subject, n: before.n + 1, why: "MISSING" } : undefined;
};

/** The fields that differ, each with what it was and what it became. */
export const differences = (before: object, after: object): Record<string, { before: unknown; after: unknown }> => {
  const was = before as Record<string, unknown>;
  const is = after as Record<string, unknown>;
  const found: Record<string, { before: unknown; after: unknown }> = {};
  for (const field of new Set([...Object.keys(was), ...Object.keys(is)]))
    if (JSON.stringify(was[field]) !== JSON.stringify(is[field]))
      found[field] = { before: was[field] ?? null, after: is[field] ?? null };
  return found;
};
