/** The audit trail: who did what, to what, for what reason, written in the transaction that did it and never changed. */
import { Entity, type Change, any, item, jsonStringify, put, string, table } from "./table.ts";
import { Refusal } from "./refusal.ts";

export type AuditEntry = {
  /** The object's id, or the run of a job. */
  readonly subject: string;
  /** The command's name. */
  readonly action: string;
  /** What changed, by field: before and after; for what holds personal data, names of fields alone. */
  readonly fields: Readonly<Record<string, unknown>>;
  readonly reason?: string | undefined;
};

const trail = new Entity({
  name: "Audit",
  table,
  timestamps: false,
  schema: item({
    subject: string().key(),
    entryId: string().key().savedAs("sk"),
    actor: string(),
    action: string(),
    fields: any().transform(jsonStringify()),
    reason: string().optional(),
    requestId: string(),
    at: string(),
  }),
  computeKey: ({ subject, entryId }: { subject: string; entryId: string }) => ({ pk: `AUDIT#${subject}`, sk: entryId }),
});

export const putAudit = (entry: AuditEntry, entryId: string, actor: string, requestId: string, at: Date): Change =>
  put(
    trail,
    {
      subject: entry.subject,
      entryId,
      actor,
      action: entry.action,
      fields: entry.fields,
      ...(entry.reason !== undefined && { reason: entry.reason }),
      requestId,
      at: at.toISOString(),
    },
    { attr: "entryId", exists: false },
    () => new Refusal("Conflict", "AUDIT_ENTRY_EXISTS", "That audit entry has been written already."),
  );

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
