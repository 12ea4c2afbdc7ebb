/** The mailbox of the laptop: every letter that Samspill sends ends here, and is read at `/mailbox`. */
import { createHash, randomUUID } from "node:crypto";
import { appendFileSync, existsSync, readFileSync } from "node:fs";
import type { IncomingMessage, ServerResponse } from "node:http";
import { z } from "zod";
import { inHome } from "./home.ts";
import { speechFor } from "./loginPage.ts";
import type { Speech } from "./people.ts";

/** As many as one can look through, the newest. */
const shownLetters = 100;

const letter = z.object({
  id: z.string(),
  at: z.string(),
  from: z.string(),
  to: z.array(z.string()),
  subject: z.string(),
  text: z.string(),
});
type Letter = z.infer<typeof letter>;

/** What we read of a request to SES (SendEmail of its API version 2). */
const sendEmail = z.object({
  FromEmailAddress: z.string(),
  Destination: z.object({ ToAddresses: z.array(z.string()).min(1) }),
  Content: z.object({
    Simple: z.object({
      Subject: z.object({ Data: z.string() }),
      Body: z.object({ Text: z.object({ Data: z.string() }) }),
    }),
  }),
});

/** Takes a letter in as SES does; its id. @throws ZodError when it is none */
export const keepMail = (request: unknown): string => {
  const { FromEmailAddress: from, Destination, Content } = sendEmail.parse(request);
  const { Subject, Body } = Content.Simple;
  const id = randomUUID();
  const at = new Date().toISOString();
  const kept: Letter = { id, at, from, to: Destination.ToAddresses, subject: Subject.Data, text: Body.Text.Data };
  appendFileSync(inHome("mailbox.jsonl"), `${JSON.stringify(kept)}\n`, { mode: 0o600 });
  return id;
};

/** Letters that have come, the newest first. */
const letters = (): Letter[] => {
  if (!existsSync(inHome("mailbox.jsonl"))) return [];
  const lines = readFileSync(inHome("mailbox.jsonl"), "utf8").trimEnd().split("\n");
  return lines
    .slice(-shownLetters)
    .map((line) => letter.parse(JSON.parse(line)))
    .toReversed();
};

const words = {
  nb: {
    title: "Postkassen",
    lead: "Brevene Samspill ville ha sendt. På denne maskinen blir de liggende her, og ingen andre får dem.",
    empty: "Ingen brev ennå. Inviter noen under «Personer og roller».",
    to: "Til",
    home: "Gå til Samspill",
  },
  nn: {
    title: "Postkassa",
    lead: "Breva Samspill ville ha sendt. På denne maskina blir dei liggjande her, og ingen andre får dei.",
    empty: "Ingen brev enno. Inviter nokon under «Personar og roller».",
    to: "Til",
    home: "Gå til Samspill",
  },
  en: {
    title: "The mailbox",
    lead: "The letters Samspill would have sent. On this machine they stay here, and nobody else gets them.",
    empty: "No letters yet. Invite someone under “People and roles”.",
    to: "To",
    home: "Go to Samspill",
  },
} as const satisfies Record<Speech, Record<string, string>>;

const style = `
:root { color-scheme: light; }
body { margin: 0; font: 1.0625rem/1.5 system-ui, "Segoe UI", Roboto, Helvetica, Arial, sans-serif; color: #1d2b36; background: #f3f6f5; }
main { max-width: 46rem; margin: 0 auto; padding: 2.5rem 1.25rem 4rem; }
h1 { font-size: 1.9rem; line-height: 1.2; margin: 1rem 0 .5rem; }
h2 { font-size: 1.2rem; margin: 0; overflow-wrap: anywhere; }
p { color: #4a5b68; }
a { color: #0b5c6b; }
article { margin: 1rem 0; padding: 1rem 1.25rem; background: #fff; border: 1px solid #b9c6cf; border-radius: .6rem; }
article p { margin: .25rem 0 0; }
pre { font: inherit; white-space: pre-wrap; overflow-wrap: anywhere; margin: 1rem 0 0; }
:focus-visible { outline: 3px solid #0b5c6b; outline-offset: 2px; }
`;

const policy =
  `default-src 'none'; style-src 'sha256-${createHash("sha256").update(style).digest("base64")}'; ` +
  "form-action 'none'; frame-ancestors 'none'; base-uri 'none'";

const escape = (text: string): string =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");

/** A letter's words; an address of our own on a line of its own becomes a link, all others stay words. */
const bodyOf = (text: string, base: string): string =>
  text
    .split("\n")
    .map((line) => {
      const shown = escape(line);
      return line.startsWith(`${base}/`) && /^[\w:/.-]+$/.test(line) ? `<a href="${shown}">${shown}</a>` : shown;
    })
    .join("\n");

const article = ({ at, to, subject, text }: Letter, speech: Speech, base: string): string => {
  const tag = speech === "en" ? "en-GB" : speech;
  const when = new Intl.DateTimeFormat(tag, { dateStyle: "medium", timeStyle: "short", timeZone: "Europe/Oslo" });
  return `<article><h2>${escape(subject)}</h2><p>${words[speech].to}: ${escape(to.join(", "))} · <time datetime="${escape(at)}">${escape(when.format(new Date(at)))}</time></p><pre>${bodyOf(text, base)}</pre></article>`;
};

/** The page, for a Samspill at `base`. */
export const makeMailbox =
  (base: string) =>
  (request: IncomingMessage, response: ServerResponse): void => {
    const asked = new URL(request.url ?? "/", base).searchParams.get("lang");
    const speech = speechFor(asked, request.headers["accept-language"]);
    const say = words[speech];
    const found = letters();
    const list = found.length === 0 ? `<p>${say.empty}</p>` : found.map((one) => article(one, speech, base)).join("\n");
    response.writeHead(200, {
      "content-type": "text/html; charset=utf-8",
      "content-security-policy": policy,
      "cache-control": "no-store",
    });
    response.end(`<!doctype html>
<html lang="${speech}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${say.title} – Samspill</title><style>${style}</style></head>
<body><main><h1>${say.title}</h1><p>${say.lead}</p>${list}<p><a href="/">${say.home}</a></p></main></body></html>
`);
  };
