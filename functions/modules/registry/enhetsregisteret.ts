/**
 * Enhetsregisteret (Brønnøysundregistrene): the bulk file, single units, and the feed of changes.
 * Its feed is paged by id; the links it gives count pages and end at the twentieth.
 */
import { pipeline, Readable } from "node:stream";
import { createGunzip } from "node:zlib";
import streamArray from "stream-json/streamers/stream-array.js";
import * as z from "zod";
import { type PoliteHttp, registerError } from "./politeHttp.ts";
import { type ReadRow, readRow, type RefusedRow } from "./rows.ts";

/** Main units and sub-units, as in the register's addresses. */
export type UnitKind = "enheter" | "underenheter";

const text = z.string().nullish();
const flag = z.boolean().nullish();
const texts = z.array(z.string()).nullish();
const address = z
  .looseObject({
    adresse: z.array(z.string().nullable()).nullish(),
    kommunenummer: text,
    land: text,
    postnummer: text,
    poststed: text,
  })
  .nullish();

/** What we read of a unit; of a deleted one the register keeps little more than its number and `slettedato`. */
const unit = z.looseObject({
  organisasjonsnummer: z.string(),
  navn: text,
  organisasjonsform: z.looseObject({ kode: z.string(), beskrivelse: text }).nullish(),
  hjemmeside: text,
  epostadresse: text,
  telefon: text,
  mobil: text,
  forretningsadresse: address,
  postadresse: address,
  beliggenhetsadresse: address,
  overordnetEnhet: text,
  antallAnsatte: z.number().int().nonnegative().nullish(),
  maalform: text,
  stiftelsesdato: text,
  oppstartsdato: text,
  registreringsdatoEnhetsregisteret: text,
  registrertIFrivillighetsregisteret: flag,
  registreringsdatoFrivillighetsregisteret: text,
  konkurs: flag,
  underAvvikling: flag,
  underTvangsavviklingEllerTvangsopplosning: flag,
  slettedato: text,
  vedtektsfestetFormaal: texts,
  aktivitet: texts,
  historiskeNavn: z.array(z.union([z.string(), z.looseObject({ navn: z.string() })])).nullish(),
});
export type Unit = z.infer<typeof unit>;

/** One unit: as it stands, unknown (404), removed on legal grounds (410), or there in a shape we cannot read. */
export type FoundUnit =
  | { readonly state: "found"; readonly unit: Unit }
  | { readonly state: "unknown" }
  | { readonly state: "removed" }
  | { readonly state: "refused"; readonly refused: RefusedRow };

export type UnitChange = {
  readonly id: number;
  readonly at: string;
  readonly orgNumber: string;
  /** `Fjernet`: removed on legal grounds, to be erased by all who hold it. */
  readonly type: "Ukjent" | "Ny" | "Endring" | "Sletting" | "Fjernet";
};

const change = z.looseObject({
  oppdateringsid: z.number().int().nonnegative(),
  dato: z.string(),
  organisasjonsnummer: z.string(),
  endringstype: z.enum(["Ukjent", "Ny", "Endring", "Sletting", "Fjernet"]).catch("Ukjent"),
});
/** `_embedded` is absent, not empty, where there is nothing. */
const changePage = z.looseObject({
  _embedded: z
    .looseObject({ oppdaterteEnheter: z.array(change).optional(), oppdaterteUnderenheter: z.array(change).optional() })
    .optional(),
});

const searchPage = z.looseObject({
  _embedded: z
    .looseObject({ enheter: z.array(z.unknown()).optional(), underenheter: z.array(z.unknown()).optional() })
    .optional(),
  page: z.looseObject({ totalElements: z.number().int().nonnegative() }),
});

/** More than the branches of any one organisation; the largest have some hundreds. */
const unitsInSearch = 1_000;
/** The most the feed gives at a time. */
const changesAtATime = 10_000;

export type Enhetsregisteret = ReturnType<typeof enhetsregisteret>;

/** Enhetsregisteret at an address such as `https://data.brreg.no/enhetsregisteret/api`. All of it throws RegisterError. */
export const enhetsregisteret = (baseUrl: string, http: PoliteHttp) => {
  const readChanges = async (kind: UnitKind, query: string): Promise<UnitChange[]> => {
    const answer = await http.getJson(`${baseUrl}/oppdateringer/${kind}?${query}`);
    const page = changePage.safeParse(answer.status === 200 ? answer.body : undefined);
    if (!page.success) throw registerError("REGISTER_REFUSED", "The feed of changes is not as documented.", page.error);
    const rows = page.data._embedded?.oppdaterteEnheter ?? page.data._embedded?.oppdaterteUnderenheter ?? [];
    return rows.map((row) => ({
      id: row.oppdateringsid,
      at: row.dato,
      orgNumber: row.organisasjonsnummer,
      type: row.endringstype,
    }));
  };

  const search = async (kind: UnitKind, query: URLSearchParams): Promise<{ rows: unknown[]; total: number }> => {
    const answer = await http.getJson(`${baseUrl}/${kind}?${query}`);
    const page = searchPage.safeParse(answer.status === 200 ? answer.body : undefined);
    if (!page.success) throw registerError("REGISTER_REFUSED", "The search is not as documented.", page.error);
    const rows = page.data._embedded?.enheter ?? page.data._embedded?.underenheter ?? [];
    return { rows, total: page.data.page.totalElements };
  };

  return {
    /**
     * The units of this morning's bulk file whose `field` is wanted, in the file's order. Others are dropped before they are put
     * together: of a million units one in sixteen is voluntary.
     */
    async *streamUnits(
      kind: UnitKind,
      field: "organisasjonsnummer" | "registrertIFrivillighetsregisteret" | "overordnetEnhet",
      wanted: (value: unknown) => boolean,
    ): AsyncGenerator<ReadRow<Unit>> {
      const bytes = await http.getBytes(`${baseUrl}/${kind}/lastned`);
      const rows = streamArray.withParserAsStream({
        streamValues: false,
        objectFilter: ({ current }) => {
          const value: unknown = isRecord(current) ? current[field] : undefined;
          return value === undefined ? undefined : wanted(value);
        },
      });
      const done = pipeline(Readable.from(bytes), createGunzip({ chunkSize: gunzipChunk }), rows, () => undefined);
      try {
        for await (const item of done as AsyncIterable<{ value: unknown }>) yield readRow(unit, item.value);
      } catch (error) {
        throw registerError("REGISTER_UNAVAILABLE", "The bulk file broke off or is not what it says.", error);
      } finally {
        done.destroy();
      }
    },

    async fetchUnit(kind: UnitKind, orgNumber: string): Promise<FoundUnit> {
      const answer = await http.getJson(`${baseUrl}/${kind}/${encodeURIComponent(orgNumber)}`);
      if (answer.status !== 200) return { state: answer.status === 404 ? "unknown" : "removed" };
      const read = readRow(unit, answer.body);
      return "row" in read ? { state: "found", unit: read.row } : { state: "refused", refused: read.refused };
    },

    /** The changes after an id, oldest first, until there are no more. */
    async *changesSince(kind: UnitKind, lastId: number): AsyncGenerator<UnitChange> {
      let last = lastId;
      for (;;) {
        const changes = await readChanges(kind, `oppdateringsid=${last + 1}&sort=id,ASC&size=${changesAtATime}`);
        yield* changes;
        // A page that is not full can still have successors that came while we read it: only an empty one ends it.
        const highest = changes.reduce((max, { id }) => Math.max(max, id), last);
        if (highest === last) return;
        last = highest;
      }
    },

    /** An id after which all changes since an instant come; that of the newest where there are none, and 0 without any. */
    async changeBefore(kind: UnitKind, at: Date): Promise<number> {
      const [first] = await readChanges(kind, `dato=${at.toISOString()}&sort=id,ASC&size=1`);
      if (first) return first.id - 1;
      const [newest] = await readChanges(kind, "sort=id,DESC&size=1");
      return newest?.id ?? 0;
    },

    /**
     * Units that stand today and are one of up to a hundred numbers, or branches of a unit. The search knows no deleted ones,
     * and may lag a little behind the single units.
     */
    async findUnits(
      kind: UnitKind,
      { orgNumbers, parent, voluntary }: { orgNumbers?: readonly string[]; parent?: string; voluntary?: boolean },
    ): Promise<ReadRow<Unit>[]> {
      const query = new URLSearchParams({
        ...(orgNumbers && { organisasjonsnummer: orgNumbers.join(",") }),
        ...(parent !== undefined && { overordnetEnhet: parent }),
        ...(voluntary === true && { registrertIFrivillighetsregisteret: "true" }),
        size: String(unitsInSearch),
      });
      const { rows, total } = await search(kind, query);
      if (total > rows.length)
        throw registerError("REGISTER_REFUSED", `A search for ${kind} found ${total}, more than it shows.`);
      return rows.map((row) => readRow(unit, row));
    },

    /** How many stand in Frivillighetsregisteret, as Enhetsregisteret counts them. */
    async countVoluntary(): Promise<number> {
      const query = new URLSearchParams({ registrertIFrivillighetsregisteret: "true", size: "1" });
      return (await search("enheter", query)).total;
    },
  };
};

/** Larger pieces than zlib's own 16 KB make the reading a quarter faster. */
const gunzipChunk = 256 * 1024;

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
