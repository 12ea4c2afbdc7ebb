/** Search as people type: MiniSearch over the catalogue's names, built at the first search an instance gets. */
import MiniSearch, { type Query, type SearchResult } from "minisearch";
import { findMunicipality } from "#modules/places";
import { folded } from "#platform/words";
import type { Columns } from "./columns.ts";

/** A word this long may be mistyped once; shorter ones have too many neighbours. */
const shortestMistyped = 4;
/** When nothing fits: a word this long tells something, and one this long may be mistyped twice. */
const shortestTelling = 3;
const shortestMistypedTwice = 9;
/** Words beyond these do not make a search narrower, only dearer. */
const mostWords = 8;
/** No name has a longer word, and a typo in one is looked for at each of its letters. */
const longestWord = 40;
/** As long as the longest name. */
const longestText = 200;
/** A single letter begins every other name, so it stands for itself alone. */
const shortestBeginning = 2;

export type Hit = { readonly slot: number; readonly score: number };

export type Search = {
  /** Slots that fit the words, the best first. */
  readonly find: (text: string, test: (slot: number) => boolean) => Hit[];
  readonly take: (slot: number, held: boolean) => void;
};

/** The words with each pair of neighbouring letters exchanged: the typo that an edit distance of one does not reach. */
const exchanged = (word: string): string[] =>
  Array.from({ length: word.length - 1 }, (_, i) =>
    word[i] === word[i + 1] ? "" : word.slice(0, i) + word[i + 1] + word[i] + word.slice(i + 2),
  ).filter(Boolean);

const wordsOf = (text: string): string[] =>
  folded(text.slice(0, longestText))
    .split(" ")
    .filter(Boolean)
    .slice(0, mostWords)
    .map((word) => word.slice(0, longestWord));

/** The word itself, its beginnings of longer ones, and what it may be a typo of: `edits` letters more, fewer or others. */
const wordQuery = (word: string, edits: number): Query => ({
  combineWith: "OR",
  queries: [
    { queries: [word], prefix: word.length >= shortestBeginning, fuzzy: edits > 0 ? edits : false },
    ...(edits > 0
      ? [{ queries: exchanged(word), combineWith: "OR" as const, prefix: false, fuzzy: false as const }]
      : []),
  ],
});

const allOf = (words: readonly string[], editsOf: (word: string) => number): Query => ({
  combineWith: "AND",
  queries: words.map((word) => wordQuery(word, editsOf(word))),
});

const exactly = (): number => 0;
const once = (word: string): number => (word.length >= shortestMistyped ? 1 : 0);
const generously = (word: string): number => (word.length >= shortestMistypedTwice ? 2 : 1);

type Reading = { readonly words: readonly string[]; readonly query: Query };

const plainly = (words: readonly string[]): Reading[] => [{ words, query: allOf(words, once) }];

/** The words with a space too many taken out, or one too few put in. */
const respaced = (words: readonly string[]): Reading[] => [
  ...words.slice(1).map((word, i): Reading => {
    const joined = words.toSpliced(i, 2, (words[i] ?? "") + word);
    return { words: joined, query: allOf(joined, exactly) };
  }),
  ...words.flatMap((word, i) =>
    Array.from({ length: Math.max(0, word.length - 3) }, (_, at): Reading => {
      const [left, right] = [word.slice(0, at + 2), word.slice(at + 2)];
      const whole: Query = { queries: [left], prefix: false, fuzzy: false };
      return {
        words: words.toSpliced(i, 1, left, right),
        query: { combineWith: "AND", queries: [whole, allOf(words.toSpliced(i, 1, right), exactly)] },
      };
    }),
  ),
];

/** Without the words that are too short to have meant much, and with more forgiveness for the long ones. */
const forgiving = (words: readonly string[]): Reading[] => {
  const long = words.filter((word) => word.length >= shortestTelling);
  return long.length > 0 ? [{ words: long, query: allOf(long, generously) }] : [];
};

/** How much a word of a name counts, by where it stands. */
const weightOf: Readonly<Record<string, number>> = { name: 1, other: 0.8, place: 0.4 };

/** Whether two words differ in one place only, by at most two letters: as good as a typo. */
const isNear = (a: string, b: string): boolean => {
  let start = 0;
  while (start < a.length && a[start] === b[start]) start++;
  let end = 0;
  while (end < Math.min(a.length, b.length) - start && a[a.length - 1 - end] === b[b.length - 1 - end]) end++;
  return Math.max(a.length, b.length) - start - end <= 2;
};

/** 1 for the word itself, less for a beginning the more it leaves out, least for a typo. */
const closeness = (word: string, term: string): number => {
  if (term === word) return 1;
  if (term.startsWith(word)) return 0.7 + (0.2 * word.length) / term.length;
  return isNear(word, term) ? 0.5 : 0;
};

/**
 * How well a hit fits the words: by the hit alone, so that it keeps its place in the list whatever else comes and goes,
 * and has the same on every instance.
 */
const scoreOf = (words: readonly string[], { match }: SearchResult, wordsInName: number): number => {
  const terms = Object.entries(match);
  let sum = 0;
  let inName = 0;
  for (const word of words) {
    let best = 0;
    for (const [term, fields] of terms) {
      const weight = Math.max(...fields.map((field) => weightOf[field] ?? 0));
      const fit = closeness(word, term) * weight;
      if (fit > best) best = fit;
    }
    sum += best;
    if (best > (weightOf["place"] ?? 0)) inName++;
  }
  // Of two that fit alike, the one whose name says little else is more likely meant.
  return sum / words.length + 0.25 * Math.min(1, inName / wordsInName);
};

export const makeSearch = (columns: Columns): Search => {
  const { rest, column, strings } = columns;
  const tokenize = (text: string): string[] => folded(text).split(" ");
  const index = new MiniSearch<{ id: number; name: string; other: string; place: string }>({
    fields: ["name", "other", "place"],
    tokenize,
    processTerm: (term) => term || null,
  });
  const wordsInName: number[] = [];
  const document = (slot: number) => {
    const name = rest.names[slot] ?? "";
    wordsInName[slot] = tokenize(name).length;
    return {
      id: slot,
      name,
      other: rest.others[slot] ?? "",
      place: findMunicipality(strings.stringOf(column.municipality[slot] ?? 0))?.name ?? "",
    };
  };
  index.addAll(columns.order().map(document));

  const findAll = (readings: readonly Reading[], test: (slot: number) => boolean): Hit[] => {
    const best = new Map<number, Hit>();
    for (const { words, query } of readings)
      for (const hit of index.search(query, { filter: ({ id }) => test(id as number) })) {
        const slot = hit.id as number;
        const score = scoreOf(words, hit, wordsInName[slot] ?? 1);
        if (score > (best.get(slot)?.score ?? -1)) best.set(slot, { slot, score });
      }
    return [...best.values()];
  };

  return {
    find: (text, test) => {
      const words = wordsOf(text);
      if (words.length === 0) return [];
      // What asks for less is tried only when nothing fits that asks for more.
      for (const readingsOf of [plainly, respaced, forgiving]) {
        const found = findAll(readingsOf(words), test);
        if (found.length > 0) return found;
      }
      return [];
    },
    take: (slot, held) => {
      if (index.has(slot)) index.discard(slot);
      if (held) index.add(document(slot));
    },
  };
};
