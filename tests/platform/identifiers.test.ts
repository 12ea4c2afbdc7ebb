import { describe, expect, test } from "vitest";
import { isOrganisationNumber, newId, withoutSpaces } from "#platform/identifiers";

/** Public bodies and organisations by their real numbers (Enhetsregisteret). */
const real = [
  ["974760673", "Brønnøysundregistrene"],
  ["991825827", "Digitaliseringsdirektoratet"],
  ["987879696", "Integrerings- og mangfoldsdirektoratet"],
  ["974760746", "Utlendingsdirektoratet"],
  ["986128433", "Barne-, ungdoms- og familiedirektoratet"],
  ["971032146", "KS"],
  ["864139442", "Norges Røde Kors"],
  ["871033552", "Norsk Folkehjelp"],
  ["941296459", "Redd Barna"],
  ["889640782", "NAV"],
] as const;

describe("an organisation number", () => {
  test.each(real)("%s is one: %s", (digits) => {
    expect(isOrganisationNumber(digits, false)).toBe(true);
    expect(isOrganisationNumber(digits, true)).toBe(true);
  });

  test.each([
    ["a wrong control digit", "974760674"],
    ["too short", "97476067"],
    ["too long", "9747606730"],
    ["another first digit", "174760673"],
    ["letters", "97476067A"],
    ["digits of another script", "٩٧٤٧٦٠٦٧٣"],
    ["spaces", "974 760 673"],
    ["a line after it", "974760673\n"],
    ["nothing", ""],
  ])("is not one: %s", (_, digits) => {
    expect(isOrganisationNumber(digits, true)).toBe(false);
  });

  test("is told from one with any single digit mistyped, and from one with two neighbours swapped", () => {
    for (const [digits] of real)
      for (let at = 0; at < 9; at++) {
        for (let digit = 0; digit < 10; digit++) {
          const mistyped = digits.slice(0, at) + String(digit) + digits.slice(at + 1);
          expect(isOrganisationNumber(mistyped, true), mistyped).toBe(mistyped === digits);
        }
        const [one = "", next = ""] = digits.slice(at);
        const swapped = digits.slice(0, at) + next + one + digits.slice(at + 2);
        expect(isOrganisationNumber(swapped, true), swapped).toBe(swapped === digits);
      }
  });

  test("is never one where the control digit would be ten", () => {
    // 3·9 + 2·0 + 7·0 + 6·0 + 5·0 + 4·0 + 3·0 + 2·x is 1 modulus 11 for one x among the digits.
    const bodies = Array.from({ length: 100 }, (_, n) => `900000${String(n).padStart(2, "0")}`);
    const without = bodies.filter(
      (body) =>
        !Array.from({ length: 10 }, (_, digit) => `${body}${digit}`).some((n) => isOrganisationNumber(n, false)),
    );
    expect(without.length).toBeGreaterThanOrEqual(8);
    expect(without.length).toBeLessThanOrEqual(10);
  });

  test("of Norway's synthetic ones is accepted outside production alone", () => {
    const synthetic = ["2", "3"].flatMap((first) =>
      Array.from({ length: 200 }, (_, n) => `${first}1${String(n).padStart(7, "0")}`),
    );
    expect(synthetic.filter((digits) => isOrganisationNumber(digits, true)).length).toBeGreaterThan(20);
    expect(synthetic.filter((digits) => isOrganisationNumber(digits, false))).toEqual([]);
  });
});

test("spaces of every kind between the digits are taken away", () => {
  expect(withoutSpaces(" 987 879\u00a0696\t")).toBe("987879696");
  expect(withoutSpaces("987\u202f879\u2009696")).toBe("987879696");
});

test("ids sort by time, also within one millisecond", () => {
  const at = new Date("2026-05-17T12:00:00Z");
  const ids = [...Array.from({ length: 1_000 }, () => newId(at)), newId(new Date(at.getTime() + 1))];
  expect(ids.toSorted()).toEqual(ids);
  expect(new Set(ids).size).toBe(ids.length);
  expect(ids.every((id) => /^[0-9A-HJKMNP-TV-Z]{26}$/.test(id))).toBe(true);
});
