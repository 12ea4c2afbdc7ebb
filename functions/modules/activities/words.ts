/** A schedule in words, as one would say it: bokmål, nynorsk and English. */
import { refuseProblems } from "#platform/refusal";
import type { RecurrenceFrequency } from "#schema/resolvers";
import { type Schedule, weekdays } from "./schedule.ts";

const locales = { nb: "nb-NO", nn: "nn-NO", en: "en-GB" } as const;
type Written = keyof typeof locales;

/** Every one, every second, and every n-th. */
type Every = readonly [string, string, string];

type Phrases = {
  readonly every: Readonly<Record<RecurrenceFrequency, Every>>;
  readonly everyWeekday: string;
  readonly onWeekdays: string;
  /** Of a month: the first four and the last of a weekday, and a day by its number. */
  readonly places: readonly [string, string, string, string, string];
  readonly ofMonth: string;
  readonly dayOfMonth: string;
  readonly time: string;
  readonly from: string;
  readonly until: string;
  readonly times: string;
  readonly onlyIn: string;
  readonly notOn: string;
};

const phrases: Readonly<Record<Written, Phrases>> = {
  nb: {
    every: {
      DAILY: ["hver dag", "annenhver dag", "hver {n}. dag"],
      WEEKLY: ["hver uke", "annenhver uke", "hver {n}. uke"],
      MONTHLY: ["hver måned", "annenhver måned", "hver {n}. måned"],
      YEARLY: ["hvert år", "annethvert år", "hvert {n}. år"],
    },
    everyWeekday: "hver {days}",
    onWeekdays: "{every} på {days}",
    places: ["første", "andre", "tredje", "fjerde", "siste"],
    ofMonth: "{place} {days} i {every}",
    dayOfMonth: "den {day}. i {every}",
    time: " kl. {start}–{end}",
    from: " fra {day}",
    until: " til og med {day}",
    times: ", {n} ganger",
    onlyIn: " Bare {spans}.",
    notOn: " Ikke {days}.",
  },
  nn: {
    every: {
      DAILY: ["kvar dag", "annankvar dag", "kvar {n}. dag"],
      WEEKLY: ["kvar veke", "annakvar veke", "kvar {n}. veke"],
      MONTHLY: ["kvar månad", "annankvar månad", "kvar {n}. månad"],
      YEARLY: ["kvart år", "annakvart år", "kvart {n}. år"],
    },
    everyWeekday: "kvar {days}",
    onWeekdays: "{every} på {days}",
    places: ["første", "andre", "tredje", "fjerde", "siste"],
    ofMonth: "{place} {days} i {every}",
    dayOfMonth: "den {day}. i {every}",
    time: " kl. {start}–{end}",
    from: " frå {day}",
    until: " til og med {day}",
    times: ", {n} gonger",
    onlyIn: " Berre {spans}.",
    notOn: " Ikkje {days}.",
  },
  en: {
    every: {
      DAILY: ["every day", "every other day", "every {n} days"],
      WEEKLY: ["every week", "every other week", "every {n} weeks"],
      MONTHLY: ["every month", "every other month", "every {n} months"],
      YEARLY: ["every year", "every other year", "every {n} years"],
    },
    everyWeekday: "every {days}",
    onWeekdays: "{every} on {days}",
    places: ["the first", "the second", "the third", "the fourth", "the last"],
    ofMonth: "{place} {days} of {every}",
    dayOfMonth: "day {day} of {every}",
    time: ", {start}–{end},",
    from: " from {day}",
    until: " until {day}",
    times: ", {n} times",
    onlyIn: " Only {spans}.",
    notOn: " Not {days}.",
  },
};

const filled = (phrase: string, values: Readonly<Record<string, number | string>>): string =>
  phrase.replace(/\{(\w+)\}/g, (_, name: string) => String(values[name]));

const dateOf = (day: string): Date => new Date(`${day}T00:00:00Z`);

const writtenIn = (language: string): Written => {
  refuseProblems(Object.hasOwn(locales, language) ? [] : [{ field: "language", code: "UNKNOWN_LANGUAGE" }]);
  return language as Written;
};

/** @throws Refusal INVALID_INPUT for a language the words are not written in. */
export const wordsOf = (schedule: Schedule, wanted: string): string => {
  const language = writtenIn(wanted);
  const phrase = phrases[language];
  const { startsOn, startsAt, endsAt, repeats, seasons, exceptions } = schedule;
  const told = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(locales[language], { ...options, timeZone: "UTC" });
  const long = told({ day: "numeric", month: "long", year: "numeric" });
  const all = (words: readonly string[]): string => new Intl.ListFormat(locales[language]).format(words);
  const clock = (time: string): string => (language === "en" ? time : time.replace(":", "."));
  const time = filled(phrase.time, { start: clock(startsAt), end: clock(endsAt) });

  const ruleOf = (rule: NonNullable<Schedule["repeats"]>): string => {
    const { frequency, interval, weekOfMonth } = rule;
    const every = filled(phrase.every[frequency][Math.min(interval, 3) - 1] ?? "", { n: interval });
    // 1 January 2024 was a Monday.
    const nameOf = (n: number): string => told({ weekday: "long" }).format(Date.UTC(2024, 0, 1 + n));
    const chosen = weekdays.flatMap((day, n) => (rule.weekdays.includes(day) ? [nameOf(n)] : []));
    const days = all(chosen.length > 0 ? chosen : [told({ weekday: "long" }).format(dateOf(startsOn))]);
    if (frequency === "WEEKLY")
      return interval === 1 ? filled(phrase.everyWeekday, { days }) : filled(phrase.onWeekdays, { every, days });
    if (frequency === "MONTHLY" && weekOfMonth != null)
      return filled(phrase.ofMonth, {
        place: phrase.places.at(weekOfMonth > 0 ? weekOfMonth - 1 : -1) ?? "",
        days,
        every,
      });
    if (frequency === "MONTHLY") return filled(phrase.dayOfMonth, { day: dateOf(startsOn).getUTCDate(), every });
    return frequency === "YEARLY"
      ? `${told({ day: "numeric", month: "long" }).format(dateOf(startsOn))} ${every}`
      : every;
  };

  const sentence = repeats
    ? ruleOf(repeats) +
      time +
      filled(phrase.from, { day: long.format(dateOf(startsOn)) }) +
      (repeats.until == null ? "" : filled(phrase.until, { day: long.format(dateOf(repeats.until)) })) +
      (repeats.count == null ? "" : filled(phrase.times, { n: repeats.count }))
    : told({ weekday: "long", day: "numeric", month: "long", year: "numeric" }).format(dateOf(startsOn)) +
      time.replace(/,$/, "");
  const spans = seasons.map(({ from, until }) => long.formatRange(dateOf(from), dateOf(until)));
  return (
    `${sentence.charAt(0).toLocaleUpperCase(locales[language])}${sentence.slice(1)}.` +
    (spans.length > 0 ? filled(phrase.onlyIn, { spans: all(spans) }) : "") +
    (exceptions.length > 0
      ? filled(phrase.notOn, { days: all(exceptions.toSorted().map((day) => long.format(dateOf(day)))) })
      : "")
  );
};
