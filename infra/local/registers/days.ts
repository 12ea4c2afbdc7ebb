/** Days in the registers: what is founded, changed, deleted and removed, in the shares measured in Enhetsregisteret's change feed. */
import { type Kind, mix } from "./numbers.ts";
import { type Change, type Events, faulty, moreCategories, startedBankrupt, type World } from "./world.ts";

/** What a day did to what a reader of voluntary organisations holds, by organisation number. */
export interface DayOfChanges {
  /** The feed's time for the day's changes. */
  at: string;
  /** All rows of the two feeds, most of them about businesses. */
  feedRows: { enheter: number; underenheter: number };
  /** New, and already in Frivillighetsregisteret; or there before and now entered in it. */
  added: string[];
  /** Something the register tells of them is another; the bankrupt and those that left Frivillighetsregisteret included. */
  changed: string[];
  bankrupt: string[];
  leftVoluntaryRegister: string[];
  /** In the feed, though nothing changed but the year of the last accounts. */
  touched: string[];
  deleted: string[];
  /** Removed on legal grounds. */
  removed: string[];
  /** Changed in Frivillighetsregisteret alone, of which no feed tells. */
  changedInVoluntaryRegisterOnly: string[];
  subUnits: { added: string[]; changed: string[]; deleted: string[] };
}

const firstDay = Date.UTC(2026, 10, 2, 4, 1, 22, 299);
/** Ids of the feed were in this neighbourhood in September 2026. */
const firstId = 25_000_000;

export const createCalendar = (world: World) => {
  let day = 0;
  let id = firstId;
  const pastOf = (kind: Kind, slot: number): Events => {
    const past = world.events[kind].get(slot) ?? { revision: 0, accounts: 0 };
    world.events[kind].set(slot, past);
    return past;
  };
  const tell = (kind: Kind, slot: number, type: Change["type"], at: string): void => {
    // Ids are sparse.
    id += 1 + (mix(id, 16) % 5);
    world.changes[kind].push({ id, at, slot, type });
  };

  // A past that the bulk file already shows: long enough to page in.
  const before = new Date(firstDay - 86_400_000).toISOString();
  for (let i = 0; i < Math.max(600, world.size.units / 50); i++)
    tell("enheter", mix(i, 17) % world.invented, i % 50 === 0 ? "Ukjent" : "Endring", before);
  for (let i = 0; i < 50; i++) tell("underenheter", mix(i, 18) % world.size.subUnits, "Endring", before);

  const advanceDay = (): DayOfChanges => {
    const at = new Date(firstDay + day * 86_400_000).toISOString();
    const today = at.slice(0, 10);
    const used = new Set<number>(Object.values(faulty).map(world.slotOfVoluntary));
    let drawn = 0;
    const draw = (fits: (slot: number) => boolean): number => {
      for (;;) {
        const slot = mix(day * 1_000_003 + drawn++, 19) % world.invented;
        if (used.has(slot) || world.isGone("enheter", slot) || !fits(slot)) continue;
        used.add(slot);
        return slot;
      }
    };
    const anyone = (): boolean => true;
    const inBusiness = (slot: number): boolean => !world.isVoluntary(slot) && world.ordinalOf(slot) === undefined;
    const number = (slot: number): string => world.orgNumber("enheter", slot);
    const result: DayOfChanges = {
      at,
      feedRows: { enheter: 0, underenheter: 0 },
      ...{ added: [], changed: [], bankrupt: [], leftVoluntaryRegister: [], touched: [], deleted: [], removed: [] },
      changedInVoluntaryRegisterOnly: [],
      subUnits: { added: [], changed: [], deleted: [] },
    };

    const found = (voluntary: boolean): void => {
      const slot = world.invented + world.added.enheter++;
      Object.assign(
        pastOf("enheter", slot),
        voluntary ? { voluntarySince: today, ordinal: world.nextOrdinal(slot) } : {},
      );
      if (voluntary) result.added.push(number(slot));
      tell("enheter", slot, "Ny", at);
    };
    const change = (slot: number): void => {
      const past = pastOf("enheter", slot);
      const accountsOnly = mix(slot + day, 20) % 4 === 0;
      if (accountsOnly) past.accounts = 2025;
      else past.revision++;
      if (world.isVoluntary(slot)) (accountsOnly ? result.touched : result.changed).push(number(slot));
      tell("enheter", slot, "Endring", at);
    };
    const end = (slot: number, how: "Sletting" | "Fjernet"): void => {
      if (world.isVoluntary(slot)) (how === "Sletting" ? result.deleted : result.removed).push(number(slot));
      Object.assign(pastOf("enheter", slot), how === "Sletting" ? { deletedOn: today } : { removed: true });
      tell("enheter", slot, how, at);
    };

    // About 2,704 changes a day among 1,174,644 units, the median; in a small register never fewer than fill every case.
    const total = Math.max(40, Math.round(world.size.units * 0.0023));
    const removals = Math.max(1, Math.round(total * 0.007));
    const deletions = Math.round(total * 0.073);
    const foundings = Math.round(total * 0.161);

    const bankrupt = draw((slot) => {
      const ordinal = world.ordinalOf(slot);
      return (
        world.isVoluntary(slot) &&
        ordinal !== undefined &&
        !startedBankrupt(ordinal) &&
        !world.events.enheter.get(slot)?.bankruptOn
      );
    });
    pastOf("enheter", bankrupt).bankruptOn = today;
    result.bankrupt.push(number(bankrupt));
    const leaver = draw(world.isVoluntary);
    result.leftVoluntaryRegister.push(number(leaver));
    pastOf("enheter", leaver).leftVoluntary = true;
    result.changed.push(number(bankrupt), number(leaver));
    const entrant = draw(inBusiness);
    Object.assign(pastOf("enheter", entrant), { voluntarySince: today, ordinal: world.nextOrdinal(entrant) });
    result.added.push(number(entrant));
    for (const slot of [bankrupt, bankrupt, leaver, entrant]) tell("enheter", slot, "Endring", at);
    const quiet = draw(
      (slot) => world.isVoluntary(slot) && moreCategories(slot) < 2 && !world.events.enheter.get(slot)?.categoryAdded,
    );
    pastOf("enheter", quiet).categoryAdded = true;
    result.changedInVoluntaryRegisterOnly.push(number(quiet));

    const share = world.size.voluntary / world.size.units;
    for (let i = 0; i < foundings; i++) found(i === 0 || mix(day * 97 + i, 21) % 1000 < share * 1000);
    for (let i = 0; i < deletions; i++) end(draw(i === 0 ? world.isVoluntary : anyone), "Sletting");
    for (let i = 0; i < removals; i++) end(draw(i === 0 ? world.isVoluntary : anyone), "Fjernet");
    for (let i = 4 + foundings + deletions + removals; i < total; i++) change(draw(anyone));

    const newCorps = world.size.subUnits + world.added.underenheter++;
    const salvationArmy = world.find("enheter", "938498318");
    pastOf("underenheter", newCorps).parent = salvationArmy ?? 0;
    // Corps change in the first half of theirs and close in the second, so that no day meets what another closed.
    const moved = day % 80;
    pastOf("underenheter", moved).revision++;
    const closed = 100 + (day % 70);
    pastOf("underenheter", closed).deletedOn = today;
    tell("underenheter", newCorps, "Ny", at);
    tell("underenheter", moved, "Endring", at);
    tell("underenheter", closed, "Sletting", at);
    const subNumber = (slot: number): string => world.orgNumber("underenheter", slot);
    result.subUnits = { added: [subNumber(newCorps)], changed: [subNumber(moved)], deleted: [subNumber(closed)] };
    result.feedRows = {
      enheter: world.changes.enheter.filter((row) => row.at === at).length,
      underenheter: world.changes.underenheter.filter((row) => row.at === at).length,
    };
    day++;
    return result;
  };
  return { advanceDay };
};
