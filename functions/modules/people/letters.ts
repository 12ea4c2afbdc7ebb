/** The letters of this subject, in the three languages: plain words, a link, and what to do when it is a mistake. */
import type { Letter } from "#platform/mail";
import { env } from "#platform/env";
import { refuseProblems } from "#platform/refusal";
import type { WrittenNorm } from "#schema/resolvers";
import { type Language, languages } from "./person.ts";

/** The language chosen, or the one the body itself writes. */
export const languageOf = (
  chosen: string | null | undefined,
  norm: WrittenNorm | undefined,
  field = "language",
): Language => {
  if (chosen == null) return norm === "NYNORSK" ? "nn" : "nb";
  const language = languages.find((one) => one === chosen);
  refuseProblems(language ? [] : [{ field, code: "UNKNOWN_LANGUAGE" }]);
  return language ?? "nb";
};

const link = (...path: readonly ["people"] | readonly ["invitation" | "represent", string]): string => {
  if (env.consoleUrl === undefined) throw new Error("The setting SAMSPILL_CONSOLE_URL is missing.");
  return [env.consoleUrl, ...path].join("/");
};

const days = { nb: "nb", nn: "nn", en: "en-GB" } as const satisfies Record<Language, string>;

const dayOf = (language: Language, at: Date): string =>
  new Intl.DateTimeFormat(days[language], { dateStyle: "long", timeZone: "Europe/Oslo" }).format(at);

type Facts = { readonly body: string; readonly from: string; readonly link: string; readonly until: string };

const invitations: Readonly<Record<Language, (facts: Facts) => Omit<Letter, "to">>> = {
  nb: ({ body, from, link: address, until }) => ({
    subject: `Bli med i ${body} i Samspill`,
    text: `Hei!

${from} har invitert deg til å bli med i ${body} i Samspill. Der samarbeider kommuner, mottak og frivillige om å ta godt imot dem som er nye i Norge.

Åpne lenken for å bli med:
${address}

Lenken kan brukes én gang, og den virker til og med ${until}. Du må logge inn.

Kjenner du ikke til dette? Da trenger du ikke gjøre noe. Ingenting skjer før noen bruker lenken.

Hilsen Samspill
`,
  }),
  nn: ({ body, from, link: address, until }) => ({
    subject: `Bli med i ${body} i Samspill`,
    text: `Hei!

${from} har invitert deg til å bli med i ${body} i Samspill. Der samarbeider kommunar, mottak og frivillige om å ta godt imot dei som er nye i Noreg.

Opne lenkja for å bli med:
${address}

Lenkja kan brukast éin gong, og ho verkar til og med ${until}. Du må logge inn.

Kjenner du ikkje til dette? Då treng du ikkje gjere noko. Ingenting skjer før nokon bruker lenkja.

Helsing Samspill
`,
  }),
  en: ({ body, from, link: address, until }) => ({
    subject: `Join ${body} in Samspill`,
    text: `Hello!

${from} has invited you to join ${body} in Samspill, where municipalities, reception centres and volunteers work together to welcome those who are new in Norway.

Open the link to join:
${address}

The link can be used once, and works until ${until}. You need to sign in.

Do you know nothing of this? Then you need not do anything. Nothing happens until someone uses the link.

Kind regards, Samspill
`,
  }),
};

const codes: Readonly<Record<Language, (facts: Facts) => Omit<Letter, "to">>> = {
  nb: ({ body, from, link: address, until }) => ({
    subject: `Vil ${from} representere ${body} i Samspill?`,
    text: `Hei!

${from} har bedt om å representere ${body} i Samspill. Der samarbeider kommuner, mottak og frivillige om å ta godt imot dem som er nye i Norge. Dette brevet går til adressen dere har i registrene i Brønnøysund.

Er det riktig? Send lenken videre til ${from}, som må åpne den selv:
${address}

Den som åpner lenken, kan deretter endre det Samspill vet om ${body}, og slippe inn flere. Lenken kan brukes én gang, og den virker til og med ${until}.

Er det ikke riktig, eller er dere i tvil? Da skal dere ikke gi lenken til noen. Ingenting skjer uten den.

Hilsen Samspill
`,
  }),
  nn: ({ body, from, link: address, until }) => ({
    subject: `Vil ${from} representere ${body} i Samspill?`,
    text: `Hei!

${from} har bede om å representere ${body} i Samspill. Der samarbeider kommunar, mottak og frivillige om å ta godt imot dei som er nye i Noreg. Dette brevet går til adressa de har i registera i Brønnøysund.

Stemmer det? Send lenkja vidare til ${from}, som må opne henne sjølv:
${address}

Den som opnar lenkja, kan deretter endre det Samspill veit om ${body}, og sleppe inn fleire. Lenkja kan brukast éin gong, og ho verkar til og med ${until}.

Stemmer det ikkje, eller er de i tvil? Då skal de ikkje gi lenkja til nokon. Ingenting skjer utan henne.

Helsing Samspill
`,
  }),
  en: ({ body, from, link: address, until }) => ({
    subject: `Is ${from} to represent ${body} in Samspill?`,
    text: `Hello!

${from} has asked to represent ${body} in Samspill, where municipalities, reception centres and volunteers work together to welcome those who are new in Norway. This letter goes to the address you have in the Brønnøysund registers.

Is that right? Pass the link on to ${from}, who must open it personally:
${address}

Whoever opens the link can then change what Samspill knows of ${body}, and let others in. The link can be used once, and works until ${until}.

Is it not right, or are you in doubt? Then give the link to nobody. Nothing happens without it.

Kind regards, Samspill
`,
  }),
};

const waiting: Readonly<Record<Language, (facts: Facts) => Omit<Letter, "to">>> = {
  nb: ({ body, from, link: address, until }) => ({
    subject: `${from} vil bli med i ${body} i Samspill`,
    text: `Hei!

${from} har bedt om å bli med i ${body} i Samspill. Dette brevet går til adressen dere har i registrene i Brønnøysund.

De av dere som administrerer ${body} i Samspill, svarer på forespørselen her:
${address}

Den som blir med, kan endre noe av det Samspill vet om ${body}. Forespørselen er åpen til og med ${until}.

Kjenner dere ikke den som spør? Da sier dere nei. Ingenting skjer før noen av dere har svart.

Hilsen Samspill
`,
  }),
  nn: ({ body, from, link: address, until }) => ({
    subject: `${from} vil bli med i ${body} i Samspill`,
    text: `Hei!

${from} har bede om å bli med i ${body} i Samspill. Dette brevet går til adressa de har i registera i Brønnøysund.

Dei av dykk som administrerer ${body} i Samspill, svarar på førespurnaden her:
${address}

Den som blir med, kan endre noko av det Samspill veit om ${body}. Førespurnaden er open til og med ${until}.

Kjenner de ikkje den som spør? Då seier de nei. Ingenting skjer før nokon av dykk har svara.

Helsing Samspill
`,
  }),
  en: ({ body, from, link: address, until }) => ({
    subject: `${from} wants to join ${body} in Samspill`,
    text: `Hello!

${from} has asked to join ${body} in Samspill. This letter goes to the address you have in the Brønnøysund registers.

Those of you who administer ${body} in Samspill answer here:
${address}

Whoever joins can change some of what Samspill knows of ${body}. The request is open until ${until}.

Do you not know who asks? Then say no. Nothing happens until one of you has answered.

Kind regards, Samspill
`,
  }),
};

type Decided = { readonly body: string; readonly reason: string | undefined; readonly link: string };

const answers: Readonly<Record<Language, (decided: Decided) => Omit<Letter, "to">>> = {
  nb: ({ body, reason, link: address }) => ({
    subject: reason === undefined ? `Du er med i ${body} i Samspill` : `Svar fra ${body} i Samspill`,
    text: `Hei!

${
  reason === undefined
    ? `Du har bedt om å være med i ${body} i Samspill, og svaret er ja. Rollen gjelder fra nå.`
    : `Du har bedt om å være med i ${body} i Samspill, og svaret er nei. Begrunnelsen er: ${reason}`
}

Se hva som gjelder for deg:
${address}

Du la igjen denne adressen for å få svaret. Nå har vi slettet den, og det kommer ikke flere brev om dette. Har du ikke bedt om noe? Da har noen skrevet feil adresse, og du trenger ikke gjøre noe.

Hilsen Samspill
`,
  }),
  nn: ({ body, reason, link: address }) => ({
    subject: reason === undefined ? `Du er med i ${body} i Samspill` : `Svar frå ${body} i Samspill`,
    text: `Hei!

${
  reason === undefined
    ? `Du har bede om å vere med i ${body} i Samspill, og svaret er ja. Rolla gjeld frå no.`
    : `Du har bede om å vere med i ${body} i Samspill, og svaret er nei. Grunngivinga er: ${reason}`
}

Sjå kva som gjeld for deg:
${address}

Du la att denne adressa for å få svaret. No har vi sletta henne, og det kjem ikkje fleire brev om dette. Har du ikkje bede om noko? Då har nokon skrive feil adresse, og du treng ikkje gjere noko.

Helsing Samspill
`,
  }),
  en: ({ body, reason, link: address }) => ({
    subject: reason === undefined ? `You are with ${body} in Samspill` : `An answer from ${body} in Samspill`,
    text: `Hello!

${
  reason === undefined
    ? `You have asked to be with ${body} in Samspill, and the answer is yes. Your role holds from now on.`
    : `You have asked to be with ${body} in Samspill, and the answer is no. The reason is: ${reason}`
}

See what holds for you:
${address}

You left this address for the answer. We have deleted it now, and there will be no more letters about this. Have you asked for nothing? Then someone has typed a wrong address, and you need not do anything.

Kind regards, Samspill
`,
  }),
};

type Occasion = {
  readonly to: string;
  readonly language: Language;
  readonly body: string;
  readonly from: string;
  readonly until: Date;
};
type Secret = { readonly secret: string };

const write = (texts: typeof invitations, address: string, { to, language, body, from, until }: Occasion): Letter => ({
  to,
  ...texts[language]({ body, from, link: address, until: dayOf(language, until) }),
});

/** To someone who is invited. */
export const invitationLetter = ({ secret, ...occasion }: Occasion & Secret): Letter =>
  write(invitations, link("invitation", secret), occasion);

/** To the organisation that someone wants to be the first to represent. */
export const codeLetter = ({ secret, ...occasion }: Occasion & Secret): Letter =>
  write(codes, link("represent", secret), occasion);

/** To the organisation whose own people are to decide over one who asks: of themselves we hold no address. */
export const waitingLetter = (occasion: Occasion): Letter => write(waiting, link("people"), occasion);

/** To who asked, at the address that was left for it: yes, or no and why. */
export const answerLetter = ({
  to,
  language,
  body,
  reason,
}: Pick<Occasion, "to" | "language" | "body"> & Pick<Decided, "reason">): Letter => ({
  to,
  ...answers[language]({ body, reason, link: link("people") }),
});
