/** Activities in and out of the console, without typing twice: a file with faults that are mended, a calendar, a posting and a download. */
import { AxeBuilder } from "@axe-core/playwright";
import type { Browser, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, expect, inject, test } from "vitest";
import { axeRules, complaintsOf, open, openBrowser, pageOf, sizes } from "./browser.ts";

const houses = inject("houses");
let browser: Browser;
let page: Page;

beforeAll(async () => {
  browser = await openBrowser();
  page = await pageOf(browser, houses.full, "coordinator");
});
afterEach(() => expect(complaintsOf(page)).toEqual([]));
afterAll(() => browser.close());

const choose = (name: string, content: Buffer | string): Promise<void> =>
  page.locator("input[type=file]").setInputFiles({ name, mimeType: "text/csv", buffer: Buffer.from(content) });
const faultsSeen = async () => {
  const { violations } = await new AxeBuilder({ page }).withTags(axeRules).analyze();
  return violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)]);
};
const sayWhatTheFileDoesNot = async (): Promise<void> => {
  await page.getByRole("combobox", { name: "Kategori" }).fill("tegning");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await page.getByRole("textbox", { name: "Sted", exact: true }).fill("Rosendal");
};

test("a file from a spreadsheet with faults in two rows: they are seen, mended and imported", async () => {
  await open(page, "/activities/import");
  await sayWhatTheFileDoesNot();
  const text = [
    "Tittel;Dato;Starter;Slutter;Gjentas;Ansvarlig",
    "Blåbærtur;13.01.2031;11.00;14.00;;Kari",
    "Strikkekafé;31.02.2031;18.00;20.00;hver tirsdag;Ola",
    "Ærlig talt;15.01.2031;kveld;21.00;;Per",
  ].join("\r\n");
  await choose("aktiviteter.csv", Buffer.from(Uint8Array.from(text, (letter) => letter.charCodeAt(0))));
  await page.getByText("1 nye, 0 oppdateres, 0 hoppes over, 2 må rettes").waitFor();
  await page.getByText("Blåbærtur", { exact: true }).waitFor();
  await page.getByText("Disse kolonnene er ikke kjent her, og blir ikke med: Ansvarlig").waitFor();
  expect(await faultsSeen()).toEqual([]);

  await page.getByRole("switch", { name: /Vis bare de 2/ }).click();
  await expect.poll(() => page.getByText("Blåbærtur", { exact: true }).count()).toBe(0);
  await page.getByRole("button", { name: "Rett" }).first().click();
  const dialog = page.getByRole("dialog", { name: "Rett linje 3" });
  await dialog.getByRole("textbox", { name: "Dato" }).fill("28.01.2031");
  await page.keyboard.press("Enter");
  await page.getByText("2 nye, 0 oppdateres, 0 hoppes over, 1 må rettes").waitFor();
  await page.getByRole("button", { name: "Rett" }).first().click();
  await page.getByRole("dialog", { name: "Rett linje 4" }).getByRole("textbox", { name: "Starter" }).fill("19:00");
  await page.getByRole("button", { name: "Se på den igjen" }).click();
  await page.getByText("3 nye, 0 oppdateres, 0 hoppes over, 0 må rettes").waitFor();
  await page.getByText(/Hver tirsdag kl\. 18\.00–20\.00 fra 28\. januar 2031/).waitFor();

  await page.getByRole("button", { name: "Importer 3 aktiviteter" }).click();
  await page.getByRole("heading", { name: "3 aktiviteter er importert" }).waitFor();
  expect(await faultsSeen()).toEqual([]);
  await page.getByRole("link", { name: "Ærlig talt" }).click();
  await page.getByRole("heading", { name: "Ærlig talt", level: 1 }).waitFor();
  await page.getByText("Kladd", { exact: true }).first().waitFor();
});

test("a calendar of two hundred is imported, on a phone", async () => {
  await page.setViewportSize(sizes.phone);
  await open(page, "/activities/import");
  await sayWhatTheFileDoesNot();
  const events = Array.from({ length: 200 }, (_, n) => {
    const day = `2031${String(1 + (n % 12)).padStart(2, "0")}${String(1 + (n % 28)).padStart(2, "0")}`;
    return [
      "BEGIN:VEVENT",
      `UID:samling-${n}`,
      "DTSTAMP:20260901T000000Z",
      `SUMMARY:Samling ${n}`,
      `DTSTART;TZID=Europe/Oslo:${day}T180000`,
      `DTEND;TZID=Europe/Oslo:${day}T200000`,
      "END:VEVENT",
    ].join("\r\n");
  });
  await choose("kalender.ics", ["BEGIN:VCALENDAR", "VERSION:2.0", ...events, "END:VCALENDAR", ""].join("\r\n"));
  await page.getByText("200 nye, 0 oppdateres, 0 hoppes over, 0 må rettes").waitFor();
  await page.getByRole("button", { name: "Importer 200 aktiviteter" }).focus();
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { name: "200 aktiviteter er importert" }).waitFor({ timeout: 60_000 });
  await page.setViewportSize(sizes.desk);

  await page.getByRole("button", { name: "Importer flere" }).click();
  await choose("kalender.ics", ["BEGIN:VCALENDAR", "VERSION:2.0", ...events, "END:VCALENDAR", ""].join("\r\n"));
  const known = page.getByText("0 nye, 0 oppdateres, 200 hoppes over, 0 må rettes");
  await expect.poll(() => known.count()).toBe(1);
}, 180_000);

test("what no file can be is said where it was chosen", async () => {
  await open(page, "/activities/import");
  await choose("tom.csv", "Dato;Sted\n13.01.2031;Her\n");
  await expect.poll(() => page.getByText(/Fant ingen kolonne med titler/).count()).toBe(1);
});

test("texts are copied for Frivillig.no, and the address of the posting is kept until it is taken down", async () => {
  await open(page, "/activities?search=Blåbærtur&state=DRAFT");
  await page.getByRole("link", { name: "Blåbærtur" }).click();
  await page.getByRole("button", { name: "Legg ut" }).click();
  const dialog = page.getByRole("dialog", { name: "Legg ut Blåbærtur" });
  await dialog.getByRole("button", { name: "Kopier Tittel" }).waitFor();
  expect(await faultsSeen()).toEqual([]);
  const address = dialog.getByRole("textbox", { name: "Adressen der den er lagt ut" });
  await address.fill("https://example.no/oppdrag/1");
  await dialog.getByRole("button", { name: "Noter adressen" }).click();
  await page.getByText("Adressen må være på nettstedet du har valgt").first().waitFor();
  await address.fill("https://www.frivillig.no/oppdrag/1");
  await dialog.getByRole("button", { name: "Noter adressen" }).click();
  await page.getByText("Adressen er notert").waitFor();
  await dialog.getByRole("button", { name: "Lukk" }).click();
  await page
    .getByRole("link", { name: /www\.frivillig\.no/ })
    .first()
    .waitFor();
  await page.getByRole("button", { name: "Legg ut" }).click();
  await dialog.getByRole("button", { name: "Den er tatt ned" }).click();
  await page.getByText("Ikke lagt ut andre steder ennå.").waitFor();
});

test("a list is downloaded as a file", async () => {
  await open(page, "/activities");
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("button", { name: "Last ned som CSV" }).click(),
  ]);
  expect(download.suggestedFilename()).toMatch(/^aktiviteter-\d{4}-\d{2}-\d{2}\.csv$/);
});
