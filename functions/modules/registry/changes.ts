/** The changes of Enhetsregisteret since last time, read from its two feeds. */
import type { UnitChange, UnitKind } from "./enhetsregisteret.ts";
import { forEach, type Held, heldOf, takeSingly, takeUnit, type Work } from "./work.ts";

/** Changes taken at a time, then the place in the feed is saved. */
const window = 500;
/** Numbers asked for in one search; its address stays near a thousand characters. */
const numbersInSearch = 100;

export const readChanges = async (work: Work): Promise<void> => {
  for (const kind of ["enheter", "underenheter"] as const) {
    let changes: UnitChange[] = [];
    let done = 0;
    const take = async (): Promise<void> => {
      const last = changes.at(-1);
      if (last === undefined) return;
      work.mayGoOn();
      await takeChanges(work, kind, changes);
      await work.chunks.settle();
      await work.save({ feeds: { ...work.run().feeds, [kind]: last.id } });
      work.progress((done += changes.length));
      changes = [];
    };
    for await (const change of work.registers.units.changesSince(kind, work.run().feeds[kind])) {
      changes.push(change);
      if (changes.length === window) await take();
    }
    await take();
  }
};

/**
 * Each changed unit that we hold is asked for singly, which is sure and little: one in sixteen. Of the others, some have
 * become voluntary, or are new branches of an organisation we hold; they are searched for a hundred at a time, so that three
 * thousand changes cost thirty requests and nobody waits for the weekly walk to be found.
 */
const takeChanges = async (work: Work, kind: UnitKind, changes: readonly UnitChange[]): Promise<void> => {
  const held = await heldOf(work.ctx, kind);
  const latest = new Map(changes.map((change) => [change.orgNumber, change]));
  const ours = [...latest.values()].filter(({ orgNumber }) => held.has(orgNumber));
  const removed = new Set(changes.filter(({ type }) => type === "Fjernet").map(({ orgNumber }) => orgNumber));
  await forEach(ours, async ({ orgNumber }) => {
    if (!removed.has(orgNumber)) await takeSingly(work, kind, orgNumber, { held: true });
  });
  for (const { orgNumber } of ours) if (removed.has(orgNumber)) await work.chunks.erase(orgNumber);

  const others = [...latest.values()]
    .filter(({ orgNumber, type }) => !held.has(orgNumber) && type !== "Sletting" && !removed.has(orgNumber))
    .map(({ orgNumber }) => orgNumber);
  const parents = kind === "underenheter" ? await heldOf(work.ctx, "enheter") : undefined;
  for (let n = 0; n < others.length; n += numbersInSearch)
    await takeOthers(work, kind, others.slice(n, n + numbersInSearch), parents);
};

const takeOthers = async (
  work: Work,
  kind: UnitKind,
  orgNumbers: readonly string[],
  parents: ReadonlyMap<string, Held> | undefined,
): Promise<void> => {
  const { units } = work.registers;
  const found = await units.findUnits(kind, { orgNumbers, voluntary: kind === "enheter" });
  await forEach(found, async (read) => {
    if ("refused" in read) return work.found.refused(read.refused);
    const { organisasjonsnummer: orgNumber, overordnetEnhet } = read.row;
    if (parents) {
      if (parents.get(overordnetEnhet ?? "")?.open) await takeUnit(work, kind, read.row);
      return;
    }
    await takeNew(work, orgNumber);
  });
};

/** An organisation that was not held before, and its sub-units, which may have been there for years. */
export const takeNew = async (work: Work, orgNumber: string, record?: Parameters<typeof takeSingly>[3]["record"]) => {
  if (!(await takeSingly(work, "enheter", orgNumber, { held: false, record }))) return;
  for (const read of await work.registers.units.findUnits("underenheter", { parent: orgNumber })) {
    if ("row" in read) await takeUnit(work, "underenheter", read.row);
    else work.found.refused(read.refused);
  }
};
