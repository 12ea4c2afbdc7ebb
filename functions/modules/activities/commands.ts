/** What people can do to activities. Each asks: may this person, is it complete, does its state allow it; then commits once. */
import {
  fateOf,
  findOpenOrganisation,
  findOrganisation,
  type Organisation,
  organisationKey,
} from "#modules/organisations";
import { type AuditAction, differences, fieldsOf } from "#platform/audit";
import { once, type Plan } from "#platform/commit";
import type { Context } from "#platform/context";
import { wallClockOf } from "#platform/day";
import { plain } from "#platform/plain";
import { notFound, Refusal, refuseProblems, versionConflict } from "#platform/refusal";
import { hashOf } from "#platform/secret";
import type { Change } from "#platform/table";
import type {
  ChangeFollowingInput,
  ChangeSessionInput,
  ConfirmActivityInput,
  ConfirmByLinkInput,
  CountPlacesInput,
  CreateActivityInput,
  EditActivityInput,
  EndActivityInput,
  OrganisationKind,
  PublishActivityInput,
  TranslateActivityInput,
} from "#schema/resolvers";
import {
  type Activity,
  activityId,
  activityKey,
  type ActivitySession,
  type ActivityTime,
  readInput,
  withTranslation,
} from "./activity.ts";
import { voluntaryOffersLike, writeOnce } from "./catalogue.ts";
import { assertAllows, assertMay, assertMayArrange, type Step } from "./policy.ts";
import { type Row, rowOf } from "./row.ts";
import { numbersUnder, type Schedule, scheduleOf } from "./schedule.ts";
import {
  asMade,
  countsFrom,
  create,
  findConfirmationLink,
  get,
  type Made,
  moveCount,
  replace,
  writeCount,
} from "./store.ts";

type Planned = Plan<Made> & { readonly rows: readonly Row[] };

/** Carries out a command, and tells the activity as it was made. */
const carryOut = async (...command: Parameters<typeof writeOnce<Made>>): Promise<Activity> =>
  asMade(await writeOnce(...command));

/** Everything of an activity that the audit trail tells, by field. */
export const told = ({ facts, schedules, changes, ...activity }: Activity): Record<string, unknown> => {
  const { stage, confirmedAt, withdrawn, whyNotCompeting } = activity;
  return fieldsOf("activity", {
    ...{ ...facts, schedules, changes, stage, confirmedAt, whyNotCompeting },
    withdrawn: withdrawn?.because,
  });
};

/** The plan of an activity made of what it was. */
export const planWrite = (action: AuditAction, before: Activity | undefined, made: Activity): Planned => {
  const after = before ? numbered(before, made) : made;
  const fields = before ? differences(told(before), told(after)) : told(after);
  return {
    changes: before ? replace(before, after) : [create(after)],
    events: [
      {
        type: action,
        subject: activityId(after.key),
        data: { key: after.key, version: after.version, organiser: after.organiserKey, fields: Object.keys(fields) },
      },
    ],
    audit: { subject: activityId(after.key), action, fields },
    rows: [rowOf(after)],
    answer: { key: after.key, version: after.version },
  };
};

/** A changed activity with its rules numbered by what they were. */
export const numbered = (before: Activity, after: Activity): Activity =>
  before.schedules === after.schedules ? after : { ...after, numbers: numbersUnder(before, after.schedules) };

/** The plan of a change to one activity that the actor has seen in a given version. */
const planEdit = async (
  ctx: Context,
  action: Step,
  { activityId: id, version }: { readonly activityId: string; readonly version: number },
  event: AuditAction,
  edit: (activity: Activity) => Partial<Activity> | Promise<Partial<Activity>>,
  /** What else is written in the same transaction. */
  beside: (before: Activity, after: Activity) => Promise<readonly Change[]> = async () => [],
): Promise<Planned> => {
  const before = await get(activityKey(id));
  await assertMay(ctx, action, before);
  if (before.version !== version) throw versionConflict(before.version);
  const { lastDayOfAll } = await import("./sessions.ts");
  const { lastDay: _, ...changed } = {
    ...before,
    ...(await edit(before)),
    version: before.version + 1,
    changedAt: ctx.now().toISOString(),
  };
  // A time may have been moved past the last that its rules give.
  const bound = lastDayOfAll(changed.schedules);
  const last = changed.changes
    .map(({ startsAt }) => wallClockOf(startsAt).day)
    .reduce((latest, day) => (latest !== undefined && latest < day ? day : latest), bound);
  const after = { ...changed, ...(last !== undefined && { lastDay: last }) };
  const planned = planWrite(event, before, after);
  return { ...planned, changes: [...planned.changes, ...(await beside(before, after))] };
};

/** Two writes each, they leave room for the rest of a transaction's hundred; nobody counts so many weeks ahead. */
const mostCounts = 40;

/** What is counted of times to come goes along where these are given another clock. */
const countsUnder = async (ctx: Context, before: Activity, after: Activity): Promise<Change[]> => {
  const { timeUnder } = await import("./sessions.ts");
  return (await countsFrom(before.key, ctx.now().toISOString(), mostCounts)).flatMap((count) => {
    const to = timeUnder(after.schedules, before.schedules, count.scheduledAt)?.after.startsAt;
    return to === undefined || to === count.scheduledAt ? [] : moveCount(count, to);
  });
};

/** Refuses with SAY_WHY a public body that gives no reason to arrange what the voluntary sector offers near by. */
const assertReason = (offers: readonly Row[], reason: string | null | undefined): void => {
  if (offers.length > 0 && !reason)
    throw new Refusal(
      "Conflict",
      "SAY_WHY",
      "The voluntary sector offers the same near by: cooperate, or say in `whyNotCompeting` why this is needed too.",
      {
        nearby: offers
          .slice(0, 10)
          .map(({ key, facts, organiser }) => ({ id: activityId(key), title: facts.title, organiser: organiser.name })),
      },
    );
};

/** What the voluntary sector offers of the same near by, where a change makes something else of what is published, or takes it elsewhere. */
export const offersMetBy = async (ctx: Context, before: Activity, after: Activity): Promise<Row[]> => {
  const of = ({ facts: { category, place } }: Activity): string =>
    [category, place.municipality, place.latitude, place.longitude].join();
  return before.stage === "PUBLISHED" && of(before) !== of(after) ? voluntaryOffersLike(ctx.now(), after) : [];
};

const publicBodies: ReadonlySet<OrganisationKind> = new Set([
  "MUNICIPALITY",
  "COUNTY",
  "RECEPTION_CENTRE",
  "DIRECTORATE",
  "CULTURE_SCHOOL",
  "LIBRARY",
]);

/** A public body, or a unit of one: what a municipality arranges through a branch or a group of its own is no less the municipality's. */
const isPublic = async (ctx: Context, { kind, facts: { parentKey } }: Organisation): Promise<boolean> => {
  if (publicBodies.has(kind)) return true;
  // A municipality may own one, and volunteers run it.
  if (kind === "FRIVILLIGSENTRAL" || parentKey === undefined) return false;
  const parent = await findOrganisation(ctx, parentKey);
  return parent !== undefined && publicBodies.has(parent.kind);
};

/** An organisation as the row of what it arranges tells of it. */
export const asOrganiser = async (ctx: Context, organisation: Organisation): Promise<Activity["organiser"]> => {
  const { kind, facts } = organisation;
  const { name, parentKey } = facts;
  return {
    name,
    ...(parentKey !== undefined && { parentKey }),
    isPublicBody: await isPublic(ctx, organisation),
    ...(kind === "RECEPTION_CENTRE" && { isReceptionCentre: true }),
  };
};

/** Who arranges an activity; NOT_FOUND where there is no such body any more. */
export const organiserOf = async (ctx: Context, key: string): Promise<Activity["organiser"]> => {
  const organisation = await findOpenOrganisation(ctx, key);
  if (!organisation) throw notFound();
  return asOrganiser(ctx, organisation);
};

/** Refuses with ORGANISER_GONE what nobody is left to hold: its organiser is closed, or bankrupt. */
export const assertOrganiserStands = async (organiserKey: string): Promise<void> => {
  const { gone } = await fateOf(organiserKey);
  if (gone)
    throw new Refusal(
      "Conflict",
      "ORGANISER_GONE",
      "Its organiser is closed or bankrupt. Whoever takes over begins one of his own; an organiser that is back can show it again.",
      { because: gone },
    );
};

export const createActivity = (ctx: Context, input: CreateActivityInput, key: string): Promise<Activity> =>
  carryOut(ctx, "createActivity", key, input, async () => {
    const organiserKey = organisationKey(input.organiserId);
    if (organiserKey === undefined) throw notFound();
    const { lastDayOfAll } = await import("./sessions.ts");
    const { facts, schedules } = readInput(input.activity);
    const lastDay = lastDayOfAll(schedules);
    const activity: Activity = {
      key: ctx.newId(),
      version: 1,
      stage: "DRAFT",
      organiserKey,
      organiser: await organiserOf(ctx, organiserKey),
      facts,
      schedules,
      changes: [],
      changedAt: ctx.now().toISOString(),
      ...(lastDay !== undefined && { lastDay }),
    };
    await assertMayArrange(ctx, activity);
    return planWrite("activity.created", undefined, activity);
  });

export const editActivity = (ctx: Context, input: EditActivityInput, key: string): Promise<Activity> =>
  carryOut(ctx, "editActivity", key, input, () =>
    planEdit(
      ctx,
      "EDIT",
      input,
      "activity.edited",
      async (before) => {
        const { changesUnder } = await import("./sessions.ts");
        const read = readInput(input.activity, before.facts.translations);
        const after = {
          ...read,
          organiser: await organiserOf(ctx, before.organiserKey),
          changes: changesUnder(read.schedules, before),
        };
        // Nobody moves what he arranges out of his own reach and into another's.
        await assertMayArrange(ctx, { ...before, ...after });
        assertReason(await offersMetBy(ctx, before, { ...before, ...after }), input.whyNotCompeting);
        return { ...after, ...(input.whyNotCompeting && { whyNotCompeting: input.whyNotCompeting }) };
      },
      (before, after) => countsUnder(ctx, before, after),
    ),
  );

export const translateActivity = (ctx: Context, input: TranslateActivityInput, key: string): Promise<Activity> =>
  carryOut(ctx, "translateActivity", key, input, () =>
    planEdit(ctx, "EDIT", input, "activity.translated", ({ facts }) => ({
      facts: withTranslation(facts, input.translation),
    })),
  );

/** A public body says why, where the voluntary sector offers the same near by. */
export const publishActivity = (ctx: Context, input: PublishActivityInput, key: string): Promise<Activity> =>
  carryOut(ctx, "publishActivity", key, input, () =>
    planEdit(ctx, "PUBLISH", input, "activity.published", async (before) => {
      await assertOrganiserStands(before.organiserKey);
      assertReason(await voluntaryOffersLike(ctx.now(), before), input.whyNotCompeting);
      return {
        stage: "PUBLISHED",
        confirmedAt: ctx.now().toISOString(),
        ...(input.whyNotCompeting && { whyNotCompeting: input.whyNotCompeting }),
      };
    }),
  );

export const confirmActivity = (ctx: Context, input: ConfirmActivityInput, key: string): Promise<Activity> =>
  carryOut(ctx, "confirmActivity", key, input, () =>
    planEdit(ctx, "CONFIRM", input, "activity.confirmed", async ({ organiserKey }) => {
      await assertOrganiserStands(organiserKey);
      return { confirmedAt: ctx.now().toISOString(), withdrawn: undefined };
    }),
  );

/** What a letter's link asks about. */
export type Asked = { readonly activity: Activity; readonly isConfirmed: boolean };

export type Confirmed = { readonly confirmation: Asked };

/** What a link asks about, or undefined where it opens nothing. */
export const findAsked = async (ctx: Context, secret: string): Promise<Asked | undefined> => {
  const link = await findConfirmationLink(hashOf(secret), ctx.now());
  if (!link) return undefined;
  const activity = await get(link.key);
  return { activity, isConfirmed: activity.confirmedAt !== link.confirmedAt };
};

/** Who holds the link need be nobody: it was sent to the organiser's own address. */
export const confirmByLink = async (ctx: Context, { secret }: ConfirmByLinkInput, key: string): Promise<Asked> => {
  const activity = await carryOut(ctx, "confirmByLink", key, { secret }, async () => {
    const asked = await findAsked(ctx, secret);
    if (!asked) throw notFound();
    const { activity: before, isConfirmed } = asked;
    if (isConfirmed)
      throw new Refusal("Conflict", "ALREADY_CONFIRMED", "It has been confirmed since the letter was written.");
    assertAllows(ctx, "CONFIRM", before);
    await assertOrganiserStands(before.organiserKey);
    const now = ctx.now().toISOString();
    const after = { ...before, version: before.version + 1, changedAt: now, confirmedAt: now, withdrawn: undefined };
    return planWrite("activity.confirmedByLink", before, after);
  });
  return { activity, isConfirmed: true };
};

export const endActivity = (ctx: Context, input: EndActivityInput, key: string): Promise<Activity> =>
  carryOut(ctx, "endActivity", key, input, () =>
    planEdit(ctx, "END", input, "activity.ended", () => ({ stage: "ENDED", endedAt: ctx.now().toISOString() })),
  );

const mostChanges = 200;

/** The single time as its rule gives it, or as it has been made; UNKNOWN_SESSION where there is none. */
const timeAt = async (activity: Activity, moment: string): Promise<ActivityTime> => {
  const { scheduledAt } = await import("./sessions.ts");
  const scheduled = scheduledAt(activity.schedules, moment);
  const changed = activity.changes.find((change) => change.scheduledAt === moment);
  if (!scheduled && !changed) refuseProblems([{ field: "scheduledAt", code: "UNKNOWN_SESSION" }]);
  return { scheduledAt: moment, isCancelled: false, startsAt: moment, endsAt: moment, ...scheduled, ...changed };
};

export const changeSession = (ctx: Context, input: ChangeSessionInput, key: string): Promise<Activity> =>
  carryOut(ctx, "changeSession", key, input, () =>
    planEdit(ctx, "CHANGE_SESSIONS", input, "activity.sessionChanged", async (before) => {
      const { scheduledAt } = await import("./sessions.ts");
      const asItStands = await timeAt(before, input.scheduledAt);
      const asScheduled = scheduledAt(before.schedules, input.scheduledAt) ?? asItStands;
      // What is called off stands where people wait for it, moved or not.
      const { startsAt, endsAt, note } = input.isCancelled ? asItStands : { ...asScheduled, note: undefined };
      const noted = input.note === undefined ? note : input.note;
      const change: ActivityTime = {
        scheduledAt: input.scheduledAt,
        startsAt: input.startsAt ?? startsAt,
        endsAt: input.endsAt ?? endsAt,
        isCancelled: input.isCancelled ?? false,
        ...(noted && { note: noted }),
      };
      refuseProblems(change.endsAt <= change.startsAt ? [{ field: "endsAt", code: "NOT_AFTER_START" }] : []);
      const others = before.changes.filter(({ scheduledAt: at }) => at !== input.scheduledAt);
      const isAsScheduled =
        change.startsAt === asScheduled.startsAt &&
        change.endsAt === asScheduled.endsAt &&
        !change.isCancelled &&
        change.note === undefined;
      const changes = isAsScheduled ? others : [...others, change];
      refuseProblems(changes.length > mostChanges ? [{ field: "scheduledAt", code: "TOO_MANY" }] : []);
      return { changes: changes.toSorted((a, b) => (a.scheduledAt < b.scheduledAt ? -1 : 1)) };
    }),
  );

const mostSchedules = 20;

export const changeFollowingSessions = (ctx: Context, input: ChangeFollowingInput, key: string): Promise<Activity> =>
  carryOut(ctx, "changeFollowingSessions", key, input, () =>
    planEdit(ctx, "CHANGE_SESSIONS", input, "activity.followingChanged", async (before) => {
      const { endedBefore, scheduledAt } = await import("./sessions.ts");
      const gives = (rule: Schedule): boolean => scheduledAt([rule], input.scheduledAt) !== undefined;
      refuseProblems(before.schedules.some(gives) ? [] : [{ field: "scheduledAt", code: "UNKNOWN_SESSION" }]);
      // Each in its place, by which it is known.
      const left = before.schedules.flatMap((rule) => (gives(rule) ? endedBefore([rule], input.scheduledAt) : [rule]));
      const schedule = scheduleOf(plain(input.schedule));
      const { day } = wallClockOf(input.scheduledAt);
      const schedules = [...left, schedule];
      refuseProblems([
        ...(schedule.startsOn < day ? [{ field: "schedule.startsOn", code: "BEFORE_THIS_TIME" }] : []),
        ...(schedules.length > mostSchedules ? [{ field: "schedule", code: "TOO_MANY" }] : []),
      ]);
      return {
        schedules,
        changes: before.changes.filter((change) => scheduledAt(left, change.scheduledAt)),
      };
    }),
  );

const mostPlaces = 100_000;

export const countPlaces = async (ctx: Context, input: CountPlacesInput, key: string): Promise<ActivitySession> => {
  const { scheduledAt, taken, waiting = 0 } = plain(input);
  const made = await once(ctx, "countPlaces", key, input, async () => {
    const activity = await get(activityKey(input.activityId));
    await assertMay(ctx, "CHANGE_SESSIONS", activity);
    await timeAt(activity, scheduledAt);
    const isCount = (n: number): boolean => n >= 0 && n <= mostPlaces;
    refuseProblems([
      ...(isCount(taken) ? [] : [{ field: "taken", code: "OUT_OF_RANGE" }]),
      ...(isCount(waiting) ? [] : [{ field: "waiting", code: "OUT_OF_RANGE" }]),
    ]);
    return {
      changes: [writeCount(activity.key, scheduledAt, { taken, waiting }, ctx.now())],
      audit: {
        subject: input.activityId,
        action: "activity.placesCounted",
        fields: fieldsOf("activity", { scheduledAt, taken, waiting }),
      },
      answer: { key: activity.key, version: activity.version },
    };
  });
  const activity = await asMade(made);
  return { activity, time: await timeAt(activity, scheduledAt), count: { taken, waiting } };
};
