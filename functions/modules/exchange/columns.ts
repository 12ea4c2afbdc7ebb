/** The columns of a file of activities: what each is called in three languages, and the words its cells are chosen from. */
import { folded } from "#platform/words";
import type { ImportColumn } from "#schema/resolvers";

/** By which a column is known, folded; the first is how this service writes it. */
export const headers: Readonly<Record<ImportColumn, readonly [string, ...string[]]>> = {
  ID: ["Id"],
  EXTERNAL_ID: ["Ekstern id", "uid", "external id", "referanse", "reference"],
  TITLE: ["Tittel", "navn", "namn", "aktivitet", "arrangement", "overskrift", "title", "name", "activity", "event"],
  SUMMARY: ["Kort om", "sammendrag", "samandrag", "ingress", "kort beskrivelse", "kort omtale", "summary"],
  DESCRIPTION: ["Beskrivelse", "skildring", "omtale", "tekst", "description", "text"],
  WHAT_TO_EXPECT: ["Hva skjer der", "kva skjer der", "what to expect"],
  CATEGORY: ["Kategori", "type", "category"],
  LANGUAGE: ["Språk i teksten", "tekstspråk", "language of text"],
  PLACE: ["Sted", "stad", "lokale", "hvor", "kvar", "place", "venue", "location", "where"],
  ADDRESS: ["Adresse", "gateadresse", "address", "street address"],
  MUNICIPALITY: ["Kommune", "kommunenummer", "kommunenr", "municipality"],
  TRANSPORT: ["Slik kommer du dit", "slik kjem du dit", "transport", "how to get there"],
  LATITUDE: ["Breddegrad", "breiddegrad", "latitude", "lat"],
  LONGITUDE: ["Lengdegrad", "longitude", "lon", "lng"],
  STARTS_ON: ["Dato", "første dag", "startdato", "fra dato", "frå dato", "date", "start date", "first day"],
  STARTS_AT: ["Starter", "startar", "klokkeslett", "klokka", "kl", "tid", "start", "starttid", "start time", "time"],
  ENDS_AT: ["Slutter", "sluttar", "slutt", "sluttid", "til kl", "ends", "end", "end time"],
  REPEATS: [
    "Gjentas",
    "gjentar seg",
    "gjentek seg",
    "gjentakelse",
    "gjentaking",
    "ukedag",
    "vekedag",
    "dag",
    "når",
    "repeats",
    "weekday",
    "day",
    "when",
  ],
  UNTIL: ["Siste dag", "sluttdato", "til dato", "last day", "until", "end date"],
  COUNT: ["Antall ganger", "ganger", "tal gonger", "number of times", "times"],
  EXCEPTIONS: ["Ikke disse dagene", "unntak", "ikkje desse dagane", "exceptions", "not on"],
  SEASONS: ["Bare i periodene", "perioder", "sesong", "sesonger", "berre i periodane", "seasons", "season"],
  AGE_FROM: ["Alder fra", "alder frå", "fra alder", "min alder", "yngst", "age from", "youngest"],
  AGE_TO: ["Alder til", "til alder", "maks alder", "eldst", "age to", "oldest"],
  GROUP: ["For hvem", "for kven", "målgruppe", "group", "for whom"],
  MIXES_WITH_LOCALS: ["Møter lokalbefolkningen", "møter lokalbefolkninga", "mixes with locals"],
  LANGUAGE_LEVEL: ["Norsknivå", "språknivå", "nivå i norsk", "language level", "level"],
  LANGUAGES: ["Språk der", "språk", "languages", "language"],
  PRICE: ["Pris", "pris kr", "pris i kroner", "kroner", "kostnad", "price", "cost"],
  PRICE_PER: ["Pris per", "price per"],
  EQUIPMENT: ["Utstyr", "equipment"],
  TRIAL: ["Prøvetime", "kan prøves", "kan prøvast", "trial"],
  CHILDCARE: ["Barnepass", "childcare"],
  POLICE_CERTIFICATE: ["Politiattest", "police certificate"],
  COMMITMENT: ["Oppmøte", "forpliktelse", "commitment"],
  ACCESSIBILITY: ["Tilgjengelighet", "tilgjenge", "accessibility"],
  CAPACITY: ["Plasser", "plassar", "antall plasser", "kapasitet", "capacity", "places"],
  SIGN_UP_URL: ["Påmelding", "påmeldingslenke", "sign up", "registration"],
  REGISTERED_AT: ["Registrert først i", "registrert først", "plattform", "system", "platform"],
  REGISTERED_URL: ["Ekstern adresse", "nettadresse", "lenke", "lenkje", "url", "link"],
};

export const columns = Object.keys(headers) as ImportColumn[];

/** Parts of a text in another language; its code stands in brackets after the name: «Tittel (ar)». */
export const translatedParts = ["title", "summary", "whatToExpect", "provenance"] as const;
export type TranslatedPart = (typeof translatedParts)[number];
export const translatedHeaders: Readonly<Record<TranslatedPart, string>> = {
  title: "Tittel",
  summary: "Kort om",
  whatToExpect: "Hva skjer der",
  provenance: "Oversatt av",
};

/** What a header names: a column, a part of a text in another language, or nothing. */
export type Named =
  { readonly column: ImportColumn } | { readonly part: TranslatedPart; readonly language: string } | undefined;

const byHeader = new Map(columns.flatMap((column) => headers[column].map((name) => [folded(name), column] as const)));
const partByHeader = new Map(translatedParts.map((part) => [folded(translatedHeaders[part]), part] as const));

export const nameOf = (header: string): Named => {
  const [, before = "", language = ""] =
    /^(.+)\(([a-z]{2,3}(?:-[A-Z][a-z]{3})?(?:-[A-Z]{2})?)\)\s*$/.exec(header) ?? [];
  const part = partByHeader.get(folded(before));
  if (part !== undefined) return { part, language };
  const column = byHeader.get(folded(header));
  return column === undefined ? undefined : { column };
};

/** Codes of a choice and the words for them, the first as this service writes it. */
type Words<Code extends string> = Readonly<Record<Code, readonly [string, ...string[]]>>;

export const words = {
  group: {
    EVERYONE: ["alle", "everyone", "all"],
    WOMEN: ["kvinner", "jenter", "women", "girls"],
    MEN: ["menn", "gutter", "gutar", "men", "boys"],
    FAMILIES: ["familier", "familiar", "families"],
  },
  languageLevel: {
    A0: ["A0", "ingen", "inga", "none", "0"],
    A1: ["A1"],
    A2: ["A2"],
    B1: ["B1"],
    B2: ["B2"],
  },
  per: {
    EACH_TIME: ["gang", "gong", "hver gang", "kvar gong", "time", "each time"],
    MONTH: ["måned", "månad", "month"],
    SEASON: ["sesong", "season", "halvår", "semester"],
    YEAR: ["år", "year"],
  },
  equipment: {
    NONE: ["trengs ikke", "nei", "trengst ikkje", "ingen", "none", "no"],
    LENT: ["lånes ut", "kan lånes", "blir lånt ut", "kan lånast", "lent"],
    OWN: ["ta med selv", "eget", "eige", "ta med sjølv", "own"],
  },
  commitment: {
    DROP_IN: ["kom når du vil", "drop in", "dropin"],
    TRY: ["prøv først", "try first", "try"],
    REGULAR: ["hver gang", "fast", "kvar gong", "regular"],
  },
  accessibility: {
    STEP_FREE: ["trinnfritt", "rullestol", "step free"],
    HEARING_LOOP: ["teleslynge", "teleslyngje", "hearing loop"],
    QUIET: ["rolig", "roleg", "quiet"],
    COMPANION: ["ledsager", "ledsagar", "companion"],
  },
  provenance: {
    HUMAN: ["menneske", "human"],
    MACHINE: ["maskin", "machine"],
    IMMIGRANT_ORGANISATION: ["innvandrerorganisasjon", "innvandrarorganisasjon", "immigrant organisation"],
  },
  platform: {
    FRIVILLIG_NO: ["Frivillig.no"],
    UNGFRITID_NO: ["Ungfritid.no"],
    NYBY: ["Nyby"],
    FRISKUS: ["Friskus"],
    INVI: ["InVi"],
    CALENDAR: ["kalender", "calendar"],
    OTHER: ["annet", "anna", "eget system", "other"],
  },
  flag: {
    YES: ["ja", "x", "yes", "true", "1"],
    NO: ["nei", "no", "false", "0"],
  },
} as const satisfies Readonly<Record<string, Words<string>>>;

export type Choice = keyof typeof words;
export type CodeOf<Name extends Choice> = keyof (typeof words)[Name] & string;

/** The code a word stands for; undefined where it is none of the words. */
export const codeOf = <Name extends Choice>(name: Name, word: string): CodeOf<Name> | undefined => {
  const wanted = folded(word);
  const entries = Object.entries(words[name]) as [CodeOf<Name>, readonly string[]][];
  return entries.find(([code, all]) => folded(code) === wanted || all.some((one) => folded(one) === wanted))?.[0];
};

/** The word this service writes for a code. */
export const wordOf = <Name extends Choice>(name: Name, code: string): string =>
  (words[name] as Readonly<Record<string, readonly [string, ...string[]]>>)[code]?.[0] ?? code;
