/** What people can do: import a file of activities, whole or not at all, and note where an activity has been posted besides. */
import { setTimeout as sleep } from "node:timers/promises";
import type { GraphQLInputType } from "graphql";
import {
  type Activity,
  activityId,
  activityKey,
  assertMay,
  getActivity,
  getEach,
  loadTimes,
  logRows,
  numbered,
  planImported,
  rowOf,
  takeRows,
  assertOrganiserStands,
  offersMetBy,
  voluntaryOffersLike,
} from "#modules/activities";
import { organisationKey } from "#modules/organisations";
import { type AuditAction, fieldsOf } from "#platform/audit";
import { commit, once } from "#platform/commit";
import type { Context } from "#platform/context";
import { wallClockOf } from "#platform/day";
import { notFound, type Problem, Refusal, refuseProblems } from "#platform/refusal";
import type {
  ImportActivitiesInput,
  ImportChoiceInput,
  RecordPostingInput,
  RemovePostingInput,
} from "#schema/resolvers";
import { isOn } from "./posting.ts";
import { isOwn, type Match, type Preview, previewOf, problemsOf, type Row, toldOf, type Told } from "./rows.ts";
import {
  findImport,
  getPostings,
  headVersion,
  type Import,
  organisersWithPartsSince,
  type Outcome,
  type Part,
  partsLeft,
  putHead,
  putImport,
  putPart,
  removePart,
  replaceImport,
  replacePostings,
  type Waiting,
} from "./store.ts";

/** An activity takes at most four writes (as it was, as it is, event, audit entry), and a transaction a hundred. */
const activitiesInPart = 24;
/** Of 400 kB, which an item may have; what is planned is stored in parts. */
const bytesInPart = 250_000;
/** So long one request writes, in milliseconds: the same again under the same key goes on. A function has ten seconds. */
const patience = 4_000;

type Planned = Waiting & { readonly outcome: Outcome };

/** Choices as they can be carried out; each that cannot is named by its row. */
const chosen = (
  choices: readonly ImportChoiceInput[],
  { rows }: Preview,
): { created: Row[]; updated: { row: Row; match: Match; told: Told }[] } => {
  const problems: Problem[] = [];
  const created: Row[] = [];
  const updated: { row: Row; match: Match; told: Told }[] = [];
  const [seen, seenActivities] = [new Set<number>(), new Set<string>()];
  for (const { row: n, choice, activityId: id, version } of choices) {
    const row = rows[n - 1];
    const problem = (field: string, code: string): void => {
      problems.push({ field: `rows.${n}${field === "" ? "" : `.${field}`}`, code });
    };
    if (!row) problem("", "NO_SUCH_ROW");
    if (seen.has(n)) problem("", "TWICE");
    seen.add(n);
    if (!row || choice === "SKIP") continue;
    const unfit = row.problems.filter(({ code }) => code === "OUT_OF_REACH" || code === "TWICE");
    if (choice === "CREATE") {
      const told = toldOf(row.asNew);
      for (const { field, code } of [...problemsOf(row.asNew), ...unfit]) problem(field, code);
      if (row.matches.some(({ kind }) => kind === "SAME")) problem("", "ALREADY_HERE");
      if (told) created.push(row);
      continue;
    }
    const match = row.matches.filter(isOwn).find(({ activity }) => activityId(activity.key) === id);
    if (!match) {
      problem("activityId", "NOT_LIKE_THIS");
      continue;
    }
    const told = toldOf(match.updated);
    for (const { field, code } of [...problemsOf(match.updated), ...unfit]) problem(field, code);
    if (match.activity.version !== version) problem("version", "CHANGED_SINCE");
    if (seenActivities.has(match.activity.key)) problem("activityId", "TWICE");
    seenActivities.add(match.activity.key);
    if (told && !match.isUnchanged) updated.push({ row, match, told });
  }
  refuseProblems(problems);
  return { created, updated };
};

/** The whole of an import, activity by activity. */
const plan = async (ctx: Context, input: ImportActivitiesInput, preview: Preview): Promise<Planned[]> => {
  const { created, updated } = chosen(input.choices, preview);
  const { lastDayOfAll } = await loadTimes();
  const changedAt = ctx.now().toISOString();
  const { organiserKey, organiser } = preview;
  if (input.publish === true && created.length > 0) await assertOrganiserStands(organiserKey);
  const lastDayOf = ({ schedules, changes }: Told): string | undefined =>
    changes
      .map(({ startsAt }) => wallClockOf(startsAt).day)
      .reduce((latest, day) => (latest !== undefined && latest < day ? day : latest), lastDayOfAll(schedules));
  const news = created.map(async (row): Promise<Planned> => {
    const told = toldOf(row.asNew);
    if (!told) throw new Error("A row without problems is told of.");
    const lastDay = lastDayOf(told);
    const draft: Activity = {
      ...{ key: ctx.newId(), version: 1, stage: "DRAFT", organiserKey, organiser, ...told, changedAt },
      ...(lastDay !== undefined && { lastDay }),
    };
    const competes = (await voluntaryOffersLike(ctx.now(), draft)).length > 0;
    const isPublished = input.publish === true && !competes;
    const after: Activity = isPublished ? { ...draft, stage: "PUBLISHED", confirmedAt: changedAt } : draft;
    const { key, version } = after;
    const awaitsReason = input.publish === true && competes;
    return { row: row.row, after, outcome: { row: row.row, key, version, outcome: "CREATED", awaitsReason } };
  });
  const changed = updated.map(async ({ row, match, told }): Promise<Planned> => {
    const before = match.activity;
    await assertMay(ctx, "EDIT", before);
    const { lastDay: _, ...rest } = before;
    const lastDay = lastDayOf(told);
    const after = numbered(before, {
      ...{ ...rest, ...told, organiser, version: before.version + 1, changedAt },
      ...(lastDay !== undefined && { lastDay }),
    });
    // A file has no room for a reason.
    const competes = (await offersMetBy(ctx, before, after)).length > 0;
    refuseProblems(competes ? [{ field: `rows.${row.row}.category`, code: "SAY_WHY" }] : []);
    const { key, version } = after;
    return { row: row.row, after, outcome: { row: row.row, key, version, outcome: "UPDATED", awaitsReason: false } };
  });
  return (await Promise.all([...news, ...changed])).toSorted((a, b) => a.row - b.row);
};

/** As many as one transaction takes and one item holds, in their order. */
const inParts = (planned: readonly Planned[]): Waiting[][] => {
  const all: Waiting[][] = [];
  let bytes = Infinity;
  for (const { row, after } of planned) {
    const size = Buffer.byteLength(JSON.stringify(after));
    const last = all.at(-1);
    if (!last || last.length >= activitiesInPart || bytes + size > bytesInPart) {
      all.push([{ row, after }]);
      bytes = size;
    } else {
      last.push({ row, after });
      bytes += size;
    }
  }
  return all;
};

/**
 * Carries out a part, if nobody else has: its activities, their events and trail, and its own end are one transaction. What somebody
 * has changed since it was planned stays as he left it, and the import says so.
 */
const carryOutPart = async (ctx: Context, part: Part): Promise<void> => {
  for (;;) {
    const befores = await getEach(part.waiting.map(({ after }) => after.key));
    const fits = part.waiting.map(({ after }, n) => (befores[n]?.version ?? 0) === after.version - 1);
    const overtaken = new Set(part.waiting.filter((_, n) => !fits[n]).map(({ row }) => row));
    const whole = overtaken.size > 0 ? await findImport(part.organiserKey, part.importKey, ctx.now()) : undefined;
    const written = part.waiting.filter((_, n) => fits[n]);
    const plans = part.waiting.flatMap(({ after }, n) => (fits[n] ? [planImported(befores[n], after)] : []));
    const rows = written.map(({ after }) => rowOf(after));
    const outcomes = whole?.outcomes.map((one) =>
      overtaken.has(one.row) ? { ...one, outcome: "OVERTAKEN" as const } : one,
    );
    try {
      await commit(ctx, {
        changes: [
          removePart(part),
          ...(whole && outcomes ? [replaceImport(whole, outcomes)] : []),
          ...plans.flatMap(({ changes }) => changes),
          ...(rows.length > 0 ? [logRows(rows, ctx.now(), ctx.newId())] : []),
        ],
        events: plans.map(({ event }) => event),
        audit: plans.map(({ audit }) => audit),
      });
      takeRows(rows);
      return;
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      if (error.code === "ALREADY_DONE") return;
      // Somebody has changed one of them in the very meantime: looked at again.
      if (error.code !== "VERSION_CONFLICT" && error.code !== "NOT_FOUND") throw error;
    }
  }
};

/** Goes on with what is left of an import, until it is done or patience ends; one part at least. */
const goOn = async (ctx: Context, organiserKey: string, importKey: string): Promise<void> => {
  const started = Date.now();
  for (const part of await partsLeft(organiserKey, importKey)) {
    await carryOutPart(ctx, part);
    if (Date.now() - started > patience) return;
  }
};

/** An import as far as it has come. */
export type ImportSoFar = Import & { readonly left: ReadonlySet<string> };

export type ImportAnswer = { readonly import: ImportSoFar };

const soFar = async (ctx: Context, organiserKey: string, importKey: string): Promise<ImportSoFar> => {
  // What is left is asked first: what is done meanwhile then counts as left, and never what is left as done.
  const left = await partsLeft(organiserKey, importKey);
  const found = await findImport(organiserKey, importKey, ctx.now());
  if (!found) throw notFound();
  return { ...found, left: new Set(left.flatMap(({ waiting }) => waiting.map(({ after }) => after.key))) };
};

/** Another import of the same organiser's is under way: so often it is looked again, and so long it is waited each time. */
const mostLooks = 5;
const betweenLooks = 300;

const underway = (): Refusal =>
  new Refusal(
    "Conflict",
    "IMPORT_UNDERWAY",
    "Another import of this organiser's is being carried out: look again in some minutes.",
  );

const planImport = async (ctx: Context, type: GraphQLInputType, input: ImportActivitiesInput) => {
  const organiserKey = organisationKey(input.organiserId);
  if (organiserKey === undefined) throw notFound();
  // Both before what there is is read: an import that comes in between is then met by the condition on the head.
  const [before, left] = [await headVersion(organiserKey), await partsLeft(organiserKey)];
  const preview = await previewOf(ctx, type, input, { atOnce: true });
  if (left.length > 0) throw underway();
  const planned = await plan(ctx, input, preview);
  refuseProblems(planned.length === 0 ? [{ field: "choices", code: "NOTHING_CHOSEN" }] : []);
  const made = { organiserKey, importKey: ctx.newId() };
  const at = ctx.now();
  return {
    changes: [
      putHead(organiserKey, before, underway),
      putImport({ ...made, outcomes: planned.map(({ outcome }) => outcome) }, at),
      ...inParts(planned).map((waiting, n) => putPart({ ...made, number: n, waiting }, at)),
    ],
    audit: {
      subject: input.organiserId,
      action: "organisation.activitiesImported" as const,
      fields: { activities: planned.length },
    },
    answer: made,
  };
};

export const importActivities = async (
  ctx: Context,
  type: GraphQLInputType,
  input: ImportActivitiesInput,
  key: string,
): Promise<ImportSoFar> => {
  for (let looks = 1; ; looks++)
    try {
      const made = await once(ctx, "importActivities", key, input, () => planImport(ctx, type, input));
      await goOn(ctx, made.organiserKey, made.importKey);
      return await soFar(ctx, made.organiserKey, made.importKey);
    } catch (error) {
      if (!(error instanceof Refusal && error.code === "IMPORT_UNDERWAY") || looks >= mostLooks) throw error;
      await sleep(betweenLooks);
    }
};

/** Imports that were begun more than a minute ago and are not finished are: by a job. Tells of how many organisers. */
export const finishImports = async (ctx: Context): Promise<number> => {
  const organisers = await organisersWithPartsSince(new Date(ctx.now().getTime() - 60_000));
  for (const organiserKey of organisers)
    for (const part of await partsLeft(organiserKey)) await carryOutPart(ctx, part);
  return organisers.length;
};

const planPosting = async (
  ctx: Context,
  { activityId: id, platform }: RemovePostingInput,
  action: AuditAction,
  url: string | undefined,
) => {
  const activity = await getActivity(activityKey(id));
  await assertMay(ctx, "EDIT", activity);
  const before = await getPostings(activity.key);
  const others = before.posted.filter((one) => one.platform !== platform);
  const was = before.posted.find((one) => one.platform === platform);
  if (url === undefined && !was) throw notFound();
  const posted = url === undefined ? others : [...others, { platform, url, recordedAt: ctx.now().toISOString() }];
  return {
    changes: [replacePostings(activity.key, before, posted)],
    events: [{ type: action, subject: id, data: { key: activity.key, platform } }],
    audit: {
      subject: id,
      action,
      fields: fieldsOf("activity", { postings: { before: was?.url ?? null, after: url ?? null } }),
    },
    answer: { key: activity.key, version: activity.version },
  };
};

export const recordPosting = (ctx: Context, input: RecordPostingInput, key: string) =>
  once(ctx, "recordPosting", key, input, () => {
    refuseProblems(isOn(input.platform, input.url) ? [] : [{ field: "url", code: "NOT_ON_THE_PLATFORM" }]);
    return planPosting(ctx, input, "activity.posted", input.url);
  });

export const removePosting = (ctx: Context, input: RemovePostingInput, key: string) =>
  once(ctx, "removePosting", key, input, () => planPosting(ctx, input, "activity.unposted", undefined));
