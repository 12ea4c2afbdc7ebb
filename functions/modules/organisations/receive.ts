/** Takes in what registers and official lists say: only what is news is written, and local knowledge is never touched. */
import { createHash } from "node:crypto";
import type { Context } from "#platform/context";
import type { Event } from "#platform/events";
import type { Change } from "#platform/table";
import { catalogue, eraseRows, logRows } from "./catalogue.ts";
import type { Row } from "./columns.ts";
import {
  type Facts,
  type Organisation,
  type OrganisationKind,
  kinds,
  noLocal,
  noProfile,
  statuses,
} from "./organisation.ts";
import { create, lay, momentsOf, removePicture, replace, standing } from "./store.ts";

export type Arrival = {
  readonly key: string;
  readonly kind: OrganisationKind;
  readonly source: "REGISTER" | "REFERENCE";
  readonly facts: Facts;
};

const hashOf = ({ kind, facts }: Arrival): string =>
  createHash("sha256").update(kind).update(JSON.stringify(facts)).digest("base64url").slice(0, 16);

/** Whether an arrival says anything that is not held already; asks memory alone. */
export const newsTest = async (ctx: Context): Promise<(arrival: Arrival) => boolean> => {
  const { columns } = await catalogue(ctx.now(), true);
  return (arrival) => {
    const slot = columns.slotOf(arrival.key);
    return slot === undefined || columns.rest.hashes[slot] !== hashOf(arrival);
  };
};

/** What is held of the registers' organisations: key, kind, and whether in Frivillighetsregisteret and not deleted. */
export const heldFromRegister = async (
  ctx: Context,
): Promise<{ key: string; kind: OrganisationKind; voluntary: boolean; open: boolean }[]> => {
  const { columns } = await catalogue(ctx.now(), true);
  const { column, rest } = columns;
  return columns
    .order()
    .filter((slot) => /^\d{9}$/.test(rest.keys[slot] as string) && rest.hashes[slot] !== "")
    .map((slot) => ({
      key: rest.keys[slot] as string,
      kind: kinds[column.kind[slot] as number] as OrganisationKind,
      voluntary: column.voluntary[slot] === 1,
      open: statuses[column.status[slot] as number] !== "DELETED",
    }));
};

/** Writes one transaction may hold besides the log of the catalogue, the caller's checkpoint, the audit entry and the chunk's event. */
const writesInChunk = 94;

export type Received = {
  /** How many of the arrivals this chunk took; the rest wait for the next. */
  readonly taken: number;
  readonly changes: readonly Change[];
  readonly events: readonly Event[];
  readonly rows: readonly Row[];
  readonly added: readonly string[];
  /** Keys with the names of the fields that changed. */
  readonly changed: readonly { readonly key: string; readonly fields: readonly string[] }[];
  /** Keys that were removed on legal grounds before, and are not taken in again. */
  readonly stones: readonly string[];
};

const fieldsThatDiffer = (before: Facts, after: Facts): string[] =>
  [...new Set([...Object.keys(before), ...Object.keys(after)])].filter(
    (field) => JSON.stringify(before[field as keyof Facts]) !== JSON.stringify(after[field as keyof Facts]),
  );

/** What others may have to act on when an organisation's facts change. */
const consequences = (key: string, before: Facts, after: Facts): Event[] => {
  const subject = `organisation:${key}`;
  const turned = (status: Facts["status"]): boolean => before.status !== status && after.status === status;
  return [
    ...(turned("BANKRUPT") ? [{ type: "organisation.bankrupt", subject, data: { key } }] : []),
    ...(turned("LIQUIDATION") ? [{ type: "organisation.windingUp", subject, data: { key } }] : []),
    ...(turned("DELETED")
      ? [{ type: "organisation.deleted", subject, data: { key, deletedOn: after.deletedOn ?? null } }]
      : []),
    ...(before.inVoluntaryRegister && !after.inVoluntaryRegister
      ? [{ type: "organisation.leftVoluntaryRegister", subject, data: { key } }]
      : []),
  ];
};

/** Plans one chunk of arrivals as changes of one transaction, which the caller commits together with its own checkpoint. */
export const receive = async (ctx: Context, run: string, arrivals: readonly Arrival[]): Promise<Received> => {
  const now = ctx.now();
  const considered = arrivals.slice(0, writesInChunk);
  const held = await standing(considered.map((arrival) => arrival.key));
  const changes: Change[] = [];
  const rows: Row[] = [];
  const added: string[] = [];
  const changed: { key: string; fields: string[] }[] = [];
  const stones: string[] = [];
  const events: Event[] = [];
  let taken = 0;
  for (const arrival of considered) {
    const { key, kind, source, facts } = arrival;
    const stands = held.get(key);
    const before = stands?.organisation;
    // At most a copy, the new item and two consequences.
    if (changes.length + events.length + 4 > writesInChunk) break;
    taken++;
    if (stands && !before) {
      stones.push(key);
      continue;
    }
    const marks = {
      source,
      facts,
      changedBy: source === "REGISTER" ? "register" : "reference",
      registerChangedAt: now.toISOString(),
      registerHash: hashOf(arrival),
    };
    if (!before) {
      const organisation: Organisation = {
        key,
        kind,
        ...marks,
        local: noLocal,
        profile: noProfile,
        version: 1,
        validFrom: now.toISOString(),
        changedFields: [],
      };
      const made = create(organisation);
      changes.push(...made.changes);
      rows.push(made.row);
      added.push(key);
      continue;
    }
    // Someone else may have written it since it was found to be news.
    if (before.registerHash === marks.registerHash) continue;
    const fields = fieldsThatDiffer(before.facts, facts);
    const made = replace(before, { ...before, kind, ...marks, changedFields: fields }, now);
    changes.push(...made.changes);
    rows.push(made.row);
    changed.push({ key, fields });
    events.push(...consequences(key, before.facts, facts));
  }
  if (rows.length > 0) {
    changes.push(logRows(rows, now, ctx.newId()));
    events.push({ type: "organisations.received", subject: run, data: { added, changed } });
  }
  return { taken, changes, events, rows, added, changed, stones };
};

/**
 * Removes every picture of an organisation that Enhetsregisteret has removed on legal grounds (`Fjernet`), and leaves a
 * stone. Gives the transactions in their order: pictures first, so that a stop in between leaves it to be done again.
 */
export const removal = async (
  ctx: Context,
  key: string,
): Promise<{ changes: Change[]; events: Event[]; rows: Row[] }[]> => {
  const stands = (await standing([key])).get(key);
  if (!stands?.organisation) return [];
  const moments = await momentsOf(key);
  const batches = Array.from({ length: Math.ceil(moments.length / writesInChunk) }, (_, n) => ({
    changes: moments.slice(n * writesInChunk, (n + 1) * writesInChunk).map((moment) => removePicture(key, moment)),
    events: [],
    rows: [],
  }));
  const { columns } = await catalogue(ctx.now(), true);
  const slot = columns.slotOf(key);
  const row: Row | undefined =
    slot === undefined
      ? undefined
      : {
          ...columns.rowAt(slot),
          name: "",
          reach: [],
          otherNames: "",
          hash: "",
          tags: [],
          serves: [],
          version: stands.version + 1,
          gone: true,
        };
  return [
    ...batches,
    {
      changes: [
        lay(key, stands.version, ctx.now()),
        ...(await eraseRows(key)),
        ...(row ? [logRows([row], ctx.now(), ctx.newId())] : []),
      ],
      events: [{ type: "organisation.removed", subject: `organisation:${key}`, data: { key } }],
      rows: row ? [row] : [],
    },
  ];
};
