import type { Context } from "#platform/context";
import { loader } from "#platform/load";
import { notFound, overtaken, Refusal } from "#platform/refusal";
import { endOf, holdsAt, type Retention } from "#platform/retention";
import {
  type Change,
  Entity,
  any,
  type FormattedItem,
  get as read,
  getMany,
  item,
  jsonStringify,
  number,
  put,
  query,
  remove,
  string,
  table,
} from "#platform/table";
import type { Activity, SessionCount } from "./activity.ts";

type Body = Omit<Activity, "key" | "version">;

const activities = new Entity({
  name: "Activity",
  table,
  timestamps: false,
  schema: item({
    key: string().key(),
    version: number(),
    body: any().castAs<Body>().transform(jsonStringify()),
  }),
  computeKey: ({ key }: { key: string }) => ({ pk: `ACTIVITY#${key}`, sk: "NOW" }),
});

/** What an activity was before each of its changes. */
const pictures = new Entity({
  name: "ActivityPicture",
  table,
  timestamps: false,
  schema: item({
    key: string().key(),
    version: number().key(),
    body: any().castAs<Body>().transform(jsonStringify()),
  }),
  computeKey: ({ key, version }: { key: string; version: number }) => ({
    pk: `ACTIVITY#${key}`,
    sk: `VERSION#${String(version).padStart(6, "0")}`,
  }),
});

/** Counts of a time's places are kept for two years after they were last written: as long as reports look back. */
export const countsKept: Retention = { kind: "SessionCount", days: 730, isPersonal: false };

const counts = new Entity({
  name: "SessionCount",
  table,
  timestamps: false,
  schema: item({
    key: string().key(),
    scheduledAt: string().key(),
    taken: number(),
    // An index has the name.
    waiting: number().savedAs("queued"),
    expiresAt: number(),
  }),
  computeKey: ({ key, scheduledAt }: { key: string; scheduledAt: string }) => ({
    pk: `ACTIVITY#${key}`,
    sk: `SESSION#${scheduledAt}`,
  }),
});

type CountedTime = FormattedItem<typeof counts>;

/**
 * That an organiser has been asked once about what has not been confirmed for long. It outlives the week in which the same
 * letter would be due.
 */
export const remindersKept: Retention = { kind: "Reminder", days: 30, isPersonal: false };

/** Which letter about which confirmation. */
type Reminding = { readonly key: string; readonly about: string };

const reminders = new Entity({
  name: "Reminder",
  table,
  timestamps: false,
  schema: item({ key: string().key(), about: string().key(), expiresAt: number() }),
  computeKey: ({ key, about }: Reminding) => ({ pk: `ACTIVITY#${key}`, sk: `REMINDER#${about}` }),
});

/** Whether each letter has been written. */
export const isReminded = async (asked: readonly Reminding[]): Promise<boolean[]> =>
  (await getMany(reminders, asked)).map((one) => one !== undefined);

export const putReminder = (reminding: Reminding, now: Date): Change =>
  put(
    reminders,
    { ...reminding, expiresAt: endOf(remindersKept, now) },
    { attr: "key", exists: false },
    () => new Refusal("Conflict", "ALREADY_REMINDED", "That letter has been written already."),
  );

/** A link answers until what it asks about has long been hidden. */
export const confirmationLinksKept: Retention = { kind: "ConfirmationLink", days: 200, isPersonal: false };

/** What a link confirms, found by its secret's hash. */
type ConfirmationLink = {
  readonly hash: string;
  readonly key: string;
  /** The confirmation that it renews: where another has come since, there is nothing left to answer. */
  readonly confirmedAt: string;
};

const confirmationLinks = new Entity({
  name: "ConfirmationLink",
  table,
  timestamps: false,
  schema: item({ hash: string().key(), key: string(), confirmedAt: string(), expiresAt: number() }),
  computeKey: ({ hash }: { hash: string }) => ({ pk: `CONFIRMATION#${hash}`, sk: "-" }),
});

export const putConfirmationLink = (link: ConfirmationLink, now: Date): Change =>
  put(
    confirmationLinks,
    { ...link, expiresAt: endOf(confirmationLinksKept, now) },
    { attr: "hash", exists: false },
    overtaken,
  );

/** What a link confirms; undefined where it opens nothing (any more). */
export const findConfirmationLink = async (hash: string, now: Date): Promise<ConfirmationLink | undefined> => {
  const link = await read(confirmationLinks, { hash });
  return holdsAt(now)(link) ? link : undefined;
};

const activityOf = ({ key, version, body }: { key: string; version: number; body: Body }): Activity => ({
  ...body,
  key,
  version,
});

const byKey = loader<string, Activity | undefined>("activities", async (keys) =>
  (
    await getMany(
      activities,
      keys.map((key) => ({ key })),
    )
  ).map((stored) => stored && activityOf(stored)),
);

/** Activities by their keys, in one round trip with all others the request asks for at the same moment. */
export const find = (ctx: Context, key: string): Promise<Activity | undefined> => byKey(ctx).load(key);

/** The activity as it stands this very moment, or NOT_FOUND. */
export const get = async (key: string | undefined): Promise<Activity> => {
  const stored = key === undefined ? undefined : await read(activities, { key });
  if (!stored) throw notFound();
  return activityOf(stored);
};

/** Activities as they stand this very moment, in the order of their keys; undefined where there is none. */
export const getEach = async (keys: readonly string[]): Promise<(Activity | undefined)[]> => {
  const stored = await getMany(
    activities,
    keys.map((key) => ({ key })),
    { consistent: true },
  );
  return stored.map((one) => one && activityOf(one));
};

/** A new activity. */
export const create = ({ key, version, ...body }: Activity): Change =>
  put(activities, { key, version, body }, { attr: "version", exists: false }, overtaken);

/** A changed activity, on the condition that it still is as it was; its earlier picture is kept. */
export const replace = (before: Activity, after: Activity): Change[] => {
  const { key, version, ...body } = after;
  const { key: _, version: earlier, ...was } = before;
  return [
    put(pictures, { key, version: earlier, body: was }, { attr: "version", exists: false }, overtaken),
    put(activities, { key, version, body }, { attr: "version", eq: earlier }, overtaken),
  ];
};

/** An activity whose organiser has no name. */
export const unnamed = <Told extends Pick<Activity, "organiser">>(told: Told): Told => ({
  ...told,
  organiser: { ...told.organiser, name: "" },
});

/** The changes that take its organiser's name out of what an activity was before. */
export const unnamePictures = async (key: string): Promise<Change[]> =>
  (await query(pictures, { partition: `ACTIVITY#${key}`, beginsWith: "VERSION#" }))
    .filter(({ body }) => body.organiser.name !== "")
    .map((picture) =>
      put(pictures, { ...picture, body: unnamed(picture.body) }, { attr: "version", exists: true }, overtaken),
    );

/** A change's answer: which activity it made into which version. */
export type Made = Pick<Activity, "key" | "version">;

/** The activity as it was made, though it may have been changed since. */
export const asMade = async ({ key, version }: Made): Promise<Activity> => {
  const current = await get(key);
  if (current.version === version) return current;
  const picture = await read(pictures, { key, version });
  if (!picture) throw notFound();
  return activityOf(picture);
};

const countOf = loader<string, (SessionCount & { readonly expiresAt: number }) | undefined>("sessionCounts", (names) =>
  getMany(
    counts,
    names.map((name) => {
      const [key = "", scheduledAt = ""] = name.split(" ");
      return { key, scheduledAt };
    }),
  ),
);

/** What its organiser has counted of one time; undefined where nobody has. */
export const findCount = async (ctx: Context, key: string, scheduledAt: string): Promise<SessionCount | undefined> => {
  const count = await countOf(ctx).load(`${key} ${scheduledAt}`);
  return holdsAt(ctx.now())(count) ? count : undefined;
};

/** What has been counted of an activity's times from an instant on, the first of them. */
export const countsFrom = (key: string, from: string, limit: number): Promise<CountedTime[]> =>
  query(counts, { partition: `ACTIVITY#${key}`, beginsWith: "SESSION#", after: `SESSION#${from}`, limit });

export const writeCount = (key: string, scheduledAt: string, { taken, waiting }: SessionCount, now: Date): Change =>
  put(counts, { key, scheduledAt, taken, waiting, expiresAt: endOf(countsKept, now) }, undefined, overtaken);

/** What is counted of one time is counted of another: its rule has another clock. */
export const moveCount = ({ key, scheduledAt, ...count }: CountedTime, to: string): Change[] => [
  put(counts, { key, scheduledAt: to, ...count }, undefined, overtaken),
  remove(counts, { key, scheduledAt }, undefined, overtaken),
];
