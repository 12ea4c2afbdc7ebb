/** Asks organisers by letter whether what they arrange is still so; a link in the letter answers, without signing in. */
import { findOpenOrganisation, organisationId } from "#modules/organisations";
import { commit } from "#platform/commit";
import type { Context } from "#platform/context";
import { queueMail } from "#platform/mail";
import { Refusal } from "#platform/refusal";
import { hashOf, newSecret } from "#platform/secret";
import { activityId, confirmAgainAt, hiddenFrom } from "./activity.ts";
import { findToConfirm } from "./catalogue.ts";
import { type Occasion, reminderLetter } from "./letters.ts";
import type { Row } from "./row.ts";
import { isReminded, putConfirmationLink, putReminder } from "./store.ts";

const day = 86_400_000;
/** A letter that could not go out for a week is old: the next one comes in time. */
const stillNewsDays = 7;
/** How long before it is hidden an organiser is told once more. */
const daysBeforeHidden = 14;
/** Activities in one letter: three writes each keep a transaction well below its hundred. */
const mostInLetter = 20;

/** When each letter about an activity is due. */
const dueOf = {
  TO_BE_CONFIRMED: confirmAgainAt,
  SOON_HIDDEN: (confirmedAt) => new Date(Date.parse(hiddenFrom(confirmedAt)) - daysBeforeHidden * day).toISOString(),
} as const satisfies Record<Occasion, (confirmedAt: string) => string>;
const occasions = Object.keys(dueOf) as Occasion[];

const dueNow = (rows: readonly Row[], occasion: Occasion, now: Date): Row[] => {
  const [from, until] = [new Date(now.getTime() - stillNewsDays * day).toISOString(), now.toISOString()];
  return rows.filter(({ confirmedAt }) => {
    const due = confirmedAt === undefined ? "" : dueOf[occasion](confirmedAt);
    return due > from && due <= until;
  });
};

export type Reminded = {
  readonly letters: number;
  /** Activities that letters have asked about. */
  readonly activities: number;
  /** Activities whose organiser has no address: they are seen in the console alone. */
  readonly withoutAddress: number;
};

/**
 * Sends the letters that are due: when something must be confirmed, and two weeks before it is hidden. Each goes out once,
 * however often this runs.
 */
export const remindOrganisers = async (ctx: Context): Promise<Reminded> => {
  const rows = await findToConfirm(ctx.now());
  let [letters, activities, withoutAddress] = [0, 0, 0];
  for (const occasion of occasions) {
    const due = dueNow(rows, occasion, ctx.now());
    for (const [organiserKey, all] of Map.groupBy(due, (row) => row.organiserKey)) {
      const waiting = await notReminded(all, occasion);
      for (let n = 0; n < waiting.length; n += mostInLetter) {
        const some = waiting.slice(n, n + mostInLetter);
        const outcome = await write(ctx, occasion, organiserKey, some);
        if (outcome === "WRITTEN") [letters, activities] = [letters + 1, activities + some.length];
        if (outcome === "NO_ADDRESS") withoutAddress += some.length;
      }
    }
  }
  return { letters, activities, withoutAddress };
};

const notReminded = async (rows: readonly Row[], occasion: Occasion): Promise<Row[]> => {
  const done = await isReminded(rows.map((row) => ({ key: row.key, about: aboutOf(row, occasion) })));
  return rows.filter((_, n) => done[n] === false);
};

/** What a letter is about: the confirmation that has grown old, and which of its two letters. */
const aboutOf = ({ confirmedAt = "" }: Row, occasion: Occasion): string => `${confirmedAt}#${occasion}`;

const write = async (
  ctx: Context,
  occasion: Occasion,
  organiserKey: string,
  rows: readonly Row[],
): Promise<"WRITTEN" | "NO_ADDRESS" | "DONE_BY_ANOTHER"> => {
  const organiser = await findOpenOrganisation(ctx, organiserKey);
  const to = organiser?.facts.email;
  if (!organiser || to === undefined) return "NO_ADDRESS";
  const asked = rows.map((row) => ({ row, secret: newSecret() }));
  const letter = reminderLetter(
    occasion,
    { to, body: organiser.facts.name, norm: organiser.facts.writtenNorm },
    asked.map(({ row: { facts }, secret }) => ({
      title: facts.title,
      place: facts.place.name,
      municipality: facts.place.municipality,
      secret,
    })),
  );
  const mail = queueMail(ctx, letter);
  try {
    await commit(ctx, {
      changes: [
        mail.change,
        ...asked.flatMap(({ row, secret }) => [
          putReminder({ key: row.key, about: aboutOf(row, occasion) }, ctx.now()),
          putConfirmationLink({ hash: hashOf(secret), key: row.key, confirmedAt: row.confirmedAt ?? "" }, ctx.now()),
        ]),
      ],
      events: [mail.event],
      audit: {
        subject: organisationId(organiserKey),
        action: "organiser.reminded",
        fields: { activities: rows.map(({ key }) => activityId(key)) },
      },
    });
  } catch (error) {
    if (error instanceof Refusal && error.code === "ALREADY_REMINDED") return "DONE_BY_ANOTHER";
    throw error;
  }
  return "WRITTEN";
};
