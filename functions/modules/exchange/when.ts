/** Days, times and rules as people in Norway write them, in bokmål, nynorsk or English, and as this service writes them back. */
import type { RecurrenceFrequency, RecurrenceInput, ScheduleInput, Weekday } from "#schema/resolvers";

const weekdayNames: Readonly<Record<Weekday, readonly string[]>> = {
  MONDAY: ["mandag", "man", "måndag", "mån", "monday", "mon"],
  TUESDAY: ["tirsdag", "tir", "tirs", "tysdag", "tys", "tuesday", "tue", "tues"],
  WEDNESDAY: ["onsdag", "ons", "wednesday", "wed"],
  THURSDAY: ["torsdag", "tor", "tors", "thursday", "thu", "thur", "thurs"],
  FRIDAY: ["fredag", "fre", "friday", "fri"],
  SATURDAY: ["lørdag", "lør", "laurdag", "lau", "saturday", "sat"],
  SUNDAY: ["søndag", "søn", "sundag", "sun", "sunday"],
};
const weekdays = Object.keys(weekdayNames) as Weekday[];
const weekdayByName = new Map(
  weekdays.flatMap((day) =>
    weekdayNames[day].flatMap((name) => ["", "er", "ar", "s"].map((plural) => [name + plural, day] as const)),
  ),
);

const monthNames = [
  ["januar", "jan", "january"],
  ["februar", "feb", "february"],
  ["mars", "mar", "march"],
  ["april", "apr"],
  ["mai", "may"],
  ["juni", "jun", "june"],
  ["juli", "jul", "july"],
  ["august", "aug"],
  ["september", "sep", "sept"],
  ["oktober", "okt", "october", "oct"],
  ["november", "nov"],
  ["desember", "des", "december", "dec"],
];
const monthByName = new Map(monthNames.flatMap((names, n) => names.map((name) => [name, n + 1] as const)));

const two = (n: number | string): string => String(n).padStart(2, "0");

const dateOf = (year: number, month: number, day: number): string | undefined => {
  const written = `${String(year < 100 ? 2_000 + year : year).padStart(4, "0")}-${two(month)}-${two(day)}`;
  const at = new Date(`${written}T00:00:00Z`);
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(written) ? written : undefined;
};

/** A day, `yyyy-mm-dd`, from `13.01.2027`, `13/1-27`, `tirsdag 13. januar 2027` or ISO 8601; undefined where it is none. */
export const readDate = (text: string): string | undefined => {
  const written = text
    .trim()
    .toLowerCase()
    .replace(/^\p{L}+\s+(?=\d)/u, (word) => (weekdayByName.has(word.trim()) ? "" : word));
  const iso = /^(\d{4})-(\d{2})-(\d{2})$/.exec(written);
  if (iso) return dateOf(Number(iso[1]), Number(iso[2]), Number(iso[3]));
  const numbers = /^(\d{1,2})[./](\d{1,2})[./-](\d{4}|\d{2})$/.exec(written.replace(/\s+/g, ""));
  if (numbers) return dateOf(Number(numbers[3]), Number(numbers[2]), Number(numbers[1]));
  const named = /^(\d{1,2})\.?\s*(\p{L}+)\.?\s+(\d{4})$/u.exec(written);
  const month = monthByName.get(named?.[2] ?? "");
  return named && month !== undefined ? dateOf(Number(named[3]), month, Number(named[1])) : undefined;
};

/** A time of day, `hh:mm`, from `18:00`, `18.00`, `kl. 18` or `1800`; undefined where it is none. */
export const readTime = (text: string): string | undefined => {
  const [, hour = "", minute = "00"] =
    /^(?:kl\.?|klokka|klokken)?\s*(\d{1,2})(?:[:.]?([0-5]\d))?(?::00)?$/.exec(text.trim().toLowerCase()) ?? [];
  return hour !== "" && Number(hour) < 24 ? `${two(hour)}:${minute}` : undefined;
};

/** `18.00–20.00` in one cell: its two sides; one where there is no dash. */
export const readSpan = (text: string): readonly [string, string | undefined] => {
  const [from = "", until, ...more] = text.split(/\s*[–—]\s*|\s*-\s*|\s+til\s+|\s+to\s+/);
  return more.length > 0 ? [text, undefined] : [from, until];
};

const units: Readonly<Record<string, RecurrenceFrequency>> = Object.fromEntries(
  (
    [
      ["DAILY", "dag dager dagar daglig dagleg day days daily"],
      ["WEEKLY", "uke uka uken uker veke veka veker ukentlig vekentleg week weeks weekly"],
      ["MONTHLY", "måned måneden månedene månad månaden månader månedlig månadleg month months monthly"],
      ["YEARLY", "år året årlig årleg year years yearly"],
    ] as const
  ).flatMap(([frequency, words]) => words.split(" ").map((word) => [word, frequency])),
);
const everyWords = new Set(["hver", "hvert", "kvar", "kvart", "every", "each"]);
const everyOther = new Set(["annenhver", "annethvert", "annankvar", "annakvar", "annakvart"]);
const secondWords = new Set(["andre", "annen", "annet", "other", "second"]);
const ordinals: Readonly<Record<string, number>> = {
  ...{ første: 1, fyrste: 1, first: 1, andre: 2, second: 2, tredje: 3, third: 3, fjerde: 4, fourth: 4 },
  ...{ siste: -1, last: -1 },
};
const groups: Readonly<Record<string, readonly Weekday[]>> = {
  hverdager: weekdays.slice(0, 5),
  kvardagar: weekdays.slice(0, 5),
  weekdays: weekdays.slice(0, 5),
  helger: weekdays.slice(5),
  helg: weekdays.slice(5),
  helgar: weekdays.slice(5),
  weekends: weekdays.slice(5),
};
const fillers = new Set(["i", "på", "og", "and", "on", "of", "in", "the", "den", "kl", "a"]);
const once = new Set(["", "en gang", "én gang", "ein gong", "éin gong", "once", "nei", "ikke", "ikkje", "no"]);

/** Null: it takes place once. Undefined: what is written is no rule that can be read. */
export const readRepeats = (text: string): RecurrenceInput | null | undefined => {
  const written = text.trim().toLowerCase().replace(/\.$/, "");
  if (once.has(written)) return null;
  let frequency: RecurrenceFrequency | undefined;
  let interval = 1;
  let weekOfMonth: number | undefined;
  const days: Weekday[] = [];
  let afterEvery = false;
  for (const token of written.split(/[\s,:;+&/]+/).filter(Boolean)) {
    const word = token.replace(/\.$/, "");
    const number = /^\d{1,2}$/.test(word) ? Number(word) : undefined;
    const day = weekdayByName.get(word);
    if (everyWords.has(word)) {
      afterEvery = true;
      continue;
    }
    if (everyOther.has(word) || (afterEvery && secondWords.has(word))) interval = 2;
    else if (afterEvery && number !== undefined) interval = number;
    else if (ordinals[word] !== undefined) weekOfMonth = ordinals[word];
    else if (number !== undefined && number >= 1 && number <= 4) weekOfMonth = number;
    else if (units[word]) frequency = units[word];
    else if (day) days.push(day);
    else if (groups[word]) days.push(...groups[word]);
    else if (!fillers.has(word)) return undefined;
    afterEvery = false;
  }
  if (weekOfMonth !== undefined) {
    if (days.length === 0) return undefined;
    return { frequency: "MONTHLY", interval, weekdays: days, weekOfMonth };
  }
  frequency ??= days.length > 0 ? "WEEKLY" : undefined;
  return frequency && { frequency, interval, weekdays: days };
};

const nameOfWeekday = (day: Weekday): string => weekdayNames[day][0] ?? day;
const every: Readonly<Record<RecurrenceFrequency, readonly [string, string]>> = {
  DAILY: ["hver", "dag"],
  WEEKLY: ["hver", "uke"],
  MONTHLY: ["hver", "måned"],
  YEARLY: ["hvert", "år"],
};
const ordinalOf: Readonly<Record<string, string>> = {
  1: "første",
  2: "andre",
  3: "tredje",
  4: "fjerde",
  "-1": "siste",
};

/** A rule as `readRepeats` reads it. */
export const writeRepeats = (rule: ScheduleInput["repeats"]): string => {
  if (!rule) return "";
  const { frequency, interval = 1, weekdays: days = [], weekOfMonth } = rule;
  const [word, unit] = every[frequency];
  const named = days.map(nameOfWeekday).join(", ");
  const head = interval > 1 ? `${word} ${interval}. ${unit}` : `${word} ${unit}`;
  return named === "" ? head : `${head}: ${weekOfMonth == null ? "" : `${ordinalOf[weekOfMonth]} `}${named}`;
};
