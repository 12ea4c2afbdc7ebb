/** The whole of both registers: the walk is laid by, then the bulk files are read past it. */
import { referenceBodies } from "#modules/organisations";
import type { UnitKind } from "./enhetsregisteret.ts";
import type { VoluntaryRecord } from "./frivillighetsregisteret.ts";
import { registerError } from "./politeHttp.ts";
import { putPart, readWalk, type Walked } from "./store.ts";
import { forEach, heldOf, takeSingly, takeUnit, type Work } from "./work.ts";

/** Pages of the walk in one part: some 100 kB packed, far below the 400 kB of an item. */
const pagesInPart = 20;
/** More than this many missing in a bulk file, and it is the file that is not whole. */
const mostMissing = 5_000;

/** Municipalities, counties and directorates, which no voluntary register has. */
export const readReferenceBodies = async ({ chunks }: Work): Promise<void> => {
  for (const body of referenceBodies()) await chunks.add(body);
};

/** The bulk files are some hours old: what has changed since is read from this far back, before they are. */
const fileAgeMs = 3 * 86_400_000;

/** Walks through Frivillighetsregisteret and lays its records by. */
export const walk = async (work: Work): Promise<void> => {
  const { units } = work.registers;
  if (work.run().parts === 0) {
    const since = new Date(work.ctx.now().getTime() - fileAgeMs);
    const [enheter, underenheter] = [
      await units.changeBefore("enheter", since),
      await units.changeBefore("underenheter", since),
    ];
    await work.save({ feeds: { enheter, underenheter } });
  }
  const total = await units.countVoluntary();
  let laidBy = work.run().parts * pagesInPart * 100;
  let pages = 0;
  let records: Walked[] = [];
  for await (const page of work.registers.voluntary.walkVoluntary(work.run().searchAfter)) {
    for (const read of page.records) {
      if ("row" in read) records.push(compact(read.row));
      else {
        work.found.refused(read.refused);
        records.push({ organisasjonsnummer: read.refused.orgNumber, unreadable: true });
      }
    }
    laidBy += page.records.length;
    work.progress(laidBy, total);
    if (++pages % pagesInPart > 0 && page.searchAfter !== undefined) continue;
    const { id, parts } = work.run();
    const position = { parts: parts + 1, ...(page.searchAfter !== undefined && { searchAfter: page.searchAfter }) };
    await work.save(position, [putPart(id, parts, records, work.ctx.now())]);
    records = [];
    if (page.searchAfter !== undefined) work.mayGoOn();
  }
  if (records.length > 0) {
    const { id, parts } = work.run();
    await work.save({ parts: parts + 1 }, [putPart(id, parts, records, work.ctx.now())]);
  }
};

/** What we use of a record. */
const compact = ({
  organisasjonsnummer,
  kontonummer,
  innfoertDato,
  grasrotandel,
  icnpoKategorier,
}: VoluntaryRecord): VoluntaryRecord => ({
  organisasjonsnummer,
  kontonummer,
  innfoertDato,
  grasrotandel: grasrotandel && { deltarI: grasrotandel.deltarI },
  icnpoKategorier: icnpoKategorier?.map(({ icnpoNummer, rekkefoelge }) => ({ icnpoNummer, rekkefoelge })),
});

/** Reads the bulk file of units: those of the walk, and those held that are no longer in it. */
export const readUnits = async (work: Work): Promise<void> => {
  const walked = await readWalk(work.run().id, work.run().parts);
  const held = await heldOf(work.ctx, "enheter");
  const missing = new Set(walked.keys());
  for (const [orgNumber, { open }] of held) if (open) missing.add(orgNumber);
  const total = missing.size;
  const rows = work.registers.units.streamUnits(
    "enheter",
    "organisasjonsnummer",
    (value) => typeof value === "string" && (walked.has(value) || held.has(value)),
  );
  for await (const read of rows) {
    const orgNumber = "row" in read ? read.row.organisasjonsnummer : read.refused.orgNumber;
    const record = walked.get(orgNumber);
    missing.delete(orgNumber);
    if ("refused" in read) work.found.refused(read.refused);
    // What its record says is not known today: what is held of it stands.
    else if (record !== "unreadable") await takeUnit(work, "enheter", read.row, record);
    work.progress(total - missing.size, total);
  }
  await takeMissing("enheter", missing, async (orgNumber) => {
    const record = walked.get(orgNumber);
    if (record !== "unreadable") await takeSingly(work, "enheter", orgNumber, { held: held.has(orgNumber), record });
  });
};

/** Reads the bulk file of sub-units: those of the voluntary organisations we hold. */
export const readSubUnits = async (work: Work): Promise<void> => {
  const parents = await heldOf(work.ctx, "enheter");
  const held = await heldOf(work.ctx, "underenheter");
  const missing = new Set([...held].filter(([, { open }]) => open).map(([orgNumber]) => orgNumber));
  const rows = work.registers.units.streamUnits(
    "underenheter",
    "overordnetEnhet",
    (value) => typeof value === "string" && parents.get(value)?.open === true,
  );
  let done = 0;
  for await (const read of rows) {
    missing.delete("row" in read ? read.row.organisasjonsnummer : read.refused.orgNumber);
    if ("row" in read) await takeUnit(work, "underenheter", read.row);
    else work.found.refused(read.refused);
    work.progress(++done);
  }
  await takeMissing("underenheter", missing, (orgNumber) =>
    takeSingly(work, "underenheter", orgNumber, { held: true }),
  );
};

/** What a bulk file should have had, and has not, is asked for singly: it is new today, deleted, removed, or elsewhere. */
const takeMissing = async (
  kind: UnitKind,
  missing: ReadonlySet<string>,
  take: (orgNumber: string) => Promise<unknown>,
): Promise<void> => {
  if (missing.size > mostMissing)
    throw registerError("REGISTER_REFUSED", `The bulk file of ${kind} lacks ${missing.size} that should be in it.`);
  await forEach(missing, take);
};
