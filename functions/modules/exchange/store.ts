import type { Activity } from "#modules/activities";
import { loader } from "#platform/load";
import type { Context } from "#platform/context";
import { overtaken, Refusal } from "#platform/refusal";
import { endOf, holdsAt, type Retention, secondsOf } from "#platform/retention";
import {
  any,
  type Change,
  Entity,
  expiredBy,
  get,
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
import type { ImportOutcome, PostingPlatform } from "#schema/resolvers";

/** What an import does to one row of its file. */
export type Outcome = {
  readonly row: number;
  readonly key: string;
  readonly version: number;
  readonly outcome: ImportOutcome;
  readonly awaitsReason: boolean;
};
/** One activity that is still to be written, and the version it is to follow; 0 where it is new. */
export type Waiting = { readonly row: number; readonly after: Activity };

export type Import = {
  readonly organiserKey: string;
  readonly importKey: string;
  readonly outcomes: readonly Outcome[];
  /** How often what became of it was written otherwise than planned. */
  readonly revision: number;
  readonly expiresAt: number;
};
export type Part = {
  readonly organiserKey: string;
  readonly importKey: string;
  readonly number: number;
  readonly waiting: readonly Waiting[];
  readonly expiresAt: number;
};

/** As long as the same again is answered alike. */
export const importsKept: Retention = { kind: "ActivityImport", days: 30, isPersonal: false };
/** A part is gone when it is carried out, within minutes. */
export const importPartsKept: Retention = { kind: "ActivityImportPart", days: 30, isPersonal: false };

const partitionOf = (organiserKey: string): string => `ACTIVITYIMPORTS#${organiserKey}`;

/** How many imports an organiser has had: two at once would each miss what the other brings. */
const heads = new Entity({
  name: "ActivityImportHead",
  table,
  timestamps: false,
  schema: item({ organiserKey: string().key(), version: number() }),
  computeKey: ({ organiserKey }: { organiserKey: string }) => ({ pk: partitionOf(organiserKey), sk: "HEAD" }),
});

const imports = new Entity({
  name: "ActivityImport",
  table,
  timestamps: false,
  schema: item({
    organiserKey: string().key(),
    importKey: string().key(),
    outcomes: any().castAs<readonly Outcome[]>().transform(jsonStringify()),
    revision: number(),
    expiresAt: number(),
  }),
  computeKey: ({ organiserKey, importKey }: { organiserKey: string; importKey: string }) => ({
    pk: partitionOf(organiserKey),
    sk: `IMPORT#${importKey}`,
  }),
});

/** What of an import is still to be written: as much as one transaction takes. */
const parts = new Entity({
  name: "ActivityImportPart",
  table,
  timestamps: false,
  schema: item({
    organiserKey: string().key(),
    importKey: string().key(),
    number: number().key(),
    // An index has the name.
    waiting: any().castAs<readonly Waiting[]>().transform(jsonStringify()).savedAs("planned"),
    expiresAt: number(),
  }),
  computeKey: (key: { organiserKey: string; importKey: string; number: number }) => ({
    pk: partitionOf(key.organiserKey),
    sk: `PART#${key.importKey}#${String(key.number).padStart(4, "0")}`,
  }),
});

export const headVersion = async (organiserKey: string): Promise<number> =>
  (await get(heads, { organiserKey }))?.version ?? 0;

/** The next import of an organiser's, where none has come in between. */
export const putHead = (organiserKey: string, before: number, refusal: () => Refusal): Change =>
  put(
    heads,
    { organiserKey, version: before + 1 },
    before === 0 ? { attr: "version", exists: false } : { attr: "version", eq: before },
    refusal,
  );

export const putImport = (one: Omit<Import, "expiresAt" | "revision">, at: Date): Change =>
  put(
    imports,
    { ...one, revision: 1, expiresAt: endOf(importsKept, at) },
    { attr: "revision", exists: false },
    overtaken,
  );

/** What became of it after all. */
export const replaceImport = (before: Import, outcomes: readonly Outcome[]): Change =>
  put(
    imports,
    { ...before, outcomes, revision: before.revision + 1 },
    { attr: "revision", eq: before.revision },
    overtaken,
  );

export const findImport = async (organiserKey: string, importKey: string, at: Date): Promise<Import | undefined> => {
  const stored = await get(imports, { organiserKey, importKey });
  return stored && holdsAt(at)(stored) ? stored : undefined;
};

export const putPart = (part: Omit<Part, "expiresAt">, at: Date): Change =>
  put(parts, { ...part, expiresAt: endOf(importPartsKept, at) }, { attr: "number", exists: false }, overtaken);

/** Takes a part away in the transaction that carries it out, so that nobody carries it out again. */
export const removePart = ({ organiserKey, importKey, number: n }: Part): Change =>
  remove(
    parts,
    { organiserKey, importKey, number: n },
    { attr: "number", exists: true },
    () => new Refusal("Conflict", "ALREADY_DONE", "This has been done."),
  );

/** What is still to be written of an organiser's imports, or of one of them, in its order. */
export const partsLeft = (organiserKey: string, importKey?: string): Promise<Part[]> =>
  query(parts, {
    partition: partitionOf(organiserKey),
    beginsWith: importKey === undefined ? "PART#" : `PART#${importKey}#`,
  });

/** Organisers of imports that were begun before an instant and are not finished. */
export const organisersWithPartsSince = async (at: Date): Promise<string[]> => {
  const left = await expiredBy(importPartsKept.kind, secondsOf(at) + importPartsKept.days * 86_400);
  return [...new Set(left.map(({ pk }) => pk.slice(partitionOf("").length)))];
};

export type Posting = { readonly platform: PostingPlatform; readonly url: string; readonly recordedAt: string };

/** Where an activity has been posted besides: one item, since it is asked for with the activity. */
const postings = new Entity({
  name: "ActivityPostings",
  table,
  timestamps: false,
  schema: item({
    key: string().key(),
    posted: any().castAs<readonly Posting[]>().transform(jsonStringify()),
    revision: number(),
  }),
  computeKey: ({ key }: { key: string }) => ({ pk: `ACTIVITY#${key}`, sk: "POSTINGS" }),
});

export type Posted = { readonly posted: readonly Posting[]; readonly revision: number };
const noPostings: Posted = { posted: [], revision: 0 };

export const getPostings = async (key: string): Promise<Posted> => (await get(postings, { key })) ?? noPostings;

const postingsOf = loader<string, Posted | undefined>("postings", (keys) =>
  getMany(
    postings,
    keys.map((key) => ({ key })),
  ),
);
/** Where it has been posted, in one round trip with all others the request asks for. */
export const findPostings = async (ctx: Context, key: string): Promise<readonly Posting[]> =>
  ((await postingsOf(ctx).load(key)) ?? noPostings).posted;

export const replacePostings = (key: string, { revision }: Posted, posted: readonly Posting[]): Change =>
  put(
    postings,
    { key, posted, revision: revision + 1 },
    revision === 0 ? { attr: "revision", exists: false } : { attr: "revision", eq: revision },
    overtaken,
  );
