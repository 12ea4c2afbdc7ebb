/** A real browser in which the people of the demonstration use the console. */
import { execFile } from "node:child_process";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import chromium, { inflate, setupLambdaEnvironment } from "@sparticuz/chromium";
import { type Browser, type BrowserContext, type Page, chromium as driver } from "playwright-core";
import { signIn as tokensOf } from "../../infra/local/signIn.ts";
import type { PersonName } from "../../infra/local/people.ts";

/** Where the system lacks the browser's libraries, those that come with it are used. */
const findBrowser = async (): Promise<string> => {
  const path = await chromium.executablePath();
  try {
    await promisify(execFile)(path, ["--version"]);
  } catch {
    await inflate(join(fileURLToPath(import.meta.resolve("@sparticuz/chromium")), "../../bin/al2023.tar.br"));
    setupLambdaEnvironment(join(tmpdir(), "al2023", "lib"));
  }
  return path;
};

export const openBrowser = async (): Promise<Browser> =>
  driver.launch({
    executablePath: await findBrowser(),
    // It may run as root in a container; everything else is as in any browser, our policies and theirs included.
    args: ["--no-sandbox", "--disable-gpu"],
    env: { ...process.env, LANGUAGE: "nb" },
  });

/** Widths of a desk and of a small phone. */
export const sizes = { desk: { width: 1440, height: 900 }, phone: { width: 390, height: 844 } } as const;

/** What axe looks for: WCAG 2.1 AA, and what it advises besides, such as the order of headings and the names of landmarks. */
export const axeRules = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"];

/** Everything a page said to its console that nobody should have to read. */
const heard = new WeakMap<BrowserContext, string[]>();

export const complaintsOf = (page: Page): readonly string[] => heard.get(page.context()) ?? [];

/** A new window in which nobody is signed in. Movements are off, so that what is seen is what stays. */
export const openPage = async (browser: Browser, base: string): Promise<Page> => {
  const context = await browser.newContext({
    baseURL: base,
    viewport: sizes.desk,
    locale: "nb-NO",
    timezoneId: "Europe/Oslo",
    reducedMotion: "reduce",
    colorScheme: "light",
    acceptDownloads: true,
  });
  const complaints: string[] = [];
  heard.set(context, complaints);
  context.on("console", (message) => {
    if (message.type() === "error" || message.type() === "warning") complaints.push(message.text());
  });
  context.on("weberror", (error) => complaints.push(String(error.error())));
  context.setDefaultTimeout(20_000);
  return context.newPage();
};

/** Signs a person in through the chooser, as anybody does, and waits for the page they wanted. */
export const signIn = async (page: Page, who: PersonName): Promise<void> => {
  await page.goto("/");
  await page.getByRole("button", { name: "Logg inn" }).click();
  await page.locator(`button[value="${who}"]`).click();
  await page.getByRole("navigation", { name: "Hovedmeny" }).waitFor();
  await settle(page);
};

/** A window of its own in which a person has signed in. */
export const pageOf = async (browser: Browser, base: string, who: PersonName): Promise<Page> => {
  const page = await openPage(browser, base);
  await signIn(page, who);
  return page;
};

/** Goes to an address, and waits until what stands there has come. */
export const open = async (page: Page, address: string): Promise<void> => {
  await page.goto(address);
  await settle(page);
};

/** Waits until the words stand on the page. */
export const told = (page: Page, words: string): Promise<void> => page.getByText(words).first().waitFor();

/** Waits until the page has its heading and nothing on it is still on its way. */
export const settle = async (page: Page): Promise<void> => {
  await page.getByRole("heading", { level: 1 }).first().waitFor();
  await page.waitForFunction(
    () => document.querySelector('main .MuiSkeleton-root, main [role="progressbar"], main [aria-busy="true"]') === null,
  );
};

/** Tokens hold for an hour; a person signs in once for each Samspill. */
const tokens = new Map<string, Promise<string>>();

const tokenOf = (base: string, who: PersonName): Promise<string> => {
  const key = `${base} ${who}`;
  const token = tokens.get(key) ?? tokensOf(base, who).then(({ access_token: fresh }) => fresh);
  tokens.set(key, token);
  return token;
};

type Answered<Answer> = {
  readonly data?: Answer | null;
  readonly errors?: readonly { readonly extensions?: { readonly code?: string } }[];
};

/** What the API answers a person who asks from elsewhere: another browser, another program. */
export const answerTo = async <Answer>(
  base: string,
  who: PersonName,
  query: string,
  variables: object,
): Promise<Answered<Answer>> => {
  const response = await fetch(`${base}/graphql`, {
    method: "POST",
    headers: { "content-type": "application/json", authorization: `Bearer ${await tokenOf(base, who)}` },
    body: JSON.stringify({ query, variables }),
  });
  return (await response.json()) as Answered<Answer>;
};

/** The same for who is answered, and never refused. */
export const ask = async <Answer>(base: string, who: PersonName, query: string, variables: object): Promise<Answer> => {
  const { data, errors } = await answerTo<Answer>(base, who, query, variables);
  if (data == null || errors !== undefined) throw new Error(JSON.stringify(errors));
  return data;
};

/** Where the link in a letter to an address leads; a letter goes by the table's stream, which is in no hurry on a busy machine. */
export const linkInLetterTo = async (base: string, email: string): Promise<string> => {
  for (let tries = 0; tries < 60; tries++) {
    const letters = (await (await fetch(`${base}/mailbox`)).text()).split("<article>").slice(1);
    const link = letters.find((letter) => letter.includes(email))?.match(/<a href="([^"]+)"/)?.[1];
    if (link !== undefined) return new URL(link).pathname;
    await sleep(500);
  }
  throw new Error(`No letter to ${email} has come.`);
};
