/** Activities in the console: found in a week, written, published, called off once, and confirmed, in a real browser. */
import type { Browser, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, expect, inject, test } from "vitest";
import { complaintsOf, openBrowser, openPage, settle, signIn, sizes } from "./browser.ts";

const houses = inject("houses");
let browser: Browser;
let page: Page;

beforeAll(async () => {
  browser = await openBrowser();
  page = await openPage(browser, houses.full);
  await signIn(page, "coordinator");
});
afterEach(() => expect(complaintsOf(page)).toEqual([]));
afterAll(() => browser.close());

const open = async (address: string): Promise<void> => {
  await page.goto(address);
  await settle(page);
};
const told = (words: string): Promise<void> => page.getByText(words, { exact: true }).first().waitFor();

/** A Tuesday that is still to come, as the console writes it, and the Monday before it. */
const dayMs = 86_400_000;
const iso = (at: number): string => new Date(at).toISOString().slice(0, 10);
const inAWeek = Date.now() + 7 * dayMs;
const tuesday = inAWeek + ((9 - new Date(inAWeek).getUTCDay()) % 7) * dayMs;
const written = new Intl.DateTimeFormat("nb", { day: "numeric", month: "short", timeZone: "UTC" }).format(tuesday);

test("what goes on in one's own town is there, and is narrowed by words and category", async () => {
  await open("/activities");
  await page.getByRole("link", { name: "Språkkafé på biblioteket" }).waitFor();
  await page.getByRole("searchbox", { name: "Søk i aktiviteter" }).fill("middag");
  await expect.poll(() => page.getByRole("link", { name: "Språkkafé på biblioteket" }).count()).toBe(0);
  await page.getByRole("link", { name: "Felles middag" }).waitFor();
});

test("a week shows each day, and the keyboard leads to the next", async () => {
  await page.setViewportSize(sizes.phone);
  await open("/activities?view=week&from=2026-12-07");
  const thursday = page.getByRole("region", { name: /torsdag 10\. des/ });
  await expect.poll(() => thursday.getByRole("link").allInnerTexts()).toContain("Språkkafé på biblioteket");
  await page.getByRole("button", { name: "Uka etter" }).focus();
  await page.keyboard.press("Enter");
  await page.getByRole("region", { name: /torsdag 17\. des/ }).waitFor();
  await page.setViewportSize(sizes.desk);
});

test("a series is written with its rule in words, published, and one time is called off", async () => {
  await open("/activities/create");
  await page.getByRole("textbox", { name: "Tittel" }).fill("Strikkekveld");
  await page.getByRole("textbox", { name: "Kort fortalt" }).fill("Ta med strikketøy, eller lån av oss.");
  await page.getByRole("combobox", { name: "Kategori" }).fill("tegning");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await page.getByRole("textbox", { name: "Sted" }).fill("Rosendal");
  await page.getByLabel("Første dag").fill(iso(tuesday - 7 * dayMs));
  await page.getByRole("checkbox", { name: "Tirsdag" }).check();
  await page.getByText(/Hver tirsdag kl\. 18/).waitFor();
  await page.getByRole("button", { name: "Lagre kladd" }).click();
  await page.getByRole("heading", { name: "Strikkekveld", level: 1 }).waitFor();
  await told("Kladd");
  await page.getByRole("button", { name: "Publiser" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Publiser" }).click();
  await told("Publisert");

  await page.getByRole("button", { name: `Endre ${written}` }).click();
  await page.getByRole("textbox", { name: "Beskjed" }).fill("Vi er på julemarked");
  await page.getByRole("button", { name: "Avlys denne gangen" }).click();
  await page.getByText("Avlyst · Vi er på julemarked").waitFor();
  await open(`/activities?view=week&from=${iso(tuesday - dayMs)}`);
  const day = page.getByRole("region", { name: `tirsdag ${written}` });
  await expect.poll(() => day.innerText()).toContain("Avlyst");
});

test("it is confirmed by one click, and ended after one question", async () => {
  await open("/activities?search=strikkekveld");
  await page.getByRole("link", { name: "Strikkekveld" }).click();
  await page.getByRole("button", { name: "Bekreft at den stemmer" }).click();
  await told("Bekreftet. Den må bekreftes igjen om 180 dager.");
  await page.getByRole("button", { name: "Avslutt" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Avslutt" }).click();
  await told("Aktiviteten er avsluttet");
  await told("Avsluttet");
  await open("/activities?search=strikkekveld");
  expect(await page.getByRole("link", { name: "Strikkekveld" }).count()).toBe(0);
});
