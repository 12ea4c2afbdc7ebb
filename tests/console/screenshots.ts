/** Takes the README's pictures anew, from the Samspill at the address it is given: `node tests/console/screenshots.ts http://localhost:4000`. */
import { mkdirSync, statSync } from "node:fs";
import { join, resolve } from "node:path";
import { openBrowser, openPage, settle, signIn } from "./browser.ts";

/** A README is read on slow lines too. */
const mostBytes = 250_000;

const folder = resolve(import.meta.dirname, "../../admin/screenshots");
const [base] = process.argv.slice(2);
if (base === undefined) throw new Error("Say where Samspill runs, such as http://localhost:4000");

const trondheim = `/organisations?${new URLSearchParams({
  filter: JSON.stringify({ municipalities: ["5001"], profileStates: ["CONFIRMED"] }),
})}`;

mkdirSync(folder, { recursive: true });
const browser = await openBrowser();
const page = await openPage(browser, base);
await page.setViewportSize({ width: 1440, height: 900 });
await signIn(page, "coordinator");

const take = async (name: string): Promise<void> => {
  await settle(page);
  await page.evaluate(() => document.fonts.ready.then(() => undefined));
  const path = join(folder, `${name}.png`);
  await page.screenshot({ path });
  const { size } = statSync(path);
  if (size > mostBytes) throw new Error(`${name} is ${size} bytes, and may be ${mostBytes}.`);
  console.log(`${name}: ${Math.round(size / 1000)} kB`);
};

await page.goto(trondheim);
await take("organisations");
await page.locator("tbody th a").first().click();
await page.waitForURL(/\/show$/);
await take("organisation");
await page.goto("/municipalities/5001");
await take("municipality");
await page.goto("/activities?view=week&from=2026-12-07");
await take("activities");
await page.goto("/activities?view=month&from=2026-12-01");
await take("month");
await page.goto("/activities?view=map&municipality=5001");
await take("map");
await page.goto("/aktiviteter/ar/5001-trondheim");
await page.setViewportSize({ width: 390, height: 844 });
await take("noticeboard");
await page.goto("/aktiviteter/ar/5001-trondheim/plakat");
await page.setViewportSize({ width: 794, height: 1123 });
await page.locator(".sheet").screenshot({ path: join(folder, "poster.png") });
await browser.close();
