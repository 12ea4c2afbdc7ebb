import { findMember, membershipsOf } from "#modules/people";
import type { Context } from "#platform/context";
import { loader } from "#platform/load";
import { notFound, Refusal } from "#platform/refusal";
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

const versionConflict = (asItWas: Record<string, unknown> | undefined): Refusal =>
  asItWas === undefined
    ? notFound()
    : new Refusal("Conflict", "VERSION_CONFLICT", "It was changed in the meantime: look again, then try again.", {
        version: asItWas["version"],
      });

export const findInterest = async (ref: string, interestId: string): Promise<Interest | undefined> => {
  const found = await get(interests, { ref, interestId });
  return found && { ...found, origin: "DECLARED" };
};

/** Writes a declared tie, as its earlier version was seen. */
export const putInterest = ({ origin: _, version = 1, ...interest }: Interest, before: number | undefined): Change =>
  put(
    interests,
    { ...interest, version },
    before === undefined ? { attr: "version", exists: false } : { attr: "version", eq: before },
    versionConflict,
  );

const declaredBy = async (ref: string): Promise<Interest[]> =>
  (await query(interests, { partition: `INTERESTS#${ref}`, newestFirst: true })).map((found) => ({
    ...found,
    origin: "DECLARED",
  }));

/** Ties that follow from roles the person holds here in organisations. */
const derivedOf = async (ref: string, subject: string): Promise<Interest[]> => {
  const { memberships } = await membershipsOf(subject);
  const tied = memberships.filter(({ roles }) => roles.includes("LEADER") || roles.includes("MEMBER"));
  return Promise.all(
    tied.map(async ({ bodyKey, roles }) => {
      const member = await findMember(bodyKey, ref);
      return {
        ref,
        interestId: bodyKey,
        organisationKey: bodyKey,
        kind: roles.includes("LEADER") ? ("LEADER" as const) : ("MEMBER" as const),
        origin: "DERIVED" as const,
        validFrom: dayOf(new Date(member?.since ?? 0)),
      };
    }),
  );
};

/** A person by ref and subject. */
type Who = { readonly ref: string; readonly subject: string };

const byPerson = loader<string, readonly Interest[]>("interests", (keys) =>
  Promise.all(
    keys.map(async (key) => {
      const [ref = "", subject = ""] = key.split("\n");
      return (await Promise.all([declaredBy(ref), derivedOf(ref, subject)])).flat();
    }),
  ),
);

/** All ties of a person, declared and derived. */
export const interestsOf = (ctx: Context, { ref, subject }: Who): Promise<readonly Interest[]> =>
  byPerson(ctx).load(`${ref}\n${subject}`);

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

export const putSuperior = (bodyKey: string, ref: string, superiorRef: string | undefined, validFrom: string): Change =>
  put(superiors, { bodyKey, ref, validFrom, ...(superiorRef !== undefined && { superiorRef }) }, undefined, notFound);
