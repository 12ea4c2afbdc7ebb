import { expect, it } from "vitest";
import type { InterestKind } from "#schema/resolvers";
import { type Interest, impartialityOf } from "../../functions/modules/impartiality/interest.ts";

const tie = (kind: InterestKind, validFrom = "2026-01-01", validUntil?: string): Interest => ({
  ref: "R",
  interestId: "I",
  organisationKey: "1",
  kind,
  origin: "DECLARED",
  validFrom,
  validUntil,
});
const on = (own: Interest[], above: Interest[] = [], day = "2026-06-01") =>
  impartialityOf(own, above, new Set(["1"]), day);

it.each<[InterestKind, string, string]>([
  ["LEADER", "DISQUALIFIED", "MAY_NOT_DECIDE"],
  ["BOARD_MEMBER", "DISQUALIFIED", "MAY_NOT_DECIDE"],
  ["FAMILY", "DISQUALIFIED", "MAY_NOT_DECIDE"],
  ["EMPLOYED", "MUST_BE_ASSESSED", "IMPARTIAL"],
  ["MEMBER", "MUST_BE_ASSESSED", "IMPARTIAL"],
  ["OTHER", "MUST_BE_ASSESSED", "IMPARTIAL"],
])("knows what %s means of oneself, and of one's superior", (kind, own, above) => {
  expect(on([tie(kind)])).toBe(own);
  expect(on([], [tie(kind)])).toBe(above);
});

it("counts the first and the last day of a tie, and no other", () => {
  const ties = [tie("LEADER", "2026-06-01", "2026-06-02")];
  expect(["2026-05-31", "2026-06-01", "2026-06-02", "2026-06-03"].map((day) => on(ties, [], day))).toEqual([
    "IMPARTIAL",
    "DISQUALIFIED",
    "DISQUALIFIED",
    "IMPARTIAL",
  ]);
});

it("takes the strictest of what is known", () => {
  expect(on([tie("MEMBER")], [tie("LEADER")])).toBe("MAY_NOT_DECIDE");
  expect(on([tie("MEMBER"), tie("LEADER")], [tie("LEADER")])).toBe("DISQUALIFIED");
});
