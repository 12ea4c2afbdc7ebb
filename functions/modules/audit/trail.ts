/** The audit trail as people read it. */
import { isStaff } from "#modules/organisations";
import { actorName } from "#modules/people";
import { differences, entriesBy, entriesOf, entriesOn, type StoredEntry } from "#platform/audit";
import type { Context } from "#platform/context";
import { type Connection, connection, pageRequest } from "#platform/page";
import { personalIn } from "#platform/personal";
import { noteReading } from "#platform/reading";
import { type Problem, Refusal, refuseProblems } from "#platform/refusal";
import type { AuditedField } from "#schema/resolvers";

export type AuditPage = Connection<StoredEntry>;

type PageArgs = { readonly first?: number | null; readonly after?: string | null };

/** The entries of a subject, newest first. */
export const trailOf = async (subject: string, args: PageArgs): Promise<AuditPage> => {
  const identity = ["audit", "subject", subject];
  const request = pageRequest(identity, args);
  const before = request.after && Number(request.after[0]);
  return pageOf(identity, request, await entriesOf(subject, request.first + 1, before), ({ n }) => String(n));
};

type Asked = PageArgs & {
  readonly subject?: string | null;
  readonly actor?: string | null;
  readonly day?: string | null;
};

/** What is asked is noted for ever, so nothing that leads to a person may stand in it; the digits in an id of ours lead to nobody. */
const leadsTo = (field: string, value: string | null | undefined): Problem[] => {
  const code = personalIn((value ?? "").replaceAll(/[0-9A-HJKMNP-TV-Z]{26}/g, ""));
  return code ? [{ field, code }] : [];
};

/** What an auditor asks the trail: by subject, actor or day. That it was asked goes into the trail too. */
export const search = async (ctx: Context, { subject, actor, day, ...args }: Asked): Promise<AuditPage> => {
  const given = [subject, actor, day].filter((one) => one != null);
  if (given.length !== 1)
    throw new Refusal("Invalid", "ONE_OF_SUBJECT_ACTOR_DAY", "Give one of `subject`, `actor` and `day`.");
  refuseProblems([...leadsTo("subject", subject), ...leadsTo("actor", actor)]);
  // Read first: what is noted now is not part of the answer.
  const page = subject != null ? await trailOf(subject, args) : await inIndex(actor, day, args);
  await noteReading(ctx, "auditTrail.read", { subject: subject ?? null, actor: actor ?? null, day: day ?? null });
  return page;
};

const inIndex = async (
  actor: string | null | undefined,
  day: string | null | undefined,
  args: PageArgs,
): Promise<AuditPage> => {
  const identity = ["audit", actor ?? null, day ?? null];
  const request = pageRequest(identity, args);
  const before = request.after?.[0];
  const most = request.first + 1;
  const entries = await (actor != null ? entriesBy(actor, most, before) : entriesOn(day ?? "", most, before));
  return pageOf(identity, request, entries, ({ auditAt }) => auditAt);
};

const pageOf = (
  identity: readonly unknown[],
  request: ReturnType<typeof pageRequest>,
  found: readonly StoredEntry[],
  placeOf: (entry: StoredEntry) => string,
): AuditPage => {
  const nodes = found.slice(0, request.first);
  const positions = nodes.map((entry) => [placeOf(entry)]);
  return connection(identity, { nodes, positions, more: found.length > nodes.length }, request);
};

const text = (value: unknown): string | null =>
  value === null || value === undefined ? null : typeof value === "string" ? value : JSON.stringify(value);

const isChange = (value: unknown): value is { before?: unknown; after?: unknown } =>
  typeof value === "object" && value !== null && "before" in value && "after" in value;

type Facts = Readonly<Record<string, unknown>>;

const isFacts = (value: unknown): value is Facts =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** A field as it was and became; what is kept together, such as a profile, is told by those of its own fields that differ. */
const differing = (field: string, before: unknown, after: unknown): AuditedField[] => {
  const isTogether = (isFacts(before) || isFacts(after)) && [before, after].every((one) => one == null || isFacts(one));
  if (!isTogether) return [{ field, before: text(before), after: text(after) }];
  return Object.entries(differences(isFacts(before) ? before : {}, isFacts(after) ? after : {})).map(
    ([name, inside]) => ({ field: `${field}.${name}`, before: text(inside.before), after: text(inside.after) }),
  );
};

/**
 * An entry's fields, each with what it was and what it became; what staff note for each other is named, and no more, to others.
 * Who stood by a profile is called by name, for as long as there is one.
 */
export const fieldsOf = ({ fields }: StoredEntry, _: unknown, ctx: Context): Promise<AuditedField[]> =>
  Promise.all(
    allFieldsOf(fields as Facts).map(async (one) => {
      if (one.field === "note" && !isStaff(ctx)) return { field: one.field, before: null, after: null };
      if (!one.field.endsWith(".confirmedBy")) return one;
      const [before, after] = await Promise.all([nameOf(ctx, one.before), nameOf(ctx, one.after)]);
      return { field: one.field, before, after };
    }),
  );

const nameOf = async (ctx: Context, id: string | null | undefined): Promise<string | null> =>
  id == null ? null : ((await actorName(ctx, id)) ?? null);

const allFieldsOf = (stored: Facts): AuditedField[] => {
  const names = stored["names"];
  if (Array.isArray(names) && Object.keys(stored).length === 1)
    return names.map((field) => ({ field: String(field), before: null, after: null }));
  return Object.entries(stored).flatMap(([field, value]) =>
    isChange(value) ? differing(field, value.before, value.after) : differing(field, null, value),
  );
};

/** Ref of the person an entry is about: its subject, or one of the subject's people. */
export const personIn = ({ subject, fields }: StoredEntry): string | undefined => {
  const { person } = fields as Facts;
  return subject.startsWith("person:")
    ? subject.slice("person:".length)
    : typeof person === "string"
      ? person
      : undefined;
};
