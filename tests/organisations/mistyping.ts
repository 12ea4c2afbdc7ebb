/** Names as they are mistyped: once, in one of the four ways that fingers slip. */
export const slips = ["insert", "delete", "replace", "transpose"] as const;
export type Slip = (typeof slips)[number];
export type Mistyped<Named> = { readonly slip: Slip; readonly meant: Named; readonly search: string };

const letters = "abcdefghijklmnopqrstuvwxyzæøå".split("");

/** As many typos in the names as are wanted, each way as often, by a seeded chance. */
export const mistype = <Named extends { readonly name: string }>(
  among: readonly Named[],
  count: number,
  seed: number,
): Mistyped<Named>[] => {
  let state = seed >>> 0;
  /** A whole number below n (xorshift). */
  const below = (n: number): number => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) % n;
  };
  /** Where one can slip: any letter, not the sign between two words. */
  const slipAt = (name: string, until: number): number => {
    for (;;) {
      const at = below(until);
      if (/\p{L}/u.test(name[at] ?? "")) return at;
    }
  };
  const mistyped = (name: string, slip: Slip): string => {
    const at = slipAt(name, slip === "transpose" ? name.length - 1 : name.length);
    const instead = { insert: name.slice(at, at + 1), delete: "", replace: "", transpose: name[at + 1] ?? "" }[slip];
    const letter = slip === "insert" || slip === "replace" ? (letters[below(letters.length)] ?? "e") : "";
    if (slip === "transpose") return name.slice(0, at) + instead + (name[at] ?? "") + name.slice(at + 2);
    return name.slice(0, at) + letter + instead + name.slice(at + 1);
  };
  return Array.from({ length: count }, (_, n) => {
    const slip = slips[n % slips.length] as Slip;
    const meant = among[below(among.length)] as Named;
    return { slip, meant, search: mistyped(meant.name, slip) };
  });
};

/** How often the right one was found, altogether and for each way to slip. */
export const shareFound = (
  found: readonly (Mistyped<{ readonly name: string }> & { readonly place: number })[],
): { readonly amongTen: number; readonly text: string } => {
  const share = (of: typeof found, most: number): number =>
    of.filter(({ place }) => place >= 0 && place < most).length / of.length;
  const percent = (of: typeof found, most: number): string => `${(100 * share(of, most)).toFixed(1)} %`;
  const missed = found.filter(({ place }) => place < 0 || place >= 10);
  return {
    amongTen: share(found, 10),
    text: [
      `the right one is among the first ten ${percent(found, 10)} of the time, and first ${percent(found, 1)}`,
      slips
        .map(
          (slip) =>
            `${slip} ${percent(
              found.filter((one) => one.slip === slip),
              10,
            )}`,
        )
        .join(", "),
      `missed, for example: ${missed
        .slice(0, 12)
        .map(({ search, meant }) => `${search} (${meant.name})`)
        .join(" · ")}`,
    ].join("\n"),
  };
};
