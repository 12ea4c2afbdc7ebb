import type { Context } from "#platform/context";
import { loader } from "#platform/load";
import { notFound, overtaken, Refusal } from "#platform/refusal";
import {
  type Change,
  Entity,
  type FormattedItem,
  any,
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
import { type Row, rowOf } from "./columns.ts";
import type { Fate, Organisation, Picture } from "./organisation.ts";

type Body = Omit<Organisation, "key" | "version" | "validFrom" | "validUntil">;

const attributes = {
  version: number(),
  validFrom: string(),
  validUntil: string().optional(),
  /** Facts, local knowledge and profile; nothing in it is asked for by a condition. Absent in a stone. */
  body: any().optional().castAs<Body>().transform(jsonStringify()),
};

const organisations = new Entity({
  name: "Organisation",
  table,
  timestamps: false,
  schema: item({ key: string().key(), ...attributes }),
  computeKey: ({ key }: { key: string }) => ({ pk: `ORG#${key}`, sk: "NOW" }),
});

const pictures = new Entity({
  name: "OrganisationPicture",
  table,
  timestamps: false,
  schema: item({ key: string().key(), moment: string().key().savedAs("sk"), ...attributes }),
  computeKey: ({ key, moment }: { key: string; moment: string }) => ({ pk: `ORG#${key}`, sk: moment }),
});

type Stored = FormattedItem<typeof organisations> | FormattedItem<typeof pictures>;

const organisationOf = (stored: Stored): Organisation | undefined =>
  stored.body && {
    ...stored.body,
    key: stored.key,
    version: stored.version,
    validFrom: stored.validFrom,
    ...(stored.validUntil !== undefined && { validUntil: stored.validUntil }),
  };

/** Sorts by time, then by version: two changes may fall in one millisecond. */
const momentOf = (organisation: Pick<Organisation, "validFrom" | "version">): string =>
  `FROM#${organisation.validFrom}#${String(organisation.version).padStart(6, "0")}`;

const byKey = loader<string, Organisation | undefined>("organisations", async (keys) =>
  (
    await getMany(
      organisations,
      keys.map((key) => ({ key })),
    )
  ).map((stored) => stored && organisationOf(stored)),
);

/** Organisations by their keys, in one round trip with all others the request asks for at the same moment. */
export const find = (ctx: Context, key: string): Promise<Organisation | undefined> => byKey(ctx).load(key);

/** The organisation, unless it is closed. */
export const findOpen = async (ctx: Context, key: string): Promise<Organisation | undefined> => {
  const organisation = await find(ctx, key);
  return organisation?.facts.status === "DELETED" ? undefined : organisation;
};

/** Those of the keys that are there. */
export const findAll = async (ctx: Context, keys: readonly string[]): Promise<Organisation[]> =>
  (await byKey(ctx).loadMany(keys)).filter(
    (found) => found !== undefined && !(found instanceof Error),
  ) as Organisation[];

/** The organisation as it stands this very moment, or NOT_FOUND. */
export const get = async (key: string | undefined): Promise<Organisation> => {
  const stored = key === undefined ? undefined : await read(organisations, { key });
  const organisation = stored && organisationOf(stored);
  if (!organisation) throw notFound();
  return organisation;
};

/** Current items as they stand this very moment: stones included, told by their lack of an organisation. */
export const standing = async (
  keys: readonly string[],
): Promise<Map<string, { version: number; organisation: Organisation | undefined }>> => {
  const stored = await getMany(
    organisations,
    keys.map((key) => ({ key })),
    { consistent: true },
  );
  return new Map(
    stored.flatMap((one) => (one ? [[one.key, { version: one.version, organisation: organisationOf(one) }]] : [])),
  );
};

/** What has become of an organisation, this very moment; one that was removed on legal grounds is closed. */
export const fateOf = async (key: string): Promise<Fate> => {
  const stands = (await standing([key])).get(key);
  const { facts: { status } = { status: "DELETED" }, joinedTo } = stands?.organisation ?? {};
  return {
    key,
    ...(stands && !stands.organisation && { isErased: true }),
    ...(joinedTo !== undefined && { joinedTo }),
    ...(status === "DELETED" && { gone: "ORGANISER_CLOSED" }),
    ...(status === "BANKRUPT" && { gone: "ORGANISER_BANKRUPT" }),
  };
};

/** The organisations of the keys as they stand this very moment, in one round trip, or NOT_FOUND. */
export const getAll = async (keys: readonly (string | undefined)[]): Promise<Organisation[]> => {
  const known = keys.filter((key) => key !== undefined);
  const held = await standing(known);
  const all = known.flatMap((key) => held.get(key)?.organisation ?? []);
  if (all.length < keys.length) throw notFound();
  return all;
};

/** A change's answer: which organisation it made into what. */
export type Made = Pick<Organisation, "key" | "version" | "validFrom">;

export const madeOf = ({ key, version, validFrom }: Organisation): Made => ({ key, version, validFrom });

/** The organisations as they were made, though they may have been changed since; NOT_FOUND where one has been erased. */
export const asMade = async (made: readonly Made[]): Promise<Organisation[]> => {
  const current = await getAll(made.map(({ key }) => key));
  return Promise.all(
    current.map(async (organisation, n) => {
      const { key, ...was } = made[n] ?? madeOf(organisation);
      if (organisation.version === was.version) return organisation;
      const stored = await read(pictures, { key, moment: momentOf(was) });
      const picture = stored && organisationOf(stored);
      if (!picture) throw notFound();
      const { validUntil: _, ...then } = picture;
      return then;
    }),
  );
};

/** The picture that held at an instant; undefined before we first held one. */
export const asOf = async (ctx: Context, key: string, at: string): Promise<Organisation | undefined> => {
  const current = await find(ctx, key);
  if (!current || current.validFrom <= at) return current;
  const [picture] = await query(pictures, {
    partition: `ORG#${key}`,
    beginsWith: "FROM#",
    after: `FROM#${at}#999999`,
    newestFirst: true,
    limit: 1,
  });
  return picture && organisationOf(picture);
};

/** Earlier pictures, newest first; `after` is a moment of this list. */
export const listPictures = async (
  key: string,
  limit: number,
  after: string | undefined,
): Promise<{ picture: Picture; moment: string }[]> => {
  const found = await query(pictures, {
    partition: `ORG#${key}`,
    beginsWith: "FROM#",
    ...(after !== undefined && { after }),
    newestFirst: true,
    limit,
  });
  return found.flatMap((stored) => {
    const picture = organisationOf(stored);
    return picture ? [{ picture: picture as Picture, moment: stored.moment }] : [];
  });
};

const write = (organisation: Organisation, before: number | undefined): Change => {
  const { key, version, validFrom, validUntil: _, ...body } = organisation;
  return put(
    organisations,
    { key, version, validFrom, body },
    before === undefined ? { attr: "version", exists: false } : { attr: "version", eq: before },
    before === undefined
      ? () => new Refusal("Conflict", "ALREADY_EXISTS", "There is already an organisation by that number.")
      : overtaken,
  );
};

/** A new organisation, and its row in the catalogue. */
export const create = (organisation: Organisation): { changes: Change[]; row: Row } => ({
  changes: [write(organisation, undefined)],
  row: rowOf(organisation),
});

/** A changed organisation: its earlier picture is kept. */
export const replace = (
  before: Organisation,
  after: Omit<Organisation, "version" | "validFrom" | "validUntil">,
  at: Date,
): { changes: Change[]; row: Row; organisation: Organisation } => {
  const validFrom = at.toISOString();
  const organisation: Organisation = { ...after, version: before.version + 1, validFrom };
  const { key, version, validFrom: from, validUntil: _, ...body } = before;
  return {
    organisation,
    row: rowOf(organisation),
    changes: [
      put(
        pictures,
        { key, moment: momentOf(before), version, validFrom: from, validUntil: validFrom, body },
        { attr: "version", exists: false },
        overtaken,
      ),
      write(organisation, before.version),
    ],
  };
};

/** Removes the facts of today and leaves a stone, so that the number is not taken in again. */
export const lay = (key: string, version: number, at: Date): Change =>
  put(
    organisations,
    { key, version: version + 1, validFrom: at.toISOString() },
    { attr: "version", eq: version },
    overtaken,
  );

/** Moments of all pictures kept, for a removal. */
export const momentsOf = async (key: string): Promise<string[]> =>
  (await query(pictures, { partition: `ORG#${key}`, beginsWith: "FROM#" })).map((stored) => stored.moment);

export const removePicture = (key: string, moment: string): Change =>
  remove(pictures, { key, moment }, undefined, overtaken);
