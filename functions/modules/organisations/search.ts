/** Search as people type: MiniSearch over the catalogue's names, built at the first search an instance gets. */
import MiniSearch, { type Query } from "minisearch";
import { findMunicipality } from "#modules/places";
import { folded } from "#platform/words";
import type { Columns } from "./columns.ts";

/** A word this long may be mistyped once; shorter ones have too many neighbours. */
const shortestMistyped = 4;
/** Words beyond these do not make a search narrower, only dearer. */
const mostWords = 8;

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

export const makeSearch = (columns: Columns): Search => {
  const { rest, column, strings } = columns;
  const index = new MiniSearch<{ id: number; name: string; other: string; place: string }>({
    fields: ["name", "other", "place"],
    tokenize: (text) => folded(text).split(" "),
    processTerm: (term) => term || null,
    searchOptions: { tokenize: (text) => folded(text).split(" "), boost: { name: 3, other: 2, place: 1 } },
  });
  const document = (slot: number) => ({
    id: slot,
    name: rest.names[slot] ?? "",
    other: rest.others[slot] ?? "",
    place: findMunicipality(strings.stringOf(column.municipality[slot] ?? 0))?.name ?? "",
  });
  index.addAll(columns.order().map(document));

  const wordQuery = (word: string): Query => ({
    combineWith: "OR",
    queries: [
      {
        queries: [word],
        prefix: true,
        fuzzy: word.length >= shortestMistyped ? 1 : false,
        weights: { prefix: 0.6, fuzzy: 0.2 },
      },
      ...(word.length >= shortestMistyped
        ? [
            {
              queries: exchanged(word),
              combineWith: "OR" as const,
              prefix: false,
              fuzzy: false as const,
              boost: { name: 0.8, other: 0.5, place: 0.2 },
            },
          ]
        : []),
    ],
  });

  return {
    find: (text, test) => {
      const words = folded(text).split(" ").filter(Boolean).slice(0, mostWords);
      if (words.length === 0) return [];
      return index
        .search({ combineWith: "AND", queries: words.map(wordQuery) }, { filter: (hit) => test(hit.id as number) })
        .map((hit) => ({ slot: hit.id as number, score: hit.score }));
    },
    take: (slot, held) => {
      if (index.has(slot)) index.discard(slot);
      if (held) index.add(document(slot));
    },
  };
};
