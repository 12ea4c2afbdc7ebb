/** What a phase of the sync works with, and how it takes in one unit. */
import { type Arrival, findOrganisation, heldFromRegister, type OrganisationKind } from "#modules/organisations";
import { type Context, makeContext } from "#platform/context";
import type { Change } from "#platform/table";
import type { Chunks } from "./chunks.ts";
import type { Enhetsregisteret, Unit, UnitKind } from "./enhetsregisteret.ts";
import { asDeleted, type Note, toFacts } from "./facts.ts";
import type { Frivillighetsregisteret, VoluntaryRecord } from "./frivillighetsregisteret.ts";
import type { PoliteHttp } from "./politeHttp.ts";
import type { Position, Run } from "./registerSync.ts";
import type { RefusedRow } from "./rows.ts";

export type Registers = {
  readonly units: Enhetsregisteret;
  readonly voluntary: Frivillighetsregisteret;
  readonly http: PoliteHttp;
};

export type Work = {
  readonly ctx: Context;
  readonly registers: Registers;
  readonly chunks: Chunks;
  /** The run as last saved. */
  readonly run: () => Run;
  /** Notes what was found since the last save. */
  readonly found: { seen(notes: readonly Note[]): void; refused(row: RefusedRow): void };
  /** Writes down where the run stands, when all before that has been written. */
  readonly save: (position: Position, more?: readonly Change[]) => Promise<void>;
  /** Throws when there is no time for another stretch. */
  readonly mayGoOn: () => void;
  readonly progress: (done: number, total?: number) => void;
};

const kindOf: Readonly<Record<UnitKind, OrganisationKind>> = {
  enheter: "VOLUNTARY_ORGANISATION",
  underenheter: "SUB_UNIT",
};

export type Held = { readonly voluntary: boolean; readonly open: boolean };

/** What is held of one kind of unit, by number. */
export const heldOf = async (ctx: Context, kind: UnitKind): Promise<Map<string, Held>> =>
  new Map(
    (await heldFromRegister(ctx))
      .filter((held) => held.kind === kindOf[kind])
      .map(({ key, voluntary, open }) => [key, { voluntary, open }]),
  );

/** Reads what is held without keeping it: a run would else gather all organisations in its memory. */
export const withoutMemory = (ctx: Context): Context => makeContext(ctx.actor, ctx.requestId, ctx.now);

const arrival = (kind: OrganisationKind, key: string, facts: Arrival["facts"]): Arrival => ({
  key,
  kind,
  source: "REGISTER",
  facts,
});

/** Takes facts that are made already. */
export const takeFacts = async (
  { chunks, found }: Work,
  kind: UnitKind,
  key: string,
  facts: Arrival["facts"],
  notes: readonly Note[] = [],
): Promise<void> => {
  found.seen(notes);
  await chunks.add(arrival(kindOf[kind], key, facts));
};

/** Takes a unit as the register has it; false where it was refused. */
export const takeUnit = async (work: Work, kind: UnitKind, unit: Unit, record?: VoluntaryRecord): Promise<boolean> => {
  const made = toFacts(unit, record);
  if ("refused" in made) return refuse(work, made.refused);
  await takeFacts(work, kind, made.facts.orgNumber, made.facts, made.notes);
  return true;
};

const refuse = ({ found }: Work, row: RefusedRow): false => {
  found.refused(row);
  return false;
};

/**
 * Asks the registers for one unit and takes what they say: its facts, that it is deleted, or that it must be erased. Says
 * whether it is held and open after this. `record` is what Frivillighetsregisteret has of it, where that has been read.
 */
export const takeSingly = async (
  work: Work,
  kind: UnitKind,
  orgNumber: string,
  { held, record }: { readonly held: boolean; readonly record?: VoluntaryRecord | undefined },
): Promise<boolean> => {
  const { units, voluntary } = work.registers;
  const answer = await units.fetchUnit(kind, orgNumber);
  if (answer.state === "refused") return refuse(work, answer.refused);
  if (answer.state === "unknown") return refuse(work, { orgNumber, reason: "NOT_IN_REGISTER" });
  if (answer.state === "removed") {
    if (held) await work.chunks.erase(orgNumber);
    return false;
  }
  const { slettedato } = answer.unit;
  if (slettedato != null) {
    const before = held ? await findOrganisation(withoutMemory(work.ctx), orgNumber) : undefined;
    if (before) await takeFacts(work, kind, orgNumber, asDeleted(before.facts, slettedato));
    return false;
  }
  if (kind === "underenheter" || record) return takeUnit(work, kind, answer.unit, record);
  const asked = await voluntary.fetchVoluntary(orgNumber);
  if (asked.state === "refused") return refuse(work, asked.refused);
  return takeUnit(work, kind, answer.unit, asked.state === "found" ? asked.record : undefined);
};

/** As many as the registers are asked at a time. */
const atATime = 4;

/** Does something for each, a few at a time; where one fails, the others are waited for, so that nothing goes on behind. */
export const forEach = async <T>(all: Iterable<T>, act: (one: T) => Promise<unknown>): Promise<void> => {
  const list = [...all];
  for (let n = 0; n < list.length; n += atATime) {
    const outcomes = await Promise.allSettled(list.slice(n, n + atATime).map(act));
    for (const outcome of outcomes) if (outcome.status === "rejected") throw outcome.reason;
  }
};
