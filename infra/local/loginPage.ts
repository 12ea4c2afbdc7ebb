/** The page where one chooses whom to be. Plain HTML without script, so that it works for everybody and everywhere. */
import { createHash } from "node:crypto";
import { people, personNames, type Speech } from "./people.ts";

const words = {
  nb: {
    title: "Hvem vil du være?",
    lead: "Dette er Samspill på din egen maskin, med oppdiktede personer. Velg en, så blir du logget inn som den personen.",
    language: "Språk",
    leave: "Logg ut",
    leaveTitle: "Vil du logge ut?",
    stay: "Bli",
    failed: "Innloggingen kunne ikke fullføres",
    again: "Gå til Samspill og prøv igjen",
  },
  nn: {
    title: "Kven vil du vere?",
    lead: "Dette er Samspill på di eiga maskin, med oppdikta personar. Vel ein, så blir du logga inn som den personen.",
    language: "Språk",
    leave: "Logg ut",
    leaveTitle: "Vil du logge ut?",
    stay: "Bli",
    failed: "Innlogginga kunne ikkje fullførast",
    again: "Gå til Samspill og prøv igjen",
  },
  en: {
    title: "Who do you want to be?",
    lead: "This is Samspill on your own machine, with invented people. Choose one, and you are signed in as that person.",
    language: "Language",
    leave: "Sign out",
    leaveTitle: "Do you want to sign out?",
    stay: "Stay",
    failed: "The sign-in could not be completed",
    again: "Go to Samspill and try again",
  },
} as const satisfies Record<Speech, Record<string, string>>;

const names = { nb: "Bokmål", nn: "Nynorsk", en: "English" } as const satisfies Record<Speech, string>;
const speeches = Object.keys(names) as Speech[];

/** The best of our three languages for what a browser or a client asks for, bokmål first. */
export const speechFor = (...wishes: readonly (string | null | undefined)[]): Speech => {
  for (const wish of wishes
    .join(",")
    .toLowerCase()
    .split(/[\s,;]+/)) {
    const primary = wish.split("-")[0];
    if (primary === "no") return "nb";
    const found = speeches.find((speech) => speech === primary);
    if (found) return found;
  }
  return "nb";
};

const style = `
:root { color-scheme: light; --ink: #1d2b36; --soft: #4a5b68; --line: #b9c6cf; --accent: #0b5c6b; }
* { box-sizing: border-box; }
body { margin: 0; font: 1.0625rem/1.5 system-ui, "Segoe UI", Roboto, Helvetica, Arial, sans-serif; color: var(--ink); background: #f3f6f5; }
main { max-width: 44rem; margin: 0 auto; padding: 2.5rem 1.25rem 4rem; }
nav { display: flex; gap: 1rem; justify-content: flex-end; }
nav a { color: var(--accent); padding: .5rem .25rem; }
nav a[aria-current] { color: var(--ink); font-weight: 600; text-decoration: none; }
h1 { font-size: 1.9rem; line-height: 1.2; margin: 1rem 0 .5rem; }
p { margin: 0 0 1.5rem; color: var(--soft); }
ul { list-style: none; margin: 0; padding: 0; display: grid; gap: .75rem; grid-template-columns: repeat(auto-fill, minmax(18rem, 1fr)); }
button { width: 100%; height: 100%; min-height: 4.5rem; padding: .9rem 1.1rem; font: inherit; color: inherit; text-align: left; background: #fff; border: 1px solid var(--line); border-radius: .6rem; cursor: pointer; }
button strong { display: block; }
button span { color: var(--soft); font-size: .9375rem; }
button:hover { border-color: var(--accent); background: #f9fcfc; }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
`;

/** What the pages may load: their own style and nothing else; forms go back to where they came from. */
export const loginPagePolicy =
  `default-src 'none'; style-src 'sha256-${createHash("sha256").update(style).digest("base64")}'; ` +
  "form-action 'self'; frame-ancestors 'none'; base-uri 'none'";

const escape = (text: string): string =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");

const page = (speech: Speech, title: string, body: string): string => `<!doctype html>
<html lang="${speech}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escape(title)} – Samspill</title><style>${style}</style></head>
<body><main>${body}</main></body></html>
`;

/** The chooser; its form posts `person` to `action`. */
export const loginPage = (action: string, speech: Speech): string => {
  const say = words[speech];
  const languages = speeches
    .map((other) => {
      const current = other === speech ? ' aria-current="true"' : "";
      return `<a href="${escape(action)}?lang=${other}" lang="${other}" hreflang="${other}"${current}>${names[other]}</a>`;
    })
    .join("");
  const choices = personNames
    .map((name) => {
      const { name: fullName, about } = people[name];
      return `<li><button name="person" value="${name}"><strong>${escape(fullName)}</strong><span>${escape(about[speech])}</span></button></li>`;
    })
    .join("\n");
  return page(
    speech,
    say.title,
    `<nav aria-label="${say.language}">${languages}</nav>
<h1>${say.title}</h1><p>${say.lead}</p>
<form method="post" action="${escape(action)}"><ul>${choices}</ul></form>`,
  );
};

/** Asks before signing out; `form` is the provider's own form, with the id `op.logoutForm`. */
export const logoutPage = (form: string, speech: Speech): string => {
  const say = words[speech];
  return page(
    speech,
    say.leaveTitle,
    `<h1>${say.leaveTitle}</h1>${form}
<ul><li><button form="op.logoutForm" name="logout" value="yes"><strong>${say.leave}</strong></button></li>
<li><button form="op.logoutForm"><strong>${say.stay}</strong></button></li></ul>`,
  );
};

/** Says what went wrong, by the protocol's own words, and where to begin again. */
export const failurePage = (error: string, description: string | undefined, speech: Speech): string => {
  const say = words[speech];
  return page(
    speech,
    say.failed,
    `<h1>${say.failed}</h1><p>${escape(error)}${description ? `: ${escape(description)}` : ""}</p><p><a href="/">${say.again}</a></p>`,
  );
};
