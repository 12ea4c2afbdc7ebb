/** The pages for all in a real browser: on a telephone, in Arabic, without any script; on a sheet of A4; and as axe finds them. */
import { AxeBuilder } from "@axe-core/playwright";
import { PDFiumLibrary } from "@hyzyla/pdfium";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { decodeQRBatch } from "qr/decode.js";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { axeRules, complaintsOf, openBrowser, openPage, sizes } from "./browser.ts";

const { full: base } = inject("houses");
let browser: Browser;

beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

/** A window that runs no scripts, as an old telephone or a careful reader. */
const withoutScripts = (size: { readonly width: number; readonly height: number }): Promise<BrowserContext> =>
  browser.newContext({ baseURL: base, viewport: size, javaScriptEnabled: false, locale: "ar" });

/** The first activity that Trondheim's page in a language shows. */
const firstActivity = async (page: Page, language: string): Promise<string> => {
  await page.goto(`/aktiviteter/${language}/5001`);
  return (await page.locator("h3 a").first().getAttribute("href")) ?? "";
};

describe("on a telephone, in Arabic, without any script", () => {
  test("somebody chooses a language and a place, finds an activity, and reads when and where it is", async () => {
    const context = await withoutScripts(sizes.phone);
    const elsewhere: string[] = [];
    context.on("request", (request) => {
      if (!request.url().startsWith(base)) elsewhere.push(request.url());
    });
    const page = await context.newPage();
    await page.goto("/aktiviteter");
    await page.getByRole("link", { name: "العربية" }).click();
    await page.getByLabel("البلدية (kommune)").fill("trondheim");
    await page.getByRole("button", { name: "بحث" }).click();
    expect(new URL(page.url()).pathname).toBe("/aktiviteter/ar/5001-trondheim");
    await expect.poll(() => page.locator("html").getAttribute("dir")).toBe("rtl");

    await page.getByText("ابحث عما يناسبك").click();
    await page.getByLabel("نوع النشاط").selectOption("LANGUAGE_INCLUSION");
    await page.getByLabel("مجاني").check();
    await page.getByRole("button", { name: "عرض الأنشطة" }).click();
    const link = page.getByRole("link", { name: "مقهى اللغة في المكتبة" });
    const cards = page.getByRole("listitem").filter({ has: link });
    await expect.poll(() => cards.count()).toBe(1);
    // The whole card is one place to press.
    const card = await cards.boundingBox();
    expect(card?.height).toBeGreaterThan(60);
    await page.mouse.click((card?.x ?? 0) + 20, (card?.y ?? 0) + (card?.height ?? 0) - 10);

    await page.getByRole("heading", { level: 1, name: "مقهى اللغة في المكتبة" }).waitFor();
    await expect.poll(() => link.count()).toBe(0);
    const words = (await page.locator("main").innerText()).replaceAll(/\s+/g, " ");
    for (const told of ["كل أسبوع: الخميس", "17:30–19:00", "Trondheim folkebibliotek", "Peter Egges plass 1", "مجاني"])
      expect(words).toContain(told);
    expect(words).toContain("ترجمت النص منظمة مهاجرين.");
    expect(words).toContain("Språkkafé på biblioteket");
    // What is read from the right begins at the right, and a Norwegian name within it keeps its own order.
    const [clock] = await page.locator(".clock").all();
    await expect.poll(() => clock?.evaluate((element) => getComputedStyle(element).direction)).toBe("ltr");
    const icon = await page.locator(".fact .icon").first().boundingBox();
    expect(icon?.x).toBeGreaterThan(sizes.phone.width / 2);
    expect(elsewhere).toEqual([]);
    await context.close();
  });

  test("everything that is pressed is as large as a finger", async () => {
    const context = await withoutScripts(sizes.phone);
    const page = await context.newPage();
    const small: string[] = [];
    for (const address of ["/aktiviteter", "/aktiviteter/ar", "/aktiviteter/ar/5001-trondheim?gratis=1"]) {
      await page.goto(address);
      for (const one of await page.locator("main :is(a, button, summary, select):visible").all()) {
        // A link within a sentence, or one whose whole card is pressed, is as high as its letters.
        const isInLine = await one.evaluate((element) => getComputedStyle(element).display === "inline");
        const { height = 0 } = (await one.boundingBox()) ?? {};
        if (!isInLine && height < 44) small.push(`${address}: ${await one.innerText()} (${height})`);
      }
    }
    expect(small).toEqual([]);
    await context.close();
  });
});

describe("on a sheet of A4", () => {
  test.each(["nb", "ar"])("%s: one page, whose codes lead to what they stand beside", async (language) => {
    const context = await withoutScripts(sizes.phone);
    const page = await context.newPage();
    await page.goto(`/aktiviteter/${language}/5001-trondheim/plakat`);
    const titles = await page.locator(".notes h2").allInnerTexts();
    expect(titles.length).toBeGreaterThan(4);
    const pdf = await page.pdf({ preferCSSPageSize: true });
    await context.close();

    const library = await PDFiumLibrary.init();
    try {
      const document = await library.loadDocument(pdf);
      expect(document.getPageCount()).toBe(1);
      const sheet = document.getPage(0);
      // 210 by 297 mm, in points.
      const { originalWidth, originalHeight } = sheet.getOriginalSize();
      expect(Math.abs(originalWidth - 595.3)).toBeLessThan(1);
      expect(Math.abs(originalHeight - 841.9)).toBeLessThan(1);
      if (language === "nb") for (const title of titles) expect(sheet.getText()).toContain(title);
      const [codes = []] = await decodeQRBatch([await sheet.render({ scale: 4 })]);
      const read = codes.filter((code) => typeof code === "string");
      expect(read).toContain(`${base}/aktiviteter/${language}/5001-trondheim`);
      expect(read.filter((address) => address.includes("/aktivitet/"))).toHaveLength(titles.length);
      for (const address of read) expect((await fetch(address)).status).toBe(200);
      document.destroy();
    } finally {
      library.destroy();
    }
  });

  test("with names as long as they can be it is still one page", async () => {
    const context = await withoutScripts(sizes.desk);
    const page = await context.newPage();
    const answer = await context.request.get(`${base}/aktiviteter/nb/5001-trondheim/plakat`);
    const long = "Språkkafé med veldig langt navn på biblioteket ".repeat(5).slice(0, 200);
    const html = (await answer.text()).replaceAll(/(<bdi lang="n[bo]">)[^<]+/g, `$1${long}`);
    await page.route("**/plakat", (route) => route.fulfill({ contentType: "text/html", body: html }));
    await page.goto("/aktiviteter/nb/5001-trondheim/plakat");
    const library = await PDFiumLibrary.init();
    const document = await library.loadDocument(await page.pdf({ preferCSSPageSize: true }));
    expect(document.getPageCount()).toBe(1);
    document.destroy();
    library.destroy();
    await context.close();
  });
});

describe.each(["nb", "ar", "ti"])("as axe finds them: %s", (language) => {
  test.each([
    ["languages", () => "/aktiviteter", 200],
    ["front", () => `/aktiviteter/${language}`, 200],
    ["search", () => `/aktiviteter/${language}?sok=her`, 200],
    ["municipality", () => `/aktiviteter/${language}/5001-trondheim`, 200],
    ["what is chosen", () => `/aktiviteter/${language}/5001-trondheim?gratis=1&dag=SUNDAY`, 200],
    ["nothing there", () => `/aktiviteter/${language}/1818-heroy`, 200],
    ["activity", (activity: string) => activity, 200],
    ["sheet", () => `/aktiviteter/${language}/5001-trondheim/plakat`, 200],
    ["missing", () => `/aktiviteter/${language}/borte`, 404],
  ])("%s", async (_, address, status) => {
    const page = await openPage(browser, base);
    const wanted = address(await firstActivity(page, language));
    const answer = await page.goto(wanted);
    expect(answer?.status()).toBe(status);
    for (const colorScheme of ["light", "dark"] as const)
      for (const size of [sizes.phone, sizes.desk]) {
        await page.setViewportSize(size);
        await page.emulateMedia({ colorScheme });
        const { violations } = await new AxeBuilder({ page }).setLegacyMode().withTags(axeRules).analyze();
        expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
        const excess = await page.evaluate(
          () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
        );
        expect(excess).toBe(0);
      }
    expect(complaintsOf(page).filter((one) => status === 200 || !one.includes("404"))).toEqual([]);
    await page.context().close();
  });
});

describe("the way there", () => {
  test("a newcomer's own page leads to the activities", async () => {
    const page = await openPage(browser, base);
    await page.goto("/min-profil");
    await page.getByRole("link", { name: "Se hva som skjer der du bor" }).click();
    await page.getByRole("heading", { level: 1, name: "Aktiviteter der du bor" }).waitFor();
    expect(new URL(page.url()).pathname).toBe("/aktiviteter/nb");
    await page.context().close();
  });
});
