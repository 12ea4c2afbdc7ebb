/** The letter that asks an organiser whether what it arranges is still so, in the body's own written norm. */
import { findMunicipality } from "#modules/places";
import { env } from "#platform/env";
import type { Letter } from "#platform/mail";
import type { WrittenNorm } from "#schema/resolvers";

/** What is asked about, and the secret of the link that answers. */
export type Asked = {
  readonly title: string;
  readonly place: string;
  readonly municipality: string;
  readonly secret: string;
};

/** Whether it must be confirmed from now on, or is soon to be hidden. */
export type Occasion = "TO_BE_CONFIRMED" | "SOON_HIDDEN";

type Facts = { readonly body: string; readonly list: string; readonly n: number; readonly titles: string };
type Texts = { readonly subject: (facts: Facts) => string; readonly text: (facts: Facts) => string };

const texts: Readonly<Record<WrittenNorm, Readonly<Record<Occasion, Texts>>>> = {
  BOKMAL: {
    TO_BE_CONFIRMED: {
      subject: ({ titles }) => `Stemmer dette fortsatt? ${titles}`,
      text: ({ body, list, n }) => `Hei!

Det er et halvt år siden noen sist bekreftet ${n === 1 ? "en aktivitet" : `${n} aktiviteter`} som ${body} har i Samspill. Er det fortsatt slik? Åpne lenken og trykk på knappen. Du trenger ikke logge inn.

${list}

Er noe endret, eller er det slutt? Logg inn i Samspill og rett det, så ingen møter en stengt dør:
${env.consoleUrl}/activities

Det som ikke blir bekreftet innen et halvt år til, vises ikke lenger for andre.

Hilsen Samspill
`,
    },
    SOON_HIDDEN: {
      subject: ({ titles }) => `Vises snart ikke lenger: ${titles}`,
      text: ({ body, list, n }) => `Hei!

Det er snart et år siden noen bekreftet ${n === 1 ? "en aktivitet" : `${n} aktiviteter`} som ${body} har i Samspill. Om to uker vises ${n === 1 ? "den" : "de"} ikke lenger for andre. Er det fortsatt slik? Åpne lenken og trykk på knappen. Du trenger ikke logge inn.

${list}

Er det slutt? Da trenger du ikke gjøre noe.

Hilsen Samspill
`,
    },
  },
  NYNORSK: {
    TO_BE_CONFIRMED: {
      subject: ({ titles }) => `Stemmer dette framleis? ${titles}`,
      text: ({ body, list, n }) => `Hei!

Det er eit halvt år sidan nokon sist stadfesta ${n === 1 ? "ein aktivitet" : `${n} aktivitetar`} som ${body} har i Samspill. Er det framleis slik? Opne lenkja og trykk på knappen. Du treng ikkje logge inn.

${list}

Er noko endra, eller er det slutt? Logg inn i Samspill og rett det, så ingen møter ei stengd dør:
${env.consoleUrl}/activities

Det som ikkje blir stadfesta innan eit halvt år til, blir ikkje lenger vist for andre.

Helsing Samspill
`,
    },
    SOON_HIDDEN: {
      subject: ({ titles }) => `Blir snart ikkje lenger vist: ${titles}`,
      text: ({ body, list, n }) => `Hei!

Det er snart eit år sidan nokon stadfesta ${n === 1 ? "ein aktivitet" : `${n} aktivitetar`} som ${body} har i Samspill. Om to veker blir ${n === 1 ? "han" : "dei"} ikkje lenger ${n === 1 ? "vist" : "viste"} for andre. Er det framleis slik? Opne lenkja og trykk på knappen. Du treng ikkje logge inn.

${list}

Er det slutt? Då treng du ikkje gjere noko.

Helsing Samspill
`,
    },
  },
};

/** As many titles as a subject line has room for. */
const titlesInSubject = (asked: readonly Asked[]): string => {
  const [first, ...others] = asked;
  return `«${first?.title ?? ""}»${others.length > 0 ? ` (+${others.length})` : ""}`;
};

export const reminderLetter = (
  occasion: Occasion,
  { to, body, norm }: { readonly to: string; readonly body: string; readonly norm: WrittenNorm | undefined },
  asked: readonly Asked[],
): Letter => {
  if (env.consoleUrl === undefined) throw new Error("The setting SAMSPILL_CONSOLE_URL is missing.");
  const { subject, text } = texts[norm ?? "BOKMAL"][occasion];
  const list = asked
    .map(({ title, place, municipality, secret }) => {
      const where = [place, findMunicipality(municipality)?.name].filter(Boolean).join(", ");
      return `${title} – ${where}\n${env.consoleUrl}/bekreft/${secret}`;
    })
    .join("\n\n");
  const facts = { body, list, n: asked.length, titles: titlesInSubject(asked) };
  return { to, subject: subject(facts), text: text(facts) };
};
