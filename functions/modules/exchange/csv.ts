/** Activities as CSV (RFC 4180): read as spreadsheets in Norway write it, and written so that they read it and take no cell for a formula. */
import type { Schedule } from "#modules/activities";
import { findMunicipality } from "#modules/places";
import { fromText, writeTable } from "#platform/csv";
import { refuseProblems } from "#platform/refusal";
import type { ActivityInput, ImportColumn } from "#schema/resolvers";
import type { Cells, Translations } from "./cells.ts";
import {
  columns,
  headers,
  nameOf,
  translatedHeaders,
  type TranslatedPart,
  translatedParts,
  wordOf,
} from "./columns.ts";
import { mostRows } from "./file.ts";
import { writeRepeats } from "./when.ts";

export type CsvRow = { readonly line: number; readonly cells: Cells; readonly translations: Translations };

/** What stands between values: what there is most of in the first line, outside of quotes. */
const separatorOf = (text: string): string => {
  const [line = ""] = text.replace(/"[^"]*"/g, "").split(/\r\n|\r|\n/, 1);
  const [most = ","] = [";", ",", "\t"].toSorted((a, b) => line.split(b).length - line.split(a).length);
  return most;
};

type Parsed = { readonly record: string[]; readonly info: { readonly lines: number } };

/** Lines that a record goes on over. */
const brokenLines = (record: readonly string[]): number => record.join("").split("\n").length - 1;

/** @throws Refusal INVALID_INPUT where it is no such file, has no titles, or has too many rows. */
export const readCsv = async (text: string): Promise<{ rows: CsvRow[]; unknownColumns: string[] }> => {
  const { CsvError, parse } = await import("csv-parse/sync");
  // Excel says so by itself, in a line before the first.
  const [, told, rest = text] = /^sep=(.)\r?\n([^]*)$/i.exec(text) ?? [];
  const parsed = (): Parsed[] => {
    try {
      return parse(rest, {
        delimiter: told ?? separatorOf(rest),
        info: true,
        relax_column_count: true,
        relax_quotes: true,
        skip_empty_lines: true,
        to: mostRows + 2,
      }) as unknown as Parsed[];
    } catch (error) {
      if (!(error instanceof CsvError)) throw error;
      refuseProblems([{ field: "file", code: "UNREADABLE_FILE" }]);
      return [];
    }
  };
  const [head, ...all] = parsed();
  const names = (head?.record ?? []).map((header) => header.trim());
  const known = names.map(nameOf);
  const rows: CsvRow[] = [];
  const before = told === undefined ? 0 : 1;
  for (const { record, info } of all) {
    const cells = new Map<ImportColumn, string>();
    const translations = new Map<string, Partial<Record<TranslatedPart, string>>>();
    for (const [n, cell] of record.entries()) {
      const [name, value] = [known[n], fromText(cell.trim())];
      if (!name || value === "") continue;
      if ("column" in name) cells.set(name.column, value);
      else translations.set(name.language, { ...translations.get(name.language), [name.part]: value });
    }
    if (record.some((cell) => cell.trim() !== ""))
      rows.push({ line: info.lines + before - brokenLines(record), cells, translations });
  }
  const isTitled = known.some((name) => name && "column" in name && name.column === "TITLE");
  refuseProblems([
    ...(isTitled ? [] : [{ field: "file", code: "NO_TITLE_COLUMN" }]),
    ...(isTitled && rows.length === 0 ? [{ field: "file", code: "EMPTY_FILE" }] : []),
    ...(rows.length > mostRows ? [{ field: "file", code: "TOO_MANY_ROWS" }] : []),
  ]);
  return { rows, unknownColumns: names.filter((name, n) => name !== "" && !known[n]) };
};

/** An activity as a file tells of it. */
export type Written = Omit<ActivityInput, "schedules"> & {
  readonly id?: string;
  readonly schedules: readonly Schedule[];
};

const yesOrNo = (is: boolean | null | undefined): string => (is == null ? "" : wordOf("flag", is ? "YES" : "NO"));
const number = (n: number | null | undefined): string => (n == null ? "" : String(n));
const kroner = (ore: number): string =>
  ore % 100 === 0 ? String(ore / 100) : (ore / 100).toFixed(2).replace(".", ",");

/** What each column holds of an activity. */
const cellsOf = (activity: Written): Readonly<Record<ImportColumn, string>> => {
  const { place, price, registeredAt, schedules } = activity;
  const each = (part: (schedule: Schedule) => string): string => {
    const parts = schedules.map(part);
    return parts.every((one) => one === "") ? "" : parts.join(" | ");
  };
  const word = (name: Parameters<typeof wordOf>[0], code: string | null | undefined): string =>
    code == null ? "" : wordOf(name, code);
  return {
    ID: activity.id ?? "",
    EXTERNAL_ID: registeredAt?.externalId ?? "",
    TITLE: activity.title,
    SUMMARY: activity.summary,
    DESCRIPTION: activity.description ?? "",
    WHAT_TO_EXPECT: activity.whatToExpect ?? "",
    CATEGORY: activity.category,
    LANGUAGE: activity.language ?? "",
    PLACE: place.name,
    ADDRESS: place.address ?? "",
    MUNICIPALITY: `${place.municipality} ${findMunicipality(place.municipality)?.name ?? ""}`.trim(),
    TRANSPORT: place.transport ?? "",
    LATITUDE: number(place.latitude),
    LONGITUDE: number(place.longitude),
    STARTS_ON: each(({ startsOn }) => startsOn),
    STARTS_AT: each(({ startsAt }) => startsAt),
    ENDS_AT: each(({ endsAt }) => endsAt),
    REPEATS: each(({ repeats }) => writeRepeats(repeats)),
    UNTIL: each(({ repeats }) => repeats?.until ?? ""),
    COUNT: each(({ repeats }) => number(repeats?.count)),
    EXCEPTIONS: each(({ exceptions }) => exceptions.join(", ")),
    SEASONS: each(({ seasons }) => seasons.map(({ from, until }) => `${from}–${until}`).join(", ")),
    AGE_FROM: number(activity.ageFrom),
    AGE_TO: number(activity.ageTo),
    GROUP: word("group", activity.group),
    MIXES_WITH_LOCALS: yesOrNo(activity.mixesWithLocals),
    LANGUAGE_LEVEL: word("languageLevel", activity.languageLevel),
    LANGUAGES: (activity.languages ?? []).join(", "),
    PRICE: price ? kroner(price.amount) : "",
    PRICE_PER: word("per", price?.per),
    EQUIPMENT: word("equipment", activity.equipment),
    TRIAL: yesOrNo(activity.trial),
    CHILDCARE: yesOrNo(activity.childcare),
    POLICE_CERTIFICATE: yesOrNo(activity.policeCertificate),
    COMMITMENT: word("commitment", activity.commitment),
    ACCESSIBILITY: (activity.accessibility ?? []).map((one) => wordOf("accessibility", one)).join(", "),
    CAPACITY: number(activity.capacity),
    SIGN_UP_URL: activity.signUpUrl ?? "",
    REGISTERED_AT: word("platform", registeredAt?.platform),
    REGISTERED_URL: registeredAt?.url ?? "",
  };
};

/** A file that `readCsv` reads back, column by column. */
export const writeCsv = (activities: readonly Written[]): Promise<string> => {
  const languages = [
    ...new Set(activities.flatMap(({ translations }) => (translations ?? []).map((one) => one.language))),
  ];
  const translated = languages.flatMap((language) => translatedParts.map((part) => ({ language, part })));
  const rows = activities.map((activity) => {
    const cells = cellsOf(activity);
    const inLanguage = translated.map(({ language, part }) => {
      const text = activity.translations?.find((one) => one.language === language)?.[part];
      return text == null ? "" : part === "provenance" ? wordOf("provenance", text) : text;
    });
    return [...columns.map((column) => cells[column]), ...inLanguage];
  });
  const head = [
    ...columns.map((column) => headers[column][0]),
    ...translated.map(({ language, part }) => `${translatedHeaders[part]} (${language})`),
  ];
  return writeTable([head, ...rows]);
};
