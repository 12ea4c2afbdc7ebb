/** The weekly walk through Frivillighetsregisteret: what it says of those we hold, who is new in it, and who has left it. */
import { findOrganisation } from "#modules/organisations";
import { takeNew } from "./changes.ts";
import { withRecord } from "./facts.ts";
import type { VoluntaryRecord } from "./frivillighetsregisteret.ts";
import { registerError } from "./politeHttp.ts";
import { forEach, heldOf, takeFacts, takeSingly, type Work, withoutMemory } from "./work.ts";

/** The place in the walk is saved once in so many pages. */
const pagesInStretch = 20;
/** More than this many who would have left at once, and it is the walk that is not whole. */
const mostLeavers = 5_000;

/**
 * The register is walked in the order of its numbers: so who is held as voluntary between a page's first and last number and
 * is not on it has left, and nothing need be remembered from page to page.
 */
export const rewalk = async (work: Work): Promise<void> => {
  const held = await heldOf(work.ctx, "enheter");
  const from = work.run().searchAfter ?? "";
  const standing = [...held]
    .filter(([orgNumber, { voluntary, open }]) => voluntary && open && orgNumber > from)
    .map(([orgNumber]) => orgNumber)
    .sort();
  const total = standing.length;
  let next = 0;
  let leavers = 0;
  const takeLeavers = async (upTo: string, there: ReadonlySet<string>): Promise<void> => {
    const left: string[] = [];
    for (; next < standing.length && (standing[next] as string) <= upTo; next++)
      if (!there.has(standing[next] as string)) left.push(standing[next] as string);
    if ((leavers += left.length) > mostLeavers)
      throw registerError("REGISTER_REFUSED", `The walk lacks ${leavers} of those we hold.`);
    await forEach(left, (orgNumber) => takeSingly(work, "enheter", orgNumber, { held: true }));
  };

  let pages = 0;
  for await (const page of work.registers.voluntary.walkVoluntary(work.run().searchAfter)) {
    const there = new Set<string>();
    const known: VoluntaryRecord[] = [];
    const unknown: VoluntaryRecord[] = [];
    for (const read of page.records) {
      there.add("row" in read ? read.row.organisasjonsnummer : read.refused.orgNumber);
      if ("refused" in read) work.found.refused(read.refused);
      else if (held.get(read.row.organisasjonsnummer)?.open) known.push(read.row);
      else unknown.push(read.row);
    }
    await takeKnown(work, known);
    await forEach(unknown, (record) => takeNew(work, record.organisasjonsnummer, record));
    await takeLeavers(
      [...there].reduce((last, orgNumber) => (orgNumber > last ? orgNumber : last), ""),
      there,
    );
    work.progress(next, total);
    if (++pages % pagesInStretch > 0 || page.searchAfter === undefined) continue;
    await work.chunks.settle();
    await work.save({ searchAfter: page.searchAfter });
    work.mayGoOn();
  }
  await takeLeavers("999999999", new Set());
};

/** Those we hold are read in one round trip, and given what their records say now. */
const takeKnown = async (work: Work, records: readonly VoluntaryRecord[]): Promise<void> => {
  const ctx = withoutMemory(work.ctx);
  const held = await Promise.all(records.map(({ organisasjonsnummer }) => findOrganisation(ctx, organisasjonsnummer)));
  for (const [n, record] of records.entries()) {
    const organisation = held[n];
    if (!organisation) continue;
    const { facts, notes } = withRecord(organisation.facts, record);
    await takeFacts(work, "enheter", organisation.key, facts, notes);
  }
};
