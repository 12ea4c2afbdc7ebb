/** Search as people type: MiniSearch over the catalogue's names, built at the first search an instance gets. */
import MiniSearch, { type Query, type SearchResult } from "minisearch";
import { findMunicipality } from "#modules/places";
import { folded } from "#platform/words";
import type { Columns } from "./columns.ts";

/** A word this long may be mistyped once; shorter ones have too many neighbours, and are forgiven when nothing else fits. */
const shortestMistyped = { atFirst: 4, atLast: 3 } as const;
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

const wordQuery = (word: string, mistypedFrom: number): Query => ({
  combineWith: "OR",
  queries: [
    { queries: [word], prefix: word.length >= shortestBeginning, fuzzy: word.length >= mistypedFrom ? 1 : false },
    ...(word.length >= mistypedFrom
      ? [{ queries: exchanged(word), combineWith: "OR" as const, prefix: false, fuzzy: false as const }]
      : []),
  ],
});

const allOf = (words: readonly string[], mistypedFrom: number): Query => ({
  combineWith: "AND",
  queries: words.map((word) => wordQuery(word, mistypedFrom)),
});

/** Other ways to read the words when nothing fits them: a space too many, a space too few. */
const otherwise = (words: readonly string[]): string[][] => [
  ...words.slice(1).map((word, i) => words.toSpliced(i, 2, (words[i] ?? "") + word)),
  ...words.flatMap((word, i) =>
    Array.from({ length: Math.max(0, word.length - 3) }, (_, at) =>
      words.toSpliced(i, 1, word.slice(0, at + 2), word.slice(at + 2)),
    ),
  ),
];

/** How much a word of a name counts, by where it stands. */
const weightOf: Readonly<Record<string, number>> = { name: 1, other: 0.8, place: 0.4 };

/** 1 for the word itself, less for a beginning the more it leaves out, least for a typo. */
const closeness = (word: string, term: string): number =>
  term === word ? 1 : term.startsWith(word) ? 0.7 + (0.2 * word.length) / term.length : 0.5;

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

  const findAll = (query: Query, words: readonly string[], test: (slot: number) => boolean): Hit[] =>
    index
      .search(query, { filter: (hit) => test(hit.id as number) })
      .map((hit) => ({ slot: hit.id as number, score: scoreOf(words, hit, wordsInName[hit.id as number] ?? 1) }));

  return {
    find: (text, test) => {
      const words = wordsOf(text);
      if (words.length === 0) return [];
      const found = findAll(allOf(words, shortestMistyped.atFirst), words, test);
      if (found.length > 0) return found;
      const long = words.filter((word) => word.length >= shortestMistyped.atLast);
      const readings = [...(long.length > 0 ? [long] : []), ...otherwise(words)];
      const best = new Map<number, Hit>();
      for (const reading of readings)
        for (const hit of findAll(allOf(reading, reading === long ? shortestMistyped.atLast : Infinity), reading, test))
          if (hit.score > (best.get(hit.slot)?.score ?? 0)) best.set(hit.slot, hit);
      return [...best.values()];
    },
    take: (slot, held) => {
      if (index.has(slot)) index.discard(slot);
      if (held) index.add(document(slot));
    },
  };
};
