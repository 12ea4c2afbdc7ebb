/** The letters about bookings, in the three languages: to the organisation's own address, with what it is about and a link. */
import type { Language } from "#modules/people";
import { dayFrom, dayOf } from "#platform/day";
import { env } from "#platform/env";
import type { Letter } from "#platform/mail";
import type { Span } from "./slots.ts";

export type Occasion = {
  readonly to: string;
  readonly language: Language;
  readonly venue: string;
  readonly asker: string;
  readonly occasions: readonly [Span, ...Span[]];
};

type Facts = { readonly venue: string; readonly asker: string; readonly when: string; readonly link: string };
type Told = Facts & { readonly words: string | undefined };
type Written = Omit<Letter, "to">;

const calendars = { nb: "nb", nn: "nn", en: "en-GB" } as const satisfies Record<Language, string>;

const more: Readonly<Record<Language, (weeks: number) => string>> = {
  nb: (weeks) => `, og de neste ukene, ${weeks} ganger i alt`,
  nn: (weeks) => `, og dei neste vekene, ${weeks} gonger i alt`,
  en: (weeks) => `, and the following weeks, ${weeks} times in all`,
};

const whenOf = (language: Language, [first, ...rest]: Occasion["occasions"]): string => {
  const format = new Intl.DateTimeFormat(calendars[language], {
    dateStyle: "long",
    timeStyle: "short",
    timeZone: "Europe/Oslo",
  });
  const told = ({ startsAt, endsAt }: Span): string => format.formatRange(new Date(startsAt), new Date(endsAt));
  const isWeekly = rest.every(
    ({ startsAt }, n) => dayOf(new Date(startsAt)) === dayFrom(dayOf(new Date(first.startsAt)), 7 * (n + 1)),
  );
  if (!isWeekly) return new Intl.ListFormat(calendars[language]).format([first, ...rest].map(told));
  return rest.length === 0 ? told(first) : told(first) + more[language](rest.length + 1);
};

const waiting: Readonly<Record<Language, (facts: Facts) => Written>> = {
  nb: ({ venue, asker, when, link }) => ({
    subject: `${asker} vil låne ${venue}`,
    text: `Hei!

${asker} har spurt om å låne ${venue} ${when}.

De av dere som låner ut lokalet i Samspill, svarer her:
${link}

Tiden holdes av til dere har svart.

Hilsen Samspill
`,
  }),
  nn: ({ venue, asker, when, link }) => ({
    subject: `${asker} vil låne ${venue}`,
    text: `Hei!

${asker} har spurt om å låne ${venue} ${when}.

Dei av dykk som låner ut lokalet i Samspill, svarar her:
${link}

Tida er halden av til de har svara.

Helsing Samspill
`,
  }),
  en: ({ venue, asker, when, link }) => ({
    subject: `${asker} wants to borrow ${venue}`,
    text: `Hello!

${asker} has asked to borrow ${venue} ${when}.

Those of you who lend it in Samspill answer here:
${link}

The time is held until you have answered.

Kind regards, Samspill
`,
  }),
};

const granted: Readonly<Record<Language, (facts: Facts) => Written>> = {
  nb: ({ venue, asker, when, link }) => ({
    subject: `${asker} låner ${venue}`,
    text: `Hei!

${asker} har lånt ${venue} ${when}. Dere har valgt at ingen trenger å svare, så lånet er i orden.

Går det ikke likevel, kan dere avlyse det her:
${link}

Hilsen Samspill
`,
  }),
  nn: ({ venue, asker, when, link }) => ({
    subject: `${asker} låner ${venue}`,
    text: `Hei!

${asker} har lånt ${venue} ${when}. De har valt at ingen treng å svare, så lånet er i orden.

Går det ikkje likevel, kan de avlyse det her:
${link}

Helsing Samspill
`,
  }),
  en: ({ venue, asker, when, link }) => ({
    subject: `${asker} borrows ${venue}`,
    text: `Hello!

${asker} has borrowed ${venue} ${when}. You have chosen that nobody need answer, so the loan is settled.

If it cannot be after all, you can call it off here:
${link}

Kind regards, Samspill
`,
  }),
};

const givenBack: Readonly<Record<Language, (facts: Facts) => Written>> = {
  nb: ({ venue, asker, when, link }) => ({
    subject: `${asker} trenger ikke ${venue} likevel`,
    text: `Hei!

${asker} skulle låne ${venue} ${when}, og har gitt det tilbake. Tider som er over, gjelder det ikke. Nå kan andre låne det.

Se hva dere låner ut, her:
${link}

Hilsen Samspill
`,
  }),
  nn: ({ venue, asker, when, link }) => ({
    subject: `${asker} treng ikkje ${venue} likevel`,
    text: `Hei!

${asker} skulle låne ${venue} ${when}, og har gitt det tilbake. Tider som er over, gjeld det ikkje. No kan andre låne det.

Sjå kva de låner ut, her:
${link}

Helsing Samspill
`,
  }),
  en: ({ venue, asker, when, link }) => ({
    subject: `${asker} does not need ${venue} after all`,
    text: `Hello!

${asker} was to borrow ${venue} ${when}, and has given it back. Times that are over stand. Others can borrow it now.

See what you lend here:
${link}

Kind regards, Samspill
`,
  }),
};

const approved: Readonly<Record<Language, (told: Told) => Written>> = {
  nb: ({ venue, when, link }) => ({
    subject: `Dere får låne ${venue}`,
    text: `Hei!

Dere har spurt om å låne ${venue} ${when}, og svaret er ja.

Se bookingen her. Gi den tilbake der hvis dere ikke trenger den likevel:
${link}

Hilsen Samspill
`,
  }),
  nn: ({ venue, when, link }) => ({
    subject: `De får låne ${venue}`,
    text: `Hei!

De har spurt om å låne ${venue} ${when}, og svaret er ja.

Sjå bookinga her. Gi henne tilbake der om de ikkje treng henne likevel:
${link}

Helsing Samspill
`,
  }),
  en: ({ venue, when, link }) => ({
    subject: `You can borrow ${venue}`,
    text: `Hello!

You have asked to borrow ${venue} ${when}, and the answer is yes.

See the booking here. Give it back there if you do not need it after all:
${link}

Kind regards, Samspill
`,
  }),
};

const declined: Readonly<Record<Language, (told: Told) => Written>> = {
  nb: ({ venue, when, words, link }) => ({
    subject: `Dere får ikke låne ${venue}`,
    text: `Hei!

Dere har spurt om å låne ${venue} ${when}, og svaret er nei. Begrunnelsen er: ${words}

Finn en annen tid eller et annet lokale her:
${link}

Hilsen Samspill
`,
  }),
  nn: ({ venue, when, words, link }) => ({
    subject: `De får ikkje låne ${venue}`,
    text: `Hei!

De har spurt om å låne ${venue} ${when}, og svaret er nei. Grunngivinga er: ${words}

Finn ei anna tid eller eit anna lokale her:
${link}

Helsing Samspill
`,
  }),
  en: ({ venue, when, words, link }) => ({
    subject: `You cannot borrow ${venue}`,
    text: `Hello!

You have asked to borrow ${venue} ${when}, and the answer is no. The reason is: ${words}

Find another time or another venue here:
${link}

Kind regards, Samspill
`,
  }),
};

const cancelled: Readonly<Record<Language, (told: Told) => Written>> = {
  nb: ({ venue, when, words, link }) => ({
    subject: `Lånet av ${venue} er avlyst`,
    text: `Hei!

Dere skulle låne ${venue} ${when}. Den som låner ut, har avlyst det. Begrunnelsen er: ${words}

Tider som er over, gjelder det ikke. Finn en annen tid eller et annet lokale her:
${link}

Hilsen Samspill
`,
  }),
  nn: ({ venue, when, words, link }) => ({
    subject: `Lånet av ${venue} er avlyst`,
    text: `Hei!

De skulle låne ${venue} ${when}. Den som låner ut, har avlyst det. Grunngivinga er: ${words}

Tider som er over, gjeld det ikkje. Finn ei anna tid eller eit anna lokale her:
${link}

Helsing Samspill
`,
  }),
  en: ({ venue, when, words, link }) => ({
    subject: `Your loan of ${venue} is called off`,
    text: `Hello!

You were to borrow ${venue} ${when}. The lender has called it off. The reason is: ${words}

Times that are over stand. Find another time or another venue here:
${link}

Kind regards, Samspill
`,
  }),
};

const notices = { REQUESTED: waiting, APPROVED: granted, WITHDRAWN: givenBack } as const;
const answers = { APPROVED: approved, DECLINED: declined, CANCELLED: cancelled } as const;

const link = (...path: readonly string[]): string => {
  if (env.consoleUrl === undefined) throw new Error("The setting SAMSPILL_CONSOLE_URL is missing.");
  return [env.consoleUrl, "venues", ...path].join("/");
};

/** To the lender: that something is asked for, was granted at once, or is given back. */
export const lenderLetter = (
  state: keyof typeof notices,
  { to, language, venue, asker, occasions }: Occasion,
): Letter => ({
  to,
  ...notices[state][language]({ venue, asker, when: whenOf(language, occasions), link: link("requests") }),
});

/** To who asked: yes, or no and why, or that it is called off and why. */
export const answerLetter = (
  state: keyof typeof answers,
  { to, language, venue, asker, occasions }: Occasion,
  words: string | undefined,
): Letter => ({
  to,
  ...answers[state][language]({
    venue,
    asker,
    when: whenOf(language, occasions),
    words,
    link: state === "APPROVED" ? link("bookings") : link(),
  }),
});
