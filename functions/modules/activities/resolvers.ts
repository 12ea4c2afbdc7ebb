import { findMunicipality } from "#modules/places";
import { findOrganisation } from "#modules/organisations";
import { bodyOf } from "#platform/actor";
import type { Context } from "#platform/context";
import { connection, pageRequest } from "#platform/page";
import { notFound, Refusal } from "#platform/refusal";
import type { ActivityFilter, ActivityOrder, Resolvers } from "#schema/resolvers";
import {
  type Activity,
  type ActivityPage,
  type ActivitySession,
  type SessionCount,
  activityId,
  activityKey,
  confirmAgainAt,
  hiddenFrom,
  isCalledOff,
  isForAll,
  isFull,
  isFullToOthers,
  isOutdated,
  statesAt,
} from "./activity.ts";
import { calendarPath, closedCalendarPath } from "./calendarPath.ts";
import { countActivities, findActivities, findSessions, voluntaryOffersLike } from "./catalogue.ts";
import { allCategories, findCategory } from "./category.ts";
import * as commands from "./commands.ts";
import { actionsFor, maySee, reachOf, readerOf, sightOf } from "./policy.ts";
import { isWhole, type Row } from "./row.ts";
import { scheduleOf } from "./schedule.ts";
import { find, findCount } from "./store.ts";
import { wordsOf } from "./words.ts";

type PageArgs = { readonly first?: number | null; readonly after?: string | null };

const listActivities = async (
  ctx: Context,
  filter: ActivityFilter,
  orderBy: ActivityOrder,
  args: PageArgs,
): Promise<ActivityPage> => {
  const identity = ["activities", filter, orderBy, filter.states?.length ? bodyOf(ctx.actor) : null];
  const request = pageRequest(identity, args);
  const {
    one: nodes,
    positions,
    more,
    totalCount,
  } = await findActivities(filter, orderBy, request, await readerOf(ctx, filter));
  return { ...connection(identity, { nodes, positions, more }, request), totalCount };
};

/** The whole of an activity of which a list holds the row: read where something is asked for that the row does not tell. */
const wholeOf = async (ctx: Context, one: Row): Promise<Activity> => {
  if (isWhole(one)) return one;
  const activity = await find(ctx, one.key);
  if (!activity) throw notFound();
  return activity;
};

const longestPeriodDays = 62;
/** A year of one activity, and a month more. */
const longestOfOneDays = 400;

const daysOf = (from: string, until: string): number => (Date.parse(until) - Date.parse(from)) / 86_400_000 + 1;

const assertPeriod = (from: string, until: string): void => {
  const days = daysOf(from, until);
  if (days < 1 || days > longestOfOneDays)
    throw new Refusal("Invalid", "WRONG_PERIOD", `Ask for 1 to ${longestOfOneDays} days.`, {
      mostDays: longestOfOneDays,
    });
};

const narrow = ({ municipalities, counties, organiserId, near }: ActivityFilter, from: string, until: string): void => {
  const days = daysOf(from, until);
  if (
    (!municipalities?.length && !counties?.length && organiserId == null && !near) ||
    days > longestPeriodDays ||
    days < 1
  )
    throw new Refusal(
      "Invalid",
      "NARROW_FIRST",
      `Ask within municipalities, counties, an organiser or \`near\`, and for 1 to ${longestPeriodDays} days.`,
    );
};

const municipalityOf = (number: string) => {
  const municipality = findMunicipality(number);
  if (!municipality) throw new Error(`There is no municipality ${number}.`);
  return municipality;
};

const countOf = async (ctx: Context, { activity, time, count }: ActivitySession): Promise<SessionCount | undefined> =>
  count ?? findCount(ctx, activity.key, time.scheduledAt);

/** The count itself is for those who keep it, and for auditors. */
const countSeen = async (ctx: Context, session: ActivitySession): Promise<SessionCount | undefined> =>
  (await sightOf(ctx))(session.activity) ? countOf(ctx, session) : undefined;

export const resolvers: Resolvers = {
  Query: {
    activityCategories: () => allCategories,
    schedulePreview: (_, { schedule }) => scheduleOf(schedule),
    activity: async (_, { id }, ctx) => {
      const key = activityKey(id);
      const activity = key === undefined ? undefined : await find(ctx, key);
      return activity && (await maySee(ctx, activity)) ? activity : null;
    },
    activities: (_, { filter, orderBy, ...args }, ctx) =>
      listActivities(ctx, filter ?? {}, orderBy ?? "TITLE_ASC", args),
    confirmation: async (_, { secret }, ctx) => (await commands.findAsked(ctx, secret)) ?? null,
    activityCounts: async (_, { filter }, ctx) => {
      const wanted = filter ?? {};
      const counts = await countActivities(wanted, await readerOf(ctx, wanted));
      return counts.map(({ municipality, count }) => ({ municipality: municipalityOf(municipality), count }));
    },
    sessions: async (_, { filter, from, until, ...args }, ctx) => {
      narrow(filter, from, until);
      const identity = ["sessions", filter, from, until, filter.states?.length ? bodyOf(ctx.actor) : null];
      const request = pageRequest(identity, args);
      const { one: found, ...page } = await findSessions(filter, from, until, request, await readerOf(ctx, filter));
      const nodes = found.map(({ row, time }) => ({ activity: row, time }));
      return { ...connection(identity, { ...page, nodes }, request), totalCount: page.totalCount };
    },
  },
  Mutation: {
    createActivity: async (_, { input, idempotencyKey }, ctx) => ({
      activity: await commands.createActivity(ctx, input, idempotencyKey),
    }),
    editActivity: async (_, { input, idempotencyKey }, ctx) => ({
      activity: await commands.editActivity(ctx, input, idempotencyKey),
    }),
    translateActivity: async (_, { input, idempotencyKey }, ctx) => ({
      activity: await commands.translateActivity(ctx, input, idempotencyKey),
    }),
    publishActivity: async (_, { input, idempotencyKey }, ctx) => ({
      activity: await commands.publishActivity(ctx, input, idempotencyKey),
    }),
    confirmActivity: async (_, { input, idempotencyKey }, ctx) => ({
      activity: await commands.confirmActivity(ctx, input, idempotencyKey),
    }),
    endActivity: async (_, { input, idempotencyKey }, ctx) => ({
      activity: await commands.endActivity(ctx, input, idempotencyKey),
    }),
    changeSession: async (_, { input, idempotencyKey }, ctx) => ({
      activity: await commands.changeSession(ctx, input, idempotencyKey),
    }),
    changeFollowingSessions: async (_, { input, idempotencyKey }, ctx) => ({
      activity: await commands.changeFollowingSessions(ctx, input, idempotencyKey),
    }),
    confirmByLink: async (_, { input, idempotencyKey }, ctx) => ({
      confirmation: await commands.confirmByLink(ctx, input, idempotencyKey),
    }),
    countPlaces: async (_, { input, idempotencyKey }, ctx) => ({
      session: await commands.countPlaces(ctx, input, idempotencyKey),
    }),
  },
  Activity: {
    id: ({ key }) => activityId(key),
    state: (activity, _, ctx) => statesAt(ctx.now())(activity),
    organiser: async ({ organiserKey }, _, ctx) => {
      const organiser = await findOrganisation(ctx, organiserKey);
      if (!organiser) throw notFound();
      return organiser;
    },
    category: ({ facts }) => {
      const category = findCategory(facts.category);
      if (!category) throw new Error(`There is no category ${facts.category}.`);
      return category;
    },
    language: async (activity, _, ctx) => (await wholeOf(ctx, activity)).facts.language,
    title: ({ facts }) => facts.title,
    summary: ({ facts }) => facts.summary,
    description: async (activity, _, ctx) => (await wholeOf(ctx, activity)).facts.description ?? null,
    whatToExpect: async (activity, _, ctx) => (await wholeOf(ctx, activity)).facts.whatToExpect ?? null,
    translations: async (activity, _, ctx) => {
      const { facts } = await wholeOf(ctx, activity);
      return facts.translations.map((one) => ({ ...one, isOutdated: isOutdated(one, facts) }));
    },
    place: ({ facts }) => ({ ...facts.place, municipality: municipalityOf(facts.place.municipality) }),
    lastDay: ({ lastDay }) => lastDay ?? null,
    ageFrom: ({ facts }) => facts.ageFrom ?? null,
    ageTo: ({ facts }) => facts.ageTo ?? null,
    group: ({ facts }) => facts.group,
    mixesWithLocals: ({ facts }) => facts.mixesWithLocals,
    languageLevel: ({ facts }) => facts.languageLevel,
    languages: ({ facts }) => facts.languages,
    price: ({ facts }) => facts.price,
    equipment: async (activity, _, ctx) => (await wholeOf(ctx, activity)).facts.equipment,
    trial: ({ facts }) => facts.trial,
    childcare: ({ facts }) => facts.childcare,
    policeCertificate: async (activity, _, ctx) => (await wholeOf(ctx, activity)).facts.policeCertificate,
    commitment: ({ facts }) => facts.commitment,
    accessibility: ({ facts }) => facts.accessibility,
    capacity: async (activity, _, ctx) => (await wholeOf(ctx, activity)).facts.capacity ?? null,
    signUpUrl: ({ facts }) => facts.signUpUrl ?? null,
    registeredAt: async (activity, _, ctx) => (await wholeOf(ctx, activity)).facts.registeredAt ?? null,
    whyNotCompeting: async (activity, _, ctx) => (await wholeOf(ctx, activity)).whyNotCompeting ?? null,
    confirmedAt: ({ confirmedAt }) => confirmedAt ?? null,
    confirmAgainAt: ({ confirmedAt }) => (confirmedAt === undefined ? null : confirmAgainAt(confirmedAt)),
    hiddenFrom: ({ confirmedAt, withdrawn }) =>
      withdrawn?.at ?? (confirmedAt === undefined ? null : hiddenFrom(confirmedAt)),
    hiddenBecause: ({ withdrawn }) => withdrawn?.because ?? null,
    sessions: async (activity, { from, until }) => {
      assertPeriod(from, until);
      const { timesOf } = await import("./sessions.ts");
      return timesOf(activity, from, until).map((time) => ({ activity, time }));
    },
    calendarPath: async (activity, _, ctx) =>
      isForAll(activity)
        ? calendarPath("activity", activity.key)
        : (await reachOf(ctx))(activity)
          ? closedCalendarPath("activity", activity.key)
          : null,
    voluntaryOffersNearby: async (activity, _, ctx) => (await voluntaryOffersLike(ctx.now(), activity)).slice(0, 10),
    viewerMay: (activity, _, ctx) => actionsFor(ctx, activity),
  },
  Schedule: {
    repeats: ({ repeats }) => repeats ?? null,
    lastDay: async (schedule) => (await import("./sessions.ts")).lastDayOf(schedule) ?? null,
    words: (schedule, { language }) => wordsOf(schedule, language),
  },
  Session: {
    scheduledAt: ({ time }) => time.scheduledAt,
    startsAt: ({ time }) => time.startsAt,
    endsAt: ({ time }) => time.endsAt,
    isCancelled: ({ activity, time }) => isCalledOff(activity, time),
    note: ({ time }) => time.note ?? null,
    taken: async (session, _, ctx) => (await countSeen(ctx, session))?.taken ?? null,
    waiting: async (session, _, ctx) => (await countSeen(ctx, session))?.waiting ?? null,
    isFull: async (session, _, ctx) => {
      const count = await countOf(ctx, session);
      const { facts } = await wholeOf(ctx, session.activity);
      const isSeen = (await sightOf(ctx))(session.activity);
      return (isSeen ? isFull(facts, count) : isFullToOthers(facts, count)) ?? null;
    },
  },
  Confirmation: {
    title: ({ activity }) => activity.facts.title,
    organiserName: ({ activity }) => activity.organiser.name,
    placeName: ({ activity }) => activity.facts.place.name,
    times: ({ activity }, { language }) => activity.schedules.map((schedule) => wordsOf(schedule, language)),
    state: ({ activity }, _, ctx) => statesAt(ctx.now())(activity),
    confirmedAt: ({ activity: { confirmedAt } }) => confirmedAt ?? null,
    hiddenFrom: ({ activity: { confirmedAt } }) => (confirmedAt === undefined ? null : hiddenFrom(confirmedAt)),
  },
  SchedulePreview: {
    words: (schedule, { language }) => wordsOf(schedule, language),
    sessions: async (schedule, { from, until }) => {
      assertPeriod(from, until);
      const { sessionsOf } = await import("./sessions.ts");
      return sessionsOf(schedule, from, until);
    },
  },
  Organisation: {
    activities: ({ key }, args, ctx) => listActivities(ctx, { organiserId: `organisation:${key}` }, "TITLE_ASC", args),
    calendarPath: async ({ key, kind, facts }, _, ctx) => {
      if (kind !== "RECEPTION_CENTRE") return calendarPath("organiser", key);
      const place = { municipality: facts.municipalityNumber ?? "" };
      const about = {
        organiserKey: key,
        organiser: facts.parentKey === undefined ? {} : { parentKey: facts.parentKey },
        facts: { place },
      };
      return (await reachOf(ctx))(about) ? closedCalendarPath("organiser", key) : null;
    },
  },
  Municipality: {
    calendarPath: ({ number }) => calendarPath("municipality", number),
  },
};
