/** What the cells of a row say of an activity, in the shape in which it is told to the API; what cannot be read is named by its field. */
import { createHash } from "node:crypto";
import { allMunicipalities, findMunicipality } from "#modules/places";
import { allCategories, findCategory } from "#modules/activities";
import { personalIn } from "#platform/personal";
import type { Problem } from "#platform/refusal";
import { folded } from "#platform/words";
import type { ActivityInput, ImportColumn, ImportDefaultsInput, ScheduleInput } from "#schema/resolvers";
import { type Choice, codeOf, type TranslatedPart } from "./columns.ts";
import { readDate, readRepeats, readSpan, readTime } from "./when.ts";

export type Cells = ReadonlyMap<ImportColumn, string>;
export type Translations = ReadonlyMap<string, Readonly<Partial<Record<TranslatedPart, string>>>>;

/** As much of an activity as a row says. */
export type Said = Omit<Partial<ActivityInput>, "place"> & { readonly place?: Partial<ActivityInput["place"]> };

/**
 * What something is called elsewhere, as it is kept: as it stands where it is short and leads to nobody, and its hash otherwise, since
 * ids of calendars are often made of somebody's address.
 */
const externalIdOf = (name: string): string =>
  /^h_[\w-]{22}$/.test(name) || (/^[\w-]{1,64}$/.test(name) && personalIn(name) === undefined)
    ? name
    : `h_${createHash("sha256").update(name).digest("base64url").slice(0, 22)}`;

/** Several rules in one cell, and the parts of each. */
const listed = (text: string | undefined): string[] =>
  text === undefined ? [] : text.split("|").map((one) => one.trim());
/** Words in a list. */
const wordsIn = (text: string): string[] =>
  text
    .split(/[,;\n]|\s+og\s+|\s+and\s+/)
    .map((one) => one.trim())
    .filter(Boolean);

const nameOfMunicipality = (name: string): string => folded(name).replace(/ kommune$| kommun$| municipality$/, "");

/** A municipality by number or name; undefined where there is none, null where there are several. */
export const readMunicipality = (text: string): string | null | undefined => {
  const number = /^\s*(\d{3,4})\b/.exec(text)?.[1]?.padStart(4, "0");
  if (number !== undefined) return findMunicipality(number)?.number;
  const wanted = nameOfMunicipality(text);
  const found = allMunicipalities.filter(({ name }) => name.split(" - ").some((one) => folded(one) === wanted));
  return found.length > 1 ? null : found[0]?.number;
};

/** A category by code, name, or a search word that no other has; undefined where there is none, null where there are several. */
export const readCategory = (text: string): string | null | undefined => {
  const wanted = folded(text);
  const known = findCategory(text.trim());
  if (known) return known.code;
  const named = allCategories.find(({ code, nameNb, nameNn, nameEn }) =>
    [code, nameNb, nameNn, nameEn].some((name) => folded(name) === wanted),
  );
  if (named) return named.code;
  const found = allCategories.filter(({ searchWords }) => searchWords.includes(wanted));
  return found.length > 1 ? null : found[0]?.code;
};

/** Kroner as they are written (`150`, `kr 1 500,50`, `150,-`, `gratis`), in øre; undefined where it is no sum. */
const readKroner = (text: string): number | undefined => {
  const written = text.toLowerCase().replace(/kroner|nok|kr\.?|,-|[\s\u00a0\u202f]/g, "");
  if (/^(gratis|free|ingen|nei)$/.test(written)) return 0;
  const plain = written.replace(/\.(?=\d{3}(\D|$))/g, "").replace(",", ".");
  return /^\d{1,9}(\.\d{1,2})?$/.test(plain) ? Math.round(Number(plain) * 100) : undefined;
};

let languageByName: Map<string, string> | undefined;
/** A language by code, or by name in bokmål, nynorsk or English. */
const readLanguage = (text: string): string => {
  const written = text.trim();
  if (/^[a-z]{2,3}(-[A-Za-z]+)*$/.test(written)) return written;
  if (!languageByName) {
    languageByName = new Map();
    const letters = "abcdefghijklmnopqrstuvwxyz";
    for (const locale of ["en", "nn", "nb"]) {
      const names = new Intl.DisplayNames([locale], { type: "language", fallback: "none" });
      for (const first of letters)
        for (const second of letters) {
          const name = names.of(first + second);
          if (name !== undefined) languageByName.set(folded(name), first + second);
        }
    }
    languageByName.set("norsk", "nb");
    languageByName.set("norwegian", "nb");
  }
  return languageByName.get(folded(written)) ?? written;
};

/** An address as people write it: `www.…` is on https. */
const addressOf = (text: string): string => (/^www\./i.test(text) ? `https://${text}` : text);

const scheduleColumns = [
  "STARTS_ON",
  "STARTS_AT",
  "ENDS_AT",
  "REPEATS",
  "UNTIL",
  "COUNT",
  "EXCEPTIONS",
  "SEASONS",
] as const;
type Defaults = Pick<ImportDefaultsInput, "startsAt" | "endsAt" | "registeredAt">;

/** `13.01.2027 kl. 18:00` and `2027-01-13T18:00` in one cell: the day and the time. */
const dayAndTime = (text: string): readonly [string, string | undefined] => {
  const [, day = text, time] = /^(.*\d)(?:\s+|T)(?:kl\.?\s*)?(\d{1,2}[:.]\d{2})(?::\d{2})?$/.exec(text) ?? [];
  return [day, time];
};

const isWhole = (text: string): boolean => /^\d{1,9}$/.test(text);

/** The rules of a row: the n-th of each cell belong together. */
const readSchedules = (cells: Cells, hours: Defaults, today: string, problems: Problem[]): ScheduleInput[] => {
  const parts = Object.fromEntries(scheduleColumns.map((column) => [column, listed(cells.get(column))])) as Record<
    (typeof scheduleColumns)[number],
    string[]
  >;
  const count = Math.max(...scheduleColumns.map((column) => parts[column].length));
  return Array.from({ length: count }, (_, n) => {
    const problem = (field: string, code: string): undefined => {
      problems.push({ field: `schedules.${n}.${field}`, code });
    };
    const part = (column: (typeof scheduleColumns)[number]): string => parts[column][n] ?? "";
    const repeats = readRepeats(part("REPEATS"));
    if (repeats === undefined) problem("repeats", "NOT_A_RULE");
    const date = (field: string, text: string): string | undefined => {
      const day = readDate(text);
      if (day === undefined) problem(field, text === "" ? "REQUIRED" : "NOT_A_DATE");
      return day;
    };
    const [day, timeOfDay] = dayAndTime(part("STARTS_ON"));
    // A rule alone holds from today on.
    const startsOn = day === "" && repeats ? today : date("startsOn", day);
    const [from, to] = readSpan(part("STARTS_AT"));
    const time = (field: "startsAt" | "endsAt", text: string): string | undefined => {
      const read = text === "" ? (hours[field] ?? undefined) : readTime(text);
      if (read === undefined) problem(field, text === "" ? "REQUIRED" : "NOT_A_TIME");
      return read;
    };
    const startsAt = time("startsAt", from || (timeOfDay ?? ""));
    const endsAt = time("endsAt", part("ENDS_AT") || (to ?? ""));
    const [until, times] = [part("UNTIL"), part("COUNT")];
    if (!repeats && repeats !== undefined && (until !== "" || times !== "")) problem("repeats", "REQUIRED");
    if (times !== "" && !isWhole(times)) problem("repeats.count", "NOT_A_NUMBER");
    const exceptions = wordsIn(part("EXCEPTIONS")).flatMap((one) => date("exceptions", one) ?? []);
    const seasons = wordsIn(part("SEASONS")).flatMap((one) => {
      const [first = "", last = first] = one.split(/\s*[–—]\s*|\s+-\s+|\s+til\s+|\s+to\s+/);
      const [a, b] = [date("seasons", first), date("seasons", last)];
      return a === undefined || b === undefined ? [] : [{ from: a, until: b }];
    });
    return {
      startsOn: startsOn ?? today,
      startsAt: startsAt ?? "00:00",
      endsAt: endsAt ?? "00:01",
      ...(repeats && {
        repeats: {
          ...repeats,
          ...(until !== "" && { until: date("repeats.until", until) ?? null }),
          ...(isWhole(times) && { count: Number(times) }),
        },
      }),
      exceptions,
      seasons,
    };
  });
};

const readTranslations = (translations: Translations, problems: Problem[]): object[] =>
  [...translations].map(([language, { title, summary, whatToExpect, provenance }], n) => {
    const code = provenance === undefined ? "HUMAN" : codeOf("provenance", provenance);
    if (code === undefined) problems.push({ field: `translations.${n}.provenance`, code: "UNKNOWN_WORD" });
    return { language, title, summary, whatToExpect, provenance: code };
  });

/** Reads a row. What is said is not yet held against the rules of activities: that is for the door all activities come in by. */
export const readCells = (
  cells: Cells,
  translations: Translations,
  defaults: Defaults,
  today: string,
): { said: Said; problems: Problem[] } => {
  const problems: Problem[] = [];
  const said: Record<string, unknown> = {};
  const place: Record<string, unknown> = {};
  const when = (column: ImportColumn, read: (text: string) => void): void => {
    const text = cells.get(column);
    if (text !== undefined) read(text);
  };
  const wrong = (field: string, code: string): void => {
    problems.push({ field, code });
  };
  const take = (column: ImportColumn, field: string): void => when(column, (text) => (said[field] = text));
  const choose = (column: ImportColumn, field: string, name: Choice): void =>
    when(column, (text) => {
      const code = codeOf(name, text);
      if (code === undefined) wrong(field, "UNKNOWN_WORD");
      else said[field] = name === "flag" ? code === "YES" : code;
    });
  const number = (column: ImportColumn, field: string, into: Record<string, unknown>, name: string): void =>
    when(column, (text) => {
      const read = Number(text.replace(",", ".").replace(/\s*år$/, ""));
      if (Number.isNaN(read)) wrong(field, "NOT_A_NUMBER");
      else into[name] = read;
    });
  const found = (field: string, unknown: string, code: string | null | undefined): string | undefined => {
    if (code == null) wrong(field, code === null ? "SEVERAL_BY_THAT_NAME" : unknown);
    return code ?? undefined;
  };

  take("TITLE", "title");
  take("SUMMARY", "summary");
  take("DESCRIPTION", "description");
  take("WHAT_TO_EXPECT", "whatToExpect");
  when("LANGUAGE", (text) => (said["language"] = readLanguage(text)));
  when("CATEGORY", (text) => {
    const code = found("category", "UNKNOWN_CATEGORY", readCategory(text));
    if (code !== undefined) said["category"] = code;
  });
  when("PLACE", (text) => (place["name"] = text));
  when("ADDRESS", (text) => (place["address"] = text));
  when("TRANSPORT", (text) => (place["transport"] = text));
  when("MUNICIPALITY", (text) => {
    const code = found("place.municipality", "UNKNOWN_MUNICIPALITY", readMunicipality(text));
    if (code !== undefined) place["municipality"] = code;
  });
  number("LATITUDE", "place.latitude", place, "latitude");
  number("LONGITUDE", "place.longitude", place, "longitude");
  const ages = readSpan(cells.get("AGE_FROM") ?? "");
  if (ages[1] !== undefined && !cells.has("AGE_TO")) {
    const [from, to] = ages.map((age) => Number(age?.replace(/\s*år$/, "")));
    if (Number.isNaN(from) || Number.isNaN(to)) wrong("ageFrom", "NOT_A_NUMBER");
    else Object.assign(said, { ageFrom: from, ageTo: to });
  } else {
    number("AGE_FROM", "ageFrom", said, "ageFrom");
    number("AGE_TO", "ageTo", said, "ageTo");
  }
  number("CAPACITY", "capacity", said, "capacity");
  choose("GROUP", "group", "group");
  choose("MIXES_WITH_LOCALS", "mixesWithLocals", "flag");
  choose("LANGUAGE_LEVEL", "languageLevel", "languageLevel");
  when("LANGUAGES", (text) => (said["languages"] = wordsIn(text).map(readLanguage)));
  when("PRICE", (text) => {
    const amount = readKroner(text);
    const per = codeOf("per", cells.get("PRICE_PER") ?? "gang");
    if (amount === undefined) wrong("price.amount", "NOT_A_NUMBER");
    if (per === undefined) wrong("price.per", "UNKNOWN_WORD");
    said["price"] = { amount: amount ?? 0, per: per ?? "EACH_TIME" };
  });
  choose("EQUIPMENT", "equipment", "equipment");
  choose("TRIAL", "trial", "flag");
  choose("CHILDCARE", "childcare", "flag");
  choose("POLICE_CERTIFICATE", "policeCertificate", "flag");
  choose("COMMITMENT", "commitment", "commitment");
  when("ACCESSIBILITY", (text) => {
    const codes = wordsIn(text).map((word) => codeOf("accessibility", word));
    if (codes.includes(undefined)) wrong("accessibility", "UNKNOWN_WORD");
    else said["accessibility"] = codes;
  });
  when("SIGN_UP_URL", (text) => (said["signUpUrl"] = addressOf(text)));
  const [platform, url, externalId] = [
    cells.get("REGISTERED_AT"),
    cells.get("REGISTERED_URL"),
    cells.get("EXTERNAL_ID"),
  ];
  if ((platform ?? url ?? externalId ?? defaults.registeredAt) != null) {
    const code = platform === undefined ? (defaults.registeredAt ?? "OTHER") : codeOf("platform", platform);
    if (code === undefined) wrong("registeredAt.platform", "UNKNOWN_WORD");
    said["registeredAt"] = {
      platform: code ?? "OTHER",
      ...(url !== undefined && { url: addressOf(url) }),
      ...(externalId !== undefined && { externalId: externalIdOf(externalId) }),
    };
  }
  const written = readTranslations(translations, problems);
  if (written.length > 0) said["translations"] = written;
  if (scheduleColumns.some((column) => cells.has(column)))
    said["schedules"] = readSchedules(cells, defaults, today, problems);
  return { said: { ...said, ...(Object.keys(place).length > 0 && { place }) }, problems };
};
