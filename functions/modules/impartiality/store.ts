import { tiesOf } from "#modules/people";
import type { Context } from "#platform/context";
import { loader } from "#platform/load";
import { overtaken, Refusal } from "#platform/refusal";
import { type Change, Entity, get, item, number, put, query, string, table } from "#platform/table";
import type { InterestKind } from "#schema/resolvers";
import { dayOf } from "#platform/day";
import { type Interest } from "./interest.ts";

const kinds = ["LEADER", "BOARD_MEMBER", "EMPLOYED", "MEMBER", "FAMILY", "OTHER"] as const satisfies InterestKind[];

const interests = new Entity({
  name: "Interest",
  table,
  timestamps: false,
  schema: item({
    ref: string().key(),
    interestId: string().key(),
    organisationKey: string(),
    kind: string().enum(...kinds),
    validFrom: string(),
    validUntil: string().optional(),
    declaredOn: string(),
    version: number(),
  }),
  computeKey: ({ ref, interestId }: { ref: string; interestId: string }) => ({
    pk: `INTERESTS#${ref}`,
    sk: interestId,
  }),
});

/** Who is whose superior in a body, from a day on. */
const superiors = new Entity({
  name: "Superior",
  table,
  timestamps: false,
  schema: item({
    bodyKey: string().key(),
    ref: string().key(),
    validFrom: string().key(),
    /** Absent: none from that day on. */
    superiorRef: string().optional(),
  }),
  computeKey: ({ bodyKey, ref, validFrom }: { bodyKey: string; ref: string; validFrom: string }) => ({
    pk: `SUPERIORS#${bodyKey}#${ref}`,
    sk: validFrom,
  }),
});

type Declared = Interest & { readonly declaredOn: string };

export const findInterest = async (ref: string, interestId: string): Promise<Declared | undefined> => {
  const found = await get(interests, { ref, interestId });
  return found && { ...found, origin: "DECLARED" };
};

/** Writes a declared tie, as its earlier version was seen. */
export const putInterest = ({ origin: _, version = 1, ...interest }: Declared, before: number | undefined): Change =>
  put(
    interests,
    { ...interest, version },
    before === undefined ? { attr: "version", exists: false } : { attr: "version", eq: before },
    overtaken,
  );

/** What a person has declared, the newest first. */
export const declaredBy = async (ref: string): Promise<Interest[]> =>
  (await query(interests, { partition: `INTERESTS#${ref}`, newestFirst: true })).map((found) => ({
    ...found,
    origin: "DECLARED",
  }));

/** Ties that follow from roles the person holds here in organisations, or has held: each day of a role counts, its last one too. */
const derivedOf = async (ref: string): Promise<Interest[]> =>
  (await tiesOf(ref)).flatMap(({ bodyKey, at, role }, n, all) => {
    const next = all[n + 1];
    return role === undefined
      ? []
      : {
          ref,
          interestId: `${bodyKey}:${at}`,
          organisationKey: bodyKey,
          kind: role,
          origin: "DERIVED" as const,
          validFrom: dayOf(new Date(at)),
          ...(next?.bodyKey === bodyKey && { validUntil: dayOf(new Date(next.at)) }),
        };
  });

const byPerson = loader<string, readonly Interest[]>("interests", (refs) =>
  Promise.all(
    refs.map(async (ref) =>
      (await Promise.all([declaredBy(ref), derivedOf(ref)]))
        .flat()
        .toSorted((a, b) => (a.validFrom < b.validFrom ? 1 : a.validFrom > b.validFrom ? -1 : 0)),
    ),
  ),
);

/** All ties of a person, declared and derived, the newest first. */
export const interestsOf = (ctx: Context, ref: string): Promise<readonly Interest[]> => byPerson(ctx).load(ref);

const bySubordinate = loader<string, string | null>("superiors", (keys) =>
  Promise.all(
    keys.map(async (key) => {
      const [bodyKey = "", ref = "", day = ""] = key.split("\n");
      const [latest] = await query(superiors, {
        partition: `SUPERIORS#${bodyKey}#${ref}`,
        // The day itself counts, and `after` leaves its own key out.
        after: `${day}~`,
        newestFirst: true,
        limit: 1,
      });
      return latest?.superiorRef ?? null;
    }),
  ),
);

/** Ref of a member's superior on a day; null where there is none. */
export const superiorOf = (ctx: Context, bodyKey: string, ref: string, day: string): Promise<string | null> =>
  bySubordinate(ctx).load(`${bodyKey}\n${ref}\n${day}`);

/** Says once who is a member's superior from a day on; what was said of a day stands. */
export const putSuperior = (bodyKey: string, ref: string, superiorRef: string | undefined, validFrom: string): Change =>
  put(
    superiors,
    { bodyKey, ref, validFrom, ...(superiorRef !== undefined && { superiorRef }) },
    { attr: "validFrom", exists: false },
    () =>
      new Refusal(
        "Conflict",
        "DAY_TAKEN",
        "It has been said already who is the superior from that day: choose the day after.",
      ),
  );
