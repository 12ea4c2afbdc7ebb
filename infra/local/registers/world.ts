/** What stands in the registers today: invented units computed from their slot, and on top of them what days have changed. */
import { drawingTable, municipalities, type Municipality } from "./municipalities.ts";
import { type Kind, mix, orgNumberAt, slotNear, slots } from "./numbers.ts";
import { realUnits, realVoluntary } from "./real.ts";

export interface Size {
  units: number;
  voluntary: number;
  subUnits: number;
}

/** What has happened to a unit since the beginning. */
export interface Events {
  /** Grows with each change of something the register tells. */
  revision: number;
  /** Grows with each yearly account delivered, which changes nothing else. */
  accounts: number;
  /** Place among its municipality's associations, for one that was not there at the beginning. */
  ordinal?: number;
  voluntarySince?: string;
  leftVoluntary?: boolean;
  categoryAdded?: boolean;
  bankruptOn?: string;
  deletedOn?: string;
  removed?: boolean;
  parent?: number;
}

export interface Change {
  id: number;
  at: string;
  slot: number;
  type: "Ukjent" | "Ny" | "Endring" | "Sletting" | "Fjernet";
}

/** Rows with a fault, by their place among the voluntary ones: the same in every size. */
export const faulty = { number: 101, municipality: 102, name: 103, icnpo: 104, svalbard: 105, record: 106 } as const;

/** Two that were deleted and two that were removed on legal grounds before the beginning, after all that can be added. */
const longGone = slots - 4;

/** Sub-units of Frelsesarmeen and of Stiftelsen Kirkens Bymisjon, which stand only among the sub-units. */
const corps = [
  { orgNumber: "938498318", count: 175 },
  { orgNumber: "944384448", count: 151 },
] as const;
export const corpsCount = corps[0].count + corps[1].count;
/** One voluntary organisation in 25 has employees, and those have two sub-units each. */
export const hasEmployees = (ordinal: number): boolean => ordinal % 25 === 3;

/** Categories besides the main one: 24 organisations in 100 have a second, a quarter of these a third, which is the most. */
export const moreCategories = (slot: number): 0 | 1 | 2 => {
  const seed = mix(slot, 11);
  if (seed % 100 >= 24) return 0;
  return (seed >>> 8) % 4 === 0 ? 2 : 1;
};
/** One voluntary organisation of the beginning in 400 is bankrupt. */
export const startedBankrupt = (ordinal: number): boolean => ordinal % 400 === 9;

export type World = ReturnType<typeof createWorld>;

export const createWorld = (size: Size) => {
  const invented = size.units - realUnits.length;
  const voluntary = size.voluntary - realVoluntary;
  const draw = drawingTable(size.voluntary);
  const events = { enheter: new Map<number, Events>(), underenheter: new Map<number, Events>() };
  const changes = { enheter: [] as Change[], underenheter: [] as Change[] };
  const added = { enheter: 0, underenheter: 0 };
  for (const [i, slot] of [0, 1, 2, 3].map((n) => [n, longGone + n] as const))
    events.enheter.set(slot, {
      revision: 0,
      accounts: 0,
      ...(i < 2 ? { deletedOn: "2024-05-13" } : { removed: true }),
    });

  const drawMunicipality = (slot: number): number => draw[mix(slot, 3) & 0xffff] ?? 0;
  const voluntaryBefore = (slot: number): number => Math.floor((slot * voluntary) / invented);
  const slotOfVoluntary = (ordinal: number): number => Math.ceil(((ordinal + 1) * invented) / voluntary) - 1;

  /** Each voluntary organisation's place in its municipality decides its name, so that names differ within it. */
  const inMunicipality = new Uint16Array(voluntary);
  const perMunicipality = new Uint16Array(municipalities.length);
  for (let ordinal = 0; ordinal < voluntary; ordinal++) {
    const place = drawMunicipality(slotOfVoluntary(ordinal));
    inMunicipality[ordinal] = perMunicipality[place] ?? 0;
    perMunicipality[place] = (perMunicipality[place] ?? 0) + 1;
  }
  const places = Uint16Array.from(perMunicipality, (count) => Math.max(8, Math.ceil(count / 35)));
  // Names are dealt out among those of the beginning: one that comes later must not give the others new ones.
  const atFirst = Uint16Array.from(perMunicipality);

  const last = { enheter: () => invented + added.enheter, underenheter: () => size.subUnits + added.underenheter };
  const isReal = (slot: number): boolean => slot >= slots;
  const startedVoluntary = (slot: number): boolean =>
    isReal(slot)
      ? realUnits[slot - slots]?.icnpo !== undefined
      : slot < invented && voluntaryBefore(slot + 1) > voluntaryBefore(slot);
  /** Place among the voluntary ones of the beginning. */
  const ordinalOf = (slot: number): number | undefined =>
    !isReal(slot) && startedVoluntary(slot) ? voluntaryBefore(slot) : undefined;
  const isVoluntary = (slot: number): boolean => {
    const past = events.enheter.get(slot);
    if (past?.leftVoluntary || past?.deletedOn || past?.removed) return false;
    return past?.voluntarySince !== undefined || startedVoluntary(slot);
  };

  const orgNumber = (kind: Kind, slot: number): string => {
    if (kind === "enheter" && isReal(slot)) return realUnits[slot - slots]?.orgNumber ?? "";
    const right = orgNumberAt(kind, slot);
    // The check digit is one too high: the row is there, and its number is none.
    return kind === "enheter" && ordinalOf(slot) === faulty.number
      ? right.slice(0, 8) + ((Number(right[8]) + 1) % 10)
      : right;
  };
  const find = (kind: Kind, number: string): number | undefined => {
    if (kind === "enheter") {
      const real = realUnits.findIndex((unit) => unit.orgNumber === number);
      if (real >= 0) return slots + real;
    }
    const slot = slotNear(kind, number);
    if (!(slot >= 0 && slot < slots) || orgNumber(kind, slot) !== number) return undefined;
    return slot < last[kind]() || events[kind].has(slot) ? slot : undefined;
  };
  const isGone = (kind: Kind, slot: number): boolean => {
    const past = events[kind].get(slot);
    return past?.deletedOn !== undefined || past?.removed === true;
  };
  /** All slots in use, in the order of their numbers. */
  function* standing(kind: Kind): Generator<number> {
    const end = last[kind]();
    for (let slot = 0; slot < end; slot++) if (!events[kind].has(slot) || !isGone(kind, slot)) yield slot;
    if (kind === "enheter")
      for (let slot = slots; slot < slots + realUnits.length; slot++) if (!isGone(kind, slot)) yield slot;
  }
  /** Voluntary slots after one, in the order of their numbers. */
  function* voluntaryAfter(after: number): Generator<number> {
    const late = [...events.enheter]
      .filter(([slot, past]) => past.voluntarySince !== undefined && slot > after && isVoluntary(slot))
      .map(([slot]) => slot)
      .toSorted((a, b) => a - b);
    for (let ordinal = after < 0 ? 0 : voluntaryBefore(Math.min(after + 1, invented)); ordinal < voluntary; ordinal++) {
      const slot = slotOfVoluntary(ordinal);
      while (late[0] !== undefined && late[0] < slot) yield late.shift() ?? 0;
      if (isVoluntary(slot)) yield slot;
    }
    yield* late;
    for (let slot = Math.max(slots, after + 1); slot < slots + realUnits.length; slot++)
      if (isVoluntary(slot)) yield slot;
  }

  /** How many voluntary organisations of the beginning have employees. */
  const employers = Math.ceil((voluntary - 3) / 25);
  const parentOf = (slot: number): number => {
    const past = events.underenheter.get(slot);
    if (past?.parent !== undefined) return past.parent;
    const body = slot < corps[0].count ? corps[0] : slot < corpsCount ? corps[1] : undefined;
    if (body !== undefined) return slots + realUnits.findIndex((unit) => unit.orgNumber === body.orgNumber);
    const nth = slot - corpsCount;
    if (nth < employers * 2) return slotOfVoluntary(Math.floor(nth / 2) * 25 + 3);
    const parent = Math.floor(((nth - employers * 2) * (invented - 1)) / (size.subUnits - corpsCount - employers * 2));
    return startedVoluntary(parent) ? parent + 1 : parent;
  };

  const municipalityOf = (slot: number): Municipality => {
    const index = isReal(slot) ? 0 : drawMunicipality(slot);
    const found = municipalities[index];
    if (found === undefined) throw new Error(`No municipality for slot ${slot}.`);
    return found;
  };
  return {
    size,
    events,
    changes,
    added,
    last,
    isReal,
    isVoluntary,
    isGone,
    ordinalOf,
    orgNumber,
    find,
    standing,
    voluntaryAfter,
    parentOf,
    municipalityOf,
    slotOfVoluntary,
    invented,
    voluntary,
    /** The association's number in its municipality, from 0. */
    nameOrdinal: (slot: number): number => {
      const ordinal = ordinalOf(slot);
      return ordinal === undefined
        ? (events.enheter.get(slot)?.ordinal ?? 20_000 + (mix(slot, 4) % 20_000))
        : (inMunicipality[ordinal] ?? 0);
    },
    associationsIn: (slot: number): number => atFirst[drawMunicipality(slot)] ?? 0,
    placesIn: (slot: number): number => places[drawMunicipality(slot)] ?? 8,
    /** The next free place in the municipality, for one that is new. */
    nextOrdinal: (slot: number): number => {
      const place = drawMunicipality(slot);
      perMunicipality[place] = (perMunicipality[place] ?? 0) + 1;
      return (perMunicipality[place] ?? 1) - 1;
    },
    longGone: { deleted: orgNumber("enheter", longGone), removed: orgNumber("enheter", longGone + 2) },
  };
};
