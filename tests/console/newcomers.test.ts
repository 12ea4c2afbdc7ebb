/** A code goes from the one who gives it out to a phone where nobody signs in, and what is answered there is seen there alone. */
import { AxeBuilder } from "@axe-core/playwright";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { axeRules, complaintsOf, open, openBrowser, openPage, pageOf, settle, sizes, told } from "./browser.ts";

const houses = inject("houses");
/** Where pictures of the pages are laid, for who wants to look at them. */
const pictures = process.env["CONSOLE_PICTURES"];
let browser: Browser;

beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

const keepPicture = async (page: Page, name: string): Promise<void> => {
  if (pictures !== undefined) await page.screenshot({ path: `${pictures}/${name}.png`, fullPage: true });
};

const faultsOf = async (page: Page): Promise<string[]> => {
  await settle(page);
  const { violations } = await new AxeBuilder({ page }).setLegacyMode().withTags(axeRules).analyze();
  const excess = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  return [
    ...violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join()}`),
    ...(excess > 0 ? ["too wide"] : []),
  ];
};

test("staff give out a code once; its holder answers, changes and deletes, and signs in nowhere", async () => {
  const staff = await pageOf(browser, houses.full, "coordinator");
  await staff.getByRole("link", { name: "Gi ut kode" }).click();
  await settle(staff);
  await keepPicture(staff, "codes");
  await staff.getByRole("button", { name: "Gi ut kode" }).click();
  const card = staff.getByRole("region", { name: "Kort med kode" });
  const code = /[0-9A-Z]{4}-[0-9A-Z]{4}/.exec(await card.innerText())?.[0] ?? "";
  await expect.poll(() => card.innerText()).toMatch(/Tell us what you would like/);
  expect(await faultsOf(staff)).toEqual([]);
  await keepPicture(staff, "codes-card");
  await staff.setViewportSize(sizes.phone);
  expect(await faultsOf(staff)).toEqual([]);
  await keepPicture(staff, "codes-card-phone");
  await staff.emulateMedia({ media: "print" });
  await keepPicture(staff, "codes-print");
  await staff.emulateMedia({ media: "screen" });
  await staff.getByRole("button", { name: "Ferdig, skjul koden" }).click();
  await told(staff, "Koden er skjult");
  await expect.poll(() => staff.getByText(code).count()).toBe(0);

  const page = await openPage(browser, houses.full);
  await page.setViewportSize(sizes.phone);
  await open(page, "/min-profil");
  await keepPicture(page, "profile-code-phone");
  const field = page.getByLabel("Koden din");
  await field.fill("7K3D-9QX");
  await page.getByRole("button", { name: "Fortsett" }).click();
  await told(page, "Koden er ikke riktig skrevet");
  await field.fill(code.toLowerCase().replace("-", " "));
  await page.getByRole("button", { name: "Fortsett" }).click();
  await page.getByRole("button", { name: "Begynn å svare" }).click();

  await told(page, "Spørsmål 1 av 16");
  await page.getByLabel("Et barn").check();
  await keepPicture(page, "profile-question-phone");
  expect(await faultsOf(page)).toEqual([]);
  await page.getByRole("button", { name: "Neste" }).click();
  await told(page, "Spørsmål 2 av 16");
  await page.getByRole("button", { name: "Hopp over" }).click();
  await told(page, "Hva kunne være fint å være med på?");
  await page.getByRole("checkbox", { name: "Språkkafé og norsktrening" }).check();
  await page.getByRole("button", { name: "Aller mest" }).click();
  expect(await faultsOf(page)).toEqual([]);
  await keepPicture(page, "profile-interests-phone");
  await page.getByRole("button", { name: "Tilbake" }).click();
  await told(page, "Spørsmål 2 av 16");
  await page.getByRole("button", { name: "Hopp over" }).click();
  await page.getByRole("checkbox", { name: "Språkkafé og norsktrening" }).check();
  await page.getByRole("button", { name: "Neste" }).click();
  await told(page, "Spørsmål 4 av 16");
  await page.getByRole("button", { name: "Til svarene dine" }).click();
  await told(page, "Et barn");
  await told(page, "Språkkafé og norsktrening");
  expect(await faultsOf(page)).toEqual([]);
  await keepPicture(page, "profile-answers-phone");
  await page.setViewportSize(sizes.desk);
  await keepPicture(page, "profile-answers");

  // The code stays in this tab alone: a new load knows it, and another tab does not.
  await page.reload();
  await told(page, "Et barn");
  const other = await page.context().newPage();
  await open(other, "/min-profil");
  await expect.poll(() => other.getByText("Et barn").count()).toBe(0);
  await other.close();

  await page.getByRole("button", { name: "Endre svaret: Hvem er dette for?" }).click();
  await page.getByRole("button", { name: "Ta bort svaret" }).click();
  await page.getByRole("button", { name: "Til svarene dine" }).click();
  await page.getByRole("heading", { name: "Svarene dine" }).waitFor();
  await expect.poll(() => page.getByText("Et barn").count()).toBe(0);

  await page.getByRole("button", { name: "Slett alt" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Slett alt" }).click();
  await told(page, "Alt er slettet");
  await page.getByLabel("Koden din").fill(code);
  await page.getByRole("button", { name: "Fortsett" }).click();
  await told(page, "Koden virker ikke");
  // What the browser itself says of answers that are refusals.
  const refused = /status of 401/;
  expect([...complaintsOf(page), ...complaintsOf(staff)].filter((words) => !refused.test(words))).toEqual([]);
});
