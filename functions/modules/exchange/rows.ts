/** The rows of a file, each as the activity it would become: read, put right, filled in, held against the rules, and compared with what there is. */
import type { GraphQLInputType } from "graphql";
import {
  type Activity,
  activityKey,
  type ActivityRow,
  type ActivityTime,
  forbidden,
  getEach,
  inputOf,
  isRegisteredAs,
  loadTimes,
  organiserOf,
  publicStates,
  reachOf,
  readInput,
  readRows as readActivities,
  type Schedule,
  sightOf,
  statesAt,
  weekdayOf,
} from "#modules/activities";
import { organisationKey } from "#modules/organisations";
import type { Context } from "#platform/context";
import { dayFrom, dayOf } from "#platform/day";
import { personalIn } from "#platform/personal";
import { plain } from "#platform/plain";
import { notFound, type Problem, Refusal, refuseProblems } from "#platform/refusal";
import { folded } from "#platform/words";
import { personalProblems, readAs } from "#platform/written";
import type {
  ActivityInput,
  ImportChoice,
  ImportColumn,
  ImportDefaultsInput,
  ImportFileInput,
  ImportFormat,
  ImportMatchKind,
  TextEncoding,
} from "#schema/resolvers";
import { type Cells, readCells, type Said, type Translations } from "./cells.ts";
import { readCsv } from "./csv.ts";
import { isCalendar, readFile } from "./file.ts";
import type { EventTimes } from "./icalendar.ts";

/** An activity as a row would have it: its facts, its rules, and what is otherwise in single times. */
export type Told = Pick<Activity, "facts" | "schedules" | "changes">;
type Checked = { readonly told: Told } | { readonly problems: readonly Problem[] };

/** An activity of the organiser's that a row is like, and may change. */
export type Match = {
  readonly kind: Exclude<ImportMatchKind, "ELSEWHERE">;
  readonly activity: Activity;
  /** What an update would make of it. */
  readonly updated: Checked;
  readonly isUnchanged: boolean;
};
/** What another organiser has published of the same. */
type Elsewhere = { readonly kind: "ELSEWHERE"; readonly activity: Activity; readonly isUnchanged: false };

export const isOwn = (match: Match | Elsewhere): match is Match => match.kind !== "ELSEWHERE";

export type Row = {
  readonly row: number;
  readonly line: number;
  readonly title: string | undefined;
  readonly cells: Cells;
  readonly asNew: Checked;
  readonly matches: readonly (Match | Elsewhere)[];
  readonly warnings: readonly Problem[];
  readonly suggestion: ImportChoice;
  /** What it would become by the suggestion, or by being mended. */
  readonly told: Told | undefined;
  readonly problems: readonly Problem[];
};

export type Preview = {
  readonly format: ImportFormat;
  readonly encoding: TextEncoding;
  readonly unknownColumns: readonly string[];
  readonly rows: readonly Row[];
  readonly organiserKey: string;
  readonly organiser: Activity["organiser"];
};

type FileRow = {
  readonly line: number;
  readonly cells: Cells;
  readonly translations: Translations;
  readonly times?: EventTimes;
};

/** As many activities that a row is like are shown. */
const mostMatches = 3;

const noTranslations: Translations = new Map();

type FileRows = {
  readonly format: ImportFormat;
  readonly rows: readonly FileRow[];
  readonly unknownColumns: readonly string[];
};

const rowsOf = async (text: string, defaults: ImportDefaultsInput): Promise<FileRows> => {
  if (!isCalendar(text)) return { format: "CSV", ...(await readCsv(text)) };
  const { readCalendar } = await import("./icalendar.ts");
  const rows = readCalendar(text, defaults).map((row) => ({ ...row, translations: noTranslations }));
  return { format: "ICALENDAR", rows, unknownColumns: [] };
};

/** Columns that tell when, which put right take the place of an event's own times. */
const timeColumns: readonly ImportColumn[] = ["STARTS_ON", "STARTS_AT", "ENDS_AT", "REPEATS", "UNTIL", "COUNT"];

const lineOfSummary = 200;
/** The first sentence of a text, or as much of it as a line holds. */
const firstSentence = (text: string): string => {
  const line = text.replace(/\s+/g, " ").trim();
  const sentence = /^.+?[.!?](?=\s|$)/.exec(line)?.[0] ?? line;
  return sentence.length <= lineOfSummary ? sentence : `${sentence.slice(0, lineOfSummary - 1).trimEnd()}…`;
};

/** A text; undefined where it leads to a person, which is told of once, where it stands. */
const leadsToNobody = (text: string | null | undefined): string | undefined =>
  text == null || personalIn(text) !== undefined ? undefined : text;

/** What a file does not say is as was said once for all of it; a summary is taken of what is said. */
const asNew = (said: Said, defaults: ImportDefaultsInput): { input: object; isSummarised: boolean } => {
  const { category, municipality, place, languageLevel, group } = defaults;
  const isSummarised = said.summary === undefined && said.title !== undefined;
  return {
    input: {
      ...{ category, languageLevel, group },
      ...said,
      ...(isSummarised && { summary: firstSentence(leadsToNobody(said.description) ?? said.title ?? "") }),
      place: { name: place, municipality, ...said.place },
      schedules: said.schedules ?? [],
    },
    isSummarised,
  };
};

/** What an update makes of what there is: what the file says stands in place of it, and all else stays. */
const asUpdated = (before: Activity, said: Said): object => {
  const input = inputOf(before);
  return {
    ...input,
    ...said,
    ...(said.registeredAt && { registeredAt: { ...input.registeredAt, ...said.registeredAt } }),
    place: { ...input.place, ...said.place },
    schedules: said.schedules ?? input.schedules,
  };
};

/** Holds it against the rules by which all activities come in. */
const check = (
  type: GraphQLInputType,
  sent: object,
  changes: readonly ActivityTime[],
  read: readonly Problem[],
): Checked => {
  const input = plain(sent);
  const { value, problems: unfit } = readAs(type, input);
  const problems = [...read, ...unfit, ...personalProblems(type, input, ""), ...notesThatLead(changes)];
  // One word for one thing: what could not be read is missing too.
  const distinct = problems.filter(({ field }, n) => problems.findIndex((one) => one.field === field) === n);
  try {
    if (unfit.length > 0) return { problems: distinct };
    const { facts, schedules } = readInput(value as ActivityInput);
    return problems.length > 0 ? { problems: distinct } : { told: { facts, schedules, changes } };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const told = new Set(distinct.map(({ field }) => field));
    const more = (error.details.problems ?? []).filter(({ field }) => !told.has(field));
    return { problems: [...distinct, ...more] };
  }
};

/** Notes of single times are free text too. */
const notesThatLead = (changes: readonly ActivityTime[]): Problem[] =>
  changes.flatMap(({ note }) => {
    const kind = note === undefined ? undefined : personalIn(note);
    return kind === undefined ? [] : [{ field: "schedules", code: kind }];
  });

export const problemsOf = (checked: Checked): readonly Problem[] => ("problems" in checked ? checked.problems : []);
export const toldOf = (checked: Checked): Told | undefined => ("told" in checked ? checked.told : undefined);

const likeness = 0.6;
/** Whether two titles have most of their words in common. */
const areLike = (a: string, b: string): boolean => {
  const [one, other] = [a, b].map((title) => new Set(folded(title).split(" ").filter(Boolean)));
  if (!one || !other || one.size === 0 || other.size === 0) return false;
  const both = [...one].filter((word) => other.has(word)).length;
  return both / (one.size + other.size - both) >= likeness || both === Math.min(one.size, other.size);
};

/** Weekday and time of day, or the day where it is once: by what people know a time. */
const timesKnownBy = ({ startsOn, startsAt, repeats }: Schedule): string[] => {
  if (!repeats) return [`${startsOn} ${startsAt}`, `${weekdayOf(startsOn)} ${startsAt}`];
  const days = repeats.weekdays.length > 0 ? repeats.weekdays : [weekdayOf(startsOn)];
  return days.map((day) => `${day} ${startsAt}`);
};

const isLike = (told: Told, { facts, schedules }: Pick<ActivityRow, "facts" | "schedules">): boolean => {
  if (!areLike(told.facts.title, facts.title)) return false;
  if (told.facts.place.municipality !== facts.place.municipality) return false;
  if (!areLike(told.facts.place.name, facts.place.name)) return false;
  const times = new Set(schedules.flatMap(timesKnownBy));
  return told.schedules.flatMap(timesKnownBy).some((time) => times.has(time));
};

const isSame = (said: Said, id: string | undefined, { key, facts }: ActivityRow): boolean => {
  if (id !== undefined) return id === key;
  const [theirs, ours] = [said.registeredAt, facts.registeredAt];
  if (!theirs || !ours) return false;
  if (theirs.externalId != null || ours.externalId != null) return theirs.externalId === ours.externalId;
  return theirs.url != null && theirs.url === ours.url;
};

/** All of it in one order: translations have none of their own. */
const inOrder = ({ facts, schedules, changes }: Told): string => {
  const translations = facts.translations.toSorted((a, b) => (a.language < b.language ? -1 : 1));
  return JSON.stringify(sorted({ facts: { ...facts, translations }, schedules, changes }));
};

/** Whether an update would leave an activity as it is. */
const changesNothing = (before: Activity, after: Told): boolean => inOrder(before) === inOrder(after);

/** The same with the names of all its parts in order, so that what is the same is written the same. */
const sorted = (value: unknown): unknown =>
  Array.isArray(value)
    ? value.map(sorted)
    : typeof value === "object" && value !== null
      ? Object.fromEntries(
          Object.entries(value)
            .filter(([, part]) => part != null)
            .toSorted(([a], [b]) => (a < b ? -1 : 1))
            .map(([name, part]) => [name, sorted(part)]),
        )
      : value;

/** So many days of two rows of one file are compared, from the first of each. */
const daysCompared = 400;
/**
 * The test of whether two rows of a file are of one and the same: alike, with a time in common. What is alike at other times is no
 * repetition: plans and calendars have a row for each time.
 */
const repetition = async (): Promise<(told: Told, other: Told) => boolean> => {
  const { everyTimeOf } = await loadTimes();
  const known = new Map<Told, ReadonlySet<string>>();
  const startsOf = (told: Told): ReadonlySet<string> => {
    const before = known.get(told);
    if (before) return before;
    const [first = ""] = told.schedules.map(({ startsOn }) => startsOn).toSorted();
    const times = everyTimeOf(told, first, dayFrom(first, daysCompared - 1));
    const starts = new Set(times.map(({ startsAt }) => startsAt));
    known.set(told, starts);
    return starts;
  };
  return (told, other) => isLike(told, other) && [...startsOf(told)].some((start) => startsOf(other).has(start));
};

/** Single changes that the rules still have; a calendar tells all of its own. */
const changesAfter = async (before: Activity, told: Told, isCalendars: boolean): Promise<Told> => {
  if (isCalendars) return told;
  const { changesUnder } = await loadTimes();
  return { ...told, changes: changesUnder(told.schedules, before) };
};

const suggestionOf = (
  asNewOne: Checked,
  matches: Row["matches"],
  warnings: readonly Problem[],
  now: Date,
): { suggestion: ImportChoice; checked: Checked } => {
  const same = matches.filter(isOwn).find(({ kind }) => kind === "SAME");
  const checked = same?.updated ?? asNewOne;
  if (problemsOf(checked).length > 0) return { suggestion: "SKIP", checked };
  if (same) {
    const isOver = statesAt(now)(same.activity) === "ENDED";
    return { suggestion: same.isUnchanged || isOver ? "SKIP" : "UPDATE", checked };
  }
  const isDoubtful = matches.length > 0 || warnings.some(({ code }) => code === "OVER" || code === "LIKE_ROW_ABOVE");
  return { suggestion: isDoubtful ? "SKIP" : "CREATE", checked };
};

/**
 * A file's rows as they would become activities of an organiser's. Nothing is written. Refuses with NOT_FOUND where there is no such
 * organiser, with FORBIDDEN where none of it is in the actor's reach, and with INVALID_INPUT a file that cannot be read.
 */
export const previewOf = async (
  ctx: Context,
  type: GraphQLInputType,
  { organiserId, file, defaults: given, corrections }: ImportFileInput,
  { atOnce = false }: { readonly atOnce?: boolean } = {},
): Promise<Preview> => {
  const organiserKey = organisationKey(organiserId);
  if (organiserKey === undefined) throw notFound();
  const organiser = await organiserOf(ctx, organiserKey);
  const defaults = plain(given ?? {});
  const { text, encoding } = readFile(file);
  const { format, rows, unknownColumns } = await rowsOf(text, defaults);
  const corrected = Map.groupBy(corrections ?? [], ({ row }) => row);
  refuseProblems(
    [...corrected.keys()].flatMap((row) => (rows[row - 1] ? [] : [{ field: "corrections", code: "NO_SUCH_ROW" }])),
  );
  const isCalendars = format === "ICALENDAR";
  const today = dayOf(ctx.now());
  const read = rows.map((row, n) => {
    const cells = new Map(row.cells);
    const mended = corrected.get(n + 1) ?? [];
    for (const { column, text: cell } of mended)
      if (cell == null || cell === "") cells.delete(column);
      else cells.set(column, cell);
    const times = mended.some(({ column }) => timeColumns.includes(column)) ? undefined : row.times;
    const { said, problems } = readCells(
      cells,
      row.translations,
      { ...defaults, ...(isCalendars && { registeredAt: defaults.registeredAt ?? "CALENDAR" }) },
      today,
    );
    return {
      line: row.line,
      cells,
      said: { ...said, ...(times && times.schedules.length > 0 && { schedules: times.schedules }) },
      problems: [...problems, ...(times?.problems ?? [])],
      warnings: [...(times?.warnings ?? [])],
      changes: times?.changes ?? [],
    };
  });
  const news = read.map((row) => {
    const { input, isSummarised } = asNew(row.said, defaults);
    const checked = check(type, input, row.changes, row.problems);
    return { ...row, checked, isSummarised };
  });

  const reach = await reachOf(ctx);
  const reaches = (municipality: string): boolean =>
    reach({ organiserKey, organiser, facts: { place: { municipality } } });
  const [sees, stateOf] = [await sightOf(ctx), statesAt(ctx.now())];
  const all = await readActivities(ctx.now(), atOnce);
  // What a row is like is told to those alone who may see it.
  const own = all.filter((row) => row.organiserKey === organiserKey && (publicStates.has(stateOf(row)) || sees(row)));
  const elsewhere = all.filter(
    (row) => row.organiserKey !== organiserKey && row.facts.registeredAt && publicStates.has(stateOf(row)),
  );
  const found = news.map(({ said, cells, checked }) => {
    const id = activityKey(cells.get("ID") ?? "");
    const told = toldOf(checked);
    const same = own.filter((row) => isSame(said, id, row));
    const like = same.length > 0 || !told ? [] : own.filter((row) => row.stage !== "ENDED" && isLike(told, row));
    return [
      ...same.map(({ key }) => ({ kind: "SAME" as const, key })),
      ...(same.length > 0
        ? []
        : elsewhere.filter(({ facts }) => isRegisteredAs(said.registeredAt, facts.registeredAt))
      ).map(({ key }) => ({
        kind: "ELSEWHERE" as const,
        key,
      })),
      ...like.map(({ key }) => ({ kind: "LOOKS_LIKE" as const, key })),
    ].slice(0, mostMatches);
  });
  const keys = [...new Set(found.flat().map(({ key }) => key))];
  const activities = new Map((await getEach(keys)).map((activity, n) => [keys[n], activity]));
  const { lastDayOfAll } = await loadTimes();
  const isRepeated = await repetition();
  const seenIds = new Set<string>();
  const seen: Told[] = [];

  const result: Row[] = [];
  for (const [n, row] of news.entries()) {
    const matches: (Match | Elsewhere)[] = [];
    for (const { kind, key } of found[n] ?? []) {
      const activity = activities.get(key);
      if (!activity) continue;
      if (kind === "ELSEWHERE") {
        matches.push({ kind, activity, isUnchanged: false });
        continue;
      }
      const updated = check(type, asUpdated(activity, row.said), row.changes, row.problems);
      const told = toldOf(updated);
      const whole: Checked = told ? { told: await changesAfter(activity, told, isCalendars) } : updated;
      matches.push({
        kind,
        activity,
        updated: whole,
        isUnchanged: "told" in whole && changesNothing(activity, whole.told),
      });
    }
    const told = toldOf(row.checked);
    const externalId = row.said.registeredAt?.externalId;
    const isTwice = externalId != null && seenIds.has(externalId);
    if (externalId != null) seenIds.add(externalId);
    const last = told ? lastDayOfAll(told.schedules) : undefined;
    const warnings: Problem[] = [
      ...row.warnings,
      ...(row.isSummarised ? [{ field: "summary", code: "TAKEN_FROM_TEXT" }] : []),
      ...(last !== undefined && last < today ? [{ field: "schedules", code: "OVER" }] : []),
      ...(row.cells.has("ID") && !matches.some(isOwn) ? [{ field: "id", code: "NOT_YOURS" }] : []),
      ...(told && seen.some((other) => isRepeated(told, other)) ? [{ field: "title", code: "LIKE_ROW_ABOVE" }] : []),
    ];
    if (told) seen.push(told);
    const { suggestion, checked } = suggestionOf(row.checked, matches, warnings, ctx.now());
    const municipality = toldOf(checked)?.facts.place.municipality;
    const problems = [
      ...problemsOf(checked),
      ...(isTwice ? [{ field: "registeredAt.externalId", code: "TWICE" }] : []),
      ...(municipality !== undefined && !reaches(municipality)
        ? [{ field: "place.municipality", code: "OUT_OF_REACH" }]
        : []),
    ];
    result.push({
      row: n + 1,
      line: row.line,
      title: row.said.title,
      cells: row.cells,
      asNew: row.checked,
      matches,
      warnings,
      suggestion: problems.length > 0 ? "SKIP" : suggestion,
      told: problems.length > 0 ? undefined : toldOf(checked),
      problems,
    });
  }
  const isBeyondReach =
    result.length > 0 && result.every(({ problems }) => problems.some(({ code }) => code === "OUT_OF_REACH"));
  if (isBeyondReach) throw forbidden();
  return { format, encoding, unknownColumns, rows: result, organiserKey, organiser };
};
