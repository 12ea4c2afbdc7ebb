import { expect, test } from "vitest";
import { folded } from "#platform/words";

test.each([
  ["RØDE KORS, Herøy", "rode kors heroy"],
  ["rode  kors   heroy", "rode kors heroy"],
  ["Åsane-Salhus I.L.", "asane salhus i l"],
  ["Ærøskøbing", "aeroskobing"],
  ["Kárášjoga Searvi", "karasjoga searvi"],
  ["Unjárgga – Nesseby", "unjargga nesseby"],
  ["Đeanu Gielda", "deanu gielda"],
  ["Café «Internasjonal»", "cafe internasjonal"],
  ["4H Østfold", "4h ostfold"],
  ["Å", "a"],
  // The same letter as one sign and as two.
  ["A\u030asane", "asane"],
  ["جمعية", "جمعية"],
  ["!?–", ""],
  ["", ""],
])("%s becomes «%s»", (text, words) => {
  expect(folded(text)).toBe(words);
  expect(folded(folded(text))).toBe(words);
});
